import SlotDomain
import TerminalKit

/// A view in which the cursor stands on a day, and each day says what is free on it: a month, a year.
protocol DayScreen: PeriodScreen {
  var days: CountedDays { get set }
  /// So many are shown at once; 12 can be divided by it.
  var months: Int { get }
  /// Of which days it is to be counted what is free.
  func counted(_ desk: Desk) -> (first: CivilDate, days: Int)
}

extension DayScreen {
  func manner(isLinear: Bool) -> Sheet.Manner {
    Sheet.Manner(length: length, standing: .days)
  }

  /// What it is called in a sentence.
  private var name: String { length.name }
  private var length: Sheet.Manner.Length { .months(months) }
  var linesOfWheel: Int { 1 }
  func moreHints(_ desk: Desk) -> [Hint] { [] }

  /// What every view has, with what can be done to days behind it.
  func hints(_ desk: Desk) -> [Hint] {
    guard desk.content.block != nil else { return Hints.ofSlots(desk) }
    let views = desk.keyMap.binding(for: .view(.week))?.sequences.first?.first?.name
    let isPast = desk.content.asOf != nil
    let making: [(ScreenAction, String)] =
      isEmpty(desk) && desk.isChangeable
      ? [(.create, "create"), (.createSeries, "series")] : []
    let first: [(ScreenAction, String)] =
      making
      + (isPast
        ? [(.clearMarks, "back to now")] : [(.nextAvailable, "next free"), (.search, "find")])
      + [(.open, "open \(length.part)")]
    let rebook: [(ScreenAction, String)] = desk.toRebook > 0 && !isPast ? [(.tray, "re-book")] : []
    let undo: [(ScreenAction, String)] = desk.isChangeable ? [(.undo, "undo")] : []
    let marksDays = months == 1 || !desk.layout.isLinear
    let marking: [(ScreenAction, String)] =
      isEmpty(desk)
      ? [] : (marksDays ? [(.mark, "mark day")] : []) + [(.markAll, "mark \(name)")]
    let days: [(ScreenAction, String)] =
      [(.nextPeriod, "next \(name)")] + marking
      + [(.goToDate, "date"), (.pickBlock, "block"), (.help, "help"), (.quit, "leave")]
    return desk.hints(first) + (views.map { [($0, "views")] } ?? [])
      + desk.hints(undo + rebook + days)
  }

  /// Whether it is known that no day that is shown has a slot.
  private func isEmpty(_ desk: Desk) -> Bool {
    let (first, length) = counted(desk)
    return (0..<length).allSatisfy { days.counts(on: first.adding(days: $0), desk)?.slots == 0 }
  }

  // MARK: Keys

  /// What keys do in every such view.
  func actOnDays(_ action: ScreenAction, _ count: Int, _ desk: inout Desk) -> [Effect]? {
    let date = desk.sheet.cursor.date
    let day = desk.content.zone.day(date)
    let end = day.end - Span(milliseconds: 1)
    let condition = desk.sheet.filter.condition
    switch action {
    case .up: return move(to: date.adding(days: -7 * count), &desk)
    case .down: return move(to: date.adding(days: 7 * count), &desk)
    case .left: return move(to: date.adding(days: -count), &desk)
    case .right: return move(to: date.adding(days: count), &desk)
    case .nextPeriod: return move(to: date.adding(months: months * count), &desk)
    case .previousPeriod: return move(to: date.adding(months: -months * count), &desk)
    case .nextMonth: return move(to: date.adding(months: count), &desk)
    case .previousMonth: return move(to: date.adding(months: -count), &desk)
    // To the next day that has some, not to the day's next slot, which would look the same.
    case .nextSlot: return [desk.load(.neighbour(.after, end, where: condition, count: count))]
    case .previousSlot:
      return [desk.load(.neighbour(.before, day.start, where: condition, count: count))]
    case .nextAvailable: return [desk.load(.available(.after, end, count: count))]
    case .previousAvailable: return [desk.load(.available(.before, day.start, count: count))]
    case .mark: return toggleMarks(of: day, &desk)
    case .markAll:
      let range = desk.sheet.period.range(in: desk.content.zone)
      return desk.content.block.map { [.find($0.id, range, asOf: desk.time.asOf)] }
    case .markRange:
      let (one, all) = (desk.keyMap.keyName(.mark), desk.keyMap.keyName(.markAll))
      return desk.say("The \(name) shows days: \(one) marks one, \(all) all.")
    default: return nil
    }
  }

  /// The slots of the cursor's day are among those of its week.
  private func toggleMarks(of day: TimeRange, _ desk: inout Desk) -> [Effect] {
    let slots = desk.standingOut(desk.content.slots.filter { day.contains($0.range.start) })
    if slots.isEmpty { desk.say("There is no \(desk.filterWord)slot on this day.") }
    if slots.allSatisfy({ desk.marks.contains($0.id) }) {
      desk.selection.marks.remove(slots.map(\.id))
    } else {
      desk.selection.marks.insert(slots)
    }
    return []
  }

  /// A day that is shown is gone to at once; its week is read afterwards.
  func move(to date: CivilDate, _ desk: inout Desk) -> [Effect] {
    let here = desk.sheet.cursor.date
    let isInSight =
      date.year == here.year && (date.month - 1) / months == (here.month - 1) / months
    return desk.move(to: date, isInSight: isInSight)
  }

  mutating func point(at target: MouseTarget, _ desk: inout Desk) -> [Effect] {
    guard case .day(let date) = target, date != desk.sheet.cursor.date else { return [] }
    return move(to: date, &desk)
  }

  // MARK: What it counts

  mutating func open(_ desk: inout Desk) {
    days.forget()
    // A range that is open is of slots.
    guard desk.marks.rangeStart != nil else { return }
    desk.selection.marks.rangeStart = nil
    desk.say("The range was given up: the \(name) shows days.")
  }

  mutating func settle(_ desk: Desk, canAsk: Bool) -> [Effect] {
    guard canAsk else { return [] }
    let (first, length) = counted(desk)
    return days.settle(from: first, days: length, desk)
  }

  mutating func receive(_ event: Event, _ desk: inout Desk) { days.receive(event) }

  /// What the cursor's block offers on a day that is shown; nil while that is not known.
  func places(on date: CivilDate, _ desk: Desk) -> PlaceCounts? { days.counts(on: date, desk) }
}
