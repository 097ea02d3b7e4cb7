import TerminalKit

/// Judges keys that came in one read and are more than fingers type: a paste without its marks, a held key,
/// or a line that stalled and delivers at once what was typed meanwhile. What moves the cursor and what is
/// text for a field is let through; whatever else would be obeyed is not.
struct BurstGuard {
  private static let limit = 20

  private let isBurst: Bool
  /// Whether the keys themselves opened the field that they are typed into. It keeps the text, and what is
  /// to become of that is asked of fingers.
  private var hasOpenedField = false
  /// What is left moves the cursor and no more.
  private var isHarmless = false

  init(_ keys: ArraySlice<Key>) {
    isBurst = keys.count(where: { !$0.isMouse }) > Self.limit
  }

  /// - Returns: What happens in place of the keys that are left; nil where the first of them is obeyed.
  mutating func refusal(
    of keys: ArraySlice<Key>,
    _ state: @autoclosure () -> AppState
  ) -> Event? {
    guard isBurst, !isHarmless, let key = keys.first else { return nil }
    let state = state()
    if state.layers.top?.takesText == true {
      guard hasOpenedField, !key.isTyping else { return nil }
      return .said(
        "That came faster than fingers type: \(key.name) was not obeyed. Press it again."
      )
    }
    isHarmless = keys.allSatisfy(state.isHarmless)
    if isHarmless { return nil }
    // No key but the first was typed blind with what follows in mind.
    hasOpenedField = !hasOpenedField && isBeginning(keys) && state.opensField(with: key)
    return hasOpenedField ? nil : .burst
  }

  /// Whether what follows the first key is a line of text.
  private func isBeginning(_ keys: ArraySlice<Key>) -> Bool {
    keys.dropFirst().first?.isTyping == true
      && keys.dropFirst().drop(while: \.isTyping).count <= 1
  }
}

extension Key {
  /// Whether it goes into the text of a field, or from one field to the next.
  fileprivate var isTyping: Bool {
    switch self {
    case .character, .text, .backspace, .tab: true
    default: false
    }
  }
}

extension AppState {
  /// Whether what follows a key is text for a field that it opens.
  fileprivate func opensField(with key: Key) -> Bool {
    var next = self
    _ = next.update(.key(key), at: desk.clock)
    return layers.isEmpty && next.layers.top?.field != nil
  }
}
