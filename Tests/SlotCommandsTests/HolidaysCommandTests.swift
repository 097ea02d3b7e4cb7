import Foundation
import ProgramDriver
import Testing

@testable import SlotDomain

/// `slottui holidays`
@Suite struct HolidaysCommandTests {
  private let program: Program

  init() throws {
    program = try Program()
    for name in ["Room", "Other"] { _ = try program.makeBlock(name) }
  }

  private func calendar(_ events: String...) throws -> String {
    let text = events.map { "BEGIN:VEVENT\n\($0)\nEND:VEVENT\n" }.joined()
    return try program.write("BEGIN:VCALENDAR\n\(text)END:VCALENDAR\n", "days.ics")
  }

  private static let newYear =
    "UID:1\nSUMMARY:New Year\\, the day after\nDTSTART;VALUE=DATE:20350102"
  private static let meeting = "UID:2\nSUMMARY:Meeting\nDTSTART:20350103T090000"
  private static let trip =
    "UID:3\nSUMMARY:Trip\nDTSTART;VALUE=DATE:20350104\nDTEND;VALUE=DATE:20350106"

  private func statuses(_ block: String = "Room") throws -> [String] {
    try program.data("slot", "list", "--block", block).array?.compactMap { $0["status"]?.string }
      ?? []
  }

  /// Monday 1 January 2035 and on: what touches one of the days, to the minute.
  @Test func whatTouchesADayIsClosed() throws {
    for start in [
      "2035-01-01T23:40", "2035-01-01T23:50", "2035-01-02T00:00", "2035-01-02T12:00",
      "2035-01-03T00:00", "2035-01-03T09:00", "2035-01-05T23:50",
    ] where start != "2035-01-01T23:50" {
      _ = try program.makeSlot(start)
    }
    _ = try program.makeSlot("2035-01-02T12:00", in: "Other")
    let noon = try program.data("slot", "list", "--block", "Room").array?[2]["id"]?.string ?? ""
    _ = try program.book(noon)
    let file = try calendar(Self.newYear, Self.meeting, Self.trip)
    let before = try program.snapshot()
    let dry = try program.run(["holidays", file, "--block", "Room", "--dry-run", "--json"])
    #expect(dry.json?["data"]?["changed"] == .integer(3), "\(dry)")
    #expect(dry.json?["data"]?["displaced"]?.array?.first?["name"]?.string == "Ada")
    #expect(dry.json?["meta"]?["reason"]?.string == "New Year, the day after, Trip")
    #expect(try program.snapshot() == before)

    let done = try program.done("holidays", file, "--block", "Room")
    #expect(done.output.hasPrefix("Disabled 3 slots.\n"), "\(done.output)")
    #expect(done.output.contains("  booked: Ada, Tue 2035-01-02 12:00–12:20\n"))
    let closed = ["active", "disabled", "disabled", "active", "active", "disabled"]
    #expect(try statuses() == closed)
    #expect(try statuses("Other") == ["active"])
    let last = try program.data("history", "--limit", "1").array?.first
    #expect(last?["action"]?.string == "slot disable" && last?["objects"] == .integer(3))
    #expect(last?["reason"]?.string == "New Year, the day after, Trip")
    let again = try program.done("holidays", file, "--block", "Room")
    #expect(again.output.hasPrefix("Nothing to do: 3 slots are so already."), "\(again.output)")
    #expect(try program.run(["tray", "--json"]).json?["data"]?.array?.count == 1)
    try program.done("undo")
    #expect(try statuses() == Array(repeating: "active", count: 6))
  }

  @Test func aTrialTellsAsMuchWhereNothingIsTouched() throws {
    _ = try program.makeSlot("2035-02-01T12:00")
    let file = try calendar(Self.newYear)
    let dry = try program.run(["holidays", file, "--block", "Room", "--dry-run", "--json"])
    #expect(dry.status == 0)
    #expect(dry.json?["data"]?["changed"] == .integer(0), "\(dry.output)")
    #expect(dry.json?["data"]?["slots"]?.array == [])
  }

  /// A slot that lasts into a day touches it, and so does one that began the day before.
  @Test func nightsAreTouchedToo() throws {
    let night = ["slot", "create", "--block", "Room", "--start", "2035-01-01T23:50", "--minutes"]
    _ = try program.run(night + ["11"])
    let result = try program.run(
      ["holidays", try calendar(Self.newYear), "--block", "Room", "--json"]
    )
    #expect(result.json?["data"]?.array?.count == 1, "\(result)")
  }

  @Test func severalBlocksAreOneAction() throws {
    for block in ["Room", "Other"] { _ = try program.makeSlot("2035-01-02T09:00", in: block) }
    let file = try calendar(Self.newYear)
    try program.done("holidays", file, "--block", "Room", "--block", "Other", "--reason", "snow")
    #expect(try statuses() == ["disabled"] && statuses("Other") == ["disabled"])
    let last = try program.data("history", "--limit", "1").array?.first
    #expect(last?["reason"]?.string == "snow" && last?["objects"] == .integer(2))
    try program.done("undo")
    #expect(try statuses() == ["active"] && statuses("Other") == ["active"])
  }

