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
  /// Where the grid begins: at 0, or behind the list of blocks, which stands at the left where there
  /// is room for it.
  private var gridStart: Int {
    guard let edge = rows[1].firstIndex(of: "│") else { return 0 }
    return rows[1].distance(from: rows[1].startIndex, to: edge) + 1
  }

  /// Day and time of the grid's place at which the cursor stands, as the day line above it and the
  /// times at the left say: `Wed 5 09:00`, or `Sa 09:00` where an empty day's column is narrow. Minutes
  /// are missing where a fold shows none.
  var cursorPlace: String {
    let left = gridStart
    guard cursor.x > left, cursor.y > 1, rows[1].dropFirst(cursor.x - 1).first == " " else {
      return "between columns"
    }
    let words = text(from: cursor.x, row: 1).split(separator: " ").prefix(2)
    let isNarrow = words.first?.count == 2
    let day = words.prefix(isNarrow ? 1 : 2).joined(separator: " ")
    let gutter = Array(text(from: left, row: cursor.y).prefix(5))
    guard gutter.count == 5 else { return "below the grid" }
    let hour =
      rows.indices[2...cursor.y].map { text(from: left, row: $0) }
      .last { $0.first?.isNumber == true }?.prefix(2) ?? "??"
    let isFold = gutter.contains("┄")
    if isFold { return gutter[0] == " " ? "\(day) \(hour):" : "\(day) \(hour):00" }
    return "\(day) \(hour)\(String(gutter[2...]))"
  }

  /// Whether the bottom sentence is about the place at which the cursor stands.
  var isCursorOnItsPlace: Bool {
    let place = cursorPlace
    let isNarrow = place.prefixMatch(of: #/\w{2} /#) != nil
    let date = #/^(\w{2})(\w) (\d+) \w+( \d{4})? /#
    return sentence.replacing(date) { isNarrow ? "\($0.1) " : "\($0.1)\($0.2) \($0.3) " }
      .hasPrefix(place)
  }
}

extension Screen: CustomStringConvertible {
  var description: String {
    let ruler = String(repeating: "-", count: width)
    return "\n\(ruler)\n\(rows.joined(separator: "\n"))\n\(ruler)\n"
      + "cursor \(cursor.x),\(cursor.y)"
  }
}
