import SlotDomain

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
    Sheet.Manner(length: .months(months), standing: .days)
  }

  /// What it is called in a sentence.
  private var name: String { Sheet.Manner.Length.months(months).name }
  var linesOfWheel: Int { 1 }
  func moreHints(_ desk: Desk) -> [Hint] { [] }

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
    case .nextSlot: return [desk.load(.neighbour(.after, end, where: condition))]
    case .previousSlot: return [desk.load(.neighbour(.before, day.start, where: condition))]
    case .nextAvailable: return [desk.load(.available(.after, end, count: count))]
    case .previousAvailable: return [desk.load(.available(.before, day.start, count: count))]
    case .mark: return desk.toggleMarks(of: day)
    case .markAll:
      let range = desk.period.range(in: desk.content.zone)
      return desk.content.block.map { [.find($0.id, range, asOf: desk.time.asOf)] }
    case .markRange:
      let (one, all) = (desk.keyMap.keyName(.mark), desk.keyMap.keyName(.markAll))
      return desk.say("The \(name) shows days: \(one) marks one, \(all) all.")
    default: return nil
    }
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

extension Desk {
  /// The slots of the cursor's day are among those of its week.
  fileprivate mutating func toggleMarks(of day: TimeRange) -> [Effect] {
    let slots = standingOut(content.slots.filter { day.contains($0.range.start) })
    if slots.isEmpty { say("There is no slot on this day.") }
    if slots.allSatisfy({ marks.contains($0.id) }) {
      selection.marks.remove(slots.map(\.id))
    } else {
      selection.marks.insert(slots)
    }
    return []
  }
}
