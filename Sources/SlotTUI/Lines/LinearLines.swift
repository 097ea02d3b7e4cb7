import TerminalKit

/// Lines below each other, the one with the focus behind `> `, so that neither colour nor reverse
/// video is needed. What is too long for the screen goes on in the next row, indented.
struct LinearLines {
  /// For `> `.
  static let margin = 2

  let count: Int
  let focused: Int?
  let text: (Int) -> String

  /// - `width`: Of the screen.
  private func rows(_ index: Int, width: Int) -> [String] {
    let text = text(index)
    let rows = Text.wrap(text, width: width - Self.margin)
    return rows.count == 1 ? rows : Text.wrap(text, width: width - 2 * Self.margin)
  }

  /// The first of those that have room together with a line, which always has. Asks for the text of no
  /// more lines than the screen has rows.
  func first(upTo line: Int, within room: Int, _ width: Int) -> Int {
    guard line > 0 else { return 0 }
    var first = line
    var used = rows(line, width: width).count
    while first > 0, used < room {
      used += rows(first - 1, width: width).count
      guard used <= room else { break }
      first -= 1
    }
    return first
  }

  /// - `top`: The first one that is shown.
  /// - Returns: Where the line with the focus begins; nil when that is not shown.
  @discardableResult
  func draw(from top: Int, in area: Rect, into canvas: inout Canvas) -> Canvas.Position? {
    var place: Canvas.Position?
    var y = area.y
    for index in max(0, top)..<max(0, top, count) {
      guard y < area.maxY else { break }
      if index == focused {
        canvas.put(">", x: area.x, y: y)
        place = Canvas.Position(x: area.x, y: y)
      }
      for (row, text) in rows(index, width: area.width).enumerated() where y < area.maxY {
        let indent = row == 0 ? Self.margin : 2 * Self.margin
        canvas.put(text, x: area.x + indent, y: y, width: area.width - indent)
        y += 1
      }
    }
    return place
  }

  /// With the focus in view, in a window.
  ///
  /// - `inside`: Of the window: its lines begin where `> ` ends.
  @discardableResult
  func draw(inside: Rect, into canvas: inout Canvas) -> Canvas.Position? {
    let area = inside.inset(left: -Self.margin)
    var scroll = Scroll()
    scroll.bringIntoView(self, in: area)
    return draw(from: scroll.top, in: area, into: &canvas)
  }
}
