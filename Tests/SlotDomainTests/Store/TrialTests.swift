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

  @Test("A change is tried while somebody else writes, with all that it would refuse")
  func changeLocksNothing() throws {
    let test = try TestStore()
    let slots = try [60, 120, 180].map { try test.slot($0) }
    try test.book(slots[0].id)
    try test.book(slots[2].id)
    let colleague = try test.session(of: "bo")
    let before = try test.dump()
    try colleague.connection.write { () throws(SlotError) in
      let (preview, refusal) = try test.store.tryOut(
        .delete(force: false),
        on: .ids(slots.map(\.id)),
        onConflict: .fail,
        at: moment(5)
      )
      #expect(preview.changed.map(\.id) == [slots[1].id])
      #expect(preview.refused.map(\.slot.id) == [slots[0].id, slots[2].id])
      #expect(refusal?.refusals.count == 2)
    }
    #expect(try test.dump() == before)
  }

  /// What an operation looks up after another one of the same action has written goes to a copy.
  @Test func laterOperationsSeeEarlierOnes() throws {
    let test = try TestStore()
    let slot = try test.slot(60)
    let colleague = try test.session(of: "bo")
    var options = SQLiteStore.Options(actor: "eve")
    options.access = .readOnly
    let reader = try SQLiteStore(path: test.path, options: options)
    let before = try test.dump()
    let move = SlotRevision(move: SlotMove(span: .minutes(30)), length: nil, metadata: [:])
    let batch = SlotDomain.Operation.batch(
      .plan,
      [
        .reviseSlots([slot.id], move), .createSlots([test.draft(60), test.draft(110)]),
        .createAppointments([AppointmentDraft(slotID: slot.id)]),
      ]
    )
    for store in [test.store, reader] {
      try colleague.connection.write { () throws(SlotError) in
        let outcome = try store.perform(at: moment(5), reason: nil, isTrial: true) { batch }
        #expect(outcome.action?.objects == 4)
        let error = #expect(throws: SlotError.self) {
          try store.perform(at: moment(5), reason: nil, isTrial: true) {
            .batch(.plan, [.reviseSlots([slot.id], move), .createSlots([test.draft(80)])])
          }
        }
        #expect(error?.code == .slotsOverlap)
      }
    }
    #expect(try test.dump() == before)
    try test.expectSound()
  }

  /// As many as would be sent in several parts.
  @Test func manySlotsNeedNoCopy() throws {
    let test = try TestStore()
    let drafts = (0..<12_000).map { test.draft(60 + $0 * 20) }
    _ = try test.store.perform(.createSlots(drafts), at: moment(0))
    let engine = CountingEngine(test.store.engine)
    var selection = SlotSelection()
    selection.query.block = test.block
    let (preview, refusal) = try RowStore(engine, actor: "ana").tryOut(
      .setStatus(.disabled),
      on: .selection(selection),
      onConflict: .fail,
      at: moment(1)
    )
    #expect(preview.changed.count == 12_000 && refusal == nil)
    #expect(!engine.batches.contains("apply"))
  }
}
