/// Looks again and again until there is something to see.
///
/// - Parameters:
///   - what: What is waited for, for the message when it never comes.
///   - limit: Generous, so that a busy machine fails no test.
func eventually<T>(
  _ what: @autoclosure () -> String,
  within limit: Duration = .seconds(60),
  pause: Duration = .milliseconds(10),
  _ look: () async throws -> T?
) async throws -> T {
  let clock = ContinuousClock()
  let deadline = clock.now + limit
  var looks = 0
  while true {
    if let found = try await look() { return found }
    // Where a look takes long, few of them fit.
    looks += 1
    guard clock.now < deadline || looks < 5 else { throw NeverHappened(what: what()) }
    try await Task.sleep(for: pause)
  }
}

struct NeverHappened: Error, CustomStringConvertible {
  let what: String

  var description: String { "Never happened: \(what)" }
}