  /// Each day is that of the block's own calendar.
  @Test func daysAreThoseOfTheBlock() throws {
    for (name, zone) in [("East", "Pacific/Auckland"), ("West", "America/New_York")] {
      try program.done("block", "create", "--name", name, "--timezone", zone, "--publish")
      for start in ["2035-01-01T23:40", "2035-01-02T00:00", "2035-01-02T23:40", "2035-01-03T00:00"]
      {
        _ = try program.makeSlot(start, in: name)
      }
    }
    let blocks = ["--block", "East", "--block", "West"]
    let result = try program.run(["holidays", try calendar(Self.newYear)] + blocks)
    #expect(result.output.hasPrefix("Disabled 4 slots."), "\(result)")
    for block in ["East", "West"] {
      #expect(try statuses(block) == ["active", "disabled", "disabled", "active"], "\(block)")
    }
  }

  @Test func whatHasEndedIsLeftAlone() throws {
    for start in ["2024-01-02T09:00", "2035-01-02T09:00"] { _ = try program.makeSlot(start) }
    let yearly = Self.newYear.replacing("20350102", with: "20200102") + "\nRRULE:FREQ=YEARLY"
    let file = try calendar(yearly)
    let done = try program.done("holidays", file, "--block", "Room")
    #expect(done.output.hasPrefix("Disabled 1 slot."), "\(done.output)")
    #expect(try statuses() == ["active", "disabled"])
    let past = try program.done("holidays", file, "--block", "Room", "--past")
    #expect(past.output.hasPrefix("Disabled 1 slot, 1 was so already."), "\(past.output)")
    #expect(try statuses() == ["disabled", "disabled"])
  }

  @Test func whereNothingIsMeantNothingIsDone() throws {
    let file = try calendar(Self.newYear)
    let none = try program.done("holidays", file, "--block", "Room")
    #expect(none.output == "No slot to come touches a whole day of this calendar.\n")
    _ = try program.makeSlot("2035-02-02T09:00")
    let json = try program.run(["holidays", file, "--block", "Room", "--json"]).json
    #expect(json?["data"]?.array == [] && json?["meta"]?["changed"] == .integer(0))
    let before = try program.snapshot()
    #expect(try program.run(["holidays", file]).status == 64)
    #expect(try program.run(["holidays", file, "--block", "Nobody"]).status == 66)
    #expect(try program.run(["holidays", "none.ics", "--block", "Room"]).status == 74)
    let broken = try calendar("SUMMARY:x\nDTSTART;VALUE=DATE:20350231")
    let refused = try program.run(["holidays", broken, "--block", "Room"])
    #expect(refused.status == 65 && refused.error.contains("line "), "\(refused)")
    let skipped = try program.run(
      ["holidays", broken, "--block", "Room", "--on-conflict", "skip"]
    )
    #expect(skipped.status == 0, "\(skipped)")
    #expect(try program.snapshot() == before)
  }

  /// What a file says wrong is refused also where no slot is to come.
  @Test(arguments: [
    "this is no calendar", "",
    "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART;VALUE=DATE:20350231\nEND:VEVENT\nEND:VCALENDAR\n",
    "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART;VALUE=DATE:20350201\n",
  ])
  func whatIsNoCalendarIsRefusedInAnEmptyBlock(text: String) throws {
    let file = try program.write(text, "days.ics")
    let refused = try program.run(["holidays", file, "--block", "Room", "--json"])
    #expect(refused.status == 65 && refused.json?["error"]?["code"]?.string == "E013", "\(refused)")
    let fine = try program.run(["holidays", try calendar(Self.newYear), "--block", "Room"])
    #expect(fine.status == 0, "\(fine)")
  }

  /// Of very many events the history names the first ones, and of a long name the beginning.
  @Test func theReasonHasAnEnd() throws {
    var events: [String] = []
    for day in 10...28 {
      _ = try program.makeSlot("2035-01-\(day)T09:00")
      let name = "\(day)\u{1B} " + String(repeating: "x", count: 5000)
      events.append("UID:\(day)\nSUMMARY:\(name)\nDTSTART;VALUE=DATE:203501\(day)")
    }
    let text = events.map { "BEGIN:VEVENT\n\($0)\nEND:VEVENT\n" }.joined()
    let file = try program.write("BEGIN:VCALENDAR\n\(text)END:VCALENDAR\n", "many.ics")
    let done = try program.done("holidays", file, "--block", "Room")
    #expect(!done.output.contains("\u{1B}"))
    let reason = try program.data("history", "--limit", "1").array?.first?["reason"]?.string ?? ""
    #expect(reason.hasPrefix("10\u{1B} xxx") && reason.hasSuffix(" and 14 other days"), "\(reason)")
    #expect(reason.count < 400)
  }
}
