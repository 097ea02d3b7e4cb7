import TerminalKit

/// How far something longer than its place is scrolled.
struct Scroll: Hashable, Sendable {
  /// The first line that is shown.
  private(set) var top = 0

  /// Goes where a key says; false when it is none that scrolls.
  ///
  /// - `rows`: Lines in all.
  /// - `shown`: Lines that there is room for.
  mutating func follow(_ key: Key, rows: Int, shown: Int) -> Bool {
    switch key {
    case .down, .character("j"): top += 1
    case .up, .character("k"): top -= 1
    case .pageDown, .character(" "): top += max(1, shown - 1)
    case .pageUp: top -= max(1, shown - 1)
    case .home: top = 0
    case .end: top = rows
    default: return false
    }
    go(to: top, rows: rows, shown: shown)
    return true
  }

  /// As far as there is something to show.
  mutating func go(to line: Int, rows: Int, shown: Int) {
    top = min(max(0, line), max(0, rows - shown))
  }

  /// By a third of the place, so that not every step scrolls.
  mutating func bringIntoView(_ row: Int, rows: Int, shown: Int) {
    let step = max(1, shown / 3)
    if row < top { top = min(row, max(0, top - step)) }
    if row >= top + shown { top = max(row - shown + 1, top + step) }
    go(to: top, rows: rows, shown: shown)
  }

  /// Of lines of several rows each.
  mutating func bringIntoView(_ lines: LinearLines, in area: Rect) {
    let focused = lines.focused ?? 0
    let room = area.height
    top = min(top, max(0, lines.count - 1))
    if focused < top {
      top = lines.first(upTo: focused, within: room / 3, area.width)
    } else if lines.first(upTo: focused, within: room, area.width) > top {
      top = lines.first(upTo: focused, within: room * 2 / 3, area.width)
    }
    // No room is left below the last line while others have none.
    guard lines.count - top < room else { return }
    top = min(top, lines.first(upTo: lines.count - 1, within: room, area.width))
  }
}
