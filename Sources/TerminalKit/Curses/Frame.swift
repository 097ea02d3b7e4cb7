import CSystem
import Glibc

/// Collects what ncurses sends for one picture and hands it to the terminal in one piece.
///
/// ncurses 6.4 writes with each cursor movement of its own, which makes some 300 system calls (and
/// over SSH as many packets) of a full screen. While it draws, its descriptor leads to a file in
/// memory.
///
/// A terminal that takes nothing for a while (a network that hangs) is waited for, but not against
/// a signal, and not by a caller who holds the store.
final class Frame {
  enum Outcome {
    case sent
    /// The terminal takes no more for now. The rest goes out before the next picture.
    case stalled
    /// The terminal takes nothing any more.
    case gone
  }

  /// What ncurses writes to.
  private let curses: Int32
  /// The terminal.
  private let terminal: Int32
  /// The terminal once more, opened so that a write does not wait: a flag that the user's shell does
  /// not share. Where that is not allowed (after su), the terminal itself.
  private let output: Int32
  private let memory: Int32
  private let interruption: Int32
  private var buffer: [UInt8] = []
  private var unsent = 0..<0

  /// - `terminal`: Where everything goes in the end; not closed.
  /// - `interruption`: A descriptor that ends the waiting when it can be read; -1 for none.
  init(curses: Int32, terminal: Int32, interruption: Int32) {
    self.curses = curses
    self.terminal = terminal
    self.interruption = interruption
    memory = cs_memory_file("slottui-frame")
    let again = open("/proc/self/fd/\(terminal)", O_WRONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC)
    output = again >= 0 ? again : terminal
  }

  deinit {
    if memory >= 0 { close(memory) }
    if output != terminal { close(output) }
  }

  /// Runs `draw`, which lets ncurses write, and sends what it wrote. Without a file in memory ncurses
  /// writes to the terminal as it always does.
  ///
  /// - `waits`: Wait for a terminal that is busy. Without, a picture may not be drawn at all.
  func send(waits: Bool, _ draw: () -> Void) -> Outcome {
    let outcome = flush(waits: waits)
    guard outcome == .sent else { return outcome }
    guard memory >= 0, dup2(memory, curses) >= 0 else {
      draw()
      return .sent
    }
    draw()
    dup2(terminal, curses)
    takeWhatWasDrawn()
    return flush(waits: waits)
  }

  private func takeWhatWasDrawn() {
    let count = Int(lseek(memory, 0, SEEK_CUR))
    lseek(memory, 0, SEEK_SET)
    guard count > 0 else { return }
    if buffer.count < count { buffer = Array(repeating: 0, count: count) }
    unsent = 0..<max(0, pread(memory, &buffer, count, 0))
  }

  /// Sends what the terminal did not take yet.
  func flush(waits: Bool) -> Outcome {
    while !unsent.isEmpty {
      let count = buffer.withUnsafeBytes {
        write(output, $0.baseAddress?.advanced(by: unsent.lowerBound), unsent.count)
      }
      if count >= 0 {
        unsent = unsent.lowerBound + count..<unsent.upperBound
      } else if errno == EAGAIN {
        guard waits, waitForRoom() else { return .stalled }
      } else if errno != EINTR {
        return .gone
      }
    }
    return .sent
  }

  /// False when a signal came first.
  private func waitForRoom() -> Bool {
    let wasWatched = Rescue.watch(false)
    defer { Rescue.watch(wasWatched) }
    var polls = [
      pollfd(fd: output, events: Int16(POLLOUT), revents: 0),
      pollfd(fd: interruption, events: Int16(POLLIN), revents: 0),
    ]
    while poll(&polls, 2, -1) < 0, errno == EINTR {}
    return polls[1].revents == 0
  }

  /// Throws away what a stalled terminal has not taken, the system's share included, so that what
  /// is sent to leave the screen finds room.
  func abandon() {
    guard !unsent.isEmpty else { return }
    unsent = 0..<0
    tcflush(terminal, TCOFLUSH)
  }
}
