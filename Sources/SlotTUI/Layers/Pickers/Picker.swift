import TerminalKit

/// A field, and which of the rows that it describes is chosen.
struct Picker: Hashable, Sendable {
  var field = TextField()
  /// What the arrows chose; nil until then.
  private(set) var chosen: Int?

  /// Does what a key does to the field or in the list.
  ///
  /// - `count`: Rows in all.
  /// - `selection`: The row that is selected, chosen or not.
  /// - `page`: How far PgUp and PgDn go.
  /// - Returns: Whether the text may be another one.
  mutating func follow(_ key: Key, count: Int, from selection: Int?, page: Int = 10) -> Bool {
    let here = selection ?? 0
    switch key {
    case .up, .control("p"), .backTab: choose(here - 1, of: count)
    case .down, .control("n"), .tab: choose(here + 1, of: count)
    case .pageUp: choose(here - page, of: count)
    case .pageDown: choose(here + page, of: count)
    default: return field.edit(key)
    }
    return false
  }

  mutating func choose(_ row: Int?, of count: Int) {
    chosen = row.flatMap { count > 0 ? min(max(0, $0), count - 1) : nil }
  }
}
