import Glibc
package import SlotDomain
import Synchronization

/// Ctrl-C while something is done that can be taken back: it is stopped at the next object, and refused
/// with S008. A second Ctrl-C ends the program at once, as everywhere else; SQLite then takes it back.
package enum Interruption {
  private static let isPending = Atomic(false)

  /// Does something during which Ctrl-C is heeded. Where it is ignored (nohup), it stays so.
  package static func heeded<Result>(
    _ body: () throws(SlotError) -> Result
  ) throws(SlotError) -> Result {
    isPending.store(false, ordering: .relaxed)
    var action = sigaction()
    action.__sigaction_handler.sa_handler = { _ in
      Interruption.isPending.store(true, ordering: .relaxed)
    }
    // Without SA_RESTART, so that a read that waits comes back.
    action.sa_flags = Int32(bitPattern: UInt32(SA_RESETHAND))
    var before = sigaction()
    sigaction(SIGINT, nil, &before)
    let isIgnored =
      unsafeBitCast(before.__sigaction_handler.sa_handler, to: Int.self)
      == unsafeBitCast(SIG_IGN, to: Int.self)
    guard !isIgnored else { return try body() }
    sigaction(SIGINT, &action, nil)
    defer { sigaction(SIGINT, &before, nil) }
    return try body()
  }

  package static var hasCome: Bool { isPending.load(ordering: .relaxed) }

  /// Waits until something can be read. A Ctrl-C is heard also when it comes just before the waiting.
  ///
  /// - Throws: `.stopped` S008 after a Ctrl-C.
  package static func wait(for descriptor: Int32) throws(SlotError) {
    var blocked = sigset_t()
    var before = sigset_t()
    sigemptyset(&blocked)
    sigaddset(&blocked, SIGINT)
    sigprocmask(SIG_BLOCK, &blocked, &before)
    defer { sigprocmask(SIG_SETMASK, &before, nil) }
    var isInterrupted = true
    while isInterrupted {
      try check()
      isInterrupted = Poller.wait(on: [descriptor], heeding: SIGINT).isInterrupted
    }
  }

  /// - Throws: `.stopped` S008 after a Ctrl-C.
  package static func check() throws(SlotError) {
    if hasCome { throw .stopped }
  }
}
