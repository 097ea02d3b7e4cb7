/// Which free places somebody looks for. Everything given must hold.
public struct FreePlaceQuery: Hashable, Sendable {
  /// Nil: all.
  public var blocks: [BookingBlock.ID]?
  /// Slots that start in [from, until).
  public var from: Instant
  public var until: Instant?
  /// Days on which a slot starts, in the zone of its block; nil: on any.
  public var days: Range<CivilDate>?
  /// Days of the week on which a slot starts, in the zone of its block; none: on any.
  public var weekdays: Set<Weekday> = []
  /// Hours in which a slot starts, on the clock of its block; none: in any.
  public var windows: [ClockWindow] = []
  /// Minutes from start to end, at least.
  public var minutes: Int?
  /// Free places, at least.
  public var places = 1

  public init(from: Instant) { self.from = from }
}

/// What a step of looking for free places gave.
public struct FreePlaceStep: Hashable, Sendable {
  /// By start, then by name of their block.
  public let slots: [Slot]
  /// Where to go on; nil when all was looked at.
  public let next: Instant?

  public init(slots: [Slot], next: Instant?) {
    self.slots = slots
    self.next = next
  }
}

extension SlotStore {
  /// The first free places, in as many steps as that takes.
  ///
  /// - Throws: as a step.
  public func freePlaces(
    _ query: FreePlaceQuery,
    limit: Int,
    at now: Instant
  ) throws(SlotError) -> [Slot] {
    var slots: [Slot] = []
    var position: Instant? = query.from
    while let from = position, slots.count < limit {
      let step = try freePlaces(query, from: from, limit: limit - slots.count, at: now)
      slots += step.slots
      position = step.next
    }
    return Array(slots.prefix(limit))
  }
}
