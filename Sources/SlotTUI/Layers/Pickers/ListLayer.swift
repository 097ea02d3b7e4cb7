import TerminalKit

/// A list in a window, of whose rows one is chosen: with the arrows, the wheel or a click; with a field above
/// it, or without. What is to be done to the row is the window's own.
protocol ListLayer: Layer {
  static var width: Int { get }
  /// Whether there is a field above it.
  static var isTyped: Bool { get }
  var picker: Picker { get set }
  /// Rows there are so far.
  func count(_ desk: Desk) -> Int
  func title(_ desk: Desk) -> String
  /// What gives a row, as wide as the window has room. What all of them need is worked out once.
  func lines(room: Int, _ desk: Desk) -> (Int) -> Line
  /// What is said in place of rows.
  func nothing(_ desk: Desk) -> String

  // What most do not need.

  /// What stands before the field.
  func label(_ desk: Desk) -> String
  /// The row that is chosen while nobody has chosen one.
  func first(_ desk: Desk) -> Int
  /// With its border; nil for as high as the list is long.
  func height(_ desk: Desk) -> Int?
  /// Another row is chosen, perhaps near the end of what was read.
  mutating func reached(_ desk: Desk) -> [Effect]
}

extension ListLayer {
  static var isTyped: Bool { false }
  func label(_ desk: Desk) -> String { "Find: " }
  func first(_ desk: Desk) -> Int { 0 }
  // What is narrowed by typing stays where it is.
  func height(_ desk: Desk) -> Int? { Self.isTyped ? desk.layout.rowsInBox + 2 : nil }
  mutating func reached(_ desk: Desk) -> [Effect] { [] }

  var field: TextField? { Self.isTyped ? picker.field : nil }

  /// The row that is chosen; nil where there is none.
  func selection(_ desk: Desk) -> Int? { selection(of: count(desk), desk) }

  private func selection(of count: Int, _ desk: Desk) -> Int? {
    count == 0 ? nil : min(picker.chosen ?? first(desk), count - 1)
  }

  /// What is at the row that is chosen.
  func selected<Row>(in rows: [Row]?, _ desk: Desk) -> Row? {
    guard let rows, let index = selection(of: rows.count, desk) else { return nil }
    return rows[index]
  }

  /// Of what was found those rows that can be in sight, wherever the chosen one stands.
  func inSight<Row>(_ rows: [Row], _ desk: Desk) -> ArraySlice<Row> {
    let (chosen, near) = (selection(of: rows.count, desk) ?? 0, desk.layout.rowsInBox)
    return rows[rows.indices.clamped(to: chosen - near..<chosen + near + 1)]
  }

  /// Goes through the list; nil for a key that does not. Without a field letters do so too.
  mutating func moved(by key: Key, _ desk: Desk) -> Step? {
    let toTheEnd = Int(Int32.max)
    return switch key {
    case .character("j") where !Self.isTyped: go(by: 1, desk)
    case .character("k") where !Self.isTyped: go(by: -1, desk)
    case .home where !Self.isTyped: go(by: -toTheEnd, desk)
    case .end where !Self.isTyped: go(by: toTheEnd, desk)
    case .up, .control("p"), .backTab: go(by: -1, desk)
    case .down, .control("n"), .tab: go(by: 1, desk)
    case .pageUp: go(by: -page(desk), desk)
    case .pageDown: go(by: page(desk), desk)
    default: nil
    }
  }

  private mutating func go(by rows: Int, _ desk: Desk) -> Step {
    let count = count(desk)
    picker.choose((selection(of: count, desk) ?? 0) + rows, of: count)
    return Step(.stay, reached(desk))
  }

  /// How far PgUp and PgDn go: one row less than have room.
  private func page(_ desk: Desk) -> Int {
    let rows = min(height(desk) ?? .max, desk.layout.rowsInBox + 2) - (Self.isTyped ? 3 : 2)
    return max(1, rows - 1)
  }

  mutating func point(at target: MouseTarget) {
    if case .entry(let index) = target { picker.choose(index, of: .max) }
  }

  mutating func scroll(_ lines: Int, _ desk: inout Desk) -> Step { go(by: lines, desk) }

  func box(_ desk: Desk) -> Box? {
    let count = count(desk)
    let (selection, room) = (selection(of: count, desk), desk.layout.columnsInBox(Self.width))
    let lines = lines(room: room, desk)
    var box = Box(title(desk), width: Self.width, count: count) { index in
      var line = lines(index)
      line.target = .entry(index)
      return line
    }
    box.height = height(desk)
    box.place = .around(selection ?? 0)
    box.focus = selection.map { $0..<$0 + 1 }
    if Self.isTyped {
      let isInList = picker.chosen != nil
      box.prompt = .init(label: label(desk), field: picker.field, isInList: isInList)
    }
    if count == 0 { box.footer = Text.wrap(nothing(desk), width: room).map { Line($0, .dim) } }
    return box
  }
}
