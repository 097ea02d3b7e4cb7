/// Tables, guards and rights of version 1 on a server, as one transaction.
///
/// Constraints and triggers repeat the rules that hold at every moment, so that not even a stranger in psql
/// can overlap two slots, overbook one, or leave counts that lie, at whatever isolation level. Rules about
/// who may do what and when are checked before, in `Rules`.
enum PostgresSchema {
  /// What the owner of a database runs once.
  static let script = [
    opening, checks, tables, refusals, overlaps, counts, journal, locks, rights,
  ].joined(separator: "\n\n")

  /// Refuses a server that is too old, and makes a schema of its own.
  static let opening = #"""
    BEGIN;

    DO $$
    BEGIN
      IF current_setting('server_version_num')::integer < 130000 THEN
        RAISE EXCEPTION 'slottui needs PostgreSQL 13 or later' USING ERRCODE = 'feature_not_supported';
      END IF;
      -- Lengths are counted in characters, and texts keep their bytes.
      IF current_setting('server_encoding') <> 'UTF8' THEN
        RAISE EXCEPTION 'slottui needs a database in UTF8' USING ERRCODE = 'feature_not_supported';
      END IF;
    END $$;

    CREATE SCHEMA slottui;

    SET LOCAL search_path = slottui, pg_temp;
    """#

  /// Functions that constraints need.
  static let checks = #"""
    -- The limits of metadata: an object, its keys of up to 100 characters, its values of up to 5,000 (a
    -- text counts without its quotes and escapes). What is no JSON fails with 22P02. json, since jsonb would
    -- not keep order and numbers. NUL can be written in JSON but in no text here; it counts as another
    -- character.
    CREATE FUNCTION metadata_is_good(metadata text) RETURNS boolean
    LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE SET search_path = slottui, pg_temp AS $$
    BEGIN
      IF json_typeof(metadata::json) <> 'object' THEN
        RETURN false;
      END IF;
      RETURN NOT EXISTS (
        SELECT FROM json_each_text(replace(metadata, '\u0000', '\u0001')::json)
        WHERE length(key) > 100 OR length(value) > 5000);
    END $$;
    """#

  /// What is stored, by the same names as in a file.
  static let tables = #"""
    CREATE TABLE store (
      id uuid NOT NULL DEFAULT gen_random_uuid(),
      version integer NOT NULL,
      marker text NOT NULL CHECK (marker = 'slottui')
    );

    CREATE UNIQUE INDEX store_is_one ON store ((true));

    INSERT INTO store (version, marker) VALUES (1, 'slottui');

    CREATE SEQUENCE action_id;
    CREATE SEQUENCE block_key;
    CREATE SEQUENCE appointment_key;
    CREATE SEQUENCE lock_number;
    -- Keys of slots begin with the number of the action that makes them, so that they rise as actions do.

    -- Checks have names, since a client tells by them what went wrong. CASE: the usual empty metadata
    -- costs no call.
    CREATE TABLE block (
      key bigint PRIMARY KEY,
      id uuid NOT NULL UNIQUE,
      short_id text COLLATE "C" NOT NULL UNIQUE
        CONSTRAINT block_short_id CHECK (short_id ~ '^[A-Za-z0-9]{11}$'),
      name text COLLATE "C" NOT NULL CONSTRAINT block_name CHECK (length(name) BETWEEN 1 AND 200),
      timezone text NOT NULL CONSTRAINT block_timezone CHECK (timezone <> ''),
      published boolean NOT NULL,
      booking_disabled_before bigint NOT NULL
        CONSTRAINT block_lead CHECK (booking_disabled_before BETWEEN 0 AND 1000000000),
      metadata text NOT NULL CONSTRAINT block_metadata CHECK (
        CASE WHEN metadata = '{}' THEN true ELSE metadata LIKE '{%}' AND metadata_is_good(metadata) END),
      created_at bigint NOT NULL,
      updated_at bigint NOT NULL
    );

    -- A row a block, which whoever adds or moves slots of it must update: a lock alone would not stop a
    -- transaction that looks at an older moment (REPEATABLE READ), an update does (40001).
    CREATE TABLE block_version (
      block bigint PRIMARY KEY REFERENCES block (key) ON DELETE CASCADE,
      version bigint NOT NULL DEFAULT 0
    ) WITH (fillfactor = 50);

