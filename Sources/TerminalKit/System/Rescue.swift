import CRescue
import Glibc

/// The terminal is given back however the program ends, and no work of the program outlives the
/// terminal. What runs inside of a signal's handler is C: see CRescue.
package enum Rescue {
  /// From here on a crash says in one line what happened.
  package static func begin() { rescue_begin() }

  /// - Parameters:
  ///   - terminal: Its descriptor, which stays open until it is released.
  ///   - modes: Of the terminal, as they were before the screen had it.
  ///   - leaving: What makes it leave the screen.
  static func hold(_ terminal: Int32, modes: termios, leaving: String) {
    var modes = modes
    var leaving = leaving
    leaving.withUTF8 { bytes in
      bytes.withMemoryRebound(to: CChar.self) {
        guard let start = $0.baseAddress else { return }
        rescue_hold(terminal, &modes, start, $0.count)
      }
    }
  }

  /// The terminal belongs to the shell, or to an editor, or is ours again.
  static func lend(_ isLent: Bool) { rescue_lend(isLent ? 1 : 0) }

  /// The terminal was given back in order.
  package static func release() { rescue_release() }

  /// Something is done, during which it is looked each 100 ms whether the program shall end; or the
  /// program sleeps, and hears of that itself. Returns what it was before.
  @discardableResult
  package static func watch(_ isBusy: Bool) -> Bool { rescue_watch(isBusy ? 1 : 0) != 0 }

  /// The program is about to end with this status, and does so within half a second.
  package static func expectEnd(status: Int32) { rescue_expect_end(status) }
}
