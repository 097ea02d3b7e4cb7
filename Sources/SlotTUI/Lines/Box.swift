import TerminalKit

/// What lies over the view: a title and lines below it, perhaps a field to be typed into above them. A
/// frame in the middle of the screen, or where lines take the place of grids all of it, as wide as it is.
struct Box {
  /// Which lines are shown, where not all have room.
  enum Place {
    case from(Int)
    /// With a line at the bottom of those that have room, unless all above it have.
    case keeping(Int)
    /// With a line in the middle.
    case around(Int)
  }

  struct Prompt {
    let label: String
    let field: TextField
    /// Whether an arrow has gone into the lines: then a screen reader is to read those.
    let isInList: Bool
  }

  /// How what has the focus is told from the rest.
  enum Mark { case selection, reversed, none }

  let title: String
  /// With its border, at most.
  let width: Int
  /// The same; nil for as many rows as it has lines.
  var height: Int?
  var prompt: Prompt?
  let count: Int
  var place = Place.from(0)
  /// The lines with the focus.
  var focus: Range<Int>?
  var mark = Mark.selection
  /// Stands below the lines, and in place of them where there are none.
  var footer: [Line] = []
  /// The text of no more lines is asked for than are seen.
  let line: (Int) -> Line

  /// Lines that are read.
  ///
  /// - `top`: The first one that is shown.
  init(_ title: String, width: Int, _ lines: [Line], from top: Int) {
    self.init(title, width: width, count: lines.count) { lines[$0] }
    height = lines.count + 2
    place = .from(top)
  }

  init(_ title: String, width: Int, count: Int, line: @escaping (Int) -> Line) {
    self.title = title
    self.width = width
    self.count = count
    self.line = line
  }

  /// Has a field above the lines, of which one is selected.
  mutating func ask(_ prompt: Prompt, selected: Int?, orSay nothing: [Line]) {
    self.prompt = prompt
    place = .keeping(selected ?? 0)
    focus = count == 0 ? nil : selected.map { $0..<$0 + 1 }
    if count == 0 { footer = nothing }
  }

  // MARK: Where it is

  private func frame(in area: Rect) -> Rect {
    let width = min(width, area.width)
    let height = min(height ?? count + footer.count + 3, area.height)
    return Rect(
      x: area.x + (area.width - width) / 2,
      y: area.y + (area.height - height) / 2,
      width: width,
      height: height
    )
  }

  private func inside(_ area: Rect) -> Rect {
    frame(in: area).inset(left: 2, top: 1, right: 2, bottom: 1)
  }

  /// Where the lines and what is below them have room. All of that has, and one line.
  private func split(_ inside: Rect) -> (rest: Rect, bottom: Rect) {
    let list = inside.inset(top: prompt == nil ? 0 : 1)
    return list.split(bottom: count == 0 ? list.height : min(footer.count, list.height - 1))
  }

  private func shown(_ rows: Int) -> Range<Int> {
    let top =
      switch place {
      case .from(let line): min(max(0, line), max(0, count - rows))
      case .keeping(let line): max(0, line - rows + 1)
      case .around(let line): min(max(0, line - rows / 2), max(0, count - rows))
      }
    return top..<max(top, min(top + rows, count))
  }

  /// What is drawn at a place of the screen.
  func target(x: Int, y: Int, in area: Rect) -> MouseTarget? {
    let list = split(inside(area)).rest
    let shown = shown(list.height)
    let index = shown.lowerBound + y - list.y
    return list.contains(x: x, y: y) && shown.contains(index) ? line(index).target : nil
  }

  // MARK: A frame

  func draw(in area: Rect, into canvas: inout Canvas) {
    drawFrame(frame(in: area), into: &canvas)
    let inside = inside(area)
    canvas.cursor = Canvas.Position(x: inside.x, y: inside.y)
    let (list, below) = split(inside)
    let shown = shown(list.height)
    for index in shown {
      let area = list.row(index - shown.lowerBound)
      let isFocused = focus?.contains(index) == true
      let isSelected = isFocused && mark == .selection
      if isSelected { canvas.fill(area, style: .selection) }
      if index == focus?.lowerBound { canvas.cursor = Canvas.Position(x: area.x, y: area.y) }
      line(index).draw(
        in: area,
        as: isSelected ? .selection : nil,
        flags: isFocused && mark == .reversed ? .reversed : [],
        into: &canvas
      )
    }
    drawFooter(in: below, into: &canvas)
    // The border says that there is more.
    if shown.upperBound < count {
      canvas.put(.down, x: inside.maxX - 1, y: inside.maxY, style: .border)
    }
    if shown.lowerBound > 0 {
      canvas.put(.up, x: inside.maxX - 1, y: inside.y - 1, style: .border)
    }
    guard let prompt else { return }
    let label = canvas.put(prompt.label, x: inside.x, y: inside.y, style: .heading)
    prompt.field.draw(in: inside.row(0).inset(left: label), isFocused: true, into: &canvas)
  }

