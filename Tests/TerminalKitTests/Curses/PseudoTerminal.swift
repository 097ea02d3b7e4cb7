import Foundation
import Synchronization

/// A terminal whose user is the test: what is drawn is collected, what is typed is sent.
final class PseudoTerminal: Sendable {
  let slave: Int32
  private let master: Int32
  private let received = Mutex(Data())
  private let hasHungUp = Mutex(false)
  private let readerEnded = DispatchSemaphore(value: 0)

  /// - Parameter reads: Without, it takes no more than the system keeps for it, as when a network hangs.
  init(width: UInt16, height: UInt16, reads: Bool = true) throws {
    var size = winsize(ws_row: height, ws_col: width, ws_xpixel: 0, ws_ypixel: 0)
    var ends: (master: Int32, slave: Int32) = (-1, -1)
    guard openpty(&ends.master, &ends.slave, nil, nil, &size) == 0 else {
      throw POSIXError(.ENOTTY)
    }
    master = ends.master
    slave = ends.slave
    // A program that another test starts meanwhile shall not keep this terminal open.
    for end in [master, slave] { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    guard reads else {
      readerEnded.signal()
      return
    }
    // A terminal that nobody reads from blocks who draws on it.
    Thread { self.collect() }.start()
  }

  /// Returns when all of it can be read on the other side.
  func type(_ text: String) {
    let before = waiting
    let count = Array(text.utf8).withUnsafeBytes { write(master, $0.baseAddress, $0.count) }
    // Generous, so that a busy machine fails no test.
    for _ in 0..<10_000 where waiting < before + count { usleep(1_000) }
  }

  /// How many bytes can be read on the side of the program.
  private var waiting: Int {
    var count: Int32 = 0
    return ioctl(slave, UInt(FIONREAD), &count) == 0 ? Int(count) : 0
  }

  func resize(width: UInt16, height: UInt16) {
    var size = winsize(ws_row: height, ws_col: width, ws_xpixel: 0, ws_ypixel: 0)
    _ = ioctl(master, UInt(TIOCSWINSZ), &size)
  }

  /// What was drawn since the last call: all that comes before a mark that is sent after it.
  func takeOutput() -> String {
    let mark = Data("\u{1}the end of \(UUID())\u{1}".utf8)
    _ = mark.withUnsafeBytes { write(slave, $0.baseAddress, $0.count) }
    // Generous, so that a busy machine fails no test.
    for _ in 0..<10_000 {
      let output = received.withLock { data -> Data? in
        guard let end = data.range(of: mark) else { return nil }
        defer { data.removeSubrange(..<end.upperBound) }
        return data[..<end.lowerBound]
      }
      if let output { return String(decoding: output, as: UTF8.self) }
      usleep(3_000)
    }
    return "The mark never came."
  }

  /// The terminal's modes, for comparison.
  var modes: [UInt32] {
    var modes = termios()
    tcgetattr(slave, &modes)
    return [modes.c_iflag, modes.c_oflag, modes.c_cflag, modes.c_lflag]
  }

  /// The user goes away; repeating it does nothing.
  func hangUp() {
    let isFirst = hasHungUp.withLock { hasHungUp in
      defer { hasHungUp = true }
      return !hasHungUp
    }
    guard isFirst else { return }
    // The side stays open while a read on it is waiting.
    readerEnded.wait()
    close(master)
  }

  private func collect() {
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while !hasHungUp.withLock({ $0 }) {
      var ready = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
      guard poll(&ready, 1, 5) > 0, ready.revents & Int16(POLLIN) != 0 else { continue }
      let count = read(master, &buffer, buffer.count)
      if count > 0 { received.withLock { $0.append(contentsOf: buffer[..<count]) } }
    }
    readerEnded.signal()
  }
}
