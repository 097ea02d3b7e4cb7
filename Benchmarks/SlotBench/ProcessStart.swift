import Glibc

/// Starts a program that has no terminal; what it prints goes to a file.
func startProcess(
  _ arguments: [String],
  home: String,
  output: String = "/dev/null"
) throws -> pid_t {
  var actions = posix_spawn_file_actions_t()
  posix_spawn_file_actions_init(&actions)
  defer { posix_spawn_file_actions_destroy(&actions) }
  posix_spawn_file_actions_addopen(&actions, 1, output, O_WRONLY | O_CREAT | O_TRUNC, 0o666)
  var process: pid_t = 0
  let failure = withCStrings(arguments) { words in
    withCStrings(benchEnvironment(home: home)) { environment in
      posix_spawn(&process, arguments[0], &actions, nil, words, environment)
    }
  }
  guard failure == 0 else { throw BenchError.cannotStart(arguments[0]) }
  return process
}

/// What every program that is measured finds around it.
func benchEnvironment(home: String) -> [String] {
  [
    "HOME=\(home)", "LANG=C.UTF-8", "PATH=/usr/bin:/bin", "TERM=xterm-256color", "TZ=UTC",
    "USER=bench",
  ]
}

/// The path of a program that was built into the bench's own folder.
func programBesideBench(_ name: String) -> String {
  let folder = CommandLine.arguments[0].split(separator: "/", omittingEmptySubsequences: false)
    .dropLast().joined(separator: "/")
  return "\(folder)/\(name)"
}

/// The strings as a C array that ends with NULL.
func withCStrings<Result>(
  _ strings: [String],
  _ body: (UnsafePointer<UnsafeMutablePointer<CChar>?>) -> Result
) -> Result {
  let pointers = strings.map { strdup($0) } + [nil]
  defer { for pointer in pointers { free(pointer) } }
  return body(pointers)
}

/// All that a small file holds; empty when it cannot be read.
func contents(of path: String) -> String {
  let descriptor = open(path, O_RDONLY)
  guard descriptor >= 0 else { return "" }
  defer { close(descriptor) }
  var bytes: [UInt8] = []
  var part = [UInt8](repeating: 0, count: 8192)
  while case let count = read(descriptor, &part, part.count), count > 0 { bytes += part[..<count] }
  return String(decoding: bytes, as: UTF8.self)
}
