import Foundation

/// `slottui` on a terminal whose other end is the test: for bytes, modes and hang-ups, which tmux
/// does not show.
final class RawTerminal {
  let child: Child
  /// All that the program has sent so far.
  private(set) var sent: [UInt8] = []
  private var master: Int32
  private var slave: Int32
  private var countWhenTyped = 0
  private(set) var exitStatus: Int32?

  /// - Parameters:
  ///   - command: What to run; empty for `slottui` itself.
  ///   - staysOpen: The test keeps an end open as well, as a login shell does, so that the modes can
  ///     be looked at afterwards.
  init(
    _ sandbox: Sandbox,
    _ arguments: String...,
    variables: [String: String] = [:],
    command: [String] = [],
    staysOpen: Bool = true,
    width: UInt16 = 80,
    height: UInt16 = 24
  ) throws {
    var ends: (master: Int32, slave: Int32) = (-1, -1)
    var name = [CChar](repeating: 0, count: 128)
    guard openpty(&ends.master, &ends.slave, &name, nil, nil) == 0 else {
      throw POSIXError(.ENOTTY)
    }
    (master, slave) = ends
    // A program that another test starts meanwhile shall not keep this terminal open.
    for end in [master, slave] { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    _ = fcntl(master, F_SETFL, O_NONBLOCK)
    let path = String(decoding: name.prefix { $0 != 0 }.map(UInt8.init), as: UTF8.self)
    var size = winsize(ws_row: height, ws_col: width, ws_xpixel: 0, ws_ypixel: 0)
    _ = ioctl(master, UInt(TIOCSWINSZ), &size)
    modesBefore = Self.modes(of: slave)
    child = try Child(
      (command.isEmpty ? [Sandbox.program] : command) + arguments,
      environment: sandbox.environment(variables),
      streams: .terminal(path)
    )
    if !staysOpen {
      close(slave)
      slave = -1
    }
  }

  deinit {
    if status() == nil {
      kill(child.id, SIGKILL)
      _ = child.block()
    }
    if slave >= 0 { close(slave) }
    if master >= 0 { close(master) }
  }

  // MARK: Typing

  /// In one write, so that the program can read it at once.
  func type(_ text: String) {
    receive()
    countWhenTyped = sent.count
    _ = Array(text.utf8).withUnsafeBytes { write(master, $0.baseAddress, $0.count) }
  }

  /// As soon as `text` is there, without giving this thread to another test in between: for what is only
  /// there for a moment.
  func type(_ keys: String, at text: String) throws {
    let clock = ContinuousClock()
    let deadline = clock.now + .seconds(60)
    while !String(decoding: sent, as: UTF8.self).contains(text) {
      guard clock.now < deadline, !hasEnded else { throw NeverHappened(what: "“\(text)”") }
      usleep(1_000)
      receive()
    }
    type(keys)
  }

  /// Without taking in what was sent, as a terminal that hangs.
  func typeBlindly(_ text: String) {
    _ = Array(text.utf8).withUnsafeBytes { write(master, $0.baseAddress, $0.count) }
  }

  /// As fast as it is read; for more than fits at once.
  func typeSlowly(_ text: String) async throws {
    receive()
    countWhenTyped = sent.count
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { write(master, $0.baseAddress, min($0.count, 4096)) }
      rest = rest.dropFirst(max(0, count))
      receive()
      if count < 0 { try await Task.sleep(for: .milliseconds(1)) }
    }
  }

  func resize(width: UInt16, height: UInt16) {
    var size = winsize(ws_row: height, ws_col: width, ws_xpixel: 0, ws_ypixel: 0)
    _ = ioctl(master, UInt(TIOCSWINSZ), &size)
  }

  /// The connection drops.
  func hangUp() {
    close(master)
    master = -1
  }

  // MARK: Looking

  /// Takes in what was sent meanwhile.
  func receive() {
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while master >= 0 {
      let count = read(master, &buffer, buffer.count)
      guard count > 0 else { return }
      sent += buffer[..<count]
    }
  }

  /// Waits until something new holds `text`; returns all that is new.
  @discardableResult
  func wait(for text: String, after start: Int = 0) async throws -> String {
    try await eventually(
      "“\(text)” in \(String(decoding: sent[start...], as: UTF8.self).debugDescription)"
    ) {
      receive()
      let new = String(decoding: sent[start...], as: UTF8.self)
      return new.contains(text) ? new : nil
    }
  }

