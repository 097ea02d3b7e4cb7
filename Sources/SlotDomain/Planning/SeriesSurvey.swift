/// What a series would come to, found out some days at a time: one of many years takes long, and
/// whoever types it does not wait.
public struct SeriesSurvey: Hashable, Sendable {
  /// How far it has come. Its days are done with, but for what they reach into later ones.
  public struct Position: Hashable, Sendable {
    public let day: CivilDate
    /// Of days before, from windows over midnight.
    fileprivate let late: [TimeRange]
    /// The one that would be made last.
    fileprivate let last: TimeRange?

    public init(day: CivilDate) {
      self.init(day: day, late: [], last: nil)
    }

    fileprivate init(day: CivilDate, late: [TimeRange], last: TimeRange?) {
      self.day = day
      self.late = late
      self.last = last
    }
  }

  /// One step: all plans together are the plan of the series.
  public struct Step: Hashable, Sendable {
    public let plan: SlotPlan
    /// Nil when that was the last one.
    public let next: Position?

    public init(plan: SlotPlan, next: Position?) {
      self.plan = plan
      self.next = next
    }
  }

  public let pattern: WeeklyPattern
  public let block: BookingBlock.ID
  /// The block's.
  public let zone: Zone

  public init(_ pattern: WeeklyPattern, in block: BookingBlock.ID, zone: Zone) {
    self.pattern = pattern
    self.block = block
    self.zone = zone
  }

  public var start: Position { Position(day: pattern.days.lowerBound) }

  /// Slots of one step, as far as days have no more.
  private static let slotsOfStep = 300
  private static let daysOfStep = 128

  /// What the next days come to beside what is there now. Bounded, however long the series is.
  ///
  /// - Throws: as `WeeklyPattern.unrolled`, and what reading throws.
  public func step(from position: Position, in store: any SlotReading) throws(SlotError) -> Step {
    let days = min(Self.daysOfStep, max(1, Self.slotsOfStep / max(1, pattern.slotsOfDay)))
    let end = min(pattern.days.upperBound, position.day.adding(days: days - 1))
    let isLast = end == pattern.days.upperBound
    var part = pattern
    part.days = position.day...end
    let series = try part.unrolled(in: zone)
    let ranges = position.late + series.ranges
    // Slots of the next days can come before those that reach into them.
    let limit = zone.startOfDay(end.adding(days: 1))
    let plan = try store.plan(
      ranges.filter { isLast || $0.start < limit }.map { SlotDraft(blockID: block, range: $0) },
      skipped: series.skipped,
      after: position.last
    )
    let next = Position(
      day: end.adding(days: 1),
      late: ranges.filter { $0.start >= limit },
      last: plan.created.last?.range ?? position.last
    )
    return Step(plan: plan, next: isLast ? nil : next)
  }
}
