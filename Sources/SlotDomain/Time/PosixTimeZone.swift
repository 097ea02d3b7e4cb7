/// What a clock is set to for a while: its distance from UTC and what people call it.
struct LocalTimeType: Hashable, Sendable {
  /// Seconds east of UTC.
  var offset: Int
  var isDaylightSaving: Bool
  /// `CET`, `+03`. Only ASCII letters, digits and signs.
  var abbreviation: String
}

/// A rule for every year, such as `CET-1CEST,M3.5.0,M10.5.0/3`, which stands in the footer of a
/// time zone file and governs the time after its table.
///
/// "Daylight saving" is whatever the rule's second half says; in Dublin it is an hour *less*, in
/// winter.
///
/// - Note: Source: POSIX.1-2017 §8.3, TZ; RFC 9636 §3.3.2 for times from -167 to 167 hours.
struct PosixTimeZone: Hashable, Sendable {
  struct DaylightSaving: Hashable, Sendable {
    var type: LocalTimeType
    /// In standard time.
    var start: YearlyMoment
    /// In daylight saving time.
    var end: YearlyMoment
  }

  var standard: LocalTimeType
  var daylightSaving: DaylightSaving?

  /// What holds at a moment, given in seconds since 1970.
  func type(at seconds: Int64) -> LocalTimeType {
    guard let daylightSaving else { return standard }
    var latest = Int64.min
    var isDaylightSaving = false
    // A change of the year before or after can be meant: times reach a week beyond their day.
    for year in Self.yearsAround(seconds) {
      // The end comes first. A rule that lasts all year starts anew in the second in which it ends.
      let end = end(of: daylightSaving, in: year)
      if end <= seconds, end >= latest { (latest, isDaylightSaving) = (end, false) }
      let start = start(of: daylightSaving, in: year)
      if start <= seconds, start >= latest { (latest, isDaylightSaving) = (start, true) }
    }
    return isDaylightSaving ? daylightSaving.type : standard
  }

  /// The next moment after `seconds` that the rule names. The clock need not change then.
  func nextChange(after seconds: Int64) -> Int64? {
    guard let daylightSaving else { return nil }
    var earliest: Int64?
    for year in Self.yearsAround(seconds) {
      for change in [start(of: daylightSaving, in: year), end(of: daylightSaving, in: year)]
      where change > seconds && change < earliest ?? .max {
        earliest = change
      }
    }
    return earliest
  }

  private func start(of daylightSaving: DaylightSaving, in year: Int) -> Int64 {
    daylightSaving.start.wallSeconds(in: year) - Int64(standard.offset)
  }

  private func end(of daylightSaving: DaylightSaving, in year: Int) -> Int64 {
    daylightSaving.end.wallSeconds(in: year) - Int64(daylightSaving.type.offset)
  }

  private static func yearsAround(_ seconds: Int64) -> ClosedRange<Int> {
    let day = Int(seconds).flooringDivision(by: 86_400).quotient
    let year = CivilDate(dayNumber: day).year
    return year - 1...year + 1
  }
}

/// A time of day on a day that comes once a year.
struct YearlyMoment: Hashable, Sendable {
  enum Day: Hashable, Sendable {
    /// `J60`: 1 to 365, and 29 February is not counted, so 60 is always 1 March.
    case withoutLeapDay(Int)
    /// `59`: 0 to 365, 29 February counted.
    case fromZero(Int)
    /// `M3.5.0`: month 1 to 12, week 1 to 5 where 5 is the last, weekday from 0, a Sunday.
    case weekday(month: Int, week: Int, weekday: Int)
  }

  var day: Day
  /// Seconds from 00:00 of that day; from -167 to 167 hours.
  var time: Int

  /// Seconds from 1970-01-01 00:00 on the same wall.
  func wallSeconds(in year: Int) -> Int64 {
    Int64(dayNumber(in: year) * 86_400 + time)
  }

  private func dayNumber(in year: Int) -> Int {
    let newYear = CivilDate.dayNumber(year: year, month: 1, day: 1)
    switch day {
    case .withoutLeapDay(let day):
      return newYear + day - (day >= 60 && CivilDate.isLeap(year) ? 0 : 1)
    case .fromZero(let day):
      return newYear + day
    case .weekday(let month, let week, let weekday):
      let first = CivilDate.dayNumber(year: year, month: month, day: 1)
      // Day 0, 1970-01-01, was a Thursday: 4 where Sunday is 0.
      let firstWeekday = (first + 4).flooringDivision(by: 7).remainder
      let day = (weekday - firstWeekday + 7) % 7 + (week - 1) * 7
      let isWithinMonth = day < CivilDate.length(ofMonth: month, year: year)
      return first + (isWithinMonth ? day : day - 7)
    }
  }
}
