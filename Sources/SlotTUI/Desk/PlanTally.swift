import SlotDomain

/// What a plan comes to, in numbers; several parts of one add up.
struct PlanTally: Hashable, Sendable {
  private(set) var created = 0
  /// Of those that would be made.
  private(set) var first: TimeRange?
  private(set) var last: TimeRange?
  private(set) var existing = 0
  /// Starts that the clock skips.
  private(set) var skippedByClock = 0
  /// Those that collide with slots that are there.
  private(set) var inTheWay = 0
  private(set) var firstInTheWay: TimeRange?
  /// Those that overlap another one of them.
  private(set) var amongThemselves = 0

  init() {}

  init(_ plan: SlotPlan) { add(plan) }

  mutating func add(_ plan: SlotPlan) {
    created += plan.created.count
    first = first ?? plan.created.first?.range
    last = plan.created.last?.range ?? last
    existing += plan.existing.count
    skippedByClock += plan.count(.invalidDate)
    for case .slotsOverlap(_, let existing, let isNew) in plan.skipped.map(\.error) {
      if isNew {
        amongThemselves += 1
      } else {
        inTheWay += 1
        firstInTheWay = firstInTheWay ?? existing
      }
    }
  }
}
