/// Which slots a term is made of: on which days of the week, in which hours, how long.
///
/// Everything is said on the wall clock: a slot of 09:00 is one of 09:00 all year. What the clock does
/// to it shows only when the pattern is unrolled in a zone.
public struct WeeklyPattern: Hashable, Sendable {
  /// First and last day, both of them included.
  public var days: ClosedRange<CivilDate>
  public var weekdays: Set<Weekday>
  public var windows: [ClockWindow]
  /// How long a slot is, in minutes.
  public var minutes: Int
  /// Minutes from the end of a slot to the start of the next one.
  public var gap: Int
  /// Days without slots: holidays, for one. A window that runs into such a day from the day before
  /// stays whole.
  public var closures: [ClosedRange<CivilDate>]

  public init(
    days: ClosedRange<CivilDate>,
    weekdays: Set<Weekday>,
    windows: [ClockWindow],
    minutes: Int,
    gap: Int = 0,
    closures: [ClosedRange<CivilDate>] = []
  ) {
    self.days = days
    self.weekdays = weekdays
    self.windows = windows
    self.minutes = minutes
    self.gap = gap
    self.closures = closures
  }

  /// What a pattern comes to in a zone.
  public struct Series: Hashable, Sendable {
    /// By start, as far as the pattern's windows do not overlap.
    public fileprivate(set) var ranges: [TimeRange] = []
    /// Starts that the clock skips (E021), and those that the slot before reaches into because the
    /// clock was put forward meanwhile (E024).
    public fileprivate(set) var skipped: [SlotPlan.Skipped] = []
  }

  /// More slots than this at once is a slip of the hand.
  public static let limit = 1_000_000

  /// The slots of the pattern where a zone's clock hangs.
  ///
  /// Starts follow each other on the wall, every slot has its length in elapsed time; one of a whole
  /// day, `00:00-24:00` in 1440 minutes, is as long as that day is. Where the clock
  /// shows a start twice, slots go on by elapsed time through all of the repetition.
  ///
  /// - Throws: `.badRequest` E013 for no length, and for more than `limit` slots; E022 for a lost zone.
  public func unrolled(in zone: Zone) throws(SlotError) -> Series {
    try SlotError.aboutTime(zone.mustBeKnown)
    guard minutes > 0, gap >= 0 else {
      throw .badRequest("A slot has a length of 1 minute or more.")
    }
    let open = openDays
    let starts = starts
    let count = open.count * starts.reduce(0) { $0 + $1.count }
    guard count <= Self.limit else {
      throw .badRequest("That would be \(count) slots. Plan at most \(Self.limit) at once.")
    }
    var series = Series()
    for day in open {
      for (window, starts) in zip(windows, starts) where !starts.isEmpty {
        lay(starts, window, on: day, in: zone, into: &series)
      }
    }
    return series
  }

  /// How many slots an ordinary day has.
  var slotsOfDay: Int { minutes > 0 && gap >= 0 ? starts.reduce(0) { $0 + $1.count } : 0 }

  private var step: Int { minutes + gap }

  /// Of each window, in minutes after its day's midnight.
  private var starts: [[Int]] {
    windows.map { Array(stride(from: $0.start, through: $0.end - minutes, by: step)) }
  }

  private var openDays: [CivilDate] {
    (days.lowerBound.dayNumber...days.upperBound.dayNumber).map(CivilDate.init(dayNumber:))
      .filter { day in
        weekdays.contains(day.weekday) && !closures.contains { $0.contains(day) }
      }
  }

  /// Lays the slots of one window of one day.
  private func lay(
    _ starts: [Int],
    _ window: ClockWindow,
    on day: CivilDate,
    in zone: Zone,
    into series: inout Series
  ) {
    if isWholeDay(window) { return layWhole(day, in: zone, into: &series) }
    func local(_ minute: Int) -> LocalTime {
      LocalTime(date: day, millisecondOfDay: minute * 60_000)
    }
    var last: TimeRange?
    func add(_ start: Instant) {
      let range = TimeRange(start: start, end: start + .minutes(minutes))
      if let last, last.overlaps(range) {
        let error = SlotError.slotsOverlap(range, existing: last, isNew: true)
        series.skipped.append(SlotPlan.Skipped(start: start, error: error))
      } else {
        series.ranges.append(range)
        last = range
      }
    }
    // A window can run into the next day.
    let changes = zone.transitions(in: zone.range(of: day, days: 2))
    let repeats = changes.contains { $0.offsetAfter < $0.offsetBefore }
    for (index, minute) in starts.enumerated() {
      let resolution = zone.resolve(local(minute))
      if case .gap(let gap) = resolution {
        let error = SlotError.invalidDate(.doesNotExist(local(minute), gap: gap))
        series.skipped.append(SlotPlan.Skipped(start: gap.instant, error: error))
        continue
      }
      add(resolution.first)
      guard repeats else { continue }
      let limit =
        index + 1 == starts.count
        ? zone.resolve(local(window.end)).last
        : zone.resolve(local(starts[index + 1])).first - .minutes(gap)
      var next = resolution.first + .minutes(step)
      while next + .minutes(minutes) <= limit {
        let range = TimeRange(start: next, end: next + .minutes(minutes))
        if holds(range, window, of: day, zone) { add(next) }
        next = next + .minutes(step)
      }
    }
  }

  /// Whether a slot is as long as the day, whose length in elapsed time is the zone's.
  private func isWholeDay(_ window: ClockWindow) -> Bool {
    window.start == 0 && window.end == 1440 && minutes == 1440
  }

  /// Lays one slot from the start of a day to its end.
  private func layWhole(_ day: CivilDate, in zone: Zone, into series: inout Series) {
    let range = zone.day(day)
    if range.start < range.end { return series.ranges.append(range) }
    let midnight = LocalTime(date: day)
    guard case .gap(let gap) = zone.resolve(midnight) else { return }
    let error = SlotError.invalidDate(.doesNotExist(midnight, gap: gap))
    series.skipped.append(SlotPlan.Skipped(start: gap.instant, error: error))
  }

  /// Whether a slot that was laid by elapsed time lies within the window on the wall, before the clock is
  /// put back and after it: the repetition can be longer than the window.
  private func holds(
    _ range: TimeRange,
    _ window: ClockWindow,
    of day: CivilDate,
    _ zone: Zone
  ) -> Bool {
    let midnight = LocalTime(date: day).wallMilliseconds
    let changes = zone.transitions(in: range).map(\.instant).filter { $0 > range.start }
    return zip([range.start] + changes, changes + [range.end]).allSatisfy { start, end in
      let wall = zone.local(start).wallMilliseconds - midnight
      let endOfWall = wall + (end - start).milliseconds
      return wall >= Int64(window.start) * 60_000 && endOfWall <= Int64(window.end) * 60_000
    }
  }
}
