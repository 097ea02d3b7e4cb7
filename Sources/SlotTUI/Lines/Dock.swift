import TerminalKit

/// What stands below the view: a title on a rule, and lines wherever they have their place.
struct Dock {
  let title: String
  let lines: [(line: Line, area: Rect)]

  func draw(in area: Rect, into canvas: inout Canvas) {
    canvas.fill(area, style: .plain)
    canvas.hline(x: area.x, y: area.y, length: area.width, style: .border)
    canvas.put(" \(title) ", x: area.x + 2, y: area.y, style: .heading)
    for (line, area) in lines { line.draw(in: area, into: &canvas) }
  }

  /// What is drawn at a place of the screen.
  func target(x: Int, y: Int) -> MouseTarget? {
    lines.first { $0.area.contains(x: x, y: y) }?.line.target
  }
}
