import Foundation
import Testing

@testable import TestDriver

/// Somebody types into the wrong window.
@Suite struct MonkeyTests {
  private static let keys =
    Array("hjklwW[]{}tgbceLdDaur?zxyn0123456789 -:").map(String.init)
    + ["\r", "\t", "\u{7F}", "\u{12}", "\u{C}", "\u{1B}[A", "\u{1B}[B", "\u{1B}[C", "\u{1B}[D"]
    + ["\u{1B}[H", "\u{1B}[F", "\u{1B}[5~", "\u{1B}[6~", "\u{1B}[Z", "\u{1B}[3~", "\u{1B}[201~"]
    + [
      "é", "診", "\u{1B}[200~p\n\u{1B}[201~", "\u{1B}", "\u{1B}x", "\u{1B}[99;5u", "\u{FF}", "\u{1}",
    ]

  @Test(arguments: 1...3)
  func keysAtRandomBreakNothing(seed: UInt64) async throws {
    let sandbox = try Sandbox()
    try await sandbox.fill()
    let terminal = try RawTerminal(sandbox, "--date", "2031-03-05")
    try await terminal.wait(for: "Wed 5 Mar 2031 09:00")
    var dice = SeededGenerator(state: seed)
    var typed: [String] = []
    for round in 1...250 {
      let keys = (0..<Int.random(in: 1...8, using: &dice)).map { _ in
        Self.keys.randomElement(using: &dice) ?? ""
      }
      typed += keys
      terminal.type(keys.joined())
      if round.isMultiple(of: 10) {
        terminal.resize(
          width: .random(in: 1...250, using: &dice),
          height: .random(in: 1...80, using: &dice)
        )
      }
      // Some are read together with others, some alone.
      try await Task.sleep(for: .milliseconds(Int.random(in: 1...8, using: &dice)))
      terminal.receive()
      try #require(!terminal.hasEnded, "after \(typed.suffix(60))")
    }
    // It still obeys: out of whatever is open, and away.
    terminal.resize(width: 80, height: 24)
    terminal.type("\u{1B}[201~")
    #expect(try await terminal.leave() == 0)
    #expect(terminal.modes == terminal.modesBefore)
    try await sandbox.slottui("check")
  }
}
