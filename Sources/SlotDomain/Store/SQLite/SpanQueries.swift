/// Questions about the slots of a block in a stretch of time: answered by the index by start, since the
/// slots of a block do not overlap.
struct SpanQueries {
  let connection: Connection

  /// Of block ?1 between ?2 and ?3. Of those that start before the range only the last one can reach into
  /// it; from that one on the index is read in order.
  private static let inRange = """
    SELECT \(SlotTable.columns) FROM slot s
    WHERE block = (SELECT key FROM block WHERE id = ?1) AND start_at < ?3 AND end_at > ?2
      AND start_at >= coalesce((
        SELECT max(start_at) FROM slot
        WHERE block = (SELECT key FROM block WHERE id = ?1) AND start_at <= ?2), ?2)
    ORDER BY start_at
    """

  /// By start.
  func slots(of block: BookingBlock.ID, in range: TimeRange) throws(SlotError) -> [Slot] {
    try connection.statement(Self.inRange)
      .bind(1, block).bind(2, range.start).bind(3, range.end)
      .all { (row) throws(SlotError) in try Slot(row: row, block: block) }
  }

  func forEachSlot(
    of block: BookingBlock.ID,
    in range: TimeRange,
    _ body: (Slot) throws(SlotError) -> Void
  ) throws(SlotError) {
    let rows = try connection.statement(Self.inRange)
      .bind(1, block).bind(2, range.start).bind(3, range.end)
    defer { rows.reset() }
    while try rows.step() { try body(try Slot(row: rows, block: block)) }
  }

  func forEachAppointment(
    of block: BookingBlock.ID,
    in range: TimeRange,
    _ body: (Appointment) throws(SlotError) -> Void
  ) throws(SlotError) {
    // Slot by slot as the index has them: nothing but the appointments of one slot is ever sorted.
    let rows = try connection.statement(
      """
      SELECT \(AppointmentTable.columns)
      FROM block b CROSS JOIN slot s ON s.block = b.key CROSS JOIN appointment a ON a.slot = s.key
      WHERE b.id = ?1 AND s.start_at < ?3 AND s.end_at > ?2
        AND s.start_at >= coalesce(
          (SELECT max(start_at) FROM slot WHERE block = b.key AND start_at <= ?2), ?2)
      ORDER BY s.start_at, a.key
      """
    )
    .bind(1, block).bind(2, range.start).bind(3, range.end)
    defer { rows.reset() }
    while try rows.step() { try body(try Appointment(row: rows)) }
  }

  /// Who has places, of each block by the start of the slot, then as they were made.
  func guests(_ span: GuestSpan) throws(SlotError) -> [GuestRow] {
    let slots = try connection.statement(
      """
      SELECT s.id, s.key FROM block b CROSS JOIN slot s ON s.block = b.key
      WHERE b.id = ?1 AND s.start_at < ?3 AND s.end_at > ?2 AND s.active > 0
        AND s.start_at >= coalesce(
          (SELECT max(start_at) FROM slot WHERE block = b.key AND start_at <= ?2), ?2)
      ORDER BY s.start_at
      """
    )
    // Of 10,000 on one slot nobody shows more than the first ones.
    let people = try connection.statement(
      """
      SELECT id, metadata FROM appointment WHERE slot = ?1 AND cancelled = 0 ORDER BY key LIMIT ?2
      """
    )
    var guests: [GuestRow] = []
    let all = try span.block == nil ? blocks() : []
    for block in span.block.map({ [$0] }) ?? all {
      slots.bind(1, block).bind(2, span.range.start).bind(3, span.range.end)
      defer { slots.reset() }
      while try slots.step() {
        let slot: Slot.ID = try slots.identifier(0)
        guests += try people.bind(1, slots.integer(1)).bind(2, span.most).all {
          (row) throws(SlotError) in
          GuestRow(slot: slot, appointment: try row.identifier(0), metadata: row.metadata(1))
        }
      }
    }
    return guests
  }

  /// By name.
  private func blocks() throws(SlotError) -> [BookingBlock.ID] {
    try connection.statement("SELECT id FROM block ORDER BY name, key").all {
      (row) throws(SlotError) in try row.identifier(0)
    }
  }

  /// When slots are there.
  func taken(_ span: TakenSpan) throws(SlotError) -> TakenRanges {
    guard let key = try key(of: span.block) else { return TakenRanges(blockKey: nil, ranges: []) }
    let statement = try connection.statement(
      """
      SELECT start_at, end_at FROM slot WHERE block = ?1 AND start_at < ?3 AND end_at > ?2
        AND start_at >= coalesce(
          (SELECT max(start_at) FROM slot WHERE block = ?1 AND start_at <= ?2), ?2)
      ORDER BY start_at
      """
    )
    var ranges: [TimeRange] = []
    for range in span.ranges {
      let found = try statement.bind(1, key).bind(2, range.start).bind(3, range.end)
        .all { TimeRange(start: $0.instant(0), end: $0.instant(1)) }
      // One slot can reach into two stretches.
      let isKnown = ranges.last.map { $0.start == found.first?.start } ?? false
      ranges += isKnown ? found.dropFirst() : found[...]
    }
    return TakenRanges(blockKey: key, ranges: ranges)
  }

  private func key(of block: TakenSpan.Block) throws(SlotError) -> Int64? {
    switch block {
    case .key(let key): key
    case .id(let id):
      try connection.statement("SELECT key FROM block WHERE id = ?").bind(1, id)
        .first { $0.integer(0) }
    }
  }

  // MARK: The next one

