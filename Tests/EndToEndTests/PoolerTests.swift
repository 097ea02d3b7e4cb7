import Foundation
import Testing

@testable import TestDriver

/// A pooler between the program and its server, which gives everybody another connection for every
/// transaction.
@Suite(
  .enabled(
    if: PrivateCluster.shared != nil && PrivateCluster.hasPooler,
    "pgbouncer is not installed"
  )
)
struct PoolerTests {
  private let sandbox: Sandbox
  private let address: String

  init() async throws {
    let cluster = try #require(PrivateCluster.shared).get()
    let name: String
    (sandbox, name) = try await Sandbox.onServer(cluster)
    try await sandbox.fillAnew()
    let pooler = try cluster.startPooler(for: ["owner"])
    address = "postgres://owner@/\(name)?host=\(pooler)"
  }

  /// More processes than the pooler has connections.
  @Test func everybodyGetsTheirTurn() async throws {
    let slot = try await sandbox.slots()[0].id
    try await sandbox.slottui("slot", "update", slot, "--capacity", "20")
    let pooled = address + "&pool=transaction"
    try await withThrowingTaskGroup(of: Void.self) { [sandbox] group in
      for number in 1...10 {
        group.addTask {
          let words = ["appointment", "create", "--slot", slot, "--name", "Guest \(number)"]
          let output = try await sandbox.slottui(words + ["--db", pooled])
          #expect(output.status == 0, "\(output)")
        }
      }
      try await group.waitForAll()
    }
    #expect(try await sandbox.appointments().count == 10)
    try await sandbox.slottui("undo", "--db", pooled)
    #expect(try await sandbox.appointments().count == 9)
    try await sandbox.slottui("check", "--db", pooled)
    let doctor = try await sandbox.slottui("doctor", "--db", pooled)
    #expect(doctor.contains("in between; what others change is seen within about a second"))
  }

  @Test func aScreenSeesWhatOthersChange() async throws {
    let session = try await TerminalSession(
      sandbox,
      "--db",
      address + "&pool=transaction",
      "--date",
      "2031-03-05"
    )
    try await session.wait(for: "Wed 5 Mar 2031 09:00")
    try await sandbox.slottui("slot", "disable", try await sandbox.slots()[1].id)
    try await session.wait(for: "off")
    try await session.press("q")
    #expect(try await session.exitStatus() == 0)
  }

  /// Whoever does not say so is told.
  @Test func itHasToBeNamed() async throws {
    let doctor = try await sandbox.slottui(["doctor", "--db", address])
    #expect(doctor.text.contains("Add ?pool=transaction to the address."), "\(doctor)")
  }
}
