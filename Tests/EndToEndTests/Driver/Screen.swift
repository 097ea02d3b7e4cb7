/// What a terminal shows at a moment.
struct Screen: Sendable {
  struct Position: Equatable, Sendable {
    let x: Int
    let y: Int
  }

  /// From top to bottom, without the blanks at their ends.
  let rows: [String]
  let width: Int
  let cursor: Position
  let isCursorVisible: Bool
  /// Programs that fill the screen use a second one, so that the first is as before afterwards.
  let isAlternate: Bool
  /// Nil while the program runs.
  let exitStatus: Int32?

  func contains(_ text: String) -> Bool { rows.contains { $0.contains(text) } }

  /// What the last key did, and hints.
  var bottom: String { rows.last ?? "" }
  /// About what is under the cursor.
  var sentence: String { rows.dropLast().last ?? "" }
  var title: String { rows.first ?? "" }

  /// The text from a column on; columns are characters here.
  func text(from x: Int, row: Int) -> Substring { rows[row].dropFirst(x) }
}

extension Screen {
  /// Day and time of the grid's place at which the cursor stands, as the day line above it and the
  /// times at the left say: `Wed 5 Mar 09:00`.
  var cursorPlace: String {
    let dayLine = rows[1]
    let day = text(from: cursor.x, row: 1).split(separator: " ").prefix(3).joined(separator: " ")
    guard dayLine.dropFirst(cursor.x - 1).first == " " else { return "between columns" }
    let gutter = String(rows[cursor.y].prefix(5))
    if !gutter.hasPrefix(" ") { return "\(day) \(gutter.filter { $0 != " " })" }
    let hour = rows[..<cursor.y].last { $0.first?.isNumber == true }?.prefix(2) ?? "??"
    return "\(day) \(hour)\(gutter.dropFirst(2))"
  }
}

extension Screen: CustomStringConvertible {
  var description: String {
    let ruler = String(repeating: "-", count: width)
    return "\n\(ruler)\n\(rows.joined(separator: "\n"))\n\(ruler)\n"
      + "cursor \(cursor.x),\(cursor.y) exit \(exitStatus.map(String.init) ?? "none")"
  }
}
