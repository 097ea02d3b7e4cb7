import TerminalKit

/// A field, and which of the rows that it describes is chosen.
struct Picker: Hashable, Sendable {
  var field = TextField()
  /// What the arrows chose; nil until then.
  private(set) var chosen: Int?

  mutating func choose(_ row: Int?, of count: Int) {
    chosen = row.flatMap { count > 0 ? min(max(0, $0), count - 1) : nil }
  }

  /// What was chosen stays chosen, wherever it stands among other rows; where it is gone, whatever has come
  /// into its place.
  mutating func keep<ID: Equatable>(_ id: ID?, among ids: [ID]) {
    guard let chosen else { return }
    choose(ids.firstIndex { $0 == id } ?? chosen, of: ids.count)
  }
}
