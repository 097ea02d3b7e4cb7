import Foundation
import Testing

@testable import TestDriver

/// A change of very many slots shows how far it is while it goes on.
@Suite struct LongChangeTests {
  private static let count = 10_000

  @Test func showsHowFarItIs() async throws {
    let sandbox = try Sandbox()
    try await sandbox.fill()
    // A minute each, from Monday on: far more than a moment's work.
    let monday = try Date("2031-03-10T00:00:00Z", strategy: .iso8601)
    let drafts = (0..<Self.count).map { number in
      let start = monday + TimeInterval(60 * number)
      return [
        "start_date": start.formatted(.iso8601), "end_date": (start + 60).formatted(.iso8601),
      ]
    }
    try await sandbox.createSlots(from: JSONEncoder().encode(drafts))
    let terminal = try RawTerminal(sandbox, "--date", "2031-03-10")
    try await terminal.wait(for: "Mon 10 Mar 2031")
    terminal.type("*")
    try await terminal.wait(for: "10000 slots marked")
    try terminal.type("d", slowlyUntil: "Esc stops and nothing changes.")
    // What is there already of the sentence before is not sent again.
    try await terminal.wait(for: "ed 10000 slots. u takes it back.")
    #expect(try await sandbox.history()[0].objects == Self.count)
    terminal.type("q")
    #expect(try await terminal.waitUntilEnd() == 0)
  }
}
