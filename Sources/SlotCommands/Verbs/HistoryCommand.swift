import ArgumentParser
import SlotDomain

/// `slottui history`
struct HistoryCommand: StoreCommand {
  static let access = Access.reading
  static let configuration = CommandConfiguration(
    commandName: "history",
    abstract: "Show who did what, newest first.",
    discussion: """
      With --slot also the values before and after, of the slot and of its appointments. What is \
      deleted needs its whole id. Times are those of the block, or UTC where none is given.

      Examples:
        slottui history --block "Room 2" --since 2026-11-23
        slottui history --slot 93bd6b73
        slottui history --by ana --limit 10 --json
      """
  )

  @Option(
    help: ArgumentHelp("Only what touched this booking block.", valueName: "ref"),
    completion: StoreCompletion.block
  )
  var block: String?

  @Option(
    help: ArgumentHelp("Only what touched this slot.", valueName: "ref"),
    completion: StoreCompletion.slot
  )
  var slot: String?

  @Option(help: ArgumentHelp("Only what this user did.", valueName: "user"))
  var by: String?

  @Option(
    help: ArgumentHelp("Only what was done at this time or later.", valueName: "time"),
    completion: StoreCompletion.pastTime
  )
  var since: String?

  @Option(help: ArgumentHelp("At most so many, 1 to 500. Default: 50.", valueName: "n"))
  var limit: String?

  @OptionGroup var store: StoreOptions
  @OptionGroup var output: OutputOptions

  func perform(in session: Session) throws(SlotError) -> Report {
    var query = HistoryQuery()
    let limit = try limit.map { (text) throws(SlotError) in
      try ValueText.integer(text, 1...500, "--limit")
    }
    query.limit = limit ?? (session.format == .ndjson ? Int.max : 50)
    query.actor = by
    if let block {
      if let id = BookingBlock.ID(block), (try? session.blocks.block(id)) == nil {
        // It can have been deleted, and then has no clock any more.
        query.block = id
      } else {
        let block = try session.references.block(block)
        query.block = block.id
        session.onlyBlock = block.id
      }
    }
    if let slot {
      let id = try session.references.slot(slot)
      query.slot = id
      session.onlyBlock = session.onlyBlock ?? (try? session.store.slot(id).blockID)
    }
    if let since {
      let zone = if let id = session.onlyBlock { try session.blocks.zone(of: id) } else { Zone.utc }
      query.since = try session.pastTime(since, in: zone)
    }
    guard query.limit != .max else { return try stream(query, session) }
    var report = Report(
      .history(try session.store.history(matching: query), withValues: slot != nil)
    )
    report.meta = ["limit": .integer(query.limit), "page": .integer(1)]
    if session.format == .json {
      report.meta["total"] = .integer(try session.store.historyCount(matching: query))
    }
    if case .history(let entries, _) = report.content, entries.isEmpty {
      report.headline = "Nothing was done here \(since == nil ? "yet" : "since then")."
    }
    return report
  }

  private func stream(_ query: HistoryQuery, _ session: Session) throws(SlotError) -> Report {
    let dates = try session.dates(of: session.onlyBlock)
    let store = session.store
    return Report(streaming: { (lines) throws(SlotError) in
      try store.forEachEntry(matching: query) { (entry) throws(SlotError) in
        try lines.put(
          query.slot == nil
            ? ActionJSON.value(entry.action, dates: dates) : ActionJSON.value(entry, dates: dates)
        )
      }
    })
  }
}

/// `slottui undo`
struct UndoCommand: ChangingCommand {
  static let configuration = CommandConfiguration(
    commandName: "undo",
    abstract: "Take back your last action, or a named one.",
    discussion: """
      What a colleague changed since is left alone, and said. slottui history shows the numbers.

      Examples:
        slottui undo
        slottui undo 42 --reason "wrong room"
        slottui undo 43 --force   # although it was a colleague's
      """
  )

  @Argument(
    help: ArgumentHelp("The number of an action. Default: your last one."),
    completion: StoreCompletion.action
  )
  var action: String?

  @Flag(help: "Also an action of a colleague.")
  var force = false

  @OptionGroup var change: ChangeOptions
  @OptionGroup var store: StoreOptions
  @OptionGroup var output: OutputOptions

  func perform(in session: Session) throws(SlotError) -> Report {
    let id = try action.map { (text) throws(SlotError) in
      guard let id = Action.ID(text) else {
        throw .badRequest("No action has the number \"\(text)\". slottui history lists them.")
      }
      return id
    }
    var report = Report(
      .undo(
        try session.store.undo(
          id,
          force: force,
          at: session.now,
          reason: session.reason(change)
        )
      )
    )
    report.isSingle = true
    return report
  }
}

/// `slottui redo`
struct RedoCommand: ChangingCommand {
  static let configuration = CommandConfiguration(
    commandName: "redo",
    abstract: "Do again what your last undo took back.",
    discussion: """
      Possible until you do something else.

      Example:
        slottui redo
      """
  )

  @OptionGroup var change: ChangeOptions
  @OptionGroup var store: StoreOptions
  @OptionGroup var output: OutputOptions

  func perform(in session: Session) throws(SlotError) -> Report {
    let outcome = try session.store.redo(at: session.now, reason: session.reason(change))
    var report = Report(.undo(outcome))
    report.isSingle = true
    return report
  }
}
