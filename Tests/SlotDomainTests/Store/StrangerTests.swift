import SlotDomain
import Testing

@testable import TestDriver

/// Somebody writes to the file with the sqlite3 shell: foreign keys are off there, and nothing of
/// this program's runs but what the schema holds.
@Suite struct StrangerTests {
  let test: TestStore
  let raw: RawDatabase

  init() throws {
    test = try TestStore()
    let draft = BlockDraft(name: "Other", timezone: "UTC")
    _ = try test.store.perform(.createBlock(draft), at: moment(0))
    let slots = try test.store.perform(
      .createSlots([test.draft(60), test.draft(80, capacity: 2), test.draft(200)]),
      at: moment(0)
    ).slots
    try test.book(slots[0].id)
    let appointment = try test.book(slots[1].id)
    _ = try test.store.perform(.cancelAppointments([appointment.id]), at: moment(1))
    _ = try test.store.perform(.changeSlots([slots[2].id], .setStatus(.disabled)), at: moment(2))
    _ = try test.store.undo(nil, force: false, at: moment(3))
    raw = try RawDatabase(test.path)
  }

  private static let slotColumns =
    "(key, id, block, start_at, end_at, capacity, disabled, lockable, metadata, created_at, updated_at)"
  private static let appointmentColumns =
    "(key, id, slot, cancelled, metadata, created_at, updated_at)"

