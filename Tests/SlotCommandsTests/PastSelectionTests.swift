import Foundation
import ProgramDriver
import Testing

@testable import SlotDomain

/// A change by description is meant for what is to come.
@Suite struct PastSelectionTests {
  private let program: Program
  /// Years ago, booked by Ada; and in the far future, booked by her again.
  private let ids: [String]

  /// The past one is moved there, since nobody can book in the past.
  init() throws {
    program = try Program()
    _ = try program.makeBlock()
    var ids: [String] = []
    for start in ["2035-01-08T09:00", "2035-01-15T09:00"] {
      ids.append(try program.makeSlot(start))
      _ = try program.book(ids[ids.count - 1])
    }
    try program.done(
      "slot",
      "update",
      ids[0],
      "--start",
      "2015-01-05T09:00",
      "--end",
      "2015-01-05T09:20"
    )
    self.ids = ids
  }

  private static let selections = [
    ["--block", "Room"], ["--weekday", "mon"], ["--block", "Room", "--between", "08:00-10:00"],
    ["--status", "active"], ["--until", "2036-01-01"],
  ]

  @Test("Slots that have ended are left out, and counted", arguments: selections)
  func leftOut(selection: [String]) throws {
    let dry = try program.run(["slot", "disable"] + selection + ["--dry-run", "--json"])
    let data = try #require(dry.json?["data"])
    #expect(data["changed"]?.integer == 1 && data["ended"]?.integer == 1, "\(data.text())")
    #expect(data["displaced"]?.array?.compactMap { $0["slot_id"]?.string } == [ids[1]])
    let people = try program.run(["slot", "disable"] + selection + ["--dry-run"]).output
    #expect(people.contains("left out: 1 slot that has ended; --past takes it too"), "\(people)")
    let done = try program.run(["slot", "disable"] + selection + ["--json"])
    #expect(done.json?["data"]?.array?.compactMap { $0["id"]?.string } == [ids[1]])
    #expect(done.json?["meta"]?["ended"]?.integer == 1)
    #expect(try program.data("slot", "get", ids[0])["status"]?.string == "active")
  }

  @Test("--from and --past take them too, and nobody of the past is displaced")
  func asked() throws {
    for more in [["--past"], ["--from", "2000-01-01"]] {
      let words = ["slot", "disable", "--block", "Room"] + more + ["--dry-run", "--json"]
      let data = try #require(try program.run(words).json?["data"])
      #expect(data["changed"]?.integer == 2 && data["ended"]?.integer == 0)
      #expect(data["displaced"]?.array?.compactMap { $0["slot_id"]?.string } == [ids[1]])
    }
    let past = ["slot", "enable", "--block", "Room", "--until", "2016-01-01"]
    let none = try program.run(past)
    #expect(none.status == 0 && none.output.hasPrefix("No slot to come is like that."))
    #expect(none.output.contains("--past takes it too"))
    #expect(try program.run(past + ["--past", "--json"]).json?["meta"]?["already"]?.integer == 1)
  }

  @Test("Ids mean what they say, and lists list all")
  func idsAndLists() throws {
    #expect(try program.run(["slot", "disable", ids[0]]).status == 0)
    #expect(try program.run(["slot", "disable", ids[0], "--past"]).status == 64)
    #expect(try program.data("slot", "list", "--block", "Room").array?.count == 2)
    #expect(try program.data("slot", "list", "--weekday", "mon").array?.count == 2)
  }

  // MARK: Warnings

  @Test("Who makes or moves slots into the past is warned, and it is done")
  func warned() throws {
    let create = [
      "slot", "create", "--block", "Room", "--start", "2015-02-02T09:00", "--minutes", "20",
    ]
    let made = try program.run(create)
    #expect(made.status == 0)
    #expect(
      made.error == "slottui: warning: 1 slot lies in the past. slottui undo takes it back.\n"
    )
    let move = [
      "slot", "update", ids[1], "--start", "2015-03-02T09:00", "--end", "2015-03-02T09:20",
    ]
    let dry = try program.run(move + ["--dry-run", "--json"])
    #expect(dry.json?["meta"]?["warnings"]?.array == [.string("1 slot would lie in the past.")])
    #expect(dry.error.isEmpty)
    #expect(
      try program.run(move + ["--ndjson"]).error.contains("warning: 1 slot lies in the past.")
    )
    let plan = [
      "plan", "--block", "Room", "--from", "2015-06-01", "--until", "2015-06-01", "--days", "mon",
      "--between", "09:00-10:00", "--minutes", "20",
    ]
    #expect(try program.run(plan + ["--dry-run"]).error.contains("3 slots would lie in the past."))
    let planned = try program.run(plan + ["--json"])
    #expect(planned.json?["meta"]?["warnings"]?.array?.count == 1)
  }

  @Test("Of what is to come nobody is warned")
  func notWarned() throws {
    let create = [
      "slot", "create", "--block", "Room", "--start", "2035-02-02T09:00", "--minutes", "20",
    ]
    let made = try program.run(create + ["--json"])
    #expect(made.error.isEmpty && made.json?["meta"]?["warnings"] == nil)
    let changed = try program.run(["slot", "update", ids[0], "--capacity", "2"])
    #expect(changed.status == 0 && changed.error.isEmpty)
  }
}
