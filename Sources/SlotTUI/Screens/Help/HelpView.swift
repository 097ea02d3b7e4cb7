import TerminalKit

/// The bindings in force, from the table that obeys them.
struct HelpView {
  let keyMap: KeyMap
  let help: HelpScreen

  static func rowsShown(_ layout: ScreenLayout) -> Int { Box.rowsInside(layout) }

  /// Rows in all.
  func rows(_ layout: ScreenLayout) -> Int {
    layout.isLinear ? lines(layout).count : keyMap.bindings.count
  }

  /// `d: disable or enable the slot`
  private func lines(_ layout: ScreenLayout) -> [String] {
    let width = Box.columnsInside(layout, width: Self.width)
    return keyMap.bindings.flatMap { Text.wrap("\(names($0)): \($0.help)", width: width) }
  }

  private static let width = 64

  func draw(_ layout: ScreenLayout, into canvas: inout Canvas) {
    if layout.isLinear { return drawLines(layout, into: &canvas) }
    let rows = keyMap.bindings
    let inside = Box.draw(
      "Keys",
      width: Self.width,
      height: rows.count + 2,
      in: layout,
      into: &canvas
    )
    // Who gave keys to many actions has long rows.
    let width = min(rows.reduce(14) { max($0, names($1).count) }, inside.width / 2)
    for (row, binding) in rows.dropFirst(help.top).prefix(inside.height).enumerated() {
      canvas.put(names(binding), x: inside.x, y: inside.y + row, width: width, style: .key)
      canvas.put(
        binding.help,
        x: inside.x + width + 1,
        y: inside.y + row,
        width: inside.width - width - 1
      )
    }
    help.scroll.drawArrows(around: inside, rows: rows.count, in: layout, into: &canvas)
    canvas.cursor = Canvas.Position(x: inside.x, y: inside.y)
  }

  private func drawLines(_ layout: ScreenLayout, into canvas: inout Canvas) {
    let lines = lines(layout)
    let title = help.scroll.title("Keys", rows: lines.count, in: layout)
    let inside = Box.draw(title, width: Self.width, height: lines.count, in: layout, into: &canvas)
    for (row, text) in lines.dropFirst(help.top).prefix(inside.height).enumerated() {
      canvas.put(text, x: inside.x, y: inside.y + row, width: inside.width)
    }
    canvas.cursor = Canvas.Position(x: inside.x, y: inside.y)
  }

  private func names(_ binding: KeyBinding) -> String { binding.ways.joined(separator: " ") }
}
