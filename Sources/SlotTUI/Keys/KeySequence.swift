/// A number typed before a key, as in `30L`.
struct KeySequence: Hashable, Sendable {
  /// Larger numbers are not what anybody means to type.
  static let largestCount = 9999

  private(set) var count: Int?

  enum Step: Hashable, Sendable {
    /// A digit was taken: more is to come.
    case pending
    /// An action, with the number before it.
    case action(ScreenAction, count: Int?)
    /// No such key.
    case unknown
    /// Esc ended a half-typed number.
    case cancelled
  }

  /// Takes a key. `0` begins no number.
  mutating func take(_ key: Key, in map: KeyMap) -> Step {
    if case .character(let character) = key, character.isASCII,
      let digit = character.wholeNumberValue, digit > 0 || count != nil
    {
      count = min((count ?? 0) * 10 + digit, Self.largestCount)
      return .pending
    }
    let typed = count
    count = nil
    if key == .escape, typed != nil { return .cancelled }
    guard let action = map.action(for: key) else { return .unknown }
    return .action(action, count: typed)
  }
}
