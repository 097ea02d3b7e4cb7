import Foundation
import Synchronization

/// A PostgreSQL server of the tests' own: on a socket in a folder of its own, started when the first test
/// asks for it, and gone with the tests' process, however that ends.
public final class PrivateCluster: Sendable {
  public struct Missing: Error, CustomStringConvertible {
    public let description: String
  }

  /// Nil where PostgreSQL is not installed. Where `SLOTTUI_NEEDS_POSTGRESQL=1`, that is a failure.
  public static let shared: Result<PrivateCluster, Missing>? = {
    guard let programs = installed() else {
      guard ProcessInfo.processInfo.environment["SLOTTUI_NEEDS_POSTGRESQL"] == "1" else {
        FileHandle.standardError.write(
          Data("PostgreSQL is not installed: the tests of stores on servers are skipped.\n".utf8)
        )
        return nil
      }
      return .failure(
        Missing(description: "PostgreSQL is not installed: Scripts/deps test does it.")
      )
    }
    do {
      return .success(try PrivateCluster(programs: programs))
    } catch {
      return .failure(Missing(description: "\(error)"))
    }
  }()

  /// The folder of the newest version's programs.
  static func installed() -> String? {
    let root = "/usr/lib/postgresql"
    let versions = (try? FileManager.default.contentsOfDirectory(atPath: root)) ?? []
    return versions.compactMap(Int.init).sorted().last.map { "\(root)/\($0)/bin" }
  }

  /// Also where its socket is.
  public let folder: String
  private let programs: String
  private let names = Mutex((number: 0, roles: Set<String>()))

  /// - `settings`: More lines of its configuration.
  init(programs: String, settings: [String] = []) throws {
    folder = try Self.makeFolder()
    self.programs = programs
    try run(
      "initdb",
      "-D",
      data,
      "-U",
      "postgres",
      "-A",
      "trust",
      "-E",
      "UTF8",
      "--no-locale",
      "--no-sync"
    )
    let lines =
      [
        "listen_addresses = ''", "unix_socket_directories = '\(folder)'", "fsync = off",
        "full_page_writes = off", "max_connections = 400", "max_wal_size = 4GB",
      ] + settings
    try configure(lines)
    try start()
    try watch()
  }

  /// A standby of a server, which follows it until it is promoted. From then on that server waits at every
  /// commit until it is there too.
  init(standbyOf primary: PrivateCluster) throws {
    folder = try Self.makeFolder()
    programs = primary.programs
    let source = ["-h", primary.folder, "-U", "postgres", "-c", "fast"]
    try run(["pg_basebackup"] + source + ["-D", data, "-R", "--no-sync"])
    // It begins without a standby of its own.
    try configure(["unix_socket_directories = '\(folder)'", "synchronous_standby_names = ''"])
    try start()
    try watch()
    try primary.configure(["synchronous_standby_names = '*'"])
    try primary.run("pg_ctl", "-D", primary.data, "reload")
    let isSynchronous = "SELECT 1 / count(*) FROM pg_stat_replication WHERE sync_state = 'sync'"
    for attempt in 1...100 {
      do {
        try primary.execute(isSynchronous)
        break
      } catch  where attempt < 100 {
        usleep(100_000)
      }
    }
  }

  /// Whether pgbouncer is installed.
  static let hasPooler = access("/usr/sbin/pgbouncer", X_OK) == 0

  /// Starts a pooler in front of it that gives everybody another connection for every transaction. Returns
  /// the folder of its socket.
  func startPooler(for roles: [String]) throws -> String {
    let place = try Self.makeFolder()
    let users = roles.map { "\"\($0)\" \"\"" }.joined(separator: "\n")
    let settings = """
      [databases]
      * = host=\(folder) port=5432
      [pgbouncer]
      listen_addr =
      listen_port = 5432
      unix_socket_dir = \(place)
      auth_type = trust
      auth_file = \(place)/users
      pool_mode = transaction
      default_pool_size = 3
      pidfile = \(place)/pid
      logfile = \(place)/log
      """
    for (name, text) in [("users", users), ("settings", settings)] {
      try run("sh", "-c", "printf '%s\n' \"$1\" >\"$2\"", "sh", text, "\(place)/\(name)")
    }
    try run("/usr/sbin/pgbouncer", "-d", "\(place)/settings")
    try Self.endWithTests("\(place)/pid", in: place)
    return place
  }

