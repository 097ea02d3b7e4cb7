import Foundation
import ProgramDriver
import Testing

@testable import SlotDomain

/// `slottui sheet`
@Suite struct SheetCommandTests {
  private let program: Program
  private let slot: String

  init() throws {
    program = try Program()
    _ = try program.makeBlock()
    _ = try program.makeBlock("Court")
    slot = try program.makeSlot("2035-01-08T09:00", more: "--capacity", "2")
    _ = try program.makeSlot("2035-01-08T09:20")
    _ = try program.makeSlot("2035-01-09T09:00", in: "Court")
    let metadata = #"{"phone": "07700 900123", "note": "a dog", "email": "a@b.eu"}"#
    _ = try program.run([
      "appointment", "create", "--slot", slot, "--name", "Ada 幅", "--metadata", metadata,
    ])
  }

  /// On Samoa there was no 30 December 2011: who had a place around it is on the days beside it.
  @Test func aDayThatWasLeftOutHasNoSheetOfPeople() throws {
    let samoa = try Program()
    _ = try samoa.makeBlock("Apia", more: "--timezone", "Pacific/Apia")
    try samoa.done(
      "slot",
      "create",
      "--block",
      "Apia",
      "--start",
      "2011-12-29T23:00",
      "--minutes",
      "120"
    )
    let none = try samoa.done("sheet", "--block", "Apia", "--date", "2011-12-30").output
    #expect(none.contains("No slots.") && !none.contains("23:00"), "\(none)")
    let gap = try samoa.run([
      "slot", "create", "--block", "Apia", "--start", "2011-12-30T10:00", "--minutes", "20",
    ])
    #expect(
      gap.error.contains("the clock goes from 2011-12-30 00:00 to 2011-12-31 00:00."),
      "\(gap.error)"
    )
    let empty = try Program()
    try empty.done("init")
    #expect(try empty.run(["sheet", "--date", "foo"]).status == 65)
  }

  @Test func textHasPeoplePhonesNotesAndBlankLines() throws {
    let blank = String(repeating: "_", count: 40)
    let day = """
      Room
      Monday 8 January 2035, Europe/Warsaw, 1 of 3 places taken
      \(String(repeating: "-", count: 80))
      09:00–09:20  Ada 幅  07700 900123  a dog
                   \(blank)
      09:20–09:40  \(blank)

      """
    let only = try program.done("sheet", "--date", "2035-01-08", "--block", "Room")
    #expect(only.output == day)
    let all = try program.done("sheet", "--date", "8.1.2035")
    #expect(all.output == day + "\nNo slots: Court.\n")
    let none = try program.done("sheet", "--block", "Court", "--date", "2035-01-08")
    #expect(none.output.hasSuffix("\nNo slots.\n"))
    #expect(try program.done("sheet").output == "No slots: Court, Room.\n")
  }

  @Test func htmlIsAPageABlock() throws {
    let page = try program.done("sheet", "--date", "2035-01-08", "--format", "html").output
    #expect(page.hasPrefix("<!DOCTYPE html>") && page.hasSuffix("</html>\n"))
    #expect(page.contains("07700 900123") && page.contains("a dog") && !page.contains("Court"))
    let byExport = try program.done(
      "export",
      "--format",
      "html",
      "--block",
      "Room",
      "--from",
      "2035-01-08",
      "--until",
      "2035-01-09"
    )
    #expect(byExport.output == page)
  }

  @Test func jsonHasTheSlotsWithTheirPeople() throws {
    let json = try program.run(["sheet", "--date", "2035-01-08", "--json", "--local"]).json
    let slots = try #require(json?["data"]?.array)
    #expect(slots.count == 2 && slots[0]["id"]?.string == slot)
    #expect(slots[0]["start_date"]?.string == "2035-01-08T09:00:00.000+01:00")
    #expect(slots[0]["appointments"]?.array?.first?["metadata"]?["name"]?.string == "Ada 幅")
    #expect(slots[1]["appointments"]?.array == [])
    #expect(json?["meta"]?["date"]?.string == "2035-01-08")
  }

  @Test func whatCannotBeAskedForIsRefused() throws {
    #expect(try program.run(["sheet", "--date", "soon"]).error.contains("E021"))
    #expect(try program.run(["sheet", "--format", "pdf"]).status == 65)
    #expect(try program.run(["sheet", "--format", "html", "--json"]).status == 64)
    #expect(try program.run(["sheet", "--block", "Nowhere"]).status == 66)
  }

  /// What only prints makes nothing, and reads a store that nobody can write.
  @Test func nothingIsChanged() throws {
    let before = try program.snapshot()
    try program.done("sheet", "--date", "2035-01-08")
    #expect(try program.snapshot() == before)
  }
}
