/// The schema, as numbered steps. `user_version` says how many a file has seen.
///
/// Constraints and triggers repeat the rules that hold at every moment, so that not even a stranger
/// with the sqlite3 shell can overlap two slots, overbook one, or leave counts that lie. Rules about
/// who may do what and when (locks, drafts, lead times) are checked before, in `Rules`.
enum Migrations {
  /// "SLOT": marks a file as ours. Source: https://www.sqlite.org/pragma.html#pragma_application_id
  static let applicationID: Int64 = 0x534C_4F54

  static var latest: Int { steps.count }

  /// Takes a file from whatever version it has to the latest, in one transaction. Another process
  /// may be about to do the same: who comes second finds nothing left to do.
  static func run(on connection: Connection) throws(SlotError) {
    try connection.write { () throws(SlotError) in
      let version = Int(try connection.integer("PRAGMA user_version"))
      guard version < latest else { return }
      for step in steps[version...] { try connection.execute(step) }
      try connection.execute("PRAGMA application_id = \(applicationID)")
      try connection.execute("PRAGMA user_version = \(latest)")
    }
  }

  private static let steps: [String] = [tables + appointmentTriggers + slotTriggers + journal]

  private static let tables = """
    CREATE TABLE block (
      key INTEGER PRIMARY KEY,
      id BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
      short_id TEXT NOT NULL UNIQUE
        CHECK (length(short_id) = 11 AND short_id NOT GLOB '*[^A-Za-z0-9]*'),
      name TEXT NOT NULL CHECK (name <> ''),
      timezone TEXT NOT NULL CHECK (timezone <> ''),
      published INTEGER NOT NULL CHECK (published IN (0, 1)),
      booking_disabled_before INTEGER NOT NULL CHECK (booking_disabled_before >= 0),
      metadata TEXT NOT NULL CHECK (json_valid(metadata) AND json_type(metadata) = 'object'),
      created_at INTEGER NOT NULL,
      updated_at INTEGER NOT NULL
    ) STRICT;

    CREATE TABLE slot (
      key INTEGER PRIMARY KEY,
      id BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
      block INTEGER NOT NULL REFERENCES block (key),
      start_at INTEGER NOT NULL,
      end_at INTEGER NOT NULL,
      capacity INTEGER NOT NULL CHECK (capacity >= 1),
      disabled INTEGER NOT NULL CHECK (disabled IN (0, 1)),
      lockable INTEGER NOT NULL CHECK (lockable IN (0, 1)),
      locked_until INTEGER,
      locked_by TEXT,
      active INTEGER NOT NULL DEFAULT 0 CHECK (active >= 0),
      cancelled INTEGER NOT NULL DEFAULT 0 CHECK (cancelled >= 0),
      metadata TEXT NOT NULL CHECK (json_valid(metadata) AND json_type(metadata) = 'object'),
      created_at INTEGER NOT NULL,
      updated_at INTEGER NOT NULL,
      CHECK (start_at < end_at),
      CHECK (active <= capacity),
      CHECK ((locked_until IS NULL) = (locked_by IS NULL))
    ) STRICT;

    -- Holds all that the list of blocks counts, so that counting a week reads no table row.
    CREATE INDEX slot_by_start ON slot
      (block, start_at, end_at, disabled, capacity, active, locked_until);

    -- Each lock's key, by the lock's end: an undone unlock finds its own key again.
    CREATE TABLE lock_key (
      slot INTEGER NOT NULL,
      locked_until INTEGER NOT NULL,
      secret TEXT NOT NULL CHECK (secret <> ''),
      PRIMARY KEY (slot, locked_until)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE appointment (
      key INTEGER PRIMARY KEY,
      id BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
      slot INTEGER NOT NULL REFERENCES slot (key),
      cancelled INTEGER NOT NULL CHECK (cancelled IN (0, 1)),
      metadata TEXT NOT NULL CHECK (json_valid(metadata) AND json_type(metadata) = 'object'),
      created_at INTEGER NOT NULL,
      updated_at INTEGER NOT NULL
    ) STRICT;

    CREATE INDEX appointment_by_slot ON appointment (slot, cancelled);

    """

