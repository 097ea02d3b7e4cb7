import Testing

@testable import SlotTUI
@testable import TerminalKit

@Suite struct TextFieldTests {
  /// The text with a bar where the cursor stands.
  private func edit(_ text: String, _ keys: String...) throws -> String {
    var field = TextField(text)
    for name in keys { _ = field.edit(try #require(Key(name: name))) }
    return String(field.characters[..<field.cursor]) + "|"
      + String(field.characters[field.cursor...])
  }

  /// The first letter takes the place of what is only proposed; any other key begins to mend it.
  @Test func whatIsProposedIsReplacedByTyping() throws {
    var field = TextField("mon-fri", isSelected: true)
    #expect(field.edit(.character("s")) && field.text == "s" && !field.isSelected)
    #expect(field.edit(.character("a")) && field.text == "sa")
    field = TextField("mon-fri", isSelected: true)
    #expect(!field.edit(.tab) && field.isSelected)
    #expect(field.edit(.backspace) && field.text == "mon-fr")
    #expect(field.edit(.character("x")) && field.text == "mon-frx")
    field = TextField("mon-fri", isSelected: true)
    #expect(field.edit(.end) && field.edit(.paste(",sun")) && field.text == "mon-fri,sun")
    field = TextField("mon-fri", isSelected: true)
    #expect(field.edit(.paste("sat")) && field.text == "sat")
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
    #expect(try edit("one two  ", "A-Backspace") == "one |")
  }

  @Test func otherKeysAreNotItsOwn() throws {
    for name in ["Up", "Down", "Tab", "Enter", "Esc", "F1", "A-x", "C-x", "PgUp"] {
      var field = TextField("a")
      let isTaken = field.edit(try #require(Key(name: name)))
      #expect(!isTaken && field == TextField("a"), "\(name)")
    }
  }

  @Test func charactersAreWhole() {
    var field = TextField("e\u{301}👨‍👩‍👧")
    #expect(field.cursor == 2)
    _ = field.edit(.backspace)
    #expect(field.text == "e\u{301}")
    _ = field.edit(.backspace)
    #expect(field.isEmpty)
  }

  // MARK: As much as it holds

  private let full = String(repeating: "é", count: TextField.limit)

  @Test func aPasteGoesInWhollyOrNotAtAll() {
    var field = TextField()
    _ = field.edit(.paste(full))
    #expect(field.text == full && field.excess == nil)
    _ = field.edit(.paste("x"))
    #expect(field.text == full && field.excess == .pasted)
    _ = field.edit(.backspace)
    #expect(field.excess == nil)
    _ = field.edit(.paste("xy"))
    #expect(field.characters.count == TextField.limit - 1 && field.excess == .pasted)
    _ = field.edit(.paste("z"))
    #expect(field.characters.last == "z" && field.excess == nil)
  }

  /// Marks on one letter count as well.
  @Test func marksCount() {
    var field = TextField()
    _ = field.edit(.paste("e" + String(repeating: "\u{301}", count: TextField.limit)))
    #expect(field.isEmpty && field.excess == .pasted)
  }

  /// What comes behind what was left out is left out, too, until the user does something about it.
  @Test func typingStopsAtTheEnd() {
    var field = TextField("ab")
    _ = field.edit(.text(full))
    #expect(field.characters.count == TextField.limit && field.excess == .typed)
    let head = field.text
    for key in [Key.character("x"), .text("xyz"), .paste("x")] {
      _ = field.edit(key)
      #expect(field.text == head && field.excess == .typed)
    }
    _ = field.edit(.control("u"))
    #expect(field.isEmpty && field.excess == nil)
    _ = field.edit(.text("xyz"))
    #expect(field.text == "xyz" && field.excess == nil)
  }

  /// What lies in the store may be longer, and can be made shorter.
  @Test func longTextCanBeEdited() {
    var field = TextField(full + full)
    _ = field.edit(.character("x"))
    #expect(field.excess == .typed && field.text == full + full)
    _ = field.edit(.backspace)
    #expect(field.characters.count == 2 * TextField.limit - 1)
  }

  @Test func pasteIsOneLine() {
    var field = TextField()
    _ = field.edit(.paste("a\r\nb\nc\u{2028}d"))
    #expect(field.text == "a b c d")
  }

  /// However long a paste is, it is one key, and no field takes the beginning of it.
  @Test(arguments: ["0123456789", "漢", "\r\n", "👨‍👩‍👧", "e\u{301}", "~\u{1B}[20"])
  func longPasteIsOneKeyThatNoFieldTakes(unit: String) throws {
    let text = String(repeating: unit, count: 10 * KeyDecoder.pasteLimit / unit.utf8.count)
    var decoder = KeyDecoder()
    var keys: [Key] = []
    for read in ["\u{1B}[200~\(text)", "x\u{1B}[201~y"] {
      for byte in read.utf8 { decoder.take(byte) }
      decoder.endRead()
      keys += decoder.takeKeys()
    }
    #expect(keys.count == 2 && keys.last == .character("y"))
    var field = TextField()
    _ = field.edit(try #require(keys.first))
    #expect(field.isEmpty && field.excess == .pasted)
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
      _ = field.edit(key)
      for glyphs in [Glyphs.unicode, .ascii] {
        var canvas = Canvas(width: 20, height: 3, glyphs: glyphs)
        field.draw(in: line, isFocused: true, into: &canvas)
        let cursor = canvas.cursor
        #expect(cursor.map { line.contains(x: $0.x, y: $0.y) } == true)
        #expect((0..<3).allSatisfy { canvas[$0, 1] == .blank } && canvas[15, 1] == .blank)
      }
    }
  }

  /// Where nothing is typed, the beginning says what stands there, and that there is more.
  @Test func anotherFieldShowsItsBeginning() {
    let line = Rect(x: 0, y: 0, width: 10, height: 1)
    let field = TextField("mon,wed-thu,sat")
    var canvas = Canvas(width: 12, height: 1)
    field.draw(in: line, isFocused: false, into: &canvas)
    #expect(canvas.text == "mon,wed-t…")
    field.draw(in: line, isFocused: true, into: &canvas)
    #expect(canvas.text == "d-thu,sat")
  }
}
