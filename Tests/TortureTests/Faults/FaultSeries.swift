import Foundation
import Testing

@testable import TestDriver

/// A command that is run once undisturbed, and then again and again with a fault at one of its calls.
struct FaultSeries {
  let name: String
  let arguments: @Sendable (Sandbox) -> [String]
  /// Makes the folder in which it runs.
  let prepare: @Sendable () async throws -> Sandbox

  struct Run {
    let sandbox: Sandbox
    let output: Sandbox.Output
    let deed: Deed
    let call: String

    /// For messages.
    var context: String { "\(deed) at \(call): \(output)" }
  }

  /// Runs it with every deed at every call; in the short form with two at one call each.
  ///
  /// - Parameters:
  ///   - undisturbed: Is given the folder after a run without a fault.
  ///   - judge: Is given each run with a fault.
  func run(
    undisturbed: (Sandbox) async throws -> Void,
    judge: (Run) async throws -> Void
  ) async throws {
    Tally.name(name)
    let calls = try await calls(undisturbed)
    var dice = Torture.dice(name)
    let deeds = Deed.allCases.shuffled(using: &dice).prefix(
      Torture.times(Deed.allCases.count, short: 2)
    )
    for deed in deeds {
      let some = Int.random(in: 1...calls.count, using: &dice)
      for number in Torture.isLong ? 1...calls.count : some...some {
        let sandbox = try await prepare()
        let output = try await sandbox.run(
          [Sandbox.program] + arguments(sandbox) + ["--json"],
          environment: FaultShim.environment(sandbox, deed: deed, call: number)
        )
        Tally.add()
        let run = Run(
          sandbox: sandbox,
          output: output,
          deed: deed,
          call: "\(number) of \(calls.count), \(calls[number - 1])"
        )
        expectAnswer(run)
        try await judge(run)
      }
    }
  }

  private func calls(_ undisturbed: (Sandbox) async throws -> Void) async throws -> [String] {
    let sandbox = try await prepare()
    let log = sandbox.folder + "/calls"
    let output = try await sandbox.run(
      [Sandbox.program] + arguments(sandbox) + ["--json"],
      environment: FaultShim.environment(sandbox, log: log)
    )
    try #require(output.status == 0, "\(output)")
    let calls = try String(contentsOfFile: log, encoding: .utf8).split(separator: "\n")
    try #require(!calls.isEmpty)
    try await undisturbed(sandbox)
    return calls.map(String.init)
  }

  /// Who was not killed has either done it or says what is wrong with the file.
  private func expectAnswer(_ run: Run) {
    if run.deed == .short {
      #expect(run.output.status == 0, "\(name), \(run.context)")
    } else if run.deed.isEnd {
      #expect([0, 137].contains(run.output.status), "\(name), \(run.context)")
    } else if run.output.status != 0 {
      #expect(run.output.status == 74, "\(name), \(run.context)")
      #expect(run.output.code == "S007", "\(name), \(run.context)")
    }
  }
}
