import Foundation
import ProgramDriver
import Testing

@testable import SlotDomain

/// Files that are broken, of another kind, or not files at all: which line, why and what to do, and
/// nothing of them is taken.
@Suite struct BadFileTests {
  private let program: Program

  init() throws { program = try Program(copying: try Self.template.get()) }

  private static let template = Result { try makeTemplate() }

  private static func makeTemplate() throws -> Program {
    let program = try Program()
    _ = try program.makeBlock()
    _ = try program.makeSlot("2035-01-08T09:00")
    _ = try program.book(try program.makeSlot("2035-01-08T10:00"))
    return program
  }

  private func write(_ bytes: [UInt8], _ name: String) throws -> String {
    try Data(bytes).write(to: program.folder.appending(path: name))
    return program.path(name)
  }

  /// As `make sanitize` builds it.
  private static let isSanitized = ProcessInfo.processInfo.environment["ASAN_OPTIONS"] != nil

  /// What an import needs to be told beside the file.
  private static let options: [String: [String]] = [
    "ndjson": [], "csv": ["--block", "Room"], "ics": ["--block", "Room"],
    "fhir": ["--format", "fhir"],
  ]

  /// Expects one refusal that names file and line, and that nothing is changed, not even with
  /// `--on-conflict skip`, which accounts for it.
  private func expectRefusal(
    _ sentence: String,
    line: Int,
    of file: String,
    _ options: [String],
    location: SourceLocation = #_sourceLocation
  ) throws {
    let before = try program.snapshot()
    let refused = try program.run(["import", file] + options)
    #expect(refused.status == 65, "\(refused.output)", sourceLocation: location)
    let lines = refused.error.split(separator: "\n")
    #expect(lines.count == 1, "\(refused.error)", sourceLocation: location)
    let place = "\(file), line \(line): "
    #expect(refused.error.contains(place), "\(refused.error)", sourceLocation: location)
    #expect(refused.error.contains(sentence), "\(refused.error)", sourceLocation: location)
    #expect(try program.snapshot() == before, sourceLocation: location)
    let skipped = try program.run(["import", file, "--on-conflict", "skip", "--json"] + options)
    #expect(skipped.status == 0, "\(skipped.output)", sourceLocation: location)
    let account = skipped.json?["data"]?["skipped"]?.array?.first
    #expect(account?["line"] == .integer(line), sourceLocation: location)
    #expect(try program.snapshot() == before, sourceLocation: location)
  }

  @Test("A file that ends in the middle is refused where it breaks off")
  func truncatedFiles() throws {
    for format in ["ndjson", "csv", "ics", "fhir"] {
      let whole = program.path("whole." + format)
      try program.done("export", "--format", format, "-o", whole, "--block", "Room")
      let text = try program.text("whole." + format)
      let isCalendar = format == "ics"
      // In the middle of the last line; of a calendar, whole lines are missing.
      let cut = Array(text.utf8.dropLast(isCalendar ? 30 : 25))
      let file = try write(cut, "cut." + format)
      let result = try program.run(["import", file] + (Self.options[format] ?? []))
      #expect(result.status == 65, "\(format): \(result.output)")
      #expect(result.error.contains(file + ", line "), "\(result.error)")
    }
    let calendar = try program.write("BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:a\r\n", "half.ics")
    try expectRefusal(
      "The file ends within the VEVENT",
      line: 2,
      of: calendar,
      ["--block", "Room"]
    )
    let table = try program.write("start_date,end_date\n\"2035-01-08", "half.csv")
    try expectRefusal("never closed", line: 2, of: table, ["--block", "Room"])
    let line = try program.write("{\"_object\":\"slot\",\"id\"", "half.ndjson")
    try expectRefusal("ends too early", line: 1, of: line, [])
  }

