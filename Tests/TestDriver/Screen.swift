/// What a terminal shows at a moment.
struct Screen: Sendable {
  struct Position: Hashable, Sendable {
    let x: Int
    let y: Int
  }

  /// From top to bottom, without the blanks at their ends.
  let rows: [String]
  /// What is drawn in reverse.
  let reversed: Set<Position>
  let width: Int
  let cursor: Position
  let isCursorVisible: Bool
  /// Programs that fill the screen use a second one, so that the first is as before afterwards.
  let isAlternate: Bool

  func contains(_ text: String) -> Bool {
    rows.contains { $0.contains(text) } || bottom.contains(text)
  }

  /// The lines below the grid, as one: what is under the cursor, what the last key did, and hints.
  var bottom: String {
    rows.suffix(width < 80 ? 3 : 2).filter { !$0.isEmpty }.joined(separator: " ")
  }

  /// The same from the sentence about what is under the cursor; empty when something else has its
  /// place.
  var sentence: String { bottom.prefixMatch(of: #/\w{3} \d+ \w{3} /#) == nil ? "" : bottom }

  var title: String { rows.first ?? "" }

  /// The text from a column on; columns are characters here.
  func text(from x: Int, row: Int) -> Substring { rows[row].dropFirst(x) }
}

extension Screen {
  /// Day and time of the grid's place at which the cursor stands, as the day line above it and the
  /// times at the left say: `Wed 5 09:00`. Minutes are missing where a fold shows none.
  var cursorPlace: String {
    guard cursor.x > 0, rows[1].dropFirst(cursor.x - 1).first == " " else {
      return "between columns"
    }
    let day = text(from: cursor.x, row: 1).split(separator: " ").prefix(2).joined(separator: " ")
    let gutter = Array(rows[cursor.y].prefix(5))
    let hour = rows[...cursor.y].last { $0.first?.isNumber == true }?.prefix(2) ?? "??"
    let isFold = gutter.contains("┄")
    if isFold { return gutter[0] == " " ? "\(day) \(hour):" : "\(day) \(hour):00" }
    return "\(day) \(hour)\(String(gutter[2...]))"
  }

  /// Whether the bottom sentence is about the place at which the cursor stands.
  var isCursorOnItsPlace: Bool {
    let month = #/^(\w+ \d+) \w+( \d{4})? /#
    let shortSentence = sentence.replacing(month) { "\($0.1) " }
    return shortSentence.hasPrefix(cursorPlace)
  }
}

extension Screen: CustomStringConvertible {
  var description: String {
    let ruler = String(repeating: "-", count: width)
    return "\n\(ruler)\n\(rows.joined(separator: "\n"))\n\(ruler)\n"
      + "cursor \(cursor.x),\(cursor.y)"
  }
}
