/// The next slot, as it was.
extension SQLitePast {
  func slot(
    _ direction: SearchDirection,
    _ instant: Instant,
    in block: BookingBlock.ID
  ) throws(SlotError) -> Slot? {
    try nearest(direction, instant, in: block, number: 1) { _ in true }
  }

  func slot(
    _ direction: SearchDirection,
    _ instant: Instant,
    in block: BookingBlock.ID,
    where condition: SlotCondition,
    at now: Instant
  ) throws(SlotError) -> Slot? {
    guard let stored = try storedBlock(block) else { return nil }
    return try nearest(direction, instant, in: block, number: 1) {
      condition.holds(for: $0, in: stored.block, at: now)
    }
  }

  func availableSlot(
    _ direction: SearchDirection,
    _ instant: Instant,
    in block: BookingBlock.ID,
    number: Int,
    at now: Instant
  ) throws(SlotError) -> Slot? {
    guard let stored = try storedBlock(block) else { return nil }
    return try nearest(direction, instant, in: block, number: number) {
      $0.isAvailable(in: stored.block, at: now)
    }
  }

  /// In stretches that grow, since most often the neighbour is near.
  private func nearest(
    _ direction: SearchDirection,
    _ instant: Instant,
    in block: BookingBlock.ID,
    number: Int,
    where isWanted: (Slot) -> Bool
  ) throws(SlotError) -> Slot? {
    guard direction == .before else {
      return try next(after: instant, in: block, number: number, where: isWanted)
    }
    var found: [Slot] = []
    for weeks in [1, 8, 64, nil] {
      let start = weeks.map { instant - Span.hours($0 * 7 * 24) } ?? TimeRange.all.start
      found = try slots(of: block, in: TimeRange(start: min(start, instant), end: instant))
        .filter { $0.range.start < instant && isWanted($0) }.reversed()
      if found.count >= number { return found[number - 1] }
    }
    return found.last
  }

  /// Years without a slot are jumped over.
  private func next(
    after instant: Instant,
    in block: BookingBlock.ID,
    number: Int,
    where isWanted: (Slot) -> Bool
  ) throws(SlotError) -> Slot? {
    guard let stored = try storedBlock(block) else { return nil }
    var found: [Slot] = []
    var (last, weeks) = (instant, 1)
    while let start = try possibleStart(after: last, in: stored) {
      let end = start + Span.hours(weeks * 7 * 24)
      found += try slots(of: block, in: TimeRange(start: start, end: end))
        .filter { $0.range.start >= start && isWanted($0) }
      if found.count >= number { return found[number - 1] }
      last = end - Span(milliseconds: 1)
      weeks = min(weeks * 8, 64)
    }
    return found.last
  }
}

/// What was offered on some days.
extension SQLitePast {
  func places(
    of block: BookingBlock.ID,
    on days: [TimeRange],
    at now: Instant
  ) throws(SlotError) -> [PlaceCounts] {
    guard let start = days.first?.start, let end = days.last?.end else { return [] }
    guard let stored = try storedBlock(block) else { throw .blockNotFound("\(block)") }
    let bookable = SQLiteStore.earliestBookable(stored.block, now)
    var counts = days.map { _ in PlaceCounts() }
    for slot in try slots(of: block, in: TimeRange(start: start, end: end)) {
      guard let day = days.firstIndex(where: { $0.contains(slot.range.start) }) else { continue }
      counts[day].count(
        isDisabled: slot.status == .disabled,
        capacity: slot.capacity,
        active: slot.activeAppointments,
        isLocked: slot.lock(at: now) != nil,
        isOpen: slot.range.start >= bookable
      )
    }
    return counts
  }
}
