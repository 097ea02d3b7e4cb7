/// Questions about places of all blocks: which are free, and which serve nobody. Block by block, on the
/// index by start, which holds all that a condition looks at: only rows that are wanted are read.
struct PlaceQueries {
  let connection: Connection

  private struct Block {
    let key: Int64
    let id: BookingBlock.ID
    /// Whole seconds.
    let lead: Int64
  }

  private struct Candidate {
    let key: Int64
    let start: Instant
    let block: BookingBlock.ID
  }

  // MARK: Slots that fit

  func slots(_ wanted: FittingSlots) throws(SlotError) -> [Slot] {
    let isAfter = wanted.direction == .after
    let condition = ConditionSQL(wanted.condition, first: 8)
    let statement = try connection.statement(Self.candidates(condition, isAfter: isAfter))
    var (range, found) = (wanted.range, [Candidate]())
    for block in try blocks(wanted.blocks, condition) {
      statement.bind(1, block.key).bind(2, range.start).bind(3, range.end).bind(4, block.lead)
        .bind(5, wanted.length.milliseconds).bind(6, wanted.places)
        .bind(7, min(wanted.limit, wanted.mostOfBlock))
      condition.bind(to: statement)
      found += try statement.all {
        Candidate(key: $0.integer(0), start: $0.instant(1), block: block.id)
      }
      guard found.count >= wanted.limit else { continue }
      // Stable, so that what starts together stays in the order of the blocks.
      found.sort { isAfter ? $0.start < $1.start : $0.start > $1.start }
      found.removeLast(found.count - wanted.limit)
      // Further blocks are of interest only before the last one.
      guard let last = found.last?.start else { return [] }
      if isAfter { range.end = last } else { range.start = last + Span(milliseconds: 1) }
      if range.start >= range.end { break }
    }
    found.sort { isAfter ? $0.start < $1.start : $0.start > $1.start }
    return try read(found)
  }

  private static func candidates(_ condition: ConditionSQL, isAfter: Bool) -> String {
    let from = condition.lowerBound(lead: "?4").map { "max(?2, \($0) + 1)" } ?? "?2"
    return """
      SELECT s.key, s.start_at FROM slot s
      WHERE s.block = ?1 AND s.start_at >= \(from) AND s.start_at < ?3\(condition.rest)
        AND s.end_at - s.start_at >= ?5 AND s.capacity - s.active >= ?6
      ORDER BY s.start_at \(isAfter ? "ASC" : "DESC") LIMIT ?7
      """
  }

  /// By name.
  private func blocks(
    _ ids: [BookingBlock.ID]?,
    _ condition: ConditionSQL
  ) throws(SlotError) -> [Block] {
    let all = try connection.statement(
      """
      SELECT key, id, booking_disabled_before FROM block
      \(condition.isPublished ? "WHERE published" : "") ORDER BY name, key
      """
    )
    .all { (row) throws(SlotError) in
      Block(key: row.integer(0), id: try row.identifier(1), lead: row.integer(2))
    }
    guard let wanted = ids.map(Set.init) else { return all }
    return all.filter { wanted.contains($0.id) }
  }

  private func read(_ candidates: [Candidate]) throws(SlotError) -> [Slot] {
    let statement = try connection.statement(
      "SELECT \(SlotTable.columns) FROM slot s WHERE s.key = ?"
    )
    var slots: [Slot] = []
    slots.reserveCapacity(candidates.count)
    for one in candidates {
      let slot = try statement.bind(1, one.key).first { (row) throws(SlotError) in
        try Slot(row: row, block: one.block)
      }
      if let slot { slots.append(slot) }
    }
    return slots
  }

  // MARK: Places that serve nobody

  /// Columns of all of them. What has begun last by a moment is looked at too: it may not have ended.
  private func stranded(_ columns: String, at now: Instant) throws(SlotError) -> Statement {
    let condition = ConditionSQL(.stranded(at: now), first: 2)
    let statement = try connection.statement(
      """
      SELECT \(columns) FROM block b CROSS JOIN slot s ON s.block = b.key
      WHERE s.start_at >= coalesce(
          (SELECT max(start_at) FROM slot WHERE block = b.key AND start_at <= ?1), ?1)\(condition.rest)
      """
    )
    condition.bind(to: statement.bind(1, now))
    return statement
  }

  func displacedSlots(_ wanted: DisplacedSlots) throws(SlotError) -> FoundDisplacedSlots {
    func read(_ row: Statement) -> FoundDisplacedSlots.Row {
      FoundDisplacedSlots.Row(key: row.integer(0), end: row.instant(1), active: row.int(2))
    }
    guard let since = wanted.since,
      let touched = try JournalTables(connection: connection).slotsTouched(after: since)
    else {
      let rows = try stranded("s.key, s.end_at, s.active", at: wanted.now).all(read)
      return FoundDisplacedSlots(touched: nil, rows: rows)
    }
    let condition = ConditionSQL(.stranded(at: wanted.now), first: 2)
    let statement = try connection.statement(
      """
      SELECT s.key, s.end_at, s.active FROM slot s JOIN block b ON b.key = s.block
      WHERE s.key = ?1\(condition.rest)
      """
    )
    var rows: [FoundDisplacedSlots.Row] = []
    for key in touched {
      condition.bind(to: statement.bind(1, key))
      if let row = try statement.first(read) { rows.append(row) }
    }
    return FoundDisplacedSlots(touched: touched, rows: rows)
  }

  /// The rows that are wanted, and how many there are in all. One look through all slots to come.
  func displaced(_ wanted: Displaced) throws(SlotError) -> (rows: [DisplacedRow], count: Int) {
    var places: [Int64: Int] = [:]
    for (place, block) in try blocks(nil, ConditionSQL(.any, first: 1)).enumerated() {
      places[block.key] = place
    }
    let all = try stranded("s.key, s.start_at, s.active, b.key", at: wanted.now).all {
      (slot: $0.integer(0), start: $0.instant(1), active: $0.int(2), block: $0.integer(3))
    }
    let count = all.reduce(0) { $0 + $1.active }
    guard wanted.limit > 0 else { return ([], count) }
    let inOrder = all.sorted {
      ($0.start, places[$0.block] ?? 0) < ($1.start, places[$1.block] ?? 0)
    }
    let appointments = try connection.statement(
      """
      SELECT \(AppointmentTable.columns) FROM \(AppointmentTable.tables)
      WHERE a.slot = ?1 AND a.cancelled = 0 ORDER BY a.key LIMIT ?2
      """
    )
    var rows: [DisplacedRow] = []
    for (key, _, _, _) in inOrder {
      guard rows.count < wanted.limit else { break }
      guard let slot = try SlotTable(connection: connection).find(keys: [key]).first?.slot else {
        continue
      }
      rows += try appointments.bind(1, key).bind(2, wanted.limit - rows.count).all {
        (row) throws(SlotError) in
        DisplacedRow(appointment: try Appointment(row: row), slot: slot)
      }
    }
    return (rows, count)
  }
}
