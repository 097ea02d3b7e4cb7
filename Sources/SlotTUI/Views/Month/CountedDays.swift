import SlotDomain

/// What is free on the days that a view of days shows, as far as it has been counted.
struct CountedDays: Hashable, Sendable {
  private(set) var places: DayPlaces?
  /// What was asked of the store last, and how old what it knew was then.
  private var asked: DayPlaces.Request?
  private var age = 0

  /// Counts again when it is shown next.
  mutating func forget() { asked = nil }

  /// What is to be asked for so many days from a first one; nothing where that is known.
  mutating func settle(from firstDay: CivilDate, days: Int, _ desk: Desk) -> [Effect] {
    guard let block = desk.content.block else { return [] }
    let request = DayPlaces.Request(
      block: block.id,
      zone: desk.content.zone,
      firstDay: firstDay,
      days: days,
      asOf: desk.content.asOf
    )
    guard request != asked || age != desk.surroundings.age else { return [] }
    (asked, age) = (request, desk.surroundings.age)
    return [.countPlaces(request)]
  }

  mutating func receive(_ event: Event) {
    if case .placesCounted(let places) = event { self.places = places }
  }

  /// What the cursor's block offers on a day; nil while that is not known.
  func counts(on date: CivilDate, _ desk: Desk) -> PlaceCounts? {
    guard let places, places.request.block == desk.content.block?.id,
      places.request.zone == desk.content.zone, places.request.asOf == desk.content.asOf
    else { return nil }
    return places.counts(on: date)
  }
}

/// What keys do in a view of days.
extension Desk {
  /// - `name`: What the view is called in a sentence: `month`.
  /// - `isInSight`: Whether the view shows a day already.
  mutating func act(
    onDays action: ScreenAction,
    _ count: Int,
    of name: String,
    isInSight: (CivilDate) -> Bool
  ) -> [Effect]? {
    let date = sheet.cursor.date
    let day = content.zone.day(date)
    let end = day.end - Span(milliseconds: 1)
    let condition = sheet.filter.condition
    func move(_ desk: inout Desk, days: Int) -> [Effect] {
      let date = date.adding(days: days)
      return desk.move(to: date, isInSight: isInSight(date))
    }
    switch action {
    case .up: return move(&self, days: -7 * count)
    case .down: return move(&self, days: 7 * count)
    case .left: return move(&self, days: -count)
    case .right: return move(&self, days: count)
    // To the next day that has some, not to the day's next slot, which would look the same.
    case .nextSlot: return [load(.neighbour(.after, end, where: condition))]
    case .previousSlot: return [load(.neighbour(.before, day.start, where: condition))]
    case .nextAvailable: return [load(.available(.after, end, count: count))]
    case .previousAvailable: return [load(.available(.before, day.start, count: count))]
    case .mark: return toggleMarks(of: day)
    case .markAll:
      return content.block.map { [.find($0.id, period.range(in: content.zone), asOf: time.asOf)] }
    case .markRange:
      let (one, all) = (keyMap.keyName(.mark), keyMap.keyName(.markAll))
      return say("The \(name) shows days: \(one) marks one, \(all) all.")
    default: return nil
    }
  }

  /// The slots of the cursor's day are among those of its week.
  private mutating func toggleMarks(of day: TimeRange) -> [Effect] {
    let slots = standingOut(content.slots.filter { day.contains($0.range.start) })
    if slots.isEmpty { say("There is no slot on this day.") }
    if slots.allSatisfy({ marks.contains($0.id) }) {
      selection.marks.remove(slots.map(\.id))
    } else {
      selection.marks.insert(slots)
    }
    return []
  }

  /// An open range is of slots: a view of days has none.
  mutating func giveUpRange(of name: String) {
    guard marks.rangeStart != nil else { return }
    selection.marks.rangeStart = nil
    say("The range was given up: the \(name) shows days.")
  }
}
