/// A stretch of time, half open: `start` belongs to it, `end` does not.
public struct TimeRange: Hashable, Sendable {
  public var start: Instant
  public var end: Instant

  public init(start: Instant, end: Instant) {
    self.start = start
    self.end = end
  }

  /// The shortest there is: a slot that overlaps it takes place at that moment.
  public init(at moment: Instant) { self.init(start: moment, end: moment + Span(milliseconds: 1)) }

  /// The years that have a date, 0001 to 9999: no slot lies outside.
  public static let all = TimeRange(
    start: Instant(milliseconds: -62_135_596_800_000),
    end: Instant(milliseconds: 253_402_300_800_000)
  )

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
