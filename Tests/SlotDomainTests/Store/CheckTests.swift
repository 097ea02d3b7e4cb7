import Foundation
import SlotDomain
import Testing

@testable import TestDriver

/// `check` proves each invariant: broken one by one through a connection without triggers, each is
/// reported.
@Suite struct CheckTests {
  let test: TestStore

  init() throws {
    test = try TestStore()
    let slots = try test.store.perform(
      .createSlots([test.draft(60, capacity: 2), test.draft(80), test.draft(200)]),
      at: moment(0)
    ).slots
    try test.book(slots[0].id)
  }

  private func findings(after sql: String) throws -> String {
    let raw = try RawDatabase(test.path)
    let triggers = try raw.rows("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'")
    try raw.execute(triggers.map { "DROP TRIGGER \($0[0]);" }.joined())
    try raw.execute("PRAGMA ignore_check_constraints = ON; \(sql)")
    try raw.execute(triggers.map { $0[1] + ";" }.joined())
    return try test.store.check(at: moment(0)).map(\.sentence).joined(separator: "\n")
  }

  @Test(arguments: [
    ("UPDATE slot SET end_at = end_at + 1 WHERE key = 1", "overlaps"),
    ("UPDATE slot SET start_at = 0, end_at = 9000000000000 WHERE key = 3", "overlaps"),
    ("UPDATE slot SET active = 0 WHERE key = 1", "do not agree with its appointments"),
    ("UPDATE slot SET cancelled = 4 WHERE key = 2", "do not agree with its appointments"),
    ("DELETE FROM slot WHERE key = 1", "is not there"),
    ("DELETE FROM block", "is not there"),
    ("DELETE FROM appointment", "do not agree with its appointments"),
    ("UPDATE slot SET updated_at = 5 WHERE key = 2", "not in the journal"),
    ("UPDATE appointment SET updated_at = 5", "not in the journal"),
    ("UPDATE block SET updated_at = 5", "not in the journal"),
    ("DELETE FROM creation WHERE action = 2", "not complete"),
    ("DELETE FROM change WHERE action = 3", "not complete"),
    ("UPDATE creation SET action = 77", "without their action"),
    ("UPDATE slot SET updated_at = 5 WHERE key = 3", "not in the journal"),
    ("DELETE FROM action WHERE id = 2", "without their action"),
    ("UPDATE slot SET metadata = '{x}' WHERE key = 2", "metadata"),
    (
      "UPDATE slot SET capacity = 0 WHERE key = 2; PRAGMA ignore_check_constraints = OFF",
      "CHECK constraint failed in slot"
    ),
    ("DROP INDEX slot_by_start", "index slot_by_start"),
    ("CREATE TRIGGER spy AFTER INSERT ON slot BEGIN DELETE FROM block; END", "trigger spy"),
    ("CREATE TABLE note (text)", "table note"),
  ])
  func namesWhatIsWrong(sql: String, complaint: String) throws {
    try test.expectSound()
    let found = try findings(after: sql)
    #expect(found.contains(complaint), "\(found)")
  }

  @Test func namesATriggerThatIsMissing() throws {
    try RawDatabase(test.path).execute("DROP TRIGGER slot_moved")
    let findings = try test.store.check(at: moment(0))
    #expect(
      findings.map(\.sentence) == [
        "The schema was changed by another program: trigger slot_moved."
      ]
    )
  }

  /// https://litestream.io/how-it-works: what it keeps in the database.
  @Test func litestreamMayKeepItsPlace() throws {
    let database = try RawDatabase(test.path)
    try database.execute("CREATE TABLE _litestream_seq (id INTEGER PRIMARY KEY, seq INTEGER)")
    try database.execute("CREATE TABLE _litestream_lock (id INTEGER)")
    #expect(try test.store.check(at: moment(0)) == [])
    try database.execute(
      "CREATE TRIGGER _litestream_spy AFTER INSERT ON slot BEGIN DELETE FROM block; END"
    )
    #expect(try test.store.check(at: moment(0)).count == 1)
  }

  @Test func namesAFileThatEverybodyCanRead() throws {
    #expect(chmod(test.path, 0o604) == 0)
    #expect(try test.store.check(at: moment(0)).count == 1)
    #expect(chmod(test.path, 0o660) == 0)
    #expect(try test.store.check(at: moment(0)) == [])
  }
}
