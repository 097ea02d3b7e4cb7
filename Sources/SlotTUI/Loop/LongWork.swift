import SlotDomain
import TerminalKit

/// When a change that takes long is looked after: what takes less than a moment shows nothing.
struct LongWork: Hashable, Sendable {
  static let patience = Span(milliseconds: 300)
  static let pause = Span(milliseconds: 50)

  /// So long nothing that is read takes from a server that answers.
  private static let longest = Span.seconds(5)

  private let start: Instant
  private var nextLook: Instant

  init(start: Instant) { (self.start, nextLook) = (start, start + Self.patience) }

  func isLong(at now: Instant) -> Bool { now >= start + Self.longest }

  /// Whether it is time to show how far it is, and to look for keys.
  mutating func isDue(at now: Instant) -> Bool {
    guard now >= nextLook else { return false }
    nextLook = now + Self.pause
    return true
  }

  /// Whether a key ends it. All others wait until it is done.
  static func isStopped(by key: Key) -> Bool { key == .escape || key == .control("c") }
}
