import TerminalKit

/// What was typed before the key that does something: a number as in `30L`, and the first keys of a
/// sequence as in `v d`.
struct KeySequence: Hashable, Sendable {
  /// Larger numbers are not what anybody means to type.
  static let largestCount = 9999

  private(set) var count: Int?
  /// More digits came than the largest number has.
  private var isTooLarge = false
  /// The keys of a sequence whose end is to come.
  private(set) var prefix: [Key] = []

  enum Step: Hashable, Sendable {
    /// A digit or the beginning of a sequence was taken: more is to come.
    case pending
    /// An action, with the number before it.
    case action(ScreenAction, count: Int?)
    /// The number before the action is larger than anybody means.
    case tooLarge
    /// No such key.
    case unknown
    /// Keys that begin as a sequence does, and are none.
    case noSequence([Key])
    /// Esc ended a half-typed number or sequence.
    case cancelled
  }

  /// Adds a key to what was typed. `0` begins no number.
  mutating func add(_ key: Key, in map: KeyMap) -> Step {
    if prefix.isEmpty, case .character(let character) = key, character.isASCII,
      let digit = character.wholeNumberValue, digit > 0 || count != nil
    {
      let next = (count ?? 0) * 10 + digit
      isTooLarge = isTooLarge || next > Self.largestCount
      count = min(next, Self.largestCount)
      return .pending
    }
    let typed = self
    self = KeySequence()
    if key == .escape, typed != self { return .cancelled }
    if typed.prefix.isEmpty, let action = map.action(for: key) {
      return typed.isTooLarge ? .tooLarge : .action(action, count: typed.count)
    }
    let keys = typed.prefix + [key]
    if let action = map.action(for: keys) {
      return typed.isTooLarge ? .tooLarge : .action(action, count: typed.count)
    }
    if map.isPrefix(keys) {
      (count, isTooLarge, prefix) = (typed.count, typed.isTooLarge, keys)
      return .pending
    }
    return typed.prefix.isEmpty ? .unknown : .noSequence(keys)
  }
}
