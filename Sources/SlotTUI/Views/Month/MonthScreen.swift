import SlotDomain

/// The month: a day a cell, as warm as much of it is free. The cursor stands on a day.
struct MonthScreen: PeriodScreen {
  private(set) var days = CountedDays()

  func manner(isLinear: Bool) -> Sheet.Manner {
    Sheet.Manner(length: .months(1), standing: .days)
  }

  func grid(_ desk: Desk) -> MonthGrid {
    MonthGrid(
      of: desk.sheet.cursor.date,
      firstWeekday: desk.settings.firstWeekday,
      today: desk.today
    )
  }

  // MARK: Keys

  mutating func act(_ action: ScreenAction, _ count: Int, _ desk: inout Desk) -> [Effect]? {
    let date = desk.sheet.cursor.date
    switch action {
    // A line below another one is the next day; in a grid it is a week on.
    case .up where desk.layout.isLinear: return move(to: date.adding(days: -count), &desk)
    case .down where desk.layout.isLinear: return move(to: date.adding(days: count), &desk)
    case .nextPeriod, .nextMonth: return move(to: date.adding(months: count), &desk)
    case .previousPeriod, .previousMonth: return move(to: date.adding(months: -count), &desk)
    case .firstSlot: return move(to: date.startOfMonth, &desk)
    case .lastSlot: return move(to: date.adding(days: date.daysInMonth - date.day), &desk)
    default:
      let month = date.startOfMonth
      return desk.act(onDays: action, count, of: "month") { $0.startOfMonth == month }
    }
  }

  /// A day of the month that is shown is gone to at once; its week is read afterwards.
  private func move(to date: CivilDate, _ desk: inout Desk) -> [Effect] {
    desk.move(to: date, isInSight: date.startOfMonth == desk.sheet.cursor.date.startOfMonth)
  }

  mutating func point(at target: MouseTarget, _ desk: inout Desk) -> [Effect] {
    guard case .day(let date) = target, date != desk.sheet.cursor.date else { return [] }
    return move(to: date, &desk)
  }

  // MARK: What it counts

  mutating func open(_ desk: inout Desk) {
    days.forget()
    desk.giveUpRange(of: "month")
  }

  mutating func settle(_ desk: Desk, canAsk: Bool) -> [Effect] {
    guard canAsk else { return [] }
    let grid = grid(desk)
    return days.settle(from: grid.firstDay, days: grid.days, desk)
  }

  mutating func receive(_ event: Event, _ desk: inout Desk) { days.receive(event) }

  /// What the cursor's block offers on a day of the month that is shown; nil while that is not known.
  func places(on date: CivilDate, _ desk: Desk) -> PlaceCounts? { days.counts(on: date, desk) }

  // MARK: What it shows

  var opens: PeriodView? { .day }
  var linesOfWheel: Int { 1 }

  func period(_ desk: Desk) -> PeriodTitle {
    let date = desk.sheet.cursor.date
    return PeriodTitle(
      "\(date.monthName) \(date.year)",
      short: "\(date.shortMonthName) \(date.year)"
    )
  }

  func sentence(_ desk: Desk) -> String {
    guard let block = desk.content.block else { return "" }
    let create =
      desk.settings.isReadOnly ? "" : "\(desk.keyMap.keyName(.create)) creates one"
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

  func hints(_ desk: Desk) -> [Hint] {
    guard desk.content.block != nil else { return desk.slotHints() }
    return desk.hints([
      (.open, "open day"), (.mark, "mark day"), (.markAll, "mark month"),
      (.nextPeriod, "next month"), (.goToDate, "date"), (.pickBlock, "block"), (.help, "help"),
      (.quit, "leave"),
    ])
  }

  func moreHints(_ desk: Desk) -> [Hint] { [] }

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
