import CNcurses
import Glibc

/// Brings canvases to ncurses' window: compares with the one before and hands over, row by row, the
/// stretch that differs. ncurses in turn sends the bytes that differ.
struct CursesPainter {
  private let window: Window
  private var styles: CursesStyles
  /// What the window shows; empty when that is not known.
  private var shown: [Cell] = []
  /// Of the canvas that was painted last.
  private var revisions: [UInt32] = []
  private var origin: Canvas.Origin?
  private var width = 0
  private var height = 0
  private var cursor: Canvas.Position?
  private var mustClear = false
  /// One row for `mvwadd_wchnstr`, kept between calls.
  private var row: [cchar_t] = []

  init(window: Window, styles: CursesStyles) {
    self.window = window
    self.styles = styles
  }

  /// Whether the terminal's background makes a difference.
  var wantsGround: Bool { styles.wantsGround }

  /// The terminal has told its background: the next `paint` looks at all cells anew.
  mutating func adopt(_ ground: RGB) {
    styles.adopt(ground)
    shown = []
  }

  /// Makes the next `paint` clear the terminal and send everything.
  mutating func forget() {
    shown = []
    mustClear = true
  }

  mutating func paint(_ canvas: Canvas) {
    let height = min(canvas.height, Int(getmaxy(window)))
    let width = min(canvas.width, Int(getmaxx(window)))
    let isNew = shown.count != canvas.cells.count || self.width != width || self.height != height
    if isNew { adopt(canvas, width: width, height: height) }
    var hasChanged = isNew || mustClear
    if hasChanged { clearok(window, mustClear) }
    mustClear = false
    // Most rows were not drawn on: their cells need not be looked at.
    let isKnown = origin === canvas.origin && !isNew
    for y in 0..<height where !isKnown || revisions[y] != canvas.revisions[y] {
      guard let range = isNew ? 0..<width : difference(canvas, y: y) else { continue }
      write(canvas, y: y, range)
      hasChanged = true
    }
    (revisions, origin) = (canvas.revisions, canvas.origin)
    let position = canvas.cursor ?? cursor
    guard hasChanged || position != cursor else { return }
    cursor = position
    if let position {
      wmove(window, clamped(position.y, below: height), clamped(position.x, below: width))
    }
    wrefresh(window)
  }

  private func clamped(_ place: Int, below end: Int) -> Int32 {
    Int32(max(0, min(place, end - 1)))
  }

  private mutating func adopt(_ canvas: Canvas, width: Int, height: Int) {
    shown = canvas.cells
    self.width = width
    self.height = height
    row = Array(repeating: cchar_t(), count: width)
    werase(window)
  }

  /// The columns from the first to the last cell that differ, whole wide characters; nil when none.
  private func difference(_ canvas: Canvas, y: Int) -> Range<Int>? {
    let start = y * canvas.width
    return canvas.cells.withUnsafeBufferPointer { new in
      shown.withUnsafeBufferPointer { old in
        guard let before = old.baseAddress, let after = new.baseAddress,
          memcmp(before + start, after + start, width * MemoryLayout<Cell>.stride) != 0
        else { return nil }
        var first = start
        let end = start + width
        while first < end, new[first] == old[first] { first += 1 }
        guard first < end else { return nil }
        var last = end - 1
        while new[last] == old[last] { last -= 1 }
        while first > start, new[first].isContinuation || old[first].isContinuation { first -= 1 }
        while last + 1 < end, new[last + 1].isContinuation || old[last + 1].isContinuation {
          last += 1
        }
        return (first - start)..<(last + 1 - start)
      }
    }
  }

  private mutating func write(_ canvas: Canvas, y: Int, _ range: Range<Int>) {
    var count = 0
    for x in range {
      let index = y * canvas.width + x
      let cell = canvas.cells[index]
      shown[index] = cell
      // ncurses makes the right half itself.
      if cell.isContinuation { continue }
      let look = styles.look(of: cell)
      // Half of it would stand outside.
      let isCut = cell.isWide && x + 1 == width
      append(cell, isCut: isCut, look, at: &count)
    }
    _ = row.withUnsafeBufferPointer {
      mvwadd_wchnstr(window, Int32(y), Int32(range.lowerBound), $0.baseAddress, Int32(count))
    }
  }

  private mutating func append(
    _ cell: Cell,
    isCut: Bool,
    _ look: CursesStyles.Look,
    at count: inout Int
  ) {
    let first = cell.scalarValue(at: 0)
    let columns = cell.isWide ? 2 : 1
    // The C library of this machine may know other widths than our tables do.
    let isKnown = first < 0x80 || Int(cn_width(first)) == columns
    guard isKnown, !isCut else {
      for _ in 0..<(isCut ? 1 : columns) { set([0x3F, 0, 0, 0, 0], look, at: &count) }
      return
    }
    let scalars = (
      first, cell.scalarValue(at: 1), cell.scalarValue(at: 2), cell.scalarValue(at: 3),
      cell.scalarValue(at: 4)
    )
    withUnsafeBytes(of: scalars) { bytes in
      cn_set_cell(
        &row[count],
        look.attributes,
        look.pair,
        bytes.baseAddress?.assumingMemoryBound(to: UInt32.self)
      )
    }
    count += 1
  }

  private mutating func set(_ scalars: [UInt32], _ look: CursesStyles.Look, at count: inout Int) {
    cn_set_cell(&row[count], look.attributes, look.pair, scalars)
    count += 1
  }
}
