import SlotDomain

/// What windows are filled with.
extension EffectRunner {
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
}
