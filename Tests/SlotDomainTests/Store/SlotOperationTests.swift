import SlotDomain
import Testing

@Suite(.onBothEngines) struct SlotOperationTests {
  let test: TestStore

  init() throws { test = try TestStore() }

  // MARK: Create

  @Test func createGivesSlotsAsTheyAreStored() throws {
    let metadata = try Metadata(parsing: #"{"room": "2", "big": 9223372036854775807}"#)
    let draft = test.draft(60, capacity: 3, isLockable: false, metadata: metadata)
    let slot = try #require(
      try test.store.perform(.createSlots([draft]), at: moment(1)).slots.first
    )
    #expect(slot.range == range(60, 80))
    #expect(slot.capacity == 3)
    #expect(!slot.isLockable)
    #expect(slot.status == .active)
    #expect(slot.createdAt == moment(1))
    #expect(slot.updatedAt == moment(1))
    #expect(slot.metadata.json == #"{"big":9223372036854775807,"room":"2"}"#)
    #expect(try test.store.slot(slot.id) == slot)
    try test.expectSound()
  }

  @Test func slotsMayTouch() throws {
    _ = try test.slot(60)
    _ = try test.slot(80)
    _ = try test.slot(40)
    #expect(try test.store.slots(of: test.block, in: range(0, 1000)).count == 3)
  }

  @Test(arguments: [(50, 20), (60, 20), (65, 5), (70, 30), (40, 80), (60, 1), (79, 1)])
  func createRefusesWhatOverlapsAnother(minute: Int, length: Int) throws {
    _ = try test.slot(60)
    _ = try test.slot(200)
    try test.expectRefusal(
      .slotsOverlap,
      of: .createSlots([test.draft(300), test.draft(minute, length: length)])
    )
  }

  @Test func createRefusesNewSlotsThatOverlapEachOther() throws {
    try test.expectRefusal(.slotsOverlap, of: .createSlots([test.draft(60), test.draft(70)]))
    try test.expectRefusal(.slotsOverlap, of: .createSlots([test.draft(60), test.draft(60)]))
  }

