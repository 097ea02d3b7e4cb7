import Foundation
import ProgramDriver
import Testing

@testable import SlotDomain

/// The verbs of slots, from the outside.
@Suite struct SlotCommandTests {
  @Test func createGivesOneObjectAndFromJSONAnArray() throws {
    let program = try Program()
    let block = try program.makeBlock()
    let one = try program.data(
      "slot",
      "create",
      "--block",
      "Room",
      "--start",
      "2035-01-08T09:00",
      "--minutes",
      "20",
      "--capacity",
      "3",
      "--no-lockable",
      "--metadata",
      #"{"a": 1.10}"#
    )
    #expect(one["start_date"]?.string == "2035-01-08T08:00:00.000Z")
    #expect(one["end_date"]?.string == "2035-01-08T08:20:00.000Z")
    #expect(one["booking_block_id"]?.string == block)
    #expect(one["capacity"]?.integer == 3)
    #expect(one["lockable"] == .bool(false))
    #expect(one["metadata"]?.text() == #"{"a":1.10}"#)
    #expect(one["available"] == .bool(true))

    let file = """
      [{"start_date": "2035-01-09T09:00", "end_date": "2035-01-09T09:20"},
       {"start_date": "2035-01-09T23:00", "end_date": "2035-01-09T24:00", "status": "disabled"}]
      """
    let many = try program.done(
      "slot",
      "create",
      "--block",
      "Room",
      "--from-json",
      "-",
      "--json",
      input: file
    )
    let slots = try #require(many.json?["data"]?.array)
    #expect(
      slots.map { $0["end_date"]?.string } == [
        "2035-01-09T08:20:00.000Z", "2035-01-09T23:00:00.000Z",
      ]
    )
    #expect(slots.map { $0["status"]?.string } == ["active", "disabled"])

