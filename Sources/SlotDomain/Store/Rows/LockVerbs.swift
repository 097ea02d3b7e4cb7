/// What is done to the locks of slots.
struct LockVerbs {
  let work: Work

  func lock(_ stored: StoredSlot, until end: Instant, key: String) throws(SlotError) -> Slot {
    try BookingRules.checkLock(stored.slot, until: end, now: work.now)
    let number = try work.keep(key, ofLockUntil: end, on: stored)
    var changed = stored.slot
    changed.storedLock = Slot.Lock(end: end, owner: work.actor, number: number)
    return try work.save(changed, over: stored)
  }

  /// - `key`: Nil: by force.
  func unlock(_ stored: StoredSlot, key: String?) throws(SlotError) -> Slot {
    guard stored.slot.lock(at: work.now) != nil else { return stored.slot }
    if let key, try !work.opens(key, stored) { throw .lockKeyWrong(stored.slot) }
    return try removeLock(of: stored)
  }

  func releaseOwn(of id: Slot.ID) throws(SlotError) {
    let stored = try work.slot(id)
    if stored.slot.lock(at: work.now)?.owner == work.actor { try removeLock(of: stored) }
  }

  @discardableResult
  func removeLock(of stored: StoredSlot) throws(SlotError) -> Slot {
    var changed = stored.slot
    changed.storedLock = nil
    return try work.save(changed, over: stored)
  }
}
