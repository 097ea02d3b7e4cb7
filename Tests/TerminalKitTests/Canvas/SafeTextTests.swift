import HostileInput
import Testing

@testable import TerminalKit

/// Hostile text loses its power and nothing else; ordinary text loses nothing.
@Suite struct SafeTextTests {
  private static let hostile =
    HostileTexts.all + HostileTexts.bytes.map { String(decoding: $0, as: UTF8.self) }
    + [String((0...0x9F).map { Character(Unicode.Scalar(UInt8($0))) })]

  @Test(arguments: hostile + CanvasTextTests.names)
  func nothingDangerousIsLeft(text: String) {
    for ascii in [false, true] {
      let safe = SafeText.line(text, ascii: ascii)
      #expect(HostileTexts.dangers(in: safe) == [])
      #expect(!ascii || safe.unicodeScalars.allSatisfy(\.isASCII))
      #expect(Array(SafeText.line(safe, ascii: ascii).unicodeScalars) == Array(safe.unicodeScalars))
    }
  }

  @Test func marksSayWhatWasThere() {
    #expect(SafeText.line("Żółć Łódź Ārija Ŷſ", ascii: true) == "Zolc Lodz Arija Ys")
    #expect(SafeText.line("a\u{1B}[0m\n\u{7F}\t") == "a␛[0m␊␡␉")
    #expect(SafeText.line("a\u{1B}[0m\n\u{7F}\u{9B}é", ascii: true) == "a^[[0m^J^??e")
    #expect(SafeText.line("x\u{202E}y\u{9B}z\u{200B}") == "x\u{FFFD}y\u{FFFD}z\u{FFFD}")
  }

  @Test(arguments: [
    "plain ASCII ~", "Ana Müller-Łukasz", "Ωmega Ж", "山田太郎", "한국어", "עברית", "محمد", "ไทย กำ",
    "09:00–09:30 … · • ✓ ○◐●✕◆◌ ─│┌", "e\u{301}", "नमस्ते", "€ 5",
  ])
  func ordinaryTextStaysAsItIs(text: String) {
    #expect(Array(SafeText.line(text).unicodeScalars) == Array(text.unicodeScalars))
  }

  @Test func emojiBecomeWhatEveryTerminalCountsAlike() {
    #expect(SafeText.line("👨‍👩‍👧") == "👨👩👧")
    #expect(SafeText.line("👍🏽!") == "👍!")
    #expect(SafeText.line("❤️") == "❤")
    #expect(SafeText.line("🏴\u{E0067}\u{E007F}.") == "🏴.")
  }

  @Test func joinersAreSpellingInSomeScripts() {
    #expect(SafeText.line("علی‌رضا").unicodeScalars.contains("\u{200C}"))
    #expect(SafeText.line("ad\u{200C}min") == "ad\u{FFFD}min")
  }

  @Test func marksNeedALetterAndAreLimited() {
    #expect(SafeText.line("\u{301}a") == "\u{25CC}\u{301}a")
    let tower = "a" + String(repeating: "\u{301}", count: 50)
    #expect(SafeText.line(tower).unicodeScalars.count == 5)
    #expect(SafeText.line(tower, ascii: true) == "a")
  }

  @Test func linesAreCutAtEveryKindOfBreak() {
    #expect(SafeText.lines("a\nb\r\nc\u{2028}d\u{1B}\n") == ["a", "b", "c", "d␛", ""])
    #expect(SafeText.lines("") == [""])
  }
}
