/// The bindings in force, from the table that obeys them.
struct HelpView {
  let keyMap: KeyMap
  let help: HelpScreen

  static func rowsShown(_ layout: ScreenLayout) -> Int { max(1, layout.body.height - 2) }

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
    if help.top + inside.height < rows.count {
      canvas.put(.down, x: inside.maxX - 1, y: inside.maxY, style: .border)
    }
    if help.top > 0 { canvas.put(.up, x: inside.maxX - 1, y: inside.y - 1, style: .border) }
    canvas.cursor = Canvas.Position(x: inside.x, y: inside.y)
  }
}
