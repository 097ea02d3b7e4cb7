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

/// What a booking block offers on the days of a month's grid.
struct MonthPlaces: Hashable, Sendable {
  struct Request: Hashable, Sendable {
    var block: BookingBlock.ID
    var zone: Zone
    var firstDay: CivilDate
    var days: Int
    /// Nil: as it is.
    var asOf: Instant?

    var dates: [CivilDate] { (0..<days).map { firstDay.adding(days: $0) } }
  }

  let request: Request
  let days: [PlaceCounts]

  /// Nil for a day that was not counted.
  func counts(on date: CivilDate) -> PlaceCounts? {
    let index = date.dayNumber - request.firstDay.dayNumber
    return days.indices.contains(index) ? days[index] : nil
  }
}

extension AppState {
  /// What the cursor's block offers on a day of the month that is shown; nil while that is not known.
  func places(on date: CivilDate) -> PlaceCounts? {
    guard let places, places.request.block == content.block?.id,
      places.request.zone == content.zone, places.request.asOf == content.asOf
    else { return nil }
    return places.counts(on: date)
  }
}
