import TerminalKit

/// Aligned columns for people, at most 80 wide.
struct Table {
  struct Column {
    let title: String
    /// Numbers stand at the right of their column.
    var isRight = false
    /// Gives way when the table gets too wide.
    var isFlexible = false
  }

  static let width = 80

  let columns: [Column]
  private let isASCII: Bool
  private var rows: [[String]] = []

  init(_ columns: [Column], ascii: Bool = PlainText.isASCII) {
    self.columns = columns
    isASCII = ascii
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
    let excess = widths.reduce(0, +) + 2 * (widths.count - 1) - Self.width
    if excess > 0, let flexible = columns.firstIndex(where: \.isFlexible) {
      widths[flexible] = max(8, widths[flexible] - excess)
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
