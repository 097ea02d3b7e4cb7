import SlotDomain

/// Where each slot of a week stands in the grid. Made anew when the week, its slots or the height of
/// the screen change, not when the cursor moves.
struct WeekLayout: Sendable {
  /// A slot (or the part of it that lies on one day) in its day's column.
  struct Segment: Hashable, Sendable {
    /// Index among the week's slots.
    let slot: Int
    let rows: Range<Int>
    /// Whether it began on the day before.
    let isContinued: Bool
    /// Whether it begins where its first row does.
    let isAligned: Bool
  }

  let axis: WeekAxis
  let rows: WeekRows
  /// Whether a row that is seen is of an hour that comes twice, and so has its offset.
  let namesOffsets: Bool
  /// For each day, from top to bottom.
  let columns: [[Segment]]
  /// The columns of other blocks on the first day that is laid out.
  let beside: [[Segment]]
  /// Of each day, whether nothing is in it or would be made; of none where all are like that.
  private let isEmpty: [Bool]

  /// What is to be shown beside the slots, and how.
  struct Wishes: Hashable, Sendable {
    /// Rows that the screen has room for.
    var height: Int
    /// Minutes of the wall clock between which no row is folded.
    var hours: Range<Int>?
    /// Minutes of a row, as far as the slots allow; nil for as many as fit them.
    var step: Int?
    /// What would be made, by start: it has rows, but stands in no column.
    var planned: [TimeRange] = []
    /// Slots of other blocks, which share the rows of the first day that is laid out.
    var others: BlockDay?
  }

  /// - `shown`: The days to lay out; the others' columns stay empty.
  init(_ content: PeriodContent, shown: Range<Int> = 0..<7, _ wishes: Wishes) {
    let (slots, zone) = (content.slots, content.zone)
    let axis = WeekAxis(firstDay: content.firstDay, zone: zone, shown: shown)
    var indices: [[Int]] = Array(repeating: [], count: 7)
    var ranges: [[Range<Int>]] = Array(repeating: [], count: 7)
    let days = axis.days.map(\.range)
    var first = 0
    for (index, slot) in slots.enumerated() {
      // Slots come by their start: days that end before it are done with.
      while first < 6, days[first].end <= slot.range.start { first += 1 }
      for day in max(first, shown.lowerBound)..<7
      where day < shown.upperBound && days[day].overlaps(slot.range) {
        indices[day].append(index)
        ranges[day].append(axis.stretch(of: slot.range, on: day, zone: zone))
      }
    }
    let beside = Self.beside(wishes.others, of: content.block?.id)
    let besideRanges = beside.map { slots in
      slots.map { axis.stretch(of: $0.range, on: shown.lowerBound, zone: zone) }
    }
    let plannedRanges = shown.map { day in
      wishes.planned.filter(days[day].overlaps).map { axis.stretch(of: $0, on: day, zone: zone) }
    }
    let rows = WeekRows(
      segments: ranges + besideRanges + (wishes.planned.isEmpty ? [] : plannedRanges),
      axis: axis,
      height: wishes.height,
      hours: wishes.hours,
      step: wishes.step
    )
    columns = (0..<7).map { day in
      Self.segments(
        indices[day],
        ranges[day],
        rows,
        slots: slots,
        dayStart: axis.days[day].range.start
      )
    }
    self.beside = zip(beside, besideRanges).map { slots, ranges in
      let dayStart = axis.days[shown.lowerBound].range.start
      return Self.segments(Array(slots.indices), ranges, rows, slots: slots, dayStart: dayStart)
    }
    let empty = (0..<7).map { day in
      ranges[day].isEmpty && !wishes.planned.contains(where: days[day].overlaps)
    }
    isEmpty = empty.contains(false) ? empty : []
    namesOffsets =
      !axis.repeats.isEmpty
      && rows.rows.contains { !$0.isFold && axis.showing(at: $0.range.lowerBound) != nil }
    self.axis = axis
    self.rows = rows
  }

  /// What shares the rows with the block's own column, which is empty here.
  private static func beside(_ others: BlockDay?, of block: BookingBlock.ID?) -> [[Slot]] {
    guard let others else { return [] }
    return zip(others.request.blocks, others.slots).map { $0 == block ? [] : $1 }
  }

  /// A slot takes the rows from its start to its end, but never the row in which the next one starts.
  private static func segments(
    _ indices: [Int],
    _ ranges: [Range<Int>],
    _ rows: WeekRows,
    slots: [Slot],
    dayStart: Instant
  ) -> [Segment] {
    let first = ranges.map { rows.index(at: $0.lowerBound) }
    return indices.indices.map { place in
      let next = place + 1 < first.count ? first[place + 1] : rows.rows.count
      let end = min(next, rows.index(at: ranges[place].upperBound - 1) + 1)
      return Segment(
        slot: indices[place],
        rows: first[place]..<max(first[place] + 1, end),
        isContinued: slots[indices[place]].range.start < dayStart,
        isAligned: rows.rows[first[place]].range.lowerBound == ranges[place].lowerBound
      )
    }
  }

  /// Whether a day needs no more than its name: others have something to show.
  func isNarrow(day: Int) -> Bool { !isEmpty.isEmpty && isEmpty[day] }

  /// What stands in a row of a day.
  func segment(day: Int, row: Int) -> Segment? {
    let column = columns[day]
    let index = column.partitioningIndex { $0.rows.upperBound > row }
    guard index < column.count, column[index].rows.contains(row) else { return nil }
    return column[index]
  }

  /// Where a slot begins: its first day in this week, and the row there.
  func place(ofSlot index: Int) -> (day: Int, row: Int)? {
    for day in columns.indices {
      if let segment = columns[day].first(where: { $0.slot == index }) {
        return (day, segment.rows.lowerBound)
      }
    }
    return nil
  }

  /// Whether no clock of that day shows any of the row's time.
  func isNonexistent(day: Int, row: Int) -> Bool {
    guard let gap = axis.days[day].gap else { return isUnrepeated(day: day, row: row) }
    let range = rows.rows[row].range
    return gap.lowerBound <= range.lowerBound && range.upperBound <= gap.upperBound
      || isUnrepeated(day: day, row: row)
  }

  /// Whether the row is the second showing of an hour that this day shows once.
  private func isUnrepeated(day: Int, row: Int) -> Bool {
    guard let second = axis.wallTime(at: rows.rows[row].range.lowerBound).second else {
      return false
    }
    return !axis.shows(second, twiceOn: day)
  }

  /// The day and row of a moment; nil when it lies outside of the week.
  func place(of instant: Instant, zone: Zone) -> (day: Int, row: Int)? {
    guard let day = axis.days.firstIndex(where: { $0.range.contains(instant) }) else { return nil }
    return (day, rows.index(at: axis.position(of: instant, on: day, zone: zone)))
  }
}
