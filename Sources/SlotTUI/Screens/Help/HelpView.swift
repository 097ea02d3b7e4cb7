/// The bindings in force, from the table that obeys them.
struct HelpView {
  let keyMap: KeyMap
  let help: HelpScreen

  static func rowsShown(_ layout: ScreenLayout) -> Int { Box.rowsInside(layout.body) }

  func draw(_ layout: ScreenLayout, into canvas: inout Canvas) {
    let rows = keyMap.bindings
    let inside = Box.draw(
      "Keys",
      width: 64,
      height: rows.count + 2,
      in: layout.body,
      into: &canvas
    )
    for (row, binding) in rows.dropFirst(help.top).prefix(inside.height).enumerated() {
      let keys = binding.names.joined(separator: " ")
      canvas.put(keys, x: inside.x, y: inside.y + row, width: 14, style: .key)
      canvas.put(
        binding.help,
        x: inside.x + 15,
        y: inside.y + row,
        width: inside.width - 15
      )
    }
    help.scroll.drawArrows(around: inside, rows: rows.count, into: &canvas)
    canvas.cursor = Canvas.Position(x: inside.x, y: inside.y)
  }
}
