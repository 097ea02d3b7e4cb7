import Glibc
package import SlotDomain
import Synchronization

/// The machine's clock. Read at the edge, once a command; everything else is handed the time.
package enum Clock {
  package static func now() -> Instant {
    WallClock.now() + Span(milliseconds: offset.load(ordering: .relaxed))
  }

  private static let offset = Atomic<Int64>(0)

  /// From now on another clock counts, which is so far ahead of this machine's.
  package static func follow(_ span: Span) { offset.store(span.milliseconds, ordering: .relaxed) }

  /// Since the machine was started: for how long to wait, since nobody sets this clock.
  package static func uptime() -> Span { Span(milliseconds: Uptime.milliseconds) }
}
