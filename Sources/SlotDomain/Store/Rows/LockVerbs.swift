/// What is done to the locks of slots.
struct LockVerbs {
  let work: Work

  private func tell(_ slot: Slot) { work.outcome.slots.append(slot) }

  func lock(_ ids: [Slot.ID], until end: Instant, key: String) throws(SlotError) {
    try BookingRules.checkKey(key)
    for id in ids { tell(try lock(try work.slot(id), until: end, key: key)) }
  }

  func lock(_ stored: StoredSlot, until end: Instant, key: String) throws(SlotError) -> Slot {
    try BookingRules.checkLock(stored.slot, until: end, now: work.now)
    let number = try work.keep(key, ofLockUntil: end, on: stored)
    var changed = stored.slot
    changed.storedLock = Slot.Lock(end: end, owner: work.actor, number: number)
    return try work.save(changed, over: stored)
  }

  func unlock(_ ids: [Slot.ID], key: String?) throws(SlotError) {
    for id in ids { tell(try unlock(try work.slot(id), key: key)) }
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
