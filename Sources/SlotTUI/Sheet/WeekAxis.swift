import SlotDomain

/// The time axis that the seven days of a week share, so that rows are aligned: the 24 hours of the
/// wall clock, and once more those that the clock shows twice on one of the days.
///
/// Positions are milliseconds from the top. A day without a repeated hour has no time at its second
/// showing, and the day of a gap none where the clock skips.
struct WeekAxis: Hashable, Sendable {
  static let dayLength = 86_400_000

  /// A stretch of the wall clock that one of the days shows twice.
  struct Repeat: Hashable, Sendable {
    let start: Int
    let end: Int

    var length: Int { end - start }
  }

  struct Day: Hashable, Sendable {
    let date: CivilDate
    let range: TimeRange
    /// The stretch that this day shows twice.
    fileprivate let stretch: Repeat?
    /// When the second showing begins.
    fileprivate let secondShowing: Instant?
    /// What the wall clock of this day skips, as positions.
    fileprivate(set) var gap: Range<Int>?

    /// Whether its clock runs from 0:00 to 24:00 without a jump, as nearly all do.
    fileprivate var isPlain: Bool {
      stretch == nil && gap == nil && range.length.milliseconds == WeekAxis.dayLength
    }

    fileprivate var withoutJumps: Day {
      Day(date: date, range: range, stretch: nil, secondShowing: nil, gap: nil)
    }
  }

  /// In order, disjoint.
  let repeats: [Repeat]
  let days: [Day]
  let length: Int
  /// Where a repeated stretch or a gap begins and ends: no row goes over it.
  let jumps: [Int]
  /// What the clock of the only day skips: no row shows it.
  let missing: Range<Int>

  /// - `shown`: The days that share it. Jumps of the clock on other days do not matter.
  init(firstDay: CivilDate, zone: Zone, shown: Range<Int> = 0..<7) {
    var days = (0..<7).map { index in
      let day = Self.day(firstDay.adding(days: index), in: zone)
      return shown.contains(index) ? day : day.withoutJumps
    }
    var repeats: [Repeat] = []
    for stretch in days.compactMap(\.stretch) where !repeats.contains(stretch) {
      repeats.append(stretch)
    }
    repeats.sort { $0.start < $1.start }
    for index in days.indices {
      guard let gap = days[index].gap else { continue }
      days[index].gap =
        Self.position(gap.lowerBound, repeats)..<Self.position(gap.upperBound, repeats)
    }
    self.repeats = repeats
    self.days = days
    let gap = shown.count == 1 ? days[shown.lowerBound].gap : nil
    // A date that the calendar skips has nothing else to show.
    missing = gap.flatMap { $0.count < Self.dayLength ? $0 : nil } ?? 0..<0
    jumps =
      days.compactMap(\.gap).flatMap { [$0.lowerBound, $0.upperBound] }
      + repeats.flatMap { [repeats] stretch in
        let first = Self.position(stretch.start, repeats)
        return [first, first + stretch.length, first + 2 * stretch.length]
      }
    length = Self.dayLength + repeats.reduce(0) { $0 + $1.length }
  }

  private static func day(_ date: CivilDate, in zone: Zone) -> Day {
    let range = zone.day(date)
    // A date that the calendar skips has no time at all.
    guard range.start < range.end else {
      return Day(date: date, range: range, stretch: nil, secondShowing: nil, gap: 0..<dayLength)
    }
    guard let change = zone.transitions(in: range).first else {
      return Day(date: date, range: range, stretch: nil, secondShowing: nil, gap: nil)
    }
    let jump = (change.offsetAfter - change.offsetBefore) * 1000
    let after = zone.local(change.instant)
    guard jump < 0 else {
      // A clock that is put on at midnight belongs to the day that begins with it.
      let end = after.millisecondOfDay
      let gap = max(0, end - jump)..<end
      return Day(date: date, range: range, stretch: nil, secondShowing: nil, gap: gap)
    }
    let start = after.millisecondOfDay
    let stretch = Repeat(start: start, end: min(start - jump, dayLength))
    return Day(date: date, range: range, stretch: stretch, secondShowing: change.instant, gap: nil)
  }

  /// Where rows of so many milliseconds begin: at whole steps of the wall clock, and where a repeated
  /// stretch or a gap begins and ends, so that a row's time exists or does not.
  func lines(step: Int) -> [Int] {
    jumps.isEmpty ? Array(stride(from: 0, to: length, by: step)) : linesAroundJumps(step: step)
  }

