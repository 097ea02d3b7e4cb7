import SlotDomain
import Testing

@testable import TestDriver

/// The store as it was: rebuilt from the present and the journal.
@Suite struct PastTests {
  private let test: TestStore

  init() throws { test = try TestStore() }

  private func slots(
    at minute: Int,
    _ start: Int = -100_000,
    _ end: Int = 100_000
  ) throws -> [Slot] {
    try test.store.past(at: moment(minute)).slots(of: test.block, in: range(start, end))
  }

  private func perform(_ operation: SlotDomain.Operation, at minute: Int) throws {
    #expect(try test.store.perform(operation, at: moment(minute)).action != nil)
  }

  @Test func createdSinceIsGoneAndDeletedSinceIsBack() throws {
    let first = try test.slot(60)
    try perform(.changeSlots([first.id], .delete(force: false)), at: 5)
    try perform(.createSlots([test.draft(60)]), at: 10)
    let second = try #require(try test.store.slots(of: test.block, in: range(0, 500)).first)
    #expect(try slots(at: -1) == [])
    #expect(try slots(at: 0) == [first])
    #expect(try slots(at: 4) == [first])
    #expect(try slots(at: 5) == [])
    #expect(try slots(at: 10) == [second])
    #expect(try slots(at: 99) == [second])
  }

