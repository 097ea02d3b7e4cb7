import SlotDomain

/// The days that the month view shows: whole weeks, from that of the first day to that of the last. The
/// present month begins with the week of today, since what is over offers nothing, and goes on into the next
/// one instead; unless the cursor stands before that.
struct MonthGrid: Hashable, Sendable {
  /// As many as a month without a beginning goes on for.
  private static let leastWeeks = 5

  /// Its first day.
  let month: CivilDate
  /// Of the first week.
  let firstDay: CivilDate
  /// 4 to 6.
  let weeks: Int

  /// - `date`: Where the cursor is.
  /// - `today`: Nil where all of every month is shown.
  init(of date: CivilDate, firstWeekday: Weekday, today: CivilDate? = nil) {
    let month = date.startOfMonth
    self.month = month
    let first = month.startOfWeek(firstDay: firstWeekday)
    let present = today.flatMap { $0.startOfMonth == month ? $0 : nil }
    let week = present?.startOfWeek(firstDay: firstWeekday)
    let begins = week.flatMap { $0 <= date ? $0 : nil } ?? first
    firstDay = begins
    let all = (month.dayNumber - begins.dayNumber + month.daysInMonth + 6) / 7
    weeks = begins > first ? max(all, Self.leastWeeks) : all
  }

  var days: Int { weeks * 7 }

  func date(week: Int, weekday: Int) -> CivilDate { firstDay.adding(days: week * 7 + weekday) }

  /// In which of its weeks a date of the month lies.
  func week(of date: CivilDate) -> Int { (date.dayNumber - firstDay.dayNumber) / 7 }
}
