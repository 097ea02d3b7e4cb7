import Foundation
import Testing

@testable import TestDriver

/// A user's own keys, looks and mistakes, on a real terminal.
@Suite struct ConfigurationTests {
  private func configure(_ sandbox: Sandbox, _ text: String) throws {
    let folder = sandbox.folder + "/.config/slottui"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try Data(text.utf8).write(to: URL(filePath: folder + "/config.toml"))
  }

  @Test func keysAndTimesAreTheUsersOwn() async throws {
    let sandbox = try Sandbox()
    try await sandbox.fill()
    try configure(
      sandbox,
      """
      [screen]
      clock = 12
      date-order = "mdy"
      first-weekday = "sunday"
      [keys]
      toggle-status = "F5"
      undo = "g u"
      go-to-date = "G"
      """
    )
    let session = try await TerminalSession(sandbox, "--date", "03/05/2031", width: 140)
    let screen = try await session.wait(for: "Wed Mar 5 2031 9:00–9:30 am, 2 free, 0 of 2 taken")
    #expect(screen.contains("Su Mo Tu Wed Mar 5 "))
    #expect(screen.contains("F5 on/off"))
    try await session.press(
      "F5",
      expecting: "Disabled Wed Mar 5 2031 9:00–9:30 am. g u takes it back."
    )
    #expect(try await sandbox.slots()[0].status == "disabled")
    try await session.press("g", expecting: "g… u undo")
    try await session.press("u", expecting: "Taken back: disabled a slot of ")
    #expect(try await sandbox.slots()[0].status == "active")
    try await session.press("q")
    #expect(try await session.exitStatus() == 0)
  }

  /// One wrong line costs that line alone, and the program says which.
  @Test func wrongEntriesAreNamedAndTheScreenOpens() async throws {
    let sandbox = try Sandbox()
    try await sandbox.fill()
    try configure(sandbox, "[screen]\nclock = 13\nview = \"agenda\"\n[keys]\nundo = \"d\"\n")
    let session = try await TerminalSession(sandbox, "--date", "2031-03-05")
    let screen = try await session.wait(
      for: "config.toml line 2: clock has to be 12 or 24, not 13."
    )
    #expect(screen.contains("1 more"))
    #expect(screen.contains("time↑"))
    // The message goes as all do, and the key is what it was.
    try await session.press("d", expecting: "Disabled")
    let output = try await sandbox.slottui(["config"])
    #expect(output.status == 65)
    let file = sandbox.folder + "/.config/slottui/config.toml"
    #expect(
      output.errors == """
        slottui: \(file) line 2: clock has to be 12 or 24, not 13.
        slottui: \(file) line 5: d is toggle-status's key, so undo keeps u.

        """
    )
    #expect(output.text.contains("\nview = \"agenda\"\n"))
  }

  /// What is asked for on the command line counts, and verbs do not look at the file at all.
  @Test func argumentsWinAndScriptsAreLeftAlone() async throws {
    let sandbox = try Sandbox()
    try await sandbox.fill()
    let before = try await sandbox.slottui("slot", "list")
    try configure(sandbox, "view = \"agenda\"\nclock = 12\ndate-order = \"mdy\"\nmouse = 1\n")
    #expect(try await sandbox.slottui("slot", "list") == before)
    let session = try await TerminalSession(sandbox, "--date", "2031-03-05", "--view", "week")
    let screen = try await session.wait(for: "Wed Mar 5")
    #expect(!screen.contains("time↑"))
  }
}
