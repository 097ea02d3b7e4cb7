/// How far something longer than its window is scrolled.
struct Scroll: Hashable, Sendable {
  /// The first line that is shown.
  private(set) var top = 0

  /// Takes a key; false when it is none that scrolls.
  ///
  /// - Parameters:
  ///   - rows: Lines in all.
  ///   - shown: Lines that the window has room for.
  mutating func handle(_ key: Key, rows: Int, shown: Int) -> Bool {
    let last = max(0, rows - shown)
    switch key {
    case .down, .character("j"): top += 1
    case .up, .character("k"): top -= 1
    case .pageDown, .character(" "): top += max(1, shown - 1)
    case .pageUp: top -= max(1, shown - 1)
    case .home: top = 0
    case .end: top = last
    default: return false
    }
    top = min(max(0, top), last)
    return true
  }

  /// Arrows on the border of a window say that there is more.
  func drawArrows(around inside: Rect, rows: Int, into canvas: inout Canvas) {
    if top + inside.height < rows {
      canvas.put(.down, x: inside.maxX - 1, y: inside.maxY, style: .border)
    }
    if top > 0 { canvas.put(.up, x: inside.maxX - 1, y: inside.y - 1, style: .border) }
  }
}
