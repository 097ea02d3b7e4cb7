import SlotDomain

/// The rows of the week grid: the axis cut into steps that fit the slots, with empty stretches folded.
struct WeekRows: Hashable, Sendable {
  struct Row: Hashable, Sendable {
    /// A stretch of the axis.
    let range: Range<Int>
    /// Stands for a stretch in which no day has a slot. The cursor can stand there, at its beginning.
    let isFold: Bool
  }

  static let minute = 60_000
  /// Row heights that are tried, in minutes.
  static let steps = [60, 30, 20, 15, 10, 5]
  /// A single empty row is shown as it is: a fold would take as much.
  static let smallestFold = 2

  let rows: [Row]
  /// In minutes.
  let step: Int

  /// - `segments`: What the slots take of the axis, by day.
  /// - `height`: Rows that the screen has room for.
  /// - `hours`: Minutes of the wall clock between which no row is folded.
  /// - `step`: Minutes of a row, if they are chosen: finer where that would draw slots over one
  ///   another.
  init(
    segments: [[Range<Int>]],
    axis: WeekAxis,
    height: Int,
    hours: Range<Int>? = nil,
    step: Int? = nil
  ) {
    if let step {
      self.init(segments: segments, axis: axis, notCoarserThan: step, hours)
    } else {
      self.init(segments: segments, axis: axis, fitting: height, hours)
    }
  }

  private init(
    segments: [[Range<Int>]],
    axis: WeekAxis,
    notCoarserThan chosen: Int,
    _ hours: Range<Int>?
  ) {
    let steps = Self.steps.filter { $0 <= chosen }
    let step = steps.first { Self.keepsApart(segments, axis.lines(step: $0 * Self.minute)) }
    self.step = step ?? Self.steps[Self.steps.count - 1]
    rows = Self.cut(segments, axis, axis.lines(step: self.step * Self.minute), hours, merges: false)
  }

  /// The coarsest that keeps the slots apart, or at whose lines all of them begin.
  private init(
    segments: [[Range<Int>]],
    axis: WeekAxis,
    fitting height: Int,
    _ hours: Range<Int>?
  ) {
    let all = Self.steps.map { (step: $0, lines: axis.lines(step: $0 * Self.minute)) }
    let fitting = all.filter { Self.keepsApart(segments, $0.lines) }
    let steps = fitting.isEmpty ? all.suffix(1) : fitting
    // Steps at whose lines all of them begin are better, if they are not much more to scroll.
    let needed = Self.needed(segments)
    let aligned = steps.filter { Self.isAligned(needed, axis.length, $0.lines) }
    var chosen = (step: steps[0].step, rows: Self.cut(segments, axis, steps[0].lines, hours))
    if let best = aligned.first, best.step != steps[0].step {
      let rows = Self.cut(segments, axis, best.lines, hours)
      if rows.count <= max(height, chosen.rows.count * 2) { chosen = (best.step, rows) }
    }
    (step, rows) = chosen
  }

  /// Whether each day's slots begin in rows of their own.
  private static func keepsApart(_ segments: [[Range<Int>]], _ lines: [Int]) -> Bool {
    segments.allSatisfy { day in
      zip(day, day.dropFirst()).allSatisfy { areApart($0.lowerBound, $1.lowerBound, lines) }
    }
  }

  /// Whether a line lies between two positions, or at the second.
  private static func areApart(_ first: Int, _ second: Int, _ lines: [Int]) -> Bool {
    let next = lines.partitioningIndex { $0 > first }
    return next < lines.count && lines[next] <= second
  }

  /// Where something begins that can be stood on: slots, and behind them room for another one as long.
  private static func needed(_ segments: [[Range<Int>]]) -> Set<Int> {
    var places: Set<Int> = []
    for day in segments {
      for (index, segment) in day.enumerated() {
        places.insert(segment.lowerBound)
        let next = index + 1 < day.count ? day[index + 1].lowerBound : nil
        if next.map({ $0 - segment.upperBound >= segment.count }) ?? true {
          places.insert(segment.upperBound)
        }
      }
    }
    return places
  }

