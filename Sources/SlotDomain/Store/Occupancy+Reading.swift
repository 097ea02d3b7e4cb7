extension SlotReading {
  /// How much is taken of the slots of some blocks that start within a stretch of time, each on the
  /// clock of its own block. One that only reaches into it counts where it starts, so that periods
  /// which follow each other add up.
  public func occupancy(
    of blocks: [BookingBlock],
    in range: TimeRange,
    at now: Instant
  ) throws(SlotError) -> Occupancy {
    var occupancy = Occupancy()
    for block in blocks {
      let zone = block.zone
      try forEachSlot(of: block.id, in: range) { slot in
        if slot.range.start >= range.start { occupancy.add(slot, in: zone, at: now) }
      }
    }
    return occupancy
  }
}
