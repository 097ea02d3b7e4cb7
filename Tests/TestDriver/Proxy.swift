import Foundation
import Synchronization

/// Stands between a client and a server of PostgreSQL, on a socket of its own: makes the way to it long, and
/// cuts the connection once where it is told to.
final class Proxy: Sendable {
  enum Cut: Sendable {
    /// The server never hears of the end of the transaction.
    case beforeCommit
    /// The client never hears that it has ended.
    case afterCommit
  }

  let folder: String
  private let listener: Int32
  private let target: String
  private let cut: Cut?
  private let staysShut: Bool
  /// Milliseconds that what is sent is on its way, either way.
  private let delay = Mutex(0)
  private let state = Mutex((isArmed: false, cuts: 0))

  /// - `staysShut`: Nobody gets through any more once the connection was cut.
  init(to target: String, _ cut: Cut? = nil, staysShut: Bool = false) throws {
    self.target = target
    self.cut = cut
    self.staysShut = staysShut
    var template = Array("/tmp/slottui-proxy-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw POSIXError(.EIO) }
    folder = String(decoding: template.dropLast().map(UInt8.init), as: UTF8.self)
    listener = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
    let isBound = Self.withAddress(folder + "/.s.PGSQL.5432") { bind(listener, $0, $1) == 0 }
    guard listener >= 0, isBound, listen(listener, 8) == 0 else { throw POSIXError(.EIO) }
    let thread = Thread { [listener, target, self] in
      while true {
        let client = accept(listener, nil, nil)
        guard client >= 0 else { return }
        let server = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        guard Self.withAddress(target, { connect(server, $0, $1) == 0 }) else { return }
        Thread { self.pass(client, server) }.start()
      }
    }
    thread.start()
  }

  deinit {
    shutdown(listener, Int32(SHUT_RDWR))
    close(listener)
    try? FileManager.default.removeItem(atPath: folder)
  }

  private static func withAddress<Result>(
    _ path: String,
    _ body: (UnsafePointer<sockaddr>, socklen_t) -> Result
  ) -> Result {
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
    return withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        body($0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
  }

  /// From now on everything is so many milliseconds on its way, what is on it already as well.
  func slowDown(to milliseconds: Int) { delay.withLock { $0 = milliseconds } }

  private func wait() {
    let start = ContinuousClock.now
    while ContinuousClock.now - start < .milliseconds(delay.withLock { $0 }) { usleep(1_000) }
  }

  /// The next end of a transaction is cut off.
  func arm() { state.withLock { $0.isArmed = true } }

  var cuts: Int { state.withLock { $0.cuts } }

  /// Whether this packet ends a change, and is the one.
  private func hits(_ bytes: ArraySlice<UInt8>) -> Bool {
    // A statement that journals an action goes with its COMMIT; its text is sent when it is first used.
    let marks = ["INSERT INTO action", "COMMIT"].map { Array($0.utf8) }
    return state.withLock { state in
      let isEnd = marks.allSatisfy { mark in
        bytes.indices.contains { bytes[$0...].starts(with: mark) }
      }
      guard state.isArmed, isEnd else { return false }
      state.isArmed = false
      state.cuts += 1
      return true
    }
  }

  private func pass(_ client: Int32, _ server: Int32) {
    defer {
      if staysShut, cuts > 0 { shutdown(listener, Int32(SHUT_RDWR)) }
      close(client)
      close(server)
    }
    var buffer = [UInt8](repeating: 0, count: 1 << 20)
    while true {
      var looks = [
        pollfd(fd: client, events: Int16(POLLIN), revents: 0),
        pollfd(fd: server, events: Int16(POLLIN), revents: 0),
      ]
      guard poll(&looks, 2, -1) > 0 else { return }
      if looks[0].revents != 0 {
        let count = read(client, &buffer, buffer.count)
        guard count > 0 else { return }
        wait()
        let isHit = hits(buffer[..<count])
        if isHit, cut == .beforeCommit { return }
        guard send(buffer, count, to: server) else { return }
        if isHit {
          // The server has ended the transaction when it answers.
          _ = read(server, &buffer, buffer.count)
          return
        }
      }
      if looks[1].revents != 0 {
        let count = read(server, &buffer, buffer.count)
        wait()
        guard count > 0, send(buffer, count, to: client) else { return }
      }
    }
  }

  private func send(_ bytes: [UInt8], _ count: Int, to descriptor: Int32) -> Bool {
    var sent = 0
    while sent < count {
      let written = bytes[sent..<count].withUnsafeBytes {
        write(descriptor, $0.baseAddress, $0.count)
      }
      guard written > 0 else { return false }
      sent += written
    }
    return true
  }
}
