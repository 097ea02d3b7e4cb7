import SlotDomain

/// The month: a day a cell, as warm as much of it is free. The cursor stands on a day.
struct MonthScreen: DayScreen {
  var days = CountedDays()
  var months: Int { 1 }

  func grid(_ desk: Desk) -> MonthGrid {
    MonthGrid(
      of: desk.sheet.cursor.date,
      firstWeekday: desk.settings.firstWeekday,
      today: desk.today
    )
  }

  func counted(_ desk: Desk) -> (first: CivilDate, days: Int) {
    let grid = grid(desk)
    return (grid.firstDay, grid.days)
  }

  mutating func act(_ action: ScreenAction, _ count: Int, _ desk: inout Desk) -> [Effect]? {
    let date = desk.sheet.cursor.date
    switch action {
    // A line below another one is the next day; in a grid it is a week on.
    case .up where desk.layout.isLinear: return move(to: date.adding(days: -count), &desk)
    case .down where desk.layout.isLinear: return move(to: date.adding(days: count), &desk)
    case .firstSlot: return move(to: date.startOfMonth, &desk)
    case .lastSlot: return move(to: date.adding(days: date.daysInMonth - date.day), &desk)
    default: return actOnDays(action, count, &desk)
    }
  }

  // MARK: What it shows

  var opens: PeriodView? { .day }

  func period(_ desk: Desk) -> PeriodTitle {
    let date = desk.sheet.cursor.date
    return PeriodTitle(
      "\(date.monthName) \(date.year)",
      short: "\(date.shortMonthName) \(date.year)"
    )
  }

  func sentence(_ desk: Desk) -> String {
    guard let block = desk.content.block else { return "" }
    let create = desk.isChangeable ? "\(desk.keyMap.keyName(.create)) creates one" : ""
    return sentence(of: desk.sheet.cursor.date, in: block, remedy: create, desk)
  }

  private func sentence(
    of date: CivilDate,
    in block: BookingBlock,
    remedy: String = "",
    _ desk: Desk
  ) -> String {
    DaySentence(name: desk.name(of: date), isPast: date < desk.today)
      .text(places(on: date, desk), in: block, remedy: remedy)
  }

  /// A day a line, of this month alone.
  func lines(_ desk: Desk) -> LinearLines {
    let (date, zone) = (desk.sheet.cursor.date, desk.content.zone)
    let first = max(date.startOfMonth, grid(desk).firstDay)
    let count = date.startOfMonth.adding(months: 1).dayNumber - first.dayNumber
    return LinearLines(count: count, focused: date.dayNumber - first.dayNumber) { index in
      guard let block = desk.content.block else { return "" }
      let date = first.adding(days: index)
      let text = sentence(of: date, in: block, desk)
      let day = zone.day(date)
      let marked = desk.marks.all.count { $0.blockID == block.id && day.contains($0.range.start) }
      return marked == 0 ? text : "\(text), \(marked) marked"
    }
  }
}
