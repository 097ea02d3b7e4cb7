import SlotDomain

/// The month: a day a cell, as warm as much of it is free. The cursor stands on a day.
struct MonthScreen: PeriodScreen {
  /// What is free on each day, once it has been counted.
  private(set) var places: DayPlaces?
  /// What was asked of the store last, and how old what it knew was then.
  private var asked: DayPlaces.Request?
  private var age = 0

  func manner(isLinear: Bool) -> Sheet.Manner {
    Sheet.Manner(length: .months(1), standing: .days)
  }

  func grid(_ desk: Desk) -> MonthGrid {
    MonthGrid(of: desk.sheet.cursor.date, firstWeekday: desk.settings.firstWeekday)
  }

  // MARK: Keys

  mutating func act(_ action: ScreenAction, _ count: Int, _ desk: inout Desk) -> [Effect]? {
    let date = desk.sheet.cursor.date
    let day = desk.content.zone.day(date)
    let end = day.end - Span(milliseconds: 1)
    let condition = desk.sheet.filter.condition
    // A line below another one is the next day; in a grid it is a week on.
    let days = desk.layout.isLinear ? 1 : 7
    switch action {
    case .up: return move(to: date.adding(days: -days * count), &desk)
    case .down: return move(to: date.adding(days: days * count), &desk)
    case .left: return move(to: date.adding(days: -count), &desk)
    case .right: return move(to: date.adding(days: count), &desk)
    case .nextPeriod, .nextMonth: return move(to: date.adding(months: count), &desk)
    case .previousPeriod, .previousMonth: return move(to: date.adding(months: -count), &desk)
    case .firstSlot: return move(to: date.startOfMonth, &desk)
    case .lastSlot: return move(to: date.adding(days: date.daysInMonth - date.day), &desk)
    // To the next day that has some, not to the day's next slot, which would look the same.
    case .nextSlot: return [desk.load(.neighbour(.after, end, where: condition))]
    case .previousSlot: return [desk.load(.neighbour(.before, day.start, where: condition))]
    case .nextAvailable: return [desk.load(.available(.after, end, count: count))]
    case .previousAvailable: return [desk.load(.available(.before, day.start, count: count))]
    case .mark: return toggleMarks(of: day, &desk)
    case .markAll:
      return desk.content.block.map {
        [.find($0.id, desk.period.range(in: desk.content.zone), asOf: desk.time.asOf)]
      }
    case .markRange:
      let (one, all) = (desk.keyMap.keyName(.mark), desk.keyMap.keyName(.markAll))
      return desk.say("The month shows days: \(one) marks one, \(all) all.")
    default: return nil
    }
  }

  /// A day of the month that is shown is gone to at once; its week is read afterwards.
  private func move(to date: CivilDate, _ desk: inout Desk) -> [Effect] {
    desk.move(to: date, isInSight: date.startOfMonth == desk.sheet.cursor.date.startOfMonth)
  }

  /// The slots of the cursor's day are among those of its week.
  private func toggleMarks(of day: TimeRange, _ desk: inout Desk) -> [Effect] {
    let slots = desk.standingOut(desk.content.slots.filter { day.contains($0.range.start) })
    if slots.isEmpty { desk.say("There is no slot on this day.") }
    if slots.allSatisfy({ desk.marks.contains($0.id) }) {
      desk.selection.marks.remove(slots.map(\.id))
    } else {
      desk.selection.marks.insert(slots)
    }
    return []
  }

  mutating func point(at target: MouseTarget, _ desk: inout Desk) -> [Effect] {
    guard case .day(let date) = target, date != desk.sheet.cursor.date else { return [] }
    return move(to: date, &desk)
  }

  // MARK: What it counts

  mutating func open(_ desk: inout Desk) {
    asked = nil
    guard desk.marks.rangeStart != nil else { return }
    desk.selection.marks.rangeStart = nil
    desk.say("The range was given up: the month shows days.")
  }

  mutating func settle(_ desk: Desk, canAsk: Bool) -> [Effect] {
    guard canAsk, let block = desk.content.block else { return [] }
    let grid = grid(desk)
    let request = DayPlaces.Request(
      block: block.id,
      zone: desk.content.zone,
      firstDay: grid.firstDay,
      days: grid.days,
      asOf: desk.content.asOf
    )
    guard request != asked || age != desk.surroundings.age else { return [] }
    (asked, age) = (request, desk.surroundings.age)
    return [.countPlaces(request)]
  }

  mutating func receive(_ event: Event, _ desk: inout Desk) {
    if case .placesCounted(let places) = event { self.places = places }
  }

  /// What the cursor's block offers on a day of the month that is shown; nil while that is not known.
  func places(on date: CivilDate, _ desk: Desk) -> PlaceCounts? {
    guard let places, places.request.block == desk.content.block?.id,
      places.request.zone == desk.content.zone, places.request.asOf == desk.content.asOf
    else { return nil }
    return places.counts(on: date)
  }

  // MARK: What it shows

  var linesOfWheel: Int { 1 }

  func titles(_ desk: Desk) -> [[String]] {
    let date = desk.sheet.cursor.date
    let long = "\(date.monthName) \(date.year)"
    return [[long], [long], ["\(date.shortMonthName) \(date.year)"]]
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

  func lines(_ desk: Desk) -> LinearLines {
    let (date, zone) = (desk.sheet.cursor.date, desk.content.zone)
    return LinearLines(count: date.daysInMonth, focused: date.day - 1) { index in
      guard let block = desk.content.block else { return "" }
      let date = date.startOfMonth.adding(days: index)
      let text = sentence(of: date, in: block, desk)
      let day = zone.day(date)
      let marked = desk.marks.all.count { $0.blockID == block.id && day.contains($0.range.start) }
      return marked == 0 ? text : "\(text), \(marked) marked"
    }
  }
}
