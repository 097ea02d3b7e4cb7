import Foundation
import Testing

@testable import TestDriver

/// A server that is lost while it saves what a command wants.
@Suite(.enabled(if: PrivateCluster.shared != nil, "PostgreSQL is not installed"))
struct LostAnswerTests {
  private let sandbox: Sandbox
  private let cluster: PrivateCluster
  private let name: String

  init() async throws {
    cluster = try #require(PrivateCluster.shared).get()
    (sandbox, name) = try await Sandbox.onServer(cluster)
    try await sandbox.fillAnew()
  }

  private func book(_ more: String...) async throws -> Sandbox.Output {
    let slot = try await sandbox.slots()[0].id
    return try await sandbox.slottui(
      ["appointment", "create", "--slot", slot, "--name", "Ada"] + more
    )
  }

  /// Whether it was kept or not, what is printed has it done once.
  @Test(arguments: [Proxy.Cut.beforeCommit, .afterCommit])
  func theRequestHasItDoneOnce(cut: Proxy.Cut) async throws {
    let proxy = try Proxy(to: cluster.folder + "/.s.PGSQL.5432", cut, staysShut: true)
    proxy.arm()
    let lost = try await book("--db", "postgres://owner@/\(name)?host=\(proxy.folder)")
    #expect(lost.status == 74 && lost.errors.contains("S009"), "\(lost)")
    let words = lost.errors.split(separator: " ")
    let place = try #require(words.firstIndex(of: "--request"))
    let request = String(words[place + 1].prefix { $0 != "," })

    let before = try await sandbox.appointments().count
    #expect(before == (cut == .afterCommit ? 1 : 0))
    for attempt in 1...2 {
      let output = try await book("--request", request)
      #expect(output.status == 0, "\(output)")
      let isDone = output.text.contains("The earlier try was saved. Nothing was done now.")
      #expect(isDone == (before == 1 || attempt == 2), "\(output)")
      #expect(try await sandbox.appointments().count == 1)
    }
    try await sandbox.slottui("check")
  }

  @Test func whatIsNoRequestIsRefused() async throws {
    let wrong = try await book("--request", "x1")
    #expect(wrong.status == 65 && wrong.errors.contains("E013"), "\(wrong)")
    let file = sandbox.folder + "/file.db"
    let output = try await sandbox.slottui(
      [
        "block", "create", "--name", "A", "--timezone", "UTC", "--request", UUID().uuidString,
        "--db", file,
      ]
    )
    #expect(output.errors.contains("E013"), "\(output)")
    #expect(!FileManager.default.fileExists(atPath: file))
  }
}
