/// How the user wants times and dates written on the screen. What scripts read is always ISO 8601.
public struct TimeStyle: Hashable, Sendable {
  public enum Clock: Int, CaseIterable, Hashable, Sendable {
    case twelve = 12
    case twentyFour = 24
  }

  public enum DateOrder: String, CaseIterable, Hashable, Sendable {
    /// `2026-03-05`
    case iso
    /// `05.03.2026`
    case dmy
    /// `03/05/2026`
    case mdy
  }

  public var clock: Clock
  public var dateOrder: DateOrder

  public init(clock: Clock = .twentyFour, dateOrder: DateOrder = .iso) {
    (self.clock, self.dateOrder) = (clock, dateOrder)
  }
}

// MARK: - Clocks

extension TimeStyle {
  /// Columns of the longest time without seconds.
  public var clockWidth: Int { clock == .twelve ? 8 : 5 }

  /// `09:00` or `9:00 am`; seconds only where there are some.
  public func clock(_ millisecondOfDay: Int) -> String {
    let hour = millisecondOfDay / 3_600_000
    let minute = Self.two(millisecondOfDay / 60_000 % 60)
    let second = millisecondOfDay / 1000 % 60
    let rest = second == 0 ? minute : "\(minute):\(Self.two(second))"
    switch clock {
    case .twentyFour: return "\(Self.two(hour)):\(rest)"
    case .twelve: return "\((hour + 11) % 12 + 1):\(rest) \(hour < 12 ? "am" : "pm")"
    }
  }

  /// The same on a zone's clock; with its offset when that shows this time twice on that day.
  public func clock(_ instant: Instant, in zone: Zone) -> String {
    let local = zone.local(instant)
    let clock = clock(local.millisecondOfDay)
    return zone.showsTwice(local) ? clock + TimeText.offset(zone.offset(at: instant)) : clock
  }

  /// `09:00–09:30`; of a morning, `am` is said once.
  public func clocks(_ start: String, _ end: String) -> String {
    let sharesHalf = clock == .twelve && start.suffix(3) == end.suffix(3)
    return "\(sharesHalf ? String(start.dropLast(3)) : start)–\(end)"
  }

  /// Midnight as the end of a day.
  public var endOfDay: String { clock == .twelve ? "12:00 am" : "24:00" }

  /// At the right of as many columns as the longest time needs, so that they stand below each other.
  public func aligned(_ clock: String) -> String {
    String(repeating: " ", count: max(0, clockWidth - clock.count)) + clock
  }

  public static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}

// MARK: - Dates

extension TimeStyle {
  /// `Wed 5 Mar` or `Wed Mar 5`.
  public func day(_ date: CivilDate) -> String {
    let month = date.shortMonthName
    return "\(date.weekday.short) "
      + (dateOrder == .mdy ? "\(month) \(date.day)" : "\(date.day) \(month)")
  }

  /// The whole date in digits.
  public func date(_ date: CivilDate) -> String {
    let (month, day) = (Self.two(date.month), Self.two(date.day))
    switch dateOrder {
    case .iso: return date.description
    case .dmy: return "\(day).\(month).\(date.year)"
    case .mdy: return "\(month)/\(day)/\(date.year)"
    }
  }

  /// Two days near each other: `30 Nov – 6 Dec`, `2 – 8 Mar`, `Nov 30 – Dec 6`.
  public func days(_ first: CivilDate, _ last: CivilDate) -> String {
    let isOneMonth = first.month == last.month
    if dateOrder == .mdy {
      let end = isOneMonth ? "" : "\(last.shortMonthName) "
      return "\(first.shortMonthName) \(first.day) – \(end)\(last.day)"
    }
    let start = isOneMonth ? "\(first.day)" : "\(first.day) \(first.shortMonthName)"
    return "\(start) – \(last.day) \(last.shortMonthName)"
  }
}

extension TimeStyle {
  /// What a field wants, as the screen itself would write it.
  public var example: String {
    guard let date = CivilDate(year: 2026, month: 11, day: 23) else { return "" }
    return "\(self.date(date)) \(clock(9 * 3_600_000))"
  }
}
