import Foundation
import ProgramDriver
import Testing

@testable import SlotDomain

/// `slottui history`, `undo` and `redo`, from the outside.
@Suite struct HistoryCommandTests {
  private func actions(_ program: Program, _ more: String...) throws -> [String?] {
    let result = try program.run(["history", "--json"] + more)
    #expect(result.status == 0, "\(result.output)")
    return try #require(result.json?["data"]?.array).map { $0["action"]?.string }
  }

  /// As of every list.
  @Test func theNumberOfAllIsTold() throws {
    let program = try Program()
    _ = try program.makeBlock()
    let slot = try program.makeSlot("2035-01-08T09:00")
    for verb in ["disable", "enable", "disable"] { try program.done("slot", verb, slot) }
    func meta(_ more: String...) throws -> JSONValue? {
      try program.run(["history", "--limit", "2", "--json"] + more).json?["meta"]
    }
    for (more, total) in [([], 5), (["--slot", slot], 4), (["--block", "Room"], 5)] {
      let meta = try program.run(["history", "--limit", "2", "--json"] + more).json?["meta"]
      #expect(meta?["limit"] == .integer(2) && meta?["page"] == .integer(1))
      #expect(meta?["total"] == .integer(total), "\(more)")
    }
    #expect(try meta("--by", "nobody else")?["total"] == .integer(0))
  }

  /// Who deleted a block is asked most after it has gone.
  @Test func aDeletedBlockHasAHistory() throws {
    let program = try Program()
    let block = try program.makeBlock()
    _ = try program.makeSlot("2035-01-08T09:00")
    try program.done("block", "delete", "Room", "--force")
    #expect(try actions(program, "--block", block).first == "block delete")
    let unknown = "53ea4852-f5c5-4b35-ade2-0a3a919d6817"
    #expect(try program.run(["history", "--block", unknown]).status == 66)
  }

  /// Who put somebody on the list is asked in the block where they are now, and in the one where they were.
  @Test func whoWasMovedIsInTheHistoryOfBothBlocks() throws {
    let program = try Program()
    _ = try program.makeBlock("Here")
    _ = try program.makeBlock("There")
    let person = try program.book(try program.makeSlot("2035-01-08T09:00", in: "Here"))
    let slot = try program.makeSlot("2035-01-08T09:00", in: "There")
    try program.done("appointment", "reschedule", person, "--to", slot)
    for block in ["Here", "There"] {
      let newest = try actions(program, "--block", block).first
      #expect(newest == "appointment reschedule", "\(block)")
    }
    _ = try program.makeBlock("Elsewhere")
    #expect(try actions(program, "--block", "Elsewhere") == ["block create"])
  }

  @Test func everyChangingVerbKeepsItsReason() throws {
    let program = try Program()
    _ = try program.makeBlock(more: "--reason", "opening")
    let slot = try program.makeSlot("2035-01-08T09:00")
    let other = try program.makeSlot("2035-01-08T10:00")
    let key = ["--key", "k", "--reason", "r"]
    try program.done("block", "update", "Room", "--name", "Room 1", "--reason", "r")
    try program.done("block", "draft", "Room 1", "--reason", "r")
    try program.done("block", "publish", "Room 1", "--reason", "r")
    try program.done("slot", "update", slot, "--capacity", "2", "--reason", "r")
    try program.done("slot", "disable", slot, "--reason", "r")
    try program.done("slot", "enable", "--block", "Room 1", "--reason", "r")
    #expect(try program.run(["slot", "lock", slot, "--minutes", "5"] + key).status == 0)
    #expect(try program.run(["slot", "unlock", slot] + key).status == 0)
    let booked = try program.data("appointment", "create", "--slot", slot, "--reason", "r")
    let id = try #require(booked["id"]?.string)
    try program.done("appointment", "update", id, "--name", "Ada", "--reason", "r")
    try program.done("appointment", "cancel", id, "--reason", "r")
    try program.done("appointment", "enable", id, "--reason", "r")
    try program.done("appointment", "reschedule", id, "--to", other, "--reason", "r")
    try program.done("appointment", "delete", id, "--reason", "r")
    try program.done("slot", "delete", slot, "--reason", "r")
    try program.done("undo", "--reason", "r")
    try program.done("redo", "--reason", "r")
    let day = ["--from", "2035-02-05", "--until", "2035-02-05", "--days", "mon"]
    let plan = ["plan", "--block", "Room 1", "--between", "09:00-10:00", "--minutes", "30"] + day
    #expect(try program.run(plan + ["--reason", "r"]).status == 0)
    try program.done("block", "delete", "Room 1", "--force", "--reason", "r")
    let entries = try #require(try program.data("history").array)
    let reasons = entries.map { $0["reason"]?.string }
    #expect(reasons == Array(repeating: "r", count: 19) + [nil, nil, "opening"])
  }

  @Test func filtersHoldTogether() throws {
    let program = try Program()
    _ = try program.makeBlock()
    let slot = try program.makeSlot("2035-01-08T09:00")
    _ = try program.makeBlock("Other")
    _ = try program.makeSlot("2035-01-08T09:00", in: "Other")
    #expect(try actions(program).count == 4)
    #expect(try actions(program, "--block", "Room") == ["slot create", "block create"])
    #expect(try actions(program, "--slot", slot) == ["slot create"])
    #expect(try actions(program, "--by", "nobody-at-all") == [])
    #expect(try actions(program, "--since", "2020-01-01", "--limit", "1") == ["slot create"])
    #expect(try actions(program, "--since", "2200-01-01") == [])
  }

  /// A script can tell what is in force.
  @Test func whatWasTakenBackIsTold() throws {
    let program = try Program()
    _ = try program.makeBlock()
    let slot = try program.makeSlot("2035-01-08T09:00")
    try program.done("slot", "disable", slot)
    try program.done("undo")
    let actions = try #require(try program.data("history").array)
    #expect(actions[0]["target_id"] == actions[1]["id"])
    #expect(actions[1]["undone_by"] == actions[0]["id"])
    #expect(actions[0]["undone_by"] == nil && actions[1]["target_id"] == nil)
    try program.done("redo")
    #expect(try program.data("history").array?[2]["undone_by"] == nil)
  }

  @Test func ownUndoneChangesNeverBlock() throws {
    let program = try Program()
    _ = try program.makeBlock()
    let slot = try program.makeSlot("2035-01-08T09:00")
    try program.done("slot", "disable", slot)
    try program.done("slot", "update", slot, "--capacity", "2")
    for _ in 0..<2 {
      for _ in 0..<3 { try program.done("undo") }
      for _ in 0..<3 { try program.done("redo") }
    }
    let data = try program.data("slot", "get", slot)
    #expect(data["status"]?.string == "disabled")
    #expect(data["capacity"]?.integer == 2)
  }
}
