import Foundation
import ProgramDriver
import Testing

@testable import SlotDomain

/// Every change of many slots can be looked at first: what will change, what is so already, what is
/// refused and why, which changes of the clock it crosses, and who loses a place.
@Suite struct DryRunTests {
  private let program: Program
  /// Over the spring change, booked by Ada; on the day after, free; disabled; locked.
  private let ids: [String]

  init() throws {
    let template: Program
    (template, ids) = try Self.template.get()
    program = try Program(copying: template)
  }

  private static let template = Result { try makeTemplate() }

  private static func makeTemplate() throws -> (Program, ids: [String]) {
    let program = try Program()
    _ = try program.makeBlock()
    var ids: [String] = []
    for start in ["2035-03-25T01:50", "2035-03-26T09:00", "2035-03-26T10:00", "2035-03-26T11:00"] {
      ids.append(try program.makeSlot(start))
    }
    _ = try program.book(ids[0])
    try program.done("slot", "disable", ids[2])
    try program.done("slot", "lock", ids[3], "--minutes", "60", "--key", "k")
    return (program, ids)
  }

  private static let verbs: [([String], changed: Int, already: Int, refused: Int, displaced: Int)] =
    [
      (["enable"], 1, 3, 0, 0), (["disable"], 3, 1, 0, 1),
      (["lock", "--minutes", "5"], 3, 0, 1, 0), (["unlock", "--key", "k"], 1, 3, 0, 0),
      (["unlock", "--force"], 1, 3, 0, 0), (["update", "--capacity", "2"], 4, 0, 0, 0),
      (["shift", "--by", "5"], 4, 0, 0, 1), (["delete"], 3, 0, 1, 0),
      (["delete", "--force"], 4, 0, 0, 1),
    ]

  static func tries(_ verb: String) -> Bool { verbs.contains { $0.0.first == verb } }

  @Test("Every verb tells all of it beforehand, in numbers and in names", arguments: 0..<9)
  func everyVerb(index: Int) throws {
    let (verb, changed, already, refused, displaced) = Self.verbs[index]
    let before = try program.snapshot()
    let arguments = ["slot"] + verb + ["--block", "Room", "--dry-run"]
    let result = try program.run(arguments + ["--json"])
    let data = try #require(result.json?["data"], "\(result.error)")
    #expect(data["changed"] == .integer(changed) && data["already"] == .integer(already))
    #expect(data["refused"]?.array?.count == refused, "\(data.text())")
    #expect(data["slots"]?.array?.count == changed)
    #expect(data["slots"]?.array?.allSatisfy { ids.contains($0["id"]?.string ?? "") } == true)
    #expect(data["displaced"]?.array?.count == displaced)
    for refusal in data["refused"]?.array ?? [] {
      #expect(refusal["code"]?.string?.hasPrefix("E0") == true)
      #expect(refusal["message"]?.string?.hasSuffix(".") == true)
    }
    let people = try program.run(arguments).output
    #expect(people.contains("Nothing was changed."))
    #expect(people.contains("booked: Ada") == (displaced > 0))
    #expect(people.components(separatedBy: "refused: E").count == refused + 1, "\(people)")
    #expect(people.contains("add --on-conflict skip") == (refused > 0))
    let changes = try #require(result.json?["meta"]?["clock_changes"]?.array)
    // Of those that would change, all but the enabled and the unlocked one begin before the change.
    let crosses = verb != ["enable"] && verb[0] != "unlock" && verb != ["delete"]
    #expect(changes.count == (crosses ? 1 : 0), "\(changes)")
    #expect(people.contains("The clock changes on Sun 2035-03-25 03:00") == crosses)
    #expect(try program.snapshot() == before)
  }

  @Test("Beside bare objects it stands on standard error what was refused, and who is displaced")
  func linesHaveNoPlaceForIt() throws {
    let disabled = try program.run(["slot", "disable", ids[0], "--ndjson"])
    #expect(disabled.lines.count == 1 && disabled.error.contains("booked: Ada"))
    let deleted = try program.run(
      ["slot", "delete", ids[0], ids[1], "--on-conflict", "skip", "--ndjson"]
    )
    #expect(deleted.lines.count == 1 && deleted.error.contains("refused: E060"))
  }

  @Test("Slots of several blocks cross the changes of each block's own clock")
  func severalClocks() throws {
    _ = try program.run([
      "block", "create", "--name", "NY", "--timezone", "America/New_York", "--publish",
    ])
    for start in ["2035-03-11T00:50", "2035-03-12T00:50"] {
      _ = try program.makeSlot(start, in: "NY")
    }
    let result = try program.run([
      "slot", "disable", "--from", "2035-03-01", "--dry-run", "--json",
    ])
    let changes = try #require(result.json?["meta"]?["clock_changes"]?.array)
    #expect(changes.map { $0["offset_before"]?.string } == ["-05:00", "+01:00"])
  }

  @Test("Under --on-conflict fail all refusals are told, not the first one only")
  func allRefusals() throws {
    _ = try program.book(ids[1])
    let before = try program.snapshot()
    let delete = try program.run(["slot", "delete", "--block", "Room"])
    #expect(delete.status == 65)
    let lines = delete.error.split(separator: "\n")
    #expect(lines.count == 2 && lines.allSatisfy { $0.hasPrefix("slottui: E060: Slot 2035-03-2") })
    let json = try program.run(["slot", "delete", "--block", "Room", "--json"]).json?["error"]
    #expect(json?["refused"]?.array?.count == 2 && json?["refused_count"] == .integer(2))
    // What is the same for all of them is told once.
    let capacity = try program.run(["slot", "update", "--block", "Room", "--capacity", "0"])
    #expect(capacity.error.hasPrefix("slottui: E047: "), "\(capacity.error)")
    #expect(capacity.error.split(separator: "\n").count == 1)
    #expect(json?["message"]?.string?.contains("And 1 more") == false)
    #expect(try program.snapshot() == before)
  }

  @Test("A plan names every slot that stands in its way")
  func planTellsAll() throws {
    let plan = [
      "plan", "--block", "Room", "--from", "2035-03-26", "--until", "2035-03-26", "--days", "mon",
      "--between", "09:10-12:00", "--minutes", "10",
    ]
    let before = try program.snapshot()
    let refused = try program.run(plan)
    #expect(refused.status == 65 && refused.error.split(separator: "\n").count == 5)
    #expect(refused.error.contains("E024") && refused.error.contains("2035-03-26 10:00"))
    #expect(try program.snapshot() == before)
  }

  @Test("An import that moves or closes booked slots says whom it displaces")
  func importDisplaces() throws {
    let file = program.path("all.ndjson")
    try program.done("export", "-o", file)
    let slots = try program.write(
      program.text("all.ndjson").split(separator: "\n")
        .filter { $0.contains("\"_object\":\"slot\"") }
        .map { $0.replacing("\"status\":\"active\"", with: "\"status\":\"disabled\"") }
        .joined(separator: "\n"),
      "slots.ndjson"
    )
    let before = try program.snapshot()
    let arguments = ["import", slots, "--on-conflict", "update"]
    let trial = try program.run(arguments + ["--dry-run", "--json"]).json?["data"]
    #expect(trial?["updated"] == .integer(3) && trial?["existing"] == .integer(1))
    #expect(trial?["displaced"]?.array?.map { $0["name"]?.string } == ["Ada"])
    #expect(
      try program.run(arguments + ["--dry-run"]).output.contains("booked: Ada, Sun 2035-03-25")
    )
    #expect(try program.snapshot() == before)
    #expect(try program.run(arguments).output.contains("booked: Ada"))
  }
}
