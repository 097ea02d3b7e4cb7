import Foundation
import ProgramDriver
import Testing

@testable import SlotDomain

/// `slot find`, `find`, `tray`, and what booking and changing people can say.
@Suite struct FrontDeskCommandTests {
  private let program: Program

  init() throws {
    program = try Program()
    _ = try program.makeBlock("Dr Adams")
    _ = try program.makeBlock("Dr Brown")
  }

  private func slot(_ start: String, _ block: String = "Dr Adams", _ more: String...) throws
    -> String
  {
    let start = start.hasPrefix("--") ? [start] : ["--start", start]
    let result = try program.run(
      ["slot", "create", "--block", block, "--minutes", "20", "--ndjson"] + start + more
    )
    return try #require(result.lines.first?["id"]?.string, "\(result.error)")
  }

  private func book(_ slot: String, _ name: String, _ more: String...) throws -> String {
    let result = try program.run(
      ["appointment", "create", "--slot", slot, "--name", name, "--ndjson"] + more
    )
    return try #require(result.lines.first?["id"]?.string, "\(result.error)")
  }

  private func ids(_ line: [String]) throws -> [String] {
    let result = try program.run(line + ["--json"])
    #expect(result.status == 0, "\(result.output)")
    return try #require(result.json?["data"]?.array).compactMap { $0["id"]?.string }
  }

  // MARK: slot find

