extension Schema {
  static let version1 =
    tables + journal + appointmentTriggers + slotTriggers + blockTriggers + journalTriggers
    + ["block", "slot", "appointment"].map(metadataTriggers).joined()

  // A row that replaces another (INSERT OR REPLACE) fires no trigger for the one that goes; hence no
  // insert may meet a row with its key or id, and those never change.

  private static let appointmentTriggers = """
    CREATE TRIGGER appointment_new BEFORE INSERT ON appointment
    WHEN NOT EXISTS (SELECT 1 FROM slot WHERE key = NEW.slot)
      OR EXISTS (SELECT 1 FROM appointment WHERE id = NEW.id)
      OR EXISTS (SELECT 1 FROM appointment WHERE key = NEW.key)
    BEGIN
      SELECT RAISE(ABORT, 'an appointment needs a slot and an id of its own');
    END;

    CREATE TRIGGER appointment_identity BEFORE UPDATE OF key, id ON appointment BEGIN
      SELECT RAISE(ABORT, 'an id never changes');
    END;

    CREATE TRIGGER appointment_target BEFORE UPDATE OF slot ON appointment
    WHEN NOT EXISTS (SELECT 1 FROM slot WHERE key = NEW.slot) BEGIN
      SELECT RAISE(ABORT, 'an appointment needs a slot');
    END;

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

    CREATE TRIGGER slot_new BEFORE INSERT ON slot
    WHEN NEW.active <> 0 OR NEW.cancelled <> 0
      OR NOT EXISTS (SELECT 1 FROM block WHERE key = NEW.block)
      OR EXISTS (SELECT 1 FROM slot WHERE key = NEW.key)
      OR EXISTS (SELECT 1 FROM slot WHERE id = NEW.id)
      OR NEW.start_at < (
        SELECT end_at FROM slot WHERE block = NEW.block AND start_at < NEW.end_at
        ORDER BY start_at DESC LIMIT 1)
    BEGIN
      SELECT RAISE(ABORT, 'a slot needs a block, an id of its own and free time, and begins empty');
    END;

    CREATE TRIGGER slot_identity BEFORE UPDATE OF key, id, block ON slot BEGIN
      SELECT RAISE(ABORT, 'the id and the block of a slot never change');
    END;

    CREATE TRIGGER slot_moved BEFORE UPDATE OF start_at, end_at ON slot
    WHEN (NEW.start_at <> OLD.start_at OR NEW.end_at <> OLD.end_at) AND NEW.start_at < (
      SELECT end_at FROM slot
      WHERE block = NEW.block AND start_at < NEW.end_at AND key <> NEW.key
      ORDER BY start_at DESC LIMIT 1)
    BEGIN
      SELECT RAISE(ABORT, 'slots of a block must not overlap');
    END;

    CREATE TRIGGER slot_deleted BEFORE DELETE ON slot
    WHEN EXISTS (SELECT 1 FROM appointment WHERE slot = OLD.key) BEGIN
      SELECT RAISE(ABORT, 'the slot has appointments');
    END;

    """

  private static let blockTriggers = """
    CREATE TRIGGER block_new BEFORE INSERT ON block
    WHEN EXISTS (
      SELECT 1 FROM block WHERE key = NEW.key OR id = NEW.id OR short_id = NEW.short_id)
    BEGIN
      SELECT RAISE(ABORT, 'a block needs ids of its own');
    END;

    CREATE TRIGGER block_identity BEFORE UPDATE OF key, id, short_id ON block BEGIN
      SELECT RAISE(ABORT, 'the ids of a block never change');
    END;

    CREATE TRIGGER block_deleted BEFORE DELETE ON block
    WHEN EXISTS (SELECT 1 FROM slot WHERE block = OLD.key) BEGIN
      SELECT RAISE(ABORT, 'the block has slots');
    END;

    """

  // An action's row comes last and seals its changes. All that can happen to it later is that it is
  // undone, and redone.
  private static let journalTriggers = """
    CREATE TRIGGER action_new BEFORE INSERT ON action
    WHEN NEW.id <= (SELECT coalesce(max(id), 0) FROM action) OR NEW.undone_by IS NOT NULL BEGIN
      SELECT RAISE(ABORT, 'the journal is not rewritten');
    END;

    CREATE TRIGGER action_fixed BEFORE UPDATE OF id, at, actor, verb, reason, target, objects
    ON action BEGIN
      SELECT RAISE(ABORT, 'the journal is not rewritten');
    END;

    CREATE TRIGGER action_undone BEFORE UPDATE OF undone_by ON action
    WHEN NOT EXISTS (
      SELECT 1 FROM action WHERE id = (SELECT max(id) FROM action) AND target = OLD.id
        AND (verb = 'undo' AND id IS NEW.undone_by OR verb = 'redo' AND NEW.undone_by IS NULL))
    BEGIN
      SELECT RAISE(ABORT, 'the journal is not rewritten');
    END;

    CREATE TRIGGER action_kept BEFORE DELETE ON action BEGIN
      SELECT RAISE(ABORT, 'the journal is not rewritten');
    END;

    CREATE TRIGGER change_new BEFORE INSERT ON change
    WHEN NEW.action <= (SELECT coalesce(max(id), 0) FROM action) BEGIN
      SELECT RAISE(ABORT, 'the journal is not rewritten');
    END;

    CREATE TRIGGER change_fixed BEFORE UPDATE ON change BEGIN
      SELECT RAISE(ABORT, 'the journal is not rewritten');
    END;

    CREATE TRIGGER change_kept BEFORE DELETE ON change BEGIN
      SELECT RAISE(ABORT, 'the journal is not rewritten');
    END;

    """

  /// The limits of `Metadata`, roughly: a text counts without its quotes and escapes. What is no JSON
  /// makes the function fail. `json_valid` and `json_type` would say it more plainly, but schemas that
  /// are not trusted may not call them in SQLite 3.40.
  private static func metadataTriggers(_ table: String) -> String {
    [("new", "INSERT"), ("changed", "UPDATE OF metadata")].map { name, event in
      """
      CREATE TRIGGER \(table)_metadata_\(name) BEFORE \(event) ON \(table)
      WHEN NEW.metadata <> '{}' AND EXISTS (
        SELECT 1 FROM json_each(NEW.metadata)
        WHERE typeof(key) <> 'text' OR length(key) > 100 OR length(value) > 5000)
      BEGIN
        SELECT RAISE(ABORT, 'metadata must be an object of short values');
      END;

      """
    }.joined()
  }
}
