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
