import ProgramDriver
import Testing

@testable import SlotDomain

/// `export --local`: obeyed by each format that can, and refused by the one that cannot.
@Suite struct LocalExportTests {
  private let program: Program

  init() throws {
    program = try Program()
    _ = try program.makeBlock()
    // In the hour that the clock shows twice.
    for start in ["2035-07-01T09:00", "2035-10-28T02:30+01:00", "2035-10-28T02:30+02:00"] {
      _ = try program.book(try program.makeSlot(start))
    }
  }

  @Test("Dates on the block's clock are the same moments when they come back")
  func roundTrip() throws {
    let before = try program.snapshot()
    for (format, options) in [("ndjson", []), ("csv", ["--block", "Room"]), ("fhir", [])] {
      let file = program.path("local." + format)
      try program.done("export", "--local", "--format", format, "-o", file)
      let text = try program.text("local." + format)
      for date in ["2035-07-01T09:00:00.000+02:00", "2035-10-28T02:30:00.000+01:00"] {
        #expect(text.contains(date), "\(text)")
      }
      let dates = text.matches(of: /T\d\d:\d\d:\d\d\.\d\d\dZ/)
      #expect(dates.isEmpty, "\(text)")
      let arguments = ["import", file, "--format", format, "--json"] + options
      let skipping = format == "fhir" ? ["--on-conflict", "skip"] : []
      let result = try program.run(arguments + skipping)
      #expect(result.json?["data"]?["created"] == .integer(0), "\(format): \(result)")
      #expect(result.json?["data"]?["updated"] == .integer(0), "\(format): \(result)")
      if format == "fhir" { continue }
      #expect(result.json?["data"]?["slots"]?["existing"] == .integer(3), "\(format): \(result)")
    }
    #expect(try program.snapshot() == before)
  }

  @Test("A calendar is in UTC and says so; a day sheet has the block's clock anyway")
  func others() throws {
    let calendar = try program.run(["export", "--local", "--format", "ics"])
    #expect(calendar.status == 64 && calendar.error.contains("leave out --local"))
    let range = ["--from", "2035-07-01", "--until", "2035-07-02", "--block", "Room"]
    let sheet = try program.run(["export", "--format", "html"] + range)
    let local = try program.run(["export", "--format", "html", "--local"] + range)
    #expect(sheet.status == 0 && sheet.output == local.output && sheet.output.contains("09:00"))
  }
}
