import TerminalKit

/// A window over the grid: a border with a title, blank inside. Where lines take the place of grids, a
/// line of title and the lines below it, as wide as the screen.
enum Box {
  /// Rows that the highest window has inside its border.
  static func rowsInside(_ layout: ScreenLayout) -> Int {
    max(1, layout.body.height - (layout.isLinear ? 1 : 2))
  }

  /// Columns that a window of at most this width has inside.
  static func columnsInside(_ layout: ScreenLayout, width: Int) -> Int {
    layout.isLinear ? layout.body.width - LinearLines.margin : min(width, layout.body.width) - 4
  }

  /// Draws it in the middle of the screen and returns its inside.
  static func draw(
    _ title: String,
    width: Int,
    height: Int,
    in layout: ScreenLayout,
    into canvas: inout Canvas
  ) -> Rect {
    let area = layout.body
    if layout.isLinear { return drawLines(title, in: area, into: &canvas) }
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

  /// Nothing of what lies below is left, so that nobody reads that.
  private static func drawLines(
    _ title: String,
    in area: Rect,
    into canvas: inout Canvas
  ) -> Rect {
    canvas.fill(area, style: .plain)
    canvas.put(title, x: area.x, y: area.y, width: area.width, style: .heading)
    return area.inset(left: LinearLines.margin, top: 1)
  }
}
