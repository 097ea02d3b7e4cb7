import Foundation
import ProgramDriver
import Testing

@testable import SlotDomain

/// Calendars, day sheets and FHIR from the command line.
@Suite struct OtherFormatCommandTests {
  private static let events = """
    BEGIN:VCALENDAR
    BEGIN:VEVENT
    UID:x
    DTSTART;TZID=W. Europe Standard Time:20350108T090000
    DURATION:PT20M
    RRULE:FREQ=WEEKLY
    SUMMARY:Flu
    END:VEVENT
    BEGIN:VEVENT
    UID:y
    DTSTART;TZID=Mars:20350108T100000
    DURATION:PT20M
    END:VEVENT
    END:VCALENDAR

    """.replacingOccurrences(of: "\n", with: "\r\n")

  @Test func aCalendarBecomesSlots() throws {
    let program = try Program()
    _ = try program.makeBlock()
    let file = try program.write(Self.events, "outlook.ics")
    #expect(try program.run(["import", file]).status == 64)
    try program.expectRefusal(
      "line 2: The event repeats without end",
      ofImport: file,
      "--block",
      "Room"
    )
    let until = ["--block", "Room", "--until", "2035-01-29"]
    try program.expectRefusal(
      "line 9: There is no time zone \"Mars\"",
      ofImport: file,
      until[0],
      until[1],
      until[2],
      until[3]
    )
    #expect(try program.run(["import", file] + until).error.contains("E022: "))
    let arguments = ["import", file, "--on-conflict", "skip", "--json"] + until
    let first = try program.run(arguments).json?["data"]
    #expect(first?["created"] == .integer(3))
    let slots = try program.data("slot", "list").array
    #expect(slots?.first?["start_date"]?.string == "2035-01-08T08:00:00.000Z")
    #expect(slots?.first?["metadata"]?["summary"]?.string == "Flu")
    let again = try program.run(arguments).json?["data"]
    #expect(again?["created"] == .integer(0) && again?["existing"] == .integer(3))
    try program.done("check")
  }

  @Test func aCalendarIsWrittenAndReadAgain() throws {
    let program = try Program()
    _ = try program.makeBlock("Room \u{1B}]0;x")
    let slot = try program.makeSlot("2035-01-08T09:00", in: "Room \u{1B}]0;x")
    _ = try program.book(slot)
    let file = program.path("x.ics")
    try program.done("export", "-o", file)
    let text = try program.text("x.ics")
    #expect(
      text.contains("\r\nUID:\(slot)@slottui\r\n") && text.contains("DTSTART:20350108T080000Z")
    )
    #expect(text.contains("SUMMARY:Room ]0\\;x 1/1\r\n") && !text.contains("Ada"))
    let again = try program.importing(file, "--block", "Room \u{1B}]0;x")
    #expect(again["existing"] == .integer(1))
    try program.done("slot", "disable", slot)
    try program.expectRefusal("with another status", ofImport: file, "--block", "Room \u{1B}]0;x")
  }

  @Test func aDaySheetHasTheDaysThatWereAskedFor() throws {
    let program = try Program()
    _ = try program.makeBlock()
    let slot = try program.makeSlot("2035-01-08T09:00", more: "--capacity", "2")
    _ = try program.makeSlot("2035-01-09T09:00")
    _ = try program.book(slot)
    let sheet = ["export", "--format", "html", "--block", "Room"]
    let day = try program.run(sheet + ["--from", "2035-01-08"]).output
    #expect(day.components(separatedBy: "<section>").count == 2)
    #expect(
      day.contains("<tr><td>09:00–09:20</td><td>1/2</td><td><ul><li><bdi>Ada</bdi></li><li></li>")
    )
    let days = try program.run(sheet + ["--from", "2035-01-08", "--until", "2035-01-15"]).output
    #expect(days.components(separatedBy: "<section>").count == 3)
    #expect(days.contains("Tuesday, 2035-01-09"))
    #expect(days.components(separatedBy: "</section>").count == 3)
    #expect(try program.run(sheet).output.contains("No slots."))
    #expect(try program.run(["import", "x.html"]).status == 64)
  }

  @Test func schedulesBecomeDraftBlocks() throws {
    let first = try Program()
    _ = try first.makeBlock()
    let slot = try first.makeSlot("2035-01-08T09:00", more: "--capacity", "3")
    let file = first.path("all.json")
    try first.done("export", "--format", "fhir", "-o", file)
    let program = try Program()
    let fhir = ["--format", "fhir", "--timezone", "Europe/Berlin"]
    let result = try program.importing(file, fhir[0], fhir[1], fhir[2], fhir[3])
    #expect(result["created"] == .integer(2))
    let block = try program.data("block", "get", "Room")
    #expect(block["status"]?.string == "draft" && block["timezone"]?.string == "Europe/Berlin")
    #expect(try program.data("slot", "get", slot)["capacity"] == .integer(3))
    try program.done("block", "publish", "Room")
    let again = try program.importing(file, fhir[0], fhir[1], fhir[2], fhir[3])
    #expect(again["existing"] == .integer(2))
    let nowhere = try program.run(["import", file, "--format", "fhir", "--timezone", "Mars"])
    #expect(nowhere.error.hasPrefix("slottui: E022: "))
  }
}