  func nearest(_ wanted: NearestSlot) throws(SlotError) -> Slot? {
    if wanted.orAtMoment, let slot = try slot(at: wanted.moment, in: wanted.block) { return slot }
    let condition = ConditionSQL(wanted.condition, first: 4)
    let block =
      "(SELECT key FROM block WHERE id = ?1\(condition.isPublished ? " AND published" : ""))"
    let lead = condition.lowerBound(
      lead: "SELECT booking_disabled_before FROM block WHERE id = ?1"
    )
    let isAfter = wanted.direction == .after
    // One lower end: of two, SQLite would use the first and read on from there.
    let bounds =
      isAfter
      ? "start_at > \(lead.map { "max(?2, \($0))" } ?? "?2")"
      : "start_at < ?2\(lead.map { " AND start_at > \($0)" } ?? "")"
    // Found on the index alone, which holds all that a condition looks at; only one row is read.
    let statement = try connection.statement(
      """
      SELECT \(SlotTable.columns) FROM slot s
      WHERE block = \(block) AND start_at = (
        SELECT \(isAfter ? "max" : "min")(start_at) FROM (
          SELECT start_at FROM slot s WHERE block = \(block) AND \(bounds)\(condition.rest)
          ORDER BY start_at \(isAfter ? "ASC" : "DESC") LIMIT ?3))
      """
    )
    .bind(1, wanted.block).bind(2, wanted.moment).bind(3, wanted.number)
    condition.bind(to: statement)
    return try statement.first { (row) throws(SlotError) in
      try Slot(row: row, block: wanted.block)
    }
  }

  private func slot(at moment: Instant, in block: BookingBlock.ID) throws(SlotError) -> Slot? {
    let end = moment + Span(milliseconds: 1)
    return try slots(of: block, in: TimeRange(start: moment, end: end)).first
  }

  /// The first start after a moment, of slots with lower keys.
  func nextStart(
    after moment: Instant,
    inBlock key: Int64,
    below last: Int64
  ) throws(SlotError) -> Instant? {
    try connection.statement(
      """
      SELECT start_at FROM slot WHERE block = ?1 AND start_at > ?2 AND +key < ?3
      ORDER BY start_at LIMIT 1
      """
    )
    .bind(1, key).bind(2, moment).bind(3, last).first { $0.instant(0) }
  }

  // MARK: Counting

  enum Counted: String {
    case slots = "count(*)"
    case freePlaces = "coalesce(sum(s.capacity - s.active), 0)"
  }

  /// How many of each block start in a stretch of time and fit a condition, or how many places those have.
  func count(
    _ counted: Counted,
    in range: TimeRange,
    _ wanted: RowCondition
  ) throws(SlotError) -> [BookingBlock.ID: Int] {
    let condition = ConditionSQL(wanted, first: 3)
    let statement = try connection.statement(
      "SELECT b.id, \(Self.count(counted, condition, from: "?1", until: "?2")) FROM block b"
    )
    .bind(1, range.start).bind(2, range.end)
    condition.bind(to: statement)
    let rows = try statement.all { (row) throws(SlotError) in
      (id: try row.identifier(0, of: BookingBlock.self), count: row.int(1))
    }
    return Dictionary(rows.map { ($0.id, $0.count) }) { first, _ in first }
  }

  /// On the index alone.
  private static func count(
    _ counted: Counted,
    _ condition: ConditionSQL,
    from start: String,
    until end: String
  ) -> String {
    let lead = condition.lowerBound(lead: "b.booking_disabled_before")
    let from = lead.map { "max(\(start), \($0) + 1)" } ?? start
    let count = """
      (SELECT \(counted.rawValue) FROM slot s
       WHERE s.block = b.key AND s.start_at >= \(from) AND s.start_at < \(end)\(condition.rest))
      """
    return condition.isPublished ? "CASE WHEN b.published THEN \(count) ELSE 0 END" : count
  }

  /// How much is in a block; nil when it is not there.
  func counts(
    of block: BookingBlock.ID,
    available: RowCondition
  ) throws(SlotError) -> BlockCounts? {
    let condition = ConditionSQL(available, first: 4)
    let statement = try connection.statement(
      """
      SELECT
        (SELECT count(*) FROM slot WHERE block = b.key),
        \(Self.count(.slots, condition, from: "?2", until: "?3")),
        (SELECT coalesce(sum(active), 0) FROM slot WHERE block = b.key),
        (SELECT count(*) FROM slot s JOIN appointment a ON a.slot = s.key AND a.cancelled = 1
         WHERE s.block = b.key AND s.cancelled > 0)
      FROM block b WHERE b.id = ?1
      """
    )
    .bind(1, block).bind(2, TimeRange.all.start).bind(3, TimeRange.all.end)
    condition.bind(to: statement)
    return try statement.first { row in
      var counts = BlockCounts()
      counts.slots = row.int(0)
      counts.availableSlots = row.int(1)
      counts.activeAppointments = row.int(2)
      counts.cancelledAppointments = row.int(3)
      return counts
    }
  }

  /// All that is counted stands in the index by start, so that no slot is read.
  func places(
    of block: BookingBlock.ID,
    in range: TimeRange
  ) throws(SlotError) -> [PlaceRow] {
    try connection.statement(
      """
      SELECT start_at, disabled, capacity, active, locked_until FROM slot
      WHERE block = (SELECT key FROM block WHERE id = ?1) AND start_at >= ?2 AND start_at < ?3
      ORDER BY start_at
      """
    )
    .bind(1, block).bind(2, range.start).bind(3, range.end)
    .all { row in
      PlaceRow(
        start: row.instant(0),
        isDisabled: row.bool(1),
        capacity: row.int(2),
        active: row.int(3),
        lockedUntil: row.isNull(4) ? nil : row.instant(4)
      )
    }
  }
}
