import TerminalKit

/// The lines at the bottom where lines are above them, too: what the last key did, and below it the
/// keys. What is under the cursor is said there, and not twice.
extension BottomView {
  func drawLines(in area: Rect, into canvas: inout Canvas) {
    let (rest, last) = area.split(bottom: 1)
    let isPrompt: Bool
    if case .datePrompt(let field) = state.overlay {
      drawPrompt(field, in: last, into: &canvas)
      isPrompt = true
    } else {
      isPrompt = false
    }
    let news = news(width: area.width, lines: isPrompt ? rest.height : area.height)
    for (row, text) in news.lines.enumerated() {
      let y = area.y + row
      let used = canvas.put(text, x: area.x, y: y, width: area.width, style: news.style)
      if case .question = state.overlay {
        canvas.cursor = Canvas.Position(x: min(used + 1, area.width - 1), y: y)
      }
    }
    // Inside of a sequence, or while something is being done, the keys mean something else.
    guard !isPrompt, news.lines.count <= rest.height, state.sequence.prefix.isEmpty,
      state.message?.kind != .working
    else { return }
    drawHints(in: last, into: &canvas)
  }
}