  private static func isAligned(_ places: Set<Int>, _ length: Int, _ lines: [Int]) -> Bool {
    places.allSatisfy { place in
      let index = lines.partitioningIndex { $0 >= place }
      return place >= length || index < lines.count && lines[index] == place
    }
  }

  private static func cut(
    _ segments: [[Range<Int>]],
    _ axis: WeekAxis,
    _ lines: [Int],
    _ hours: Range<Int>?,
    merges: Bool = true
  ) -> [Row] {
    // Slots that are closer together than the finest step get lines of their own.
    var close: Set<Int> = []
    for day in segments {
      for (earlier, later) in zip(day, day.dropFirst())
      where !areApart(earlier.lowerBound, later.lowerBound, lines) {
        close.insert(later.lowerBound)
      }
    }
    let starts = close.isEmpty ? lines : close.union(lines).sorted()
    var ranges = zip(starts, starts.dropFirst() + [axis.length]).map { $0..<$1 }
    if !axis.missing.isEmpty { ranges.removeAll { axis.missing.contains($0.lowerBound) } }
    var taken = taken(ranges, segments)
    if merges { merge(&ranges, &taken, segments, axis.jumps) }
    // A week without slots shows its day from 8 to 18 if the user has not said otherwise.
    let shown = hours ?? (segments.joined().isEmpty ? 8 * 60..<18 * 60 : 0..<0)
    if shown.isEmpty { return fold(ranges, isKept: taken) }
    let isKept = zip(ranges, taken).map { range, isTaken in
      isTaken || shown.contains(axis.wallTime(at: range.lowerBound).wall / minute)
    }
    return fold(ranges, isKept: isKept)
  }

  private static func taken(_ ranges: [Range<Int>], _ segments: [[Range<Int>]]) -> [Bool] {
    var taken = ranges.map { _ in false }
    for segment in segments.joined() {
      var index = ranges.partitioningIndex { $0.upperBound > segment.lowerBound }
      while index < ranges.count, ranges[index].lowerBound < segment.upperBound {
        taken[index] = true
        index += 1
      }
    }
    return taken
  }

  /// Makes one row of a slot's and those behind it in which nothing begins: they would say nothing but that
  /// something goes on, or that there is a pause.
  private static func merge(
    _ ranges: inout [Range<Int>],
    _ taken: inout [Bool],
    _ segments: [[Range<Int>]],
    _ jumps: [Int]
  ) {
    var isNeeded = ranges.map { jumps.contains($0.lowerBound) }
    for place in needed(segments) {
      let row = ranges.partitioningIndex { $0.upperBound > place }
      if row < ranges.count { isNeeded[row] = true }
    }
    var (merged, isTaken): ([Range<Int>], [Bool]) = ([], [])
    for (index, range) in ranges.enumerated() {
      if let last = merged.last, isTaken.last == true, !isNeeded[index] {
        merged[merged.count - 1] = last.lowerBound..<range.upperBound
      } else {
        merged.append(range)
        isTaken.append(taken[index])
      }
    }
    (ranges, taken) = (merged, isTaken)
  }

  /// Puts one row in the place of each long run of rows that are not kept.
  private static func fold(_ ranges: [Range<Int>], isKept: [Bool]) -> [Row] {
    var rows: [Row] = []
    var index = 0
    while index < ranges.count {
      let end = isKept[index...].firstIndex(of: !isKept[index]) ?? ranges.count
      if !isKept[index], end - index >= smallestFold {
        rows.append(Row(range: ranges[index].lowerBound..<ranges[end - 1].upperBound, isFold: true))
      } else {
        rows += ranges[index..<end].map { Row(range: $0, isFold: false) }
      }
      index = end
    }
    return rows
  }

  /// The row that a position of the axis lies in; the last one beyond its end.
  func index(at position: Int) -> Int {
    let index = rows.partitioningIndex { $0.range.upperBound > position }
    return min(index, rows.count - 1)
  }
}
