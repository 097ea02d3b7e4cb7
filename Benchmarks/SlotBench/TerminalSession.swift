import CBench
import Glibc

/// A program on a terminal of 200×50, seen from the terminal's side: keys go in, bytes come out.
final class TerminalSession {
  static let columns: Int32 = 200
  static let rows: Int32 = 50

  /// What the program sent until it fell silent.
  struct Answer {
    var bytes = 0
    /// When the last of them came.
    var end: Double
  }

  let process: pid_t
  private let terminal: Int32
  private var buffer = [UInt8](repeating: 0, count: 1 << 16)
  private(set) var hasEnded = false

  /// - Parameter home: The program's home folder, so that nobody's settings play a part.
  init(_ arguments: [String], home: String) throws {
    var process: pid_t = 0
    terminal = withCStrings(arguments) { arguments in
      withCStrings(benchEnvironment(home: home)) { environment in
        terminal_spawn(arguments, environment, Self.columns, Self.rows, &process)
      }
    }
    guard terminal >= 0 else { throw BenchError.cannotStart(arguments[0]) }
    self.process = process
  }

  deinit {
    close(terminal)
    kill(process, SIGKILL)
    waitpid(process, nil, 0)
  }

  /// Reads until nothing came for `quiet` seconds, or a text has come. Gives up on a first byte after
  /// `patience`.
  func answer(quiet: Double, patience: Double = 2, until text: String? = nil) -> Answer {
    var answer = Answer(end: now())
    var seen: [UInt8] = []
    while !hasEnded, waitForBytes(answer.bytes == 0 ? patience : quiet) {
      let count = read(terminal, &buffer, buffer.count)
      if count > 0 {
        answer.bytes += count
        answer.end = now()
        guard let text else { continue }
        seen += buffer[..<count]
        if String(decoding: seen, as: UTF8.self).contains(text) { return answer }
      } else if count == 0 || errno != EAGAIN {
        // EIO: nobody has the terminal's other end open any more.
        hasEnded = true
      }
    }
    return answer
  }

  private func waitForBytes(_ seconds: Double) -> Bool {
    var descriptor = pollfd(fd: terminal, events: Int16(POLLIN), revents: 0)
    return poll(&descriptor, 1, Int32((seconds * 1000).rounded(.up))) > 0
  }

  /// Sends a key's bytes; when they were sent.
  @discardableResult
  func press(_ key: Key) -> Double {
    let start = now()
    write(terminal, key.bytes, key.bytes.utf8.count)
    return start
  }

  enum Key: Hashable {
    case up, down, right, left
    case nextPeriod, previousPeriod
    /// What a key of letters, or several in a row, send.
    case text(String)

    /// Arrows as xterm sends them in application mode, which ncurses asks for.
    var bytes: String {
      switch self {
      case .up: "\u{1B}OA"
      case .down: "\u{1B}OB"
      case .right: "\u{1B}OC"
      case .left: "\u{1B}OD"
      case .nextPeriod: "]"
      case .previousPeriod: "["
      case .text(let text): text
      }
    }
  }
}
