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
      rest, --on-conflict update changes what is there. - is standard input. Files are read to their \
      ends before the store is locked, and --dry-run locks nothing: it is tried on a copy.

      csv has a header with property names of slots, and one slot in a row. Slots without an id are \
      known again by their time. Times without an offset are on the block's own clock. ics needs \
      --block; its events are known again by their UID, and one that repeats without end needs \
      --until, where all repetitions are cut. Of several revisions the newest counts, whichever file \
      it is in. What an event no longer has is a conflict: with --on-conflict update its slots are \
      removed, or disabled where people are on them. A rule is read as RFC 5545 has it: \
      FREQ=YEARLY;BYMONTHDAY=7 is the 7th of every month. What is not understood is refused, not \
      guessed. fhir is NDJSON of Schedules, which become draft blocks, and Slots; other resources are \
      passed over.

      Examples:
        slottui import all.ndjson
        slottui import all.ndjson --dry-run
        slottui import slots.csv --block "Room 2" --on-conflict update
        slottui import outlook.ics --block "Room 2" --until 2027-01-01
        slottui import a.json b.json --format fhir --timezone Europe/Berlin
      """
  )

  /// `--on-conflict` of every change of many objects, and what only an import can do.
  enum OnConflict: String, CaseIterable, ExpressibleByArgument {
    case fail, skip
    /// What is there takes on the values of the file; what is refused even so, refuses all.
    case update

    var policy: ConflictPolicy { ConflictPolicy(rawValue: rawValue) ?? .fail }
    static let names = allCases.map(\.rawValue).joined(separator: "|")
  }

  @Argument(help: "The files.", completion: .file())
  var files: [String] = []

  @Option(
    help: ArgumentHelp(
      "The format of the files. Default: what their names say.",
      valueName: FileFormat.readable
    ),
    completion: .list(FileFormat.readable.split(separator: "|").map(String.init))
  )
  var format: FileFormat?

  @Option(
    help: ArgumentHelp(
      "The booking block of slots in csv and ics. Other files may have no other.",
      valueName: "ref"
    ),
    completion: StoreCompletion.block
  )
  var block: String?

  @Option(
    help: ArgumentHelp("Where events that repeat are cut, for ics.", valueName: "time"),
    completion: StoreCompletion.time
  )
  var until: String?

  @Option(
    help: ArgumentHelp(
      "Of the blocks in fhir. Default: what they say, else UTC.",
      valueName: "zone"
    ),
    completion: StoreCompletion.zone
  )
  var timezone: String?

  @Option(
    help: ArgumentHelp(
      "What to do when something is refused. Default: fail.",
      valueName: OnConflict.names
    )
  )
  var onConflict = OnConflict.fail

  @Flag(help: "Only say what would happen.")
  var dryRun = false

  @OptionGroup var change: ChangeOptions
  @OptionGroup var store: StoreOptions
  @OptionGroup var output: OutputOptions

  var accessNow: Access { dryRun ? .reading : .writing }
  /// A dry run reads just as long.
  var isStoppable: Bool { true }

  func validate() throws {
    if files.isEmpty { throw ValidationError("Say which files.") }
    for file in files { try check(file) }
    let formats = files.map(format(of:))
    // A file of lines says only inside what they are.
    if timezone != nil, !formats.contains(.fhir), !formats.contains(.ndjson) {
      throw ValidationError(
        "--timezone is for the blocks of fhir. Times without an offset are on the block's own clock."
      )
    }
    if until != nil, !formats.contains(.ics) {
      throw ValidationError("--until is for events of ics that repeat.")
    }
  }

  private func format(of file: String) -> FileFormat? { format ?? FileFormat(path: file) }

  private func check(_ file: String) throws {
    do throws(SlotError) {
      try StoreAddress.refuseServer(asFile: file)
    } catch {
      throw ValidationError(error.message(in: .utc))
    }
    switch format(of: file) {
    case nil:
      throw ValidationError(
        "The name \"\(file)\" does not say what is in it: give --format \(FileFormat.readable)."
      )
    case .html:
      throw ValidationError("A day sheet is to be printed and cannot be read: \"\(file)\".")
    case .ics where block == nil:
      throw ValidationError("Say which booking block gets the events of \"\(file)\": --block.")
    case .ndjson, .csv, .ics, .fhir: break
    }
  }

  func perform(in session: Session) throws(SlotError) -> Report {
    let block = try block.map { (text) throws(SlotError) in try session.references.block(text) }
    let zone = try session.zone(of: block)
    let until = try until.map { (text) throws(SlotError) in try session.time(text, in: zone) }
    if let timezone, (try? Zone(named: timezone)) == nil { throw .invalidTimezone(timezone) }
    let bar = ProgressBar.onTerminal()
    defer { bar?.erase() }
    let zones = ImportZones(session.store, isUpdating: onConflict == .update)
    let reading = ImportReading(zones, skips: onConflict.policy == .skip, bar: bar)
    for file in files {
      try reading.read(
        file,
        with: try reader(of: file, block, until, zones),
        atMost: format(of: file) == .ics ? .calendar : TextFile.Limit()
      )
    }
    try reading.finish()
    bar?.erase()
    return try take(reading, zones, block, session)
  }

  /// Everything was read by now: only to write it is anybody kept waiting.
  private func take(
    _ reading: ImportReading,
    _ zones: ImportZones,
    _ block: BookingBlock?,
    _ session: Session
  ) throws(SlotError) -> Report {
    let importer = Importer(
      onConflict.policy,
      isUpdating: onConflict == .update,
      isTrial: dryRun
    )
    // What is refused anyway is not written to be taken back.
    let isRefused = onConflict.policy == .fail && reading.refusedCount > 0
    _ = try session.store.takeOver(
      at: session.now,
      reason: session.reason(change),
      isTrial: dryRun || isRefused
    ) { (intake) throws(SlotError) in
      intake.block = block?.id
      try zones.refuseChanged(in: intake)
      try importer.take(reading, into: intake)
      try importer.finish(into: intake)
    }
    return try importer.report(in: session, try session.dates(of: block?.id))
  }

  private func reader(
    of file: String,
    _ block: BookingBlock?,
    _ until: Instant?,
    _ zones: ImportZones
  ) throws(SlotError) -> any RecordReader {
    switch format(of: file) {
    case .ndjson where format == nil: return ObjectLineReader(timezone: timezone)
    case .ndjson: return NDJSONReader()
    case .csv: return SlotCSVReader(block: block?.id, zone: zones.zone)
    case .fhir: return FHIRReader(timezone: timezone)
    case .ics, .html, nil:
      guard let block else {
        throw .badRequest("Say which booking block gets the events: --block.")
      }
      let zone = try zones.zone(of: block.id)
      // Floating times and whole days would be read on it.
      do { try zone.mustBeKnown() } catch { throw .invalidDate(error) }
      return ICalendarReader(
        block: block.id,
        zone: zone,
        until: until,
        limit: ImportBounds.repetitions
      )
    }
  }
}
