/// The table of keys, scrolled.
struct HelpScreen: Hashable, Sendable {
  private(set) var top = 0

  /// Takes a key; false when it leaves.
  mutating func handle(_ key: Key, rows: Int, shown: Int) -> Bool {
    let last = max(0, rows - shown)
    switch key {
    case .down, .character("j"): top = min(last, top + 1)
    case .up, .character("k"): top = max(0, top - 1)
    case .pageDown, .character(" "): top = min(last, top + max(1, shown - 1))
    case .pageUp: top = max(0, top - max(1, shown - 1))
    case .home: top = 0
    case .end: top = last
    default: return false
    }
    return true
  }
}
