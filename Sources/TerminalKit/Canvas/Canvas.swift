/// A grid of cells that views draw into: pure memory, compared and printed by tests.
///
/// Nothing is ever written outside `clip`, and no character that a terminal would obey can get in:
/// text that is not plain goes through `SafeText`.
package struct Canvas: Sendable {
  package let width: Int
  package let height: Int
  /// Decides between the two sets of signs; with `.ascii` no other text gets in either.
  package let glyphs: Glyphs
  /// Row by row, `width * height` of them.
  package private(set) var cells: [Cell]
  /// Where the hardware cursor stands; nil leaves it where it was.
  package var cursor: Position?
  /// Where drawing has an effect; always within the bounds.
  var clip: Rect {
    didSet { clip = clip.intersection(bounds) }
  }
  /// Of each row, whether it was drawn on since the last snapshot.
  private var isDrawnOn: [Bool]
  /// Of each row, another number whenever it was drawn on: what kept its number is as it was.
  private(set) var revisions: [UInt32]
  /// Only numbers of one origin can be compared.
  package let origin = Origin()
  /// Tells apart what can be come back to.
  private var base = Snapshot()

  /// A canvas, with all that it becomes.
  package final class Origin: Sendable {}

  private final class Snapshot: Sendable {}

  package struct Position: Equatable, Sendable {
    package var x: Int
    package var y: Int

    package init(x: Int, y: Int) {
      self.x = x
      self.y = y
    }
  }

  package init(width: Int, height: Int, glyphs: Glyphs = .unicode) {
    self.width = max(0, width)
    self.height = max(0, height)
    self.glyphs = glyphs
    cells = Array(repeating: .blank, count: self.width * self.height)
    isDrawnOn = Array(repeating: true, count: self.height)
    revisions = Array(repeating: 0, count: self.height)
    clip = Rect(x: 0, y: 0, width: width, height: height)
  }

  package var bounds: Rect { Rect(x: 0, y: 0, width: width, height: height) }

  /// As new: blank, without cursor, nothing clipped. Keeps its memory.
  package mutating func clear() {
    cells.withUnsafeMutableBufferPointer { $0.update(repeating: .blank) }
    for y in 0..<height { noteDrawing(onRow: y) }
    cursor = nil
    clip = bounds
  }

  /// What is shown now, to come back to.
  package mutating func snapshot() -> Canvas {
    base = Snapshot()
    for y in isDrawnOn.indices { isDrawnOn[y] = false }
    return self
  }

  /// Keeps what is shown now in place of the last snapshot: of that one only rows drawn on since are copied.
  package mutating func renew(_ snapshot: inout Canvas) {
    guard snapshot.base === base else {
      snapshot = self.snapshot()
      return
    }
    base = Snapshot()
    snapshot.base = base
    for y in 0..<height where isDrawnOn[y] {
      isDrawnOn[y] = false
      snapshot.copyRow(y, of: self)
    }
    snapshot.cursor = cursor
    snapshot.clip = clip
  }

  /// Becomes what it was at a snapshot. Of the last one only rows drawn on since are copied.
  package mutating func restore(_ snapshot: Canvas) {
    guard snapshot.origin === origin else {
      self = snapshot
      return
    }
    if snapshot.base !== base {
      base = snapshot.base
      for y in 0..<height { isDrawnOn[y] = true }
    }
    for y in 0..<height where isDrawnOn[y] {
      noteDrawing(onRow: y)
      isDrawnOn[y] = false
      copyRow(y, of: snapshot)
    }
    cursor = snapshot.cursor
    clip = bounds
  }

  /// Both are of one size.
  private mutating func copyRow(_ y: Int, of other: Canvas) {
    let row = (y * width)..<((y + 1) * width)
    cells.withUnsafeMutableBufferPointer { cells in
      other.cells.withUnsafeBufferPointer {
        _ = UnsafeMutableBufferPointer(rebasing: cells[row]).update(fromContentsOf: $0[row])
      }
    }
  }

  /// The cell, or a blank one outside of the bounds.
  package subscript(x: Int, y: Int) -> Cell {
    bounds.contains(x: x, y: y) ? cells[y * width + x] : .blank
  }

  /// Runs `draw` with the clip narrowed to `rect`.
  package mutating func clipped(to rect: Rect, draw: (inout Canvas) -> Void) {
    let outer = clip
    clip = clip.intersection(rect)
    draw(&self)
    clip = outer
  }
}

extension Canvas: Equatable {
  /// Whether both show the same.
  package static func == (a: Self, b: Self) -> Bool {
    a.width == b.width && a.height == b.height && a.cells == b.cells && a.cursor == b.cursor
      && a.glyphs == b.glyphs && a.clip == b.clip
  }
}

