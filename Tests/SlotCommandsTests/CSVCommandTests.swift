import Foundation
import ProgramDriver
import Testing

@testable import SlotDomain

@Suite struct CSVCommandTests {
  /// However the machine's own clock is set, a table means the same moments.
  @Test(arguments: [
    "UTC", "America/New_York", "Asia/Kathmandu", "Pacific/Apia", "Europe/Warsaw",
  ])
  func aTableIsTheSameInEveryZone(zone: String) throws {
    let program = try Program()
    _ = try program.makeBlock()
    for minute in 0..<3 {
      _ = try program.makeSlot(
        "2035-10-2\(minute + 7)T01:20",
        more: "--metadata",
        #"{"=room": "a, \"b\"", "note": "-1\n'x"}"#
      )
    }
    let table = try program.run(["export", "--format", "csv"], environment: ["TZ": zone]).output
    let file = try program.write(table, "slots.csv")
    let existing = try program.run(["import", file, "--json"], environment: ["TZ": zone])
    #expect(existing.json?["data"]?["existing"] == .integer(3), "\(existing.output)")

    let ids = try program.data("slot", "list").array?.compactMap { $0["id"]?.string } ?? []
    _ = try program.run(["slot", "delete"] + ids)
    let result = try program.run(["import", file, "--json"], environment: ["TZ": zone])
    #expect(result.json?["data"]?["created"] == .integer(3), "\(result.output)")
    #expect(try program.done("export", "--format", "csv").output == table)
  }

