import Foundation
import HostileInput
import Testing

@testable import SlotDomain
@testable import TestDriver

/// The schema is this program's and the values are not: somebody switched the constraints off, or wrote
/// over the file's bytes. Everything that can be asked of the store, or done to it, still ends with an
/// answer or with a refusal of a rule, or says that the store is damaged; nothing overflows.
@Suite struct HostileValuesTests {
  private let test: TestStore

  init() throws {
    test = try TestStore()
    _ = try test.store.perform(
      .createSlots([
        test.draft(60, capacity: 3), test.draft(80), test.draft(200, capacity: 2), test.draft(300),
      ]),
      at: moment(0)
    )
    let slots = try test.store.slots(of: test.block, in: .all)
    try test.book(slots[0].id, metadata: try Metadata(parsing: #"{"name":"Ada"}"#))
    let appointment = try test.book(slots[0].id)
    _ = try test.store.perform(.cancelAppointments([appointment.id]), at: moment(1))
    _ = try test.store.perform(
      .changeSlots([slots[2].id], .lock(until: moment(90), key: "secret")),
      at: moment(2)
    )
    _ = try test.store.perform(.changeSlots([slots[3].id], .setStatus(.disabled)), at: moment(3))
    _ = try test.store.undo(nil, force: false, at: moment(4))
    _ = try test.store.perform(.changeSlots([slots[1].id], .delete(force: true)), at: moment(5))
  }

  /// Runs SQL without triggers and constraints, which are all there afterwards.
  private func spoil(_ sql: String) throws {
    let raw = try RawDatabase(test.path)
    let triggers = try raw.rows("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'")
    try raw.execute(triggers.map { "DROP TRIGGER \($0[0]);" }.joined())
    try raw.execute("PRAGMA ignore_check_constraints = ON; \(sql)")
    try raw.execute(triggers.map { $0[1] + ";" }.joined())
  }

  private static let extremes = [Int64.min, -1, .max]

  private static let numbers: [String] = [
    "slot SET start_at =", "slot SET end_at =", "slot SET capacity =", "slot SET active =",
    "slot SET cancelled =", "slot SET locked_until =", "slot SET lock =", "slot SET disabled =",
    "slot SET created_at =", "slot SET updated_at =", "block SET booking_disabled_before =",
    "block SET created_at =", "block SET updated_at =", "block SET published =",
    "appointment SET created_at =", "appointment SET updated_at =", "appointment SET cancelled =",
    "action SET at =", "action SET objects =", "action SET target =", "action SET undone_by =",
    "change SET kind =", "change SET object =", "change SET block =", "change SET slot =",
    "change SET old_slot =", "creation SET number =", "creation SET count =",
    "creation SET action =", "lock_key SET locked_until =",
  ]

  /// Far from any sum that a store can hold, and beside both ends of what a number can be.
  @Test(arguments: numbers)
  func numbersAtTheirEnds(column: String) throws {
    for value in Self.extremes {
      let copy = try HostileValuesTests()
      // -9223372036854775808 as a literal would be a floating point number.
      try copy.spoil("UPDATE OR IGNORE \(column) (\(value == .min ? "~\(Int64.max)" : "\(value)"))")
      try Everything.expectAnswers(of: copy.test.path)
    }
  }

  @Test(arguments: [
    // Keys at their ends.
    "UPDATE slot SET key = 9223372036854775807 WHERE key = 1",
    "UPDATE slot SET key = ~9223372036854775807 WHERE key = 1",
    "UPDATE block SET key = 9223372036854775807; UPDATE slot SET block = 9223372036854775807",
    "UPDATE appointment SET key = 9223372036854775807 WHERE key = 1",
    "UPDATE action SET id = 9223372036854775807 WHERE id = 3",
    "UPDATE action SET id = ~9223372036854775807 WHERE id = 3",
    "UPDATE creation SET first = 9223372036854775807", "UPDATE creation SET first = -5",
    "UPDATE creation SET first = 9223372036854775800, count = 9223372036854775807",
    "UPDATE change SET number = 9223372036854775807 WHERE action = 3",
    "INSERT INTO creation SELECT 9223372036854775807, 1, 99, 1, 1, '{}', zeroblob(53)",
    // Blobs that are not what they say.
    "UPDATE creation SET slots = zeroblob(53 * count)", "UPDATE creation SET slots = x''",
    "UPDATE creation SET slots = zeroblob(6000000)",
    "UPDATE creation SET slots = CAST(replace(hex(zeroblob(53 * count / 2 + 1)), '00', 'xÿ') AS BLOB)",
    "UPDATE slot SET id = zeroblob(3) WHERE key = 1", "UPDATE block SET id = x''",
    "UPDATE change SET id = x'00'",
    "UPDATE appointment SET id = zeroblob(16) WHERE key = 1",
    // Texts that are none, or something else.
    "UPDATE block SET timezone = 'Nowhere/At_All'",
    "UPDATE block SET timezone = '../../etc/passwd'",
    "UPDATE block SET timezone = char(27) || ']0;x' || char(7)", "UPDATE block SET name = ''",
    "UPDATE block SET short_id = 'x'", "UPDATE block SET name = CAST(x'ff9b31c0809b' AS TEXT)",
    "UPDATE slot SET metadata = CAST(x'7bff7d' AS TEXT)", "UPDATE slot SET metadata = 'x'",
    "UPDATE slot SET metadata = ''", "UPDATE appointment SET metadata = '{\"name\":'",
    "UPDATE slot SET metadata = '{\"a\":' || replace(hex(zeroblob(50000)), '0', '[')",
    "UPDATE slot SET metadata = json_object('k', hex(zeroblob(500000)))",
    "UPDATE slot SET metadata = CAST(zeroblob(70000000) AS TEXT) WHERE key = 1",
    "UPDATE appointment SET metadata = CAST(zeroblob(70000000) AS TEXT)",
    "UPDATE action SET verb = 'format the disk'", "UPDATE action SET verb = ''",
    "UPDATE action SET reason = CAST(x'ff00fe' AS TEXT), actor = char(27) || '[2J'",
    "UPDATE change SET before = 'x', after = '['", "UPDATE change SET before = '{}', after = '{}'",
    "UPDATE change SET before = '{\"start_date\":9223372036854775807,\"end_date\":-1,\"capacity\":-9223372036854775808}' WHERE kind = 1",
    "UPDATE change SET before = '{\"updated_at\":9223372036854775807,\"booking_disabled_before\":9223372036854775807}'",
    "UPDATE change SET before = '{\"locked_until\":-9223372036854775808,\"lock\":9e99}' WHERE kind = 1",
    "UPDATE change SET before = NULL", "UPDATE change SET after = NULL WHERE before IS NOT NULL",
    "UPDATE lock_key SET secret = CAST(zeroblob(70000000) AS TEXT)",
    // Each undoes the other.
    "UPDATE action SET target = id, undone_by = id", "UPDATE action SET target = id + 1",
    "UPDATE action SET undone_by = id - 1, target = id + 1", "UPDATE action SET verb = 'redo'",
    // Relations.
    "DELETE FROM block", "DELETE FROM action", "DELETE FROM change", "UPDATE slot SET block = 99",
    "UPDATE appointment SET slot = 99", "UPDATE slot SET locked_until = NULL, locked_by = 'x'",
    "UPDATE slot SET start_at = 1772413200000, end_at = 1772420000000",
    "UPDATE slot SET end_at = start_at", "UPDATE slot SET end_at = start_at - 5",
    """
    WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000)
    INSERT INTO appointment SELECT i + 100, randomblob(16), 1, i % 2, '{"name":"x"}', 0, 0 FROM n
    """,
  ])
  func everythingElse(sql: String) throws {
    try spoil(sql)
    try Everything.expectAnswers(of: test.path)
  }

  /// What looks for free places goes on from the start of a slot, which must not lead it back.
  @Test func indexOfOtherTimes() throws {
    let raw = try RawDatabase(test.path)
    let index = "type = 'index' AND name = 'slot_by_start'"
    let places = try raw.rows("SELECT rootpage, sql FROM sqlite_schema WHERE \(index)")
    let (page, sql) = (try #require(places.first)[0], try #require(places.first)[1])
    let year = 365 * 86_400_000
    try spoil(
      "UPDATE slot SET start_at = start_at + \(year), end_at = end_at + \(year) WHERE key = 4"
    )
    try RawDatabase(test.path).execute(
      "PRAGMA writable_schema = ON; DELETE FROM sqlite_schema WHERE \(index)"
    )
    try spoil(
      "UPDATE slot SET start_at = start_at - \(year), end_at = end_at - \(year) WHERE key = 4"
    )
    try RawDatabase(test.path).execute(
      """
      PRAGMA writable_schema = ON;
      INSERT INTO sqlite_schema VALUES ('index', 'slot_by_start', 'slot', \(page), '\(sql)')
      """
    )
    let store = try SQLiteStore(path: test.path, options: SQLiteStore.Options(actor: "ben"))
    let error = #expect(throws: SlotError.self) {
      try store.freePlaces(FreePlaceQuery(from: moment(0)), limit: 50, at: moment(0))
    }
    #expect(error?.code == .storeDamaged)
    try Everything.expectAnswers(of: test.path)
  }

  /// The file's own bytes: then a column can hold any type, and a page can say anything.
  @Test func bytesOfTheFile() throws {
    _ = try RawDatabase(test.path).rows("PRAGMA wal_checkpoint(TRUNCATE)")
    let sample = try #require(FileManager.default.contents(atPath: test.path))
    let path = test.folder.path + "/spoilt.db"
    try Fuzz.run("store", [[0]], rounds: 60) { _, numbers in
      var bytes = [UInt8](sample)
      for _ in 0..<Int.random(in: 1...30, using: &numbers) {
        // The ends of pages, where their rows are, are hit more often.
        let page = Int.random(in: 0..<bytes.count / 4096, using: &numbers)
        let offset =
          Bool.random(using: &numbers)
          ? Int.random(in: 0..<4096, using: &numbers)
          : 4095 - Int.random(in: 0..<300, using: &numbers)
        guard page > 0 || offset >= 100 else { continue }
        bytes[page * 4096 + offset] = .random(in: 0...255, using: &numbers)
      }
      for suffix in ["", "-wal", "-shm", "-journal"] { unlink(path + suffix) }
      try Data(bytes).write(to: URL(filePath: path))
      try Everything.expectAnswers(of: path)
    }
  }
}
