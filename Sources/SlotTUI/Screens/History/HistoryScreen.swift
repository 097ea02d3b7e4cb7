import SlotDomain

/// Who did what to one slot and its appointments, with the values before and after.
struct HistoryScreen: Hashable, Sendable {
  var details: SlotDetails
  private(set) var top = 0

  init(_ details: SlotDetails) { self.details = details }

  /// Takes a key; false when it leaves.
  ///
  /// - Parameter last: The largest first line that the window can show.
  mutating func handle(_ key: Key, page: Int, last: Int) -> Bool {
    switch key {
    case .down, .character("j"): top += 1
    case .up, .character("k"): top -= 1
    case .pageDown, .character(" "): top += max(1, page - 1)
    case .pageUp: top -= max(1, page - 1)
    case .home: top = 0
    case .end: top = last
    default: return false
    }
    top = min(max(0, top), last)
    return true
  }
}
