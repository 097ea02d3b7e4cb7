/// Reads what planning goes by: how a block's slots recurred last time, and which slots some days touch.
struct PlanningReading {
  let rows: any RowEngine

  /// So far back from the last slot, so that one week that was different does not decide.
  private static let lately = Span.hours(28 * 24)

  func lastPattern(of id: BookingBlock.ID) throws(SlotError) -> DerivedPattern? {
    var needs = Needs()
    needs.blocks = [id]
    needs.nearest = [NearestSlot(direction: .before, moment: TimeRange.all.end, block: id)]
    let found = try rows.find(needs)
    guard let block = found.blocks.first?.block else { throw .blockNotFound("\(id)") }
    guard let last = found.nearest.first ?? nil else { return nil }
    needs = Needs()
    needs.periods = [
      (id, TimeRange(start: last.range.start - Self.lately, end: last.range.end))
    ]
    return DerivedPattern(of: try rows.find(needs).periods.first ?? [], zone: block.zone)
  }

  func slots(
    touching days: [ClosedDay],
    of ids: [BookingBlock.ID],
    notEndedBy now: Instant
  ) throws(SlotError) -> [Slot] {
    var needs = Needs()
    needs.blocks = ids
    let blocks = try rows.find(needs).blocks.map(\.block)
    if let missing = ids.first(where: { id in !blocks.contains { $0.id == id } }) {
      throw .blockNotFound("\(missing)")
    }
    needs = Needs()
    for block in blocks {
      let zone = block.zone
      try SlotError.aboutTime(zone.mustBeKnown)
      for range in days.map({ Self.range($0, in: zone) }) where range.start < range.end {
        needs.periods.append((block.id, range))
      }
    }
    guard !needs.periods.isEmpty else { return [] }
    var known: Set<Slot.ID> = []
    return try rows.find(needs).periods.joined()
      .filter { $0.range.end > now && known.insert($0.id).inserted }
      .sorted { ($0.range.start, $0.id) < ($1.range.start, $1.id) }
  }

  private static func range(_ day: ClosedDay, in zone: Zone) -> TimeRange {
    TimeRange(
      start: zone.startOfDay(day.days.lowerBound),
      end: zone.startOfDay(day.days.upperBound.adding(days: 1))
    )
  }
}
