import SlotDomain

/// The year: twelve small months, a day a cell. The cursor stands on a day; opening it shows its month.
struct YearScreen: DayScreen {
  var days = CountedDays()
  var months: Int { 12 }

  func counted(_ desk: Desk) -> (first: CivilDate, days: Int) {
    let first = desk.sheet.cursor.date.startOfYear
    return (first, first.adding(months: 12).dayNumber - first.dayNumber)
  }

  mutating func act(_ action: ScreenAction, _ count: Int, _ desk: inout Desk) -> [Effect]? {
    let date = desk.sheet.cursor.date
    switch action {
    // A line is a month.
    case .up where desk.layout.isLinear, .left where desk.layout.isLinear:
      return move(to: date.adding(months: -count), &desk)
    case .down where desk.layout.isLinear, .right where desk.layout.isLinear:
      return move(to: date.adding(months: count), &desk)
    // No day of it is seen.
    case .mark where desk.layout.isLinear:
      let (open, mark) = (desk.keyMap.keyName(.open), desk.keyMap.keyName(.mark))
      return desk.say("A line is a month: \(open) opens it, and there \(mark) marks a day.")
    case .firstSlot: return move(to: date.startOfYear, &desk)
    case .lastSlot: return move(to: date.startOfYear.adding(months: 12).adding(days: -1), &desk)
    default: return actOnDays(action, count, &desk)
    }
  }

  // MARK: What it shows

  var opens: PeriodView? { .month }

  func period(_ desk: Desk) -> PeriodTitle { PeriodTitle("\(desk.sheet.cursor.date.year)") }

  func sentence(_ desk: Desk) -> String {
    guard let block = desk.content.block else { return "" }
    let date = desk.sheet.cursor.date
    return DaySentence(name: desk.name(of: date), isPast: date < desk.today)
      .text(places(on: date, desk), in: block, remedy: "")
  }

  /// A month a line.
  func lines(_ desk: Desk) -> LinearLines {
    let date = desk.sheet.cursor.date
    return LinearLines(count: 12, focused: date.month - 1) { index in
      guard let block = desk.content.block else { return "" }
      let month = date.startOfYear.adding(months: index)
      let name = "\(month.monthName) \(month.year)"
      let isPast = month.adding(months: 1) <= desk.today
      return DaySentence(name: name, isPast: isPast)
        .text(total(of: month, desk), in: block, remedy: "")
    }
  }

  /// What a whole month offers; nil while that is not known.
  private func total(of month: CivilDate, _ desk: Desk) -> PlaceCounts? {
    var total = PlaceCounts()
    for day in 0..<month.daysInMonth {
      guard let counts = places(on: month.adding(days: day), desk) else { return nil }
      total += counts
    }
    return total
  }
}
