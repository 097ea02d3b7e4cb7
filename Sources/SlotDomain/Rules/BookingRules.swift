/// Who may lock, open and book a slot, and when.
enum BookingRules {
  static func checkKey(_ key: String) throws(SlotError) {
    guard !key.isEmpty, key.unicodeScalars.count <= 200 else {
      throw .badRequest("A lock key has 1 to 200 characters.")
    }
  }

  static func checkLock(_ slot: Slot, until end: Instant, now: Instant) throws(SlotError) {
    guard slot.isLockable else { throw .notLockable(slot) }
    guard slot.lock(at: now) == nil else { throw .alreadyLocked(slot) }
    guard end > now else { throw .badRequest("A lock must end in the future. Choose a later end.") }
  }

  /// Refuses a booking for the first reason that stands against it. The order is part of the contract:
  /// scripts test the code.
  ///
  /// - `places`: How many more places are wanted; 0 for a cancelled appointment that moves.
  /// - `hasKey`: Whether the caller brought the key of the slot's lock.
  /// - `isLate`: Whether it does not matter that booking has closed.
  static func checkBooking(
    _ slot: Slot,
    in block: BookingBlock,
    places: Int = 1,
    hasKey: Bool,
    isLate: Bool = false,
    now: Instant
  ) throws(SlotError) {
    for obstacle in slot.obstacles(in: block, at: now) {
      switch obstacle {
      case .blockIsDraft: throw .blockNotPublished(block)
      case .disabled: throw .slotDisabled(slot)
      case .locked: if !hasKey { throw .slotLocked(slot) }
      case .full: if places > 0 { throw .notEnoughCapacity(slot) }
      case .closed(let since): if !isLate { throw .bookingClosed(slot, since: since) }
      }
    }
  }
}
