import Glibc
package import SlotDomain

/// The machine's clock. Read at the edge, once a command; everything else is handed the time.
package enum Clock {
  package static func now() -> Instant {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Instant(milliseconds: time.milliseconds)
  }

  /// Since the machine was started: for how long to wait, since nobody sets this clock.
  package static func uptime() -> Span {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Span(milliseconds: time.milliseconds)
  }
}

extension timespec {
  fileprivate var milliseconds: Int64 { Int64(tv_sec) * 1000 + Int64(tv_nsec) / 1_000_000 }
}
