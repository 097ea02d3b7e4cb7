extension SQLiteStore {
  // MARK: Blocks

  public func blocks() throws(SlotError) -> [BookingBlock] {
    try connection.statement("SELECT \(Self.blockColumns) FROM block ORDER BY name, key")
      .all { (row) throws(SlotError) in try Self.readBlock(row).block }
  }

  public func block(_ id: BookingBlock.ID) throws(SlotError) -> BookingBlock {
    try storedBlock(id).block
  }

  public func counts(of id: BookingBlock.ID, at now: Instant) throws(SlotError) -> BlockCounts {
    try connection.read { () throws(SlotError) in
      let stored = try storedBlock(id)
      var counts = BlockCounts()
      counts.slots = try count("SELECT count(*) FROM slot WHERE block = ?", stored.key)
      counts.availableSlots = try availableSlots(of: stored, from: nil, until: nil, at: now)
      counts.activeAppointments = try count(
        "SELECT coalesce(sum(active), 0) FROM slot WHERE block = ?",
        stored.key
      )
      counts.cancelledAppointments = try count(
        """
        SELECT count(*) FROM slot s JOIN appointment a ON a.slot = s.key AND a.cancelled = 1
        WHERE s.block = ? AND s.cancelled > 0
        """,
        stored.key
      )
      return counts
    }
  }

  private func count(_ sql: String, _ key: Int64) throws(SlotError) -> Int {
    try connection.statement(sql).bind(1, key).first { $0.int(0) } ?? 0
  }

  public func availableSlots(
    in range: TimeRange,
    at now: Instant
  ) throws(SlotError) -> [BookingBlock.ID: Int] {
    try connection.read { () throws(SlotError) in
      var counts: [BookingBlock.ID: Int] = [:]
      let blocks = try connection.statement("SELECT \(Self.blockColumns) FROM block")
        .all(Self.readBlock)
      for stored in blocks {
        counts[stored.block.id] = try availableSlots(
          of: stored,
          from: range.start,
          until: range.end,
          at: now
        )
      }
      return counts
    }
  }

  /// `Slot.isAvailable` in SQL, on the index alone: the earliest start that can still be booked turns
  /// the lead time into the beginning of a range.
  private func availableSlots(
    of stored: StoredBlock,
    from: Instant?,
    until: Instant?,
    at now: Instant
  ) throws(SlotError) -> Int {
    guard stored.block.status == .published else { return 0 }
    let bookable = Self.earliestBookable(stored.block, now)
    let count = try connection.statement("SELECT count(*) FROM slot \(Self.isAvailable)")
      .bind(1, stored.key).bind(2, max(bookable, from ?? bookable))
      .bind(3, until?.milliseconds ?? .max).bind(4, now).first { $0.int(0) }
    return count ?? 0
  }

  /// Of block ?1, from ?2 to before ?3, at ?4. One lower end: of two, SQLite would use the first and
  /// read on from there.
  private static let isAvailable = """
    WHERE block = ?1 AND start_at >= ?2 AND start_at < ?3
      AND disabled = 0 AND active < capacity AND (locked_until IS NULL OR locked_until <= ?4)
    """

  /// The first start that it is not too late to book.
  static func earliestBookable(_ block: BookingBlock, _ now: Instant) -> Instant {
    now + .seconds(block.bookingDisabledBefore) + Span(milliseconds: 1)
  }

  // MARK: Slots

  public func slot(_ id: Slot.ID) throws(SlotError) -> Slot { try storedSlot(id).slot }

  public func slots(
    of block: BookingBlock.ID,
    in range: TimeRange
  ) throws(SlotError) -> [Slot] {
    try connection.statement(Self.slotsInRange)
      .bind(1, block).bind(2, range.start).bind(3, range.end)
      .all { (row) throws(SlotError) in try Self.readSlot(row, block: block) }
  }

  /// Of block ?1 between ?2 and ?3. Since slots do not overlap, of those that start before the range
  /// only the last one can reach into it; from that one on the index is read in order.
  static let slotsInRange = """
    SELECT \(slotColumns) FROM slot s
    WHERE block = (SELECT key FROM block WHERE id = ?1) AND start_at < ?3 AND end_at > ?2
      AND start_at >= coalesce((
        SELECT max(start_at) FROM slot
        WHERE block = (SELECT key FROM block WHERE id = ?1) AND start_at <= ?2), ?2)
    ORDER BY start_at
    """

  public func slot(
    _ direction: SearchDirection,
    _ instant: Instant,
    in block: BookingBlock.ID
  ) throws(SlotError) -> Slot? {
    let (comparison, order) = direction == .after ? (">", "ASC") : ("<", "DESC")
    return try connection.statement(
      """
      SELECT \(Self.slotColumns) FROM slot s
      WHERE block = (SELECT key FROM block WHERE id = ?) AND start_at \(comparison) ?
      ORDER BY start_at \(order) LIMIT 1
      """
    )
    .bind(1, block).bind(2, instant)
    .first { (row) throws(SlotError) in try Self.readSlot(row, block: block) }
  }

  public func availableSlot(
    _ direction: SearchDirection,
    _ instant: Instant,
    in block: BookingBlock.ID,
    number: Int,
    at now: Instant
  ) throws(SlotError) -> Slot? {
    try connection.read { () throws(SlotError) in
      let stored = try storedBlock(block)
      guard stored.block.status == .published else { return nil }
      let bookable = Self.earliestBookable(stored.block, now)
      let isAfter = direction == .after
      let from = isAfter ? max(bookable, instant + Span(milliseconds: 1)) : bookable
      // Found on the index alone; only the one that is wanted is read.
      return try connection.statement(
        """
        SELECT \(Self.slotColumns) FROM slot s
        WHERE block = ?1 AND start_at = (
          SELECT \(isAfter ? "max" : "min")(start_at) FROM (
            SELECT start_at FROM slot \(Self.isAvailable)
            ORDER BY start_at \(isAfter ? "ASC" : "DESC") LIMIT ?5))
        """
      )
      .bind(1, stored.key).bind(2, from).bind(3, isAfter ? .max : instant.milliseconds)
      .bind(4, now).bind(5, number)
      .first { (row) throws(SlotError) in try Self.readSlot(row, block: block) }
    }
  }

  public func slots(
    matching query: SlotQuery,
    at now: Instant
  ) throws(SlotError) -> Page<Slot> {
    try page(of: list(query, at: now), offset: query.offset, limit: query.limit) {
      (row) throws(SlotError) in try Self.readSlot(row, block: row.identifier(14))
    }
  }

  public func forEachSlot(
    matching query: SlotQuery,
    at now: Instant,
    _ body: (Slot) throws(SlotError) -> Void
  ) throws(SlotError) {
    _ = try forEachRow(of: list(query, at: now), offset: query.offset, limit: query.limit) {
      (row) throws(SlotError) in try body(try Self.readSlot(row, block: row.identifier(14)))
    }
  }

  private func list(_ query: SlotQuery, at now: Instant) -> TimedList {
    var filter = ListFilter()
    if let block = query.block { filter.add("b.id = ?", block) }
    filter.addStretch(from: query.from, until: query.until)
    if let status = query.status { filter.add("s.disabled = ?", status == .disabled ? 1 : 0) }
    if let isAvailable = query.isAvailable {
      filter.add(
        """
        (b.published AND NOT s.disabled AND s.active < s.capacity
          AND (s.locked_until IS NULL OR s.locked_until <= ?1)
          AND s.start_at - b.booking_disabled_before * 1000 > ?1) = ?
        """,
        isAvailable ? 1 : 0
      )
    }
    let tables = "block b CROSS JOIN slot s ON s.block = b.key"
    return TimedList(
      filter: filter,
      now: now,
      countedTables: tables,
      tables: tables,
      columns: "\(Self.slotColumns), b.id",
      // In one block no two slots start together, and its index has them in order.
      order: query.block == nil ? "s.start_at, s.key" : "s.start_at"
    )
  }

  public func slotIDs(
    beginning prefix: IdentifierPrefix,
    limit: Int
  ) throws(SlotError) -> [Slot.ID] {
    try ids(in: .slot, beginning: prefix, limit: limit)
  }

  // MARK: Appointments

  public func appointment(_ id: Appointment.ID) throws(SlotError) -> Appointment {
    try storedAppointment(id).appointment
  }

  public func appointments(
    matching query: AppointmentQuery
  ) throws(SlotError) -> Page<Appointment> {
    // Of a few slots these are found, and all of them sorted, at once.
    guard query.slots != nil else {
      return try page(
        of: list(query),
        offset: query.offset,
        limit: query.limit,
        row: Self.readAppointment
      )
    }
    var filter = filter(query)
    if let from = query.from { filter.add("s.end_at > ?", from.milliseconds) }
    if let until = query.until { filter.add("s.start_at < ?", until.milliseconds) }
    return try page(
      filter,
      now: nil,
      tables: Self.appointmentTables,
      columns: Self.appointmentColumns,
      order: Self.appointmentOrder,
      offset: query.offset,
      limit: query.limit,
      row: Self.readAppointment
    )
  }

  public func forEachAppointment(
    matching query: AppointmentQuery,
    _ body: (Appointment) throws(SlotError) -> Void
  ) throws(SlotError) {
    guard query.slots == nil else {
      for appointment in try appointments(matching: query).elements { try body(appointment) }
      return
    }
    _ = try forEachRow(of: list(query), offset: query.offset, limit: query.limit) {
      (row) throws(SlotError) in try body(try Self.readAppointment(row))
    }
  }

  private static let appointmentOrder = "s.start_at, a.created_at, a.key"

  private func filter(_ query: AppointmentQuery) -> ListFilter {
    var filter = ListFilter()
    if let block = query.block { filter.add("b.id = ?", block) }
    if let slots = query.slots { filter.add(oneOf: slots, "s.id IN (\(ListFilter.list))") }
    if let status = query.status { filter.add("a.cancelled = ?", status == .cancelled ? 1 : 0) }
    return filter
  }

  private func list(_ query: AppointmentQuery) -> TimedList {
    var filter = filter(query)
    filter.addStretch(from: query.from, until: query.until)
    return TimedList(
      filter: filter,
      now: nil,
      countedTables: Self.appointmentTables,
      tables: """
        block b CROSS JOIN slot s ON s.block = b.key CROSS JOIN appointment a ON a.slot = s.key
        """,
      columns: Self.appointmentColumns,
      order: Self.appointmentOrder
    )
  }

  public func appointmentIDs(
    beginning prefix: IdentifierPrefix,
    limit: Int
  ) throws(SlotError) -> [Appointment.ID] {
    try ids(in: .appointment, beginning: prefix, limit: limit)
  }

  private func ids<Object>(
    in kind: ObjectKind,
    beginning prefix: IdentifierPrefix,
    limit: Int
  ) throws(SlotError) -> [Identifier<Object>] {
    try connection.statement(
      "SELECT id FROM \(kind.table) WHERE id BETWEEN ? AND ? ORDER BY id LIMIT ?"
    )
    .bind(1, high: prefix.lowest.high, low: prefix.lowest.low)
    .bind(2, high: prefix.highest.high, low: prefix.highest.low).bind(3, limit)
    .all { (row) throws(SlotError) in try row.identifier(0) }
  }
}
