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
    let isTwice = if case .twice = zone.resolve(end) { true } else { false }
    return start(range.start) + "–" + (isOneDay ? "" : "\(end.date.weekday.short) ") + clock(end)
      + (isTwice ? offset(range.end) : "") + mark
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

  /// How long something still lasts: `4 min`, `3 h`, `2 d`. Begun minutes count.
  static func rest(until end: Instant, from now: Instant) -> String {
    let minutes = ((end - now).milliseconds + 59_999) / 60_000
    if minutes < 120 { return "\(minutes) min" }
    return minutes < 2880 ? "\(minutes / 60) h" : "\(minutes / 1440) d"
  }
}

/// The state of a slot in words.
enum StateWords {
  static func text(_ slot: Slot, in block: BookingBlock, at now: Instant) -> String {
    switch slot.state(in: block, at: now) {
    case .past: slot.status == .disabled ? "past, disabled" : "past"
    case .disabled: "disabled"
    case .locked(let lock): "locked \(TimeWords.rest(until: lock.end, from: now))"
    case .draft: "draft"
    case .full: "full"
    case .begun: "has begun"
    case .closed: "closed"
    case .partlyTaken: "partly taken"
    case .available: "available"
    }
  }
}
