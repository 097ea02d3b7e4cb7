import SlotDomain
import Testing

@Suite(.onBothEngines) struct UndoTests {
  let test: TestStore
  let ben: SQLiteStore

  init() throws {
    test = try TestStore()
    ben = try test.session(of: "ben")
  }

  /// Does something, takes it back, does it again and takes it back again, and expects the contents
  /// to be each time what they were, apart from when they were changed.
  private func expectReversible(
    _ operation: SlotDomain.Operation,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let before = try contents()
    let done = try #require(try test.store.perform(operation, at: moment(5)).action)
    let after = try contents()
    #expect(before != after, sourceLocation: sourceLocation)
    for round in 0..<3 {
      let undone = try test.store.undo(nil, force: false, at: moment(6 + round))
      #expect(undone.conflicts == [], sourceLocation: sourceLocation)
      #expect(undone.target.id == done.id, sourceLocation: sourceLocation)
      #expect(undone.action.verb == .undo, sourceLocation: sourceLocation)
      #expect(try contents() == before, sourceLocation: sourceLocation)
      try test.expectSound(sourceLocation: sourceLocation)
      let redone = try test.store.redo(at: moment(6 + round))
      #expect(redone.conflicts == [], sourceLocation: sourceLocation)
      #expect(redone.action.verb == .redo, sourceLocation: sourceLocation)
      #expect(try contents() == after, sourceLocation: sourceLocation)
      try test.expectSound(sourceLocation: sourceLocation)
    }
  }

  private func contents() throws -> [String] { try test.contents() }

