/// What must hold of a slot's own values, and between the slots of one block.
enum SlotRules {
  /// No slot begins or ends outside these: the years 1 to 9999.
  static let earliest = Instant(milliseconds: -62_135_596_800_000)
  static let latest = Instant(milliseconds: 253_402_300_800_000)

  static func checkInterval(_ range: TimeRange) throws(SlotError) {
    guard range.start < range.end else { throw .startNotBeforeEnd(range) }
    guard range.start >= earliest, range.end <= latest else {
      throw .badRequest("A slot must lie within the years 1 to 9999.")
    }
  }

  static let largestCapacity = Int(Int32.max)

  static func checkCapacity(_ capacity: Int) throws(SlotError) {
    guard (1...largestCapacity).contains(capacity) else { throw .capacityInvalid("\(capacity)") }
  }

  /// Refuses new ranges of one block that overlap each other or what is there already.
  ///
  /// - Parameters:
  ///   - new: Sorted by start.
  ///   - existing: Sorted by start and free of overlaps among themselves.
  static func checkOverlaps(_ new: [TimeRange], existing: [TimeRange]) throws(SlotError) {
    for (earlier, later) in zip(new, new.dropFirst()) where earlier.overlaps(later) {
      throw .slotsOverlap(later, existing: earlier, isNew: true)
    }
    var index = 0
    for range in new {
      while index < existing.count, existing[index].end <= range.start { index += 1 }
      if index < existing.count, existing[index].overlaps(range) {
        throw .slotsOverlap(range, existing: existing[index], isNew: false)
      }
    }
  }

  /// Refuses values that the slot may not take on.
  static func checkChange(from slot: Slot, to changed: Slot) throws(SlotError) {
    try checkInterval(changed.range)
    try checkCapacity(changed.capacity)
    guard changed.capacity >= slot.activeAppointments else {
      throw .capacityBelowAppointments(slot, capacity: changed.capacity)
    }
  }
}
