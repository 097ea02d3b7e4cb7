import Testing

@testable import SlotTUI

/// Hostile text loses its power and nothing else; ordinary text loses nothing.
@Suite struct SafeTextTests {
  static let hostile = [
    "\u{1B}]52;c;ZWNobyBvd25lZA==\u{07}", "\u{1B}]0;new title\u{07}", "\u{1B}]0;never ended",
    "\u{1B}]8;;http://example.org\u{1B}\\link\u{1B}]8;;\u{1B}\\", "\u{1B}P$q\"p\u{1B}\\",
    "\u{1B}[6n", "\u{1B}[2J\u{1B}[H", "\u{9B}31mred", "\u{9D}0;c1\u{9C}", "\u{90}q\u{9C}", "\u{7F}",
    "abc\u{202E}txt.exe", "\u{2066}a\u{2069}\u{200E}\u{200F}\u{061C}",
    "zero\u{200B}width\u{2060}\u{FEFF}",
    "line\nbreak\r\nreturn\rtab\t", "\u{2028}\u{2029}\u{85}",
    "\u{AD}\u{34F}\u{3164}\u{115F}\u{FFA0}",
    "\u{E000}\u{F0000}\u{10FFFF}\u{378}\u{FFFE}", "\u{E0041}\u{E0042}", "\u{FE0F}",
    "\u{FFF9}a\u{FFFB}",
    String((0...0x9F).map { Character(Unicode.Scalar(UInt8($0))) }),
  ]

  @Test(arguments: hostile + CanvasTextTests.names)
  func nothingDangerousIsLeft(text: String) {
    for ascii in [false, true] {
      let safe = SafeText.line(text, ascii: ascii)
      for scalar in safe.unicodeScalars {
        #expect(!isDangerous(scalar), "U+\(String(scalar.value, radix: 16))")
        #expect(!ascii || scalar.isASCII)
      }
      #expect(Array(SafeText.line(safe, ascii: ascii).unicodeScalars) == Array(safe.unicodeScalars))
    }
  }

  /// Written anew here, by number, so that it does not share a mistake.
  private func isDangerous(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x20, 0x7F..<0xA0, 0xAD, 0x61C, 0x200B, 0x200E, 0x200F, 0x2028...0x202E: true
    case 0x2060...0x206F, 0xFE00...0xFE0F, 0xFEFF, 0xFFF0...0xFFFB, 0xE000...0xF8FF: true
    case 0xE0000...0x10FFFF: true
    default: false
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
