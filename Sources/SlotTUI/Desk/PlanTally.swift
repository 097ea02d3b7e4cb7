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
  /// Those that would be made on days that were closed.
  private(set) var amongDisabled = 0

  init() {}

  init(_ plan: SlotPlan) { add(plan) }

  mutating func add(_ plan: SlotPlan) {
    created += plan.created.count
    first = first ?? plan.created.first?.range
    last = plan.created.last?.range ?? last
    existing += plan.existing.count
    skippedByClock += plan.count(.invalidDate)
    amongDisabled += plan.amongDisabled
    for case .slotsOverlap(_, let existing, let isNew) in plan.skipped.map(\.error) {
      if isNew {
        amongThemselves += 1
      } else {
        inTheWay += 1
        firstInTheWay = firstInTheWay ?? existing
      }
    }
  }

  // MARK: In words

  /// From the first day to the last: `Wed 4 Mar – Fri 6 Mar`. Empty when nothing would be made.
  func days(_ desk: Desk) -> String {
    TimeFormat.span(
      [first, last].compactMap { $0 }.map { desk.times.day($0.start, now: desk.now) }
    )
  }

  /// What is not as one would expect, in numbers; a single slot in the way is named. Empty when there is
  /// nothing.
  func obstacles(_ desk: Desk) -> String {
    let collisions =
      inTheWay == 1
      ? "1 collides with the slot "
        + (firstInTheWay.map { desk.times.range($0, now: desk.now) } ?? "that is there")
      : "\(inTheWay) collide with slots that are there"
    let (overlaps, skipped) = (amongThemselves, skippedByClock)
    let parts: [(Int, String)] = [
      (inTheWay, collisions),
      (overlaps, "\(overlaps) overlap\(overlaps == 1 ? "s" : "") another one of them"),
      (existing, "\(existing) \(existing == 1 ? "is" : "are") there already"),
      (skipped, "\(skipped) do\(skipped == 1 ? "es" : "") not exist (the clock changes)"),
      (amongDisabled, "\(amongDisabled) would be among disabled ones"),
    ]
    return parts.filter { $0.0 > 0 }.map(\.1).joined(separator: ", ")
  }
}