  @Test("UTF-16, with a mark at its beginning or without, is named and no line is guessed from it")
  func wideFiles() throws {
    let text = "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"
    for (format, options) in Self.options {
      for encoding in [String.Encoding.utf16LittleEndian, .utf16BigEndian] {
        let bytes = [UInt8](try #require(text.data(using: encoding)))
        let bare = try write(bytes, "bare." + format)
        try expectRefusal("in UTF-16. Save it as UTF-8.", line: 1, of: bare, options)
        let mark: [UInt8] = encoding == .utf16LittleEndian ? [0xFF, 0xFE] : [0xFE, 0xFF]
        let marked = try write(mark + bytes, "marked." + format)
        try expectRefusal("The file is written in UTF-16. Save", line: 1, of: marked, options)
      }
    }
  }

  @Test("Latin-1 is refused with the advice to save as UTF-8")
  func latinFiles() throws {
    let lines: [String: (text: String, line: Int)] = [
      "ndjson": ("{\"_object\":\"\u{1}\"}\n", 1), "fhir": ("{\"resourceType\":\"\u{1}\"}\n", 1),
      "csv": ("start_date,end_date\n\u{1},2035-01-08\n", 2),
      "ics": ("BEGIN:VCALENDAR\r\nUID:\u{1}\r\nEND:VCALENDAR\r\n", 2),
    ]
    for (format, content) in lines {
      let bytes = content.text.utf8.map { $0 == 1 ? 0xE4 : $0 }
      let file = try write(bytes, "latin." + format)
      try expectRefusal("as UTF-8.", line: content.line, of: file, Self.options[format] ?? [])
    }
  }

  @Test("A byte order mark of UTF-8, which spreadsheets write, does no harm")
  func markedFiles() throws {
    for (format, options) in Self.options {
      let whole = program.path("whole." + format)
      try program.done("export", "--format", format, "-o", whole, "--block", "Room")
      let file = try program.write("\u{FEFF}" + program.text("whole." + format), "bom." + format)
      let result = try program.run(
        ["import", file, "--on-conflict", "skip", "--json"] + options
      )
      #expect(result.json?["data"]?["created"] == .integer(0), "\(result.output)\(result.error)")
      #expect((result.json?["data"]?["existing"]?.integer ?? 0) > 0, "\(format)")
    }
  }

  @Test("A NUL byte ends the file: what comes before it is not taken either")
  func nulBytes() throws {
    let table = "start_date,end_date\n2035-01-09T09:00,2035-01-09T10:00\n\u{0}\n"
    let file = try program.write(table, "nul.csv")
    let before = try program.snapshot()
    let refused = try program.run(["import", file, "--block", "Room"])
    #expect(refused.status == 65)
    #expect(
      refused.error.contains("nul.csv, line 3: The file holds a NUL byte"),
      "\(refused.error)"
    )
    #expect(try program.snapshot() == before)
    // Nobody would hear of the rest of the file.
    let skipped = try program.run(["import", file, "--block", "Room", "--on-conflict", "skip"])
    #expect(skipped.status == 65 && skipped.error.contains("nul.csv, line 3: The file holds a NUL"))
    #expect(try program.snapshot() == before)
    let endless = try program.run(["import", "/dev/zero", "--format", "ndjson"])
    #expect(endless.status == 65 && endless.error.contains("line 1: The file holds a NUL byte"))
  }

  /// The program has less memory than the line would need.
  @Test(
    "A line of 100 MB is refused without being read into memory",
    .disabled(if: isSanitized, "A sanitizer needs more memory than that itself.")
  )
  func endlessLine() throws {
    let shell = "ulimit -d 61440; head -c 100000000 /dev/zero | tr '\\0' x | \"$@\""
    for (format, options) in Self.options {
      let block = options.contains("Room") ? options : []
      let result = try program.run(["import", "-", "--format", format] + block, shell: shell)
      #expect(result.status == 65, "\(format): \(result.status) \(result.error)")
      // A calendar is in memory as a whole, and has a bound for that.
      let cause = format == "ics" ? "There are more than 32 MiB" : "The line has more than 1 MiB."
      #expect(result.error.contains("standard input, line 1: \(cause)"), "\(result.error)")
    }
  }

  @Test("Days and times that do not exist are named as they stand in the file")
  func absurdDates() throws {
    let dates = [
      ("0000-01-01T00:00Z", "0001-01-02T00:00Z"), ("2026-02-30T10:00Z", "2026-03-01T00:00Z"),
      ("2026-03-02T25:00Z", "2026-03-03T00:00Z"), ("2026-03-02T10:61Z", "2026-03-03T00:00Z"),
      ("10000-01-01T00:00Z", "10000-01-02T00:00Z"), ("2026-13-01T00:00Z", "2027-01-01T00:00Z"),
    ]
    for (start, end) in dates {
      let table = try program.write("start_date,end_date\n\(start),\(end)\n", "absurd.csv")
      try expectRefusal(start, line: 2, of: table, ["--block", "Room"])
      let stamp = start.filter { $0 != "-" && $0 != ":" }.replacingOccurrences(of: "Z", with: "00Z")
      let calendar = try program.write(
        "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:a\nDTSTART:\(stamp)\nDURATION:PT1H\nEND:VEVENT\n"
          + "END:VCALENDAR\n",
        "absurd.ics"
      )
      try expectRefusal(stamp, line: 2, of: calendar, ["--block", "Room"])
    }
    // The last year that can be written is one of them.
    let last = try program.write(
      "start_date,end_date\n9999-12-31T10:00Z,9999-12-31T11:00Z\n",
      "last.csv"
    )
    #expect(try program.importing(last, "--block", "Room")["created"] == .integer(1))
  }