  @Test func valuesAndTheLockAreThoseOfThen() throws {
    let slot = try test.slot(60, capacity: 2)
    let metadata = try Metadata(parsing: #"{"start_date":"n","n":1.10}"#)
    try perform(.changeSlots([slot.id], .lock(until: moment(30), key: "k")), at: 1)
    try perform(
      .changeSlots([slot.id], .update(SlotChanges(capacity: 3, metadata: metadata))),
      at: 2
    )
    try perform(.changeSlots([slot.id], .unlock(key: nil)), at: 3)
    try perform(.changeSlots([slot.id], .setStatus(.disabled)), at: 4)
    #expect(try slots(at: 0) == [slot])
    let locked = try #require(try slots(at: 1).first)
    #expect(locked.lock(at: moment(1))?.end == moment(30))
    #expect(locked.lock(at: moment(1))?.owner == "ana")
    #expect(locked.capacity == 2 && locked.updatedAt == moment(1))
    let changed = try #require(try slots(at: 2).first)
    #expect(changed.storedLock == locked.storedLock)
    #expect(changed.capacity == 3 && changed.metadata == metadata)
    let unlocked = try #require(try slots(at: 3).first)
    #expect(unlocked.storedLock == nil && unlocked.status == .active)
    #expect(try slots(at: 4) == [try test.store.slot(slot.id)])
  }

  @Test func movedInAndOutOfTheStretch() throws {
    let slot = try test.slot(60)
    let away = SlotChanges(start: moment(600), end: moment(620))
    try perform(.changeSlots([slot.id], .update(away)), at: 1)
    #expect(try slots(at: 0, 0, 100) == [slot])
    #expect(try slots(at: 0, 500, 700) == [])
    #expect(try slots(at: 1, 0, 100) == [])
    #expect(try slots(at: 1, 500, 700).map(\.id) == [slot.id])
    // Half open, as everywhere.
    #expect(try slots(at: 0, 80, 100) == [])
    #expect(try slots(at: 0, 0, 60) == [])
    #expect(try slots(at: 0, 79, 80) == [slot])
    // Only made shorter: the moved end alone leads back to it.
    try perform(.changeSlots([slot.id], .update(SlotChanges(end: moment(605)))), at: 2)
    #expect(try slots(at: 1, 610, 700).map(\.id) == [slot.id])
    #expect(try slots(at: 2, 610, 700) == [])
    // Deleted at another place than it was then.
    try perform(.changeSlots([slot.id], .delete(force: false)), at: 3)
    #expect(try slots(at: 0, 0, 100) == [slot])
    #expect(try slots(at: 2, 0, 100) == [])
  }

  @Test func countsAreThoseOfThen() throws {
    let slot = try test.slot(60, capacity: 3)
    let other = try test.slot(90, capacity: 3)
    let ada = try test.book(slot.id, at: moment(1))
    let ben = try test.book(slot.id, at: moment(2))
    try perform(.cancelAppointments([ada.id]), at: 3)
    try perform(.rescheduleAppointment(ben.id, to: other.id, lockKey: nil), at: 4)
    try perform(.deleteAppointments([ada.id]), at: 5)
    try perform(.changeSlots([other.id], .delete(force: true)), at: 6)
    func counts(_ minute: Int) throws -> [[Int]] {
      try slots(at: minute).map { [$0.activeAppointments, $0.cancelledAppointments] }
    }
    #expect(try counts(0) == [[0, 0], [0, 0]])
    #expect(try counts(1) == [[1, 0], [0, 0]])
    #expect(try counts(2) == [[2, 0], [0, 0]])
    #expect(try counts(3) == [[1, 1], [0, 0]])
    #expect(try counts(4) == [[0, 1], [1, 0]])
    #expect(try counts(5) == [[0, 0], [1, 0]])
    #expect(try counts(6) == [[0, 0]])
    let third = try test.store.past(at: moment(3))
    #expect(try third.appointments(on: slot.id).map(\.status) == [.cancelled, .active])
    let fourth = try test.store.past(at: moment(4)).appointments(on: other.id)
    #expect(fourth.map(\.id) == [ben.id])
    #expect(fourth.map(\.blockID) == [test.block])
  }

  @Test func undoIsAnActionLikeOthers() throws {
    let slot = try test.slot(60)
    try test.book(slot.id, at: moment(1))
    try perform(.changeSlots([slot.id], .delete(force: true)), at: 2)
    _ = try test.store.undo(nil, force: false, at: moment(3))
    _ = try test.store.redo(at: moment(4))
    #expect(try slots(at: 1).map(\.activeAppointments) == [1])
    #expect(try slots(at: 2) == [])
    #expect(try slots(at: 3).map(\.activeAppointments) == [1])
    #expect(try slots(at: 4) == [])
  }

  @Test func blocksAreThoseOfThen() throws {
    let slot = try test.slot(60)
    try perform(.updateBlock(test.block, BlockChanges(name: "Dr. Bea", status: .draft)), at: 1)
    try perform(.deleteBlocks([test.block], force: true), at: 2)
    let before = try test.store.past(at: moment(0))
    #expect(try before.blocks().map(\.name) == ["Dr. Ada"])
    #expect(try before.blocks().map(\.status) == [.published])
    #expect(try before.slot(slot.id) == slot)
    #expect(try test.store.past(at: moment(1)).blocks().map(\.name) == ["Dr. Bea"])
    let after = try test.store.past(at: moment(2))
    #expect(try after.blocks() == [])
    #expect(try slots(at: 2) == [])
    #expect(try slots(at: 1) == [slot])
    #expect(throws: SlotError.slotNotFound("\(slot.id)")) { try after.slot(slot.id) }
    #expect(try test.store.past(at: moment(-2000)).blocks() == [])
  }

  /// A deleted slot's id can be taken by a new one: two objects, one name.
  @Test func idThatWasTakenAgain() throws {
    let slot = try test.slot(60)
    try perform(.changeSlots([slot.id], .delete(force: false)), at: 1)
    var draft = test.draft(300)
    draft.id = slot.id
    try perform(.createSlots([draft]), at: 2)
    #expect(try slots(at: 0) == [slot])
    #expect(try test.store.past(at: moment(0)).slot(slot.id) == slot)
    #expect(try slots(at: 2).map(\.range.start) == [moment(300)])
  }

  @Test func neighboursAreThoseOfThen() throws {
    let near = try test.slot(60)
    let far = try test.slot(60 * 24 * 40)
    try perform(.changeSlots([near.id], .setStatus(.disabled)), at: 1)
    try perform(.changeSlots([far.id], .delete(force: false)), at: 2)
    let past = try test.store.past(at: moment(1))
    #expect(try past.slot(.after, moment(0), in: test.block)?.id == near.id)
    #expect(try past.slot(.after, moment(60), in: test.block) == far)
    #expect(try past.slot(.after, far.range.start, in: test.block) == nil)
    #expect(try past.slot(.before, far.range.start, in: test.block)?.id == near.id)
    #expect(try past.slot(.before, moment(60), in: test.block) == nil)
    let available = try past.availableSlot(
      .after,
      moment(0),
      in: test.block,
      number: 1,
      at: moment(1)
    )
    #expect(available == far)
    let last = try past.availableSlot(.after, moment(0), in: test.block, number: 9, at: moment(1))
    #expect(last == far)
    let none = try past.availableSlot(
      .before,
      moment(70),
      in: test.block,
      number: 1,
      at: moment(1)
    )
    #expect(none == nil)
  }

  @Test func nothingIsWritten() throws {
    let slot = try test.slot(60)
    try perform(.changeSlots([slot.id], .delete(force: false)), at: 1)
    let before = try test.dump()
    #expect(try slots(at: 0) == [slot])
    #expect(try test.dump() == before)
    var options = SQLiteStore.Options(actor: "eve")
    options.access = .readOnly
    let reader = try SQLiteStore(path: test.path, options: options)
    let past = try reader.past(at: moment(0))
    #expect(try past.slots(of: test.block, in: range(0, 500)) == [slot])
  }

  /// All that there was after each of many random actions is found again from the end.
  @Test(arguments: 21...25 as ClosedRange<UInt64>)
  func everyMomentIsFoundAgain(seed: UInt64) throws {
    var random = SeededGenerator(state: seed)
    let draft = BlockDraft(name: "Room", timezone: "UTC", status: .published)
    let room = try #require(
      try test.store.perform(.createBlock(draft), at: moment(-900)).blocks.first
    )
    for hour in 1..<4 {
      var draft = test.draft(hour * 200, capacity: 2)
      draft.blockID = room.id
      try perform(.createSlots([draft]), at: -900 + hour)
      _ = try test.slot(60 * hour, capacity: 2)
    }
    var moments: [(minute: Int, StoreCopy)] = []
    for step in 1..<150 {
      switch Int.random(in: 0..<12, using: &random) {
      case 0, 1: _ = try? test.store.undo(nil, force: false, at: moment(step))
      case 2: _ = try? test.store.redo(at: moment(step))
      case 3:
        let changes = BlockChanges(name: "Room \(step)", bookingDisabledBefore: step)
        _ = try test.store.perform(.updateBlock(room.id, changes), at: moment(step))
      default:
        let operation = try test.randomOperation(&random, moment(step))
        _ = try? test.store.perform(operation, at: moment(step))
      }
      moments.append((step, try StoreCopy(test.store)))
    }
    #expect(Set(moments.map(\.1)).count > 50)
    for (minute, copy) in moments {
      let past = try test.store.past(at: moment(minute))
      #expect(try StoreCopy(past) == copy, "minute \(minute)")
      // A part of the time, with whatever reaches into it.
      let start = Int.random(in: 0..<700, using: &random)
      let part = range(start, start + Int.random(in: 1..<200, using: &random))
      for (block, slots) in copy.slots {
        #expect(
          try past.slots(of: block, in: part) == slots.filter { $0.range.overlaps(part) },
          "minute \(minute)"
        )
      }
    }
  }
}
