import TerminalKit

/// The keys in the bottom line, cut to its width: words are shortened before keys are left out, beginning
/// with what is wanted least often; some keys are never left out.
struct Hints {
  /// Columns between two.
  private static let gap = 2

  /// Where each of them stands; nil where none does.
  private var places: [(hint: Hint?, width: Int)]

  var shown: [Hint] { places.compactMap(\.hint) }

  /// Keys that do nothing now, and what can be named in their stead.
  struct Idle {
    let keys: String
    var instead: Hint?
  }

  /// - Parameters:
  ///   - hints: What is wanted most often comes first.
  ///   - more: Others, before those that are kept, where all have room in full.
  ///   - kept: Keys that are never left out.
  ///   - width: In columns.
  ///   - last: Of those the ones that stay longest.
  init(_ hints: [Hint], and more: [Hint] = [], kept: [String], last: [String] = [], width: Int) {
    var (shown, used) = (hints, Self.columns(hints))
    for hint in more {
      used += Self.columns(hint) + Self.gap
      guard used <= width else { break }
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
      let index = shown.lastIndex(where: { !kept.contains($0.keys) })
    {
      shown.remove(at: index)
    }
    while Self.columns(shown) > width,
      let index = shown.lastIndex(where: { !last.contains($0.keys) }), shown.count > last.count
    {
      shown.remove(at: index)
    }
    places = shown.map { ($0, Self.columns($0)) }
  }

  /// Of `next free` it tells the most.
  private static func lastWord(_ text: String) -> String {
    text.split(separator: " ").last.map(String.init) ?? text
  }

  private static func nothing(_ text: String) -> String { "" }

  static func columns(_ hints: [Hint]) -> Int {
    hints.reduce(-gap) { $0 + columns($1) + gap }
  }

  private static func columns(_ hint: Hint) -> Int {
    hint.keys.count + (hint.text.isEmpty ? 0 : 1 + hint.text.count)
  }

  /// Puts others in the places of keys that do nothing now, as far as they fit there, so that nothing else
  /// moves.
  mutating func replace(_ idle: [Idle]) {
    for (index, place) in places.enumerated() {
      guard let idle = idle.first(where: { $0.keys == place.hint?.keys }) else { continue }
      let shorter = idle.instead.map { ($0.keys, "") as Hint }
      places[index].hint = [idle.instead, shorter].compactMap { $0 }
        .first { Self.columns($0) <= place.width && !isShown($0.keys) }
    }
  }

  private func isShown(_ keys: String) -> Bool { places.contains { $0.hint?.keys == keys } }

  /// Draws them on a line.
  func draw(in line: Rect, into canvas: inout Canvas) {
    var x = line.x
    for (hint, width) in places {
      guard x + (hint?.keys.count ?? 0) <= line.maxX else { return }
      if let hint {
        let end = x + canvas.put(hint.keys, x: x, y: line.y, style: .key)
        if !hint.text.isEmpty { canvas.put(" \(hint.text)", x: end, y: line.y, style: .hint) }
      }
      x += width + Self.gap
    }
  }
}

// MARK: - Of slots

extension Hints {
  /// What is wanted most often comes first; then what the state of things asks for. Always the same wherever
  /// the cursor is, so that moving it sends none of it: the sentence above says what matters for its slot.
  /// Where there is none, others take the places of those for slots.
  ///
  /// - `more`: What can be done in a view alone.
  static func ofSlots(_ desk: Desk, and more: [Hint] = []) -> [Hint] {
    let (keyMap, content, isChangeable) = (desk.keyMap, desk.content, desk.isChangeable)
    let views = keyMap.binding(for: .view(.week))?.sequences.first?.first?.name
    let state: [(ScreenAction, String)] = content.asOf == nil ? [] : [(.clearMarks, "back to now")]
    let ends: [(ScreenAction, String)] = [(.help, "help"), (.quit, "leave")]
    let find: [(ScreenAction, String)] = content.asOf == nil ? [(.search, "find")] : []
    // Where there is nothing to book, something is made.
    let isEmpty = content.slots.isEmpty && desk.isOfSlots
    let first: [(ScreenAction, String)] =
      isEmpty && isChangeable
      ? [(.create, "create"), (.createSeries, "series"), (.nextAvailable, "next free")] + find
      : [(.nextAvailable, "next free")] + (isChangeable ? [(.book, "book")] : []) + find
        + [(.open, "details")]
    let undo: [(ScreenAction, String)] = isChangeable ? [(.undo, "undo")] : []
    let rebook: [(ScreenAction, String)] =
      desk.toRebook > 0 && content.asOf == nil ? [(.tray, "re-book")] : []
    return desk.hints(state + first) + (views.map { [($0, "views")] } ?? [])
      + desk.hints(undo + rebook)
      + more + desk.hints(ends)
  }

  /// Where there is room for more keys.
  static func moreOfSlots(_ desk: Desk) -> [Hint] {
    let changing: [(ScreenAction, String)] = [
      (.create, "create"), (.slots(.toggleStatus), "on/off"), (.slots(.toggleLock), "lock"),
      (.slots(.edit), "edit"), (.slots(.delete), "delete"), (.createSeries, "series"),
    ]
    let finding: [(ScreenAction, String)] =
      desk.content.asOf == nil ? [(.findPlace, "free places"), (.activity, "activity")] : []
    let others: [(ScreenAction, String)] = [
      (.daySheet, "day sheet"), (.goToDate, "date"), (.pickBlock, "block"), (.mark, "mark"),
      (.palette, "by name"),
    ]
    let isEmpty = desk.content.slots.isEmpty && desk.isOfSlots
    return desk.hints(finding + (desk.isChangeable && !isEmpty ? changing : []) + others)
  }
}
