import Foundation
import ProgramDriver
import Testing

@testable import SlotDomain

/// Verbs of slots with a selection in place of ids.
@Suite struct SelectionCommandTests {
  private let program: Program
  private let ids: [String]

  /// Monday 09:00, Monday 15:00, Thursday 09:00 (booked by Ada), Thursday 15:00.
  init() throws {
    program = try Program()
    _ = try program.makeBlock()
    _ = try program.makeBlock("Other")
    var ids: [String] = []
    for start in ["2035-01-08T09:00", "2035-01-08T15:00", "2035-01-11T09:00", "2035-01-11T15:00"] {
      ids.append(try program.makeSlot(start))
    }
    _ = try program.makeSlot("2035-01-08T09:00", in: "Other")
    _ = try program.book(ids[2])
    self.ids = ids
  }

  private func selected(_ arguments: String...) throws -> [String] {
    let result = try program.run(["slot"] + arguments + ["--block", "Room", "--json"])
    #expect(result.status == 0, "\(result.output)")
    return try #require(result.json?["data"]?.array).compactMap { $0["id"]?.string }
  }

  @Test func listKnowsDaysAndHours() throws {
    #expect(try selected("list") == ids)
    #expect(try selected("list", "--weekday", "thu") == [ids[2], ids[3]])
    #expect(try selected("list", "--between", "14:00-17:00") == [ids[1], ids[3]])
    #expect(try selected("list", "--weekday", "mon-wed", "--between", "09:00-09:01") == [ids[0]])
    let page = try program.run([
      "slot", "list", "--weekday", "mon,thu", "--limit", "3", "--page", "2", "--block", "Room",
      "--json",
    ])
    #expect(page.json?["meta"]?.text() == #"{"limit":3,"page":2,"total":4}"#)
    #expect(page.json?["data"]?.array?.map { $0["id"]?.string } == [ids[3]])
    let past = try program.run([
      "slot", "list", "--block", "Room", "--weekday", "thu", "--as-of", "2200-01-01",
    ])
    #expect(past.status == 65)
  }

  @Test func selectionIsChangedInOneStep() throws {
    #expect(try selected("disable", "--weekday", "mon", "--reason", "fair") == [ids[0], ids[1]])
    let action = try program.data("history").array?.first
    #expect(action?["objects"]?.integer == 2)
    #expect(action?["reason"]?.string == "fair")
    #expect(try selected("list", "--status", "disabled") == [ids[0], ids[1]])
    let again = try program.run([
      "slot", "disable", "--block", "Room", "--between", "09:00-10:00", "--json",
    ])
    let meta = try #require(again.json?["meta"])
    #expect(meta["already"]?.integer == 1)
    #expect(meta["changed"]?.integer == 1)
    #expect(meta["displaced"]?.array?.first?["name"]?.string == "Ada")
    try program.done("undo")
    #expect(try selected("list", "--status", "disabled") == [ids[0], ids[1]])
    #expect(try selected("enable", "--status", "disabled").count == 2)
    #expect(try selected("update", "--weekday", "thu", "--capacity", "3").count == 2)
    #expect(try selected("delete", "--available", "true", "--weekday", "mon") == [ids[0], ids[1]])
    #expect(try selected("list").count == 2)
  }

  @Test func lockOfSelectionTakesItsEndFromMinutes() throws {
    let locked = try program.run([
      "slot", "lock", "--block", "Room", "--until", "2035-01-09", "--minutes", "30", "--json",
    ])
    #expect(locked.json?["data"]?.array?.count == 2)
    let key = try #require(locked.json?["meta"]?["lock_key"]?.string)
    #expect(try program.run(["slot", "lock", "--block", "Room"]).status == 64)
    let wrong = try program.run(["slot", "unlock", "--block", "Room", "--key", "wrong"])
    #expect(wrong.status == 65)
    #expect(wrong.error.contains("E059"))
    #expect(try selected("unlock", "--weekday", "mon", "--key", key).count == 2)
  }