  @Test func slotsOfOtherBlocksMayOverlap() throws {
    let draft = BlockDraft(name: "Other", timezone: "UTC")
    let other = try #require(
      try test.store.perform(.createBlock(draft), at: moment(0)).blocks.first
    )
    var second = test.draft(60)
    second.blockID = other.id
    let outcome = try test.store.perform(.createSlots([test.draft(60), second]), at: moment(0))
    #expect(outcome.slots.map(\.blockID) == [test.block, other.id])
    #expect(outcome.action?.objects == 2)
  }

  @Test func createRefuses() throws {
    var orphan = test.draft(60)
    orphan.blockID = BookingBlock.ID()
    try test.expectRefusal(.blockNotFound, of: .createSlots([test.draft(10), orphan]))
    try test.expectRefusal(.startNotBeforeEnd, of: .createSlots([test.draft(60, length: 0)]))
    try test.expectRefusal(.startNotBeforeEnd, of: .createSlots([test.draft(60, length: -5)]))
    for capacity in [0, -1, Int.max] {
      try test.expectRefusal(
        .capacityInvalid,
        of: .createSlots([test.draft(60), test.draft(90, capacity: capacity)])
      )
    }
    var endless = test.draft(60)
    endless.range.end = Instant(milliseconds: .max)
    try test.expectRefusal(.badRequest, of: .createSlots([endless]))
  }

  @Test func createRefusesAnIDThatIsTaken() throws {
    let slot = try test.slot(60)
    var draft = test.draft(90)
    draft.id = slot.id
    try test.expectRefusal(.badRequest, of: .createSlots([draft]))
    draft.id = Slot.ID()
    var twin = test.draft(120)
    twin.id = draft.id
    try test.expectRefusal(.badRequest, of: .createSlots([draft, twin]))
    #expect(try test.store.perform(.createSlots([draft]), at: moment(0)).slots[0].id == draft.id)
  }

  // MARK: Update

  @Test func updateChangesWhatIsGiven() throws {
    let slot = try test.slot(60, capacity: 2)
    let changes = SlotChanges(end: moment(90), capacity: 4)
    let outcome = try test.store.perform(.changeSlots([slot.id], .update(changes)), at: moment(5))
    let changed = try #require(outcome.slots.first)
    #expect(changed.range == range(60, 90))
    #expect(changed.capacity == 4)
    #expect(changed.isLockable)
    #expect(changed.updatedAt == moment(5))
    #expect(changed.createdAt == moment(0))
    #expect(try test.store.slot(slot.id) == changed)
    try test.expectNoChange(.changeSlots([slot.id], .update(changes)), at: moment(6))
  }

  @Test func aSlotMayBeMovedOverItself() throws {
    let slot = try test.slot(60)
    _ = try test.slot(90)
    let changes = SlotChanges(start: moment(70), end: moment(90))
    _ = try test.store.perform(.changeSlots([slot.id], .update(changes)), at: moment(5))
    #expect(try test.store.slot(slot.id).range == range(70, 90))
  }

  @Test func updateRefuses() throws {
    let slot = try test.slot(60, capacity: 2)
    let other = try test.slot(90)
    try test.book(slot.id)
    try test.book(slot.id)
    func refuse(_ code: ErrorCode, _ changes: SlotChanges, _ id: Slot.ID? = nil) throws {
      try test.expectRefusal(code, of: .changeSlots([other.id, id ?? slot.id], .update(changes)))
    }
    try test.expectRefusal(
      .slotNotFound,
      of: .changeSlots([slot.id, Slot.ID()], .update(SlotChanges(capacity: 9)))
    )
    try refuse(.startNotBeforeEnd, SlotChanges(start: moment(200)))
    try refuse(.slotsOverlap, SlotChanges(start: moment(60), end: moment(91)))
    try refuse(.capacityInvalid, SlotChanges(capacity: 0))
    try refuse(.capacityBelowAppointments, SlotChanges(capacity: 1))
  }

  @Test func anUpdateOfWhatSomebodyChangedMeanwhileIsRefusedAndNamesThem() throws {
    let slot = try test.slot(60)
    let ben = try test.session(of: "ben")
    _ = try ben.perform(.changeSlots([slot.id], .update(SlotChanges(capacity: 2))), at: moment(3))
    let operation = Operation.changeSlots(
      [slot.id],
      .update(
        SlotChanges(capacity: 3),
        unchangedSince: slot.updatedAt
      )
    )
    let error = #expect(throws: SlotError.self) {
      try test.store.perform(operation, at: moment(4))
    }
    guard case .changedMeanwhile(let now, let actor, let at)? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(now.capacity == 2)
    #expect(actor == "ben")
    #expect(at == moment(3))
  }

  @Test func updatedAtAlwaysRisesEvenWhenTheClockDoesNot() throws {
    let slot = try test.slot(60)
    var last = slot.updatedAt
    for capacity in 2...5 {
      let outcome = try test.store.perform(
        .changeSlots([slot.id], .update(SlotChanges(capacity: capacity))),
        at: moment(-50)
      )
      #expect(outcome.slots[0].updatedAt > last)
      last = outcome.slots[0].updatedAt
    }
    try test.expectSound()
  }

  // MARK: Enable, disable

  @Test func disableAndEnable() throws {
    let slots = [try test.slot(60), try test.slot(90)]
    let ids = slots.map(\.id)
    let off = try test.store.perform(.changeSlots(ids, .setStatus(.disabled)), at: moment(1))
    #expect(off.slots.allSatisfy { $0.status == .disabled })
    #expect(off.action?.verb == .disableSlots)
    #expect(off.action?.objects == 2)
    try test.expectNoChange(.changeSlots(ids, .setStatus(.disabled)), at: moment(2))
    let on = try test.store.perform(.changeSlots([ids[0]], .setStatus(.active)), at: moment(3))
    #expect(on.slots.map(\.status) == [.active])
    let mixed = try test.store.perform(.changeSlots(ids, .setStatus(.active)), at: moment(4))
    #expect(mixed.action?.objects == 1)
    try test.expectRefusal(
      .slotNotFound,
      of: .changeSlots([ids[0], Slot.ID()], .setStatus(.disabled))
    )
  }

  // MARK: Delete

  @Test func deleteTakesAFreeSlotAway() throws {
    let slot = try test.slot(60)
    let outcome = try test.store.perform(
      .changeSlots([slot.id], .delete(force: false)),
      at: moment(1)
    )
    #expect(outcome.slots == [slot])
    try test.expectRefusal(.slotNotFound, of: .changeSlots([slot.id], .delete(force: true)))
    #expect(throws: SlotError.slotNotFound("\(slot.id)")) { try test.store.slot(slot.id) }
    _ = try test.slot(60)
  }

  @Test(arguments: [false, true])
  func deleteOfASlotWithAppointmentsNeedsForce(isCancelled: Bool) throws {
    let slot = try test.slot(60)
    let free = try test.slot(90)
    let appointment = try test.book(slot.id)
    if isCancelled {
      _ = try test.store.perform(.cancelAppointments([appointment.id]), at: moment(1))
    }
    try test.expectRefusal(
      .stillInUse,
      of: .changeSlots([free.id, slot.id], .delete(force: false))
    )
    let outcome = try test.store.perform(
      .changeSlots([slot.id], .delete(force: true)),
      at: moment(2)
    )
    #expect(outcome.action?.objects == 2)
    #expect(throws: SlotError.self) { try test.store.appointment(appointment.id) }
    try test.expectSound()
  }

  @Test func aSlotNamedTwiceIsActedOnOnce() throws {
    let slot = try test.slot(60)
    let until = moment(50)
    let locked = try test.store.perform(
      .changeSlots([slot.id, slot.id], .lock(until: until, key: "k")),
      at: moment(1)
    )
    #expect(locked.slots.count == 1)
    let deleted = try test.store.perform(
      .changeSlots([slot.id, slot.id], .delete(force: false)),
      at: moment(1)
    )
    #expect(deleted.action?.objects == 1)
  }
}
