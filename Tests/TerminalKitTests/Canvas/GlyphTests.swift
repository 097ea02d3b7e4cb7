import Testing

@testable import TerminalKit

@Suite struct GlyphTests {
  @Test(arguments: [Glyphs.unicode, .console, .ascii])
  func everySignTakesOneColumnEverywhere(glyphs: Glyphs) {
    for glyph in Glyph.allCases {
      let sign = glyphs[glyph]
      #expect(DisplayWidth.columns(of: sign) == 1)
      #expect(SafeText.line(String(sign), glyphs) == String(sign))
      #expect(sign.isASCII || !sign.properties.isEmoji, "\(sign) may be drawn as an emoji")
      #expect(!glyphs.isASCII || sign.isASCII)
    }
  }

  @Test(arguments: [Glyphs.unicode, .console, .ascii])
  func statesDifferBySign(glyphs: Glyphs) {
    let states: [Glyph] = [
      .available, .partlyTaken, .full, .disabled, .locked, .past, .draft, .nonexistent,
    ]
    #expect(Set(states.map { glyphs[$0] }).count == states.count)
    guard !glyphs.isASCII else { return }
    let days: [Glyph] = [.heat0, .heat1, .heat2, .heat3, .heat4, .full, .disabled, .locked, .past]
    #expect(Set(days.map { glyphs[$0] }).count == days.count)
  }

  @Test func everyStyleHasItsLetter() {
    let letters = Style.allCases.map(\.letter)
    #expect(Set(letters).count == letters.count)
    #expect(letters.allSatisfy { !$0.isUppercase && $0 != "#" && $0 != " " && $0.isASCII })
    #expect(Style.allCases.map { Int($0.rawValue) } == Array(0..<letters.count))
  }
}
