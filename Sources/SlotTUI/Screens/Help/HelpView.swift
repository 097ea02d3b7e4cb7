/// The bindings in force, from the table that obeys them.
struct HelpView {
  let keyMap: KeyMap
  let help: HelpScreen

  static func rowsShown(_ layout: ScreenLayout) -> Int { Box.rowsInside(layout) }

  func draw(_ layout: ScreenLayout, into canvas: inout Canvas) {
    let rows = keyMap.bindings
    let inside = Box.draw(
      help.scroll.title("Keys", rows: rows.count, in: layout),
      width: 64,
      height: rows.count + 2,
      in: layout,
      into: &canvas
    )
    // Who gave keys to many actions has long rows.
    let width = min(rows.reduce(14) { max($0, names($1).count) }, inside.width / 2)
    for (row, binding) in rows.dropFirst(help.top).prefix(inside.height).enumerated() {
      if layout.isLinear {
        let text = "\(names(binding)): \(binding.help)"
        canvas.put(text, x: inside.x, y: inside.y + row, width: inside.width)
        continue
      }
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

  private func names(_ binding: KeyBinding) -> String { binding.names.joined(separator: " ") }
}
