import Foundation
import ProgramDriver
import Testing

@testable import SlotDomain

/// Calendars that come a second time, and say something else.
@Suite struct CalendarCommandTests {
  private static func calendar(_ events: [String]..., more: String = "") -> String {
    let lines = events.flatMap { ["BEGIN:VEVENT", "UID:a"] + $0 + ["END:VEVENT"] }
    return (["BEGIN:VCALENDAR"] + (more.isEmpty ? [] : [more]) + lines + ["END:VCALENDAR"])
      .map { $0 + "\r\n" }.joined()
  }

  private static let weekly = [
    "DTSTART;TZID=Europe/Berlin:20350108T090000", "DURATION:PT30M", "RRULE:FREQ=WEEKLY;COUNT=3",
  ]
  private static let once = Array(weekly.prefix(2))

  private static func program(with calendar: String) throws -> Program {
    let program = try Program()
    _ = try program.makeBlock()
    _ = try program.importing(try program.write(calendar, "a.ics"), "--block", "Room")
    return program
  }

  /// What is in the store: `01-08 08:00 active`.
  private static func slots(_ program: Program) throws -> [String] {
    try program.data("slot", "list").array?.map {
      let start = ($0["start_date"]?.string ?? "").replacingOccurrences(of: "T", with: " ")
      return "\(start.dropFirst(5).prefix(11)) \($0["status"]?.string ?? "")"
    } ?? []
  }

  private static let all = ["01-08 08:00 active", "01-15 08:00 active", "01-22 08:00 active"]

  /// What a second calendar says, and what is left of the three slots of the first.
  private static let second: [(String, [String])] = [
    (calendar(weekly + ["EXDATE:20350115T080000Z"]), [all[0], all[2]]),
    (calendar(weekly + ["STATUS:CANCELLED", "SEQUENCE:1"]), []),
    (calendar(weekly, more: "METHOD:CANCEL"), []), (calendar([], more: "METHOD:CANCEL"), []),
    (
      calendar(weekly, ["RECURRENCE-ID:20350115T080000Z", "STATUS:CANCELLED"]), [all[0], all[2]]
    ),
    (calendar(["RECURRENCE-ID:20350115T080000Z", "STATUS:CANCELLED"]), [all[0], all[2]]),
    (
      calendar(["RECURRENCE-ID:20350122T080000Z"], more: "METHOD:CANCEL"), [all[0], all[1]]
    ),
    (
      calendar(["RECURRENCE-ID;RANGE=THISANDFUTURE:20350115T080000Z"], more: "METHOD:CANCEL"),
      [all[0]]
    ),
    (
      calendar(["DTSTART:20350109T120000Z", "DURATION:PT30M", "RRULE:FREQ=WEEKLY;COUNT=2"]),
      ["01-09 12:00 active", "01-16 12:00 active"]
    ),
    (calendar(once + ["RRULE:FREQ=WEEKLY;COUNT=2"]), [all[0], all[1]]),
    (calendar(once), [all[0]]),
    // Moved by less than it is long.
    (
      calendar(["DTSTART:20350108T081500Z", "DURATION:PT30M", "RRULE:FREQ=WEEKLY;COUNT=2"]),
      ["01-08 08:15 active", "01-15 08:15 active"]
    ),
    // Changes alone say nothing of the others.
    (
      calendar(["RECURRENCE-ID:20350115T080000Z", "DTSTART:20350115T100000Z", "DURATION:PT30M"]),
      [all[0], "01-15 10:00 active", all[2]]
    ),
  ]

