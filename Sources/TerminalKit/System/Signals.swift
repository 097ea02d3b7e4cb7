import CSystem
import Glibc

/// The signals that end, stop or continue the program, as something to poll for.
///
/// They are blocked and read from a descriptor, so no handler runs at an awkward moment. SIGWINCH is
/// blocked too but belongs to the screen: `Poller` lets it through while it waits. A program started
/// from here must get its signal mask from `originalMask`.
package final class Signals {
  package enum Event: Equatable, Sendable {
    /// SIGHUP: the connection is gone.
    case hangUp
    /// SIGTERM.
    case terminate
    /// SIGINT from outside; Ctrl-C arrives as a key.
    case interrupt
    /// SIGTSTP from outside; Ctrl-Z arrives as a key.
    case stop
    /// SIGCONT: the terminal may be in any mode.
    case resume

    package var isEnd: Bool {
      switch self {
      case .hangUp, .terminate, .interrupt: true
      case .stop, .resume: false
      }
    }
  }

  /// What the event loop polls; -1 when the system gave none.
  package let descriptor: Int32

  /// The mask as it was before.
  let originalMask: sigset_t

  /// Signals that the starting program has set to be ignored (nohup) stay so.
  package init() {
    var mask = sigset_t()
    sigemptyset(&mask)
    for signal in [SIGHUP, SIGTERM, SIGINT, SIGTSTP, SIGCONT] where !Self.isIgnored(signal) {
      sigaddset(&mask, signal)
    }
    var blocked = mask
    sigaddset(&blocked, SIGWINCH)
    var before = sigset_t()
    sigprocmask(SIG_BLOCK, &blocked, &before)
    originalMask = before
    descriptor = cs_signalfd(&mask)
  }

  deinit {
    Glibc.close(descriptor)
    var mask = originalMask
    sigprocmask(SIG_SETMASK, &mask, nil)
  }

  /// The signals that came since the last call. Does not wait.
  package func read() -> [Event] {
    var events: [Event] = []
    var info = signalfd_siginfo()
    while Glibc.read(descriptor, &info, MemoryLayout.size(ofValue: info)) > 0 {
      if let event = Self.event(Int32(info.ssi_signo)) { events.append(event) }
    }
    return events
  }

  private static func event(_ signal: Int32) -> Event? {
    switch signal {
    case SIGHUP: .hangUp
    case SIGTERM: .terminate
    case SIGINT: .interrupt
    case SIGTSTP: .stop
    case SIGCONT: .resume
    default: nil
    }
  }

  private static func isIgnored(_ signal: Int32) -> Bool {
    var action = sigaction()
    guard sigaction(signal, nil, &action) == 0 else { return false }
    return unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self)
      == unsafeBitCast(SIG_IGN, to: Int.self)
  }
}