  /// No text has a NUL in it: the cell of the note leaves it out, and the metadata beside it keeps it.
  @Test func aNoteWithANulIsBroughtBack() throws {
    let program = try Program()
    _ = try program.makeBlock()
    _ = try program.makeSlot("2035-01-08T09:00", more: "--metadata", #"{"note":"a\u0000b"}"#)
    let table = try program.done("export", "--format", "csv", "--block", "Room").output
    #expect(!table.utf8.contains(0))
    let file = try program.write(table, "nul.csv")
    #expect(try program.importing(file)["existing"] == .integer(1))
  }

  @Test func aTableIsEditedAndBroughtBack() throws {
    let program = try Program()
    _ = try program.makeBlock()
    let slot = try program.makeSlot("2035-01-08T09:00")
    let table = try program.done("export", "--format", "csv", "--block", "Room").output
    let edited = table.replacingOccurrences(of: ",1,", with: ",4,")
    let file = try program.write("\u{FEFF}" + edited, "slots.CSV")
    try program.expectRefusal("line 2: There is a slot \(slot) already", ofImport: file)
    #expect(try program.importing(file, "--on-conflict", "update")["updated"] == .integer(1))
    #expect(try program.data("slot", "get", slot)["capacity"] == .integer(4))
  }

  /// Whom to ring up: a row for each appointment, harmless in a spreadsheet.
  @Test func appointmentsAreATable() throws {
    let program = try Program()
    _ = try program.makeBlock("=Room, 2")
    let slot = try program.makeSlot("2035-07-09T09:00", in: "=Room, 2", more: "--capacity", "3")
    _ = try program.makeSlot("2035-07-09T09:20", in: "=Room, 2")
    let metadata = #"{"phone": "+48 22 555", "email": "a@b.eu", "note": "-1\n\"x\"", "other": 1}"#
    let made = try program.data(
      "appointment",
      "create",
      "--slot",
      slot,
      "--name",
      "@Ada",
      "--metadata",
      metadata
    )
    let ada = try #require(made["id"]?.string)
    let other = try program.book(slot)
    try program.done("appointment", "cancel", other)
    let range = "2035-07-09T07:00:00.000Z,2035-07-09T07:20:00.000Z"
    let rows =
      "id,block,start,end,name,phone,email,note,status\r\n"
      + "\(ada),\"'=Room, 2\",\(range),'@Ada,'+48 22 555,a@b.eu,\"'-1\n\"\"x\"\"\",active\r\n"
      + "\(other),\"'=Room, 2\",\(range),Ada,,,,cancelled\r\n"
    #expect(try program.done("export", "--format", "csv", "--appointments").output == rows)
    let local = try program.done("export", "--format", "csv", "--appointments", "--local").output
    #expect(local.contains(",2035-07-09T09:00:00.000+02:00,2035-07-09T09:20:00.000+02:00,'@Ada"))
    let file = program.path("people.csv")
    let told = try program.done("export", "--appointments", "-o", file).output
    #expect(told.hasPrefix("Wrote 1 booking block and 2 slots with 2 appointments to "))
    #expect(try program.text("people.csv") == rows)
    let later = ["export", "--format", "csv", "--appointments", "--from", "2035-07-10"]
    #expect(try program.run(later).output == AppointmentCSV.header)
    for format in ["ndjson", "ics", "html", "fhir"] {
      let refused = try program.run(["export", "--format", format, "--appointments"])
      #expect(refused.status == 64 && refused.error.contains("--appointments belongs to csv"))
    }
  }

  /// More than are looked up at once.
  @Test func manyAppointmentsComeInOrder() throws {
    let program = try Program()
    _ = try program.makeBlock()
    let lines = (0..<450).map { index in
      let start = Instant(seconds: 2_050_000_000 + Int64(index) * 600)
      return "{\"start_date\":\"\(TimeText.utc(start))\","
        + "\"end_date\":\"\(TimeText.utc(start + .minutes(10)))\"}"
    }
    let input = "[\(lines.joined(separator: ","))]"
    try program.done("slot", "create", "--block", "Room", "--from-json", "-", input: input)
    let exported = try program.done("export", "--format", "ndjson").output
    let objects = exported.split(separator: "\n").compactMap {
      try? JSONValue(parsing: String($0))
    }
    let slots = objects.filter { $0["_object"]?.string == "slot" }.compactMap { $0["id"]?.string }
    let people = slots.enumerated().map { index, slot in
      "{\"_object\":\"appointment\",\"id\":\"\(Appointment.ID())\",\"slot_id\":\"\(slot)\","
        + "\"metadata\":{\"name\":\"\(index)\"}}\n"
    }
    let file = try program.write(people.joined(), "people.ndjson")
    #expect(try program.importing(file)["created"] == .integer(450))
    let table = try program.done("export", "--format", "csv", "--appointments").output
    let names = table.split(separator: "\r\n").dropFirst().map { $0.split(separator: ",")[4] }
    #expect(names == (0..<450).map { "\($0)" })
  }

  @Test func rowsOfOnesOwnNeedNoIds() throws {
    let program = try Program()
    _ = try program.makeBlock()
    let file = try program.write(
      "start_date;end_date;capacity\n2035-01-08 09:00;2035-01-08 09:30;2\n",
      "own.csv"
    )
    try program.expectRefusal("line 1: The column booking_block_id is missing", ofImport: file)
    #expect(try program.importing(file, "--block", "Room")["created"] == .integer(1))
    #expect(try program.importing(file, "--block", "Room")["existing"] == .integer(1))
    let slot = try program.data("slot", "list", "--block", "Room").array?.first
    #expect(slot?["start_date"]?.string == "2035-01-08T08:00:00.000Z")
    let night = try program.write(
      "start_date,end_date\n2035-03-25 01:30,2035-03-25 03:30\n",
      "night.csv"
    )
    let trial = try program.importing(night, "--block", "Room", "--dry-run")
    #expect(trial["created"] == .integer(1) && trial["clock_changes"] == .integer(1))
    try program.expectRefusal("E052", ofImport: file, "--block", "Nobody", status: 66)
  }

  /// A cell that was emptied says that there is no note, though the metadata beside it still has one.
  @Test func anEmptiedNoteIsTakenAway() throws {
    let program = try Program()
    _ = try program.makeBlock()
    let line = [
      "slot", "create", "--block", "Room", "--start", "2035-01-08T09:00", "--minutes", "20",
    ]
    _ = try program.run(line + ["--metadata", #"{"note":"bring forms","room":"7"}"#])
    let table = try program.done("export", "--format", "csv").output
    #expect(table.contains("bring forms\r\n") || table.contains("bring forms,"), "\(table)")
    var rows = table.components(separatedBy: "\r\n")
    #expect(rows[1].hasSuffix(",bring forms"))
    rows[1] = String(rows[1].dropLast("bring forms".count))
    let file = try program.write(rows.joined(separator: "\r\n"), "slots.csv")
    try program.done("import", file, "--on-conflict", "update")
    let slot = try program.data("slot", "list").array?.first
    #expect(slot?["metadata"]?.text() == #"{"room":"7"}"#)
  }

  /// What a format does not heed is refused.
  @Test func optionsOfOtherFormatsAreRefused() throws {
    let program = try Program()
    _ = try program.makeBlock()
    let file = try program.write("start_date,end_date\r\n", "a.csv")
    let until = try program.run(["import", file, "--block", "Room", "--until", "2035-01-01"])
    #expect(until.status == 64 && until.error.contains("--until is for events of ics"))
    for (name, block) in [("a.csv", "Room"), ("a.ics", "Room")] {
      let zone = try program.run([
        "import", program.path(name), "--block", block, "--timezone", "America/New_York",
      ])
      #expect(zone.status == 64 && zone.error.contains("--timezone is for the blocks of fhir"))
    }
  }
}
