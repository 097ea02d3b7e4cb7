import Foundation
import Testing

@testable import TestDriver

/// The screen opens with the block that was looked at last.
@Suite struct LastBlockTests {
  private let sandbox: Sandbox

  init() async throws {
    sandbox = try Sandbox()
    try await sandbox.fill()
    try await sandbox.slottui(
      "block",
      "create",
      "--name",
      "Room 7",
      "--timezone",
      "Europe/Warsaw",
      "--publish"
    )
  }

  private var file: String { sandbox.folder + "/.local/state/slottui/last-blocks" }

  private func visit(_ session: TerminalSession, sees: String, then keys: String...) async throws {
    try await session.wait(for: sees)
    for key in keys { try await session.press(key) }
    #expect(try await session.exitStatus() == 0)
  }

  @Test func isComeBackTo() async throws {
    try await visit(TerminalSession(sandbox), sees: "Dr. Nowak", then: "q")
    #expect(!FileManager.default.fileExists(atPath: file), "Nothing was chosen.")
    try await visit(TerminalSession(sandbox), sees: "Dr. Nowak", then: "Tab", "q")
    #expect(FileManager.default.fileExists(atPath: file))
    try await visit(TerminalSession(sandbox, "--restricted"), sees: "Dr. Nowak", then: "q")
    try await visit(TerminalSession(sandbox, "--read-only"), sees: "Room 7", then: "Tab", "q")
    try await visit(TerminalSession(sandbox), sees: "Room 7", then: "q")
    let named = try await TerminalSession(sandbox, "--block", Sandbox.block)
    try await visit(named, sees: "Dr. Nowak", then: "q")
  }

  /// Nor does it leave its memory behind, in which names are.
  @Test func aRestrictedLoginLeavesNoDump() async throws {
    let sandbox = try Sandbox()
    try await sandbox.fill()
    let terminal = try RawTerminal(sandbox, "--restricted")
    try await terminal.wait(for: "Dr. Nowak")
    let limits = try String(contentsOfFile: "/proc/\(terminal.child.id)/limits", encoding: .utf8)
    let dump = try #require(
      limits.split(separator: "\n").first { $0.hasPrefix("Max core file size") }
    )
    #expect(dump.split(separator: " ").contains("1"))
    terminal.type("q")
    _ = try await terminal.waitUntilEnd()
  }
}
