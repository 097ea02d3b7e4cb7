import TerminalKit

/// Aligned columns for people: as wide as their terminal, and whole where a pipe or a file takes them.
struct Table {
  struct Column {
    let title: String
    /// Numbers stand at the right of their column.
    var isRight = false
    /// Gives way when the table gets too wide.
    var isFlexible = false
  }

  /// One long name must not pad the lines of all others without end.
  private static let widest = 1000
  /// What is cut to fewer columns cannot be recognized.
  private static let narrowest = 8

  let columns: [Column]
  private let width: Int
  private let isASCII: Bool
  private var rows: [[String]] = []

  init(_ columns: [Column], width: Int = Table.room, ascii: Bool = PlainText.isASCII) {
    self.columns = columns
    self.width = width
    isASCII = ascii
  }

  /// Columns that a line can have.
  static var room: Int {
    guard let size = TerminalDescription.size() else { return widest }
    // A terminal that does not know its size says 0.
    return size.width == 0 ? 80 : size.width
  }

  /// Adds a row of as many cells as there are columns. They are made safe here.
  mutating func add(_ cells: [String]) {
    rows.append(cells.map { PlainText.safe($0, ascii: isASCII) })
  }

  /// One line each for the titles and the rows, with no blanks at their ends.
  func lines() -> [String] {
    let titles = columns.map(\.title)
    let widths = widths(of: [titles] + rows)
    return ([titles] + rows).map { line($0, widths) }
  }

  private func widths(of rows: [[String]]) -> [Int] {
    var widths = columns.indices.map { column in
      rows.map { DisplayWidth.columns(of: $0[column]) }.max() ?? 0
    }
    var excess = widths.reduce(0, +) + 2 * (widths.count - 1) - width
    // The widest first, so that what is short stays whole.
    while excess > 0,
      let widest = columns.indices.filter({ columns[$0].isFlexible }).max(by: {
        widths[$0] < widths[$1]
      }), widths[widest] > Self.narrowest
    {
      widths[widest] -= 1
      excess -= 1
    }
    return widths
  }

  private func line(_ cells: [String], _ widths: [Int]) -> String {
    var line = ""
    for (index, cell) in cells.enumerated() {
      let text = PlainText.cut(cell, to: widths[index], ascii: isASCII)
      let gap = String(repeating: " ", count: widths[index] - DisplayWidth.columns(of: text))
      line += (index > 0 ? "  " : "") + (columns[index].isRight ? gap + text : text + gap)
    }
    while line.last == " " { line.removeLast() }
    return line
  }
}

/// The properties of one object, a line each.
struct PropertySheet {
  private var rows: [(name: String, value: String)] = []

  mutating func add(_ name: String, _ value: String) {
    rows.append((name, PlainText.safe(value)))
  }

  func lines() -> [String] {
    let width = rows.map(\.name.count).max() ?? 0
    return rows.map {
      $0.name + String(repeating: " ", count: width - $0.name.count + 2) + $0.value
    }
  }
}
