import Foundation

/// A program that was started.
struct Child: Sendable {
  let id: pid_t

  /// Where its input comes from and its output goes.
  enum Streams {
    /// The input is empty; output and errors go into these files.
    case files(output: String, errors: String)
    /// A terminal by its path. The program leads its session.
    case terminal(String)
  }

  struct CannotStart: Error, CustomStringConvertible {
    let program: String
    let reason: Int32

    var description: String { "\(program) cannot be started: \(String(cString: strerror(reason)))" }
  }

  /// Starts it with nothing else from here than what is said: no descriptor, no signal mask.
  init(_ arguments: [String], environment: [String: String], streams: Streams) throws {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }

    var flags = POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF
    let files: (input: String, output: String, errors: String)
    switch streams {
    case .files(let output, let errors): files = ("/dev/null", output, errors)
    case .terminal(let path):
      files = (path, path, path)
      flags |= 0x80  // POSIX_SPAWN_SETSID, which Swift does not see.
    }
    let create = O_RDWR | O_CREAT
    posix_spawn_file_actions_addopen(&actions, 0, files.input, O_RDWR, 0)
    posix_spawn_file_actions_addopen(&actions, 1, files.output, create, 0o600)
    posix_spawn_file_actions_addopen(&actions, 2, files.errors, create, 0o600)
    // Whatever other tests have open. What is not open is passed over.
    for descriptor in Int32(3)..<256 { posix_spawn_file_actions_addclose(&actions, descriptor) }
    var signals = sigset_t()
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    sigfillset(&signals)
    posix_spawnattr_setsigdefault(&attributes, &signals)
    posix_spawnattr_setflags(&attributes, Int16(flags))

    var words: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) } + [nil]
    var variables: [UnsafeMutablePointer<CChar>?] =
      environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { for word in words + variables { free(word) } }
    var id: pid_t = 0
    let result = posix_spawn(&id, arguments[0], &actions, &attributes, &words, &variables)
    guard result == 0 else { throw CannotStart(program: arguments[0], reason: result) }
    self.id = id
  }

  /// How it ended, without waiting for that: its exit status, 128 more than the signal that ended
  /// it, or nil while it runs. To be asked until it has ended, and not after.
  func status() -> Int32? {
    var status: Int32 = 0
    guard waitpid(id, &status, WNOHANG) == id else { return nil }
    return Self.exitStatus(status)
  }

  func waitUntilEnd() async throws -> Int32 {
    try await eventually("process \(id) ends", pause: .milliseconds(2)) { status() }
  }

  /// Waits without letting anybody else work; for what ends at once.
  func block() -> Int32 {
    var status: Int32 = 0
    while waitpid(id, &status, 0) < 0, errno == EINTR {}
    return Self.exitStatus(status)
  }

  private static func exitStatus(_ status: Int32) -> Int32 {
    status & 0x7F == 0 ? status >> 8 & 0xFF : 128 + status & 0x7F
  }
}
