extension SlotReading {
  /// Every slot of a block that overlaps a stretch of time, by start, one after the other: only those
  /// of some weeks are in memory at once.
  public func forEachSlot(
    of block: BookingBlock.ID,
    in range: TimeRange,
    _ body: (Slot) -> Void
  ) throws(SlotError) {
    var part = TimeRange(start: range.start, end: range.start)
    while part.end < range.end {
      part.end = min(part.start + .hours(28 * 24), range.end)
      // What reaches in from before was seen with the part before, if there was one.
      for slot in try slots(of: block, in: part)
      where slot.range.start >= part.start || part.start == range.start {
        body(slot)
      }
      let last = part.end - Span(milliseconds: 1)
      guard let next = try slot(.after, last, in: block) else { return }
      part = TimeRange(start: next.range.start, end: part.end)
    }
  }
}
