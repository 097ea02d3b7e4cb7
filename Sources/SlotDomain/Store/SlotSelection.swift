/// Slots by description instead of by id. Everything given must hold.
public struct SlotSelection: Hashable, Sendable {
  /// What the store knows by itself.
  public var query = SlotQuery()
  /// Days of the week on which a slot starts; none: on any.
  public var weekdays: Set<Weekday> = []
  /// Hours in which a slot starts; none: in any. After midnight a window still belongs to the day on
  /// which it started, also for `weekdays`.
  public var windows: [ClockWindow] = []
  /// Only slots that have not ended yet, by the moment at which they are looked for.
  public var leavesOutEnded = false

  public init() {}

  /// The same with the moment in place of what depends on it.
  func narrowed(at now: Instant) -> SlotSelection {
    guard leavesOutEnded else { return self }
    var selection = self
    selection.query.from = max(query.from ?? now, now)
    return selection
  }

  /// Whether a clock on the wall has to be looked at, which no query does.
  public var needsClock: Bool { !weekdays.isEmpty || !windows.isEmpty }

  /// Whether a slot that fits the query fits the days and hours too.
  ///
  /// - `zone`: That of the slot's block.
  /// - Throws: E022 when that is lost, and its clock has to be looked at.
  public func fitsClock(_ slot: Slot, in zone: Zone) throws(SlotError) -> Bool {
    guard needsClock else { return true }
    try SlotError.aboutTime(zone.mustBeKnown)
    let start = zone.local(slot.range.start)
    let days = windows.isEmpty ? [start.date] : windows.compactMap { $0.day(of: start) }
    return days.contains { weekdays.isEmpty || weekdays.contains($0.weekday) }
  }
}

/// Which slots a change is about.
public enum SlotChoice: Hashable, Sendable {
  /// These, in this order.
  case ids([Slot.ID])
  /// Those that fit, by start.
  case selection(SlotSelection)
}