  @Test func everyOperationCanBeTakenBackAndDoneAgain() throws {
    let slot = try test.slot(60, capacity: 2)
    let other = try test.slot(90)
    let metadata = try Metadata(parsing: #"{"name":"Ada","n":1.10}"#)
    try expectReversible(.createSlots([test.draft(200), test.draft(230, metadata: metadata)]))
    try expectReversible(
      .changeSlots(
        [slot.id],
        .update(SlotChanges(start: moment(50), end: moment(61), capacity: 3, metadata: metadata))
      )
    )
    try expectReversible(.changeSlots([other.id], .setStatus(.disabled)))
    try expectReversible(.changeSlots([other.id], .setStatus(.active)))
    let booked = try test.book(slot.id, metadata: metadata)
    try expectReversible(.createAppointments([AppointmentDraft(slotID: slot.id)]))
    try expectReversible(.updateAppointments([booked.id], AppointmentChanges(metadata: .empty)))
    try expectReversible(.cancelAppointments([booked.id]))
    try expectReversible(.enableAppointments([booked.id]))
    try expectReversible(.rescheduleAppointment(booked.id, to: other.id, lockKey: nil))
    try expectReversible(.deleteAppointments([booked.id]))
    try expectReversible(.changeSlots([slot.id, other.id], .delete(force: true)))
    try expectReversible(.createBlock(BlockDraft(name: "New", timezone: "UTC")))
    try expectReversible(.updateBlock(test.block, BlockChanges(name: "Dr. L", metadata: metadata)))
    try expectReversible(.setBlockStatus([test.block], .draft))
  }

  @Test func locksComeBackWithTheirKeys() throws {
    let slot = try test.slot(60, capacity: 2)
    try expectReversible(.changeSlots([slot.id], .lock(until: moment(50), key: "k")))
    let booking = AppointmentDraft(slotID: slot.id, lockKey: "k")
    try expectReversible(.createAppointments([booking]))
    _ = try test.store.undo(nil, force: false, at: moment(9))
    #expect(try test.store.slot(slot.id).lock(at: moment(9))?.owner == "ana")
    try expectReversible(.changeSlots([slot.id], .unlock(key: nil)))
    _ = try test.store.undo(nil, force: false, at: moment(9))
    try expectReversible(.changeSlots([slot.id], .delete(force: false)))
    _ = try test.store.undo(nil, force: false, at: moment(9))
    try test.expectRefusal(
      .lockKeyWrong,
      of: .changeSlots([slot.id], .unlock(key: "x")),
      at: moment(10)
    )
    _ = try test.store.perform(.changeSlots([slot.id], .unlock(key: "k")), at: moment(10))
  }

  @Test func aDeletedSlotComesBackWithItsIDAndItsAppointments() throws {
    let slot = try test.slot(60, capacity: 3)
    let appointments = try (0..<3).map { _ in try test.book(slot.id) }
    _ = try test.store.perform(.cancelAppointments([appointments[1].id]), at: moment(1))
    let full = try test.store.slot(slot.id)
    _ = try test.store.perform(.changeSlots([slot.id], .delete(force: true)), at: moment(2))
    _ = try test.store.undo(nil, force: false, at: moment(3))
    var back = try test.store.slot(slot.id)
    #expect(back.updatedAt > full.updatedAt)
    back.updatedAt = full.updatedAt
    #expect(back == full)
    var query = AppointmentQuery()
    query.slots = [slot.id]
    let found = try test.store.appointments(matching: query).elements
    #expect(found.map(\.id) == appointments.map(\.id))
    #expect(found.map(\.status) == [.active, .cancelled, .active])
  }

  @Test func aBatchOfManyIsOneStep() throws {
    let slots = try (0..<20).map { try test.slot(60 + $0 * 30) }
    try expectReversible(
      .batch(
        .demo,
        [
          .createSlots((0..<200).map { test.draft(1000 + $0 * 20) }),
          .changeSlots(slots.map(\.id), .setStatus(.disabled)),
          .changeSlots([slots[0].id], .update(SlotChanges(capacity: 5))),
          .changeSlots([slots[0].id], .update(SlotChanges(capacity: 6))),
          .changeSlots(slots[10...].map(\.id), .delete(force: false)),
        ]
      )
    )
  }

  @Test func undoGoesBackStepByStepAndRedoForwardAgain() throws {
    let slot = try test.slot(60)
    var states = [try contents()]
    for capacity in 2...6 {
      _ = try test.store.perform(
        .changeSlots([slot.id], .update(SlotChanges(capacity: capacity))),
        at: moment(capacity)
      )
      states.append(try contents())
    }
    for state in states.dropLast().reversed() {
      _ = try test.store.undo(nil, force: false, at: moment(10))
      #expect(try contents() == state)
    }
    for state in states.dropFirst() {
      _ = try test.store.redo(at: moment(11))
      #expect(try contents() == state)
    }
    #expect(throws: SlotError.self) { try test.store.redo(at: moment(12)) }
  }

  @Test func somethingNewEndsWhatCouldBeDoneAgain() throws {
    let slot = try test.slot(60)
    _ = try test.store.perform(.changeSlots([slot.id], .setStatus(.disabled)), at: moment(1))
    _ = try test.store.undo(nil, force: false, at: moment(2))
    _ = try test.slot(90)
    let error = #expect(throws: SlotError.self) { try test.store.redo(at: moment(3)) }
    #expect(error?.code == .cannotUndo)
    // What colleagues do ends nothing.
    _ = try test.store.undo(nil, force: false, at: moment(4))
    _ = try test.slot(120, by: ben)
    _ = try test.store.redo(at: moment(5))
  }

  @Test func eachUserTakesBackTheirOwn() throws {
    let mine = try test.slot(60)
    let theirs = try test.slot(90, by: ben)
    let undone = try test.store.undo(nil, force: false, at: moment(1))
    #expect(undone.target.verb == .createSlots)
    #expect(undone.action.actor == "ana")
    #expect(throws: SlotError.self) { try test.store.slot(mine.id) }
    #expect(try test.store.slot(theirs.id) == theirs)
    #expect(throws: SlotError.self) { try ben.redo(at: moment(2)) }
    _ = try ben.undo(nil, force: false, at: moment(3))
    #expect(throws: SlotError.self) { try test.store.slot(theirs.id) }
    let empty = try test.session(of: "carla")
    let error = #expect(throws: SlotError.self) { try empty.undo(nil, force: false, at: moment(4)) }
    #expect(error?.code == .cannotUndo)
  }

  @Test func anOlderActionCanBeNamed() throws {
    let slot = try test.slot(60)
    let disable = try #require(
      try test.store.perform(.changeSlots([slot.id], .setStatus(.disabled)), at: moment(1)).action
    )
    let raise = try #require(
      try test.store.perform(
        .changeSlots([slot.id], .update(SlotChanges(capacity: 4))),
        at: moment(2)
      )
      .action
    )
    _ = try test.store.undo(disable.id, force: false, at: moment(3))
    let now = try test.store.slot(slot.id)
    #expect(now.status == .active)
    #expect(now.capacity == 4)
    for id in [disable.id, 999, raise.id + 1] {
      let error = #expect(throws: SlotError.self) {
        try test.store.undo(id, force: false, at: moment(4))
      }
      #expect(error?.code == .cannotUndo)
    }
    #expect(try test.store.undo(nil, force: false, at: moment(5)).target.id == raise.id)
  }

  @Test func aColleaguesActionNeedsForce() throws {
    let slot = try test.slot(60)
    let action = try #require(
      try ben.perform(.changeSlots([slot.id], .setStatus(.disabled)), at: moment(1)).action
    )
    let before = try test.dump()
    let error = #expect(throws: SlotError.self) {
      try test.store.undo(action.id, force: false, at: moment(2))
    }
    #expect(error?.code == .cannotUndo)
    #expect(try test.dump() == before)
    let undone = try test.store.undo(action.id, force: true, at: moment(3))
    #expect(undone.target.actor == "ben")
    #expect(try test.store.slot(slot.id).status == .active)
    // Who took it back can do it again; whose it was cannot, nor take it back once more.
    #expect(throws: SlotError.self) { try ben.redo(at: moment(4)) }
    #expect(throws: SlotError.self) { try ben.undo(nil, force: false, at: moment(4)) }
    _ = try test.store.redo(at: moment(5))
    #expect(try test.store.slot(slot.id).status == .disabled)
    _ = try ben.undo(nil, force: false, at: moment(6))
    #expect(try test.store.slot(slot.id).status == .active)
    try test.expectSound()
  }
}

extension TestStore {
  /// All that can be seen of the objects, apart from when they were changed.
  func contents() throws -> [String] {
    try dump(without: ["updated_at"]).filter {
      ["block: ", "slot: ", "appointment: "].contains(where: $0.hasPrefix)
    }
  }
}
