import SlotDomain

/// One command at work: the opened store, the moment that counts as now, and what was looked up.
final class Session {
  let store: any SlotStore
  /// The moment that counts as now; one of the past, when a command is about that.
  private(set) var now: Instant
  let format: OutputOptions.Format
  /// Dates in JSON are those of the block's clock.
  let isLocal: Bool
  let blocks: BlockDirectory
  let references: References
  /// The block that a history is about: in its zone the times of actions are told.
  var onlyBlock: BookingBlock.ID?

  init(_ store: any SlotStore, now: Instant, _ output: OutputOptions) {
    self.store = store
    self.now = now
    format = output.format
    isLocal = output.isLocal
    blocks = BlockDirectory(store)
    references = References(store: store, blocks: blocks)
  }

  /// From here on everything is as it was at a moment, which counts as now.
  ///
  /// - Returns: The blocks that there were.
  /// - Throws: `.badRequest` E013 for a moment that is still to come.
  func goBack(to then: Instant) throws(SlotError) -> (any SlotReading, [BookingBlock]) {
    guard then <= now else {
      throw .badRequest("--as-of \(TimeText.utc(then)) is still to come: give a time that is over.")
    }
    let past = try store.past(at: then)
    let blocks = try past.blocks()
    for block in blocks { self.blocks.remember(block) }
    now = then
    return (past, blocks)
  }

  /// - Throws: what `Operation` says.
  func perform(
    _ operation: Operation,
    _ options: ChangeOptions
  ) throws(SlotError) -> Outcome {
    try store.perform(operation, at: now, reason: reason(options))
  }

  /// What the user said of why, if anything.
  func reason(_ options: ChangeOptions) -> String? {
    options.reason.flatMap { $0.isEmpty ? nil : $0 }
  }

  /// How JSON has the dates of what belongs to a block; of what belongs to none it has UTC.
  func dates(of block: BookingBlock.ID?) throws(SlotError) -> DateStyle {
    guard isLocal, let block else { return .utc }
    return .local(try blocks.zone(of: block))
  }

  /// The zone of a block that may not have been named; then UTC.
  func zone(of block: BookingBlock?) throws(SlotError) -> Zone {
    guard let block else { return .utc }
    return try blocks.zone(of: block.id)
  }
}
