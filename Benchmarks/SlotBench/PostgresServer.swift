import CBench
import Glibc
import SlotDomain

/// A PostgreSQL server of the bench's own: on a socket in a folder of its own, as durable as a server is
/// when nobody says anything, and gone with the bench.
struct PostgresServer {
  /// Who owns the store, and its database.
  static let role = "bench"
  static let database = "bench"

  private let folder: String
  private let programs: String

  /// The folder of its socket and its data; it belongs to whom it runs as.
  var socket: String { "\(folder)/server" }

  /// Nil where PostgreSQL is not installed.
  init?() throws {
    let root = "/usr/lib/postgresql"
    let versions = (13...40).reversed().map { "\(root)/\($0)/bin" }
    guard postgres_floor_is_possible() == 1,
      let programs = versions.first(where: { access("\($0)/initdb", X_OK) == 0 })
    else { return nil }
    var template = Array("/tmp/slottui-bench-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw BenchError.cannotWrite("/tmp") }
    self.programs = programs
    folder = String(decoding: template.dropLast().map(UInt8.init), as: UTF8.self)
    chmod(folder, 0o755)
    try start()
  }

  private func start() throws {
    mkdir(socket, 0o755)
    if geteuid() == 0, let owner = getpwnam("postgres") {
      chown(socket, owner.pointee.pw_uid, owner.pointee.pw_gid)
    }
    let data = "\(socket)/data"
    try run("initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-locale")
    let settings = "-k \(socket) -c listen_addresses='' -c max_connections=700 -c max_wal_size=4GB"
    try run("pg_ctl", "-D", data, "-w", "-s", "-l", "\(socket)/log", "-o", settings, "start")
    try watch("\(data)/postmaster.pid")
    try run(
      "psql",
      "-X",
      "-q",
      "-v",
      "ON_ERROR_STOP=1",
      "-h",
      socket,
      "-U",
      "postgres",
      "-c",
      "CREATE ROLE \(Self.role) LOGIN CREATEROLE",
      "-c",
      "CREATE DATABASE \(Self.database) OWNER \(Self.role)"
    )
  }

  /// Another server, which from now on has every change on its disk before that is acknowledged.
  func addStandby() throws {
    let standby = "\(folder)/standby"
    mkdir(standby, 0o755)
    if geteuid() == 0, let owner = getpwnam("postgres") {
      chown(standby, owner.pointee.pw_uid, owner.pointee.pw_gid)
    }
    let data = "\(standby)/data"
    try run("pg_basebackup", "-h", socket, "-U", "postgres", "-D", data, "-R", "-c", "fast")
    let settings = "-k \(standby) -c listen_addresses='' -c max_connections=700"
    try run("pg_ctl", "-D", data, "-w", "-s", "-l", "\(standby)/log", "-o", settings, "start")
    try watch("\(data)/postmaster.pid")
    let setting = "ALTER SYSTEM SET synchronous_standby_names = '*'"
    try run("psql", "-X", "-q", "-h", socket, "-U", "postgres", "-c", setting)
    try run("psql", "-X", "-q", "-h", socket, "-U", "postgres", "-c", "SELECT pg_reload_conf()")
    sleep(2)
  }

  /// A process that ends the server behind the bench, however that ends, and removes its folder.
  private func watch(_ file: String) throws {
    let script = """
      trap '' INT
      while kill -0 \(getpid()) 2>/dev/null; do sleep 1; done
      kill -QUIT "$(head -n 1 '\(file)')"; sleep 1; rm -rf '\(folder)'
      """
    _ = try startProcess(["/bin/sh", "-c", script], home: folder)
  }

  /// Runs one of its programs as who may: as root it refuses to work.
  private func run(_ program: String, _ arguments: String...) throws {
    let login =
      geteuid() == 0
      ? ["/usr/bin/setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"] : []
    let command = login + ["\(programs)/\(program)"] + arguments
    let process = try startProcess(command, home: folder)
    var status: Int32 = 0
    waitpid(process, &status, 0)
    guard status == 0 else { throw BenchError.failed(command.joined(separator: " ")) }
  }

  /// The folder of a socket from where a trip to the server takes so many milliseconds longer.
  func line(milliseconds: Int) throws -> String {
    guard milliseconds > 0 else { return socket }
    let path = "\(folder)/line-\(milliseconds)"
    guard mkdir(path, 0o755) == 0 else { throw BenchError.cannotWrite(path) }
    delayed_line_open(path, socket, Int64(milliseconds) * 1_000_000)
    return path
  }

  /// What slottui is given to open the store.
  static func address(_ socket: String) -> String {
    "postgres://\(role)@/\(database)?host=\(socket)"
  }
}