    // All or none: the first of these would fit.
    let before = try program.snapshot()
    let overlapping = """
      [{"start_date": "2035-01-10T09:00", "end_date": "2035-01-10T09:20"},
       {"start_date": "2035-01-09T09:10", "end_date": "2035-01-09T09:30"}]
      """
    let refused = try program.run(
      ["slot", "create", "--block", "Room", "--from-json", "-"],
      input: overlapping
    )
    #expect(refused.error.hasPrefix("slottui: E024: 2035-01-09 09:10–09:30 overlaps"))
    #expect(try program.snapshot() == before)
  }

  @Test func listFiltersAndPages() throws {
    let program = try Program()
    _ = try program.makeBlock()
    var ids: [String] = []
    for hour in ["12", "09", "10", "11"] {
      ids.append(try program.makeSlot("2035-01-08T\(hour):00"))
    }
    let order = [ids[1], ids[2], ids[3], ids[0]]
    try program.done("slot", "disable", ids[2])
    func list(_ more: String...) throws -> [String?] {
      try program.run(["slot", "list", "--ndjson"] + more).lines.map { $0["id"]?.string }
    }
    #expect(try list() == order)
    #expect(try list("--status", "disabled") == [ids[2]])
    #expect(try list("--available", "false") == [ids[2]])
    #expect(try list("--available", "true", "--limit", "2") == [ids[1], ids[3]])
    // Half open, on the block's clock: what ends at `from` or starts at `until` is not wanted.
    let day = ["--block", "Room", "--from", "2035-01-08T09:20", "--until", "2035-01-08T11:00"]
    #expect(try program.run(["slot", "list", "--ndjson"] + day).lines.count == 1)
    // Without a block UTC, an hour behind.
    #expect(
      try list("--from", "2035-01-08T08:20", "--until", "2035-01-08T11:00") == [ids[2], ids[3]]
    )

    let page = try program.done("slot", "list", "--limit", "3", "--page", "2", "--json")
    #expect(page.json?["meta"]?.text() == #"{"limit":3,"page":2,"total":4}"#)
    #expect(page.json?["data"]?.array?.map { $0["id"]?.string } == [ids[0]])
    let empty = try program.done("slot", "list", "--page", "1000000000", "--json")
    #expect(empty.json?["data"]?.array?.isEmpty == true)
    #expect(
      try program.done("slot", "list", "--limit", "3").output.contains("Page 1 of 2, 4 slots")
    )
  }

  @Test func localDatesAreTheBlocks() throws {
    let program = try Program()
    _ = try program.makeBlock()
    let summer = try program.makeSlot("2035-07-02T09:00")
    let data = try program.data("slot", "get", summer, "--local")
    #expect(data["start_date"]?.string == "2035-07-02T09:00:00.000+02:00")
    let table = try program.done("slot", "list").output
    #expect(table.contains("Mon 2035-07-02 09:00–09:20  +02:00"))
  }

  @Test func oneReferenceGivesAnObjectSeveralAnArray() throws {
    let program = try Program()
    _ = try program.makeBlock()
    let a = try program.makeSlot("2035-01-08T09:00")
    let b = try program.makeSlot("2035-01-08T10:00")
    #expect(try program.data("slot", "get", a)["id"]?.string == a)
    #expect(try program.data("slot", "get", b, a).array?.map { $0["id"]?.string } == [b, a])
    #expect(try program.data("slot", "disable", a, a, b).array?.count == 2)
    let again = try program.done("slot", "disable", a, b).output
    #expect(again.hasPrefix("Nothing to do: 2 slots are so already."))
    #expect(try program.data("history").array?.first?["objects"]?.integer == 2)
    #expect(try program.data("slot", "enable", a)["status"]?.string == "active")
  }

  @Test func updateKeepsWhatIsNotGiven() throws {
    let program = try Program()
    _ = try program.makeBlock()
    let id = try program.makeSlot("2035-01-08T09:00", more: "--metadata", #"{"a":1}"#)
    let moved = try program.data("slot", "update", id, "--end", "2035-01-08T09:40")
    #expect(moved["start_date"]?.string == "2035-01-08T08:00:00.000Z")
    #expect(moved["end_date"]?.string == "2035-01-08T08:40:00.000Z")
    #expect(moved["metadata"]?.text() == #"{"a":1}"#)
    let changed = try program.data("slot", "update", id, "--lockable", "false", "--capacity", "4")
    #expect(changed["lockable"] == .bool(false))
    #expect(changed["capacity"]?.integer == 4)
    let same = try program.data("slot", "update", id, "--capacity", "4")
    #expect(same["updated_at"] == changed["updated_at"])
  }

  @Test func deleteIsForcedPastAppointments() throws {
    let program = try Program()
    _ = try program.makeBlock()
    let id = try program.makeSlot("2035-01-08T09:00")
    let appointment = try program.book(id)
    #expect(try program.data("slot", "delete", id, "--force")["id"]?.string == id)
    #expect(try program.run(["appointment", "get", appointment]).status == 66)
    try program.done("undo")
    #expect(try program.data("appointment", "get", appointment)["slot_id"]?.string == id)
  }

  @Test func lockKeysAreShownOnceAndNeverAgain() throws {
    let program = try Program()
    _ = try program.makeBlock()
    let a = try program.makeSlot("2035-01-08T09:00")
    let b = try program.makeSlot("2035-01-08T10:00")
    let locked = try program.done("slot", "lock", a, b, "--minutes", "30", "--json")
    let key = try #require(locked.json?["meta"]?["lock_key"]?.string)
    #expect(key.count == 22)
    #expect(locked.output.split(separator: key).count == 2)
    #expect(locked.json?["data"]?.array?.allSatisfy { $0["locked_until"]?.string != nil } == true)
    for command in [
      ["slot", "list", "--json"], ["slot", "get", a, "--json"], ["slot", "get", a],
      ["history", "--slot", a, "--json"], ["history", "--slot", a], ["history", "--ndjson"],
    ] {
      #expect(!(try program.run(command).output.contains(key)))
    }
    #expect(
      try program.data("appointment", "create", "--slot", a, "--key", key)["slot_id"]?.string == a
    )
    #expect(try program.data("slot", "get", a)["locked_until"] == .null)
    #expect(try program.data("slot", "unlock", b, "--key", key)["locked_until"] == .null)

    let chosen = try program.done(
      "slot",
      "lock",
      b,
      "--until",
      "2035-01-08T09:30",
      "--key",
      "own k3y"
    )
    #expect(!chosen.output.contains("own k3y"))
    let unlocked = try program.done("slot", "unlock", b, "--force", "--json")
    #expect(!unlocked.output.contains("own k3y"))
    let lines = try program.done("slot", "lock", b, "--minutes", "5").output.split(separator: "\n")
    #expect(lines.contains { $0.hasPrefix("Lock key, shown only now: ") })
    try program.done("slot", "unlock", b, "--force")
    let bare = try program.done("slot", "lock", b, "--minutes", "5", "--ndjson").lines
    #expect(bare.count == 2)
    #expect(bare.last?["lock_key"]?.string?.count == 22)
  }

  @Test func textFromDataCannotDriveTheTerminal() throws {
    let program = try Program()
    let hostile = "Room \u{1B}[31m\u{202E}\u{7}\n2"
    _ = try program.makeBlock(hostile)
    let id = try program.makeSlot("2035-01-08T09:00", in: hostile)
    try program.done("appointment", "create", "--slot", id, "--name", hostile)
    try program.done("slot", "disable", id, "--reason", hostile)
    for command in [
      ["slot", "list"], ["slot", "get", id], ["block", "list"], ["block", "get", hostile],
      ["appointment", "list"], ["history"], ["history", "--slot", id], ["slot", "get", hostile],
      ["block", "delete", hostile], ["block", "list", "--json"],
      ["slot", "get", hostile, "--json"],
    ] {
      let result = try program.run(command)
      let text = result.output + result.error
      #expect(!text.unicodeScalars.contains { "\u{1B}\u{202E}\u{7}".unicodeScalars.contains($0) })
    }
    #expect(try program.data("block", "get", hostile)["name"]?.string == hostile)
  }

  /// A script whose query found nothing hands over an empty array.
  @Test(arguments: ["[]", " [ ] "])
  func noSlotsAreNothingToDo(input: String) throws {
    let program = try Program()
    _ = try program.makeBlock()
    let line = ["slot", "create", "--block", "Room", "--from-json", "-", "--json"]
    let result = try program.run(line, input: input)
    #expect(result.status == 0, "\(result.error)")
    #expect(result.json?["data"] == .array([]), "\(result.output)")
  }
}
