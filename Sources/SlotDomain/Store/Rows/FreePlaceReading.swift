/// Looks for free places, one batch a step.
struct FreePlaceReading {
  let rows: any RowEngine
  let query: FreePlaceQuery
  let now: Instant

  /// So long that a step finds enough where there is something, and so short that one of many full blocks
  /// takes a few milliseconds.
  private static let stretch = Span.hours(14 * 24)
  /// Clocks on the wall are looked at afterwards: of many slots few can be left.
  private static let most = 500
  /// So many of the first ones can start together without another look.
  private static let spare = 100

  func step(from position: Instant?, limit: Int) throws(SlotError) -> FreePlaceStep {
    let start = max(position ?? query.from, TimeRange.all.start)
    let last = min(query.until ?? TimeRange.all.end, TimeRange.all.end)
    guard start < last else { return FreePlaceStep(slots: [], next: nil) }
    let end = min(start + Self.stretch, last)
    let most = hasClock ? Self.most : min(max(limit, 0), Self.most) + Self.spare
    let wanted = wanted(TimeRange(start: start, end: end), limit: most)
    var needs = Needs()
    needs.allBlocks = hasClock
    needs.fittingSlots = [wanted, next(after: end)]
    let found = try rows.find(needs)
    let clocks = try Clocks(found.blocks.map(\.block), query)
    var slots = found.fittingSlots.first ?? []
    var next = found.fittingSlots.last?.first?.range.start
    if slots.count >= most, let cut = slots.last?.range.start {
      // What starts together comes together; it can be more than was asked for.
      if slots.first?.range.start == cut {
        slots = try all(at: cut)
        next = cut + Span(milliseconds: 1)
      } else {
        slots.removeAll { $0.range.start == cut }
        next = cut
      }
    }
    slots = try clocks.fitting(slots)
    if slots.count > limit, limit > 0, let cut = slots.first(after: limit) {
      slots.removeAll { $0.range.start >= cut }
      next = cut
    }
    if let next, next <= start {
      // A row with another start than the index says: whoever went on from there would do so for ever.
      throw .storeDamaged(place: rows.place, reason: "a slot's start is not where its index says")
    }
    return FreePlaceStep(slots: slots, next: next.flatMap { $0 < last ? $0 : nil })
  }

  private var hasClock: Bool {
    !query.weekdays.isEmpty || !query.windows.isEmpty || query.days != nil
  }

  private func wanted(_ range: TimeRange, limit: Int) -> FittingSlots {
    FittingSlots(
      blocks: query.blocks,
      range: range,
      condition: .available(at: now),
      length: .minutes(min(max(query.minutes ?? 0, 0), 1 << 32)),
      places: max(query.places, 1),
      limit: limit
    )
  }

  /// The first slot that there is at all from a moment on: years without any are jumped over.
  private func next(after moment: Instant) -> FittingSlots {
    FittingSlots(
      blocks: query.blocks,
      range: TimeRange(start: moment, end: TimeRange.all.end),
      condition: RowCondition([.isPublished]),
      places: 0,
      limit: 1
    )
  }

  private func all(at start: Instant) throws(SlotError) -> [Slot] {
    var needs = Needs()
    needs.fittingSlots = [wanted(TimeRange(at: start), limit: .max)]
    return try rows.find(needs).fittingSlots.first ?? []
  }

  /// What the clocks of blocks say of their slots.
  private struct Clocks {
    private var selection = SlotSelection()
    private var zones: [BookingBlock.ID: Zone] = [:]
    private let named: Set<BookingBlock.ID>
    private let days: Range<CivilDate>?

    init(_ blocks: [BookingBlock], _ query: FreePlaceQuery) throws(SlotError) {
      selection.weekdays = query.weekdays
      selection.windows = query.windows
      days = query.days
      named = Set(query.blocks ?? [])
      var known: [String: Zone] = [:]
      for block in blocks where query.blocks == nil || named.contains(block.id) {
        let zone = known[block.timezone] ?? block.zone
        known[block.timezone] = zone
        zones[block.id] = zone
      }
    }

    func fitting(_ slots: [Slot]) throws(SlotError) -> [Slot] {
      guard selection.needsClock || days != nil else { return slots }
      var fitting: [Slot] = []
      for slot in slots where try fits(slot) { fitting.append(slot) }
      return fitting
    }

    private func fits(_ slot: Slot) throws(SlotError) -> Bool {
      guard let zone = zones[slot.blockID] else { return false }
      if zone.isLost, !named.contains(slot.blockID) { return false }
      if let days, !days.contains(zone.date(slot.range.start)) { return false }
      return try selection.fitsClock(slot, in: zone)
    }
  }
}

extension [Slot] {
  /// The start of the first that does not come with the first `limit` ones; nil when all of them start
  /// together with one of those.
  fileprivate func first(after limit: Int) -> Instant? {
    let start = self[limit].range.start
    guard start == first?.range.start else { return start }
    return first { $0.range.start > start }?.range.start
  }
}
