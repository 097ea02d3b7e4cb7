import SlotDomain

/// What windows are filled with, of the present or of the past.
extension EffectRunner {
  /// Where slots are read: the store, or what it was at a moment.
  func source(asOf then: Instant?) throws(SlotError) -> any SlotReading {
    guard let then else { return store }
    return try store.past(at: then)
  }

  /// A slot with its appointments and the newest of what was done to it, up to a moment.
  func details(of id: Slot.ID, asOf then: Instant? = nil) throws(SlotError) -> SlotDetails {
    try store.details(of: id, asOf: then, entries: 20)
  }

  /// What others have done, newest first.
  func since(_ moment: Instant) throws(SlotError) -> Since {
    var query = HistoryQuery()
    query.since = moment + Span(milliseconds: 1)
    query.notActor = settings.actor
    query.limit = Since.most
    return Since(moment, try store.history(matching: query).map(\.action))
  }

  /// One page a block; of all blocks in the order of their names.
  func pages(_ request: DaySheetRequest) throws(SlotError) -> [DaySheetPage] {
    let source = try source(asOf: request.asOf)
    let blocks = try source.blocks().filter { request.block == nil || $0.id == request.block }
    return try blocks.map { (block) throws(SlotError) in
      try source.daySheet(of: block, on: request.date)
    }
  }

  /// Counts the slots of every block that begin in a period, each on the clock of its own block.
  func tally(_ request: OccupancyRequest, at now: Instant) throws(SlotError) -> OccupancyReport {
    let source = try source(asOf: request.asOf)
    let range = request.period.range(in: request.zone)
    var report = OccupancyReport(request: request, blocks: try source.blocks())
    report.occupancy = try source.occupancy(of: report.blocks, in: range, at: request.asOf ?? now)
    report.warnings = Set(report.blocks.compactMap(\.zone.warning)).sorted()
    return report
  }
}