  private static func makeFolder() throws -> String {
    var template = Array("/tmp/slottui-pg-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw POSIXError(.EIO) }
    let folder = String(decoding: template.dropLast().map(UInt8.init), as: UTF8.self)
    chmod(folder, 0o755)
    if geteuid() == 0, let owner = getpwnam("postgres") {
      chown(folder, owner.pointee.pw_uid, owner.pointee.pw_gid)
    }
    return folder
  }

  /// More lines of its configuration, which count for more than those before.
  private func configure(_ lines: [String]) throws {
    for line in lines {
      try run("sh", "-c", "echo \"$1\" >>\"$2\"", "sh", line, "\(data)/postgresql.conf")
    }
  }

  var data: String { "\(folder)/data" }

  private func watch() throws { try Self.endWithTests("\(data)/postmaster.pid", in: folder) }

  /// A process that ends what has its number in the first line of a file behind the tests, and removes its
  /// folder.
  private static func endWithTests(_ file: String, in folder: String) throws {
    let script = """
      while kill -0 \(getpid()) 2>/dev/null; do sleep 1; done
      kill -QUIT "$(head -n 1 '\(file)')"; sleep 1; rm -rf '\(folder)'
      """
    _ = try Child(
      ["/bin/sh", "-c", script],
      environment: ["PATH": "/usr/bin:/bin"],
      streams: .files(output: "/dev/null", errors: "/dev/null")
    )
  }

  /// As if the machine lost its power.
  func kill() throws { try run("pg_ctl", "-D", data, "-m", "immediate", "-w", "stop") }

  /// Makes a standby the server that takes changes.
  func promote() throws { try run("pg_ctl", "-D", data, "-w", "promote") }

  func start() throws { try run("pg_ctl", "-D", data, "-w", "-l", "\(folder)/log", "start") }

  /// Runs one of its programs (or the shell) as who may: as root it refuses to work.
  public func run(_ arguments: String...) throws { try run(arguments) }

  private func run(_ arguments: [String]) throws {
    let name = arguments[0]
    let isElsewhere = name.hasPrefix("/")
    let program = name == "sh" ? "/bin/sh" : isElsewhere ? name : "\(programs)/\(name)"
    let login =
      geteuid() == 0
      ? ["/usr/bin/setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"] : []
    let output = "/tmp/slottui-pg-\(UUID().uuidString)"
    defer { unlink(output) }
    let child = try Child(
      login + [program] + arguments.dropFirst(),
      environment: ["PATH": "\(programs):/usr/bin:/bin", "LC_ALL": "C", "HOME": folder],
      streams: .files(output: output, errors: output + ".err")
    )
    defer { unlink(output + ".err") }
    guard child.block() != 0 else { return }
    let text = try String(contentsOfFile: output + ".err", encoding: .utf8)
    throw Missing(description: "\(arguments.joined(separator: " ")): \(text)")
  }

  /// - `database`: In which one.
  public func execute(_ sql: String, in database: String = "postgres") throws {
    try run(
      "psql",
      "-X",
      "-q",
      "-v",
      "ON_ERROR_STOP=1",
      "-h",
      folder,
      "-U",
      "postgres",
      "-d",
      database,
      "-c",
      sql
    )
  }

  /// A new database that is like another one, owned by `owner`.
  public func makeDatabase(like template: String = "template0") throws -> String {
    let number = names.withLock { names in
      names.number += 1
      return names.number
    }
    let name = "t\(getpid())_\(number)"
    // Who makes a store makes its roles.
    try makeRole("owner", in: nil, with: "CREATEROLE")
    try execute("CREATE DATABASE \(name) TEMPLATE \(template) OWNER owner")
    return name
  }

  /// A role for a person, made when it is asked for first.
  public func makeRole(_ name: String, in group: String?, with rights: String = "") throws {
    try names.withLock { names in
      guard !names.roles.contains(name) else { return }
      let member = group.map { "IN ROLE \($0)" } ?? ""
      try execute("CREATE ROLE \"\(name)\" LOGIN \(rights) \(member)")
      names.roles.insert(name)
    }
  }

  /// What slottui is given to open a database there.
  public func address(of database: String, as role: String) -> String {
    "postgres://\(role)@/\(database)?host=\(folder)"
  }
}
