import SlotDomain

/// How the screen writes times, all in one zone.
struct TimeFormat: Hashable, Sendable {
  let zone: Zone
  var style = TimeStyle()

  /// `09:00`; with its offset when the clock shows this time twice on that day.
  func clock(_ instant: Instant) -> String { style.clock(instant, in: zone) }

  /// ` EST`, to stand behind a time; empty of a lost zone, and of an hour that comes twice, whose times say
  /// so themselves.
  func clockName(at instant: Instant) -> String {
    zone.isLost || zone.showsTwice(zone.local(instant))
      ? "" : " \(zone.abbreviation(at: instant))"
  }

  /// `09:00–09:30`, both on one day; of a morning, `am` is said once.
  func clocks(_ range: TimeRange) -> String {
    let (start, first) = (clock(range.start), zone.date(range.start))
    let isToMidnight = zone.date(range.end) != first && range.end == zone.day(first).end
    return isToMidnight ? "\(start)–\(style.endOfDay)" : style.clocks(start, clock(range.end))
  }

  /// Midnight is the end of a day, too.
  func isOfOneDay(_ range: TimeRange) -> Bool {
    let first = zone.date(range.start)
    return zone.date(range.end) == first || range.end == zone.day(first).end
  }

  /// `11:15`; with its day where that is another one than of `now`: `Mon 9 Mar 11:15`.
  func until(_ end: Instant, now: Instant) -> String {
    zone.date(end) == zone.date(now) ? clock(end) : "\(day(end, now: now)) \(clock(end))"
  }

  /// What the clock on the wall shows now: no seconds.
  func minute(_ instant: Instant) -> String {
    clock(instant.startOfMinute)
  }

  /// Days that have their words, from the first to the last: `Mon 23 Nov – Fri 27 Nov`, or the one that
  /// both are. Empty where there is none.
  static func span(_ days: [String]) -> String {
    guard let first = days.first, let last = days.last else { return "" }
    return first == last ? first : "\(first) – \(last)"
  }

  /// `Wed 5 Mar`, with the year when it is not that of `now`, unless it is near: in December everybody
  /// knows which January is meant.
  func day(_ instant: Instant, now: Instant? = nil) -> String {
    let date = zone.date(instant)
    let isFar = now.map { now in
      let today = zone.date(now)
      return today.year != date.year && abs(date.dayNumber - today.dayNumber) > Self.daysThatAreNear
    }
    return style.day(date) + (isFar == true ? " \(date.year)" : "")
  }

  private static let daysThatAreNear = 120

  /// `Wed 5 Mar 09:10`.
  func moment(_ instant: Instant, now: Instant? = nil) -> String {
    "\(day(instant, now: now)) \(minute(instant))\(mark)"
  }

  /// `Tue 09:00` of the days to come, later ones with their date.
  func soon(_ instant: Instant, now: Instant) -> String {
    let date = zone.date(instant)
    let isSoon = (0..<7).contains(date.dayNumber - zone.date(now).dayNumber)
    return "\(isSoon ? date.weekday.short : day(instant, now: now)) \(clock(instant))\(mark)"
  }

  /// In place of a lost zone's clock it is UTC, which sentences say.
  private var mark: String { zone.isLost ? " UTC" : "" }

  /// `Wed 5 Mar 09:00–09:30`; the end with its day when it is another one.
  func range(_ range: TimeRange, now: Instant? = nil) -> String {
    let day = day(range.start, now: now)
    if isOfOneDay(range) { return "\(day) \(clocks(range))\(mark)" }
    return "\(day) \(clock(range.start))–\(self.day(range.end)) \(clock(range.end))\(mark)"
  }

  /// `2026-03-05 09:00`, what a form's field holds; `WrittenTime` reads it.
  func field(_ instant: Instant) -> String {
    "\(style.date(zone.date(instant))) \(clock(instant))"
  }

  /// The same of a time that the wall clock need not show, or shows twice.
  func field(_ time: LocalTime) -> String {
    "\(style.date(time.date)) \(style.clock(time.millisecondOfDay))"
  }
}

// MARK: - Refusals

extension TimeFormat {
  func sentence(of error: SlotError) -> String { error.message(in: zone, style: style) }
}

// MARK: - Reading

extension WrittenTime {
  /// The same of what stands in a field of the screen.
  static func instant(_ text: String, _ times: TimeFormat) throws(TimeProblem) -> Instant {
    try instant(text, in: times.zone, times.style)
  }
}

extension PastTime {
  /// The same, as the screen writes times.
  static func parse(_ text: String, now: Instant, _ times: TimeFormat) throws(TimeProblem)
    -> Instant
  {
    try parse(text, now: now, in: times.zone, times.style)
  }
}
