import Foundation
import ProgramDriver
import Testing

@testable import SlotDomain

/// `slottui plan`, from the outside.
@Suite struct PlanCommandTests {
  private static let week = [
    "plan", "--block", "Room", "--from", "2035-03-19", "--until", "2035-03-25", "--days",
    "mon,wed-fri", "--between", "09:00-10:00", "--minutes", "30",
  ]

  @Test func makesTheTermAndThenOnlyWhatIsMissing() throws {
    let program = try Program()
    let block = try program.makeBlock()
    let first = try program.run(
      Self.week + ["--capacity", "3", "--no-lockable", "--reason", "spring", "--json"]
    )
    #expect(first.status == 0, "\(first.error)")
    let data = try #require(first.json?["data"])
    #expect(data["created"]?.integer == 8)
    #expect(data["existing"]?.integer == 0)
    #expect(data["skipped"]?.array == [])
    let slots = try #require(data["slots"]?.array)
    #expect(slots.count == 8)
    #expect(slots[0]["start_date"]?.string == "2035-03-19T08:00:00.000Z")
    #expect(slots[0]["end_date"]?.string == "2035-03-19T08:30:00.000Z")
    #expect(slots[2]["start_date"]?.string == "2035-03-21T08:00:00.000Z")
    #expect(slots[0]["capacity"]?.integer == 3)
    #expect(slots[0]["lockable"] == .bool(false))
    #expect(slots[0]["booking_block_id"]?.string == block)
    let action = try program.data("history").array?.first
    #expect(action?["action"]?.string == "plan")
    #expect(action?["objects"]?.integer == 8)
    #expect(action?["reason"]?.string == "spring")

    let again = try program.run(Self.week + ["--between", "14:00-14:30", "--json"])
    #expect(again.json?["data"]?["created"]?.integer == 4)
    #expect(again.json?["data"]?["existing"]?.integer == 8)
    try program.done("undo")
    #expect(try program.run(["slot", "list", "--ndjson"]).lines.count == 8)
  }

  @Test func dryRunMakesNothingAndIsReadAsSlots() throws {
    let program = try Program()
    _ = try program.makeBlock()
    let before = try program.snapshot()
    let dry = try program.run(Self.week + ["--dry-run", "--json"])
    #expect(dry.status == 0, "\(dry.error)")
    let data = try #require(dry.json?["data"])
    #expect(data["created"]?.integer == 8)
    #expect(data["slots"]?.array?.first?["start_date"]?.string == "2035-03-19T08:00:00.000Z")
    #expect(try program.snapshot() == before)
    let text = try program.run(Self.week + ["--dry-run"]).output
    #expect(text.hasPrefix("Would create 8 slots; nothing was changed."))
    #expect(text.contains("Mon 2035-03-19 09:00–09:30  +01:00"))
    // What it would make can be made by somebody who looked through it.
    let lines = try program.run(Self.week + ["--dry-run", "--ndjson"]).output
    let array = "[" + lines.split(separator: "\n").joined(separator: ",") + "]"
    try program.done("slot", "create", "--from-json", "-", input: array)
    #expect(try program.run(Self.week + ["--json"]).json?["data"]?["existing"]?.integer == 8)
  }

  @Test func timeThatTheClockSkipsIsOnlySkipped() throws {
    let program = try Program()
    _ = try program.makeBlock()
    let result = try program.run([
      "plan", "--block", "Room", "--from", "2035-03-25", "--until", "2035-03-25", "--days", "sun",
      "--between", "00:00-24:00", "--minutes", "60", "--json", "--local",
    ])
    let data = try #require(result.json?["data"])
    #expect(data["created"]?.integer == 23)
    let skipped = try #require(data["skipped"]?.array?.first)
    #expect(skipped["code"]?.string == "E021")
    #expect(skipped["start_date"]?.string == "2035-03-25T03:00:00.000+02:00")
    #expect(skipped["message"]?.string?.contains("02:00 does not exist on 2035-03-25") == true)
    let change = try #require(result.json?["meta"]?["clock_changes"]?.array?.first)
    #expect(change["offset_before"]?.string == "+01:00")
    #expect(change["offset_after"]?.string == "+02:00")
    #expect(change["slots_across"]?.integer == 0)
  }

