import SlotDomain
import TerminalKit

/// Text that is typed where no form opened for it. Whoever books blindly types the name at once: of that no
/// letter is a key. Whoever has read what the screen says takes longer, and their keys work.
struct MisplacedTyping: Hashable, Sendable {
  /// Sooner than that nobody has read a message.
  private static let reaction = Span(milliseconds: 350)
  /// Between the letters of a name that is being typed.
  private static let pause = Span(milliseconds: 700)

  enum Meaning: Hashable, Sendable {
    case text
    /// It only moves, as the first letter of a name can. What comes behind it can still be text.
    case movement
  }

  /// Keys that the message names: as the first one they work there and then.
  private let named: [Key]
  private var end: Instant
  private var isBegun = false

  init(at now: Instant, naming named: [Key]) {
    self.named = named
    end = now + Self.reaction
  }

  /// What a key is of it; nil where it is nothing of the kind, nor is what comes after it.
  mutating func meaning(of key: Key, at now: Instant, isMovement: Bool) -> Meaning? {
    guard now < end, case .character(let letter) = key, letter.isLetter || letter == " ",
      isBegun || !named.contains(key)
    else { return nil }
    if !isBegun, isMovement { return .movement }
    (isBegun, end) = (true, now + Self.pause)
    return .text
  }
}
