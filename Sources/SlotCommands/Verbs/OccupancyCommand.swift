import ArgumentParser
import SlotDomain

/// `slottui occupancy`
struct OccupancyCommand: StoreCommand {
  static let access = Access.reading
  static let configuration = CommandConfiguration(
    commandName: "occupancy",
    abstract: "Show how much of what is offered is taken.",
    discussion: """
      Counted in places: a slot has as many as its capacity. Offered are those of active slots, \
      locked ones included; the share is that of the taken ones in them. Disabled slots are counted \
      apart, and so are the active appointments on them, whose people have no place any more. \
      Cancelled appointments take no place. A slot counts where it starts, on its block's own clock.

      Examples:
        slottui occupancy --from 2026-11-01 --until 2026-12-01 --format bars
        slottui occupancy --block "Room 2" --by weekday,hour
        slottui occupancy --by block --format csv > november.csv
        slottui occupancy --as-of 2026-11-01 --json
      """
  )

  @Option(
    help: ArgumentHelp("Only the slots of this booking block.", valueName: "ref"),
    completion: StoreCompletion.block
  )
  var block: String?

  @Option(
    help: ArgumentHelp("Only what starts at this time or later.", valueName: "time"),
    completion: StoreCompletion.time
  )
  var from: String?

  @Option(
    help: ArgumentHelp("Only what starts before this time.", valueName: "time"),
    completion: StoreCompletion.time
  )
  var until: String?

  @Option(
    help: ArgumentHelp("Some of block,weekday,hour. Default: all of them.", valueName: "what"),
    completion: .list(OccupancyTables.Group.allCases.map(\.rawValue))
  )
  var by: String?

  @Option(
    help: ArgumentHelp("table, bars, csv or json. Default: table.", valueName: "format"),
    completion: .list(OccupancyTables.Format.allCases.map(\.rawValue))
  )
  var format: String?

  @Option(
    help: ArgumentHelp("Everything as it was at this time.", valueName: "time"),
    completion: StoreCompletion.pastTime
  )
  var asOf: String?

  @OptionGroup var store: StoreOptions
  @OptionGroup(title: "OUTPUT") var written: OutputOptions

  /// `--format json` is `--json`.
  var output: OutputOptions {
    var output = written
    if format == OccupancyTables.Format.json.rawValue { output.isJSON = true }
    return output
  }

  func validate() throws {
    if format != nil, written.format != .people {
      throw ValidationError("Choose one of --format, --json and --ndjson.")
    }
  }

  func perform(in session: Session) throws(SlotError) -> Report {
    let groups = try groups()
    let format = try readFormat()
    var source: any SlotReading = session.store
    var blocks: [BookingBlock]
    if let asOf {
      let zone = try session.zone(of: try block.map(session.references.block))
      (source, blocks) = try session.goBack(to: try session.pastTime(asOf, in: zone))
    } else {
      blocks = try session.store.blocks()
    }
    var zone = Zone.utc
    if let block {
      let only = try session.references.block(block, among: blocks)
      (blocks, zone) = ([only], only.zone)
    }
    let (from, until) = try session.interval(from: from, until: until, in: zone)
    let range = TimeRange(start: from ?? TimeRange.all.start, end: until ?? TimeRange.all.end)
    let occupancy = try source.occupancy(of: blocks, in: range, at: session.now)
    // For what is to be said of them.
    for block in blocks { _ = try session.blocks.zone(of: block.id) }
    return OccupancyTables(occupancy, blocks, groups).report(format)
  }

  private func groups() throws(SlotError) -> [OccupancyTables.Group] {
    guard let by else { return OccupancyTables.Group.allCases }
    return try by.split(separator: ",", omittingEmptySubsequences: false).map(String.init).map {
      (word) throws(SlotError) in
      guard let group = OccupancyTables.Group(rawValue: word) else {
        throw .badRequest("--by cannot be \"\(word)\": give some of block,weekday,hour.")
      }
      return group
    }
  }

  private func readFormat() throws(SlotError) -> OccupancyTables.Format {
    guard let format else { return .table }
    guard let format = OccupancyTables.Format(rawValue: format) else {
      throw .badRequest("--format cannot be \"\(format)\": give table, bars, csv or json.")
    }
    return format
  }
}
