import SlotDomain
import Testing

@Suite(.onBothEngines) struct LockTests {
  let test: TestStore

  init() throws { test = try TestStore() }

  private func lock(_ slot: Slot, until end: Int = 30, key: String = "sesame") throws -> Slot {
    let operation = Operation.changeSlots([slot.id], .lock(until: moment(end), key: key))
    return try #require(try test.store.perform(operation, at: moment(1)).slots.first)
  }

  @Test func aLockHoldsUntilItsEndAndIsOverByItself() throws {
    let slot = try lock(try test.slot(60))
    #expect(slot.lock(at: moment(2)) == Slot.Lock(end: moment(30), owner: "ana", of: slot))
    #expect(slot.lock(at: moment(30)) == nil)
    #expect(try test.store.slot(slot.id) == slot)
    try test.book(slot.id, at: moment(30))
  }

  @Test func lockRefuses() throws {
    let slot = try test.slot(60)
    let fixed = try test.slot(90, isLockable: false)
    let end = moment(30)
    try test.expectRefusal(
      .slotNotFound,
      of: .changeSlots([slot.id, Slot.ID()], .lock(until: end, key: "k"))
    )
    try test.expectRefusal(
      .notLockable,
      of: .changeSlots([slot.id, fixed.id], .lock(until: end, key: "k"))
    )
    try test.expectRefusal(
      .badRequest,
      of: .changeSlots([slot.id], .lock(until: moment(0), key: "k"))
    )
    try test.expectRefusal(.badRequest, of: .changeSlots([slot.id], .lock(until: end, key: "")))
    _ = try lock(slot)
    try test.expectRefusal(
      .alreadyLocked,
      of: .changeSlots([slot.id], .lock(until: moment(90), key: "k")),
      at: moment(29)
    )
    // Of several reasons, the first in the order of the contract.
    try test.expectRefusal(
      .notLockable,
      of: .changeSlots([fixed.id], .lock(until: moment(0), key: "k"))
    )
    try test.expectRefusal(
      .alreadyLocked,
      of: .changeSlots([slot.id], .lock(until: moment(0), key: "k")),
      at: moment(2)
    )
  }

  @Test func aLockThatIsOverGivesWayToANewOne() throws {
    let slot = try lock(try test.slot(60))
    let operation = Operation.changeSlots([slot.id], .lock(until: moment(50), key: "other"))
    _ = try test.store.perform(operation, at: moment(30))
    try test.expectRefusal(
      .lockKeyWrong,
      of: .changeSlots([slot.id], .unlock(key: "sesame")),
      at: moment(31)
    )
    _ = try test.store.perform(.changeSlots([slot.id], .unlock(key: "other")), at: moment(31))
    try test.expectSound()
  }

  @Test func unlockNeedsTheKeyOrForce() throws {
    let slots = [try lock(try test.slot(60), key: "a"), try lock(try test.slot(90), key: "a")]
    let ids = slots.map(\.id)
    for key in ["b", "", "A", "a "] {
      try test.expectRefusal(.lockKeyWrong, of: .changeSlots(ids, .unlock(key: key)), at: moment(2))
    }
    try test.expectRefusal(.slotNotFound, of: .changeSlots([Slot.ID()], .unlock(key: nil)))
    let opened = try test.store.perform(.changeSlots([ids[0]], .unlock(key: "a")), at: moment(2))
    #expect(opened.slots[0].storedLock == nil)
    _ = try test.store.perform(.changeSlots(ids, .unlock(key: nil)), at: moment(3))
    #expect(try test.store.slot(ids[1]).storedLock == nil)
  }

  @Test func unlockOfWhatIsNotLockedChangesNothing() throws {
    let slot = try test.slot(60)
    try test.expectNoChange(.changeSlots([slot.id], .unlock(key: "whatever")))
    _ = try lock(slot)
    try test.expectNoChange(.changeSlots([slot.id], .unlock(key: "whatever")), at: moment(30))
  }

