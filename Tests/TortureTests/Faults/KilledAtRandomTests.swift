import Foundation
import Testing

@testable import TestDriver

/// kill -9 at moments that nobody chose.
@Suite(.serialized, .reported) struct KilledAtRandomTests {
  /// Some commands at once, all killed together: among them, somebody holds the store.
  @Test func acknowledgedChangesAreThere() async throws {
    let sample = try await SampleStore.shared()
    let sandbox = try sample.copy()
    var dice = Torture.dice("kill")
    var acknowledged: Set<String> = []
    for round in 1...Torture.times(200, short: 15) {
      let commands = (1...4).map { number in
        command(round * 10 + number, sample, &dice)
      }
      let delay = Duration.milliseconds(Int.random(in: 5...60, using: &dice))
      let outputs = try await sandbox.killed(commands, after: delay)
      for (command, output) in zip(commands, outputs)
      where output.isAcknowledged && !command.mayChangeNothing {
        // An undo may have left a selection with nothing in it.
        if output.text.contains("\"changed\": 0") { continue }
        acknowledged.insert(command.reason)
      }
      Tally.add()
      try await sandbox.expectSound("round \(round)")
      let lost = acknowledged.subtracting(try StorePicture.reasons(sandbox.store))
      #expect(lost.isEmpty, "round \(round)")
    }
    // A few rounds on a busy machine may all be killed before anything is done.
    #expect(!acknowledged.isEmpty || !Torture.isLong)
  }

  /// What the screen says is done, is done.
  @Test func acknowledgedOnTheScreen() async throws {
    let sample = try await SampleStore.shared()
    for _ in 1...Torture.times(20, short: 2) {
      let sandbox = try sample.copy()
      let terminal = try RawTerminal(sandbox, "--date", "2031-03-05")
      try await terminal.wait(for: "Wed 5 Mar 2031 09:00")
      terminal.type("d")
      // Somebody has a place in it.
      try await terminal.wait(for: "y/n")
      terminal.type("y")
      try await terminal.wait(for: "Disabled Wed 5 Mar")
      kill(terminal.child.id, SIGKILL)
      #expect(try await terminal.waitUntilEnd() == 137)
      Tally.add()
      try await sandbox.expectSound("after the screen was killed")
      #expect(try await sandbox.slots()[0].status == "disabled")
    }
  }

  /// A command with a reason of its own. It may be refused, as when the slot is locked already.
  private func command(
    _ number: Int,
    _ sample: SampleStore,
    _ dice: inout SeededGenerator
  ) -> ReasonedCommand {
    let slot = sample.slots.randomElement(using: &dice)?.id ?? ""
    let day = "2032-\(10 + number % 3)-\(10 + number / 3 % 18)"
    let clock = "\(10 + number / 60 % 12):\(number % 10 * 5 + 10)"
    let all = [
      ["slot", "create", "--block", Sandbox.block, "--start", "\(day)T\(clock)", "--minutes", "5"],
      ["slot", "update", slot, "--metadata", "{\"number\":\(number)}"],
      ["slot", "update", "--block", Sandbox.block, "--from", "2031-04-01", "--metadata"]
        + ["{\"number\":\(number)}"],
      ["slot", "lock", slot, "--minutes", "5"],
      ["slot", "unlock", slot, "--force"],
      ["appointment", "create", "--slot", slot, "--name", "Guest \(number)"],
      ["block", "create", "--name", "Room \(number)", "--timezone", "UTC"],
      ["undo"],
    ]
    return ReasonedCommand(all.randomElement(using: &dice) ?? [], reason: "kill \(number)")
  }
}

/// A command that is found again in the journal.
struct ReasonedCommand: Sendable {
  let reason: String
  let arguments: [String]
  /// Repeating what holds already succeeds without being an action.
  let mayChangeNothing: Bool

  init(_ words: [String], reason: String) {
    self.reason = "\(reason): \(words.prefix(2).joined(separator: " "))"
    arguments = words + ["--reason", self.reason, "--json"]
    let verb = words.dropFirst().first ?? ""
    mayChangeNothing =
      ["enable", "disable", "unlock", "cancel", "reschedule"].contains(verb)
      || verb == "update" && words.contains("--capacity")
  }
}

extension Sandbox {
  /// Runs commands at once and kills those that have not ended after a while.
  fileprivate func killed(_ commands: [ReasonedCommand], after delay: Duration) async throws
    -> [Output]
  {
    let files = commands.indices.map { "\(folder)/\($0).out" }
    let children = try zip(commands, files).map { command, file in
      try Child(
        [Self.program] + command.arguments,
        environment: environment(),
        streams: .files(output: file, errors: "/dev/null")
      )
    }
    try await Task.sleep(for: delay)
    for child in children { kill(child.id, SIGKILL) }
    return try zip(children, files).map { child, file in
      let status = child.block()
      let text = try String(contentsOfFile: file, encoding: .utf8)
      unlink(file)
      return Output(status: status, text: text, errors: "")
    }
  }
}
