/// The rows of the week grid: the axis cut into steps that fit the slots, with empty stretches folded.
struct WeekRows: Hashable, Sendable {
  struct Row: Hashable, Sendable {
    /// A stretch of the axis.
    let range: Range<Int>
    /// Stands for a stretch in which no day has a slot.
    let isFold: Bool
  }

  static let minute = 60_000
  /// Row heights that are tried, in minutes.
  static let steps = [60, 30, 20, 15, 10, 5]
  /// An empty stretch of fewer rows is shown as it is.
  static let smallestFold = 3

  let rows: [Row]
  /// In minutes.
  let step: Int

  /// - Parameters:
  ///   - segments: What the slots take of the axis, by day.
  ///   - length: Of the axis.
  ///   - height: Rows that the screen has room for.
  init(segments: [[Range<Int>]], length: Int, height: Int) {
    let fitting = Self.steps.filter { Self.keepsApart(segments, step: $0 * Self.minute) }
    let steps = fitting.isEmpty ? [Self.steps.last ?? 5] : fitting
    // Steps at whose lines all slots begin are better, if they are not much more to scroll.
    let aligned = steps.filter { Self.isAligned(segments, step: $0 * Self.minute) }
    var chosen = (step: steps[0], rows: Self.cut(segments, length: length, step: steps[0]))
    if let step = aligned.first, step != chosen.step {
      let rows = Self.cut(segments, length: length, step: step)
      if rows.count <= max(height, chosen.rows.count * 2) { chosen = (step, rows) }
    }
    // The finest that needs no scrolling shows lengths best; none so fine that all slots take more
    // than four rows.
    let shortest = segments.joined().map { $0.count / Self.minute }.min() ?? 60
    let finer = (aligned.contains(chosen.step) ? aligned : steps).filter { $0 < chosen.step }
    for step in finer where chosen.rows.count <= height && step * 4 >= shortest {
      let rows = Self.cut(segments, length: length, step: step)
      guard rows.count <= height else { break }
      chosen = (step, rows)
    }
    (step, rows) = chosen
  }

  /// Whether each day's slots begin in rows of their own.
  private static func keepsApart(_ segments: [[Range<Int>]], step: Int) -> Bool {
    segments.allSatisfy { day in
      zip(day, day.dropFirst()).allSatisfy { $0.lowerBound / step < $1.lowerBound / step }
    }
  }

  private static func isAligned(_ segments: [[Range<Int>]], step: Int) -> Bool {
    segments.joined().allSatisfy { $0.lowerBound % step == 0 }
  }

  private static func cut(_ segments: [[Range<Int>]], length: Int, step minutes: Int) -> [Row] {
    let step = minutes * minute
    var lines = Set(stride(from: 0, to: length, by: step))
    // Slots that are closer together than the finest step get lines of their own.
    for day in segments {
      for (earlier, later) in zip(day, day.dropFirst())
      where earlier.lowerBound / step == later.lowerBound / step {
        lines.insert(later.lowerBound)
      }
    }
    let starts = lines.sorted()
    let ranges = zip(starts, starts.dropFirst() + [length]).map { $0..<$1 }
    return fold(ranges, isTaken: taken(ranges, segments), isEmpty: segments.joined().isEmpty)
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

  /// Puts one row in the place of each long run of empty rows. The rows beside slots stay, so that
  /// the cursor finds room for another one. A week without slots keeps its day from 8 to 18.
  private static func fold(_ ranges: [Range<Int>], isTaken: [Bool], isEmpty: Bool) -> [Row] {
    let isKept = ranges.indices.map { index in
      if isEmpty { return (8..<18).contains(ranges[index].lowerBound / 3_600_000) }
      return isTaken[max(0, index - 1)...min(index + 1, ranges.count - 1)].contains(true)
    }
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

extension Array {
  /// The first index whose element satisfies what all elements after it satisfy too; binary search.
  func partitioningIndex(where belongsInSecond: (Element) -> Bool) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if belongsInSecond(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
