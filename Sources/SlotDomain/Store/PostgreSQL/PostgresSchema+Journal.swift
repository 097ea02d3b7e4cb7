extension PostgresSchema {
  /// An action seals its changes, and nobody rewrites them.
  static let journal = #"""
    --
    -- An action's row comes last and seals its changes. All that can happen to it later is that it is
    -- undone, and redone.

    -- Whether this session copies a journal: `SET slottui.copying = 'on'`, which counts only for who may
    -- act as the owner of the schema (a superuser may).
    CREATE FUNCTION is_copying() RETURNS boolean LANGUAGE sql STABLE SET search_path = slottui, pg_temp AS $$
      SELECT current_setting('slottui.copying', true) IS NOT DISTINCT FROM 'on'
        AND (SELECT pg_has_role(session_user, n.nspowner, 'MEMBER')
          FROM pg_catalog.pg_namespace n WHERE n.nspname = 'slottui')
    $$;

    -- xid is always of this transaction: of any other, and of another cluster above all, readers would be
    -- told at the wrong moment.
    CREATE FUNCTION action_new() RETURNS trigger LANGUAGE plpgsql SET search_path = slottui, pg_temp AS $$
    BEGIN
      NEW.xid := pg_current_xact_id();
      IF NOT is_copying() THEN
        NEW.actor := session_user;
        IF NEW.undone_by IS NOT NULL THEN
          RAISE EXCEPTION 'the journal is not rewritten'
            USING ERRCODE = 'integrity_constraint_violation', SCHEMA = TG_TABLE_SCHEMA,
              TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME;
        END IF;
      END IF;
      RETURN NEW;
    END $$;

    CREATE TRIGGER action_new BEFORE INSERT ON action FOR EACH ROW EXECUTE FUNCTION action_new();

    CREATE TRIGGER action_fixed
    AFTER UPDATE OF id, at, actor, os_user, verb, reason, target, objects, request, xid ON action
    EXECUTE FUNCTION refuse('integrity_constraint_violation', 'the journal is not rewritten');

    -- Somebody else may have taken it back, or done it again, since our client looked: 40001, and the
    -- client looks again.
    CREATE FUNCTION action_undone() RETURNS trigger LANGUAGE plpgsql SET search_path = slottui, pg_temp AS $$
    BEGIN
      IF NOT EXISTS (
        SELECT FROM action a
        WHERE a.xid = pg_current_xact_id() AND a.target = OLD.id
          AND (a.verb = 'undo' AND a.id = NEW.undone_by OR a.verb = 'redo' AND NEW.undone_by IS NULL))
      THEN
        RAISE EXCEPTION 'the journal is not rewritten'
          USING ERRCODE = 'integrity_constraint_violation', SCHEMA = TG_TABLE_SCHEMA,
            TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME;
      END IF;
      IF (OLD.undone_by IS NULL) = (NEW.undone_by IS NULL) THEN
        RAISE EXCEPTION 'the action was undone or redone meanwhile' USING ERRCODE = 'serialization_failure',
          SCHEMA = TG_TABLE_SCHEMA, TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME;
      END IF;
      RETURN NULL;
    END $$;

    CREATE TRIGGER action_undone AFTER UPDATE OF undone_by ON action
    FOR EACH ROW EXECUTE FUNCTION action_undone();

    -- For `change` and `creation`. A transaction that looks at an older moment does not see that an action
    -- is there, and cannot be told; who copies a journal may have one.
    CREATE FUNCTION journal_sealed() RETURNS trigger LANGUAGE plpgsql SET search_path = slottui, pg_temp
    SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off SET jit = off AS $$
    BEGIN
      IF current_setting('transaction_isolation') IN ('repeatable read', 'serializable')
        AND NOT is_copying()
      THEN
        RAISE EXCEPTION 'the journal is written at READ COMMITTED'
          USING ERRCODE = 'invalid_transaction_state', SCHEMA = TG_TABLE_SCHEMA,
            TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME;
      END IF;
      IF EXISTS (
        SELECT FROM (SELECT DISTINCT f.action FROM fresh f) f JOIN action a ON a.id = f.action)
      THEN
        RAISE EXCEPTION 'the journal is not rewritten'
          USING ERRCODE = 'integrity_constraint_violation', SCHEMA = TG_TABLE_SCHEMA,
            TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME;
      END IF;
      RETURN NULL;
    END $$;

    CREATE TRIGGER change_new AFTER INSERT ON change REFERENCING NEW TABLE AS fresh
    FOR EACH STATEMENT EXECUTE FUNCTION journal_sealed();

    CREATE TRIGGER creation_new AFTER INSERT ON creation REFERENCING NEW TABLE AS fresh
    FOR EACH STATEMENT EXECUTE FUNCTION journal_sealed();
    """#

  /// The keys of locks are compared where they are kept.
  static let locks = #"""
    -- Whether secrets open locks, pair by pair; a secret itself is never told. A subquery of one row,
    -- which goes by both keys whatever the planner believes about the number of pairs.
    CREATE FUNCTION lock_opens(slot_ids uuid[], secrets text[]) RETURNS boolean[]
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = slottui, pg_temp AS $$
      SELECT coalesce(
        array_agg(
          coalesce(
            (SELECT l.secret = p.secret
              FROM slot s
              JOIN lock_key l ON l.number = s.lock AND l.slot = s.key AND l.locked_until = s.locked_until
              WHERE s.id = p.id),
            false)
          ORDER BY p.place),
        '{}')
      FROM unnest(slot_ids, secrets) WITH ORDINALITY AS p (id, secret, place)
    $$;
    """#
}
