import ArgumentParser
import Glibc
import SlotDomain
import TerminalKit

/// `slottui export`
struct ExportCommand: StoreCommand {
  static let access = Access.reading
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write blocks, slots and appointments for other programs.",
    discussion: """
      ndjson has everything but the locks: imported into an empty store it gives the same store. \
      csv has the slots, one in a row, or with --appointments the appointments, by their id, block, \
      start, end, name, phone, email, note and status; what a spreadsheet would run as a formula gets \
      an apostrophe in front, which import takes off again. ics is a calendar with an event a slot. \
      html is a day sheet to print, a page a day, with names, phones and notes, and a blank line for \
      each free place; without --from it is that of today. fhir has Schedules and Slots, one a line, \
      as SMART Scheduling Links publishes them.

      With --local the dates of ndjson, csv and fhir are those of the block's clock, with the offset, \
      and import reads the same moments from them; html always has that clock; for ics it is refused, \
      since a calendar has UTC, which every program shows on its own.

      Without --output it goes to standard output. A file is readable by you alone, and appears \
      under its name when it is complete.

      Examples:
        slottui export --format ndjson --output all.ndjson
        slottui export -o today.html --block "Room 2"
        slottui export --format csv --block "Room 2" --from today --until +7d
        slottui export --format csv --appointments --local -o people.csv
      """
  )

  @Option(
    help: ArgumentHelp(
      "The format. Default: what the name of the output says.",
      valueName: FileFormat.names
    )
  )
  var format: FileFormat?

  @Option(
    help: ArgumentHelp("Only this booking block.", valueName: "ref"),
    completion: StoreCompletion.block
  )
  var block: String?

  @Option(
    help: ArgumentHelp("Only slots that end after this time.", valueName: "time"),
    completion: StoreCompletion.time
  )
  var from: String?

  @Option(
    help: ArgumentHelp("Only slots that start before this time.", valueName: "time"),
    completion: StoreCompletion.time
  )
  var until: String?

  @Option(
    name: [.customShort("o"), .customLong("output")],
    help: ArgumentHelp("The file to write.", valueName: "file"),
    completion: .file()
  )
  var file: String?

  @Flag(name: .customLong("appointments"), help: "In csv: the appointments in place of the slots.")
  var ofAppointments = false

  @OptionGroup var store: StoreOptions
  @OptionGroup var output: OutputOptions

  private var isToFile: Bool { file != nil && file != "-" }

  /// Checked before anything is opened.
  private var chosenFormat: FileFormat? { format ?? file.flatMap(FileFormat.init(path:)) }
  private static let noFormat = "Say in which format: --format \(FileFormat.names)."

  func validate() throws {
    guard chosenFormat != nil else { throw ValidationError(Self.noFormat) }
    guard chosenFormat != .ics || !output.isLocal else {
      throw ValidationError(
        "A calendar has its times in UTC, and whoever shows it takes their own clock: leave out"
          + " --local."
      )
    }
    guard chosenFormat == .csv || !ofAppointments else {
      throw ValidationError("--appointments belongs to csv. ndjson has the appointments anyway.")
    }
    guard isToFile || output.format == .people else {
      throw ValidationError("With --json and --ndjson the export needs a file: --output FILE.")
    }
  }

  func perform(in session: Session) throws(SlotError) -> Report {
    guard let format = chosenFormat else { throw .badRequest(Self.noFormat) }
    let block = try block.map { (text) throws(SlotError) in try session.references.block(text) }
    let (from, until) = try session.interval(
      from: from,
      until: until,
      in: try session.zone(of: block)
    )
    let target = try OutputFile(file, store: store.resolvedPath)
    // Where the export itself is on the terminal, a bar would be drawn into it.
    let bar = isToFile || isatty(STDOUT_FILENO) == 0 ? ProgressBar.onTerminal() : nil
    let exporter = Exporter(
      session: session,
      block: block,
      from: from,
      until: until,
      target: target,
      bar: bar
    )
    func write() throws(SlotError) {
      try session.store.inOneMoment { () throws(SlotError) in
        try exporter.write(format, ofAppointments: ofAppointments)
      }
    }
    defer { bar?.erase() }
    if isToFile { try Interruption.heeded(write) } else { try write() }
    try target.finish()
    return report(exporter, format)
  }

  private func report(_ exporter: Exporter, _ format: FileFormat) -> Report {
    guard isToFile, let file else {
      var report = Report(.other([]))
      // All of it has been written. What is to be said of zones is no part of it.
      report.document = ""
      return report
    }
    var report = Report(
      .other([
        .object([
          "appointments": .integer(exporter.appointments),
          "blocks": .integer(exporter.blocks),
          "format": .string(format.rawValue),
          "path": .string(file),
          "slots": .integer(exporter.slots),
        ])
      ])
    )
    report.isSingle = true
    report.isOfChange = true
    let people =
      exporter.appointments > 0
      ? " with \(counted(exporter.appointments, "appointment"))" : ""
    report.headline =
      "Wrote \(counted(exporter.blocks, "booking block")) and"
      + " \(counted(exporter.slots, "slot"))\(people) to \(file)."
    return report
  }
}
