import SlotDomain

/// Some days in a row.
struct ShownPeriod: Hashable, Sendable {
  var firstDay: CivilDate
  var days: Int

  func range(in zone: Zone) -> TimeRange {
    zone.range(of: firstDay, days: days)
  }
}

extension AppState {
  /// The days that the view shows.
  var shownPeriod: ShownPeriod {
    switch week.view {
    case .day, .blocks: ShownPeriod(firstDay: week.focusedDate, days: 1)
    case .week, .agenda: ShownPeriod(firstDay: content.firstDay, days: 7)
    case .month:
      ShownPeriod(firstDay: week.focusedDate.startOfMonth, days: week.focusedDate.daysInMonth)
    }
  }
}
