import Foundation
import Synchronization
import Testing

@testable import SlotDomain
@testable import TestDriver

/// A database on the tests' own server, with an empty store in it. When nobody refers to it any more, another
/// test gets it, emptied: making one and dropping it take longer than most tests.
final class TestDatabase: Sendable {
  let cluster: PrivateCluster
  let name: String

  /// Where the test at hand runs on a server.
  @TaskLocal static var cluster: PrivateCluster?

  static func current() throws -> TestDatabase? {
    try cluster.map { try TestDatabase($0) }
  }

  init(_ cluster: PrivateCluster) throws {
    self.cluster = cluster
    guard let used = Self.unused.withLock({ $0.popLast() }) else {
      name = try cluster.makeDatabase(like: Self.template.get())
      return
    }
    name = used
    try run(Self.emptying)
  }

  deinit { Self.unused.withLock { $0.append(name) } }

  private static let unused = Mutex<[String]>([])

  /// By who may pass by the guards.
  private static let emptying = """
    SET session_replication_role = replica;
    TRUNCATE slottui.block, slottui.block_version, slottui.slot, slottui.lock_key,
      slottui.appointment, slottui.action, slottui.change, slottui.creation RESTART IDENTITY;
    ALTER SEQUENCE slottui.action_id RESTART; ALTER SEQUENCE slottui.block_key RESTART;
    ALTER SEQUENCE slottui.appointment_key RESTART; ALTER SEQUENCE slottui.lock_number RESTART;
    """

  /// As the server's superuser.
  private func run(_ script: String) throws {
    let address = try Self.server(cluster.address(of: name, as: "postgres"))
    let connection = try PostgresConnection(address, isReadOnly: false)
    try connection.open()
    try connection.execute(script)
  }

  /// A store that was made once and that all others begin as.
  private static let template: Result<String, any Error> = Result {
    guard let cluster = try PrivateCluster.shared?.get() else { throw POSIXError(.ENOENT) }
    let name = try cluster.makeDatabase()
    _ = try server(cluster.address(of: name, as: "owner")).makeStore()
    return name
  }

  private static func server(_ address: String) throws -> ServerAddress {
    guard case .server(let server) = try StoreAddress(address) else { throw POSIXError(.EINVAL) }
    return server
  }

  /// With a role for whoever is acting.
  func address(for actor: String) throws -> String {
    try cluster.makeRole(actor, in: "slottui_writer")
    return cluster.address(of: name, as: actor)
  }

  /// Every row of every table.
  func dump(without columns: Set<String>) throws -> [String] {
    let address = try Self.server(cluster.address(of: name, as: "owner"))
    let connection = try PostgresConnection(address, isReadOnly: true)
    try connection.open()
    let tables = ["block", "slot", "lock_key", "appointment", "action", "change", "creation"]
    return try tables.flatMap { table in
      let names = try connection.run([
        PostgresStatement(
          """
          SELECT attname::text FROM pg_attribute
          WHERE attrelid = 'slottui.\(table)'::regclass AND attnum > 0 ORDER BY attnum
          """
        )
      ])[0].all { $0.text(0) }.filter { !columns.contains($0) }
      let list = names.joined(separator: ", ")
      return try connection.run([
        PostgresStatement(
          "SELECT row(\(list))::text FROM slottui.\(table) ORDER BY \(names[0]), \(names[1])"
        )
      ])[0].all { "\(table): \($0.text(0))" }
    }
  }
}

/// Runs every test of a suite once on a file, and once more on a server where there is one.
struct OnBothEngines: TestTrait, SuiteTrait, TestScoping {
  let isRecursive = true

  func provideScope(
    for test: Test,
    testCase: Test.Case?,
    performing function: @Sendable () async throws -> Void
  ) async throws {
    try await function()
    guard let cluster = try PrivateCluster.shared?.get() else { return }
    try await TestDatabase.$cluster.withValue(cluster) { try await function() }
  }
}

extension Trait where Self == OnBothEngines {
  /// On a file, and on a server.
  static var onBothEngines: Self { Self() }
}
