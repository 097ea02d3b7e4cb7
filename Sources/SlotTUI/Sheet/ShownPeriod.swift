import SlotDomain

/// Some days in a row.
struct ShownPeriod: Hashable, Sendable {
  var firstDay: CivilDate
  var days: Int

  func range(in zone: Zone) -> TimeRange {
    zone.range(of: firstDay, days: days)
  }
}

extension Sheet {
  /// The days that the view shows.
  var period: ShownPeriod {
    let date = cursor.date
    switch manner.length {
    case .day: return ShownPeriod(firstDay: date, days: 1)
    case .week: return week
    case .months(let count):
      let first = date.startOfMonth.adding(months: -((date.month - 1) % count))
      let days = first.adding(months: count).dayNumber - first.dayNumber
      return ShownPeriod(firstDay: first, days: days)
    }
  }

  /// Where the slots are that the view shows.
  var place: String {
    switch manner.length {
    case .day: manner.isShared ? "on this screen" : "on this day"
    case .week: "in this week"
    case .months(let count): count == 1 ? "in this month" : "in this year"
    }
  }

  private var week: ShownPeriod { ShownPeriod(firstDay: content.firstDay, days: 7) }

  /// What stands beside the view is of a week, or of more where that shows more.
  var countedPeriod: ShownPeriod { period.days > 7 ? period : week }

  /// Between which moments slots can be seen. Of days whole weeks are shown, also of those that begin and
  /// end in another period.
  var rangeInSight: TimeRange {
    if manner.standing != .days { return range }
    let first = min(period.firstDay.adding(days: -6), content.firstDay)
    return content.zone.range(of: first, days: period.days + 14)
  }
}
