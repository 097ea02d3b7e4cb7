import SlotDomain
import Testing

@testable import TestDriver

/// Slots that are made together lie in a few rows of the journal, and it knows of each of them all
/// that it knows of one that was made alone.
@Suite struct CreatedSlotsTests {
  private let test: TestStore
  private let slots: [Slot]
  private let made: SlotDomain.Action

  /// 600 slots, some of which have metadata or differ in other ways.
  init() throws {
    let test = try TestStore()
    let named = try Metadata(parsing: #"{"room":"7"}"#)
    let drafts = (0..<600).map { index in
      var draft = test.draft(
        index * 20,
        capacity: index % 7 + 1,
        metadata: (300..<310).contains(index) ? named : .empty
      )
      draft.status = index == 5 ? .disabled : .active
      draft.isLockable = index != 6
      return draft
    }
    let outcome = try test.store.perform(.createSlots(drafts), at: moment(0))
    self.test = test
    slots = outcome.slots
    made = try #require(outcome.action)
  }

  private func history(of slot: Slot) throws -> [JournalEntry] {
    var query = HistoryQuery()
    query.slot = slot.id
    return try test.store.history(matching: query)
  }

  @Test func takeFewRows() throws {
    let rows = try RawDatabase(test.path).rows("SELECT first, count FROM creation ORDER BY first")
    #expect(rows.map { $0[1] } == ["256", "44", "10", "256", "34"])
    #expect(made.objects == 600)
    try test.expectSound()
  }

  @Test(arguments: [0, 5, 6, 255, 256, 299, 300, 309, 310, 599])
  func historyKnowsHowEachWasMade(index: Int) throws {
    let slot = slots[index]
    let entry = try #require(try history(of: slot).first)
    #expect(entry.action.id == made.id)
    let change = try #require(entry.changes.first)
    #expect(entry.changes.count == 1)
    #expect(change.subject == .slot(slot.id))
    #expect(change.before == nil)
    #expect(change.after?["start_date"]?.integer == slot.range.start.milliseconds)
    #expect(change.after?["end_date"]?.integer == slot.range.end.milliseconds)
    #expect(change.after?["capacity"]?.integer == Int64(index % 7 + 1))
    #expect(change.after?["status"]?.string == slot.status.rawValue)
    #expect(change.after?["lockable"]?.bool == (index != 6))
    #expect(change.after?["metadata"]?.text() == slot.metadata.json)
    #expect(change.after?["updated_at"]?.integer == moment(0).milliseconds)
  }

  /// What it was made as is not what it is now, or was when it was deleted.
  @Test func historyKnowsItAfterChanges() throws {
    let slot = slots[257]
    _ = try test.store.perform(
      .changeSlots([slot.id], .update(SlotChanges(capacity: 50))),
      at: moment(1)
    )
    _ = try test.store.perform(.changeSlots([slot.id], .delete(force: false)), at: moment(2))
    let history = try history(of: slot)
    #expect(history.map(\.action.verb) == [.deleteSlots, .updateSlots, .createSlots])
    #expect(history.last?.changes.first?.after?["capacity"]?.integer == Int64(257 % 7 + 1))
  }

  @Test func newsComeInOrderAndNoMoreThanAsked() throws {
    let entry = try #require(
      try test.store.entries(after: .init(made.id - 1), limit: 300).entries.first
    )
    #expect(entry.changes.map(\.subject) == slots.prefix(300).map { .slot($0.id) })
    #expect(entry.action.objects == 600)
  }

  @Test func blockKnowsItsHistory() throws {
    var query = HistoryQuery()
    query.block = slots[0].blockID
    #expect(try test.store.history(matching: query).contains { $0.action.id == made.id })
  }

  @Test func undoLeavesAloneWhatAColleagueChanged() throws {
    let ben = try test.session(of: "ben")
    _ = try ben.perform(.changeSlots([slots[300].id], .setStatus(.disabled)), at: moment(1))
    let outcome = try test.store.undo(nil, force: false, at: moment(2))
    #expect(
      outcome.conflicts == [
        UndoOutcome.Conflict(
          subject: .slot(slots[300].id),
          reason: .changed(by: "ben", at: moment(1))
        )
      ]
    )
    #expect(outcome.action.objects == 599)
    #expect(try test.store.slots(of: slots[0].blockID, in: range(0, 600 * 20)).count == 1)
    try test.expectSound()
    _ = try test.store.redo(at: moment(3))
    #expect(try test.store.slots(of: slots[0].blockID, in: range(0, 600 * 20)).count == 600)
    try test.expectSound()
  }

  @Test func conflictNamesWhoMadeIt() throws {
    let ben = try test.session(of: "ben")
    #expect(
      throws: SlotError.changedMeanwhile(slots[0], by: "ana", at: moment(0))
    ) {
      try ben.perform(
        .changeSlots([slots[0].id], .update(SlotChanges(capacity: 2), unchangedSince: moment(-1))),
        at: moment(1)
      )
    }
  }

  /// Before they were made there was none of them; after, all are as they were made.
  @Test func pastKnowsThem() throws {
    _ = try test.store.perform(.changeSlots([slots[10].id], .delete(force: false)), at: moment(2))
    _ = try test.store.perform(
      .createSlots([test.draft(10 * 20), test.draft(700 * 20)]),
      at: moment(3)
    )
    let whole = range(0, 800 * 20)
    #expect(try test.store.past(at: moment(-1)).slots(of: slots[0].blockID, in: whole) == [])
    #expect(try test.store.past(at: moment(1)).slots(of: slots[0].blockID, in: whole) == slots)
    #expect(
      try test.store.past(at: moment(2)).slots(of: slots[0].blockID, in: whole).count == 599
    )
  }

  /// A batch with other objects in between keeps the order in which all was done.
  @Test func ordersMixedActions() throws {
    let operations: [SlotDomain.Operation] = [
      .createSlots([test.draft(20_000), test.draft(20_020)]),
      .changeSlots([slots[0].id], .setStatus(.disabled)),
      .createSlots([test.draft(20_040)]),
    ]
    let outcome = try test.store.perform(.batch(.createSlots, operations), at: moment(1))
    let action = try #require(outcome.action)
    let entry = try #require(
      try test.store.entries(after: .init(action.id - 1), limit: 10).entries.first
    )
    #expect(entry.changes.map { $0.before == nil } == [true, true, false, true])
    _ = try test.store.undo(nil, force: false, at: moment(2))
    #expect(try test.store.slot(slots[0].id).status == .active)
    try test.expectSound()
  }
}
