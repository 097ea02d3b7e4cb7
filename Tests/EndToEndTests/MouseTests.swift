import Foundation
import Testing

@testable import TestDriver

/// The mouse, as a terminal reports it.
@Suite struct MouseTests {
  private let sandbox: Sandbox

  init() async throws {
    sandbox = try Sandbox()
    try await sandbox.fill()
    let folder = sandbox.folder + "/.config/slottui"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try Data("mouse = true\n".utf8).write(to: URL(filePath: folder + "/config.toml"))
  }

  /// Presses at one place and releases at another one, or at the same.
  private func report(_ start: Screen.Position, _ end: Screen.Position? = nil) -> String {
    let end = end ?? start
    return "\u{1B}[<0;\(start.x + 1);\(start.y + 1)M\u{1B}[<0;\(end.x + 1);\(end.y + 1)m"
  }

  @Test func clicksMarksAndScrolls() async throws {
    let session = try await TerminalSession(sandbox, "--date", "2031-03-05")
    let first = try await session.wait(for: "Wed 5 Mar 2031 09:00").cursor
    try await session.press("w", "w")
    let second = try await session.wait(for: "Wed 5 Mar 2031 11:00").cursor
    try await session.type(report(first))
    let screen = try await session.wait(for: "Wed 5 Mar 2031 09:00")
    #expect(screen.cursor == first)
    try await session.type(report(first))
    try await session.wait(for: "Nobody has a place here.")
    // A report that comes at once would be the end of a sequence that Esc has begun.
    try await session.press("Escape", expecting: "> next free")
    try await session.type(report(first, second))
    try await session.wait(for: "3 slots marked")
    try await session.press("Escape")
    try await session.wait(for: "no marks") { !$0.contains("marked") }
    try await session.type("\u{1B}[<64;5;5M\u{1B}[<64;5;5M\u{1B}[<64;5;5M\u{1B}[<64;5;5M")
    try await session.wait(for: "the first row") { $0.sentence.hasPrefix("Wed 5 Mar 00:00") }
    // Once it is off, reports do nothing.
    try await session.press(":")
    try await session.type("mouse")
    try await session.press("Enter", expecting: "The mouse is off")
    try await session.type(report(second))
    try await session.press("d", expecting: "There is no slot here")
    try await session.press("q")
    #expect(try await session.exitStatus() == 0)
  }

  enum Way: CaseIterable { case quit, terminate, hangUp }

  @Test(arguments: Way.allCases)
  func isOffWhenTheProgramHasLeft(way: Way) async throws {
    let (on, off) = ("\u{1B}[?1000h\u{1B}[?1006h", "\u{1B}[?1006l\u{1B}[?1000l")
    let terminal = try RawTerminal(sandbox, "--date", "2031-03-05")
    try await terminal.wait(for: "Wed 5 Mar 2031 09:00")
    switch way {
    case .quit: terminal.type("q")
    case .terminate: kill(terminal.child.id, SIGTERM)
    case .hangUp: kill(terminal.child.id, SIGHUP)
    }
    _ = try await terminal.waitUntilEnd()
    let sent = String(decoding: terminal.sent, as: UTF8.self)
    let end = try #require(sent.range(of: off, options: .backwards))
    #expect(sent[..<end.lowerBound].contains(on))
    #expect(!sent[end.upperBound...].contains("\u{1B}[?100"))
  }

  /// An editor gets the terminal without it.
  @Test func isOffWhileAnEditorHasTheTerminal() async throws {
    let (on, off) = ("\u{1B}[?1000h\u{1B}[?1006h", "\u{1B}[?1006l\u{1B}[?1000l")
    let terminal = try RawTerminal(
      sandbox,
      "--date",
      "2031-03-05",
      variables: ["EDITOR": "echo editing; true", "VISUAL": ""]
    )
    try await terminal.wait(for: "Wed 5 Mar 2031 09:00")
    terminal.type("e")
    try await terminal.wait(for: "Metadata")
    terminal.type("\u{1B}[Z")
    try await terminal.wait(for: "editor")
    let start = terminal.sent.count
    terminal.type("\u{F}")
    try await terminal.wait(for: on, after: start)
    let sent = String(decoding: terminal.sent[start...], as: UTF8.self)
    let editing = try #require(sent.range(of: "editing"))
    #expect(sent[..<editing.lowerBound].contains(off))
    #expect(!sent[..<editing.lowerBound].contains(on))
    #expect(sent[editing.upperBound...].contains(on))
  }
}
