import TerminalKit

/// The keys in the bottom line, cut to its width: words are shortened before keys are left out, beginning
/// with what is wanted least often; some keys are never left out.
struct Hints {
  /// Columns between two.
  private static let gap = 2

  private(set) var shown: [Hint]

  /// - Parameters:
  ///   - hints: What is wanted most often comes first.
  ///   - more: Others, before those that are kept, where all have room in full.
  ///   - kept: Keys that are never left out.
  ///   - width: In columns.
  init(_ hints: [Hint], and more: [Hint] = [], kept: [String], width: Int) {
    shown = hints
    for hint in more {
      guard Self.columns(shown + [hint]) <= width else { break }
      let end = shown.lastIndex { !kept.contains($0.keys) } ?? -1
      shown.insert(hint, at: end + 1)
    }
    let order = shown.indices.reversed().sorted {
      !kept.contains(shown[$0].keys) && kept.contains(shown[$1].keys)
    }
    for shorten in [Self.lastWord, Self.nothing] {
      for index in order where Self.columns(shown) > width {
        shown[index].text = shorten(shown[index].text)
      }
    }
    while Self.columns(shown) > width,
      let last = shown.lastIndex(where: { !kept.contains($0.keys) })
    {
      shown.remove(at: last)
    }
  }

  /// Of `next free` it tells the most.
  private static func lastWord(_ text: String) -> String {
    text.split(separator: " ").last.map(String.init) ?? text
  }

  private static func nothing(_ text: String) -> String { "" }

  private static func columns(_ hints: [Hint]) -> Int {
    hints.reduce(-gap) { $0 + columns($1) + gap }
  }

  private static func columns(_ hint: Hint) -> Int {
    hint.keys.count + (hint.text.isEmpty ? 0 : 1 + hint.text.count)
  }

  /// Draws them on a line.
  func draw(in line: Rect, into canvas: inout Canvas) {
    var x = line.x
    for (keys, text) in shown {
      guard x + keys.count <= line.maxX else { return }
      x += canvas.put(keys, x: x, y: line.y, style: .key)
      if !text.isEmpty { x += canvas.put(" \(text)", x: x, y: line.y, style: .hint) }
      x += Self.gap
    }
  }
}
