import Testing

@testable import TerminalKit

@Suite struct KeyTests {
  @Test(arguments: [
    ("a", Key.character("a")), ("G", .character("G")), ("é", .character("é")),
    ("-", .character("-")), ("Space", .character(" ")), ("C-r", .control("r")),
    ("C-Space", .control(" ")), ("A-x", .alt("x")), ("A-Space", .alt(" ")),
    ("C-\\", .control("\\")),
    ("PgUp", .pageUp), ("PgDn", .pageDown), ("Home", .home), ("Esc", .escape), ("Tab", .tab),
    ("S-Tab", .backTab), ("Enter", .enter), ("Del", .delete), ("Ins", .insert), ("Up", .up),
    ("Backspace", .backspace), ("F1", .function(1)), ("F12", .function(12)),
  ])
  func nameAndKeyAreOne(name: String, key: Key) {
    #expect(key.name == name)
    #expect(Key(name: name) == key)
  }

  @Test(arguments: [
    ("esc", Key.escape), ("PAGEUP", .pageUp), ("Ctrl-R", .control("r")), ("M-x", .alt("x")),
    ("alt-X", .alt("X")), ("Return", .enter), (" ", .character(" ")), ("c-i", .tab),
    ("C-m", .enter), ("f5", .function(5)),
  ])
  func otherSpellingsAreUnderstood(name: String, key: Key) {
    #expect(Key(name: name) == key)
  }

  @Test(arguments: ["", "ab", "C-", "C-1", "X-a", "F0", "F64", "Fx", "\u{1B}", "C-ab", "A-\u{7F}"])
  func whatIsNoKeyIsNil(name: String) {
    #expect(Key(name: name) == nil)
  }

  @Test func onlyMovementsAreMovements() {
    #expect(Key.up.isMovement && Key.pageDown.isMovement && Key.end.isMovement)
    #expect(!Key.character("j").isMovement && !Key.enter.isMovement)
  }
}
