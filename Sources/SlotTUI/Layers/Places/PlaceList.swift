import SlotDomain

/// Free places as they are found, step by step, while no key waits. Not all of a year are read: as many as
/// somebody may look at.
struct PlaceList: Hashable, Sendable {
  /// How many are looked for beyond what was looked at.
  private static let more = 60

  private(set) var query: FreePlaceQuery
  /// By start, then by the name of their block.
  private(set) var slots: [Slot] = []
  /// Where it goes on; nil when all was looked at.
  private(set) var next: Instant?
  /// Whether an answer is to come.
  private(set) var isRunning = true
  private var wanted = more
  /// What was found since it was begun anew: until that is as much, the old ones stand.
  private var renewed: [Slot]?

  init(_ query: FreePlaceQuery) {
    self.query = query
    next = query.from
  }

  /// The first step, or the same once more.
  var beginning: [Effect] { [.findPlaces(query, from: query.from)] }

  /// Another look, from a later moment on: what was found stands until it has been found again.
  mutating func begin(_ query: FreePlaceQuery) {
    self.query = query
    slots.removeAll { $0.range.start < query.from }
    next = query.from
    isRunning = true
  }

  /// Adds what a step found, of which the first begins anew.
  ///
  /// - Returns: The next step; nil when it was asked for by another list.
  mutating func add(_ step: FreePlaceStep, to query: FreePlaceQuery, from position: Instant)
    -> [Effect]?
  {
    guard query == self.query else { return nil }
    if position == query.from {
      renewed = []
    } else if position != next {
      return nil
    }
    let all = (renewed ?? slots) + step.slots
    next = step.next
    isRunning = next != nil && all.count < max(wanted, renewed == nil ? 0 : slots.count)
    if !isRunning || slots.isEmpty || renewed == nil || all.count >= slots.count {
      slots = all
      renewed = nil
    } else {
      renewed = all
    }
    return isRunning ? goingOn : []
  }

  private var goingOn: [Effect] { next.map { [.findPlaces(query, from: $0)] } ?? [] }

  /// Looks for more where the row is one of the last.
  mutating func look(beyond row: Int) -> [Effect] {
    guard !isRunning, next != nil, row + Self.more / 2 > slots.count else { return [] }
    wanted = slots.count + Self.more
    isRunning = true
    return goingOn
  }
}
