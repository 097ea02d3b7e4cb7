/// Tables and indexes of version 1.
///
/// Constraints and triggers repeat the rules that hold at every moment, so that not even a stranger
/// with the sqlite3 shell, who has foreign keys off, can overlap two slots, overbook one, or leave
/// counts that lie. Rules about who may do what and when (locks, drafts, lead times) are checked
/// before, in `Rules`.
enum Schema {
  static let tables = """
    CREATE TABLE block (
      key INTEGER PRIMARY KEY,
      id BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
      short_id TEXT NOT NULL UNIQUE
        CHECK (length(short_id) = 11 AND short_id NOT GLOB '*[^A-Za-z0-9]*'),
      name TEXT NOT NULL CHECK (name <> '' AND length(name) <= 200),
      timezone TEXT NOT NULL CHECK (timezone <> ''),
      published INTEGER NOT NULL CHECK (published IN (0, 1)),
      booking_disabled_before INTEGER NOT NULL
        CHECK (booking_disabled_before BETWEEN 0 AND 1000000000),
      metadata TEXT NOT NULL CHECK (metadata GLOB '{*}'),
      created_at INTEGER NOT NULL,
      updated_at INTEGER NOT NULL
    ) STRICT;

    -- lock: which row of lock_key opens it.
    CREATE TABLE slot (
      key INTEGER PRIMARY KEY,
      id BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
      block INTEGER NOT NULL REFERENCES block (key),
      start_at INTEGER NOT NULL,
      end_at INTEGER NOT NULL,
      capacity INTEGER NOT NULL CHECK (capacity BETWEEN 1 AND 2147483647),
      disabled INTEGER NOT NULL CHECK (disabled IN (0, 1)),
      lockable INTEGER NOT NULL CHECK (lockable IN (0, 1)),
      locked_until INTEGER,
      locked_by TEXT,
      lock INTEGER,
      active INTEGER NOT NULL DEFAULT 0 CHECK (active >= 0),
      cancelled INTEGER NOT NULL DEFAULT 0 CHECK (cancelled >= 0),
      metadata TEXT NOT NULL CHECK (metadata GLOB '{*}'),
      created_at INTEGER NOT NULL,
      updated_at INTEGER NOT NULL,
      CHECK (start_at < end_at AND start_at >= -62135596800000 AND end_at <= 253402300800000),
      CHECK (active <= capacity),
      CHECK ((locked_until IS NULL) = (locked_by IS NULL)
        AND (locked_until IS NULL) = (lock IS NULL))
    ) STRICT;

    -- Holds all that the list of blocks counts, so that counting a week reads no table row.
    CREATE INDEX slot_by_start ON slot
      (block, start_at, end_at, disabled, capacity, active, locked_until);

    -- The keys of locks, also of those that were opened: an undone unlock finds its own key again.
    CREATE TABLE lock_key (
      number INTEGER PRIMARY KEY,
      slot INTEGER NOT NULL,
      locked_until INTEGER NOT NULL,
      secret TEXT NOT NULL CHECK (secret <> '')
    ) STRICT;

    CREATE INDEX lock_key_by_slot ON lock_key (slot);

    CREATE TABLE appointment (
      key INTEGER PRIMARY KEY,
      id BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
      slot INTEGER NOT NULL REFERENCES slot (key),
      cancelled INTEGER NOT NULL CHECK (cancelled IN (0, 1)),
      metadata TEXT NOT NULL CHECK (metadata GLOB '{*}'),
      created_at INTEGER NOT NULL,
      updated_at INTEGER NOT NULL
    ) STRICT;

    CREATE INDEX appointment_by_slot ON appointment (slot, cancelled);

    """

  static let journal = """
    CREATE TABLE action (
      id INTEGER PRIMARY KEY,
      at INTEGER NOT NULL,
      actor TEXT NOT NULL,
      verb TEXT NOT NULL,
      reason TEXT,
      target INTEGER REFERENCES action (id),
      undone_by INTEGER REFERENCES action (id),
      objects INTEGER NOT NULL CHECK (objects > 0)
    ) STRICT;

    CREATE INDEX action_by_actor ON action (actor, id);

    -- kind: 0 block, 1 slot, 2 appointment. object: the key there. slot: where the appointment is,
    -- old_slot: where it was before it was moved.
    CREATE TABLE change (
      action INTEGER NOT NULL,
      number INTEGER NOT NULL,
      kind INTEGER NOT NULL CHECK (kind IN (0, 1, 2)),
      object INTEGER NOT NULL,
      id BLOB NOT NULL CHECK (length(id) = 16),
      block INTEGER NOT NULL,
      slot INTEGER,
      old_slot INTEGER,
      before TEXT,
      after TEXT,
      PRIMARY KEY (action, number),
      CHECK (before IS NOT NULL OR after IS NOT NULL),
      CHECK ((kind = 2) = (slot IS NOT NULL))
    ) STRICT, WITHOUT ROWID;

    CREATE INDEX change_by_object ON change (kind, object, action);
    CREATE INDEX change_by_slot ON change (slot, action) WHERE slot IS NOT NULL;
    CREATE INDEX change_by_old_slot ON change (old_slot, action) WHERE old_slot IS NOT NULL;

    """
}
