import Foundation
import ProgramDriver
import Testing

@testable import SlotDomain

/// `slot list --as-of`, from the outside.
@Suite struct AsOfCommandTests {
  private let program: Program

  init() throws { program = try Program() }

  /// A moment between two commands, as an argument.
  private func moment() throws -> String {
    let moment = nextMillisecond()
    _ = nextMillisecond()
    return TimeText.utc(moment)
  }

  /// The next one of the clock, when it has come.
  private func nextMillisecond() -> Instant {
    func milliseconds() -> Int64 { Int64(Date().timeIntervalSince1970 * 1000) }
    let before = milliseconds()
    while true {
      let now = milliseconds()
      if now > before { return Instant(milliseconds: now) }
    }
  }

  private func slots(_ then: String, _ more: String...) throws -> [JSONValue] {
    let result = try program.run(["slot", "list", "--as-of", then, "--json"] + more)
    #expect(result.status == 0, "\(result.output)")
    return try #require(result.json?["data"]?.array)
  }

  @Test func listIsThatOfThen() throws {
    _ = try program.makeBlock()
    let before = try moment()
    let slot = try program.makeSlot("2035-01-08T09:00", more: "--capacity", "2")
    let other = try program.makeSlot("2035-01-08T10:00")
    _ = try program.book(slot)
    let then = try moment()
    let expected = try program.data("slot", "list")
    try program.done("slot", "delete", slot, "--force")
    try program.done("slot", "disable", other)
    try program.done("block", "draft", "Room")

    // The same shape, the same values.
    #expect(try slots(then) == expected.array)
    #expect(try slots(before) == [])
    #expect(try slots(then, "--block", "Room").count == 2)
    #expect(try slots(then, "--available", "true").count == 2)
    #expect(try slots(then, "--status", "disabled") == [])
    #expect(try slots(then, "--from", "2035-01-08T08:30Z").map { $0["id"]?.string } == [other])
    #expect(try slots(then, "--until", "2035-01-08T09:00Z").map { $0["id"]?.string } == [slot])
    let page = try program.run(
      ["slot", "list", "--as-of", then, "--limit", "1", "--page", "2", "--json"]
    )
    #expect(page.json?["data"]?.array?.map { $0["id"]?.string } == [other])
    #expect(page.json?["meta"]?["total"]?.integer == 2)
    let table = try program.done("slot", "list", "--as-of", then)
    #expect(table.output.contains("1/2") && !table.output.contains("draft"))
  }

  @Test func blockThatIsGoneHasItsName() throws {
    _ = try program.makeBlock("Old room")
    let slot = try program.makeSlot("2035-01-08T09:00", in: "Old room")
    let then = try moment()
    try program.done("block", "delete", "Old room", "--force")
    #expect(try slots(then, "--block", "Old room").map { $0["id"]?.string } == [slot])
    let gone = try program.run(["slot", "list", "--as-of", then, "--block", "New room"])
    #expect(gone.status == 66)
  }

  @Test func timesToComeAreRefused() throws {
    _ = try program.makeBlock()
    let result = try program.run(["slot", "list", "--as-of", "2199-01-01"])
    #expect(result.status == 65)
    #expect(result.error.contains("still to come"))
    let bad = try program.run(["slot", "list", "--as-of", "noon"])
    #expect(bad.status == 65)
    #expect(bad.error.contains("E021"))
  }
}
