import Foundation
import Synchronization
import Testing

@testable import TestDriver

/// Backups while others write: each copy is sound, has all that was acknowledged before it was begun,
/// and can be worked on.
@Suite(.serialized, .reported) struct BackupUnderLoadTests {
  @Test func everyCopyCanBeRestored() async throws {
    let sandbox = try await SampleStore.shared().copy()
    let load = Load()
    try await withThrowingTaskGroup(of: Void.self) { group in
      for writer in 1...3 {
        group.addTask {
          var number = 0
          while !load.isOver.load(ordering: .relaxed) {
            number += 1
            let reason = "writer \(writer), \(number)"
            let command = ReasonedCommand(
              ["block", "create", "--name", reason, "--timezone", "UTC"],
              reason: reason
            )
            let output = try await sandbox.slottui(command.arguments)
            #expect(output.status == 0, "\(output)")
            load.acknowledged.withLock { _ = $0.insert(command.reason) }
          }
        }
      }
      defer { load.isOver.store(true, ordering: .relaxed) }
      for number in 1...Torture.times(60, short: 4) {
        let before = load.acknowledged.withLock { $0 }
        let copy = "\(sandbox.folder)/copy-\(number).db"
        try await sandbox.slottui("backup", copy)
        try await expectRestorable(copy, with: before)
        Tally.add()
      }
    }
    try await sandbox.expectSound("after the backups")
  }

  private final class Load: Sendable {
    /// The reasons of what was done.
    let acknowledged = Mutex<Set<String>>([])
    let isOver = Atomic(false)
  }

  private func expectRestorable(_ copy: String, with reasons: Set<String>) async throws {
    let restored = try Sandbox()
    try FileManager.default.moveItem(atPath: copy, toPath: restored.store)
    try await restored.expectSound("a copy")
    #expect(try StorePicture.reasons(restored.store).isSuperset(of: reasons))
    try await restored.slottui("undo")
    try await restored.slottui("block", "create", "--name", "Restored", "--timezone", "UTC")
    try await restored.expectSound("a copy that was worked on")
  }
}
