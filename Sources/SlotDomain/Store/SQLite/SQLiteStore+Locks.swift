extension SQLiteStore {
  func lockSlots(
    _ ids: [Slot.ID],
    until end: Instant,
    key: String,
    _ work: JournalWork
  ) throws(SlotError) {
    try BookingRules.checkKey(key)
    for id in ids {
      let stored = try storedSlot(id)
      try BookingRules.checkLock(stored.slot, until: end, now: work.now)
      let number = try keep(key, ofLockUntil: end, slot: stored.key, now: work.now)
      var changed = stored.slot
      changed.storedLock = Slot.Lock(end: end, owner: work.actor, number: number)
      work.outcome.slots.append(try save(changed, over: stored, work))
    }
  }

  /// Keeps a lock's key, under the number that is returned, and forgets those of the slot's locks
  /// that are over. The key goes nowhere else.
  private func keep(
    _ key: String,
    ofLockUntil end: Instant,
    slot: Int64,
    now: Instant
  ) throws(SlotError) -> Int64 {
    try connection.statement("DELETE FROM lock_key WHERE slot = ? AND locked_until <= ?")
      .bind(1, slot).bind(2, now).run()
    try connection.statement(
      "INSERT INTO lock_key (slot, locked_until, secret) VALUES (?, ?, ?)"
    )
    .bind(1, slot).bind(2, end).bind(3, key).run()
    return connection.lastInsertedKey
  }

  func unlockSlots(_ ids: [Slot.ID], key: String?, _ work: JournalWork) throws(SlotError) {
    for id in ids {
      let stored = try storedSlot(id)
      guard stored.slot.lock(at: work.now) != nil else {
        work.outcome.slots.append(stored.slot)
        continue
      }
      if let key, try !opens(key, stored, at: work.now) { throw .lockKeyWrong(stored.slot) }
      work.outcome.slots.append(try removeLock(of: stored, work))
    }
  }

  func releaseOwnLock(of id: Slot.ID, _ work: JournalWork) throws(SlotError) {
    let stored = try storedSlot(id)
    guard stored.slot.lock(at: work.now)?.owner == work.actor else { return }
    try removeLock(of: stored, work)
  }

  public func opens(
    _ key: String,
    lockOf id: Slot.ID,
    at now: Instant
  ) throws(SlotError) -> Bool {
    try opens(key, try storedSlot(id), at: now)
  }

  /// Whether a key is that of the slot's present lock.
  func opens(
    _ key: String,
    _ stored: StoredSlot,
    at now: Instant
  ) throws(SlotError) -> Bool {
    guard let lock = stored.slot.lock(at: now) else { return false }
    let secret = try connection.statement(
      "SELECT secret FROM lock_key WHERE number = ? AND slot = ? AND locked_until = ?"
    )
    .bind(1, lock.number).bind(2, stored.key).bind(3, lock.end).first { $0.text(0) }
    // Byte by byte: to Swift, texts that only look the same are equal.
    return secret.map { $0.utf8.elementsEqual(key.utf8) } ?? false
  }

  @discardableResult
  func removeLock(of stored: StoredSlot, _ work: JournalWork) throws(SlotError) -> Slot {
    var changed = stored.slot
    changed.storedLock = nil
    return try save(changed, over: stored, work)
  }
}
