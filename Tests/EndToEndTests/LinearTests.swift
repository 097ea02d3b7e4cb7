import Foundation
import Testing

@testable import TestDriver

/// The screen in lines, as a screen reader follows it: by the hardware cursor.
@Suite struct LinearTests {
  private let sandbox: Sandbox

  init() async throws {
    sandbox = try Sandbox()
    try await sandbox.fill()
  }

  /// Waits until the cursor stands at the beginning of a line.
  private func wait(_ session: TerminalSession, on sentence: String) async throws {
    try await session.wait(for: "the cursor on “\(sentence)”") { screen in
      screen.cursor.x == 0 && screen.rows[screen.cursor.y] == "> \(sentence)"
        && screen.isCursorVisible
        // Nobody reads it twice.
        && screen.rows.count { $0.contains(sentence) } == 1
    }
  }

  @Test func movesDisablesBooksAndTakesBack() async throws {
    let session = try await TerminalSession(sandbox, "--linear", "--date", "2031-03-05")
    try await wait(session, on: "Wed 5 Mar 2031 09:00–09:30, 2 free, 0 of 2 taken")
    try await session.press("j")
    try await wait(session, on: "Wed 5 Mar 2031 10:00–10:30, free")
    try await session.press("d", expecting: "Disabled Wed 5 Mar 2031 10:00–10:30.")
    try await wait(session, on: "Wed 5 Mar 2031 10:00–10:30, disabled (d enables)")
    try await session.press("k")
    try await wait(session, on: "Wed 5 Mar 2031 09:00–09:30, 2 free, 0 of 2 taken")
    try await session.press("a", expecting: "Book Wed 5 Mar 2031 09:00–09:30")
    try await session.type("Ana")
    try await session.wait(for: "the cursor behind the name") {
      $0.rows[$0.cursor.y].hasPrefix("> Name: Ana") && $0.cursor.x == 11
    }
    try await session.press("Enter", expecting: "Booked Ana, Wed 5 Mar 2031 09:00–09:30, ")
    try await wait(session, on: "Wed 5 Mar 2031 09:00–09:30, 1 free, 1 of 2 taken, Ana")
    try await session.press("u", expecting: "Taken back: booked ")
    try await wait(session, on: "Wed 5 Mar 2031 09:00–09:30, 2 free, 0 of 2 taken")
    try await session.press("2", "j", "j")
    try await wait(session, on: "Thu 6 Mar 2031 09:00–09:30, free")
    try await session.press("j")
    try await wait(session, on: "Fri 7 Mar 2031: no slots")
    try await session.press("c", expecting: "> Start: 2031-03-07 09:00")
    try await session.press("Enter", expecting: "Created Fri 7 Mar 2031 09:00–09:30.")
    try await wait(session, on: "Fri 7 Mar 2031 09:00–09:30, free")
    #expect(
      try await sandbox.slots().map(\.status) == [
        "active", "disabled", "active", "active", "active",
      ]
    )
    #expect(try await sandbox.appointments().isEmpty)
    let boxes = try await session.screen().rows.joined().unicodeScalars
      .filter { (0x2500...0x259F).contains($0.value) }
    #expect(boxes.isEmpty)
    try await session.press("q")
    #expect(try await session.exitStatus() == 0)
  }

  /// A held arrow sends little: two signs and the cursor.
  @Test func aMoveSendsLittle() async throws {
    let terminal = try RawTerminal(
      sandbox,
      "--linear",
      "--date",
      "2031-03-05",
      width: 200,
      height: 50
    )
    try await terminal.wait(for: "Sun 9 Mar 2031: no slots")
    for key in ["j", "j", "j", "k", "k"] {
      let before = terminal.sent.count
      terminal.type(key)
      try await terminal.waitForAnything()
      #expect(terminal.sent.count - before <= 200)
    }
    terminal.type("q")
    #expect(try await terminal.waitUntilEnd() == 0)
  }

  @Test(arguments: ["linux", "vt100", "xterm", "xterm-256color", "screen", "tmux-256color", "ansi"])
  func worksOn(type: String) async throws {
    let terminal = try RawTerminal(
      sandbox,
      "--linear",
      "--date",
      "2031-03-05",
      variables: ["TERM": type, "LANG": "C"]
    )
    try await terminal.wait(for: "Wed 5 Mar 2031 09:00-09:30")
    terminal.type("d")
    try await terminal.wait(for: "Disabled")
    terminal.type("q")
    #expect(try await terminal.waitUntilEnd() == 0)
    #expect(!terminal.sent.contains { $0 >= 0x80 })
  }

  @Test func isConfigured() async throws {
    let folder = sandbox.folder + "/.config/slottui"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try Data("linear = true\n".utf8).write(to: URL(filePath: folder + "/config.toml"))
    let session = try await TerminalSession(sandbox, "--date", "2031-03-05")
    try await wait(session, on: "Wed 5 Mar 2031 09:00–09:30, 2 free, 0 of 2 taken")
  }
}
