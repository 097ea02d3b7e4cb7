/// A day of the calendar: a proleptic Gregorian date, in no time zone.
///
/// Dates that are written lie in the years 1 to 9999. Arithmetic may leave them, and stops at
/// 100,000,000 days on either side of 1970 instead of overflowing.
public struct CivilDate: Hashable, Sendable {
  public let year: Int
  /// 1 to 12.
  public let month: Int
  /// 1 to 31.
  public let day: Int

  /// The date, or nil when there is no such day (29 February 2023) or the year is not 1 to 9999.
  public init?(year: Int, month: Int, day: Int) {
    guard (1...9999).contains(year), (1...12).contains(month),
      day >= 1, day <= Self.length(ofMonth: month, year: year)
    else { return nil }
    self.init(valid: year, month, day)
  }

  /// The date so many days after 1970-01-01, or before it.
  ///
  /// Counts in 400-year cycles of 146,097 days whose years begin on 1 March, so that a leap day is
  /// the last day of its year.
  ///
  /// - Note: Source: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms".
  public init(dayNumber: Int) {
    let sinceMarchOfYear0 = dayNumber.clamped(to: Self.dayNumbers) + 719_468
    let (cycle, dayOfCycle) = sinceMarchOfYear0.flooringDivision(by: 146_097)
    let leapDaysPassed = dayOfCycle / 1460 - dayOfCycle / 36_524 + dayOfCycle / 146_096
    let yearOfCycle = (dayOfCycle - leapDaysPassed) / 365
    let dayOfYear = dayOfCycle - Self.daysBefore(yearOfCycle: yearOfCycle)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    self.init(
      valid: cycle * 400 + yearOfCycle + (month <= 2 ? 1 : 0),
      month,
      dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
    )
  }

  private init(valid year: Int, _ month: Int, _ day: Int) {
    self.year = year
    self.month = month
    self.day = day
  }

  /// Days since 1970-01-01, negative before it.
  public var dayNumber: Int { Self.dayNumber(year: year, month: month, day: day) }

  /// The day number of a month's `day`, which need not lie within the month.
  static func dayNumber(year: Int, month: Int, day: Int) -> Int {
    let yearFromMarch = month <= 2 ? year - 1 : year
    let monthFromMarch = month <= 2 ? month + 9 : month - 3
    let (cycle, yearOfCycle) = yearFromMarch.flooringDivision(by: 400)
    let dayOfYear = (153 * monthFromMarch + 2) / 5 + day - 1
    return cycle * 146_097 + daysBefore(yearOfCycle: yearOfCycle) + dayOfYear - 719_468
  }

  private static func daysBefore(yearOfCycle year: Int) -> Int {
    year * 365 + year / 4 - year / 100
  }

  /// What arithmetic stops at: ECMAScript's range of time values, ±8.64e15 ms. Within it no sum of
  /// milliseconds overflows.
  static let dayNumbers = -100_000_000...100_000_000
}

extension CivilDate: Comparable {
  public static func < (a: Self, b: Self) -> Bool {
    (a.year, a.month, a.day) < (b.year, b.month, b.day)
  }
}

extension CivilDate {
  /// The same day so many days later, or earlier when negative.
  public func adding(days: Int) -> CivilDate {
    CivilDate(dayNumber: dayNumber + days.clamped(to: -200_000_000...200_000_000))
  }

  /// The same day of another month; the month's last day when it has no such day.
  public func adding(months: Int) -> CivilDate {
    let monthsSinceYear0 = year * 12 + month - 1 + months.clamped(to: -6_000_000...6_000_000)
    let (year, monthIndex) = monthsSinceYear0.flooringDivision(by: 12)
    let last = Self.length(ofMonth: monthIndex + 1, year: year)
    return CivilDate(
      dayNumber: Self.dayNumber(year: year, month: monthIndex + 1, day: min(day, last))
    )
  }

  public var startOfMonth: CivilDate { CivilDate(valid: year, month, 1) }
  public var startOfYear: CivilDate { CivilDate(valid: year, 1, 1) }

  public var daysInMonth: Int { Self.length(ofMonth: month, year: year) }

  static func length(ofMonth month: Int, year: Int) -> Int {
    switch month {
    case 2: isLeap(year) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  static func isLeap(_ year: Int) -> Bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
  }
}

extension CivilDate: CustomStringConvertible {
  /// Reads exactly `YYYY-MM-DD`; nil for anything else and for days that do not exist.
  public init?(_ text: some StringProtocol) {
    var reader = DigitReader(text)
    guard let year = reader.number(digits: 4), reader.skip("-"),
      let month = reader.number(digits: 2), reader.skip("-"),
      let day = reader.number(digits: 2), reader.isAtEnd
    else { return nil }
    self.init(year: year, month: month, day: day)
  }

  /// ISO 8601: `2026-11-23`.
  public var description: String {
    let digits = String(year.magnitude)
    let padding = String(repeating: "0", count: max(0, 4 - digits.utf8.count))
    return (year < 0 ? "-" : "") + padding + digits
      + (month < 10 ? "-0" : "-") + String(month) + (day < 10 ? "-0" : "-") + String(day)
  }
}
