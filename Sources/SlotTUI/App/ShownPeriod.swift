import SlotDomain

/// Some days in a row.
struct ShownPeriod: Hashable, Sendable {
  var firstDay: CivilDate
  var days: Int

  func range(in zone: Zone) -> TimeRange {
    TimeRange(start: zone.startOfDay(firstDay), end: zone.startOfDay(firstDay.adding(days: days)))
  }
}

extension AppState {
  /// The days that the view shows.
  var shownPeriod: ShownPeriod {
    switch week.view {
    case .day: ShownPeriod(firstDay: week.focusedDate, days: 1)
    case .week, .agenda: ShownPeriod(firstDay: content.firstDay, days: 7)
    }
  }
}
