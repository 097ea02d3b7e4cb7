import Testing

@testable import TerminalKit

@Suite struct ClipboardTests {
  private static let sequence = "\u{1B}]52;c;aWQ=\u{7}"

  @Test(
    arguments: [
      (["TERM": "xterm-256color"], nil),
      (["TERM": "tmux-256color"], .tmux),
      (["TERM": "screen-256color", "TMUX": "/tmp/tmux,1,0"], .tmux),
      (["TERM": "screen"], .screen),
      (["TERM": "xterm", "STY": "1.pts"], .screen),
      (["TERM": "xterm", "TMUX": "", "STY": ""], nil),
      ([:], nil),
    ] as [([String: String], Clipboard.Multiplexer?)]
  )
  func knowsWhatStandsBetween(environment: [String: String], expected: Clipboard.Multiplexer?) {
    #expect(Clipboard.Multiplexer { environment[$0] } == expected)
  }

  @Test func isOSC52() {
    #expect(Clipboard.sequence(for: "id", through: nil) == Self.sequence)
  }

  @Test func isWrappedForTmux() {
    #expect(
      Clipboard.sequence(for: "id", through: .tmux)
        == Self.sequence + "\u{1B}Ptmux;\u{1B}\(Self.sequence)\u{1B}\\"
    )
  }

  @Test func goesThroughScreenInPieces() {
    let long = Clipboard.sequence(for: String(repeating: "x", count: 2000), through: .screen)
    let pieces = long.split(separator: "\u{1B}\\").map { $0.dropFirst(2) }
    #expect(pieces.allSatisfy { $0.utf8.count <= 768 })
    #expect(
      pieces.joined() == Clipboard.sequence(for: String(repeating: "x", count: 2000), through: nil)
    )
    #expect(long.hasPrefix("\u{1B}P\u{1B}]52;c;"))
  }

  /// Whatever is copied, none of it is a control character on the way.
  @Test func hostileTextIsHarmless() {
    let sequence = Clipboard.sequence(for: "\u{1B}]0;title\u{7}", through: nil)
    #expect(sequence.unicodeScalars.filter { $0.value < 0x20 }.map(\.value) == [0x1B, 0x07])
  }
}
