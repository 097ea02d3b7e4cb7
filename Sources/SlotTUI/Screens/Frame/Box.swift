/// A window over the grid: a border with a title, blank inside.
enum Box {
  /// Rows that the highest window in an area has inside its border.
  static func rowsInside(_ area: Rect) -> Int { max(1, area.height - 2) }

  /// Draws it in the middle of `area` and returns its inside.
  static func draw(
    _ title: String,
    width: Int,
    height: Int,
    in area: Rect,
    into canvas: inout Canvas
  ) -> Rect {
    let box = frame(width: width, height: height, in: area)
    canvas.fill(box, style: .plain)
    canvas.hline(x: box.x, y: box.y, length: box.width, style: .border)
    canvas.hline(x: box.x, y: box.maxY - 1, length: box.width, style: .border)
    canvas.vline(x: box.x, y: box.y, length: box.height, style: .border)
    canvas.vline(x: box.maxX - 1, y: box.y, length: box.height, style: .border)
    canvas.put(.topLeft, x: box.x, y: box.y, style: .border)
    canvas.put(.topRight, x: box.maxX - 1, y: box.y, style: .border)
    canvas.put(.bottomLeft, x: box.x, y: box.maxY - 1, style: .border)
    canvas.put(.bottomRight, x: box.maxX - 1, y: box.maxY - 1, style: .border)
    canvas.put(" \(title) ", x: box.x + 2, y: box.y, width: box.width - 4, style: .heading)
    return inside(width: width, height: height, in: area)
  }

  /// What its border leaves.
  static func inside(width: Int, height: Int, in area: Rect) -> Rect {
    frame(width: width, height: height, in: area).inset(left: 2, top: 1, right: 2, bottom: 1)
  }

  private static func frame(width: Int, height: Int, in area: Rect) -> Rect {
    let (width, height) = (min(width, area.width), min(height, area.height))
    return Rect(
      x: area.x + (area.width - width) / 2,
      y: area.y + (area.height - height) / 2,
      width: width,
      height: height
    )
  }
}
