extension PlaceCounts {
  /// What rows that come by their start amount to on some days, which are in order too.
  static func counted(
    _ rows: [PlaceRow],
    of block: BookingBlock,
    on days: [TimeRange],
    at now: Instant
  ) -> [PlaceCounts] {
    var counts = days.map { _ in PlaceCounts() }
    let bookable = block.earliestBookable(at: now)
    var day = 0
    for row in rows {
      // Days that end before it are done with.
      while days[day].end <= row.start { day += 1 }
      guard days[day].start <= row.start else { continue }
      counts[day].count(
        isDisabled: row.isDisabled,
        capacity: row.capacity,
        active: row.active,
        isLocked: row.lockedUntil.map { $0 > now } ?? false,
        isOpen: row.start >= bookable
      )
    }
    return counts
  }
}
