import SlotDomain
import TerminalKit

/// Picks a booking block by typing a part of its name or its short id.
struct BlockPicker: Hashable, Sendable {
  private(set) var filter = TextField()
  private(set) var selection = 0

  func matches(_ blocks: [BookingBlock]) -> [BookingBlock] {
    let wanted = Array(filter.text.lowercased().utf8)
    guard !wanted.isEmpty else { return blocks }
    return blocks.filter {
      Array($0.name.lowercased().utf8).contains(bytes: wanted)
        || $0.shortID.lowercased().utf8.starts(with: wanted)
    }
  }

  func selected(_ blocks: [BookingBlock]) -> BookingBlock? {
    let matches = matches(blocks)
    return matches.indices.contains(selection) ? matches[selection] : nil
  }

  /// Of the matches.
  mutating func select(_ index: Int) { selection = index }

  /// Takes a key that neither picks nor leaves.
  mutating func handle(_ key: Key, _ blocks: [BookingBlock]) {
    let last = max(0, matches(blocks).count - 1)
    switch key {
    case .up, .control("p"), .backTab: selection = max(0, selection - 1)
    case .down, .control("n"), .tab: selection = min(last, selection + 1)
    default: if filter.handle(key) { selection = 0 }
    }
  }
}
