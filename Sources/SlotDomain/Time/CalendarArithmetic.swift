extension Int {
  /// The quotient rounded down and the remainder from 0 up, also for numbers below zero.
  func flooringDivision(by divisor: Int) -> (quotient: Int, remainder: Int) {
    let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
  }
}

extension Comparable {
  func clamped(to limits: ClosedRange<Self>) -> Self {
    min(max(self, limits.lowerBound), limits.upperBound)
  }
}

extension Instant {
  /// The instant, or the nearest one that still has a date (see ``CivilDate``).
  var datable: Instant {
    Instant(milliseconds: milliseconds.clamped(to: Self.datableMilliseconds))
  }

  static let datableMilliseconds: ClosedRange<Int64> =
    -8_640_000_000_000_000...8_640_000_000_000_000
  static let datableSeconds: ClosedRange<Int64> = -8_640_000_000_000...8_640_000_000_000
}
