/// Which days a rule of repetition takes: its BY parts that speak of days, and of what it leaves open
/// the month, the day or the weekday of its beginning.
///
/// Every such part leaves out the days that do not fit it. That is what the RFC's table of expanding
/// and limiting comes to, because a rule without a part for days never gets beyond the beginning's own
/// day: BYMONTHDAY=7 of a yearly rule, expanded, is every 7th that there is in the year.
///
/// - Note: Source: RFC 5545 §3.3.10.
struct RecurrenceDays: Hashable, Sendable {
  private let rule: RecurrenceRule
  /// Numbered weekdays are those of the month; else of the year.
  private let countsInMonth: Bool

  init(_ rule: RecurrenceRule, from start: CivilDate) {
    var rule = rule
    let hasDays = !rule.yearDays.isEmpty || !rule.monthDays.isEmpty || !rule.weekdays.isEmpty
    let weekday = RecurrenceRule.NumberedDay(number: nil, weekday: start.weekday)
    countsInMonth = rule.frequency == .monthly || !rule.months.isEmpty
    if !hasDays {
      switch rule.frequency {
      case .yearly where !rule.weeks.isEmpty: rule.weekdays = [weekday]
      case .yearly:
        if rule.months.isEmpty { rule.months = [start.month] }
        rule.monthDays = [start.day]
      case .monthly: rule.monthDays = [start.day]
      case .weekly: rule.weekdays = [weekday]
      case .daily, .hourly, .minutely, .secondly: break
      }
    }
    self.rule = rule
  }

  func inYear(_ year: Int) -> [CivilDate] {
    let months = rule.months.isEmpty ? Array(1...12) : rule.months
    return months.flatMap { inMonth($0, of: year) }
  }

  func inMonth(_ month: Int, of year: Int) -> [CivilDate] {
    guard rule.months.isEmpty || rule.months.contains(month),
      let first = CivilDate(year: year, month: month, day: 1)
    else { return [] }
    let length = first.daysInMonth
    // Of most rules only the days are to be looked at that they name.
    let days =
      rule.monthDays.isEmpty
      ? Array(1...length)
      : Set(rule.monthDays.map { $0 > 0 ? $0 : length + 1 + $0 }).filter { 1...length ~= $0 }
        .sorted()
    return days.map { first.adding(days: $0 - 1) }.filter(takes)
  }

  func inWeek(from first: CivilDate) -> [CivilDate] {
    (0..<7).map { first.adding(days: $0) }.filter { $0.year <= 9999 && takes($0) }
  }

  func takes(_ date: CivilDate) -> Bool {
    if !rule.months.isEmpty, !rule.months.contains(date.month) { return false }
    if !rule.monthDays.isEmpty {
      let fromEnd = date.day - date.daysInMonth - 1
      guard rule.monthDays.contains(date.day) || rule.monthDays.contains(fromEnd) else {
        return false
      }
    }
    if !rule.weekdays.isEmpty, !takesWeekday(date) { return false }
    if !rule.yearDays.isEmpty {
      let fromEnd = date.dayOfYear - date.daysInYear - 1
      guard rule.yearDays.contains(date.dayOfYear) || rule.yearDays.contains(fromEnd) else {
        return false
      }
    }
    return rule.weeks.isEmpty || takesWeek(date)
  }

  private func takesWeekday(_ date: CivilDate) -> Bool {
    let weekday = date.weekday
    let day = countsInMonth ? date.day : date.dayOfYear
    let last = countsInMonth ? date.daysInMonth : date.daysInYear
    return rule.weekdays.contains { wanted in
      guard wanted.weekday == weekday else { return false }
      guard let number = wanted.number else { return true }
      return number == (number > 0 ? (day - 1) / 7 + 1 : -((last - day) / 7 + 1))
    }
  }

  /// A week is of the year in which it has four days at least. Its days belong to the year on whose
  /// calendar they stand even so.
  private func takesWeek(_ date: CivilDate) -> Bool {
    let middle = date.startOfWeek(firstDay: rule.weekStart).adding(days: 3)
    let number = (middle.dayOfYear - 1) / 7 + 1
    let first = (middle.dayOfYear - 1) % 7 + 1
    let weeks = (middle.daysInYear - first) / 7 + 1
    return rule.weeks.contains(number) || rule.weeks.contains(number - weeks - 1)
  }
}

extension CivilDate {
  /// From 1.
  fileprivate var dayOfYear: Int {
    dayNumber - CivilDate.dayNumber(year: year, month: 1, day: 1) + 1
  }

  fileprivate var daysInYear: Int { CivilDate.isLeap(year) ? 366 : 365 }
}
