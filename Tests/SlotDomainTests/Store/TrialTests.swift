import Testing

@testable import SlotDomain

/// A trial of an import is made with a copy: it keeps nobody waiting and leaves nothing behind.
@Suite struct TrialTests {
  private func record(_ minute: Int, in test: TestStore) -> ObjectRecord {
    .slot(SlotRecord(id: Slot.ID(), blockID: test.block, range: range(minute, minute + 20)))
  }

  @Test("It goes on while somebody else writes, and others write while it goes on")
  func locksNothing() throws {
    let test = try TestStore()
    _ = try test.slot(0)
    let colleague = try test.session(of: "bo")
    var results: [IntakeResult] = []
    let action = try colleague.connection.write { () throws(SlotError) in
      try test.store.takeOver(at: moment(5), reason: nil, isTrial: true) {
        (intake) throws(SlotError) in
        results.append(try intake.take(record(60, in: test), updating: false))
      }
    }
    #expect(results == [.created] && action?.objects == 1)
    var made: Slot?
    let trial = record(60, in: test)
    _ = try test.store.takeOver(at: moment(5), reason: nil, isTrial: true) {
      (intake) throws(SlotError) in
      do { made = try test.slot(60, by: colleague) } catch { Issue.record(error) }
      _ = try intake.take(trial, updating: false)
    }
    #expect(made != nil)
    #expect(try test.store.slots(of: test.block, in: .all).count == 2)
    try test.expectSound()
  }

  @Test("It refuses what doing it would refuse, and the store goes on being used afterwards")
  func refusals() throws {
    let test = try TestStore()
    _ = try test.slot(60)
    let before = try test.dump()
    for isTrial in [true, false] {
      let error = #expect(throws: SlotError.self) {
        try test.store.takeOver(at: moment(5), reason: nil, isTrial: isTrial) {
          (intake) throws(SlotError) in
          _ = try intake.take(record(70, in: test), updating: false)
        }
      }
      #expect(error?.code == .slotsOverlap)
    }
    #expect(try test.dump() == before)
    _ = try test.slot(200)
    try test.expectSound()
  }

  @Test("Who may only read the store can try, too")
  func readOnly() throws {
    let test = try TestStore()
    var options = SQLiteStore.Options(actor: "eve")
    options.access = .readOnly
    let reader = try SQLiteStore(path: test.path, options: options)
    let action = try reader.takeOver(at: moment(5), reason: nil, isTrial: true) {
      (intake) throws(SlotError) in
      _ = try intake.take(record(60, in: test), updating: false)
    }
    #expect(action?.objects == 1)
    #expect(try test.store.slots(of: test.block, in: .all) == [])
  }
}
