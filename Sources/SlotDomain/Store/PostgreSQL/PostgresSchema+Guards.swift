extension PostgresSchema {
  /// What no change may do.
  static let refusals = #"""
    --
    -- Triggers of rows come AFTER, with WHEN: a BEFORE trigger would lock each row once more when it is
    -- updated, and make COPY insert rows one by one.

    -- Its arguments: SQLSTATE, message.
    CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql SET search_path = slottui, pg_temp AS $$
    BEGIN
      RAISE EXCEPTION '%', TG_ARGV[1]
        USING ERRCODE = TG_ARGV[0], SCHEMA = TG_TABLE_SCHEMA, TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME;
    END $$;

    CREATE TRIGGER block_identity AFTER UPDATE OF key, id, short_id ON block FOR EACH ROW
    WHEN (OLD.key <> NEW.key OR OLD.id <> NEW.id OR OLD.short_id <> NEW.short_id)
    EXECUTE FUNCTION refuse('integrity_constraint_violation', 'the ids of a block never change');

    CREATE TRIGGER slot_identity AFTER UPDATE OF key, id, block ON slot FOR EACH ROW
    WHEN (OLD.key <> NEW.key OR OLD.id <> NEW.id OR OLD.block <> NEW.block)
    EXECUTE FUNCTION refuse('integrity_constraint_violation', 'the id and the block of a slot never change');

    CREATE TRIGGER appointment_identity AFTER UPDATE OF key, id ON appointment FOR EACH ROW
    WHEN (OLD.key <> NEW.key OR OLD.id <> NEW.id)
    EXECUTE FUNCTION refuse('integrity_constraint_violation', 'an id never changes');

    CREATE TRIGGER slot_begins_empty AFTER INSERT ON slot FOR EACH ROW
    WHEN (NEW.active <> 0 OR NEW.cancelled <> 0)
    EXECUTE FUNCTION refuse('integrity_constraint_violation', 'a slot begins empty');

    CREATE TRIGGER action_kept BEFORE DELETE OR TRUNCATE ON action
    EXECUTE FUNCTION refuse('integrity_constraint_violation', 'the journal is not rewritten');
    CREATE TRIGGER change_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON change
    EXECUTE FUNCTION refuse('integrity_constraint_violation', 'the journal is not rewritten');
    CREATE TRIGGER creation_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON creation
    EXECUTE FUNCTION refuse('integrity_constraint_violation', 'the journal is not rewritten');

    -- TRUNCATE would pass by the counts and versions.
    CREATE TRIGGER block_kept BEFORE TRUNCATE ON block
    EXECUTE FUNCTION refuse('integrity_constraint_violation', 'use DELETE');
    CREATE TRIGGER block_version_kept BEFORE TRUNCATE ON block_version
    EXECUTE FUNCTION refuse('integrity_constraint_violation', 'a block needs its version');
    CREATE TRIGGER slot_kept BEFORE TRUNCATE ON slot
    EXECUTE FUNCTION refuse('integrity_constraint_violation', 'use DELETE');
    CREATE TRIGGER appointment_kept BEFORE TRUNCATE ON appointment
    EXECUTE FUNCTION refuse('integrity_constraint_violation', 'use DELETE');
    """#

  /// Slots of a block never overlap, at whatever isolation level somebody writes.
  static let overlaps = #"""
    --
    -- Functions that change what writers may not are SECURITY DEFINER. Their SETs: PL/pgSQL keeps a plan
    -- for as long as the session lasts, made when a table was perhaps empty, or for the 100,000 rows of a
    -- COPY; and JIT takes longer than they do.

    CREATE FUNCTION block_gets_version() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = slottui, pg_temp AS $$
    BEGIN
      INSERT INTO block_version (block) SELECT f.key FROM fresh f;
      RETURN NULL;
    END $$;

    CREATE TRIGGER block_versioned AFTER INSERT ON block REFERENCING NEW TABLE AS fresh
    FOR EACH STATEMENT EXECUTE FUNCTION block_gets_version();

    -- First the versions, then the look: whoever had to wait there looks (in a new statement) at what the
    -- other one committed, or gets 40001 where his moment is older.
    --
    -- It is enough to look for the last slot that starts before the end of a touched one: of two that
    -- overlap take two that follow each other in order of start; one of them is touched, since the
    -- others do not overlap, and its look finds the other or a later one that overlaps as well. The pair
    -- (block, start_at) is compared as one, so that no other index than slot_by_start can serve.
    --
    -- Where a statement touched many slots of a block, all between the first and the last of them are read
    -- in order instead, if that are not many more: a fifth of the time. This only finds blocks that are
    -- clear; what is wrong with another one, the look says.
    CREATE FUNCTION slot_guard() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = slottui, pg_temp
    SET enable_seqscan = off SET enable_bitmapscan = off SET enable_sort = off SET jit = off AS $$
    DECLARE
      touched bigint[];
      most bigint;
      versions bigint;
      part record;
      is_clear boolean;
      meeting record;
    BEGIN
      IF TG_OP = 'INSERT' THEN
        SELECT array_agg(c.block), max(c.count) INTO touched, most
        FROM (SELECT f.block, count(*) AS count FROM fresh f GROUP BY f.block) c;
      ELSE
        -- Only slots whose times changed.
        SELECT array_agg(c.block), max(c.count) INTO touched, most
        FROM (
          SELECT m.block, count(*) AS count
          FROM (
            SELECT min(b.block) AS block
            FROM (
              SELECT f.key, f.block, f.start_at, f.end_at FROM fresh f
              UNION ALL
              SELECT o.key, o.block, o.start_at, o.end_at FROM gone o) b
            GROUP BY b.key
            HAVING min(b.start_at) <> max(b.start_at) OR min(b.end_at) <> max(b.end_at)) m
          GROUP BY m.block) c;
      END IF;
      IF touched IS NULL THEN
        RETURN NULL;
      END IF;

      -- In order, so that two that touch the same blocks do not wait for each other.
      PERFORM FROM block_version v WHERE v.block = ANY (touched) ORDER BY v.block FOR NO KEY UPDATE;
      UPDATE block_version v SET version = v.version + 1 WHERE v.block = ANY (touched);
      GET DIAGNOSTICS versions = ROW_COUNT;
      IF versions <> cardinality(touched) THEN
        RAISE EXCEPTION 'a slot needs a block' USING ERRCODE = 'foreign_key_violation';
      END IF;

      IF most >= 100 THEN
        FOR part IN
          SELECT f.block, min(f.start_at) AS start_at, max(f.end_at) AS end_at, count(*) AS count
          FROM fresh f WHERE f.block = ANY (touched) GROUP BY f.block HAVING count(*) >= 100
        LOOP
          -- From the slot before, which may reach into the first. A row more than is allowed tells that
          -- there are too many.
          SELECT count(*) <= 4 * part.count AND NOT bool_or(coalesce(pair.end_at > pair.next_start, false))
          INTO is_clear
          FROM (
            SELECT s.end_at, lead(s.start_at) OVER (ORDER BY s.start_at) AS next_start
            FROM (
              SELECT r.start_at, r.end_at FROM slot r
              WHERE (r.block, r.start_at) < (part.block, part.end_at)
                AND (r.block, r.start_at) >= (part.block, coalesce(
                  (SELECT CASE WHEN before.block = part.block THEN before.start_at END
                    FROM (
                      SELECT b.block, b.start_at FROM slot b
                      WHERE (b.block, b.start_at) < (part.block, part.start_at)
                      ORDER BY b.block DESC, b.start_at DESC
                      LIMIT 1) before),
                  part.start_at))
              ORDER BY r.block, r.start_at
              LIMIT 4 * part.count + 1) s) pair;
          IF is_clear THEN
            touched := array_remove(touched, part.block);
          END IF;
        END LOOP;
      END IF;

      SELECT f.id AS slot, last.id AS other INTO meeting
      FROM fresh f
      CROSS JOIN LATERAL (
        SELECT s.id, s.block, s.end_at FROM slot s
        WHERE (s.block, s.start_at) < (f.block, f.end_at) AND s.key <> f.key
        ORDER BY s.block DESC, s.start_at DESC
        LIMIT 1) last
      WHERE f.block = ANY (touched) AND last.block = f.block AND last.end_at > f.start_at
      LIMIT 1;
      IF FOUND THEN
        RAISE EXCEPTION 'slots of a block must not overlap'
          USING ERRCODE = 'exclusion_violation', DETAIL = format('%s and %s', meeting.slot, meeting.other),
            SCHEMA = TG_TABLE_SCHEMA, TABLE = TG_TABLE_NAME, CONSTRAINT = 'slot_no_overlap';
      END IF;
      RETURN NULL;
    END $$;

    CREATE TRIGGER slot_guard_new AFTER INSERT ON slot REFERENCING NEW TABLE AS fresh
    FOR EACH STATEMENT EXECUTE FUNCTION slot_guard();

    CREATE TRIGGER slot_guard_moved AFTER UPDATE ON slot REFERENCING OLD TABLE AS gone NEW TABLE AS fresh
    FOR EACH STATEMENT EXECUTE FUNCTION slot_guard();
    """#

  /// How many appointments a slot has follows from the appointments.
  static let counts = #"""
    -- Sums, since a slot whose appointments come one by one would be written for each of them. Slots are
    -- locked in order. Nested loops: a plan made for a large import must not read all slots at a booking.
    CREATE FUNCTION appointment_count() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = slottui, pg_temp
    SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off SET jit = off AS $$
    DECLARE
      slots bigint[];
      actives bigint[];
      cancels bigint[];
    BEGIN
      IF TG_OP = 'INSERT' THEN
        SELECT array_agg(c.slot), array_agg(c.active), array_agg(c.cancelled) INTO slots, actives, cancels
        FROM (
          SELECT f.slot, sum((NOT f.cancelled)::integer) AS active, sum(f.cancelled::integer) AS cancelled
          FROM fresh f GROUP BY f.slot) c;
      ELSIF TG_OP = 'DELETE' THEN
        SELECT array_agg(c.slot), array_agg(c.active), array_agg(c.cancelled) INTO slots, actives, cancels
        FROM (
          SELECT o.slot, -sum((NOT o.cancelled)::integer) AS active, -sum(o.cancelled::integer) AS cancelled
          FROM gone o GROUP BY o.slot) c;
      ELSE
        SELECT array_agg(c.slot), array_agg(c.active), array_agg(c.cancelled) INTO slots, actives, cancels
        FROM (
          SELECT b.slot, sum(b.active) AS active, sum(b.cancelled) AS cancelled
          FROM (
            SELECT f.slot, (NOT f.cancelled)::integer AS active, f.cancelled::integer AS cancelled
            FROM fresh f
            UNION ALL
            SELECT o.slot, -(NOT o.cancelled)::integer, -o.cancelled::integer FROM gone o) b
          GROUP BY b.slot
          HAVING sum(b.active) <> 0 OR sum(b.cancelled) <> 0) c;
      END IF;
      IF slots IS NULL THEN
        RETURN NULL;
      END IF;

      IF cardinality(slots) > 1 THEN
        PERFORM FROM slot s WHERE s.key = ANY (slots) ORDER BY s.key FOR NO KEY UPDATE;
      END IF;
      UPDATE slot s SET active = s.active + c.active, cancelled = s.cancelled + c.cancelled
      FROM unnest(slots, actives, cancels) AS c (slot, active, cancelled)
      WHERE s.key = c.slot;
      RETURN NULL;
    END $$;

    CREATE TRIGGER appointment_inserted AFTER INSERT ON appointment REFERENCING NEW TABLE AS fresh
    FOR EACH STATEMENT EXECUTE FUNCTION appointment_count();

    CREATE TRIGGER appointment_deleted AFTER DELETE ON appointment REFERENCING OLD TABLE AS gone
    FOR EACH STATEMENT EXECUTE FUNCTION appointment_count();

    CREATE TRIGGER appointment_changed AFTER UPDATE ON appointment
    REFERENCING OLD TABLE AS gone NEW TABLE AS fresh
    FOR EACH STATEMENT EXECUTE FUNCTION appointment_count();

    -- The counts are right before and after every statement, hence any change of them by hand would make
    -- them wrong; nothing need be counted to know. The function above changes them from within a trigger
    -- and as the owner of the table, which together no stranger can be.
    CREATE FUNCTION slot_counts_by_hand() RETURNS trigger LANGUAGE plpgsql
    SET search_path = slottui, pg_temp AS $$
    BEGIN
      IF pg_trigger_depth() < 2
        OR NOT EXISTS (
          SELECT FROM pg_catalog.pg_class c JOIN pg_catalog.pg_roles r ON r.oid = c.relowner
          WHERE c.oid = TG_RELID AND r.rolname = current_user)
      THEN
        RAISE EXCEPTION 'counts must agree with the appointments'
          USING ERRCODE = 'integrity_constraint_violation', SCHEMA = TG_TABLE_SCHEMA,
            TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME;
      END IF;
      RETURN NULL;
    END $$;

    CREATE TRIGGER slot_counts AFTER UPDATE OF active, cancelled ON slot FOR EACH ROW
    WHEN (OLD.active <> NEW.active OR OLD.cancelled <> NEW.cancelled)
    EXECUTE FUNCTION slot_counts_by_hand();
    """#
}
