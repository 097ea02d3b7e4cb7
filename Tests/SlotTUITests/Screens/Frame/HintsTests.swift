import SlotDomain
import TerminalKit
import Testing

@testable import SlotTUI

/// The keys in the bottom line where it is short.
@Suite struct HintsTests {
  private static let hints: [Hint] = [
    (">", "next free"), ("a", "book"), ("/", "find"), ("Enter", "details"), ("?", "help"),
    ("q", "leave"),
  ]

  private func text(_ width: Int, and more: [Hint] = []) -> String {
    let hints = Hints(Self.hints, and: more, kept: ["?", "q"], width: width)
    var canvas = Canvas(width: width, height: 1)
    hints.draw(in: Rect(x: 0, y: 0, width: width, height: 1), into: &canvas)
    return canvas.text.trimmed
  }

  @Test func areKeyBlankWordsAndTwoBlanks() {
    #expect(text(80) == "> next free  a book  / find  Enter details  ? help  q leave")
  }

  /// Before a key is left out, words are: first those of what is wanted least often.
  @Test(arguments: [
    (58, "> free  a book  / find  Enter details  ? help  q leave"),
    (52, "> free  a book  / find  Enter  ? help  q leave"),
    (46, "> free  a book  / find  Enter  ? help  q leave"),
    (38, "> free  a  /  Enter  ? help  q leave"),
    (34, ">  a  /  Enter  ? help  q leave"),
    (30, ">  a  /  Enter  ? help  q"),
    (24, ">  a  /  Enter  ?  q"),
    (19, ">  a  /  ?  q"),
    (12, ">  a  ?  q"),
    (4, "?  q"),
  ])
  func areShortenedBeforeTheyAreDropped(width: Int, expected: String) {
    #expect(text(width) == expected)
  }

  /// Whatever the width, what helps and what leads out stays.
  @Test(arguments: 4..<90)
  func keepTheWayOut(width: Int) {
    let text = text(width)
    #expect(text.contains("?") && text.contains("q"))
    #expect(text.count <= width)
  }

  @Test func othersComeWhereThereIsRoom() {
    let more: [Hint] = [("c", "create"), ("e", "edit")]
    let all = "> next free  a book  / find  Enter details  c create  e edit  ? help  q leave"
    #expect(text(77, and: more) == all)
    #expect(text(76, and: more).contains("c create") && !text(76, and: more).contains("e edit"))
    #expect(text(60, and: more) == text(60))
  }

  @Test func theWeeksAreThose() throws {
    var scene = try Scene()
    try scene.add("2026-03-04 11:00")
    let state = scene.state(on: scene.slots[0])
    #expect(
      state.drawn().text.hasSuffix(
        "> next free  a book  / find  Enter details  v views  u undo  ? help  q leave"
      )
    )
  }

  /// Somebody has to be called: words of other keys give way before those.
  @Test func whomToRebookIsSaidInWordsAt80Columns() throws {
    var scene = try Scene()
    try scene.add("2026-03-04 11:00")
    scene.outlook.toRebook = 3
    let line = scene.state(on: scene.slots[0]).drawn().text.split(separator: "\n").last ?? ""
    #expect(line.contains("  T re-book  ") && line.contains("? help"))
  }

  /// Nothing can be booked in it: then something is made.
  @Test func anEmptyBlockSaysWhatMakesSlots() throws {
    let state = try Scene().state()
    #expect(state.drawn().text.split(separator: "\n").last?.hasPrefix("c create  C series") == true)
  }

  /// What cannot be done is not named.
  @Test func nothingIsNamedThatCannotBeDone() throws {
    var scene = try Scene()
    try scene.add("2026-03-04 11:00")
    scene.settings.isReadOnly = true
    let line = scene.state(on: scene.slots[0]).drawn().text.split(separator: "\n").last ?? ""
    #expect(!line.contains("book") && !line.contains("undo") && line.contains("/ find"))
  }
}

extension String {
  fileprivate var trimmed: String {
    String(reversed().drop { $0 == " " }.reversed())
  }
}