    -- lock: which row of lock_key opens it. Pages keep some room, so that most updates touch no index.
    CREATE TABLE slot (
      key bigint PRIMARY KEY,
      id uuid NOT NULL UNIQUE,
      block bigint NOT NULL REFERENCES block (key),
      start_at bigint NOT NULL,
      end_at bigint NOT NULL,
      capacity integer NOT NULL CONSTRAINT slot_capacity CHECK (capacity >= 1),
      disabled boolean NOT NULL,
      lockable boolean NOT NULL,
      locked_until bigint,
      locked_by text,
      lock bigint,
      active integer NOT NULL DEFAULT 0 CONSTRAINT slot_active CHECK (active >= 0),
      cancelled integer NOT NULL DEFAULT 0 CONSTRAINT slot_cancelled CHECK (cancelled >= 0),
      metadata text NOT NULL CONSTRAINT slot_metadata CHECK (
        CASE WHEN metadata = '{}' THEN true ELSE metadata LIKE '{%}' AND metadata_is_good(metadata) END),
      created_at bigint NOT NULL,
      updated_at bigint NOT NULL,
      CONSTRAINT slot_times CHECK (
        start_at < end_at AND start_at >= -62135596800000 AND end_at <= 253402300800000),
      CONSTRAINT slot_not_overbooked CHECK (active <= capacity),
      CONSTRAINT slot_lock_complete CHECK (
        (locked_until IS NULL) = (locked_by IS NULL) AND (locked_until IS NULL) = (lock IS NULL))
    ) WITH (fillfactor = 90);

    -- Without the columns that are counted: an update of these would then have to write to the index.
    CREATE INDEX slot_by_start ON slot (block, start_at);
    CREATE INDEX slot_by_moment ON slot (start_at, key);

    -- The keys of locks, also of those that were opened: an undone unlock finds its own key again.
    CREATE TABLE lock_key (
      number bigint PRIMARY KEY,
      slot bigint NOT NULL,
      locked_until bigint NOT NULL,
      secret text COLLATE "C" NOT NULL CONSTRAINT lock_key_secret CHECK (secret <> '')
    );

    CREATE INDEX lock_key_by_slot ON lock_key (slot);

    CREATE TABLE appointment (
      key bigint PRIMARY KEY,
      id uuid NOT NULL UNIQUE,
      slot bigint NOT NULL REFERENCES slot (key),
      cancelled boolean NOT NULL,
      metadata text NOT NULL CONSTRAINT appointment_metadata CHECK (
        CASE WHEN metadata = '{}' THEN true ELSE metadata LIKE '{%}' AND metadata_is_good(metadata) END),
      created_at bigint NOT NULL,
      updated_at bigint NOT NULL
    );

    CREATE INDEX appointment_by_slot ON appointment (slot, cancelled);

    -- Numbers come from a sequence and say nothing about who was visible first; xid does, together with
    -- a pg_snapshot. request: what the client calls its change, so that none is done twice.
    CREATE TABLE action (
      id bigint PRIMARY KEY,
      at bigint NOT NULL,
      actor text NOT NULL,
      os_user text,
      verb text NOT NULL,
      reason text,
      target bigint REFERENCES action (id),
      -- Deferrable: who copies a journal in pieces meets an action before the one that undid it.
      undone_by bigint REFERENCES action (id) DEFERRABLE,
      objects integer NOT NULL CONSTRAINT action_objects CHECK (objects > 0),
      request uuid UNIQUE,
      xid xid8 NOT NULL DEFAULT pg_current_xact_id()
    );

    CREATE INDEX action_by_actor ON action (actor, id);
    CREATE INDEX action_by_xid ON action (xid);

    -- kind: 0 block, 1 slot, 2 appointment. object: the key there. slot: where the appointment is,
    -- old_slot: where it was before it was moved.
    CREATE TABLE change (
      action bigint NOT NULL,
      number integer NOT NULL,
      kind smallint NOT NULL CONSTRAINT change_kind CHECK (kind IN (0, 1, 2)),
      object bigint NOT NULL,
      id uuid NOT NULL,
      block bigint NOT NULL,
      slot bigint,
      old_slot bigint,
      before text,
      after text,
      PRIMARY KEY (action, number),
      CONSTRAINT change_of_something CHECK (before IS NOT NULL OR after IS NOT NULL),
      CONSTRAINT change_slot CHECK ((kind = 2) = (slot IS NOT NULL))
    );

    CREATE INDEX change_by_object ON change (kind, object, action);
    CREATE INDEX change_by_slot ON change (slot, action) WHERE slot IS NOT NULL;
    CREATE INDEX change_by_old_slot ON change (old_slot, action) WHERE old_slot IS NOT NULL;

    -- The changes of an action that made slots one after the other, in one row: their keys are first and
    -- on, their numbers number and on.
    CREATE TABLE creation (
      first bigint PRIMARY KEY,
      count integer NOT NULL CONSTRAINT creation_count CHECK (count > 0),
      action bigint NOT NULL,
      number integer NOT NULL,
      block bigint NOT NULL,
      metadata text NOT NULL,
      slots bytea NOT NULL,
      CONSTRAINT creation_length CHECK (octet_length(slots) = 53 * count)
    );

    CREATE INDEX creation_by_action ON creation (action, number);
    """#
}
