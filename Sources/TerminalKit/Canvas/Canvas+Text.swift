extension Canvas {
  /// Writes text from column `x` on, on one line, and ends it with an ellipsis where it takes more
  /// than `width` columns or would leave the clip on the right.
  ///
  /// - Returns: The columns used, those to the left of the clip included; never more than `width`.
  ///   Nothing is used on a row outside of the clip or from its right edge on.
  @discardableResult
  package mutating func put(
    _ text: String,
    x: Int,
    y: Int,
    width limit: Int = .max,
    style: Style = .plain,
    flags: Cell.Flags = Cell.Flags()
  ) -> Int {
    guard y >= clip.y, y < clip.maxY, x < clip.maxX else { return 0 }
    let room = min(limit, clip.maxX - x)
    guard room > 0 else { return 0 }
    let run = Run(x: x, y: y, room: room, look: Cell.Look(style, flags))
    if let used = putASCII(text, run) { return used }
    let safe = SafeText.line(text, glyphs)
    if let used = glyphs == .unicode ? nil : putASCII(safe, run) { return used }
    return putUnicode(safe, run)
  }

  /// Writes one sign.
  @discardableResult
  package mutating func put(
    _ glyph: Glyph,
    x: Int,
    y: Int,
    style: Style = .plain,
    flags: Cell.Flags = Cell.Flags()
  ) -> Int {
    guard clip.contains(x: x, y: y) else { return 0 }
    let sign = UInt64(glyphs[glyph].value)
    let cell = Cell(value: sign, look: Cell.Look(style, flags))
    withCells(y: y, from: x, to: x + 1) { $0[0] = cell }
    return 1
  }

  private struct Run {
    let x: Int
    let y: Int
    let room: Int
    let look: Cell.Look
  }

  /// Writes text of nothing but printable ASCII, byte by byte; nil (and nothing done) for other.
  private mutating func putASCII(_ text: String, _ run: Run) -> Int? {
    let used = text.utf8.withContiguousStorageIfAvailable { bytes -> Int? in
      // One byte beyond the room tells that the text goes on with a character of its own.
      for byte in bytes.prefix(run.room + 1) where byte &- 0x20 >= 0x5F { return nil }
      writeASCII(bytes, run)
      return min(bytes.count, run.room)
    }
    return used ?? nil
  }

  private mutating func writeASCII(_ bytes: UnsafeBufferPointer<UInt8>, _ run: Run) {
    let isCut = bytes.count > run.room
    let end = run.x + min(bytes.count, run.room)
    let start = max(run.x, clip.x)
    guard start < end else { return }
    let ellipsis = glyphs[.ellipsis]
    withCells(y: run.y, from: start, to: end) { cells in
      let skipped = start - run.x
      for index in 0..<cells.count {
        cells[index] = Cell(value: UInt64(bytes[index + skipped]), look: run.look)
      }
      if isCut { cells[cells.count - 1] = Cell(value: UInt64(ellipsis.value), look: run.look) }
    }
  }

  /// Writes text that is safe already.
  private mutating func putUnicode(_ text: String, _ run: Run) -> Int {
    let columns = DisplayWidth.columns(of: text)
    if columns <= run.room { return write(text.unicodeScalars, columns: columns, run) }
    // The longest beginning of whole characters that leaves a column for the ellipsis.
    var used = 0
    let cut = text.prefix { character in
      used += DisplayWidth.columns(of: character)
      return used < run.room
    }
    var shown = String(cut)
    shown.unicodeScalars.append(glyphs[.ellipsis])
    return write(shown.unicodeScalars, columns: DisplayWidth.columns(of: shown), run)
  }

  /// Writes scalars that take `columns` in all; a wide one that the clip cuts becomes a blank.
  private mutating func write(
    _ scalars: String.UnicodeScalarView,
    columns: Int,
    _ run: Run
  ) -> Int {
    let start = max(run.x, clip.x)
    let end = run.x + columns
    guard start < end else { return columns }
    withCells(y: run.y, from: start, to: end) { cells in
      var index = run.x - start
      for scalar in scalars {
        let width = DisplayWidth.columns(of: scalar)
        if width == 0 {
          Self.combine(scalar, before: index, in: cells)
        } else {
          Self.set(scalar, width: width, at: index, in: cells, run.look)
        }
        index += width
      }
    }
    return columns
  }

  private static func set(
    _ scalar: Unicode.Scalar,
    width: Int,
    at index: Int,
    in cells: UnsafeMutableBufferPointer<Cell>,
    _ look: Cell.Look
  ) {
    if index >= 0 {
      cells[index] = Cell(value: UInt64(scalar.value), look: look, isWide: width == 2)
      if width == 2 { cells[index + 1] = .continuation(look) }
    } else if index + width > 0 {
      cells[0] = Cell(value: 0x20, look: look)
    }
  }

  private static func combine(
    _ mark: Unicode.Scalar,
    before index: Int,
    in cells: UnsafeMutableBufferPointer<Cell>
  ) {
    var place = index - 1
    if place > 0, cells[place].isContinuation { place -= 1 }
    guard place >= 0, !cells[place].isContinuation else { return }
    cells[place].combine(mark)
  }
}