  private func linesAroundJumps(step: Int) -> [Int] {
    var lines = Set(jumps + [0])
    func cut(_ wall: Range<Int>, at position: Int) {
      let first = (wall.lowerBound + step - 1) / step * step
      lines.formUnion(
        stride(from: first, to: wall.upperBound, by: step).map { $0 - wall.lowerBound + position }
      )
    }
    var (position, wall) = (0, 0)
    for stretch in repeats {
      cut(wall..<stretch.start, at: position)
      position += stretch.start - wall
      cut(stretch.start..<stretch.end, at: position)
      position += stretch.length
      cut(stretch.start..<stretch.end, at: position)
      position += stretch.length
      wall = stretch.end
    }
    if wall < Self.dayLength { cut(wall..<Self.dayLength, at: position) }
    return lines.filter { $0 < length }.sorted()
  }

  /// Where a time of the wall clock stands in its only or first showing.
  private static func position(_ wall: Int, _ repeats: [Repeat]) -> Int {
    repeats.reduce(wall) { wall >= $1.end ? $0 + $1.length : $0 }
  }

  /// Where a time of the wall clock stands in its only or first showing.
  func position(ofWall wall: Int) -> Int { Self.position(wall, repeats) }

  /// Where a moment stands on a day; at the axis' ends when it is before or after that day.
  func position(of instant: Instant, on index: Int, zone: Zone) -> Int {
    let day = days[index]
    guard instant >= day.range.start else { return 0 }
    guard instant < day.range.end else { return length }
    if day.isPlain {
      return Self.position(Int((instant - day.range.start).milliseconds), repeats)
    }
    let wall = zone.local(instant).millisecondOfDay
    guard let stretch = day.stretch, let second = day.secondShowing, instant >= second,
      stretch.start <= wall, wall < stretch.end
    else { return Self.position(wall, repeats) }
    return Self.position(stretch.start, repeats) + stretch.length + wall - stretch.start
  }

  /// The moment at a position of a day; nil where that day has no such time.
  func instant(at position: Int, on index: Int, zone: Zone) -> Instant? {
    let day = days[index]
    let (wall, second) = wallTime(at: position)
    guard wall < Self.dayLength else { return nil }
    switch zone.resolve(LocalTime(date: day.date, millisecondOfDay: wall)) {
    case .one(let instant): return second == nil ? instant : nil
    case .gap: return nil
    case .twice(let first, let later):
      return second == nil ? first : second == day.stretch ? later : nil
    }
  }

  /// The first moment of a day at or after a position: that after a gap, where the day has one there.
  func firstInstant(from position: Int, on index: Int, zone: Zone) -> Instant {
    if let instant = instant(at: position, on: index, zone: zone) { return instant }
    let later = (days[index].gap.map { [$0.upperBound] } ?? []) + repeats.map(positionAfter)
    let next = later.sorted().first { $0 > position }
    return next.flatMap { instant(at: $0, on: index, zone: zone) } ?? days[index].range.end
  }

  /// Where a repeated stretch has been shown twice.
  private func positionAfter(_ stretch: Repeat) -> Int { Self.position(stretch.end, repeats) }

  /// Where what ends at a moment ends on a day: before the gap, or the second showing, that begins
  /// there, and not behind it.
  func endPosition(of instant: Instant, on index: Int, zone: Zone) -> Int {
    guard instant > days[index].range.start else { return 0 }
    return min(position(of: instant - Span(milliseconds: 1), on: index, zone: zone) + 1, length)
  }

  /// What a stretch of time takes of a day; never nothing.
  func stretch(of range: TimeRange, on index: Int, zone: Zone) -> Range<Int> {
    let start = position(of: range.start, on: index, zone: zone)
    return start..<max(start + 1, endPosition(of: range.end, on: index, zone: zone))
  }

  /// What the wall clock shows at a position, and of which second showing it is part.
  func wallTime(at position: Int) -> (wall: Int, second: Repeat?) {
    var wall = position
    for stretch in repeats {
      if wall < stretch.end { return (wall, nil) }
      wall -= stretch.length
      if wall < stretch.end { return (wall, stretch) }
    }
    return (wall, nil)
  }

  /// The stretch that is shown twice in which a position lies, and in which showing.
  func showing(at position: Int) -> (stretch: Repeat, isSecond: Bool)? {
    let (wall, second) = wallTime(at: position)
    if let second { return (second, true) }
    return repeats.first { $0.start <= wall && wall < $0.end }.map { ($0, false) }
  }

  /// Whether a day's clock shows a stretch twice.
  func shows(_ stretch: Repeat, twiceOn index: Int) -> Bool { days[index].stretch == stretch }

  /// The offset from UTC of a repeated stretch's showing, in seconds east.
  func offset(of stretch: Repeat, isSecond: Bool, zone: Zone) -> Int {
    guard let day = days.first(where: { $0.stretch == stretch }), let second = day.secondShowing
    else { return 0 }
    return zone.offset(at: isSecond ? second : second - Span(milliseconds: 1))
  }
}
