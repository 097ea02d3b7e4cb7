import Testing

@testable import TestDriver

/// A commit is written into the log first, then the disk is waited for, and only then can it be seen:
/// what is open shows it all the same, however long that takes.
@Suite(.serialized, .reported) struct SlowDiskTests {
  @Test(arguments: [200, 1500])
  func openScreenShowsLateCommits(milliseconds: Int) async throws {
    Tally.name("\(milliseconds) ms")
    let sample = try await SampleStore.shared()
    let sandbox = try sample.copy()
    let screen = try await TerminalSession(sandbox, "--date", "2031-03-05")
    try await screen.wait(for: "09:00")
    let slow = try await FaultShim.environment(sandbox, slowDisk: milliseconds)
    for (verb, word) in [("disable", "disabled"), ("enable", "enabled")] {
      let output = try await sandbox.run(
        [Sandbox.program, "slot", verb, sample.slots[3].id],
        environment: slow
      )
      #expect(output.status == 0)
      Tally.add()
      try await screen.wait(for: word)
    }
  }
}
