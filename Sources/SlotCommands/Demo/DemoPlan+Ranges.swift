import SlotDomain

extension DemoPlan {
  /// When the slots are; none overlaps another.
  func ranges(in zone: Zone, now: Instant) -> [TimeRange] {
    let monday = firstMonday(in: zone, now: now)
    let change = hasClockChange ? zone.nextTransition(after: now)?.instant : nil
    var mondays = demand.keys.sorted().map { monday.adding(days: 7 * $0) }
    if let change {
      let week = zone.date(change).startOfWeek()
      if !mondays.contains(week) { mondays.append(week) }
    }
    var ranges = mondays.flatMap { week($0, in: zone) }
    for night in change.map(night) ?? [] where !ranges.contains(where: night.overlaps) {
      ranges.append(night)
    }
    return ranges
  }

  /// That of the present week, or at the weekend of the next one: whoever looks around then shall see a
  /// week that is still to come.
  func firstMonday(in zone: Zone, now: Instant) -> CivilDate {
    zone.date(now).adding(days: 2).startOfWeek()
  }

  /// Which share of the slots is asked for that begin at this moment.
  func demand(at start: Instant, in zone: Zone, now: Instant) -> Double {
    let days = zone.date(start).dayNumber - firstMonday(in: zone, now: now).dayNumber
    return demand[Int((Double(days) / 7).rounded(.down))] ?? 0
  }

  /// The afternoon that is closed: the first such one that begins after tomorrow.
  func closedTime(in zone: Zone, now: Instant) -> TimeRange? {
    guard let closedAfternoon else { return nil }
    let earliest = zone.date(now).adding(days: 2)
    let wait = (closedAfternoon.rawValue - earliest.weekday.rawValue + 7) % 7
    let date = earliest.adding(days: wait)
    let noon = LocalTime(date: date, hour: 12)
    guard case .one(let start) = zone.resolve(noon) else { return nil }
    return TimeRange(start: start, end: zone.day(date).end)
  }

  private func week(_ monday: CivilDate, in zone: Zone) -> [TimeRange] {
    (0..<7).map { monday.adding(days: $0) }.filter { days.contains($0.weekday) }.flatMap { date in
      windows.flatMap { window in
        stride(from: window.lowerBound, through: window.upperBound - minutes, by: minutes)
          .compactMap { range(date, minute: $0, in: zone) }
      }
    }
  }

  /// Nil for a time that the clock does not show on that day.
  private func range(_ date: CivilDate, minute: Int, in zone: Zone) -> TimeRange? {
    let local = LocalTime(date: date, hour: minute / 60, minute: minute % 60)
    switch zone.resolve(local) {
    case .one(let start), .twice(let start, _):
      return TimeRange(start: start, end: start + .minutes(minutes))
    case .gap:
      return nil
    }
  }

  /// Three hours before the clock changes and three after, an hour each as time elapses.
  private func night(_ change: Instant) -> [TimeRange] {
    (-3..<3).map { TimeRange(start: change + .hours($0), end: change + .hours($0 + 1)) }
  }
}