  private func drawFrame(_ box: Rect, into canvas: inout Canvas) {
    canvas.fill(box, style: .plain)
    canvas.hline(x: box.x, y: box.y, length: box.width, style: .border)
    canvas.hline(x: box.x, y: box.maxY - 1, length: box.width, style: .border)
    canvas.vline(x: box.x, y: box.y, length: box.height, style: .border)
    canvas.vline(x: box.maxX - 1, y: box.y, length: box.height, style: .border)
    canvas.put(.topLeft, x: box.x, y: box.y, style: .border)
    canvas.put(.topRight, x: box.maxX - 1, y: box.y, style: .border)
    canvas.put(.bottomLeft, x: box.x, y: box.maxY - 1, style: .border)
    canvas.put(.bottomRight, x: box.maxX - 1, y: box.maxY - 1, style: .border)
    canvas.put(" \(title) ", in: box.inset(left: 2, right: 2), style: .heading)
  }

  private func drawFooter(in area: Rect, into canvas: inout Canvas) {
    for (row, line) in footer.prefix(area.height).enumerated() {
      line.draw(in: area.row(row), into: &canvas)
    }
  }

  // MARK: Lines in its place

  /// Nothing of what lies below is left, so that nobody reads that.
  func drawLines(in area: Rect, into canvas: inout Canvas) {
    let inside = area.inset(left: LinearLines.margin, top: 1)
    let (list, below) = split(inside)
    let shown = shown(list.height)
    canvas.fill(area, style: .plain)
    // Here the title does.
    let isCut = shown.count < count
    let part = isCut ? ", lines \(shown.lowerBound + 1) to \(shown.upperBound) of \(count)" : ""
    canvas.put(title + part, in: area, style: .heading)
    canvas.cursor = Canvas.Position(x: inside.x, y: inside.y)
    if let prompt {
      // Without a row there is room for what is said in their place.
      let rows = count == 0 ? below : list
      return drawLines(prompt, in: inside, rows, from: shown.lowerBound, into: &canvas)
    }
    if let focus, mark == .selection {
      // A list: each row says all of itself, however many lines that takes.
      let lines = LinearLines(count: count, focused: focus.lowerBound) { line($0).text }
      if let place = lines.draw(inside: list, into: &canvas) { canvas.cursor = place }
      return drawFooter(in: below, into: &canvas)
    }
    for index in shown {
      let row = list.row(index - shown.lowerBound)
      if index == focus?.lowerBound {
        let x = row.x - LinearLines.margin
        canvas.put(">", x: x, y: row.y)
        canvas.cursor = Canvas.Position(x: x, y: row.y)
      }
      let isChosen = focus?.contains(index) == true && mark == .reversed
      line(index).draw(in: row, flags: isChosen ? .reversed : [], into: &canvas)
    }
    // Whoever listens comes to it line by line.
    drawFooter(in: inside.inset(top: shown.count), into: &canvas)
  }

  /// The cursor is in the field until an arrow goes into the lines: then it is on the one that is chosen,
  /// which a screen reader then reads.
  private func drawLines(
    _ prompt: Prompt,
    in inside: Rect,
    _ list: Rect,
    from top: Int,
    into canvas: inout Canvas
  ) {
    let label = canvas.put(prompt.label, x: inside.x, y: inside.y)
    let field = inside.row(0).inset(left: label)
    prompt.field.draw(in: field, isFocused: !prompt.isInList, into: &canvas)
    let lines =
      count > 0
      ? LinearLines(count: count, focused: focus?.lowerBound) { line($0).text }
      : LinearLines(count: 1, focused: nil) { _ in footer.map(\.text).joined(separator: " ") }
    // What is only read has no focus, and begins where it was scrolled to.
    if focus == nil, count > 0 {
      lines.draw(from: top, in: list.inset(left: -LinearLines.margin), into: &canvas)
      if prompt.isInList { canvas.cursor = Canvas.Position(x: list.x, y: list.y) }
    } else if let place = lines.draw(inside: list, into: &canvas), prompt.isInList {
      canvas.cursor = place
    }
  }
}

extension [Line] {
  /// All of them in words, where lines take the place of grids; else as they are.
  func setOut(_ layout: ScreenLayout, width: Int) -> [Line] {
    guard layout.isLinear else { return self }
    let columns = layout.columnsInBox(width)
    return flatMap { line in
      Text.wrap(line.text, width: columns).map { Line($0, line.style, target: line.target) }
    }
  }
}
