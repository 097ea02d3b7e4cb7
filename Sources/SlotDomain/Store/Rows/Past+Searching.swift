/// The next slot, as it was.
extension Past {
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
    guard number > 0 else { return nil }
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
extension Past {
  func places(
    of block: BookingBlock.ID,
    on days: [TimeRange],
    at now: Instant
  ) throws(SlotError) -> [PlaceCounts] {
    guard let start = days.first?.start, let end = days.last?.end else { return [] }
    guard let stored = try storedBlock(block) else { throw .blockNotFound("\(block)") }
    let bookable = stored.block.earliestBookable(at: now)
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

/// What a screen shows of it.
extension Past {
  func period(
    _ question: PeriodQuestion,
    at now: Instant,
    range: (BookingBlock?, Slot?) throws(SlotError) -> TimeRange?
  ) throws(SlotError) -> Period {
    try rows.inOneMoment { () throws(SlotError) in
      let blocks = try storedBlocks()
      let stored = blocks.first { $0.block.id == question.block } ?? blocks.first
      let slot = try slot(question.target, in: stored?.block.id, at: now)
      var period = Period(
        position: try position(),
        blocks: blocks.map(\.block),
        block: stored?.block,
        slot: slot
      )
      if let wanted = try range(stored?.block, slot), let stored {
        period.slots = try slots(of: stored, in: wanted)
        if question.withGuests { period.guests = try guests(of: stored, in: wanted) }
      }
      return period
    }
  }

  private func slot(
    _ target: PeriodQuestion.Target,
    in block: BookingBlock.ID?,
    at now: Instant
  ) throws(SlotError) -> Slot? {
    if case .slot(let id) = target { return try slot(id) }
    guard let block else { return nil }
    switch target {
    case .time, .slot:
      return nil
    case .now:
      if let present = try slots(of: block, in: TimeRange(at: now)).first { return present }
      return try slot(.after, now, in: block)
    case .neighbour(let direction, let moment, let condition, let count):
      guard let stored = try storedBlock(block) else { return nil }
      return try nearest(direction, moment, in: block, number: count) {
        condition?.holds(for: $0, in: stored.block, at: now) ?? true
      }
    }
  }
}
