import SlotDomain
import Testing

@Suite(.onBothEngines) struct JournalTests {
  let test: TestStore
  let ben: SQLiteStore

  init() throws {
    test = try TestStore()
    ben = try test.session(of: "ben")
  }

  private func history(_ change: (inout HistoryQuery) -> Void) throws -> [JournalEntry] {
    var query = HistoryQuery()
    change(&query)
    let entries = try test.store.history(matching: query)
    // How many there are in all is counted by the same conditions.
    #expect(try test.store.historyCount(matching: query) >= entries.count)
    if entries.count < query.limit {
      #expect(try test.store.historyCount(matching: query) == entries.count)
    }
    return entries
  }

  @Test func aChangeAloneIsNews() throws {
    let before = try test.store.position()
    let slot = try test.slot(60)
    let news = try test.store.entries(after: before, limit: 9)
    #expect(news.entries.map(\.action.verb) == [.createSlots])
    _ = try? test.slot(60)
    _ = try test.store.perform(.changeSlots([slot.id], .setStatus(.active)), at: moment(1))
    #expect(try test.store.entries(after: news.position, limit: 9).entries.isEmpty)
    #expect(try test.store.entries(after: test.store.position(), limit: 9).entries.isEmpty)
  }

  @Test func anEntrySaysWhoWhenWhatAndWhy() throws {
    let before = try test.store.position()
    let slot = try test.slot(60)
    let outcome = try ben.perform(
      .changeSlots([slot.id], .update(SlotChanges(start: moment(50), capacity: 3))),
      at: moment(7),
      reason: "more room"
    )
    let entries = try test.store.entries(after: before, limit: 100).entries
    #expect(entries.map(\.action.id) == [2, 3])
    #expect(entries[1].action == outcome.action)
    #expect(entries[1].action.actor == "ben")
    #expect(entries[1].action.at == moment(7))
    #expect(entries[1].action.verb == .updateSlots)
    #expect(entries[1].action.reason == "more room")
    #expect(entries[1].action.objects == 1)
    #expect(
      entries[1].changes == [
        Change(
          subject: .slot(slot.id),
          before: [
            "start_date": .integer(moment(60).milliseconds), "capacity": .integer(1),
            "updated_at": .integer(moment(0).milliseconds),
          ],
          after: [
            "start_date": .integer(moment(50).milliseconds), "capacity": .integer(3),
            "updated_at": .integer(moment(7).milliseconds),
          ]
        )
      ]
    )
    let created = try #require(entries[0].changes.first)
    #expect(created.before == nil)
    #expect(created.after?["capacity"] == .integer(1))
    #expect(created.after?["status"] == "active")
    #expect(created.after?["metadata"] == .object([:]))
  }

  @Test func whatIsDeletedIsRememberedWhole() throws {
    let slot = try test.slot(60)
    let metadata = try Metadata(parsing: #"{"name":"Ada","n":1.10}"#)
    let appointment = try test.book(slot.id, metadata: metadata)
    let before = try test.store.position()
    _ = try test.store.perform(.changeSlots([slot.id], .delete(force: true)), at: moment(5))
    let changes = try #require(try test.store.entries(after: before, limit: 9).entries.first)
      .changes
    #expect(changes.map(\.subject) == [.appointment(appointment.id), .slot(slot.id)])
    #expect(changes.allSatisfy { $0.after == nil })
    #expect(changes[0].before?["slot_id"] == .string("\(slot.id)"))
    #expect(changes[0].before?["metadata"] == .object(["name": "Ada", "n": .number("1.10")]))
    #expect(changes[1].before?["end_date"] == .integer(moment(80).milliseconds))
  }

  @Test func changesOfAnActionAreLimitedOnRequest() throws {
    let drafts = (0..<20).map { test.draft(60 + $0 * 20) }
    let before = try test.store.position()
    _ = try test.store.perform(.createSlots(drafts), at: moment(0))
    let news = try test.store.entries(after: before, limit: 5)
    let entry = try #require(news.entries.first)
    #expect(entry.changes.count == 5)
    #expect(entry.action.objects == 20)
    #expect(try test.store.entries(after: news.position, limit: 5).entries.isEmpty)
  }

  /// Whoever decides within a change sees what was done since, and can leave it.
  @Test func aDecisionSeesWhatWasDoneSince() throws {
    let slot = try test.slot(60)
    let appointment = try test.book(slot.id, by: ben)
    let seen = try test.store.position()
    let cancel = SlotDomain.Operation.cancelAppointments([appointment.id])
    func cancelled() throws -> Outcome {
      try test.store.perform(at: moment(2), reason: nil, isTrial: false) { () throws(SlotError) in
        let news = try test.store.entries(after: seen, limit: 9).entries
        return news.isEmpty ? cancel : nil
      }
    }
    _ = try ben.perform(.deleteAppointments([appointment.id]), at: moment(1))
    #expect(try cancelled().action == nil)
    _ = try ben.undo(nil, force: false, at: moment(2))
    let again = try test.store.position()
    let done = try test.store.perform(at: moment(3), reason: nil, isTrial: false) {
      () throws(SlotError) in
      try test.store.entries(after: again, limit: 9).entries.isEmpty ? cancel : nil
    }
    #expect(done.appointments.map(\.status) == [.cancelled])
  }

  @Test func historyOfASlotHasItsAppointments() throws {
    let slot = try test.slot(60)
    let other = try test.slot(90)
    let appointment = try test.book(slot.id, by: ben)
    _ = try ben.perform(.cancelAppointments([appointment.id]), at: moment(1))
    _ = try ben.perform(
      .rescheduleAppointment(appointment.id, to: other.id, lockKey: nil),
      at: moment(2)
    )
    _ = try ben.perform(.deleteAppointments([appointment.id]), at: moment(3))
    let verbs = try history { $0.slot = slot.id }.map(\.action.verb)
    #expect(
      verbs == [.rescheduleAppointment, .cancelAppointments, .createAppointments, .createSlots]
    )
    let others = try history { $0.slot = other.id }
    #expect(
      others.map(\.action.verb) == [.deleteAppointments, .rescheduleAppointment, .createSlots]
    )
    #expect(others[1].changes.count == 1)
    #expect(others[1].changes[0].after?["slot_id"] == .string("\(other.id)"))
  }

  @Test func historyOfASlotShowsNothingOfOthersInTheSameAction() throws {
    let slots = try test.store.perform(
      .createSlots([test.draft(60), test.draft(90)]),
      at: moment(0)
    ).slots
    let entries = try history { $0.slot = slots[1].id }
    #expect(entries.map { $0.changes.map(\.subject) } == [[.slot(slots[1].id)]])
    #expect(entries[0].action.objects == 2)
  }

  @Test func whatIsDeletedStillHasAHistory() throws {
    let slot = try test.slot(60)
    try test.book(slot.id)
    _ = try test.store.perform(.deleteBlocks([test.block], force: true), at: moment(1))
    let verbs = try history { $0.slot = slot.id }.map(\.action.verb)
    #expect(verbs == [.deleteBlock, .createAppointments, .createSlots])
    #expect(try history { $0.block = test.block }.count == 4)
    #expect(throws: SlotError.self) { try history { $0.slot = Slot.ID() } }
    #expect(throws: SlotError.self) { try history { $0.block = BookingBlock.ID() } }
  }

  @Test func historyIsFilteredNewestFirst() throws {
    let slot = try test.slot(60)
    _ = try ben.perform(.changeSlots([slot.id], .setStatus(.disabled)), at: moment(3))
    _ = try test.store.perform(.changeSlots([slot.id], .setStatus(.active)), at: moment(5))
    let draft = BlockDraft(name: "Other", timezone: "UTC")
    _ = try ben.perform(.createBlock(draft), at: moment(6))
    #expect(try history { _ in }.map(\.action.id) == [5, 4, 3, 2, 1])
    #expect(try history { $0.actor = "ben" }.map(\.action.id) == [5, 3])
    #expect(try history { $0.since = moment(5) }.map(\.action.id) == [5, 4])
    #expect(try history { $0.block = test.block }.map(\.action.id) == [4, 3, 2, 1])
    #expect(try history { $0.limit = 2 }.map(\.action.id) == [5, 4])
    #expect(try history { $0.actor = "nobody" }.isEmpty)
  }

  @Test func anUndoIsInTheHistoryToo() throws {
    let slot = try test.slot(60)
    _ = try test.store.undo(nil, force: false, at: moment(1))
    let undone = try history { $0.slot = slot.id }
    #expect(undone.map(\.action.verb) == [.undo, .createSlots])
    #expect(undone[0].action.target == undone[1].action.id)
    #expect(undone[1].action.undoneBy == undone[0].action.id)
    _ = try test.store.redo(at: moment(2))
    let redone = try history { $0.slot = slot.id }
    #expect(redone.map(\.action.verb) == [.redo, .undo, .createSlots])
    #expect(redone[2].action.undoneBy == nil)
  }
}
