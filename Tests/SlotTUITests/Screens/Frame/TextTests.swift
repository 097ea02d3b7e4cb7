import Testing

@testable import SlotTUI

@Suite struct TextTests {
  @Test(arguments: [
    ("", 10, [""]), ("short", 10, ["short"]), ("one two three", 8, ["one two", "three"]),
    ("one two", 7, ["one two"]), ("abcdefghij", 4, ["abcd", "efgh", "ij"]),
    ("a bcdefgh", 4, ["a", "bcde", "fgh"]), ("one  two", 20, ["one  two"]),
    ("漢字漢字", 5, ["漢字", "漢字"]), ("ab", 0, ["a", "b"]), ("a\nb", 9, ["a␊b"]),
    ("e\u{301}e\u{301} e\u{301}", 2, ["e\u{301}e\u{301}", "e\u{301}"]),
  ])
  func wraps(text: String, width: Int, lines: [String]) {
    #expect(Text.wrap(text, width: width) == lines)
  }

  @Test func lastLineHoldsTheRest() {
    #expect(Text.wrap("one two three four", width: 5, lines: 2) == ["one", "two three four"])
    #expect(Text.wrap("one two", width: 5, lines: 3) == ["one", "two"])
    #expect(Text.wrap("one two", width: 5, lines: 0) == [])
  }
}
