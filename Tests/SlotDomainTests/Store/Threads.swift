import Foundation
import Synchronization

/// Runs the body in so many threads at once, and waits. Returns what was thrown.
func inThreads(_ count: Int, _ body: @escaping @Sendable (Int) throws -> Void) -> [String] {
  let failures = Failures()
  let group = DispatchGroup()
  for number in 0..<count {
    group.enter()
    let thread = Thread {
      do { try body(number) } catch { failures.add("\(number): \(error)") }
      group.leave()
    }
    thread.stackSize = 1 << 20
    thread.start()
  }
  group.wait()
  return failures.all
}

private final class Failures: Sendable {
  private let texts = Mutex<[String]>([])

  func add(_ text: String) { texts.withLock { $0.append(text) } }
  var all: [String] { texts.withLock { $0 } }
}

/// A number that threads count up together.
final class Tally: Sendable {
  private let count = Mutex(0)

  func add() { count.withLock { $0 += 1 } }
  var total: Int { count.withLock { $0 } }
}
