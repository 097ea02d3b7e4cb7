import Testing

@testable import TerminalKit

/// The terminal's answer about its background, in between keys.
@Suite struct GroundAnswerTests {
  private static let answer = "\u{1B}]11;rgb:1e1e/1e1e/1e1e\u{1B}\\"
  private static let color = RGB(0x1E, 0x1E, 0x1E)

  /// Pieces, each read so many milliseconds after the one before.
  private func read(
    _ pieces: [(after: Int64, text: String)],
    asks: Bool = true
  ) -> (keys: [Key], color: RGB?) {
    var decoder = KeyDecoder()
    var now: Int64 = 1_000
    decoder.advance(to: now)
    if asks { decoder.expectGround(at: now) }
    var keys: [Key] = []
    for (after, text) in pieces {
      // Reads that nothing comes with, as the program does them when one is due.
      if let due = decoder.due, due < now + after {
        decoder.advance(to: due)
        decoder.endRead()
        keys += decoder.takeKeys()
      }
      now += after
      decoder.advance(to: now)
      for byte in text.utf8 { decoder.take(byte) }
      decoder.endRead()
      keys += decoder.takeKeys()
    }
    return (keys, decoder.takeGround())
  }

  @Test(arguments: [
    "\u{1B}]11;rgb:1e1e/1e1e/1e1e\u{1B}\\", "\u{1B}]11;rgb:1e1e/1e1e/1e1e\u{07}",
    "\u{1B}]11;rgb:1E/1E/1E\u{07}", "\u{1B}]11;rgba:1e1e/1e1e/1e1e/ffff\u{07}",
  ])
  func isReadInOnePiece(answer: String) {
    let (keys, color) = read([(5, "j"), (5, answer), (5, "k")])
    #expect(keys == [.character("j"), .character("k")])
    #expect(color == Self.color)
  }

  /// Cut anywhere, the rest a second later. An ESC alone counts as Esc, as it must.
  @Test(arguments: 1..<26)
  func isReadInTwoPieces(length: Int) {
    let (one, two) = (Self.answer.prefix(length), Self.answer.dropFirst(length))
    let (keys, color) = read([(5, String(one)), (1_000, String(two)), (5, "j")])
    #expect(keys == (length == 1 ? [.escape] : []) + [.character("j")])
    #expect(color == Self.color)
  }

  @Test func isReadByteByByteASecondApart() {
    let pieces = Self.answer.map { (after: Int64(1_000), text: String($0)) }
    let (keys, color) = read(pieces + [(1_000, "j")])
    #expect(keys == [.escape, .character("j")])
    #expect(color == Self.color)
  }

  @Test func isReadHoweverLateItComes() {
    let (keys, color) = read([(100, "j"), (600_000, Self.answer), (5, "k")])
    #expect(keys == [.character("j"), .character("k")])
    #expect(color == Self.color)
  }

  /// Nothing that is typed is lost where no answer ever comes.
  @Test func keysAreKeys() {
    #expect(read([(100, "\u{1B}"), (300, "]"), (300, "j")]).keys == keys("Esc ] j"))
    #expect(read([(100, "\u{1B}"), (300, "]"), (2_000, "")]).keys == keys("Esc ]"))
    #expect(read([(100, "\u{1B}"), (300, "]1"), (300, "j")]).keys == keys("Esc ] 1 j"))
    #expect(read([(100, "\u{1B}"), (1_600, "]")]).keys == keys("Esc ]"))
    #expect(read([(11_000, "\u{1B}"), (300, "]")]).keys == keys("Esc ]"))
    #expect(read([(100, "\u{1B}"), (300, "j]")]).keys == keys("Esc j ]"))
    #expect(read([(100, "\u{1B}"), (300, "]")], asks: false).keys == keys("Esc ]"))
  }

  /// A line that was cut in the middle of it keeps nobody from typing.
  @Test func aCutAnswerIsGivenUp() {
    #expect(read([(100, "\u{1B}]11;rgb:1e"), (100, "j"), (5, "k")]).keys == keys("j k"))
    #expect(read([(100, "\u{1B}]11;rgb:1e"), (6_000, "1"), (5, "k")]).keys == keys("1 k"))
    #expect(read([(100, "\u{1B}]0;title\u{07}"), (5, "k")]).keys == keys("k"))
  }

  private func keys(_ names: String) -> [Key] {
    names.split(separator: " ").compactMap { Key(name: String($0)) }
  }
}
