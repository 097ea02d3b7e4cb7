/// A rectangle of cells: columns `x ..< maxX`, rows `y ..< maxY`. Never negative in size.
package struct Rect: Equatable, Sendable {
  package var x: Int
  package var y: Int
  package let width: Int
  package let height: Int

  package init(x: Int, y: Int, width: Int, height: Int) {
    self.x = x
    self.y = y
    self.width = max(0, width)
    self.height = max(0, height)
  }

  /// First column to the right of it.
  package var maxX: Int { x + width }

  /// First row below it.
  package var maxY: Int { y + height }

  package var isEmpty: Bool { width == 0 || height == 0 }

  package func contains(x column: Int, y row: Int) -> Bool {
    column >= x && column < maxX && row >= y && row < maxY
  }

  /// The cells that are in both; empty (but placed) when there are none.
  func intersection(_ other: Rect) -> Rect {
    let left = max(x, other.x)
    let top = max(y, other.y)
    return Rect(
      x: left,
      y: top,
      width: min(maxX, other.maxX) - left,
      height: min(maxY, other.maxY) - top
    )
  }

  /// What is left when that many cells are taken from each side.
  package func inset(left: Int = 0, top: Int = 0, right: Int = 0, bottom: Int = 0) -> Rect {
    Rect(x: x + left, y: y + top, width: width - left - right, height: height - top - bottom)
  }
}

// MARK: - Splitting

extension Rect {
  /// The first `count` columns (fewer when it is narrower) and the rest.
  package func split(left count: Int) -> (left: Rect, rest: Rect) {
    let taken = min(max(0, count), width)
    return (inset(right: width - taken), inset(left: taken))
  }

  /// The rest and the last `count` columns (fewer when it is narrower).
  package func split(right count: Int) -> (rest: Rect, right: Rect) {
    let taken = min(max(0, count), width)
    return (inset(right: taken), inset(left: width - taken))
  }

  /// The first `count` rows (fewer when it is lower) and the rest.
  package func split(top count: Int) -> (top: Rect, rest: Rect) {
    let taken = min(max(0, count), height)
    return (inset(bottom: height - taken), inset(top: taken))
  }

  /// The rest and the last `count` rows (fewer when it is lower).
  package func split(bottom count: Int) -> (rest: Rect, bottom: Rect) {
    let taken = min(max(0, count), height)
    return (inset(bottom: taken), inset(top: height - taken))
  }
}