  @Test(arguments: [
    // Overlaps.
    "INSERT INTO slot \(slotColumns) SELECT 99, randomblob(16), block, start_at + 1, end_at + 1, 1, 0, 1, '{}', 0, 0 FROM slot WHERE key = 1",
    "INSERT INTO slot \(slotColumns) SELECT 99, randomblob(16), block, start_at - 1, start_at + 1, 1, 0, 1, '{}', 0, 0 FROM slot WHERE key = 1",
    "INSERT INTO slot \(slotColumns) SELECT 99, randomblob(16), block, 0, 9000000000000, 1, 0, 1, '{}', 0, 0 FROM slot WHERE key = 1",
    "UPDATE slot SET start_at = start_at - 1 WHERE key = 2",
    "UPDATE slot SET end_at = end_at + 1 WHERE key = 1",
    "UPDATE slot SET start_at = 0, end_at = 9000000000000 WHERE key = 3",
    "UPDATE slot SET block = 2 WHERE key = 1",
    // Impossible values.
    "UPDATE slot SET end_at = start_at WHERE key = 3",
    "UPDATE slot SET start_at = -99999999999999 WHERE key = 1",
    "UPDATE slot SET capacity = 0 WHERE key = 3",
    "UPDATE slot SET capacity = 'two' WHERE key = 3",
    "UPDATE slot SET disabled = 2 WHERE key = 3",
    "UPDATE slot SET lockable = NULL WHERE key = 3",
    "UPDATE slot SET locked_until = 5 WHERE key = 3",
    "UPDATE slot SET locked_by = 'me' WHERE key = 3",
    "UPDATE slot SET id = randomblob(16) WHERE key = 3",
    "UPDATE slot SET key = 77 WHERE key = 3",
    "UPDATE block SET timezone = ''",
    "UPDATE block SET name = ''",
    "UPDATE block SET booking_disabled_before = -1",
    "UPDATE block SET short_id = 'abc'",
    "UPDATE block SET published = 3",
    "INSERT INTO block SELECT 9, 'text-not-16byte', 'abcdefghijk', 'x', 'UTC', 0, 0, '{}', 0, 0",
    "INSERT INTO block SELECT 9, randomblob(15), 'abcdefghijk', 'x', 'UTC', 0, 0, '{}', 0, 0",
    "INSERT INTO block SELECT 9, randomblob(16), 'abc-efghijk', 'x', 'UTC', 0, 0, '{}', 0, 0",
    // Metadata.
    "UPDATE slot SET metadata = '[]'",
    "UPDATE slot SET metadata = 'x'",
    "UPDATE slot SET metadata = ''",
    "UPDATE slot SET metadata = NULL",
    "UPDATE slot SET metadata = '{\"a\":}'",
    "UPDATE block SET metadata = '{a}'",
    "UPDATE appointment SET metadata = '{\"a\":1}}'",
    "UPDATE appointment SET metadata = json_object('k', hex(zeroblob(2501)))",
    "UPDATE slot SET metadata = json_object('k', json_array(hex(zeroblob(2501))))",
    "UPDATE block SET metadata = json_object(hex(zeroblob(51)), 1)",
    // Overbooking.
    "INSERT INTO appointment \(appointmentColumns) VALUES (99, randomblob(16), 1, 0, '{}', 0, 0)",
    "UPDATE appointment SET slot = 1 WHERE key = 2; UPDATE appointment SET cancelled = 0 WHERE key = 2",
    "UPDATE appointment SET slot = 1, cancelled = 0 WHERE key = 2",
    "INSERT OR IGNORE INTO appointment \(appointmentColumns) VALUES (99, randomblob(16), 1, 0, '{}', 0, 0)",
    "INSERT OR FAIL INTO appointment \(appointmentColumns) VALUES (99, randomblob(16), 1, 0, '{}', 0, 0)",
    "INSERT OR REPLACE INTO appointment \(appointmentColumns) VALUES (99, randomblob(16), 1, 0, '{}', 0, 0)",
    "UPDATE OR IGNORE appointment SET slot = 1, cancelled = 0 WHERE key = 2",
    "UPDATE OR FAIL appointment SET slot = 1, cancelled = 0 WHERE key = 2",
    // Counts.
    "INSERT INTO counting VALUES (1, -1, 0)",
    "INSERT INTO counting VALUES (2, 1, -1)",
    "INSERT INTO counting VALUES (3, 0, 7)",
    "UPDATE OR IGNORE slot SET active = 0 WHERE key = 1",
    "UPDATE slot SET active = 0 WHERE key = 1",
    "UPDATE slot SET active = 1 WHERE key = 2",
    "UPDATE slot SET cancelled = cancelled + 1",
    "INSERT INTO slot \(slotColumns.dropLast()), active) SELECT 99, randomblob(16), 1, 1, 2, 1, 0, 1, '{}', 0, 0, 1",
    "INSERT OR REPLACE INTO appointment \(appointmentColumns) SELECT 1, randomblob(16), 3, 0, '{}', 0, 0",
    "INSERT OR REPLACE INTO appointment \(appointmentColumns) SELECT 99, id, 3, 0, '{}', 0, 0 FROM appointment WHERE key = 1",
    // Orphans.
    "DELETE FROM slot WHERE key = 1",
    "DELETE FROM slot",
    "DELETE FROM block",
    "INSERT INTO appointment \(appointmentColumns) VALUES (99, randomblob(16), 1234, 0, '{}', 0, 0)",
    "UPDATE appointment SET slot = 1234",
    "UPDATE appointment SET key = 1234 WHERE key = 1",
    "INSERT INTO slot \(slotColumns) SELECT 99, randomblob(16), 1234, 0, 1, 1, 0, 1, '{}', 0, 0",
    "INSERT OR REPLACE INTO slot \(slotColumns) SELECT 1, randomblob(16), 1, 0, 1, 1, 0, 1, '{}', 0, 0",
    "INSERT OR REPLACE INTO slot \(slotColumns) SELECT 99, id, 1, 0, 1, 1, 0, 1, '{}', 0, 0 FROM slot WHERE key = 1",
    "INSERT OR REPLACE INTO block SELECT 99, id, 'abcdefghijk', 'x', 'UTC', 0, 0, '{}', 0, 0 FROM block WHERE key = 1",
    "INSERT OR REPLACE INTO block SELECT 99, randomblob(16), short_id, 'x', 'UTC', 0, 0, '{}', 0, 0 FROM block WHERE key = 1",
    "UPDATE OR REPLACE slot SET id = (SELECT id FROM slot WHERE key = 1) WHERE key = 3",
    "UPDATE OR REPLACE block SET short_id = (SELECT short_id FROM block WHERE key = 1) WHERE key = 2",
    // The journal.
    "UPDATE action SET actor = 'somebody else'",
    "UPDATE action SET reason = 'because'",
    "UPDATE action SET undone_by = 1 WHERE id = 2",
    "UPDATE action SET undone_by = NULL",
    "DELETE FROM action",
    "DELETE FROM change",
    "UPDATE change SET after = '{}'",
    "DELETE FROM creation",
    "UPDATE creation SET slots = zeroblob(53 * count)",
    "INSERT OR REPLACE INTO creation SELECT first, count, 99, number, block, '{}', slots FROM creation",
    "INSERT INTO creation SELECT 99, count, action, 77, block, metadata, slots FROM creation",
    "INSERT OR REPLACE INTO action SELECT id, at, 'x', verb, reason, NULL, NULL, objects FROM action WHERE id = 1",
    "INSERT OR REPLACE INTO change SELECT * FROM change WHERE action = 1",
    "INSERT INTO change SELECT action, 77, kind, object, id, block, slot, old_slot, before, after FROM change WHERE action = 1",
  ])
  func isRefused(sql: String) throws {
    let before = try test.dump()
    #expect(throws: RawDatabase.Failure.self) {
      try raw.execute("BEGIN; \(sql); COMMIT")
    }
    try? raw.execute("ROLLBACK")
    #expect(try test.dump() == before)
    try test.expectSound()
  }

  @Test func whatIsAllowedIsNoticed() throws {
    try raw.execute("UPDATE slot SET capacity = 5, updated_at = 77 WHERE key = 3")
    let findings = try test.store.check()
    #expect(findings.count == 1)
    #expect(findings[0].sentence.contains("not in the journal"))
  }

  /// What a stranger does to appointments is counted, also where a slot has more than the triggers compare.
  @Test func whatAStrangerDoesIsCounted() throws {
    try raw.execute(
      """
      UPDATE slot SET capacity = 500 WHERE key = 3;
      WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 200)
      INSERT INTO appointment \(Self.appointmentColumns)
      SELECT i + 100, randomblob(16), 3, i % 2, '{}', 0, 0 FROM n;
      UPDATE appointment SET cancelled = 1 - cancelled WHERE key BETWEEN 101 AND 150;
      UPDATE appointment SET cancelled = 1 WHERE key > 290;
      DELETE FROM appointment WHERE key BETWEEN 161 AND 170;
      UPDATE appointment SET slot = 1, cancelled = 1 WHERE key BETWEEN 171 AND 175;
      """
    )
    let counts = "SELECT active, cancelled FROM slot WHERE key"
    let there = try raw.rows(
      "SELECT sum(cancelled = 0), sum(cancelled) FROM appointment WHERE slot = 3"
    )
    #expect(try raw.rows("\(counts) = 3") == there)
    #expect(try raw.rows("\(counts) = 1") == [["1", "5"]])
    #expect(throws: RawDatabase.Failure.self) {
      try raw.execute("UPDATE slot SET active = active - 1 WHERE key = 3")
    }
    #expect(try raw.rows("SELECT count(*) FROM counting") == [["0"]])
  }
}
