import CSystem
import Glibc

/// Waits on descriptors: one `ppoll(2)`.
package enum Poller {
  package struct Outcome: Equatable {
    /// Something can be read (the news of a hang-up included).
    package var ready: [Int32] = []
    /// The other side is gone.
    package var hungUp: [Int32] = []
    /// A signal ended the wait: the terminal may have another size.
    package var isInterrupted = false

    package init(ready: [Int32] = [], hungUp: [Int32] = [], isInterrupted: Bool = false) {
      self.ready = ready
      self.hungUp = hungUp
      self.isInterrupted = isInterrupted
    }
  }

  /// Waits until a descriptor is ready, a signal comes, or the time is over (an empty outcome).
  ///
  /// A signal that is blocked comes through while it waits and at no other moment, so that a new size
  /// cannot slip in between reading keys and waiting.
  ///
  /// - `other`: One that ends the wait with its hang-up alone.
  /// - `signal`: The one that is let through.
  /// - `milliseconds`: nil waits without end; 0 only looks.
  package static func wait(
    on descriptors: [Int32],
    orHangUpOf other: Int32? = nil,
    heeding signal: Int32 = SIGWINCH,
    milliseconds: Int? = nil
  ) -> Outcome {
    var polls = descriptors.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
    // That is told whatever is asked for.
    if let other { polls.append(pollfd(fd: other, events: 0, revents: 0)) }
    var mask = sigset_t()
    sigprocmask(SIG_BLOCK, nil, &mask)
    sigdelset(&mask, signal)
    let count = withTimeout(milliseconds) {
      cs_ppoll(&polls, Int32(polls.count), $0, &mask)
    }
    var outcome = Outcome()
    guard count >= 0 else {
      outcome.isInterrupted = errno == EINTR
      return outcome
    }
    let isGone = Int16(POLLHUP | POLLERR | POLLNVAL)
    for poll in polls where poll.revents != 0 {
      outcome.ready.append(poll.fd)
      if poll.revents & isGone != 0 { outcome.hungUp.append(poll.fd) }
    }
    return outcome
  }

  /// Whether the other side is gone. Does not wait, and lets no signal through.
  static func hasHungUp(_ descriptor: Int32) -> Bool {
    var look = pollfd(fd: descriptor, events: 0, revents: 0)
    return poll(&look, 1, 0) > 0 && look.revents & Int16(POLLHUP | POLLERR | POLLNVAL) != 0
  }

  private static func withTimeout<T>(
    _ milliseconds: Int?,
    _ body: (UnsafePointer<timespec>?) -> T
  ) -> T {
    guard let milliseconds else { return body(nil) }
    let positive = max(0, milliseconds)
    var timeout = timespec(
      tv_sec: positive / 1_000,
      tv_nsec: positive % 1_000 * 1_000_000
    )
    return body(&timeout)
  }
}
