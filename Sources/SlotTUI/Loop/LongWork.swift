import SlotDomain
import TerminalKit

/// When a change that takes long is looked after: what takes less than a moment shows nothing.
struct LongWork: Hashable, Sendable {
  static let patience = Span(milliseconds: 300)
  static let pause = Span(milliseconds: 50)

  private var nextLook: Instant

  init(start: Instant) { nextLook = start + Self.patience }

  /// Whether it is time to show how far it is, and to look for keys.
  mutating func isDue(at now: Instant) -> Bool {
    guard now >= nextLook else { return false }
    nextLook = now + Self.pause
    return true
  }

  /// Whether a key ends it. All others wait until it is done.
  static func isStopped(by key: Key) -> Bool { key == .escape || key == .control("c") }
}
