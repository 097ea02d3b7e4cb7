extension Schema {
  /// What version 2 adds: slots that are made together take few rows of the journal, and a new slot
  /// passes one trigger instead of two. A journal of version 1 stays as it is and is read beside the
  /// new rows.
  static let version2 = """
    -- The changes of an action that made slots one after the other, in one row: their keys are first and
    -- on, their numbers number and on.
    CREATE TABLE creation (
      first INTEGER PRIMARY KEY,
      count INTEGER NOT NULL CHECK (count > 0),
      action INTEGER NOT NULL,
      number INTEGER NOT NULL,
      block INTEGER NOT NULL,
      metadata TEXT NOT NULL,
      slots BLOB NOT NULL CHECK (length(slots) = 53 * count)
    ) STRICT;

    CREATE INDEX creation_by_action ON creation (action, number);

    CREATE TRIGGER creation_new BEFORE INSERT ON creation
    WHEN NEW.action <= (SELECT coalesce(max(id), 0) FROM action)
      OR NEW.first <= (SELECT coalesce(max(first), 0) FROM creation)
    BEGIN
      SELECT RAISE(ABORT, 'the journal is not rewritten');
    END;

    CREATE TRIGGER creation_fixed BEFORE UPDATE ON creation BEGIN
      SELECT RAISE(ABORT, 'the journal is not rewritten');
    END;

    CREATE TRIGGER creation_kept BEFORE DELETE ON creation BEGIN
      SELECT RAISE(ABORT, 'the journal is not rewritten');
    END;

    DROP TRIGGER slot_metadata_new;
    DROP TRIGGER slot_new;

    CREATE TRIGGER slot_new BEFORE INSERT ON slot
    WHEN NEW.active <> 0 OR NEW.cancelled <> 0
      OR NOT EXISTS (SELECT 1 FROM block WHERE key = NEW.block)
      OR EXISTS (SELECT 1 FROM slot WHERE key = NEW.key)
      OR EXISTS (SELECT 1 FROM slot WHERE id = NEW.id)
      OR NEW.start_at < (
        SELECT end_at FROM slot WHERE block = NEW.block AND start_at < NEW.end_at
        ORDER BY start_at DESC LIMIT 1)
      OR NEW.metadata <> '{}' AND EXISTS (
        SELECT 1 FROM json_each(NEW.metadata)
        WHERE typeof(key) <> 'text' OR length(key) > 100 OR length(value) > 5000)
    BEGIN
      SELECT RAISE(ABORT, 'a slot needs a block, an id of its own, free time and good metadata, and begins empty');
    END;
    """
}
