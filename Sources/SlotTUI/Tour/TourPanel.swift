import TerminalKit

/// The tour below the grid: what to do, what of that is done, and how to skip or leave. One line where
/// the screen is small.
struct TourPanel {
  private static let rowsOfText = 2

  private let text: TourText

  init(_ tour: Tour, _ desk: Desk) { text = TourText(tour, desk) }

  func draw(in area: Rect, into canvas: inout Canvas) {
    canvas.fill(area, style: .plain)
    guard area.height > 1 else { return drawLine(in: area, into: &canvas) }
    let line = area.row(0)
    canvas.hline(x: line.x, y: line.y, length: line.width, style: .border)
    let used = canvas.put(" \(text.title) ", x: line.x + 2, y: line.y, style: .heading)
    let ways = " \(text.ways) "
    let x = line.maxX - 2 - DisplayWidth.columns(of: ways)
    if x > line.x + 2 + used { canvas.put(ways, x: x, y: line.y, style: .hint) }
    drawText(in: area.inset(left: 1, top: 1, right: 1), between: "   ", into: &canvas)
  }

  /// The same where nothing stands beside anything.
  func drawLines(in area: Rect, into canvas: inout Canvas) {
    guard area.height > 1 else { return drawLine(in: area, into: &canvas) }
    canvas.put("\(text.title). \(text.ways).", in: area, style: .heading)
    drawText(in: area.inset(top: 1), between: "; ", into: &canvas)
  }

  private func drawText(in area: Rect, between: String, into canvas: inout Canvas) {
    let lines = Text.wrap(text.sentences, width: area.width, lines: Self.rowsOfText)
    for (row, line) in lines.enumerated() { canvas.put(line, in: area.row(row)) }
    let line = area.row(Self.rowsOfText)
    var x = line.x
    for (index, task) in text.tasks.enumerated() {
      if index > 0 { x += canvas.put(between, x: x, y: line.y) }
      x += draw(task, x: x, in: line, into: &canvas)
    }
  }

  /// Done is said in words: a colour alone would not be seen by all.
  private func draw(_ task: TourText.Task, x: Int, in line: Rect, into canvas: inout Canvas) -> Int
  {
    var end = x
    if !task.keys.isEmpty {
      end += canvas.put(task.keys, x: end, y: line.y, width: line.maxX - end, style: .key) + 1
    }
    let style: Style = task.isDone ? .success : .plain
    let words = task.isDone ? "\(task.text) (done)" : task.text
    return end + canvas.put(words, x: end, y: line.y, width: line.maxX - end, style: style) - x
  }

  /// `2/8 > next free slot  F9 skips, F10 or q leaves`, without its end where that has no room.
  private func drawLine(in line: Rect, into canvas: inout Canvas) {
    var x = line.x
    x += canvas.put("\(text.count) ", x: x, y: line.y, width: line.width, style: .heading)
    x += draw(text.next, x: x, in: line, into: &canvas)
    let ways = text.tour.step == nil ? [] : [text.ways, text.shortWays]
    guard let fitting = ways.first(where: { x + 2 + DisplayWidth.columns(of: $0) <= line.maxX })
    else { return }
    canvas.put(fitting, x: x + 2, y: line.y, style: .hint)
  }
}
