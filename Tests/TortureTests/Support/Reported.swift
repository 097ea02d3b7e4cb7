import Foundation
import Synchronization
import Testing

/// Writes a line about every case into the file `SLOTTUI_TORTURE_TABLE`: how often, how long, and how
/// it ended.
struct Reported: SuiteTrait, TestTrait, TestScoping {
  var isRecursive: Bool { true }

  func scopeProvider(for test: Test, testCase: Test.Case?) -> Self? { testCase == nil ? nil : self }

  func provideScope(
    for test: Test,
    testCase: Test.Case?,
    performing function: @Sendable () async throws -> Void
  ) async throws {
    let tally = Tally()
    let start = ContinuousClock.now
    let noting: IssueHandlingTrait = .filterIssues { _ in
      tally.hasFailed.store(true, ordering: .relaxed)
      return true
    }
    defer { write(test, tally, ContinuousClock.now - start) }
    try await Tally.$current.withValue(tally) {
      do {
        try await noting.provideScope(for: test, testCase: testCase, performing: function)
      } catch {
        tally.hasFailed.store(true, ordering: .relaxed)
        throw error
      }
    }
  }

  private func write(_ test: Test, _ tally: Tally, _ duration: Duration) {
    guard let path = ProcessInfo.processInfo.environment["SLOTTUI_TORTURE_TABLE"] else { return }
    let theme = test.id.nameComponents.dropLast().joined(separator: ".")
    let count = tally.count.load(ordering: .relaxed)
    let outcome = tally.hasFailed.load(ordering: .relaxed) ? "FAILED" : "ok"
    let seconds = duration.formatted(.units(allowed: [.seconds], fractionalPart: .show(length: 1)))
    let name = test.name.prefix { $0 != "(" } + (tally.label.withLock { $0 }.map { " \($0)" } ?? "")
    let line = [theme, String(name), "\(max(1, count))", seconds, outcome].joined(separator: "\t")
    let file = open(path, O_WRONLY | O_CREAT | O_APPEND, 0o644)
    guard file >= 0 else { return }
    _ = Array("\(line)\n".utf8).withUnsafeBytes { Foundation.write(file, $0.baseAddress, $0.count) }
    close(file)
  }
}

extension Trait where Self == Reported {
  static var reported: Self { Reported() }
}

/// What is known of the case that runs.
final class Tally: Sendable {
  @TaskLocal static var current: Tally?

  fileprivate let count = Atomic(0)
  fileprivate let hasFailed = Atomic(false)
  /// Which of the cases of a test it is.
  fileprivate let label = Mutex<String?>(nil)

  /// One more of what the case does often.
  static func add() { current?.count.add(1, ordering: .relaxed) }

  static func name(_ label: String) { current?.label.withLock { $0 = label } }
}