  /// Monday 8 January 2035 is when it begins.
  @Test func freePlacesAreFound() throws {
    let late = try slot("2035-01-11T14:00")
    let first = try slot("2035-01-08T09:00", "Dr Brown", "--capacity", "3")
    let second = try slot("2035-01-08T09:00")
    let full = try slot("2035-01-08T09:20")
    _ = try book(full, "Ada")
    try program.done("slot", "disable", try slot("2035-01-08T09:40"))
    let find = ["slot", "find"]
    #expect(try ids(find) == [second, first, late])
    #expect(try ids(find + ["--block", "Dr Brown"]) == [first])
    #expect(
      try ids(find + ["--block", "Dr Brown", "--block", "Dr Adams"]) == [second, first, late]
    )
    #expect(try ids(find + ["--from", "2035-01-09"]) == [late])
    #expect(try ids(find + ["--weekday", "thu"]) == [late])
    #expect(try ids(find + ["--between", "13:00-15:00"]) == [late])
    #expect(try ids(find + ["--places", "2"]) == [first])
    #expect(try ids(find + ["--minutes", "20"]) == [second, first, late])
    #expect(try ids(find + ["--minutes", "21"]) == [])
    #expect(try ids(find + ["--limit", "1"]) == [second])
    let lines = try program.done("slot", "find", "--ndjson", "--local").lines
    #expect(lines.map { $0["_object"]?.string } == ["slot", "slot", "slot"])
    #expect(lines.first?["start_date"]?.string == "2035-01-08T09:00:00.000+01:00")
    let table = try program.done("slot", "find", "--limit", "2").output
    #expect(
      table == """
        ID        TIME                        OFFSET  BLOCK     FREE
        \(second.prefix(8))  Mon 2035-01-08 09:00–09:20  +01:00  Dr Adams     1
        \(first.prefix(8))  Mon 2035-01-08 09:00–09:20  +01:00  Dr Brown     3
        There are more: --limit 4 shows them.

        """
    )
    let none = try program.done("slot", "find", "--minutes", "60").output
    #expect(none.hasPrefix("No free place is like that."))
  }

  @Test(arguments: [
    ("--limit 0", 65), ("--limit 501", 65), ("--places 0", 65), ("--minutes x", 65),
    ("--weekday someday", 65), ("--between 9", 65), ("--from soon", 65), ("--block Nobody", 66),
    ("--blok x", 64), ("here", 64),
  ])
  func whatCannotBeLookedForIsRefused(line: String, status: Int32) throws {
    let result = try program.run(["slot", "find"] + line.split(separator: " ").map(String.init))
    #expect(result.status == status, "\(result.error)")
  }

  /// Of blocks on different clocks a time of day means different moments.
  @Test func clocksThatDifferNeedAnOffset() throws {
    try program.done("block", "create", "--name", "Far", "--timezone", "America/New_York")
    let blocks = ["--block", "Far", "--block", "Dr Adams"]
    let refused = try program.run(["slot", "find", "--from", "2035-01-08T09:00"] + blocks)
    #expect(refused.status == 65 && refused.error.contains("give --from with an offset"))
    let found = try program.run(["slot", "find", "--from", "2035-01-08T09:00Z"] + blocks)
    #expect(found.status == 0, "\(found.error)")
  }

  // MARK: find

  /// Whose clocks differ, their times are told apart.
  @Test func timesOfOtherClocksHaveTheirOffset() throws {
    _ = try book(try slot("2035-01-08T09:00"), " Ada Lovelace ")
    let plain = try program.done("find", "ada").output
    #expect(!plain.contains("OFFSET") && plain.contains("  Ada Lovelace"), "\(plain)")
    try program.done(
      "block",
      "create",
      "--name",
      "Video",
      "--timezone",
      "America/New_York",
      "--publish"
    )
    _ = try book(try slot("2035-01-08T09:00", "Video"), "Ada Lovelace")
    let table = try program.done("find", "ada").output
    #expect(table.contains("OFFSET") && table.contains("-05:00"), "\(table)")
  }

  @Test func peopleAreFoundByNameNumberAndNote() throws {
    let old = try book(try slot("2035-01-11T14:00"), "Ada Okafor", "--phone", "07468 020779")
    let next = try book(
      try slot("2035-01-08T09:00", "Dr Brown"),
      "ADA Łoś",
      "--phone",
      "+44 7700 900123",
      "--note",
      "brings a dog"
    )
    #expect(try ids(["find", "ada"]) == [next, old])
    #expect(try ids(["find", "los", "ada"]) == [next])
    #expect(try ids(["find", "dog"]) == [next])
    #expect(try ids(["find", "nobody"]) == [])
    for number in ["07468020779", "+44 7468 020779", "07468 020779", "0207"] {
      #expect(try ids(["find", number]) == [old], "\(number)")
    }
    try program.done("appointment", "cancel", old)
    let table = try program.done("find", "ada").output
    #expect(
      table == """
        ID        TIME                  BLOCK     NAME        PHONE
        \(next.prefix(8))  Mon 2035-01-08 09:00  Dr Brown  ADA Łoś     +44 7700 900123
        \(old.prefix(8))  Thu 2035-01-11 14:00  Dr Adams  Ada Okafor  07468 020779
                  cancelled

        """
    )
    let page = try program.run(["find", "ada", "--limit", "1", "--page", "2", "--json"]).json
    #expect(page?["data"]?.array?.first?["id"]?.string == old)
    #expect(page?["meta"]?["total"] == .integer(2))
    #expect(page?["data"]?.array?.first?["_object"]?.string == "appointment")
    let lines = try program.done("find", "ada", "--ndjson").lines
    #expect(lines.compactMap { $0["id"]?.string } == [next, old])
    #expect(try program.run(["find"]).status == 64)
    #expect(try program.run(["find", " "]).status == 65)
  }

  /// By its id and by its note; and whoever is there now has not been there yet.
  @Test func eachIsFoundOnceAndWhoIsThereComesFirst() throws {
    let later = try book(try slot("2035-01-08T09:00"), "Ada Later")
    let now = try book(try slot("--start=-10min"), "Ada Now", "--late")
    #expect(try ids(["find", "ada"]) == [now, later])
    try program.done("appointment", "update", later, "--note", "ref \(later.prefix(8))")
    #expect(try ids(["find", String(later.prefix(8))]) == [later])
  }

  /// The history says late where it was.
  @Test func lateIsSaidOfWhatWasTooLate() throws {
    let open = try program.done(
      "appointment",
      "create",
      "--slot",
      try slot("2035-01-08T09:00"),
      "--name",
      "Ada",
      "--late"
    )
    #expect(open.output.contains("Booked 1 appointment."), "\(open.output)")
    #expect(try program.done("history", "--limit", "1").output.contains("late") == false)
    _ = try book(try slot("--start=-10min"), "Ada", "--late")
    #expect(try program.done("history", "--limit", "1").output.contains("appointment create late"))
  }

  // MARK: tray

  /// However long a block is called, what is needed to move somebody there is whole.
  @Test func theTrayCutsNoIDs() throws {
    let long = "Physiotherapy and Rehabilitation, North Wing, second floor"
    _ = try program.makeBlock(long)
    let closed = try slot("2035-01-11T14:00")
    _ = try book(closed, "Ada")
    let other = try slot("2035-01-11T09:00", long)
    try program.done("slot", "disable", closed)
    let row = try #require(try program.done("tray").output.split(separator: "\n").last)
    #expect(row.hasSuffix(" (--to \(other.prefix(8)))"), "\(row)")
    // Who reads a pipe looks for the whole name.
    #expect(row.contains(", \(long) "))
  }

  @Test func theTrayProposesPlaces() throws {
    #expect(try program.done("tray").output == "Everybody who has a place to come can keep it.\n")
    let closed = [try slot("2035-01-11T14:00"), try slot("2035-01-11T14:20")]
    let people = [
      try book(closed[0], "Ada", "--phone", "07700 900123"), try book(closed[1], "Ben"),
    ]
    let after = try slot("2035-01-12T09:00")
    let other = try slot("2035-01-11T09:00", "Dr Brown")
    try program.done("slot", "disable", closed[0], closed[1])
    let json = try program.run(["tray", "--json"]).json
    let rows = try #require(json?["data"]?.array)
    #expect(rows.compactMap { $0["id"]?.string } == people)
    #expect(rows.compactMap { $0["proposal"]?["id"]?.string } == [after, other])
    #expect(rows[0]["proposal"]?["_object"]?.string == "slot")
    #expect(rows[0]["metadata"]?["phone"]?.string == "07700 900123")
    #expect(json?["meta"]?["total"] == .integer(2))
    let free = String(repeating: " ", count: 10) + "free: "
    #expect(
      try program.done("tray").output == """
        2 people to re-book.
        ID        TIME                  BLOCK     NAME  PHONE
        \(people[0].prefix(8))  Thu 2035-01-11 14:00  Dr Adams  Ada   07700 900123
        \(free)Fri 2035-01-12 09:00–09:20 (--to \(after.prefix(8)))
        \(people[1].prefix(8))  Thu 2035-01-11 14:20  Dr Adams  Ben
        \(free)Thu 2035-01-11 09:00–09:20, Dr Brown (--to \(other.prefix(8)))

        """
    )
    #expect(try ids(["tray", "--limit", "1", "--page", "2"]) == [people[1]])
    // What is proposed on one page is proposed on no other.
    let pages = try [1, 2].map { page in
      try program.run(["tray", "--json", "--limit", "1", "--page", "\(page)"]).json?["data"]
    }
    #expect(pages.map { $0?.array } == [[rows[0]], [rows[1]]])
    let lines = try program.done("tray", "--ndjson", "--local").lines
    #expect(lines.map { $0["proposal"]?["start_date"]?.string?.suffix(6) } == ["+01:00", "+01:00"])
    try program.done("appointment", "reschedule", people[0], "--to", after)
    try program.done("slot", "disable", other)
    let left = try program.run(["tray", "--json"]).json?["data"]?.array
    #expect(left?.count == 1 && left?.first?["proposal"] == .null)
  }

  // MARK: People

  @Test func membersAreChangedOneByOne() throws {
    let id = try book(
      try slot("2035-01-08T09:00"),
      "Ada",
      "--phone",
      "1",
      "--email",
      "a@b",
      "--note",
      "n",
      "--metadata",
      #"{"name": "B", "x": [1]}"#
    )
    func metadata() throws -> String? {
      try program.data("appointment", "get", id)["metadata"]?.text()
    }
    #expect(
      try metadata() == #"{"email":"a@b","name":"Ada","note":"n","phone":"1","x":[1]}"#
    )
    try program.done("appointment", "update", id, "--phone", "07700 900123", "--note", "")
    #expect(
      try metadata() == #"{"email":"a@b","name":"Ada","phone":"07700 900123","x":[1]}"#
    )
    try program.done("appointment", "update", id, "--email", "c@d", "--name", "Ada King")
    #expect(
      try metadata() == #"{"email":"c@d","name":"Ada King","phone":"07700 900123","x":[1]}"#
    )
    #expect(try program.run(["appointment", "update", id]).status == 64)
  }

  /// Although booking has closed; the history says so.
  @Test func bookingLate() throws {
    try program.done("block", "update", "Dr Adams", "--booking-disabled-before", "999999999")
    let closed = try slot("2035-01-08T09:00")
    let over = try slot("2020-01-08T09:00", "Dr Brown")
    for slot in [closed, over] {
      let refused = try program.run(["appointment", "create", "--slot", slot, "--name", "Ada"])
      #expect(refused.error.hasPrefix("slottui: E063: "), "\(refused.error)")
      let made = try program.done(
        "appointment",
        "create",
        "--slot",
        slot,
        "--name",
        "Ada",
        "--late"
      )
      #expect(made.output.hasPrefix("Booked late 1 appointment."), "\(made.output)")
      let last = try program.data("history", "--limit", "1").array?.first
      #expect(last?["action"]?.string == "appointment create late")
      let full = try program.run(["appointment", "create", "--slot", slot, "--name", "B", "--late"])
      #expect(full.error.hasPrefix("slottui: E049: "), "\(full.error)")
    }
    #expect(try program.done("history").output.contains("appointment create late"))
  }

  /// Who only looks changes nothing, and needs not be allowed to.
  @Test func lookingChangesNothing() throws {
    let slot = try slot("2035-01-08T09:00")
    _ = try book(slot, "Ada")
    try program.done("slot", "disable", slot)
    let before = try program.snapshot()
    for line in ["slot find", "find ada", "tray", "slot find --ndjson", "tray --ndjson"] {
      let result = try program.run(line.split(separator: " ").map(String.init))
      #expect(result.status == 0, "\(line): \(result.error)")
    }
    #expect(try program.snapshot() == before)
  }
}
