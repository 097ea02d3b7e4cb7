import SlotDomain

/// The days that the month view shows: whole weeks, from that of the first day to that of the last.
struct MonthGrid: Hashable, Sendable {
  /// Its first day.
  let month: CivilDate
  /// Of the first week; of the month before as a rule.
  let firstDay: CivilDate
  /// 4 to 6.
  let weeks: Int

  init(of date: CivilDate, firstWeekday: Weekday) {
    month = date.startOfMonth
    firstDay = month.startOfWeek(firstDay: firstWeekday)
    weeks = (month.dayNumber - firstDay.dayNumber + month.daysInMonth + 6) / 7
  }

  var days: Int { weeks * 7 }

  func date(week: Int, weekday: Int) -> CivilDate { firstDay.adding(days: week * 7 + weekday) }

  /// In which of its weeks a date of the month lies.
  func week(of date: CivilDate) -> Int { (date.dayNumber - firstDay.dayNumber) / 7 }
}
