import SlotDomain

/// The year: twelve small months, a day a cell. The cursor stands on a day; opening it shows its month.
struct YearScreen: PeriodScreen {
  private var days = CountedDays()

  func manner(isLinear: Bool) -> Sheet.Manner {
    Sheet.Manner(length: .months(12), standing: .days)
  }

  // MARK: Keys

  mutating func act(_ action: ScreenAction, _ count: Int, _ desk: inout Desk) -> [Effect]? {
    let date = desk.sheet.cursor.date
    let first = date.startOfYear
    switch action {
    // A line is a month.
    case .up where desk.layout.isLinear: return move(to: date.adding(months: -count), &desk)
    case .down where desk.layout.isLinear: return move(to: date.adding(months: count), &desk)
    case .nextPeriod: return move(to: date.adding(months: 12 * count), &desk)
    case .previousPeriod: return move(to: date.adding(months: -12 * count), &desk)
    case .nextMonth: return move(to: date.adding(months: count), &desk)
    case .previousMonth: return move(to: date.adding(months: -count), &desk)
    case .firstSlot: return move(to: first, &desk)
    case .lastSlot: return move(to: first.adding(months: 12).adding(days: -1), &desk)
    default: return desk.act(onDays: action, count, of: "year") { $0.year == date.year }
    }
  }

  private func move(to date: CivilDate, _ desk: inout Desk) -> [Effect] {
    desk.move(to: date, isInSight: date.year == desk.sheet.cursor.date.year)
  }

  mutating func point(at target: MouseTarget, _ desk: inout Desk) -> [Effect] {
    guard case .day(let date) = target, date != desk.sheet.cursor.date else { return [] }
    return move(to: date, &desk)
  }

  var opens: PeriodView? { .month }

  // MARK: What it counts

  mutating func open(_ desk: inout Desk) {
    days.forget()
    desk.giveUpRange(of: "year")
  }

  mutating func settle(_ desk: Desk, canAsk: Bool) -> [Effect] {
    guard canAsk else { return [] }
    let first = desk.sheet.cursor.date.startOfYear
    let length = first.adding(months: 12).dayNumber - first.dayNumber
    return days.settle(from: first, days: length, desk)
  }

  mutating func receive(_ event: Event, _ desk: inout Desk) { days.receive(event) }

  func places(on date: CivilDate, _ desk: Desk) -> PlaceCounts? { days.counts(on: date, desk) }

  // MARK: What it shows

  var linesOfWheel: Int { 1 }

  func period(_ desk: Desk) -> PeriodTitle { PeriodTitle("\(desk.sheet.cursor.date.year)") }

  func sentence(_ desk: Desk) -> String {
    guard let block = desk.content.block else { return "" }
    let date = desk.sheet.cursor.date
    return DaySentence(name: desk.name(of: date), isPast: date < desk.today)
      .text(places(on: date, desk), in: block, remedy: "")
  }

  func hints(_ desk: Desk) -> [Hint] {
    guard desk.content.block != nil else { return desk.slotHints() }
    return desk.hints([
      (.open, "open month"), (.mark, "mark day"), (.nextPeriod, "next year"), (.goToDate, "date"),
      (.pickBlock, "block"), (.help, "help"), (.quit, "leave"),
    ])
  }

  func moreHints(_ desk: Desk) -> [Hint] { [] }

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
