extension Schema {
  /// What version 3 changes: how appointments are counted. Counting all of a slot's at each of them
  /// took 18 s for 20,000 on one slot. Rows and columns stay as they are.
  ///
  /// A change of the counts by somebody's own hand is still compared with all of the appointments.
  /// What the triggers do themselves, they say in `counting` for as long as they do it; that is
  /// compared with the first 32, which are all there are on most slots.
  ///
  /// OR IGNORE and OR FAIL take constraints for a reason to leave the slot as it is, and to keep the
  /// appointment. RAISE lets nothing pass, hence a full slot is refused by it, and not by the
  /// constraint alone.
  static let version3 = """
    -- By how much a slot's counts are being changed. Empty but for that moment.
    CREATE TABLE counting (
      slot INTEGER PRIMARY KEY,
      active INTEGER NOT NULL,
      cancelled INTEGER NOT NULL
    ) STRICT;

    CREATE TRIGGER counting_done AFTER INSERT ON counting BEGIN
      SELECT RAISE(ABORT, 'the slot is full') FROM slot
      WHERE key = NEW.slot AND NEW.active > 0 AND active >= capacity;
      UPDATE slot SET active = active + NEW.active, cancelled = cancelled + NEW.cancelled
      WHERE key = NEW.slot;
      DELETE FROM counting;
    END;

    DROP TRIGGER slot_counts;

    CREATE TRIGGER slot_counts AFTER UPDATE OF active, cancelled ON slot
    WHEN CASE
      WHEN EXISTS (SELECT 1 FROM counting WHERE slot = NEW.key) THEN
        min(NEW.active, 32) <> (SELECT count(*) FROM (
          SELECT 1 FROM appointment WHERE slot = NEW.key AND cancelled = 0 LIMIT 32))
        OR min(NEW.cancelled, 32) <> (SELECT count(*) FROM (
          SELECT 1 FROM appointment WHERE slot = NEW.key AND cancelled = 1 LIMIT 32))
      ELSE
        NEW.active <> (SELECT count(*) FROM appointment WHERE slot = NEW.key AND cancelled = 0)
        OR NEW.cancelled <> (SELECT count(*) FROM appointment WHERE slot = NEW.key AND cancelled = 1)
      END
    BEGIN
      SELECT RAISE(ABORT, 'counts must agree with the appointments');
    END;

    DROP TRIGGER appointment_inserted;
    DROP TRIGGER appointment_deleted;
    DROP TRIGGER appointment_changed;
    DROP TRIGGER appointment_moved;

    CREATE TRIGGER appointment_inserted AFTER INSERT ON appointment BEGIN
      INSERT INTO counting VALUES (NEW.slot, NEW.cancelled = 0, NEW.cancelled);
    END;

    CREATE TRIGGER appointment_deleted AFTER DELETE ON appointment BEGIN
      INSERT INTO counting VALUES (OLD.slot, -(OLD.cancelled = 0), -OLD.cancelled);
    END;

    CREATE TRIGGER appointment_changed AFTER UPDATE OF cancelled ON appointment
    WHEN OLD.slot = NEW.slot AND OLD.cancelled <> NEW.cancelled BEGIN
      INSERT INTO counting VALUES (
        NEW.slot, (NEW.cancelled = 0) - (OLD.cancelled = 0), NEW.cancelled - OLD.cancelled);
    END;

    CREATE TRIGGER appointment_moved AFTER UPDATE OF slot ON appointment
    WHEN OLD.slot <> NEW.slot BEGIN
      INSERT INTO counting VALUES (OLD.slot, -(OLD.cancelled = 0), -OLD.cancelled);
      INSERT INTO counting VALUES (NEW.slot, NEW.cancelled = 0, NEW.cancelled);
    END;
    """
}
