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
    return try test.store.check().map(\.sentence).joined(separator: "\n")
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
    ("UPDATE slot SET metadata = '[1]' WHERE key = 2", "metadata"),
    ("UPDATE slot SET metadata = json_object('k', hex(zeroblob(4000))) WHERE key = 2", "metadata"),
    (#"UPDATE slot SET metadata = '{"k":"\ud800"}' WHERE key = 2"#, "metadata cannot be read"),
    (
      #"UPDATE appointment SET metadata = '{"k":"# + String(repeating: "[", count: 300) + "1"
        + String(repeating: "]", count: 300) + "}'", "metadata cannot be read"
    ),
    ("INSERT INTO counting VALUES (2, 0, 0)", "half changed, slot: 2"),
    // What the journal says.
    ("UPDATE change SET after = 'oops' WHERE action = 3", "action 3, table change, number 1"),
    ("UPDATE change SET after = 'oops' WHERE action = 3", "1: after is not a JSON object"),
    ("UPDATE change SET before = '[]' WHERE action = 1", "block 1: before is not a JSON object"),
    ("UPDATE change SET after = '{}' WHERE action = 3", "after has no slot_id"),
    ("UPDATE change SET after = json_set(after, '$.more', 1)", "after has a wrong more"),
    ("UPDATE change SET after = json_set(after, '$.metadata', 1)", "after has a wrong metadata"),
    ("UPDATE change SET after = json_set(after, '$.updated_at', '1')", "a wrong updated_at"),
    ("UPDATE change SET after = json_set(after, '$.status', 'full')", "a wrong status"),
    ("UPDATE change SET after = json_set(after, '$.slot_id', '7')", "a wrong slot_id"),
    ("UPDATE change SET after = json_set(after, '$.short_id', '7')", "a wrong short_id"),
    ("UPDATE change SET kind = 7", "it is about no kind of object"),
    ("UPDATE change SET object = -1", "there are no such keys"),
    ("UPDATE change SET id = zeroblob(15) WHERE action = 3", "the id does not have 16 bytes"),
    ("UPDATE change SET id = zeroblob(16) WHERE action = 3", "another id for this object"),
    ("UPDATE change SET after = NULL WHERE action = 3", "neither values before nor after"),
    ("UPDATE creation SET slots = zeroblob(53 * count)", "the values of slot 1 are impossible"),
    ("UPDATE creation SET slots = x'00'", "table creation, first 1: its slots are not as long"),
    ("UPDATE creation SET metadata = '{'", "table creation, first 1: metadata is not a JSON"),
    ("UPDATE action SET verb = 'sing' WHERE id = 2", "action 2: \"sing\" is none of its verbs"),
    (
      "UPDATE action SET undone_by = 3 WHERE id = 2", "contradicts itself about what was taken back"
    ),
    ("UPDATE action SET target = 2 WHERE id = 3", "contradicts itself about what was taken back"),
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

  /// Whoever meets it otherwise is told the same, and not to report a mistake.
  @Test(arguments: ["oops", "[]", "{}", #"{"slot_id":7}"#])
  func aJournalThatSaysNothingIsDamage(text: String) throws {
    #expect(try !findings(after: "UPDATE change SET after = '\(text)' WHERE action = 3").isEmpty)
    let slot = try test.store.slots(of: test.block, in: .all)[0].id
    var query = HistoryQuery()
    query.slot = slot
    let copy = test.folder.path + "/copy.db"
    for ask: () throws -> Void in [
      { _ = try test.store.history(matching: query) },
      { _ = try test.store.entries(after: 0, limit: 9) },
      { try test.store.backup(to: copy) },
    ] {
      let error = #expect(throws: SlotError.self) { try ask() }
      #expect(error?.code == .storeDamaged, "\(String(describing: error))")
      let place = "action 3, table change, number 1, appointment 1"
      #expect(error?.message(in: .utc).contains(place) == true, "\(String(describing: error))")
    }
    #expect(!FileManager.default.fileExists(atPath: copy))
  }

  @Test(arguments: ["oops", "[]", "{}", #"{"slot_id":7}"#])
  func whatCannotBeReadIsNotPutBack(text: String) throws {
    let slot = try test.store.slots(of: test.block, in: .all)[0].id
    _ = try test.store.perform(.changeSlots([slot], .delete(force: true)), at: moment(1))
    _ = try findings(after: "UPDATE change SET before = '\(text)' WHERE action = 4 AND number = 1")
    for ask: () throws -> Void in [
      { _ = try test.store.undo(nil, force: false, at: moment(2)) },
      { _ = try test.store.past(at: moment(0)).appointments(on: slot) },
      { _ = try test.store.past(at: moment(0)).slots(of: test.block, in: .all) },
    ] {
      let error = #expect(throws: SlotError.self) { try ask() }
      #expect(error?.code == .storeDamaged, "\(String(describing: error))")
      let place = "action 4, table change, number 1, appointment 1"
      #expect(error?.message(in: .utc).contains(place) == true, "\(String(describing: error))")
    }
  }

  /// Nothing takes its place and it does not go, since nothing could bring it back; all else goes on.
  @Test func metadataThatCannotBeReadIsNotLost() throws {
    _ = try findings(after: #"UPDATE appointment SET metadata = '{"name":"\ud800"}'"#)
    let one = try test.store.appointments(matching: AppointmentQuery()).elements[0]
    let renamed = try Metadata(.object(["name": "Ada"]))
    let last = try test.store.position()
    for change: SlotDomain.Operation in [
      .deleteAppointments([one.id]), .changeSlots([one.slotID], .delete(force: true)),
      .updateAppointments([one.id], AppointmentChanges(metadata: renamed)),
    ] {
      let error = #expect(throws: SlotError.self) {
        try test.store.perform(change, at: moment(1))
      }
      #expect(error?.code == .storeDamaged, "\(String(describing: error))")
      #expect(error?.message(in: .utc).contains("metadata of the appointment \(one.id)") == true)
    }
    #expect(try test.store.position() == last)
    _ = try test.store.perform(.cancelAppointments([one.id]), at: moment(1))
    let error = #expect(throws: SlotError.self) {
      try test.store.undo(nil, force: false, at: moment(2))
    }
    #expect(error?.code == .storeDamaged, "\(String(describing: error))")
    #expect(error?.message(in: .utc).contains("action 4 changed has metadata") == true)
    #expect(try test.store.history(matching: HistoryQuery()).count == 4)
  }

  /// The number of the next action is that of changes that are there.
  @Test func anActionWithoutItsRowIsDamage() throws {
    let raw = try RawDatabase(test.path)
    try raw.execute("DROP TRIGGER action_kept; DELETE FROM action WHERE id = 3")
    let slots = try test.store.slots(of: test.block, in: .all)
    for ask: () throws -> Void in [
      {
        _ = try test.store.perform(
          .changeSlots([slots[2].id], .setStatus(.disabled)),
          at: moment(1)
        )
      },
      { _ = try test.store.undo(nil, force: false, at: moment(1)) },
    ] {
      let error = #expect(throws: SlotError.self) { try ask() }
      #expect(error?.code == .storeDamaged, "\(String(describing: error))")
      #expect(error?.message(in: .utc).contains("action 3") == true)
    }
  }

  /// A constraint stands in the way of what no rule refuses: then rows contradict one another, and whoever
  /// meets it is told which.
  @Test func aConstraintThatFiresInADamagedStoreNamesTheDamage() throws {
    _ = try findings(after: "UPDATE slot SET active = 0, cancelled = 1 WHERE key = 1")
    let appointment = try test.store.appointments(matching: AppointmentQuery()).elements[0]
    let error = #expect(throws: SlotError.self) {
      try test.store.perform(.deleteAppointments([appointment.id]), at: moment(1))
    }
    #expect(error?.code == .storeDamaged, "\(String(describing: error))")
    #expect(error?.message(in: .utc).contains("counts do not agree") == true)
  }

  @Test func namesATriggerThatIsMissing() throws {
    try RawDatabase(test.path).execute("DROP TRIGGER slot_moved")
    let findings = try test.store.check()
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
    #expect(try test.store.check() == [])
    try database.execute(
      "CREATE TRIGGER _litestream_spy AFTER INSERT ON slot BEGIN DELETE FROM block; END"
    )
    #expect(try test.store.check().count == 1)
  }

  @Test func namesAFileThatEverybodyCanRead() throws {
    #expect(chmod(test.path, 0o604) == 0)
    #expect(try test.store.check().count == 1)
    #expect(chmod(test.path, 0o660) == 0)
    #expect(try test.store.check() == [])
  }
}
