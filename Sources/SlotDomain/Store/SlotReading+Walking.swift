extension SlotReading {
  /// Every slot of a block that overlaps a stretch of time, by start, one after the other.
  public func forEachSlot(
    of block: BookingBlock.ID,
    in range: TimeRange,
    _ body: (Slot) -> Void
  ) throws(SlotError) {
    try forEachSlot(ofAny: [block], in: range) { body($0) }
  }

  /// Every slot of some blocks that overlaps a stretch of time, by start: only those of some days are
  /// in memory at once, of some weeks where there are few.
  public func forEachSlot(
    ofAny blocks: [BookingBlock.ID],
    in range: TimeRange,
    _ body: (Slot) throws(SlotError) -> Void
  ) throws(SlotError) {
    var length = Span.hours(24)
    var part = TimeRange(start: range.start, end: min(range.start + length, range.end))
    while part.start < range.end {
      let found = try slots(ofAny: blocks, in: part, withEarlier: part.start == range.start)
      for slot in found { try body(slot) }
      var next = part.end
      if found.isEmpty {
        guard let start = try firstStart(ofAny: blocks, from: part.end) else { return }
        (next, length) = (start, .hours(24))
      } else if found.count < 1000 {
        length = min(Span(milliseconds: length.milliseconds * 2), .hours(28 * 24))
      } else if found.count > 4000 {
        length = max(Span(milliseconds: length.milliseconds / 2), .minutes(1))
      }
      part = TimeRange(start: next, end: min(next + length, range.end))
    }
  }

  /// - `withEarlier`: Also what reaches in from before.
  private func slots(
    ofAny blocks: [BookingBlock.ID],
    in part: TimeRange,
    withEarlier: Bool
  ) throws(SlotError) -> [Slot] {
    var found: [Slot] = []
    for block in blocks {
      found += try slots(of: block, in: part).filter {
        withEarlier || $0.range.start >= part.start
      }
    }
    guard blocks.count > 1 else { return found }
    return found.sorted { ($0.range.start, $0.id) < ($1.range.start, $1.id) }
  }

  private func firstStart(
    ofAny blocks: [BookingBlock.ID],
    from instant: Instant
  ) throws(SlotError) -> Instant? {
    var first: Instant?
    let last = instant - Span(milliseconds: 1)
    for block in blocks {
      guard let slot = try slot(.after, last, in: block) else { continue }
      first = min(first ?? slot.range.start, slot.range.start)
    }
    return first
  }
}

extension SlotReading {
  /// Every slot of some blocks that fits a description, by start; available means at `now`.
  public func forEachSlot(
    fitting selection: SlotSelection,
    ofAny blocks: [BookingBlock],
    at now: Instant,
    _ body: (Slot) throws(SlotError) -> Void
  ) throws(SlotError) {
    let query = selection.query
    let range = TimeRange(
      start: query.from ?? TimeRange.all.start,
      end: query.until ?? TimeRange.all.end
    )
    let known = Dictionary(blocks.map { ($0.id, (block: $0, zone: $0.zone)) }) { first, _ in first }
    try forEachSlot(ofAny: blocks.map(\.id), in: range) { (slot) throws(SlotError) in
      guard let (block, zone) = known[slot.blockID],
        (query.status ?? slot.status) == slot.status,
        query.isAvailable.map({ $0 == slot.isAvailable(in: block, at: now) }) ?? true,
        try selection.fitsClock(slot, in: zone)
      else { return }
      try body(slot)
    }
  }
}
