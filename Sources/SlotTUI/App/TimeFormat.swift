import SlotDomain

/// How the screen writes times, all in one zone.
struct TimeFormat: Sendable {
  let zone: Zone

  /// `09:00`; with its offset when the clock shows this time twice on that day.
  func clock(_ instant: Instant) -> String {
    let local = zone.local(instant)
    let clock = Self.clock(local.millisecondOfDay)
    guard case .twice = zone.resolve(local) else { return clock }
    return clock + TimeText.offset(zone.offset(at: instant))
  }

  /// What the clock on the wall shows now: no seconds.
  func minute(_ instant: Instant) -> String {
    clock(Instant(seconds: instant.seconds - (instant.seconds % 60 + 60) % 60))
  }

  /// `Wed 5 Mar`, with the year when it is not that of `now`.
  func day(_ instant: Instant, now: Instant? = nil) -> String {
    let date = zone.date(instant)
    let isOtherYear = now.map { zone.date($0).year != date.year } ?? false
    return Self.day(date) + (isOtherYear ? " \(date.year)" : "")
  }

  /// `Wed 5 Mar 09:00–09:30`; the end with its day when it is another one.
  func range(_ range: TimeRange, now: Instant? = nil) -> String {
    let start = "\(day(range.start, now: now)) \(clock(range.start))"
    if zone.date(range.start) == zone.date(range.end) { return "\(start)–\(clock(range.end))" }
    if range.end == zone.day(zone.date(range.start)).end { return "\(start)–24:00" }
    return "\(start)–\(day(range.end)) \(clock(range.end))"
  }

  /// `2026-03-05 09:00`, what a form's field holds.
  func field(_ instant: Instant) -> String {
    "\(zone.date(instant)) \(clock(instant))"
  }

  static func clock(_ millisecondOfDay: Int) -> String {
    let minutes = millisecondOfDay / 60_000
    let seconds = millisecondOfDay / 1000 % 60
    let clock = "\(twoDigits(minutes / 60)):\(twoDigits(minutes % 60))"
    return seconds == 0 ? clock : "\(clock):\(twoDigits(seconds))"
  }

  static func day(_ date: CivilDate) -> String {
    "\(date.weekday.short) \(date.day) \(date.shortMonthName)"
  }

  /// `4 min`, `2 h 05 min`, `3 d`: how long until something, rounded up to the minute.
  static func left(_ span: Span) -> String {
    let minutes = roundedUp(span)
    switch minutes {
    case ..<60: return "\(max(minutes, 1)) min"
    case ..<2880: return "\(minutes / 60) h \(twoDigits(minutes % 60)) min"
    default: return "\(minutes / 1440) d"
    }
  }

  /// The same in at most four characters: `4m`, `2h`, `3d`.
  static func shortLeft(_ span: Span) -> String {
    let minutes = roundedUp(span)
    switch minutes {
    case ..<100: return "\(max(minutes, 1))m"
    case ..<5940: return "\((minutes + 30) / 60)h"
    default: return "\(min(minutes / 1440, 999))d"
    }
  }

  private static func roundedUp(_ span: Span) -> Int { Int((span.milliseconds + 59_999) / 60_000) }

  private static func twoDigits(_ number: Int) -> String {
    number < 10 ? "0\(number)" : "\(number)"
  }
}
