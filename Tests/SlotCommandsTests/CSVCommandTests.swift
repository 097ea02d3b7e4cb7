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
    #expect(try program.run(["import", "x.ndjson", "--block", "Room"]).status == 64)
  }
}
