import TerminalKit

/// The tour below the grid: what to do, what of that is done, and how to skip or leave. One line where
/// the screen is small.
struct TourPanel {
  /// Columns and rows of a screen that has room for more than a line.
  private static let narrowest = 76
  private static let lowest = 20
  private static let rowsOfText = 2

  private let text: TourText
  private let isLinear: Bool

  init(_ text: TourText, isLinear: Bool) {
    self.text = text
    self.isLinear = isLinear
  }

  /// With its title and its tasks.
  static func height(on size: AppState.Size) -> Int {
    size.width >= narrowest && size.height >= lowest ? rowsOfText + 2 : 1
  }

  func draw(in area: Rect, into canvas: inout Canvas) {
    canvas.fill(area, style: .plain)
    guard area.height > 1 else { return drawLine(in: area, into: &canvas) }
    drawTitle(in: area.split(top: 1).top, into: &canvas)
    let inside = area.inset(left: isLinear ? 0 : 1, top: 1, right: isLinear ? 0 : 1)
    let lines = Text.wrap(text.sentences, width: inside.width, lines: Self.rowsOfText)
    for (row, line) in lines.enumerated() {
      canvas.put(line, x: inside.x, y: inside.y + row, width: inside.width)
    }
    drawTasks(in: inside.split(bottom: 1).bottom, into: &canvas)
  }

  private func drawTitle(in line: Rect, into canvas: inout Canvas) {
    if isLinear {
      let title = "\(text.title). \(text.ways)."
      canvas.put(title, x: line.x, y: line.y, width: line.width, style: .heading)
      return
    }
    canvas.hline(x: line.x, y: line.y, length: line.width, style: .border)
    let used = canvas.put(" \(text.title) ", x: line.x + 2, y: line.y, style: .heading)
    let ways = " \(text.ways) "
    let x = line.maxX - 2 - DisplayWidth.columns(of: ways)
    guard x > line.x + 2 + used else { return }
    canvas.put(ways, x: x, y: line.y, style: .hint)
  }

  private func drawTasks(in line: Rect, into canvas: inout Canvas) {
    var x = line.x
    for (index, task) in text.tasks.enumerated() {
      if index > 0 { x += canvas.put(isLinear ? "; " : "   ", x: x, y: line.y) }
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

  /// `2/6 > next free slot  F9 skips, F10 or q leaves`, without its end where that has no room.
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
