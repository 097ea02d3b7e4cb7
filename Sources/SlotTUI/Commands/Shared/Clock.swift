import Glibc
import SlotDomain

/// The machine's clock. Read at the edge, once a command; everything else is handed the time.
enum Clock {
  static func now() -> Instant {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Instant(milliseconds: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
  }
}
