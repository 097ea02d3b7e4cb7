import Foundation
import ProgramDriver
import Testing

@testable import SlotDomain

/// A machine without a block's zone: nothing is written or compared in UTC without a word.
@Suite struct LostZoneCommandTests {
  private let program: Program
  private let slot: String
  /// A database of zones that has one of them.
  private let database: [String: String]

  init() throws {
    let template: Program
    (template, slot) = try Self.template.get()
    program = try Program(copying: template)
    database = ["TZDIR": program.path("zones")]
  }

  private static let template = Result { try makeTemplate() }

  private static func makeTemplate() throws -> (Program, slot: String) {
    let program = try Program()
    for (name, zone) in [("NY", "America/New_York"), ("Room", "Europe/Warsaw")] {
      try program.done("block", "create", "--name", name, "--timezone", zone, "--publish")
    }
    let slot = try program.makeSlot("2035-01-08T09:00", in: "NY")
    _ = try program.makeSlot("2035-01-08T09:00")
    let folder = program.folder.appending(path: "zones")
    try FileManager.default.createDirectory(
      at: folder.appending(path: "Europe"),
      withIntermediateDirectories: true
    )
    try FileManager.default.copyItem(
      atPath: "/usr/share/zoneinfo/Europe/Warsaw",
      toPath: folder.appending(path: "Europe/Warsaw").path
    )
    return (program, slot)
  }

  private func run(_ words: [String]) throws -> Program.Result {
    try program.run(words, environment: database)
  }

