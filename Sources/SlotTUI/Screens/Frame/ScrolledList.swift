import TerminalKit

/// The entries of a window's list that have room.
struct ScrolledList {
  let area: Rect
  /// The first entry that is shown.
  let top: Int
  /// Entries in all.
  let count: Int

  /// The entry that is drawn at a place of the screen.
  func index(x: Int, y: Int) -> Int? {
    let index = top + y - area.y
    return area.contains(x: x, y: y) && index < count ? index : nil
  }
}
