import Foundation
import Testing

@testable import TestDriver

/// Terminals of all kinds.
@Suite struct TerminalTypeTests {
  private let sandbox: Sandbox

  init() async throws {
    sandbox = try Sandbox()
    try await sandbox.fill()
  }

  @Test(arguments: [
    "xterm", "xterm-256color", "screen", "screen-256color", "tmux-256color", "linux", "vt100",
    "xterm-mono",
  ])
  func worksOn(type: String) async throws {
    // The console's fonts lack the dash.
    let dash = type == "linux" ? "-" : "–"
    let session = try await TerminalSession(
      sandbox,
      "--date",
      "2031-03-05",
      variables: ["TERM": type]
    )
    let screen = try await session.wait(for: "the grid") {
      $0.sentence.hasPrefix("Wed 5 Mar 2031 09:00\(dash)09:30") && $0.isCursorOnItsPlace
    }
    #expect(!screen.contains("unknown"))
    try await session.press("Right", "Left", "d")
    try await session.wait(for: "Disabled Wed 5 Mar 2031 09:00\(dash)09:30.")
    try await session.press("q")
    #expect(try await session.exitStatus() == 0)
  }

  /// tmux does not understand all that this one is told, so only what happens is looked at.
  @Test func worksOnANSI() async throws {
    let terminal = try RawTerminal(
      sandbox,
      "--date",
      "2031-03-05",
      variables: ["TERM": "ansi"]
    )
    try await terminal.wait(for: "Wed 5 Mar 2031 09:00")
    terminal.type("d")
    try await terminal.waitForAnything()
    terminal.type("q")
    #expect(try await terminal.waitUntilEnd() == 0)
    #expect(try await sandbox.slots()[0].status == "disabled")
    #expect(!String(decoding: terminal.sent, as: UTF8.self).contains("\u{1B}[?25l"))
  }

  @Test(arguments: ["bogus", "", "tmux-of-tomorrow"])
  func fallsBackOn(type: String) async throws {
    let session = try await TerminalSession(
      sandbox,
      "--date",
      "2031-03-05",
      variables: ["TERM": type]
    )
    let screen = try await session.wait(for: ": using ")
    let problem = type.isEmpty ? "TERM is not set" : "Terminal type \(type) is unknown here"
    #expect(screen.bottom.contains("\(problem): using "))
    #expect(screen.isCursorOnItsPlace)
    try await session.press("d", expecting: "Disabled")
  }

  @Test func refusesWhatCannotPlaceItsCursor() async throws {
    let terminal = try RawTerminal(sandbox, variables: ["TERM": "dumb"])
    #expect(try await terminal.waitUntilEnd() == 65)
    let sentence = String(decoding: terminal.sent, as: UTF8.self)
      .trimmingCharacters(in: .whitespacesAndNewlines)
    #expect(
      sentence == "slottui: E013: The terminal type dumb cannot place its cursor."
        + " Set TERM to what yours is."
    )
    #expect(terminal.modes == terminal.modesBefore)
  }

  @Test func needsATerminal() async throws {
    for arguments in [[], ["open"], ["--date", "2031-03-05"]] {
      let output = try await sandbox.slottui(arguments)
      #expect(output.status == 65)
      #expect(output.text == "")
      #expect(
        output.errors == "slottui: E013: The screen needs a terminal. The commands work without"
          + " one: see slottui --help.\n"
      )
    }
  }

  /// Everything that is sent for a start, a few keys and the end.
  private func bytes(_ argument: String..., variables: [String: String]) async throws -> [UInt8] {
    let terminal = try RawTerminal(
      sandbox,
      "--date=2031-03-05",
      argument.first ?? "--read-only",
      variables: variables
    )
    try await terminal.wait(for: "Wed 5 Mar 2031 09:00")
    for key in ["l", "?", "\u{3}", "\r", "q", "q"] {
      terminal.type(key)
      try await terminal.waitForAnything()
    }
    _ = try await terminal.waitUntilEnd()
    return terminal.sent
  }

  @Test(arguments: ["xterm", "xterm-256color", "linux"])
  func noColor(type: String) async throws {
    let sent = try await bytes(variables: ["TERM": type, "NO_COLOR": "1"])
    let colors = String(decoding: sent, as: UTF8.self).matches(of: #/\x1B\[([0-9;]*)m/#)
      .flatMap { $0.1.split(separator: ";") }
      .compactMap { Int($0) }
      .filter { (30..<39).contains($0) || (40..<49).contains($0) || $0 >= 90 }
    #expect(colors == [])
  }

  @Test func plainLocaleGetsASCII() async throws {
    let sent = try await bytes(variables: ["LANG": "C"])
    #expect(!sent.contains { $0 >= 0x80 })
    let text = String(decoding: sent, as: UTF8.self)
      // The sign is in one style, what is free in another.
      .replacing(#/\x1B(\[[0-9;]*m|\(B)/#, with: "")
    #expect(text.contains("o 2 free"))
    #expect(text.contains("09:00-09:30"))
  }

  @Test func asciiOnDemand() async throws {
    let sent = try await bytes("--ascii", variables: [:])
    #expect(!sent.contains { $0 >= 0x80 })
  }

  /// The fastest of some, since others use this machine as well: ncurses' own wait for the rest of a
  /// sequence would make each of them a second at least.
  @Test func escapeActsAtOnce() async throws {
    let terminal = try RawTerminal(sandbox, "--date", "2031-03-05")
    try await terminal.wait(for: "Wed 5 Mar 2031 09:00")
    var fastest = Duration.seconds(1000)
    for _ in 1...20 where fastest > .milliseconds(300) {
      _ = try terminal.answerTime(to: "c")
      // What is left of the form's picture is no answer.
      usleep(50_000)
      terminal.receive()
      fastest = min(fastest, try terminal.answerTime(to: "\u{1B}"))
    }
    #expect(fastest < .milliseconds(900))
    #expect(try await sandbox.slots().count == 4)
    // No form is open.
    terminal.type("d")
    try await terminal.wait(for: "Disabled")
  }
}
