import Foundation
import Testing

@testable import TestDriver

/// The screen on a store that is on a server.
@Suite(.enabled(if: PrivateCluster.shared != nil, "PostgreSQL is not installed"), .serialized)
struct ServerScreenTests {
  private let sandbox: Sandbox
  private let cluster: PrivateCluster
  private let name: String

  init() async throws {
    let programs = try #require(PrivateCluster.installed())
    cluster = try PrivateCluster(programs: programs)
    (sandbox, name) = try await Sandbox.onServer(cluster)
    try cluster.makeRole("ana", in: "slottui_writer")
    try cluster.makeRole("ben", in: "slottui_writer")
    try await sandbox.fillAnew()
  }

  private func session(_ folder: String? = nil) async throws -> TerminalSession {
    let address = "postgres://ana@/\(name)?host=\(folder ?? cluster.folder)"
    let session = try await TerminalSession(sandbox, "--db", address, "--date", "2031-03-05")
    try await session.wait(for: "Wed 5 Mar 2031 09:00")
    return session
  }

  @Test func everybodySeesEverybodysChanges() async throws {
    let session = try await session()
    let address = cluster.address(of: name, as: "ben")
    let slot = try await sandbox.slots()[1].id
    try await sandbox.slottui("slot", "disable", slot, "--db", address)
    try await session.wait(for: "ben")
    try await session.press("d", expecting: "Disabled Wed 5 Mar 2031 09:00–09:30.")
    #expect(try await sandbox.history()[0].by == "ana")
    try await session.press("u", expecting: "Taken back")
    #expect(try await sandbox.slots().map(\.status) == ["active", "disabled", "active", "active"])
    try await session.press("q")
    #expect(try await session.exitStatus() == 0)
  }

  /// The cursor does not wait for a change that is on its way, and keys that do come in order.
  @Test func theCursorMovesWhileAChangeIsSaved() async throws {
    let proxy = try Proxy(to: cluster.folder + "/.s.PGSQL.5432")
    let session = try await session(proxy.folder)
    proxy.slowDown(to: 60_000)
    try await session.press("d", "w", "d")
    let screen = try await session.wait(for: "the next slot under the cursor") {
      $0.sentence.contains("10:00–10:30")
    }
    #expect(!screen.contains("Disabled"))
    try await session.wait(for: "Saving… Esc stops it.")
    proxy.slowDown(to: 0)
    try await session.wait(for: "Disabled Wed 5 Mar 2031 10:00–10:30.")
    let statuses = ["disabled", "disabled", "active", "active"]
    #expect(try await sandbox.slots().map(\.status) == statuses)
    try await session.press("q")
    #expect(try await session.exitStatus() == 0)
  }

  /// The week where one was before, and those beside it, are there while the way to the server is shut.
  @Test func nearbyWeeksNeedNoServer() async throws {
    let proxy = try Proxy(to: cluster.folder + "/.s.PGSQL.5432")
    let session = try await session(proxy.folder)
    try await session.press("]", expecting: "10 Mar")
    try await session.press("[", expecting: "09:00–09:30")
    proxy.slowDown(to: 60_000)
    try await session.press("]", expecting: "10 Mar")
    try await session.press("[", expecting: "09:00–09:30")
    try await session.press("q")
    #expect(try await session.exitStatus() == 0)
  }

  /// Whoever has gone to a week that does not come leaves all the same.
  @Test func aServerThatDoesNotAnswerKeepsNobody() async throws {
    let proxy = try Proxy(to: cluster.folder + "/.s.PGSQL.5432")
    let session = try await session(proxy.folder)
    proxy.slowDown(to: 60_000)
    try await session.press("]", "]", "]", "q")
    #expect(try await session.exitStatus() == 0)
  }

  /// What is shown stays, the title says what is the matter, and everything comes back by itself.
  @Test func theServerGoesAndComesBack() async throws {
    let session = try await session()
    try cluster.kill()
    let screen = try await session.wait(for: "server out of reach")
    #expect(screen.contains("Wed 5 Mar 2031 09:00–09:30"))
    try await session.press("w")
    try await session.wait(for: "10:00–10:30, free")
    try await session.press("d", expecting: "S009: ")
    try cluster.start()
    try await session.wait(for: "the server is back") { !$0.contains("server out of reach") }
    try await session.press("d", expecting: "Disabled Wed 5 Mar 2031 10:00–10:30.")
    try await session.press("q")
    #expect(try await session.exitStatus() == 0)
  }
}
