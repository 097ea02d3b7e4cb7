import TerminalKit

/// The keys in force, from the table that obeys them, those of the windows, and what the signs mean: looked
/// through by typing.
struct HelpWindow: Layer {
  static let width = 76

  private(set) var input = TextField()
  var scroll = Scroll()

  init() {}

  var field: TextField? { input }

  // MARK: Keys

  func hints(_ desk: Desk) -> [Hint] {
    [("type", "to find a key"), ("↑↓", "scroll"), ("Esc", "back")]
  }

  mutating func obey(_ key: Key, _ desk: inout Desk) -> Step {
    switch key {
    case .escape, .enter, .control("c"): return Step(.close)
    case .backspace where input.isEmpty: return Step(.close)
    case .up, .down, .pageUp, .pageDown: _ = follow(key, desk)
    // Of an empty field these are of no use.
    case .home where input.isEmpty, .end where input.isEmpty, .character(" ") where input.isEmpty:
      _ = follow(key, desk)
    default: if input.edit(key) { scroll = Scroll() }
    }
    return Step()
  }

  private mutating func follow(_ key: Key, _ desk: Desk) -> Bool {
    scroll.follow(key, rows: lines(desk).count, shown: Self.rows(desk.layout))
  }

  mutating func scroll(_ lines: Int, _ desk: inout Desk) -> Step {
    let (rows, shown) = (self.lines(desk).count, Self.rows(desk.layout))
    scroll.go(to: scroll.top + lines, rows: rows, shown: shown)
    return Step()
  }

  /// Below the field.
  private static func rows(_ layout: ScreenLayout) -> Int { max(1, layout.rowsInBox - 1) }

  // MARK: What it shows

  func lines(_ desk: Desk) -> [Line] {
    let words = input.text.lowercased().split(separator: " ")
    return HelpText(desk, width: desk.layout.columnsInBox(Self.width)).lines(matching: words)
      .setOut(desk.layout, width: Self.width)
  }

  func box(_ desk: Desk) -> Box? {
    let lines = lines(desk)
    var box = Box("Keys", width: Self.width, lines, from: scroll.top)
    // As high for few lines as for many, so that typing moves nothing.
    box.height = desk.layout.rowsInBox + 2
    box.ask(
      .init(label: "Find: ", field: input, isInList: scroll.top > 0),
      selected: nil,
      orSay: [Line("No key is found by that. Type less, or another word for it.", .dim)]
    )
    box.place = .from(scroll.top)
    return box
  }
}