  private static let appointmentTriggers = """
    CREATE TRIGGER appointment_inserted AFTER INSERT ON appointment BEGIN
      UPDATE slot SET active = active + (NEW.cancelled = 0), cancelled = cancelled + NEW.cancelled
      WHERE key = NEW.slot;
    END;

    CREATE TRIGGER appointment_deleted AFTER DELETE ON appointment BEGIN
      UPDATE slot SET active = active - (OLD.cancelled = 0), cancelled = cancelled - OLD.cancelled
      WHERE key = OLD.slot;
    END;

    CREATE TRIGGER appointment_changed AFTER UPDATE OF cancelled ON appointment
    WHEN OLD.slot = NEW.slot AND OLD.cancelled <> NEW.cancelled BEGIN
      UPDATE slot SET
        active = active - (OLD.cancelled = 0) + (NEW.cancelled = 0),
        cancelled = cancelled - OLD.cancelled + NEW.cancelled
      WHERE key = NEW.slot;
    END;

    CREATE TRIGGER appointment_moved AFTER UPDATE OF slot ON appointment
    WHEN OLD.slot <> NEW.slot BEGIN
      UPDATE slot SET active = active - (OLD.cancelled = 0), cancelled = cancelled - OLD.cancelled
      WHERE key = OLD.slot;
      UPDATE slot SET active = active + (NEW.cancelled = 0), cancelled = cancelled + NEW.cancelled
      WHERE key = NEW.slot;
    END;

    """

  // The slots of a block never overlap, so only the last one that starts before the end of a new
  // one can be in its way.
  private static let slotTriggers = """
    CREATE TRIGGER slot_counts AFTER UPDATE OF active, cancelled ON slot
    WHEN NEW.active <> (SELECT count(*) FROM appointment WHERE slot = NEW.key AND cancelled = 0)
      OR NEW.cancelled <> (SELECT count(*) FROM appointment WHERE slot = NEW.key AND cancelled = 1)
    BEGIN
      SELECT RAISE(ABORT, 'counts must agree with the appointments');
    END;

    CREATE TRIGGER slot_inserted BEFORE INSERT ON slot
    WHEN NEW.active <> 0 OR NEW.cancelled <> 0 OR NEW.start_at < (
      SELECT end_at FROM slot WHERE block = NEW.block AND start_at < NEW.end_at
      ORDER BY start_at DESC LIMIT 1)
    BEGIN
      SELECT RAISE(ABORT, 'slots of a block must not overlap, and begin without appointments');
    END;

    CREATE TRIGGER slot_moved BEFORE UPDATE OF block, start_at, end_at ON slot
    WHEN NEW.start_at < (
      SELECT end_at FROM slot
      WHERE block = NEW.block AND start_at < NEW.end_at AND key <> NEW.key
      ORDER BY start_at DESC LIMIT 1)
    BEGIN
      SELECT RAISE(ABORT, 'slots of a block must not overlap');
    END;

    """

  private static let journal = """
    CREATE TABLE action (
      id INTEGER PRIMARY KEY,
      at INTEGER NOT NULL,
      actor TEXT NOT NULL,
      verb TEXT NOT NULL,
      reason TEXT,
      target INTEGER REFERENCES action (id),
      undone_by INTEGER REFERENCES action (id),
      objects INTEGER NOT NULL
    ) STRICT;

    CREATE INDEX action_by_actor ON action (actor, id);

    -- kind: 0 block, 1 slot, 2 appointment. object: the key there.
    CREATE TABLE change (
      action INTEGER NOT NULL,
      number INTEGER NOT NULL,
      kind INTEGER NOT NULL CHECK (kind IN (0, 1, 2)),
      object INTEGER NOT NULL,
      id BLOB NOT NULL CHECK (length(id) = 16),
      block INTEGER NOT NULL,
      before TEXT,
      after TEXT,
      PRIMARY KEY (action, number),
      CHECK (before IS NOT NULL OR after IS NOT NULL)
    ) STRICT, WITHOUT ROWID;

    CREATE INDEX change_by_object ON change (kind, object, action);

    CREATE TRIGGER action_fixed BEFORE UPDATE OF id, at, actor, verb, reason, target, objects
    ON action BEGIN
      SELECT RAISE(ABORT, 'the journal is not rewritten');
    END;

    CREATE TRIGGER action_kept BEFORE DELETE ON action BEGIN
      SELECT RAISE(ABORT, 'the journal is not rewritten');
    END;

    CREATE TRIGGER change_fixed BEFORE UPDATE ON change BEGIN
      SELECT RAISE(ABORT, 'the journal is not rewritten');
    END;

    CREATE TRIGGER change_kept BEFORE DELETE ON change BEGIN
      SELECT RAISE(ABORT, 'the journal is not rewritten');
    END;
    """
}
