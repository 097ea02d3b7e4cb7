import TerminalKit

/// Which lines are shown, where not all of them have room.
struct LinearScreen: Hashable, Sendable {
  /// The first one.
  private(set) var top = 0

  /// Scrolls by a third of the screen, so that not every step does.
  mutating func bringIntoView(_ lines: LinearLines, in area: Rect) {
    let focused = lines.focused ?? 0
    let room = area.height
    top = min(top, max(0, lines.count - 1))
    if focused < top {
      top = first(of: lines, upTo: focused, within: room / 3, area.width)
    } else if first(of: lines, upTo: focused, within: room, area.width) > top {
      top = first(of: lines, upTo: focused, within: room * 2 / 3, area.width)
    }
    // No room is left below the last line while others have none.
    guard lines.count - top < room else { return }
    top = min(top, first(of: lines, upTo: lines.count - 1, within: room, area.width))
  }

  /// The first of those that have room together with a line, which always has. Asks for the text of no
  /// more lines than the screen has rows.
  private func first(
    of lines: LinearLines,
    upTo line: Int,
    within room: Int,
    _ width: Int
  ) -> Int {
    guard line > 0 else { return 0 }
    var first = line
    var used = lines.rows(line, width: width).count
    while first > 0, used < room {
      used += lines.rows(first - 1, width: width).count
      guard used <= room else { break }
      first -= 1
    }
    return first
  }
}
