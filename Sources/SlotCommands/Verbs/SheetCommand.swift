import ArgumentParser
import SlotDomain

/// `slottui sheet`
struct SheetCommand: StoreCommand {
  static let access = Access.reading
  static let configuration = CommandConfiguration(
    commandName: "sheet",
    abstract: "Print who comes on a day, with phones and notes.",
    discussion: """
      The slots of the day on each block's own clock, with a blank line for each place that is \
      free. Of all blocks those without slots are only named. html is a page a block, to print \
      and pin up; slottui export --format html writes those of several days.

      Examples:
        slottui sheet
        slottui sheet --date tomorrow --block "Room 2"
        slottui sheet --date mon --format html > monday.html
      """
  )

  @Option(
    help: ArgumentHelp("The day: 2026-11-23, tomorrow, mon. Default: today.", valueName: "date"),
    completion: StoreCompletion.time
  )
  var date: String?

  @Option(
    help: ArgumentHelp("Only this booking block. Default: all.", valueName: "ref"),
    completion: StoreCompletion.block
  )
  var block: String?

  @Option(
    help: ArgumentHelp("Default: text.", valueName: "text|html"),
    completion: .list(DaySheets.Format.allCases.map(\.rawValue))
  )
  var format: String?

  @OptionGroup var store: StoreOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    if format != nil, output.format != .people {
      throw ValidationError("Choose one of --format, --json and --ndjson.")
    }
  }

  func perform(in session: Session) throws(SlotError) -> Report {
    let format = try readFormat()
    let blocks =
      if let block { [try session.references.block(block)] } else { try session.store.blocks() }
    // Also where no block is there to tell that it is no date.
    if let date { _ = try session.date(date, in: .utc) }
    let pages = try session.store.inOneMoment { () throws(SlotError) in
      try blocks.map { (block) throws(SlotError) in
        session.blocks.remember(block)
        let day = try session.date(date ?? "today", in: try session.blocks.zone(of: block.id))
        return try session.store.daySheet(of: block, on: day)
      }
    }
    return try DaySheets(pages: pages, session: session).report(format)
  }

  private func readFormat() throws(SlotError) -> DaySheets.Format {
    guard let format else { return .text }
    guard let format = DaySheets.Format(rawValue: format) else {
      throw .badRequest("--format cannot be \"\(format)\": give text or html.")
    }
    return format
  }
}
