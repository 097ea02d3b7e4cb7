import Testing

@testable import TerminalKit

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
  }

  /// With Alt a key is no Esc, which would throw away what is open.
  @Test func altIsNoEscape() {
    #expect(
      keys("\u{1B}\r", "\u{1B}\u{7F}\u{1B}\u{8}") == [.altEnter, .altBackspace, .altBackspace]
    )
    #expect(keys("\u{1B}ä\u{1B}漢x") == [.alt("ä"), .alt("漢"), .character("x")])
    #expect(keys([[0x1B, 0xC3], [0xA4, 0x78]]) == [.alt("ä"), .character("x")])
    #expect(keys([[0x1B, 0xC3, 0x78]]) == [.character("x")])
    #expect(keys("\u{1B}\u{1B}[D\u{1B}\u{1B}OA") == [.left, .up])
    #expect(keys("\u{1B}\u{1B}q") == [.escape, .alt("q")])
    #expect(keys("\u{1B}\t\u{1B}\u{3}") == [.escape, .tab, .escape, .control("c")])
  }

  /// Each string is a read, so many milliseconds after the one before.
  private func keys(_ reads: [(after: Int64, text: String)]) -> [Key] {
    var decoder = KeyDecoder()
    var keys: [Key] = []
    var now: Int64 = 1_000
    for (after, text) in reads {
      now += after
      decoder.advance(to: now)
      for byte in text.utf8 { decoder.take(byte) }
      decoder.endRead()
      keys += decoder.takeKeys()
    }
    return keys
  }

  /// A slow line delivers an arrow key in pieces: Esc acts, and the rest is no letters.
  @Test(arguments: [Int64(0), 15, 60, 150])
  func anArrowInPiecesIsOne(pause: Int64) {
    for (letter, key) in [("A", Key.up), ("B", .down), ("C", .right), ("D", .left)] {
      for introducer in ["[", "O"] {
        #expect(
          keys([(0, "\u{1B}"), (pause, introducer), (pause, letter), (0, "x")])
            == [.escape, key, .character("x")]
        )
        #expect(keys([(0, "\u{1B}"), (pause, introducer + letter)]) == [.escape, key])
      }
    }
    #expect(keys([(0, "\u{1B}"), (pause, "["), (pause, "3"), (pause, "~")]) == [.escape, .delete])
    #expect(keys([(0, "\u{1B}"), (pause, "[200~D\u{1B}[201~")]) == [.escape, .paste("D")])
    #expect(keys([(0, "\u{1B}"), (pause, "["), (pause, "<0;2;3M")]).count == 2)
  }

  @Test func whatComesLaterCountsForItself() {
    #expect(
      keys([(0, "\u{1B}"), (151, "["), (0, "D")]) == [.escape, .character("["), .character("D")]
    )
    #expect(
      keys([(0, "\u{1B}"), (100, "["), (151, ""), (0, "D")])
        == [.escape, .character("["), .character("D")]
    )
    #expect(
      keys([(0, "\u{1B}"), (100, "O"), (151, "D")]) == [.escape, .character("O"), .character("D")]
    )
    // A sequence that was begun with its ESC is one however long it takes.
    #expect(keys([(0, "\u{1B}["), (10_000, "D")]) == [.left])
    // Nothing may come in between.
    #expect(
      keys([(0, "\u{1B}"), (10, "j"), (10, "["), (10, "D")])
        == [.escape, .character("j"), .character("["), .character("D")]
    )
    #expect(
      keys([(0, "\u{1B}"), (10, "Ok")]) == [.escape, .character("O"), .character("k")]
    )
  }

  @Test func aReadIsDueWhenWhatWasBegunIsOverdue() {
    var decoder = KeyDecoder()
    decoder.advance(to: 1_000)
    decoder.take(0x1B)
    decoder.endRead()
    #expect(decoder.due == 1_151)
    decoder.advance(to: 1_050)
    decoder.take(UInt8(ascii: "["))
    decoder.endRead()
    #expect(decoder.due == 1_201)
    decoder.advance(to: 1_201)
    decoder.endRead()
    #expect(decoder.takeKeys() == [.escape, .character("[")])
    #expect(decoder.due == nil)
  }

  /// Whoever was busy reads late what came in time: `[D` asks nothing. A read that finds nothing says that
  /// the Esc stood alone.
  @Test func whatWaitedIsStillTheRestOfAnArrow() {
    var decoder = KeyDecoder()
    decoder.advance(to: 1_000)
    decoder.take(0x1B)
    decoder.endRead()
    decoder.advance(to: 1_900, hasWaited: true)
    for byte in "[D".utf8 { decoder.take(byte) }
    decoder.endRead()
    #expect(decoder.takeKeys() == [.escape, .left])
    #expect(decoder.due == nil)
    decoder.take(0x1B)
    decoder.endRead()
    decoder.advance(to: 2_051)
    decoder.endRead()
    #expect(decoder.due == nil)
    decoder.advance(to: 3_000, hasWaited: true)
    for byte in "[D".utf8 { decoder.take(byte) }
    decoder.endRead()
    #expect(decoder.takeKeys() == [.escape, .character("["), .character("D")])
  }

  /// Where the terminal's description knows the key, it comes as one.
  @Test func aKnownKeyAfterAnEscape() {
    for (key, meant) in [
      (Key.up, [Key.up]), (.backspace, [.altBackspace]), (.enter, [.altEnter]),
      (.function(1), [.escape, .function(1)]), (.resize, [.escape, .resize]),
    ] {
      var decoder = KeyDecoder()
      decoder.take(0x1B)
      decoder.take(key)
      decoder.endRead()
      #expect(decoder.takeKeys() == meant)
    }
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
}