  @Test func dryRunTellsAllAndDoesNothing() throws {
    let before = try program.snapshot()
    let trial = try program.run(["slot", "delete", "--block", "Room", "--dry-run", "--json"])
    #expect(trial.status == 65 && trial.json?["error"]?["code"]?.string == "E060")
    let dry = try #require(trial.json?["data"])
    #expect(dry["changed"]?.integer == 3)
    #expect(dry["already"]?.integer == 0)
    #expect(dry["displaced"]?.array == [])
    let refused = try #require(dry["refused"]?.array?.first)
    #expect(refused["id"]?.string == ids[2])
    #expect(refused["code"]?.string == "E060")
    #expect(refused["start_date"]?.string == "2035-01-11T08:00:00.000Z")
    #expect(refused["message"]?.string?.contains("1 appointment") == true)
    let forced = try program.data("slot", "delete", "--block", "Room", "--force", "--dry-run")
    #expect(forced["changed"]?.integer == 4)
    #expect(forced["displaced"]?.array?.map { $0["name"]?.string } == ["Ada"])
    #expect(forced["displaced"]?.array?.first?["slot_id"]?.string == ids[2])
    let text = try program.done("slot", "disable", "--block", "Room", "--dry-run").output
    #expect(text.hasPrefix("Would disable 4 slots. Nothing was changed."))
    #expect(text.contains("booked: Ada, Thu 2035-01-11 09:00–09:20"))
    let lock = try program.done("slot", "lock", ids[0], "--minutes", "5", "--dry-run", "--json")
    #expect(lock.json?["data"]?["changed"]?.integer == 1)
    #expect(lock.json?["meta"]?["lock_key"] == nil)
    #expect(try program.snapshot() == before)
  }

  @Test func refusedOnesRefuseAllUnlessSkipped() throws {
    let before = try program.snapshot()
    let refused = try program.run(["slot", "delete", "--block", "Room", "--json"])
    #expect(refused.status == 65)
    #expect(refused.json?["error"]?["code"]?.string == "E060")
    #expect(try program.snapshot() == before)
    let skipped = try program.run([
      "slot", "delete", "--block", "Room", "--on-conflict", "skip", "--json",
    ])
    #expect(skipped.status == 0)
    #expect(skipped.json?["data"]?.array?.count == 3)
    #expect(skipped.json?["meta"]?["refused"]?.array?.count == 1)
    #expect(try selected("list") == [ids[2]])
  }

  /// Easy!Appointments closed the first day of a holiday only.
  @Test("Closing a month closes each of its days, and undo opens only what was open")
  func aMonthIsClosedDayByDay() throws {
    let plan = [
      "plan", "--block", "Other", "--from", "2034-12-31", "--until", "2035-02-01", "--days",
      "mon-sun", "--between", "12:00-12:20", "--minutes", "20", "--json",
    ]
    let made = try #require(try program.run(plan).json?["data"]?["slots"]?.array)
    #expect(made.count == 33)
    let first = try #require(made[1]["id"]?.string)
    try program.done("slot", "disable", first)
    try program.done(
      "slot",
      "disable",
      "--block",
      "Other",
      "--from",
      "2035-01-01",
      "--until",
      "2035-02-01",
      "--between",
      "12:00-13:00"
    )
    func disabled() throws -> [String] {
      try program.run(["slot", "list", "--block", "Other", "--status", "disabled", "--ndjson"])
        .lines.compactMap { $0["start_date"]?.string.map { String($0.prefix(10)) } }
    }
    let days = (1...31).map { "2035-01-" + ($0 < 10 ? "0" : "") + "\($0)" }
    #expect(try disabled() == days)
    try program.done("undo")
    #expect(try disabled() == ["2035-01-01"])
  }

  @Test func nothingFoundIsNoMistake() throws {
    let none = try program.run(["slot", "disable", "--block", "Room", "--weekday", "sun", "--json"])
    #expect(none.status == 0)
    #expect(none.json?["data"]?.array == [])
    let text = try program.done("slot", "disable", "--block", "Room", "--weekday", "sun").output
    #expect(text.hasPrefix("No slot is like that."))
  }

  @Test func usageIsChecked() throws {
    for verb in ["enable", "disable", "delete"] {
      #expect(try program.run(["slot", verb]).status == 64)
      #expect(try program.run(["slot", verb, "--dry-run"]).status == 64)
      #expect(try program.run(["slot", verb, ids[0], "--weekday", "mon"]).status == 64)
    }
    #expect(try program.run(["slot", "unlock", "--force"]).status == 64)
    #expect(try program.run(["slot", "lock", "--minutes", "5"]).status == 64)
    #expect(try program.run(["slot", "update", "--capacity", "2"]).status == 64)
    #expect(try program.run(["slot", "update", "--block", "Room"]).status == 64)
    let move = ["slot", "update", "--block", "Room", "--start", "2035-01-08T10:00"]
    #expect(try program.run(move).status == 65)
    #expect(try program.run(["slot", "disable", "--weekday", "someday"]).status == 65)
    #expect(try program.run(["slot", "disable", "--block", "Nowhere"]).status == 66)
  }
}