  @Test("What is no file, or cannot be read, is said in the system's words")
  func noFiles() throws {
    let folder = program.folder.path
    let directory = try program.run(["import", folder, "--format", "csv", "--block", "Room"])
    #expect(directory.status == 74)
    #expect(directory.error.contains("S007") && directory.error.contains("name the files in it"))
    #expect(try program.run(["import", program.path("none.csv"), "--block", "Room"]).status == 74)
    let plan = [
      "plan", "--block", "Room", "--from", "2035-03-19", "--until", "2035-03-25", "--days", "mon",
      "--between", "09:00-10:00", "--minutes", "30", "--holidays",
    ]
    #expect(try program.run(plan + [folder]).status == 74)
    let wide = try write([0xFF, 0xFE, 0x42, 0], "wide.ics")
    let holidays = try program.run(plan + [wide])
    #expect(
      holidays.status == 65 && holidays.error.contains("wide.ics, line 1: The file is written")
    )
  }

  @Test("A file that one has no right to read is refused, and the store is not touched")
  func unreadableFile() throws {
    guard Program.canBeStranger else { return }
    let file = try program.write("start_date,end_date\n", "secret.csv")
    chmod(file, 0o600)
    chmod(program.folder.path, 0o755)
    let result = try program.run(
      ["import", file, "--block", "Room", "--db", program.path("own.db")],
      asStranger: true
    )
    #expect(result.status == 74 || result.status == 77, "\(result.error)")
  }

  @Test("An empty file is nothing to do, or no file of its kind")
  func emptyFiles() throws {
    let empty = try program.write("", "empty.csv")
    try expectRefusal(
      "its first row has to name the columns",
      line: 1,
      of: empty,
      ["--block", "Room"]
    )
    let calendar = try program.write("", "empty.ics")
    try expectRefusal(
      "The file has no calendar in it.",
      line: 1,
      of: calendar,
      ["--block", "Room"]
    )
    // What an export of an empty store is.
    for format in ["ndjson", "fhir"] {
      let none = try program.run(["import", "/dev/null", "--format", format])
      #expect(none.status == 0 && none.output.hasPrefix("Nothing to do."), "\(none.error)")
    }
  }

  @Test("/dev/stdin is a file as any other")
  func standardInput() throws {
    let table = "start_date,end_date\n2035-01-09T09:00,2035-01-09T10:00\n"
    let said = try program.done(
      "import",
      "/dev/stdin",
      "--format",
      "csv",
      "--block",
      "Room",
      input: table
    )
    #expect(said.output.hasPrefix("Imported 1 slot."))
  }

  @Test("All refusals are told, the first twenty by name, and nothing is changed")
  func allRefusals() throws {
    var table = "start_date,end_date\n2035-01-09T09:00,2035-01-09T10:00\n"
    for number in 1...25 { table += "nonsense \(number),2035-01-09T10:00\n" }
    let file = try program.write(table, "many.csv")
    let before = try program.snapshot()
    let people = try program.run(["import", file, "--block", "Room"])
    let lines = people.error.split(separator: "\n")
    #expect(people.status == 65 && lines.count == 21)
    #expect(lines.first?.hasPrefix("slottui: E021: \(file), line 3: ") == true, "\(lines)")
    #expect(lines[19].contains("line 22") && lines[20] == "slottui: … and 5 more.")
    let error = try program.run(["import", file, "--block", "Room", "--json"]).json?["error"]
    #expect(error?["code"]?.string == "E021" && error?["refused_count"] == .integer(25))
    #expect(error?["refused"]?.array?.count == 20)
    #expect(try program.snapshot() == before)
    let trial = try program.run(["import", file, "--block", "Room", "--dry-run"])
    #expect(trial.status == 65)
    #expect(trial.output.contains("As it stands it is refused: add --on-conflict skip."))
    let skipped = try program.importing(file, "--block", "Room", "--on-conflict", "skip")
    #expect(skipped["created"] == .integer(1) && skipped["skipped"]?.array?.count == 25)
  }
}
