import ArgumentParser
import SlotDomain

struct SlotFind: StoreCommand {
  static let access = Access.reading
  static let configuration = CommandConfiguration(
    commandName: "find",
    abstract: "Find the next free places.",
    discussion: """
      Of all booking blocks, or of those that are named, in the order of time: only slots that can \
      be booked now. --minutes and --places mean at least. With --ndjson all of them are printed, \
      unless --limit asks for less.

      Examples:
        slottui slot find
        slottui slot find --block "Dr Adams" --block "Dr Chen" --limit 5
        slottui slot find --weekday thu --between 14:00-17:00 --minutes 40
        slottui slot find --from "tomorrow 14:00" --places 2 --json
      """
  )

  @Option(
    parsing: .singleValue,
    help: ArgumentHelp("Only in this booking block; several times for several.", valueName: "ref"),
    completion: StoreCompletion.block
  )
  var block: [String] = []

  @Option(
    help: ArgumentHelp("Only what starts at this time or later. Default: now.", valueName: "time"),
    completion: StoreCompletion.time
  )
  var from: String?

  @OptionGroup var clock: ClockOptions

  @Option(help: ArgumentHelp("Only what lasts at least so long.", valueName: "n"))
  var minutes: String?

  @Option(help: ArgumentHelp("Only what has at least so many places free.", valueName: "n"))
  var places: String?

  @Option(help: ArgumentHelp("At most so many, 1 to 500. Default: 20.", valueName: "n"))
  var limit: String?

  @OptionGroup var store: StoreOptions
  @OptionGroup var output: OutputOptions

  func perform(in session: Session) throws(SlotError) -> Report {
    let query = try query(in: session)
    let limit = try limit.map { (text) throws(SlotError) in
      try ValueText.integer(text, 1...500, "--limit")
    }
    let (store, now) = (session.store, session.now)
    let warnings = try warnings(query, session)
    guard limit != nil || session.format != .ndjson else {
      var report = Report(streaming: { (lines) throws(SlotError) in
        var position: Instant? = query.from
        while let from = position {
          let step = try store.freePlaces(query, from: from, limit: Self.atOnce, at: now)
          for slot in step.slots { try lines.put(slot) }
          position = step.next
        }
      })
      report.warnings = warnings
      return report
    }
    let shown = limit ?? Self.usual
    let found = try store.inOneMoment { () throws(SlotError) in
      try store.freePlaces(query, limit: shown + 1, at: now)
    }
    var report = try report(Array(found.prefix(shown)), isAll: found.count <= shown, shown, session)
    report.warnings = warnings
    return report
  }

  /// One block whose clock nobody can read keeps nobody from a place in another one.
  private func warnings(_ query: FreePlaceQuery, _ session: Session) throws(SlotError) -> [String] {
    guard !clock.isEmpty, query.blocks == nil else { return [] }
    return try session.store.blocks().filter(\.zone.isLost).map {
      "\($0.name) is left out: its time zone \"\($0.timezone)\" is unknown on this machine."
    }
  }

  private static let usual = 20
  /// So many are looked for in one step of a list without an end.
  private static let atOnce = 500

  private func query(in session: Session) throws(SlotError) -> FreePlaceQuery {
    let blocks = try block.map { (text) throws(SlotError) in try session.references.block(text) }
    var query = FreePlaceQuery(from: session.now)
    if let from { query.from = try session.time(from, ofAll: blocks, "--from") }
    if !blocks.isEmpty { query.blocks = blocks.map(\.id) }
    query.weekdays = try clock.weekdays()
    query.windows = try clock.windows()
    if let minutes { query.minutes = try ValueText.integer(minutes, 1...1_000_000, "--minutes") }
    if let places { query.places = try ValueText.integer(places, 1...1_000_000, "--places") }
    return query
  }

  private func report(
    _ slots: [Slot],
    isAll: Bool,
    _ limit: Int,
    _ session: Session
  ) throws(SlotError) -> Report {
    var report = Report(.slots(slots))
    // All of a store would have to be looked through to count what is not shown.
    let total: JSONValue = isAll ? .integer(slots.count) : .null
    report.meta = ["limit": .integer(limit), "page": .integer(1), "total": total]
    report.prepared = try Tables(session: session).freePlaces(slots)
    if slots.isEmpty {
      report.headline = "No free place is like that. slottui slot list shows what there is."
    } else if !isAll {
      report.footer = "There are more: --limit \(min(500, limit * 2)) shows them."
    }
    return report
  }
}