// MARK: - Areas

extension Canvas {
  package mutating func fill(
    _ rect: Rect,
    _ scalar: Unicode.Scalar = " ",
    style: Style,
    flags: Cell.Flags = Cell.Flags()
  ) {
    let area = rect.intersection(clip)
    guard !area.isEmpty else { return }
    // A sign of two columns, or a control character, cannot fill single cells.
    let isSafe = scalar.value >= 0x20 && SafeText.line(String(scalar)) == String(scalar)
    let sign = isSafe && DisplayWidth.columns(of: scalar) == 1 ? scalar : "?"
    let cell = Cell(glyphs.isASCII && !sign.isASCII ? "?" : sign, style: style, flags: flags)
    for y in area.y..<area.maxY { set(cell, y: y, from: area.x, to: area.maxX) }
  }

  package mutating func hline(x: Int, y: Int, length: Int, glyph: Glyph = .horizontal, style: Style)
  {
    fill(Rect(x: x, y: y, width: length, height: 1), glyphs[glyph], style: style)
  }

  package mutating func vline(x: Int, y: Int, length: Int, glyph: Glyph = .vertical, style: Style) {
    fill(Rect(x: x, y: y, width: 1, height: length), glyphs[glyph], style: style)
  }

  /// Changes how cells look and keeps what they show: a nil argument is kept too.
  package mutating func restyle(
    _ rect: Rect,
    style: Style? = nil,
    adding flags: Cell.Flags = Cell.Flags()
  ) {
    changeCells(rect) { cell in
      if let style { cell.style = style }
      cell.flags.formUnion(flags)
    }
  }

  /// Shows the focus: in reverse, and where that is the ground already, in the ground's own way.
  ///
  /// - `style`: In place of the cells' own; nil keeps them.
  package mutating func focus(_ rect: Rect, style: Style? = nil) {
    changeCells(rect) { cell in
      if let style { cell.style = style }
      if cell.style == .chip {
        cell.style = .chipFocused
      } else {
        cell.flags.formUnion(.reversed)
      }
    }
  }

  private mutating func changeCells(_ rect: Rect, _ body: (inout Cell) -> Void) {
    let area = rect.intersection(clip)
    guard !area.isEmpty else { return }
    for y in area.y..<area.maxY {
      noteDrawing(onRow: y)
      for index in (y * width + area.x)..<(y * width + area.maxX) { body(&cells[index]) }
    }
  }

  private mutating func set(_ cell: Cell, y: Int, from start: Int, to end: Int) {
    repairEdges(y: y, from: start, to: end)
    for index in (y * width + start)..<(y * width + end) { cells[index] = cell }
  }
}

// MARK: - Single cells, for Canvas+Text

extension Canvas {
  /// The halves of wide characters that writing to `start ..< end` would leave alone become blank.
  /// Comes before all writing.
  mutating func repairEdges(y: Int, from start: Int, to end: Int) {
    noteDrawing(onRow: y)
    let row = y * width
    if start > 0, cells[row + start].isContinuation { blank(row + start - 1) }
    if end < width, cells[row + end].isContinuation { blank(row + end) }
  }

  private mutating func noteDrawing(onRow y: Int) {
    isDrawnOn[y] = true
    revisions[y] &+= 1
  }

  private mutating func blank(_ index: Int) {
    cells[index] = Cell(" ", style: cells[index].style, flags: cells[index].flags)
  }

  /// Writes one row's cells in place. The range lies within the clip.
  mutating func withCells(
    y: Int,
    from start: Int,
    to end: Int,
    _ body: (UnsafeMutableBufferPointer<Cell>) -> Void
  ) {
    repairEdges(y: y, from: start, to: end)
    let range = (y * width + start)..<(y * width + end)
    cells.withUnsafeMutableBufferPointer { body(.init(rebasing: $0[range])) }
  }
}

// MARK: - For tests

extension Canvas {
  /// What the cells show: rows joined by line breaks, without trailing blanks.
  package var text: String {
    joinedRows { $0.text }
  }

  /// One letter a cell: that of the style, in upper case (or `#`) where it is reversed. Without
  /// trailing plain cells.
  package var styles: String {
    joinedRows { cell in
      let letter = cell.style.letter
      guard cell.flags.contains(.reversed) else { return letter == "." ? " " : String(letter) }
      return letter.isLowercase ? letter.uppercased() : "#"
    }
  }

  private func joinedRows(_ text: (Cell) -> String) -> String {
    (0..<height).map { y in
      let row = cells[(y * width)..<((y + 1) * width)].map(text).joined()
      return String(row.reversed().drop { $0 == " " }.reversed())
    }
    .joined(separator: "\n")
  }
}
