import TerminalKit

/// A field, and below it the lines that what is typed describes. The cursor is in the field until an
/// arrow goes into the lines: then it is on the one that is chosen, which a screen reader then reads.
struct LinearPrompt {
  let label: String
  let field: TextField
  let isInList: Bool

  func draw(_ lines: LinearLines, _ top: Rect, _ list: Rect, into canvas: inout Canvas) {
    let used = canvas.put(label, x: top.x, y: top.y)
    FieldView.draw(field, in: top.inset(left: used), isFocused: !isInList, into: &canvas)
    let place = lines.draw(inside: list, into: &canvas)
    if isInList, let place { canvas.cursor = place }
  }
}
