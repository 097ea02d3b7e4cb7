import TerminalKit

/// How far something longer than its window is scrolled.
struct Scroll: Hashable, Sendable {
  /// The first line that is shown.
  private(set) var top = 0

  /// Takes a key; false when it is none that scrolls.
  ///
  /// - `rows`: Lines in all.
  /// - `shown`: Lines that the window has room for.
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

  /// What a window without a border is called: `Keys, lines 1 to 20 of 66`.
  func title(_ title: String, rows: Int, in layout: ScreenLayout) -> String {
    let shown = Box.rowsInside(layout)
    guard layout.isLinear, rows > shown else { return title }
    return "\(title), lines \(top + 1) to \(min(rows, top + shown)) of \(rows)"
  }

  /// Arrows on the border of a window say that there is more. Where there is none, its title does.
  func drawArrows(
    around inside: Rect,
    rows: Int,
    in layout: ScreenLayout,
    into canvas: inout Canvas
  ) {
    guard !layout.isLinear else { return }
    if top + inside.height < rows {
      canvas.put(.down, x: inside.maxX - 1, y: inside.maxY, style: .border)
    }
    if top > 0 { canvas.put(.up, x: inside.maxX - 1, y: inside.y - 1, style: .border) }
  }
}
