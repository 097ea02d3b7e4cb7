import Testing

@testable import SlotTUI

@Suite struct KeyDecoderTests {
  /// Each string is one read.
  private func keys(_ reads: String...) -> [Key] {
    keys(reads.map { Array($0.utf8) })
  }

  private func keys(_ reads: [[UInt8]]) -> [Key] {
    var decoder = KeyDecoder()
    var keys: [Key] = []
    for read in reads {
      for byte in read { decoder.take(byte) }
      decoder.endRead()
      keys += decoder.takeKeys()
    }
    return keys
  }

  @Test func lettersAndControls() {
    #expect(keys("a é漢") == ["a", " ", "é", "漢"].map(Key.character))
    #expect(keys("\r\n\t\u{7F}\u{08}") == [.enter, .enter, .tab, .backspace, .backspace])
    #expect(
      keys("\u{03}\u{12}\u{1A}\u{00}\u{1F}")
        == [.control("c"), .control("r"), .control("z"), .control(" "), .control("_")]
    )
  }

  @Test func characterSplitOverTwoReadsIsOne() {
    #expect(keys([[0xE6, 0xBC], [0xA2]]) == [.character("漢")])
  }

  @Test func brokenUTF8TakesNothingElseAway() {
    #expect(
      keys([[0xE4, 0x61, 0x80, 0xC3, 0xC3, 0xA9, 0xFF, 0x62, 0xC0, 0x80, 0x63]])
        == ["a", "é", "b", "c"].map(Key.character)
    )
    #expect(keys([[0xC2, 0x9B, 0x78]]) == [.character("x")])
  }

  @Test func escapeAloneIsAKey() {
    #expect(keys("\u{1B}") == [.escape])
    #expect(keys("\u{1B}", "q") == [.escape, .character("q")])
    #expect(keys("\u{1B}\u{1B}") == [.escape, .escape])
    #expect(keys("\u{1B}q") == [.alt("q")])
    #expect(keys("\u{1B}\r") == [.escape, .enter])
  }

  @Test func commonSequencesAreKnownWhateverTheTerminalIsSaidToBe() {
    #expect(keys("\u{1B}[A\u{1B}OB\u{1B}[H\u{1B}OF") == [.up, .down, .home, .end])
    #expect(keys("\u{1B}[1~\u{1B}[3~\u{1B}[5~\u{1B}[6~") == [.home, .delete, .pageUp, .pageDown])
    #expect(keys("\u{1B}[Z\u{1B}OP\u{1B}[24~") == [.backTab, .function(1), .function(12)])
  }

  @Test func sequenceSplitOverTwoReadsIsOne() {
    #expect(keys("\u{1B}[", "A") == [.up])
    #expect(keys("\u{1B}O", "C", "x") == [.right, .character("x")])
  }

  @Test(arguments: [
    "\u{1B}[1;5A", "\u{1B}[I", "\u{1B}[?62;c", "\u{1B}Oj", "\u{1B}[27;5;9~",
    "\u{1B}]11;rgb:0000/dddd/qqqq\u{07}", "\u{1B}]0;dd\u{1B}\\", "\u{1B}P1$r0m\u{1B}\\",
  ])
  func unknownSequencesAreSwallowedWhole(sequence: String) {
    #expect(keys(sequence + "x") == [.character("x")])
  }

  @Test func altBracketDoesNotSwallowTheKeyboard() {
    #expect(keys("\u{1B}]", "d") == [.alt("]"), .character("d")])
    #expect(keys("\u{1B}]lost", "d") == [.character("d")])
  }

  @Test func pasteIsOneKey() {
    #expect(
      keys("a\u{1B}[200~dd\rq\r\n:delete all\n\u{1B}[201~b")
        == [.character("a"), .paste("dd\nq\n:delete all\n"), .character("b")]
    )
  }

  @Test func pasteSplitAnywhereIsOneKey() {
    let text = Array("\u{1B}[200~é漢 \u{1B}[A \u{1B}x\u{1B}[201~".utf8)
    // Its beginning belongs together as every control sequence does.
    for place in 3..<text.count {
      let split = [Array(text[..<place]), Array(text[place...])]
      #expect(keys(split) == [.paste("é漢 \u{1B}[A \u{1B}x")])
    }
  }

  @Test func pasteHidesKeysButNotANewSize() {
    var decoder = KeyDecoder()
    for byte in "\u{1B}[200~ab".utf8 { decoder.take(byte) }
    decoder.take(.up)
    decoder.take(.resize)
    decoder.endRead()
    #expect(decoder.isPasting)
    #expect(decoder.takeKeys() == [.resize])
    decoder.endPaste()
    #expect(decoder.takeKeys() == [.paste("ab")])
    decoder.take(UInt8(ascii: "x"))
    #expect(decoder.takeKeys() == [.character("x")])
  }

  @Test func longPasteComesInPieces() {
    let text = String(repeating: "0123456789", count: 120_000)
    let keys = keys("\u{1B}[200~\(text)\u{1B}[201~")
    #expect(keys.count == 2)
    let pieces = keys.map { if case .paste(let piece) = $0 { piece } else { "" } }
    #expect(pieces.joined() == text)
  }

  @Test func knownKeyEndsAnEscapeBeforeIt() {
    var decoder = KeyDecoder()
    decoder.take(0x1B)
    decoder.take(.up)
    #expect(decoder.takeKeys() == [.escape, .up])
  }
}
