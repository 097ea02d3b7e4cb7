import Foundation
import SlotDomain
import Testing

@testable import TestDriver

/// The files beside a store are deleted or replaced while somebody has it open and others come.
@Suite(.serialized, .reported) struct LostLogTests {
  enum Loss: String, CaseIterable {
    case index, log, both, replacedIndex, replacedLog, replacedBoth

    var suffixes: [String] {
      switch self {
      case .index, .replacedIndex: ["-shm"]
      case .log, .replacedLog: ["-wal"]
      case .both, .replacedBoth: ["-wal", "-shm"]
      }
    }

    var isReplaced: Bool { rawValue.hasPrefix("replaced") }
  }

  private let sandbox: Sandbox

  init() async throws {
    sandbox = try Sandbox()
    try await sandbox.slottui("init")
  }

  private func open() throws -> SQLiteStore {
    try SQLiteStore(path: sandbox.store, options: .init(actor: "ana"))
  }

  private func inflict(_ loss: Loss) {
    for name in loss.suffixes.map({ sandbox.store + $0 }) {
      unlink(name)
      guard loss.isReplaced else { continue }
      #expect(FileManager.default.createFile(atPath: name, contents: nil))
      chmod(name, 0o600)
    }
  }

  private func block(_ name: String) -> SlotDomain.Operation {
    .createBlock(BlockDraft(name: name, timezone: "UTC"))
  }

  /// Who has the old files open writes no more, and puts nothing of theirs over what others have written
  /// since.
  @Test(arguments: Loss.allCases) func whatOthersWriteIsKept(loss: Loss) async throws {
    Tally.name(loss.rawValue)
    var old: SQLiteStore? = try open()
    _ = try old?.perform(block("A"), at: Instant(milliseconds: 0))
    inflict(loss)
    let words = ["block", "create", "--name", "B", "--timezone", "UTC"]
    // With a log that is empty, and an index that says otherwise, it may be refused, but not lost.
    let other = try await sandbox.slottui(words)
    Tally.add()
    #expect(other.status == 0 || other.status == 74, "\(other)")
    let error = #expect(throws: SlotError.self) {
      try old?.perform(block("C"), at: Instant(milliseconds: 0))
    }
    #expect(error?.code == .fileProblem)
    old = nil
    let names = try open().blocks().map(\.name)
    #expect(names.contains("B") == (other.status == 0))
    #expect(!names.contains("C"))
    #expect(loss.suffixes.contains("-wal") || names.contains("A"))
    try await sandbox.expectSound("\(loss)")
  }

  /// An open screen says what has become of its files, as soon as it is touched.
  @Test func anOpenScreenSaysSo() async throws {
    try await sandbox.fill()
    let session = try await TerminalSession(sandbox, "--date", "2031-03-05")
    try await session.wait(for: "Wed 5 Mar 2031 09:00")
    for suffix in ["-wal", "-shm"] { unlink(sandbox.store + suffix) }
    try await session.press("d", expecting: "was deleted or replaced")
    try await session.press("d", expecting: "was deleted or replaced")
    #expect(try await sandbox.slots().allSatisfy { $0.status == "active" })
  }
}