  /// What is said of a zone is no part of what programs read.
  @Test func whatIsExportedHoldsNoSentence() throws {
    for words in ["export --format csv --local", "export --format ndjson --local"] {
      let result = try run(words.split(separator: " ").map(String.init))
      #expect(result.status == 0)
      #expect(!result.output.contains("unknown on this machine"), "\(words)")
      #expect(result.error.contains("America/New_York"), "\(words)")
    }
    let occupancy = try run(["occupancy", "--json"])
    #expect(occupancy.json?["meta"]?["warnings"]?.array?.count == 1)
    let sheet = try run(["sheet", "--date", "2035-01-08", "--json"])
    #expect(sheet.json?["meta"]?["warnings"]?.array?.count == 1)
    // One block that nobody can read keeps nobody from a place in another one, and that is said.
    let found = try run(["slot", "find", "--between", "08:00-10:00", "--json"])
    #expect(found.json?["data"]?.array?.count == 1)
    #expect(
      found.json?["meta"]?["warnings"]?.array?.first?.string?.hasPrefix("NY is left out") == true
    )
  }

  private static let refused = [
    "slot create --block NY --start 2035-02-01T09:00 --minutes 20",
    "slot list --block NY --from 2035-01-01", "slot list --block NY --until 2036-01-01T00:00",
    "slot list --between 08:00-10:00", "slot list --block NY --weekday mon",
    "slot disable --block NY --between 08:00-10:00", "slot lock --weekday mon --minutes 5",
    "slot delete --block NY --from 2035-01-01", "slot list --block NY --as-of 2026-01-01T09:00",
    "slot update SLOT --start 2035-01-08T10:00", "slot lock SLOT --until 2035-01-07T10:00",
    "appointment list --block NY --from 2035-01-01", "history --block NY --since 2026-01-01",
    "occupancy --block NY --from 2035-01-01", "occupancy --block NY --as-of 2026-01-01",
    "export --format csv --block NY --from 2035-01-01", "import local.csv --block NY",
    "import all.ics --block NY",
    "plan --block NY --from 2035-01-08 --until 2035-01-09 --days mon --between 09:00-10:00 --minutes 20",
  ]

  @Test(
    "What reads a local time is refused with E022, the zone and the package",
    arguments: refused
  )
  func localTimesAreRefused(words: String) throws {
    _ = try program.write("start_date,end_date\n2035-03-01T09:00,2035-03-01T10:00\n", "local.csv")
    _ = try program.write(
      """
      BEGIN:VCALENDAR
      BEGIN:VEVENT
      UID:1
      DTSTART:20350301T090000
      DTEND:20350301T100000
      END:VEVENT
      END:VCALENDAR

      """,
      "all.ics"
    )
    let arguments = words.split(separator: " ").map { word in
      word == "SLOT"
        ? slot
        : word.hasPrefix("local.") || word.hasPrefix("all.")
          ? program.path(String(word)) : String(word)
    }
    let before = try program.snapshot()
    let result = try run(arguments)
    #expect(result.status == 65, "\(words): \(result.output)\(result.error)")
    #expect(result.error.hasPrefix("slottui: E022: "), "\(result.error)")
    #expect(result.error.contains("\"America/New_York\"") && result.error.contains("tzdata"))
    #expect(try program.snapshot() == before)
    // Where the zone is known nothing of it is wrong with the zone.
    #expect(try !program.run(arguments).error.contains("E022"))
  }

  private static let allowed = [
    "slot disable SLOT", "slot enable SLOT", "slot lock SLOT --minutes 5 --key k",
    "slot unlock SLOT --key k", "appointment create --slot SLOT --name Ada",
    "slot update SLOT --capacity 3", "slot update SLOT --start 2035-01-08T09:05-05:00",
    "slot disable --block NY", "slot enable --block NY --status disabled",
    "slot create --block NY --start 2035-02-01T09:00-05:00 --minutes 20",
    "slot list --block NY --from 2035-01-01T00:00Z", "block draft NY", "block publish NY",
    "block update NY --name New", "block update New --name NY", "undo", "redo", "check",
    "slot delete SLOT --force", "slot create --block Room --start 2035-02-01T09:00 --minutes 20",
  ]

  @Test("What needs no clock goes on, in this block and in others")
  func theRestGoesOn() throws {
    for words in Self.allowed {
      let result = try run(words.split(separator: " ").map { $0 == "SLOT" ? slot : String($0) })
      #expect(result.status == 0, "\(words): \(result.error)")
    }
  }

  private static let warning = "Time zone \"America/New_York\" is unknown on this machine"

  @Test("Every list that shows its times says that they are in UTC")
  func listsSayIt() throws {
    _ = try program.book(slot)
    for words in [
      ["slot", "list", "--block", "NY"], ["slot", "list"], ["slot", "get", slot],
      ["appointment", "list"], ["block", "get", "NY"], ["history", "--block", "NY"],
      ["history", "--slot", slot], ["slot", "disable", slot, "--dry-run"], ["occupancy"],
    ] {
      let output = try run(words).output
      #expect(output.contains(Self.warning), "\(words): \(output)")
      if words[0] != "occupancy" { #expect(output.contains("UTC"), "\(words): \(output)") }
    }
    let list = try run(["slot", "list", "--block", "NY"]).output
    #expect(list.hasPrefix("NY  America/New_York unknown, in UTC\n"), "\(list)")
    #expect(list.contains("Mon 2035-01-08 14:00–14:20 UTC"))
    #expect(try !run(["slot", "list", "--block", "Room"]).output.contains("unknown"))
    #expect(try !program.run(["slot", "list"]).output.contains("unknown"))
  }

  @Test("JSON in local times has Z in place of an offset, and a warning")
  func jsonSaysIt() throws {
    let result = try run(["slot", "list", "--block", "NY", "--local", "--json"])
    let start = result.json?["data"]?.array?.first?["start_date"]?.string
    #expect(start == "2035-01-08T14:00:00.000Z")
    let warnings = try #require(result.json?["meta"]?["warnings"]?.array)
    #expect(warnings.count == 1 && warnings[0].string?.hasPrefix(Self.warning) == true)
    let lines = try run(["slot", "list", "--block", "NY", "--local", "--ndjson"])
    #expect(lines.error.hasPrefix("slottui: warning: \(Self.warning)"))
    #expect(lines.output.contains("14:00:00.000Z"))
    let plain = try run(["slot", "list", "--block", "NY", "--json"])
    #expect(plain.json?["meta"]?["warnings"] == nil)
  }

  @Test("A day sheet says it where the zone stands")
  func sheetSaysIt() throws {
    let words = ["export", "--format", "html", "--block", "NY", "--from", "2035-01-08T00:00Z"]
    let page = try run(words)
    #expect(page.status == 0, "\(page.error)")
    #expect(page.output.contains("Monday, 2035-01-08, America/New_York unknown, in UTC</p>"))
    #expect(page.output.contains("14:00–14:20"))
  }
}
