import Testing

@testable import SlotTUI

@Suite struct TextFieldTests {
  /// The text with a bar where the cursor stands.
  private func edit(_ text: String, _ keys: String...) throws -> String {
    var field = TextField(text)
    for name in keys { _ = field.handle(try #require(Key(name: name))) }
    return String(field.characters[..<field.cursor]) + "|"
      + String(field.characters[field.cursor...])
  }

  @Test func edits() throws {
    #expect(try edit("ab", "c") == "abc|")
    #expect(try edit("ab", "Left", "x") == "ax|b")
    #expect(try edit("ab", "Home", "Space") == " |ab")
    #expect(try edit("ab", "C-a", "Right", "Right", "Right") == "ab|")
    #expect(try edit("ab", "C-a", "C-e") == "ab|")
    #expect(try edit("ab", "Home", "End") == "ab|")
    #expect(try edit("ab", "Left", "Left", "Left") == "|ab")
    #expect(try edit("ab", "Backspace") == "a|")
    #expect(try edit("ab", "Home", "Backspace") == "|ab")
    #expect(try edit("ab", "Delete") == "ab|")
    #expect(try edit("ab", "Home", "Delete") == "|b")
    #expect(try edit("ab", "Home", "C-d") == "|b")
    #expect(try edit("abc", "Left", "C-u") == "|c")
    #expect(try edit("abc", "Left", "C-k") == "ab|")
    #expect(try edit("one two  ", "C-w") == "one |")
    #expect(try edit("one", "C-w", "C-w") == "|")
  }

  @Test func otherKeysAreNotItsOwn() throws {
    for name in ["Up", "Down", "Tab", "Enter", "Esc", "F1", "A-x", "C-x", "PgUp"] {
      var field = TextField("a")
      let isTaken = field.handle(try #require(Key(name: name)))
      #expect(!isTaken && field == TextField("a"), "\(name)")
    }
  }

  @Test func charactersAreWhole() {
    var field = TextField("e\u{301}👨‍👩‍👧")
    #expect(field.cursor == 2)
    _ = field.handle(.backspace)
    #expect(field.text == "e\u{301}")
    _ = field.handle(.backspace)
    #expect(field.isEmpty)
  }

  @Test func pasteIsOneLine() {
    var field = TextField()
    _ = field.handle(.paste("a\r\nb\nc\u{2028}d"))
    #expect(field.text == "a b c d")
  }

  /// The cursor is drawn in the field whatever is in it, and long text costs no more than short.
  @Test(arguments: [
    "", "short", String(repeating: "long ", count: 40), String(repeating: "漢字", count: 30),
    String(repeating: "e\u{301}", count: 50), "\u{1B}[2J\u{202E}\u{7}", "👨‍👩‍👧👨‍👩‍👧👨‍👩‍👧👨‍👩‍👧👨‍👩‍👧",
    String(repeating: "x", count: 20_000),
  ])
  func cursorIsInTheField(text: String) {
    let line = Rect(x: 3, y: 1, width: 12, height: 1)
    var field = TextField(text)
    for key in [Key.end, .left, .left, .home, .right, .end] {
      _ = field.handle(key)
      for glyphs in [Glyphs.unicode, .ascii] {
        var canvas = Canvas(width: 20, height: 3, glyphs: glyphs)
        FieldView.draw(field, in: line, isFocused: true, into: &canvas)
        let cursor = canvas.cursor
        #expect(cursor.map { line.contains(x: $0.x, y: $0.y) } == true)
        #expect((0..<3).allSatisfy { canvas[$0, 1] == .blank } && canvas[15, 1] == .blank)
      }
    }
  }
}
