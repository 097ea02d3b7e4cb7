import CNcurses
import Glibc

/// Collects what ncurses sends for one picture and hands it to the terminal in one piece.
///
/// ncurses 6.4 writes with each cursor movement of its own, which makes some 300 system calls (and
/// over SSH as many packets) of a full screen. While it draws, its descriptor leads to a file in
/// memory.
final class Frame {
  /// What ncurses writes to.
  private let curses: Int32
  /// The terminal.
  private let terminal: Int32
  private let memory: Int32
  private var buffer: [UInt8] = []

  /// - Parameter terminal: Where everything goes in the end; not closed.
  init(curses: Int32, terminal: Int32) {
    self.curses = curses
    self.terminal = terminal
    memory = cn_memory_file("slottui-frame")
  }

  deinit {
    if memory >= 0 { close(memory) }
  }

  /// Runs `draw`, which lets ncurses write, and sends what it wrote. Without a file in memory ncurses
  /// writes to the terminal as it always does.
  ///
  /// - Returns: False when the terminal takes nothing any more.
  func send(_ draw: () -> Void) -> Bool {
    guard memory >= 0, dup2(memory, curses) >= 0 else {
      draw()
      return true
    }
    draw()
    dup2(terminal, curses)
    let count = Int(lseek(memory, 0, SEEK_CUR))
    lseek(memory, 0, SEEK_SET)
    guard count > 0 else { return true }
    if buffer.count < count { buffer = Array(repeating: 0, count: count) }
    return buffer.withUnsafeMutableBytes { bytes in
      let read = pread(memory, bytes.baseAddress, count, 0)
      return write(UnsafeRawBufferPointer(rebasing: bytes[..<max(0, read)]))
    }
  }

  private func write(_ bytes: UnsafeRawBufferPointer) -> Bool {
    var rest = bytes[...]
    while !rest.isEmpty {
      let written = Glibc.write(
        terminal,
        UnsafeRawBufferPointer(rebasing: rest).baseAddress,
        rest.count
      )
      if written < 0, errno != EINTR { return false }
      rest = rest.dropFirst(max(0, written))
    }
    return true
  }
}