  @Test(arguments: 0..<CalendarCommandTests.second.count)
  func whatIsGoneIsRemoved(index: Int) throws {
    let (calendar, left) = Self.second[index]
    let program = try Self.program(with: Self.calendar(Self.weekly))
    let file = try program.write(calendar, "b.ics")
    let update = ["import", file, "--block", "Room", "--on-conflict", "update", "--json"]
    let trial = try program.run(update + ["--dry-run"])
    #expect(try Self.slots(program) == Self.all)
    let result = try program.run(update)
    #expect(result.status == 0, "\(result.output)")
    #expect(try Self.slots(program) == left)
    for key in ["removed", "disabled", "created", "updated"] {
      #expect(trial.json?["data"]?[key] == result.json?["data"]?[key], "\(key)")
    }
    // The second time there is nothing to do, with update or without.
    for more in [[], ["--on-conflict", "update"]] {
      let again = try program.run(["import", file, "--block", "Room"] + more)
      #expect(again.output.hasPrefix("Nothing to do."), "\(again.output)\(again.error)")
    }
    try program.done("check")
    // One action, and it can be taken back.
    try program.done("undo")
    #expect(try Self.slots(program) == Self.all)
  }

  @Test func withoutUpdateItIsAConflict() throws {
    let program = try Self.program(with: Self.calendar(Self.weekly))
    let file = try program.write(Self.second[0].0, "b.ics")
    try program.expectRefusal(
      "b.ics, line 2: The event no longer has 1 slot that it had here, the first at 2035-01-15",
      ofImport: file,
      "--block",
      "Room"
    )
    let skipped = try program.importing(file, "--block", "Room", "--on-conflict", "skip")
    #expect(skipped["existing"]?.integer == 2 && skipped["removed"]?.integer == 0)
    #expect(try Self.slots(program) == Self.all)
  }

  /// A slot with people stays, so that they can be found and told.
  @Test func peopleOnWhatIsGoneAreTold() throws {
    let program = try Self.program(with: Self.calendar(Self.weekly))
    let ids = try program.data("slot", "list").array?.compactMap { $0["id"]?.string } ?? []
    _ = try program.book(ids[1])
    let file = try program.write(Self.calendar(Self.weekly + ["STATUS:CANCELLED"]), "b.ics")
    let update = ["--block", "Room", "--on-conflict", "update"]
    let told = try program.run(["import", file, "--dry-run"] + update)
    #expect(told.output.contains("Would remove 2 slots. Would disable 1 slot that people"))
    #expect(told.output.contains("Ada"))
    let result = try program.importing(file, update[0], update[1], update[2], update[3])
    #expect(result["removed"]?.integer == 2 && result["disabled"]?.integer == 1)
    let displaced = try #require(result["displaced"]?.array)
    #expect(displaced.count == 1)
    #expect(try Self.slots(program) == ["01-15 08:00 disabled"])
    let again = try program.importing(file, update[0], update[1], update[2], update[3])
    #expect(again["disabled"]?.integer == 0 && again["displaced"]?.array == [])
  }

  /// A folder of mails: of all files the newest revision counts, in whatever order they are named, and what
  /// is wrong is said with its own file.
  @Test func revisionsCountInAllFiles() throws {
    let program = try Program()
    _ = try program.makeBlock()
    let later = ["DTSTART:20350108T100000Z", "DURATION:PT30M", "SEQUENCE:3"]
    let files = [
      try program.write(Self.calendar(Self.once + ["SEQUENCE:1"]), "invite.ics"),
      try program.write(Self.calendar(later), "changed.ics"),
    ]
    let bad = try program.write("BEGIN:VCALENDAR\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n", "bad.ics")
    for order in [files, files.reversed()] {
      for policy in ["fail", "update"] {
        let all = ["import"] + order + ["--block", "Room", "--on-conflict", policy]
        #expect(try program.run(all).status == 0)
        #expect(try Self.slots(program) == ["01-08 10:00 active"])
        let again = try program.run(all).output
        #expect(!again.contains("Changed") && !again.contains("Imported"), "\(again)")
      }
      let told = try program.run(["import"] + order + [bad, "--block", "Room"])
      #expect(told.error.contains("bad.ics, line 2"), "\(told.error)")
    }
    let gone = try program.write(Self.calendar(later + ["STATUS:CANCELLED"]), "gone.ics")
    _ = try program.makeBlock("Hall")
    for order in [[gone] + files, files + [gone]] {
      #expect(try program.run(["import"] + order + ["--block", "Hall"]).status == 0)
      #expect(try program.data("slot", "list", "--block", "Hall").array?.isEmpty == true)
    }
  }

