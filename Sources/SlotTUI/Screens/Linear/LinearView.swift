import TerminalKit

/// The slots as a screen reader or a braille line reads them, from top to bottom: a line a slot (or a
/// day), nothing beside anything else (SPEC §6).
struct LinearView {
  let state: AppState

  func draw(in area: Rect, into canvas: inout Canvas) {
    let place = state.linesOfView.draw(from: state.lines.top, in: area, into: &canvas)
    if state.overlay == nil { canvas.cursor = place }
  }
}

extension AppState {
  fileprivate var linesOfView: LinearLines {
    let lines = week.lines
    let text = LinearText(self)
    return LinearLines(count: lines.count, focused: lines.firstIndex(of: week.focusedLine)) {
      text.text(lines[$0])
    }
  }

  /// Called after every event: what lines say, and with that how many rows they take, changes with the
  /// clock and with colleagues, too.
  mutating func bringLineIntoView() {
    guard settings.isLinear, content.block != nil else { return }
    lines.bringIntoView(linesOfView, in: layout.body)
  }
}
