/// A stretch of time, half open: `start` belongs to it, `end` does not.
public struct TimeRange: Hashable, Sendable {
  public var start: Instant
  public var end: Instant

  public init(start: Instant, end: Instant) {
    self.start = start
    self.end = end
  }

  /// Elapsed time between both ends.
  public var length: Span { end - start }

  public func contains(_ instant: Instant) -> Bool {
    start <= instant && instant < end
  }

  /// Whether some moment belongs to both. Ranges that only touch do not overlap.
  public func overlaps(_ other: TimeRange) -> Bool {
    start < other.end && other.start < end
  }
}