  @Test func slotInTheWayRefusesAllUnlessSkipped() throws {
    let program = try Program()
    _ = try program.makeBlock()
    _ = try program.makeSlot("2035-03-21T09:15")
    let before = try program.snapshot()
    let refused = try program.run(Self.week + ["--json"])
    #expect(refused.status == 65)
    #expect(refused.json?["error"]?["code"]?.string == "E024")
    #expect(try program.snapshot() == before)
    let dry = try program.run(Self.week + ["--dry-run"]).output
    #expect(dry.contains("add --on-conflict skip"))
    let rest = try program.run(Self.week + ["--on-conflict", "skip", "--json"])
    #expect(rest.status == 0)
    #expect(rest.json?["data"]?["created"]?.integer == 6)
    #expect(
      rest.json?["data"]?["skipped"]?.array?.map { $0["code"]?.string } == ["E024", "E024"]
    )
  }

  /// MRBS: a changed slot length moved bookings to other rooms.
  @Test("Planning the same hours with another length leaves every slot and appointment as it is")
  func anotherLengthMovesNobody() throws {
    let program = try Program()
    _ = try program.makeBlock()
    _ = try program.run(Self.week)
    let slot = try #require(try program.data("slot", "list").array?.first?["id"]?.string)
    _ = try program.book(slot)
    let before = try program.snapshot()
    let longer = Self.week.dropLast() + ["20"]
    #expect(try program.run(Array(longer)).status == 65)
    #expect(try program.snapshot() == before)
    _ = try program.run(longer + ["--on-conflict", "skip"])
    #expect(try program.snapshot() == before)
  }

  @Test func exceptionsAndHolidaysAreDaysWithoutSlots() throws {
    let program = try Program()
    _ = try program.makeBlock()
    let calendar = """
      BEGIN:VCALENDAR
      BEGIN:VEVENT
      DTSTART;VALUE=DATE:20200322
      RRULE:FREQ=YEARLY
      END:VEVENT
      END:VCALENDAR
      """
    let file = program.folder.appending(path: "holidays.ics")
    try Data(calendar.utf8).write(to: file)
    let result = try program.run(
      Self.week + ["--except", "2035-03-19..2035-03-21", "--holidays", file.path, "--json"]
    )
    let slots = try #require(result.json?["data"]?["slots"]?.array)
    #expect(
      slots.map { $0["start_date"]?.string?.prefix(10) } == ["2035-03-23", "2035-03-23"]
    )
    let missing = try program.run(Self.week + ["--holidays", "/nowhere.ics"])
    #expect(missing.status == 74)
    let broken = try program.run(Self.week + ["--holidays", "-"], input: "no calendar")
    #expect(broken.status == 65)
  }

  @Test(arguments: [
    (["--days", "someday"], 65, "E013"), (["--between", "9-12"], 65, "E013"),
    (["--until", "2035-02-30"], 65, "E021"), (["--until", "2035-03-18"], 65, "E013"),
    (["--minutes", "0"], 65, "E013"), (["--gap", "-1"], 65, "E013"),
    (["--capacity", "0"], 65, "E047"), (["--except", "2035-03-20..2035-03-19"], 65, "E013"),
    (["--on-conflict", "ask"], 65, "E013"), (["--block", "Nowhere"], 66, "E052"),
    (["--frequency", "1"], 64, "Error"),
  ])
  func mistakesAreRefused(_ more: [String], _ status: Int32, _ code: String) throws {
    let program = try Program()
    _ = try program.makeBlock()
    let result = try program.run(Self.week + more)
    #expect(result.status == status, "\(result.error)")
    #expect(result.error.contains(code), "\(result.error)")
    #expect(try program.run(["slot", "list", "--ndjson"]).output.isEmpty)
  }
}
