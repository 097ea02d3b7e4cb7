import Testing

@testable import TerminalKit

/// Text of every script keeps its columns, and is never cut inside of a character.
@Suite struct CanvasTextTests {
  static let names = [
    "Ana Müller", "e\u{301}te\u{301} a\u{308}", "山田太郎", "한국어", "\u{1112}\u{1161}\u{11AB}",
    "👨‍👩‍👧‍👦 family", "👍🏽 ok", "🇩🇪 flag", "❤️ and 1️⃣", "עברית שלום", "محمد علی‌رضا", "नमस्ते क्षमा",
    "ไทย กำ", "Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢L̠ͨͧͩ͘G̴̻͈͍͔̹̑͗̎̅͛́Ǫ̵̹̻̝̳͂̌̌͘!", "\u{301}starts with a mark",
    "🏴\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F} tags", "ﷺ wide?", "\u{200D}\u{200C}",
    "mixed 漢字 and ascii and é", "",
  ]

  @Test(arguments: names)
  func columnsUsedAreColumnsWritten(name: String) {
    var canvas = Canvas(width: 80, height: 1)
    let used = canvas.put(name, x: 0, y: 0)
    canvas.put("|", x: used, y: 0)
    #expect(used == DisplayWidth.columns(of: SafeText.line(name)))
    #expect(canvas[used, 0].text == "|")
    #expect(canvas.text.last == "|")
    #expect(canvas.cells.count == 80)
  }

  @Test(arguments: names)
  func truncationFitsAndSplitsNoCharacter(name: String) {
    let safe = SafeText.line(name)
    for width in 0...DisplayWidth.columns(of: safe) + 1 {
      var canvas = Canvas(width: 80, height: 1)
      let used = canvas.put(name, x: 0, y: 0, width: width)
      #expect(used <= width)
      #expect(canvas.cells[used...].allSatisfy { $0 == .blank })
      let shown = canvas.cells[..<used].map(\.text).joined()
      if shown.last == "…" {
        #expect(safe.hasPrefix(shown.dropLast()), "\(shown) is no beginning of whole characters")
      } else {
        #expect(Array(shown.unicodeScalars) == Array(safe.unicodeScalars) || width == 0)
      }
    }
  }

  @Test func wideCharactersTakeTwoCells() {
    var canvas = Canvas(width: 10, height: 1)
    #expect(canvas.put("漢字", x: 1, y: 0, style: .full) == 4)
    #expect(canvas[1, 0].isWide && canvas[2, 0].isContinuation)
    #expect(canvas.styles == " ffff")
  }

  @Test func overwritingHalfOfAWideCharacterLeavesNoOtherHalf() {
    var canvas = Canvas(width: 6, height: 1)
    canvas.put("漢字漢", x: 0, y: 0)
    canvas.put("x", x: 1, y: 0)
    canvas.put("y", x: 4, y: 0)
    #expect(canvas.text == " x字y")
    canvas.fill(Rect(x: 3, y: 0, width: 1, height: 1), ".", style: .plain)
    #expect(canvas.text == " x .y")
  }

  @Test func wideCharacterCutByTheClipBecomesBlank() {
    var canvas = Canvas(width: 8, height: 2)
    canvas.clip = Rect(x: 3, y: 0, width: 4, height: 2)
    canvas.put("漢字漢字", x: 0, y: 0)
    canvas.put("漢e\u{301}x", x: 1, y: 1)
    #expect(canvas.text == "    漢…\n   e\u{301}x")
    #expect((0..<3).allSatisfy { canvas[$0, 0] == .blank })
  }

  @Test func ellipsisTakesTheLastColumn() {
    var canvas = Canvas(width: 30, height: 5)
    canvas.put("Appointment", x: 0, y: 0, width: 6)
    canvas.put("Appointment", x: 0, y: 1, width: 11)
    canvas.put("漢字漢字", x: 0, y: 2, width: 6)
    canvas.put("Zoé Zoé", x: 0, y: 3, width: 3)
    canvas.put("abc", x: 0, y: 4, width: 1)
    #expect(canvas.text == "Appoi…\nAppointment\n漢字…\nZo…\n…")
  }

  @Test func controlCharactersCannotGetIn() {
    var canvas = Canvas(width: 20, height: 1)
    canvas.put("a\u{1B}[2Jb\u{9B}c\nd", x: 0, y: 0)
    #expect(canvas.text == "a␛[2Jb\u{FFFD}c␊d")
  }
}