  /// Whether people or the withdrawal closed it, nobody can tell: it stays closed, and that is said.
  @Test func whatTakesPlaceAgainIsSaidToBeClosed() throws {
    let program = try Self.program(with: Self.calendar(Self.weekly))
    let ids = try program.data("slot", "list").array?.compactMap { $0["id"]?.string } ?? []
    _ = try program.book(ids[1])
    let update = ["--block", "Room", "--on-conflict", "update"]
    func take(_ lines: [String], _ name: String) throws -> String {
      let file = try program.write(Self.calendar(Self.weekly + lines), name)
      return try program.run(["import", file] + update).output
    }
    _ = try take(["STATUS:CANCELLED", "SEQUENCE:1"], "b.ics")
    #expect(try Self.slots(program) == ["01-15 08:00 disabled"])
    let told = try take(["STATUS:CONFIRMED", "SEQUENCE:2"], "c.ics")
    #expect(
      told.contains("Imported 2 slots. Already there: 1 slot, 1 of them disabled."),
      "\(told)"
    )
    try program.done("slot", "enable", ids[1])
    let again = try take(["STATUS:CONFIRMED", "SEQUENCE:2"], "c.ics")
    #expect(again.contains("Already there: 3 slots.\n"), "\(again)")
  }

  /// Whoever booked a single event is on its first day when it begins to repeat.
  @Test func whatRepeatsNowKeepsItsPeople() throws {
    let program = try Self.program(with: Self.calendar(Self.once))
    let id = try #require(try program.data("slot", "list").array?.first?["id"]?.string)
    _ = try program.book(id)
    let file = try program.write(Self.calendar(Self.weekly), "b.ics")
    let result = try program.importing(file, "--block", "Room")
    #expect(result["created"]?.integer == 2 && result["existing"]?.integer == 1)
    #expect(try Self.slots(program) == Self.all)
    #expect(try program.data("slot", "get", id)["num_appointments"]?.integer == 1)
    let again = try program.importing(file, "--block", "Room")
    #expect(again["existing"]?.integer == 3 && again["created"]?.integer == 0)
  }

  /// Two would not fit beside one another, so the people move along and are told.
  @Test func peopleMoveAlongWhereThereIsNoRoomForBoth() throws {
    let program = try Self.program(with: Self.calendar(Self.weekly))
    let id = try #require(try program.data("slot", "list").array?.first?["id"]?.string)
    _ = try program.book(id)
    let moved = Self.calendar([
      "DTSTART:20350108T081500Z", "DURATION:PT30M", "RRULE:FREQ=WEEKLY;COUNT=3",
    ])
    let file = try program.write(moved, "b.ics")
    let result = try program.importing(file, "--block", "Room", "--on-conflict", "update")
    #expect(result["displaced"]?.array?.count == 1 && result["disabled"]?.integer == 0)
    #expect(
      try program.data("slot", "get", id)["start_date"]?.string?.hasSuffix("08:15:00.000Z") == true
    )
    let again = try program.importing(file, "--block", "Room")
    #expect(again["existing"]?.integer == 3)
  }

  /// Of what comes after --until, the file was not asked.
  @Test func whatIsBeyondTheEndIsLeftAlone() throws {
    let endless = Self.calendar(Self.once + ["RRULE:FREQ=WEEKLY"])
    let program = try Program()
    _ = try program.makeBlock()
    let file = try program.write(endless, "a.ics")
    let long = try program.importing(file, "--block", "Room", "--until", "2035-02-20")
    #expect(long["created"]?.integer == 7)
    let update = ["--on-conflict", "update"]
    let short = try program.importing(
      file,
      "--block",
      "Room",
      "--until",
      "2035-01-20",
      update[0],
      update[1]
    )
    #expect(short["removed"]?.integer == 0 && short["existing"]?.integer == 2)
    #expect(try Self.slots(program).count == 7)
  }

  /// The same UID in another block, or on a slot that no calendar made, is no concern of a file's.
  @Test func otherSlotsAreLeftAlone() throws {
    let program = try Self.program(with: Self.calendar(Self.weekly))
    _ = try program.makeBlock("Other")
    let own = try program.makeSlot("2035-01-08T12:00")
    let file = try program.write(Self.calendar(Self.weekly + ["STATUS:CANCELLED"]), "b.ics")
    let other = try program.importing(file, "--block", "Other", "--on-conflict", "update")
    #expect(other["removed"]?.integer == 0)
    let result = try program.importing(file, "--block", "Room", "--on-conflict", "update")
    #expect(result["removed"]?.integer == 3)
    #expect(try program.data("slot", "list").array?.compactMap { $0["id"]?.string } == [own])
  }

  // MARK: What is told

  @Test func aTrialListsWhatItWouldMake() throws {
    let program = try Program()
    let block = try program.makeBlock()
    let file = try program.write(Self.calendar(Self.weekly + ["SUMMARY:Flu"]), "a.ics")
    let trial = try program.importing(file, "--block", "Room", "--dry-run", "--local")
    let slots = try #require(trial["slots"]?.array)
    #expect(slots.count == 3 && trial["created"]?.integer == 3)
    #expect(slots[0]["start_date"]?.string == "2035-01-08T09:00:00.000+01:00")
    #expect(slots[0]["booking_block_id"]?.string == block && slots[0]["capacity"]?.integer == 1)
    #expect(slots[0]["metadata"]?["summary"]?.string == "Flu")
    #expect(try Self.slots(program).isEmpty)
    _ = try program.importing(file, "--block", "Room")
    let again = try program.importing(file, "--block", "Room", "--dry-run")
    #expect(again["slots"]?.array == [])
  }

  @Test func filesEndTheirLinesAsTheyLike() throws {
    let program = try Program()
    _ = try program.makeBlock()
    let text = Self.calendar(Self.weekly + ["ATTACH:" + String(repeating: "A", count: 3 << 20)])
    let file = try program.write(text.replacingOccurrences(of: "\r\n", with: "\r"), "a.ics")
    #expect(try program.importing(file, "--block", "Room")["created"]?.integer == 3)
    let unix = try program.write(text.replacingOccurrences(of: "\r\n", with: "\n"), "b.ics")
    #expect(try program.importing(unix, "--block", "Room")["existing"]?.integer == 3)
  }

  @Test func holidaysThatCannotBeReadCanBeSkipped() throws {
    let program = try Program()
    _ = try program.makeBlock()
    let text = Self.calendar(
      ["DTSTART;VALUE=DATE:20350320"],
      ["DTSTART;VALUE=DATE:20350322", "SEQUENCE:1"]
    ).replacingOccurrences(of: "UID:a\r\nDTSTART;VALUE=DATE:20350320", with: "UID:b\r\nDTSTART:x")
    let file = try program.write(text, "holidays.ics")
    let plan = [
      "plan", "--block", "Room", "--from", "2035-03-19", "--until", "2035-03-23", "--days",
      "mon-fri", "--between", "09:00-10:00", "--minutes", "60", "--holidays", file,
    ]
    for more in [[], ["--dry-run"]] {
      let refused = try program.run(plan + more)
      #expect(refused.status == 65 && refused.error.contains("holidays.ics, line 2: DTSTART"))
    }
    let told = try program.run(plan + ["--dry-run", "--on-conflict", "skip"])
    #expect(told.status == 0 && told.output.contains("skipped: E013"), "\(told.output)")
    let made = try program.run(plan + ["--on-conflict", "skip", "--json"]).json?["data"]
    #expect(made?["created"]?.integer == 4)
    let skipped = try #require(made?["skipped"]?.array?.first)
    #expect(skipped["code"]?.string == "E013" && skipped["start_date"] == .null)
  }

  // MARK: FHIR

  /// An export comes back into the store that it is of, and there is nothing to do.
  @Test func ownExportsChangeNothing() throws {
    let program = try Program()
    _ = try program.makeBlock()
    let slot = try program.makeSlot("2035-01-08T09:00", more: "--capacity", "2")
    for _ in 0..<2 { _ = try program.book(slot) }
    let locked = try program.makeSlot("2035-01-09T09:00")
    try program.done("slot", "lock", locked, "--minutes", "30")
    try program.done("slot", "disable", try program.makeSlot("2035-01-10T09:00"))
    for (format, name) in [
      ("fhir", "a.ndjson"), ("ndjson", "b.ndjson"), ("csv", "c.csv"), ("ics", "d.ics"),
    ] {
      let file = program.path(name)
      try program.done("export", "--format", format, "-o", file)
      let block = format == "ics" ? ["--block", "Room"] : []
      for more in [[], ["--on-conflict", "update"]] {
        let before = try program.snapshot()
        let result = try program.run(["import", file] + block + more)
        #expect(result.output.hasPrefix("Nothing to do."), "\(format): \(result.error)")
        #expect(try program.snapshot() == before, "\(format)")
      }
    }
    let text = try program.text("a.ndjson")
    #expect(
      text.contains("\"valueCode\":\"Europe/Warsaw\"")
        || text.contains("StructureDefinition/timezone")
    )
    #expect(
      text.contains("busy-tentative") && text.contains("\"busy\"")
        && text.contains("busy-unavailable")
    )
  }

  @Test func slotsCanComeBeforeTheirSchedules() throws {
    let program = try Program()
    _ = try program.run(["init"])
    let lines = [
      #"{"resourceType":"Slot","id":"a","schedule":{"reference":"Schedule/4"},"status":"free","#
        + #""start":"2035-03-10T15:00:00Z","end":"2035-03-10T15:20:00Z"}"#,
      #"{"resourceType":"Schedule","id":"4","actor":[{"display":"Clinic"}]}"#,
    ]
    let file = try program.write(lines.joined(separator: "\n"), "bulk.ndjson")
    let trial = try program.importing(file, "--dry-run", "--timezone", "America/New_York")
    #expect(trial["created"]?.integer == 2 && trial["slots"]?.array?.count == 1)
    let made = try program.importing(file, "--timezone", "America/New_York")
    #expect(made["created"]?.integer == 2)
    #expect(try program.data("block", "get", "Clinic")["timezone"]?.string == "America/New_York")
    #expect(try program.importing(file)["existing"]?.integer == 2)
    let orphan = try program.write(lines[0].replacingOccurrences(of: "/4", with: "/5"), "o.ndjson")
    try program.expectRefusal("o.ndjson, line 1", ofImport: orphan, status: 66)
  }

  /// What the desk wrote on a slot is none of the calendar's business.
  @Test func notesOfTheDeskStay() throws {
    let file = Self.calendar(Self.once + ["SUMMARY:Round"])
    let program = try Self.program(with: file)
    let id = try #require(try program.data("slot", "list").array?.first?["id"]?.string)
    try program.done("slot", "update", id, "--note", "bring forms")
    let again = try program.done("import", program.path("a.ics"), "--block", "Room").output
    #expect(again.contains("Nothing to do"), "\(again)")
    let renamed = Self.calendar(Self.once + ["SUMMARY:Visit", "SEQUENCE:1"])
    let path = try program.write(renamed, "b.ics")
    try program.done("import", path, "--block", "Room", "--on-conflict", "update")
    let slot = try program.data("slot", "list").array?.first
    #expect(
      slot?["metadata"]?.text() == #"{"note":"bring forms","summary":"Visit","uid":"a"}"#,
      "\(slot?["metadata"]?.text() ?? "")"
    )
  }

  /// An hour that the clock leaves out is no event without length: it is refused, not passed over.
  @Test func anHourInTheGapIsRefused() throws {
    let program = try Program()
    _ = try program.makeBlock()
    let file = Self.calendar([
      "DTSTART;TZID=Europe/Warsaw:20350325T023000", "DTEND;TZID=Europe/Warsaw:20350325T033000",
    ])
    let path = try program.write(file, "a.ics")
    let result = try program.run(["import", path, "--block", "Room"])
    #expect(result.status == 65, "\(result.output)")
    #expect(result.error.contains("which its clock leaves out"), "\(result.error)")
  }
}