  /// Waits until something is sent after what was typed last.
  func waitForAnything() async throws {
    let _: Bool = try await eventually(
      "something is drawn after \(String(decoding: sent.suffix(300), as: UTF8.self).debugDescription)"
    ) {
      receive()
      return sent.count > countWhenTyped || hasEnded ? true : nil
    }
  }

  /// How long the program takes to answer keys with something. Gives this thread to no other test, which
  /// would be counted.
  func answerTime(to keys: String) throws -> Duration {
    type(keys)
    let start = ContinuousClock.now
    while sent.count == countWhenTyped {
      guard ContinuousClock.now - start < .seconds(60), !hasEnded else {
        throw NeverHappened(what: "an answer to \(keys.debugDescription)")
      }
      usleep(1_000)
      receive()
    }
    return ContinuousClock.now - start
  }

  /// How long the program takes to end, which it is about to do; as long as that takes at most. Gives this
  /// thread to no other test.
  func timeUntilEnd(atMost limit: Duration) -> Duration {
    let start = ContinuousClock.now
    while !hasEnded, ContinuousClock.now - start < limit {
      usleep(2_000)
      receive()
    }
    return ContinuousClock.now - start
  }

  /// Waits until the program has taken the terminal over, which ends with pastes being marked, or has
  /// ended.
  func waitUntilOpen() async throws {
    let _: Bool = try await eventually("the screen is opened") {
      receive()
      return hasEnded || String(decoding: sent, as: UTF8.self).contains("\u{1B}[?2004h")
        ? true : nil
    }
  }

  /// Waits until the program has read what was typed. For a terminal of which the test keeps an end.
  func waitUntilRead() async throws {
    let _: Bool = try await eventually("what was typed is read", pause: .milliseconds(1)) {
      isRead ? true : nil
    }
  }

  private var isRead: Bool {
    receive()
    var waiting: Int32 = 0
    return ioctl(slave, UInt(FIONREAD), &waiting) != 0 || waiting == 0 || hasEnded
  }

  /// Types a key and lets the program do what that leads to in small pieces, with long pauses between,
  /// until `text` is there: nobody's machine does it in a moment then. Gives this thread to no other test.
  func type(_ key: String, slowlyUntil text: String) throws {
    type(key)
    let start = ContinuousClock.now
    while ContinuousClock.now - start < .seconds(120) {
      usleep(10_000)
      receive()
      guard !String(decoding: sent, as: UTF8.self).contains(text) else { return }
      kill(child.id, SIGSTOP)
      usleep(350_000)
      kill(child.id, SIGCONT)
    }
    throw NeverHappened(what: "“\(text)”")
  }

  func waitUntilEnd() async throws -> Int32 {
    try await eventually("the program ends", pause: .milliseconds(2)) {
      receive()
      return status()
    }
  }

  /// Leaves whatever is open, and then the program, by Ctrl-C; returns the exit status.
  func leave() async throws -> Int32 {
    // Not once more than it takes, or the last one would interrupt the leaving.
    for _ in 1...5 where !hasLeft && !hasEnded {
      type("\u{3}")
      try await waitForAnything()
      // What arrived can have been on its way before: the leaving follows then.
      for _ in 1...10 where !hasLeft && !hasEnded {
        try await Task.sleep(for: .milliseconds(15))
        receive()
      }
    }
    return try await waitUntilEnd()
  }

  /// Whether the program gives the screen back: that begins with pastes, which are no longer marked.
  var hasLeft: Bool {
    let end = String(decoding: sent.suffix(100), as: UTF8.self)
    return end.contains("\u{1B}[?2004l") || end.contains("\u{1B}[?1049l")
  }

  var hasEnded: Bool { status() != nil }

  private func status() -> Int32? {
    if exitStatus == nil { exitStatus = child.status() }
    return exitStatus
  }

  // MARK: Modes

  /// Before the program began.
  let modesBefore: [UInt32]

  var modes: [UInt32] { Self.modes(of: slave) }

  private static func modes(of terminal: Int32) -> [UInt32] {
    var modes = termios()
    tcgetattr(terminal, &modes)
    let characters = withUnsafeBytes(of: modes.c_cc) { $0.map(UInt32.init) }
    return [modes.c_iflag, modes.c_oflag, modes.c_cflag, modes.c_lflag] + characters
  }
}
