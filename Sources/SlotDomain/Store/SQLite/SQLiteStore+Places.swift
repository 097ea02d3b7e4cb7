extension SQLiteStore {
  /// All that is counted stands in the index by start, so that no slot is read.
  public func places(
    of block: BookingBlock.ID,
    on days: [TimeRange],
    at now: Instant
  ) throws(SlotError) -> [PlaceCounts] {
    guard let start = days.first?.start, let end = days.last?.end else { return [] }
    var counts = days.map { _ in PlaceCounts() }
    try connection.read { () throws(SlotError) in
      let stored = try storedBlock(block)
      let bookable = Self.earliestBookable(stored.block, now)
      let rows = try connection.statement(
        """
        SELECT start_at, disabled, capacity, active, locked_until > ?4 FROM slot
        WHERE block = ?1 AND start_at >= ?2 AND start_at < ?3
        ORDER BY start_at
        """
      )
      .bind(1, stored.key).bind(2, start).bind(3, end).bind(4, now)
      defer { rows.reset() }
      var day = 0
      while try rows.step() {
        let start = rows.instant(0)
        // Slots come by their start: days that end before it are done with.
        while days[day].end <= start { day += 1 }
        guard days[day].start <= start else { continue }
        counts[day].count(
          isDisabled: rows.bool(1),
          capacity: rows.int(2),
          active: rows.int(3),
          isLocked: rows.bool(4),
          isOpen: start >= bookable
        )
      }
    }
    return counts
  }
}
