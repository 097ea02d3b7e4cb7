import SlotDomain
import TerminalKit

/// Whoever books writes a name next, often without a look: when booking was refused, that name must not
/// be obeyed as keys.
struct RefusedBooking: Hashable, Sendable {
  /// So long a pause, or Enter or Esc, ends what is typed in one go.
  static let pause = Span.seconds(1)

  let refusal: Message
  /// When the last key of it came.
  var lastKey: Instant

  /// Whether a key at this moment belongs to it. A clock that was set ends it, too.
  func isGoingOn(at now: Instant) -> Bool { now >= lastKey && now <= lastKey + Self.pause }
}

extension AppState {
  /// Opens the form for an appointment, or says why not: then what is typed goes nowhere for a while.
  mutating func booking(_ body: (inout AppState) -> [Effect]) -> [Effect] {
    let effects = body(&self)
    if case .form = overlay { return effects }
    refusedBooking = message.map { RefusedBooking(refusal: $0, lastKey: clock) }
    return effects
  }

  /// Whether a key is a part of a name for a refused booking, which is said.
  mutating func ignoreAsName(_ key: Key) -> Bool {
    guard let refused = refusedBooking, refused.isGoingOn(at: clock) else {
      refusedBooking = nil
      return false
    }
    switch key {
    case .character, .text, .paste, .backspace, .altBackspace, .alt, .tab:
      refusedBooking?.lastKey = clock
      message = Message(
        "\(refused.refusal.text) What you type now is not obeyed: wait, or press Esc.",
        .error
      )
      return true
    case .enter, .altEnter, .escape:
      refusedBooking = nil
      message = refused.refusal
      return true
    case .control, .up, .down, .left, .right, .pageUp, .pageDown, .home, .end, .insert, .delete,
      .backTab, .function, .resize, .mouse:
      refusedBooking = nil
      return false
    }
  }
}
