import ArgumentParser
import SlotDomain

/// `slottui import`
struct ImportCommand: ChangingCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Take over blocks, slots and appointments from files.",
    discussion: """
      All files are taken as one action, which slottui undo takes back, or none of them. What is in \
      the store already stays as it is, so that importing twice changes nothing. What is there with \
      other values, or cannot be, is refused with its file and line: --on-conflict skip takes the \
      rest, --on-conflict update changes what is there. - is standard input.

      csv has a header with property names of slots, and one slot in a row. Slots without an id are \
      known again by their time. Times without an offset are on the block's own clock.

      Examples:
        slottui import all.ndjson
        slottui import all.ndjson --dry-run
        slottui import slots.csv --block "Room 2" --on-conflict update
      """
  )

  @Argument(help: "The files.", completion: .file())
  var files: [String] = []

  @Option(
    help: ArgumentHelp(
      "The format of the files. Default: what their names say.",
      valueName: FileFormat.names
    )
  )
  var format: FileFormat?

  @Option(help: ArgumentHelp("The booking block of slots in csv.", valueName: "ref"))
  var block: String?

  @Option(
    help: ArgumentHelp(
      "What to do when something is refused. Default: fail.",
      valueName: Importer.Conflicts.names
    )
  )
  var onConflict: Importer.Conflicts = .fail

  @Flag(help: "Only say what would happen.")
  var dryRun = false

  @OptionGroup var change: ChangeOptions
  @OptionGroup var store: StoreOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    if files.isEmpty { throw ValidationError("Say which files.") }
    for file in files where format == nil && FileFormat(path: file) == nil {
      throw ValidationError(
        "The name \"\(file)\" does not say what is in it: give --format \(FileFormat.names)."
      )
    }
    for file in files where block != nil && (format ?? FileFormat(path: file)) == .ndjson {
      throw ValidationError("\"\(file)\" says itself in which blocks its slots are: no --block.")
    }
  }

  func perform(in session: Session) throws(SlotError) -> Report {
    let block = try block.map { (text) throws(SlotError) in try session.references.block(text) }
    let importer = Importer(conflicts: onConflict, isTrial: dryRun)
    let reason = change.reason.flatMap { $0.isEmpty ? nil : $0 }
    _ = try session.store.takeOver(at: session.now, reason: reason, isTrial: dryRun) {
      (intake) throws(SlotError) in
      for file in files {
        try importer.read(file, with: reader(of: file, block, intake), into: intake)
      }
      try importer.finish(into: intake)
    }
    return importer.report()
  }

  private func reader(
    of file: String,
    _ block: BookingBlock?,
    _ intake: any ObjectIntake
  ) -> any RecordReader {
    switch format ?? FileFormat(path: file) ?? .ndjson {
    case .ndjson: NDJSONReader()
    case .csv: SlotCSVReader(block: block?.id, zone: intake.zone)
    }
  }
}
