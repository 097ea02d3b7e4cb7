/// A list in the order in which slots start, of which only a part is ever in memory.
///
/// To sort a million rows takes memory for all of them, or files. So it is counted first, on the index
/// alone, how many rows start when: that gives the total, the place at which a page begins, and
/// stretches of time with a few thousand rows, which are sorted one after the other.
struct TimedList {
  /// Of parameters from 4 on. Parameters 2 and 3 are the ends of a stretch.
  var filter: ListFilter
  /// For counting: in which order they are read does not matter.
  let countedTables: String
  /// For reading: block by block, so that each is searched by start.
  let tables: String
  let columns: String
  let order: String

  fileprivate func bind(_ stretch: Stretch, to statement: Statement) {
    filter.bind(to: statement.bind(2, stretch.from).bind(3, stretch.until))
  }
}

/// A stretch of time in which so many rows start.
private struct Stretch {
  var from: Int64
  var until: Int64
  var count = 0
}

/// Reads lists of either kind.
struct ListReader {
  let connection: Connection

  /// Hands over the rows of a list from number `offset` on, at most `limit` of them, as of one moment.
  ///
  /// - Returns: How many rows the list has in all.
  func forEachRow(
    of list: TimedList,
    offset: Int,
    limit: Int?,
    _ body: (Statement) throws(SlotError) -> Void
  ) throws(SlotError) -> Int {
    try connection.read { () throws(SlotError) in
      guard let whole = try startsOfSlots() else { return 0 }
      let stretches = try stretches(of: list, in: whole)
      var walk = ListWalk(reader: self, list: list, skipped: offset, left: limit ?? .max)
      for stretch in stretches where walk.left > 0 { try walk.hand(over: stretch, body) }
      return stretches.reduce(0) { $0 + $1.count }
    }
  }

  /// From the first start to behind the last one. Nil where there are no slots.
  private func startsOfSlots() throws(SlotError) -> Stretch? {
    try connection.statement(
      """
      SELECT min((SELECT min(start_at) FROM slot WHERE block = b.key)),
        max((SELECT max(start_at) FROM slot WHERE block = b.key)) FROM block b
      """
    )
    .first { row in
      row.isNull(0)
        ? nil
        : Stretch(from: row.instant(0).milliseconds, until: row.instant(1).milliseconds + 1)
    } ?? nil
  }

  /// So many rows are sorted at once.
  fileprivate static let mostAtOnce = 4000
  private static let buckets: Int64 = 4096

  /// Cuts a stretch into some that have few rows each, unless very many start close together.
  fileprivate func stretches(
    of list: TimedList,
    in whole: Stretch
  ) throws(SlotError) -> [Stretch] {
    let width = (whole.until - whole.from) / Self.buckets + 1
    var counts = [Int](repeating: 0, count: Int((whole.until - whole.from) / width) + 1)
    let starts = try connection.statement(
      "SELECT s.start_at FROM \(list.countedTables) \(list.filter.clause)"
    )
    list.bind(whole, to: starts)
    defer { starts.reset() }
    while try starts.step() {
      let start = min(max(starts.integer(0), whole.from), whole.until - 1)
      counts[Int((start - whole.from) / width)] += 1
    }
    var stretches: [Stretch] = []
    for (bucket, count) in counts.enumerated() where count > 0 {
      let from = whole.from + Int64(bucket) * width
      let until = min(from + width, whole.until)
      if let last = stretches.last, last.count + count <= Self.mostAtOnce {
        stretches[stretches.count - 1].until = until
        stretches[stretches.count - 1].count += count
      } else {
        stretches.append(Stretch(from: from, until: until, count: count))
      }
    }
    return stretches
  }
}

/// How far a list has been handed over.
private struct ListWalk {
  let reader: ListReader
  let list: TimedList
  var skipped: Int
  var left: Int

  mutating func hand(
    over stretch: Stretch,
    _ body: (Statement) throws(SlotError) -> Void
  ) throws(SlotError) {
    if skipped >= stretch.count {
      skipped -= stretch.count
    } else if stretch.count > ListReader.mostAtOnce, stretch.until - stretch.from > 1 {
      for part in try reader.stretches(of: list, in: stretch) where left > 0 {
        try hand(over: part, body)
      }
    } else {
      try read(stretch, body)
    }
  }

  private mutating func read(
    _ stretch: Stretch,
    _ body: (Statement) throws(SlotError) -> Void
  ) throws(SlotError) {
    let rows = try reader.connection.statement(
      "SELECT \(list.columns) FROM \(list.tables) \(list.filter.clause) ORDER BY \(list.order)"
    )
    list.bind(stretch, to: rows)
    defer { rows.reset() }
    while left > 0, try rows.step() {
      if skipped > 0 {
        skipped -= 1
      } else {
        left -= 1
        try body(rows)
      }
    }
  }
}
