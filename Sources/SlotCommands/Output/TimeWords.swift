import SlotDomain

/// Times as tables and sheets show them, on the clock of one block.
struct TimeWords {
  let zone: Zone

  /// `Mon 2026-11-23 09:00`; `… 09:00 UTC` in place of a lost zone's clock.
  func moment(_ instant: Instant) -> String { start(instant) + mark }

  /// `Mon 2026-11-23 09:00–09:20`, or `Mon 2026-11-23 22:00–Tue 02:00` over midnight. An end that the
  /// clock shows twice has its offset; that of the start stands beside it.
  func range(_ range: TimeRange) -> String {
    let end = zone.local(range.end)
    let isOneDay = zone.date(range.start) == end.date
    return start(range.start) + "–" + (isOneDay ? "" : "\(end.date.weekday.short) ") + clock(end)
      + (isTwice(range.end) ? offset(range.end) : "") + mark
  }

  /// Whether the clock shows this time once more.
  func isTwice(_ instant: Instant) -> Bool {
    zone.showsTwice(zone.local(instant))
  }

  private var mark: String { zone.isLost ? " UTC" : "" }

  private func start(_ instant: Instant) -> String {
    let local = zone.local(instant)
    return "\(local.date.weekday.short) \(local.date) \(clock(local))"
  }

  /// `+01:00`
  func offset(_ instant: Instant) -> String { TimeText.offset(zone.offset(at: instant)) }

  private func clock(_ time: LocalTime) -> String {
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return "\(two(time.hour)):\(two(time.minute))"
      + (time.second == 0 ? "" : ":\(two(time.second))")
  }
}
