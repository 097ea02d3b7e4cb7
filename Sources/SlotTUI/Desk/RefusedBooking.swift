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

extension StatusLine {
  /// No form was opened, for the reason that was just said: what is typed goes nowhere for a while.
  mutating func refuseBooking(at now: Instant) {
    refusedBooking = message.map { RefusedBooking(refusal: $0, lastKey: now) }
  }

  /// Whether a key is a part of a name for a refused booking, which is said.
  mutating func ignoresAsName(_ key: Key, at now: Instant) -> Bool {
    guard let refused = refusedBooking, refused.isGoingOn(at: now) else {
      refusedBooking = nil
      return false
    }
    switch key {
    case .character, .text, .paste, .backspace, .altBackspace, .alt, .tab:
      refusedBooking?.lastKey = now
      let text = "\(refused.refusal.text) What you type now is not obeyed: wait, or press Esc."
      message = Message(text, .error)
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
