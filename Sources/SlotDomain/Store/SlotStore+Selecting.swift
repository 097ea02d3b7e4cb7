extension SlotStore {
  /// How many slots fit, and are left out because they have ended.
  func countEnded(in choice: SlotChoice, at now: Instant) throws(SlotError) -> Int {
    guard case .selection(var selection) = choice, selection.leavesOutEnded else { return 0 }
    guard selection.needsClock else {
      var query = selection.query
      query.limit = 1
      let all = try slots(matching: query, at: now).total
      query.from = now
      return all - (try slots(matching: query, at: now).total)
    }
    selection.query.until = min(selection.query.until ?? now, now)
    var count = 0
    try forEachSlot(fitting: selection, at: now) { if $0.range.end <= now { count += 1 } }
    return count
  }

  /// Hands over what fits a description, by start and as of one moment.
  public func forEachSlot(
    fitting selection: SlotSelection,
    at now: Instant,
    _ body: (Slot) throws(SlotError) -> Void
  ) throws(SlotError) {
    guard selection.needsClock else {
      return try forEachSlot(matching: selection.query, at: now, body)
    }
    try inOneMoment { () throws(SlotError) in
      let zones = Dictionary(try blocks().map { ($0.id, $0.zone) }) { first, _ in first }
      try forEachSlot(matching: selection.query, at: now) { (slot) throws(SlotError) in
        guard let zone = zones[slot.blockID] else { return }
        if try selection.fitsClock(slot, in: zone) { try body(slot) }
      }
    }
  }
}
