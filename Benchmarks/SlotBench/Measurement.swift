import Glibc

/// Seconds on a clock that only goes forward.
func now() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_MONOTONIC, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}

/// How long something takes, in seconds.
func seconds(_ work: () throws -> Void) rethrows -> Double {
  let start = now()
  try work()
  return now() - start
}

extension [Double] {
  /// Nil when there are none.
  var median: Double? { percentile(50) }

  /// The smallest value that so many per cent of all do not exceed (nearest rank).
  func percentile(_ percent: Double) -> Double? {
    guard !isEmpty else { return nil }
    let rank = (percent / 100 * Double(count)).rounded(.up)
    return sorted()[Swift.max(0, Int(rank) - 1)]
  }

  var mean: Double? { isEmpty ? nil : reduce(0, +) / Double(count) }
}

extension Array {
  /// All of it, so many times.
  func repeated(_ times: Int) -> [Element] { Array(repeatElement(self, count: times).joined()) }
}
