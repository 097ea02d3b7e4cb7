/// What the time on a wall means in a zone.
public enum LocalResolution: Hashable, Sendable {
  case one(Instant)
  /// The clock is put forward over this time; it never shows it.
  case gap(LocalGap)
  /// The clock is put back and shows this time again.
  case twice(first: Instant, second: Instant)
}

extension LocalResolution {
  /// The moment, or the earlier one; of a time that the clock never shows the moment of the jump.
  public var first: Instant {
    switch self {
    case .one(let instant), .twice(let instant, _): instant
    case .gap(let gap): gap.instant
    }
  }

  /// The same, and of two the later one.
  var last: Instant { if case .twice(_, let instant) = self { instant } else { first } }
}

/// A stretch of wall-clock time that does not exist: from `before`, inclusive, to `after`,
/// exclusive.
public struct LocalGap: Hashable, Sendable {
  /// What the clock would have shown: `02:00`.
  public let before: LocalTime
  /// What it shows instead: `03:00`.
  public let after: LocalTime
  /// The moment of the jump.
  public let instant: Instant
}

extension Zone {
  /// Whether the zone's clock is put back and shows a time again.
  public func showsTwice(_ local: LocalTime) -> Bool {
    if case .twice = resolve(local) { true } else { false }
  }

  /// The moment, or moments, at which the zone's clock shows a time.
  public func resolve(_ local: LocalTime) -> LocalResolution {
    let wall = local.wallMilliseconds
    var (first, second): (Instant?, Instant?)
    // Walk through every stretch of one offset in which the clock might show this time.
    var start = Instant(milliseconds: wall) - Self.longestOffset
    let end = Instant(milliseconds: wall) + Self.longestOffset
    var offset = self.offset(at: start)
    while true {
      let next = nextTransition(after: start).flatMap { $0.instant < end ? $0 : nil }
      let match = Instant(milliseconds: wall - Int64(offset) * 1000)
      if start <= match, match < next?.instant ?? end {
        if first == nil { first = match } else if second == nil { second = match }
      }
      guard let next else {
        guard let first, let second else { return .one(first ?? match) }
        return .twice(first: first, second: second)
      }
      if let gap = LocalGap(at: next), (gap.before..<gap.after).contains(local) {
        return .gap(gap)
      }
      start = next.instant
      offset = next.offsetAfter
    }
  }

  /// No zone is further from UTC: 26 hours (RFC 9636 §3.2), and one to spare.
  private static var longestOffset: Span { .hours(27) }

  /// The first moment at which the zone's calendar shows the date.
  ///
  /// That is not midnight where the clock is put forward over it (Havana in spring). Of a date
  /// that the calendar skips (Apia, 30 December 2011) it is the moment of the jump, which is also
  /// the start of the next one.
  public func startOfDay(_ date: CivilDate) -> Instant { resolve(LocalTime(date: date)).first }

  /// From the start of the date to the start of the next: 23, 24 or 25 hours as a rule, none for
  /// a date that is skipped. Days follow each other without a hole.
  ///
  /// Where the clock is put back from just after midnight to just before (St. John's, until 2011)
  /// the evening's second hour belongs to the new day.
  public func day(_ date: CivilDate) -> TimeRange { range(of: date, days: 1) }

  /// So many days, the first one included.
  public func range(of firstDay: CivilDate, days: Int) -> TimeRange {
    TimeRange(start: startOfDay(firstDay), end: startOfDay(firstDay.adding(days: days)))
  }
}

extension LocalGap {
  /// Nil where the clock is put back.
  fileprivate init?(at transition: Transition) {
    guard transition.offsetAfter > transition.offsetBefore else { return nil }
    let utc = transition.instant.milliseconds
    before = LocalTime(wallMilliseconds: utc + Int64(transition.offsetBefore) * 1000)
    after = LocalTime(wallMilliseconds: utc + Int64(transition.offsetAfter) * 1000)
    instant = transition.instant
  }
}
