import SlotDomain

extension Sheet {
  /// What a slot created at the cursor is to be like: as long as its neighbour, as far as there is room.
  ///
  /// - `times`: The clock that the start is written by, which need not be the one that is shown.
  func proposal(
    settings: ScreenSettings,
    times: TimeFormat
  ) -> (start: String, minutes: Int, capacity: Int) {
    // Also of a slot that is there, but left out of what is shown.
    let end = segmentAtCursor.map { slots[$0.slot].range.end }
    guard var start = end ?? focusedInstant else {
      let wall = layout.axis.wallTime(at: cursor.position).wall
      let missing = LocalTime(date: cursor.date, millisecondOfDay: wall)
      let start =
        times.zone == zone ? times.field(missing) : times.field(zone.resolve(missing).first)
      return (start, settings.slotMinutes, settings.slotCapacity)
    }
    var next = slots.partitioningIndex { $0.range.start >= start }
    // Behind a slot that others follow without a break, the next free moment.
    while next < slots.count, slots[next].range.start == start {
      start = slots[next].range.end
      next += 1
    }
    let neighbour = next > 0 ? slots[next - 1] : slots.first
    var minutes = neighbour?.range.length.minutes ?? settings.slotMinutes
    if next < slots.count {
      let room = (slots[next].range.start - start).minutes
      if room > 0 { minutes = min(minutes, room) }
    }
    return (times.field(start), max(1, minutes), neighbour?.capacity ?? settings.slotCapacity)
  }
}
