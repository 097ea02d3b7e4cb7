import CSQLite
import Glibc

/// Waits for other writers, for a limited time.
///
/// SQLite's own waiting sleeps longer and longer, up to a tenth of a second, so that among many
/// writers who has waited longest looks least often, and can starve. Here all look about equally
/// often, at random moments, so that they do not meet again and again.
final class Patience {
  private let milliseconds: Int64
  private var deadline: Int64 = 0
  /// Asked meanwhile: true gives up.
  var isStopped: @Sendable () -> Bool = { false }
  /// Whether it was given up, and did not end.
  private(set) var wasStopped = false

  init(milliseconds: Int64) { self.milliseconds = milliseconds }

  /// Source: https://www.sqlite.org/c3ref/busy_handler.html
  func wait(on connection: OpaquePointer) {
    let handler: @convention(c) (UnsafeMutableRawPointer?, Int32) -> Int32 = { context, times in
      guard let context else { return 0 }
      let patience = Unmanaged<Patience>.fromOpaque(context).takeUnretainedValue()
      return patience.sleep(times: times) ? 1 : 0
    }
    sqlite3_busy_handler(connection, handler, Unmanaged.passUnretained(self).toOpaque())
  }

  /// Sleeps a little; false when the time is over.
  private func sleep(times: Int32) -> Bool {
    let now = Uptime.milliseconds
    if times == 0 { deadline = now + milliseconds }
    wasStopped = isStopped()
    guard now < deadline, !wasStopped else { return false }
    usleep(UInt32.random(in: 500...(times < 5 ? 2_000 : 10_000)))
    return true
  }
}