  @Test func bookingWithTheKeyConsumesTheLock() throws {
    let slot = try lock(try test.slot(60, capacity: 2))
    let other = AppointmentDraft(slotID: slot.id)
    try test.expectRefusal(.slotLocked, of: .createAppointments([other]), at: moment(2))
    let wrong = AppointmentDraft(slotID: slot.id, lockKey: "wrong")
    try test.expectRefusal(.slotLocked, of: .createAppointments([wrong]), at: moment(2))
    try test.book(slot.id, key: "sesame", at: moment(2))
    #expect(try test.store.slot(slot.id).storedLock == nil)
    try test.book(slot.id, at: moment(3))
    try test.expectSound()
  }

  @Test func twoLocksOfOneSlotCanEndAtTheSameTimeAndEachKeepsItsKey() throws {
    let slot = try lock(try test.slot(60), key: "first")
    _ = try test.store.perform(.changeSlots([slot.id], .unlock(key: "first")), at: moment(2))
    _ = try lock(slot, key: "second")
    try test.expectRefusal(
      .lockKeyWrong,
      of: .changeSlots([slot.id], .unlock(key: "first")),
      at: moment(2)
    )
    _ = try test.store.undo(nil, force: false, at: moment(3))
    _ = try test.store.undo(nil, force: false, at: moment(4))
    try test.expectRefusal(
      .lockKeyWrong,
      of: .changeSlots([slot.id], .unlock(key: "second")),
      at: moment(5)
    )
    _ = try test.store.perform(.changeSlots([slot.id], .unlock(key: "first")), at: moment(5))
  }

  @Test func theKeyIsNowhereButInItsOwnTable() throws {
    let secret = "open-the-pod-bay-doors"
    let slot = try lock(try test.slot(60), key: secret)
    _ = try test.store.perform(.changeSlots([slot.id], .unlock(key: secret)), at: moment(2))
    let undone = try test.store.undo(nil, force: false, at: moment(3))
    let rows = try test.dump().filter { $0.contains(secret) }
    #expect(rows.allSatisfy { $0.hasPrefix("lock_key: ") })
    #expect(rows.count == 1)
    var texts = ["\(undone)", "\(try test.store.slot(slot.id))"]
    texts += try test.store.entries(after: 0, limit: 100).entries.map { "\($0)" }
    var query = HistoryQuery()
    query.slot = slot.id
    let history = try test.store.history(matching: query)
    #expect(history.count == 4)
    texts += history.map { "\($0)" }
    #expect(!texts.joined().contains(secret))
    for change in history.flatMap(\.changes) {
      for name in (change.before ?? [:]).keys.map({ $0 }) + (change.after ?? [:]).keys.map({ $0 }) {
        #expect(name != "lock")
      }
    }
  }

  /// The lock that one had when the form was opened can have ended, and a colleague's be there.
  @Test func onlyOnesOwnLockIsReleased() throws {
    let slot = try test.slot(60)
    let ben = try test.session(of: "ben")
    let booking = SlotDomain.Operation.batch(
      .createAppointments,
      [.releaseOwnLock(slot.id), .createAppointments([AppointmentDraft(slotID: slot.id)])]
    )
    _ = try ben.perform(.changeSlots([slot.id], .lock(until: moment(30), key: "b")), at: moment(0))
    try test.expectRefusal(.slotLocked, of: booking, at: moment(1))
    _ = try ben.perform(booking, at: moment(2))
    #expect(try test.store.slot(slot.id).storedLock == nil)
    try test.expectNoChange(.releaseOwnLock(slot.id), at: moment(3))
    try test.expectRefusal(.slotNotFound, of: .releaseOwnLock(Slot.ID()))
  }
}

extension Slot.Lock {
  /// Equal to the lock that a slot has, in what can be seen of it.
  fileprivate init?(end: Instant, owner: String, of slot: Slot) {
    guard let lock = slot.storedLock, lock.end == end, lock.owner == owner else { return nil }
    self = lock
  }
}
