/// Questions about what happened after an action, by object.
struct PastQueries {
  let connection: Connection

  func moment(at then: Instant) throws(SlotError) -> PastMoment {
    // Backwards from the newest, and no further than what has to be taken back anyway.
    let last =
      try connection.statement("SELECT id FROM action WHERE at <= ? ORDER BY id DESC LIMIT 1")
      .bind(1, then).first { $0.integer(0) } ?? 0
    let first = try connection.statement(
      "SELECT first FROM creation WHERE action > ? ORDER BY action, number LIMIT 1"
    )
    .bind(1, last).first { $0.integer(0) }
    return PastMoment(last: last, firstNewSlot: first ?? .max)
  }

  func blockChanges(after action: Action.ID) throws(SlotError) -> [StoredChange] {
    // Few of the journal's changes are about blocks, and the index has those together.
    try connection.statement(
      """
      SELECT \(JournalTables.changeColumns) FROM change c INDEXED BY change_by_object
      WHERE c.kind = 0 AND c.action > ? ORDER BY c.action DESC, c.number DESC
      """
    )
    .bind(1, action).all(StoredChange.init(row:))
  }

  func slots(
    inBlock key: Int64,
    overlapping range: TimeRange,
    below last: Int64
  ) throws(SlotError) -> [StoredSlot] {
    try connection.statement(
      """
      SELECT \(SlotTable.storedColumns) FROM slot s JOIN block b ON b.key = s.block
      WHERE s.block = ?1 AND s.start_at < ?3 AND s.end_at > ?2
        AND s.start_at >= coalesce(
          (SELECT max(start_at) FROM slot WHERE block = ?1 AND start_at <= ?2), ?2)
        AND +s.key < ?4
      """
    )
    .bind(1, key).bind(2, range.start).bind(3, range.end).bind(4, last).all(StoredSlot.init(row:))
  }

  /// What the present rows of a stretch of time do not lead to. The plus keeps SQLite from reading
  /// all changes of slots that there ever were.
  func strays(inBlock key: Int64, after action: Action.ID) throws(SlotError) -> [Int64] {
    try connection.statement(
      """
      SELECT DISTINCT object FROM change
      WHERE action > ?1 AND +kind = 1 AND block = ?2 AND before IS NOT NULL
        AND (after IS NULL OR instr(before, '"start_date"') OR instr(before, '"end_date"'))
      """
    )
    .bind(1, action).bind(2, key).all { $0.integer(0) }
  }

  func keys(
    of slot: Slot.ID,
    after action: Action.ID
  ) throws(SlotError) -> [(key: Int64, blockKey: Int64)] {
    try connection.statement(
      """
      SELECT key, block FROM slot WHERE id = ?1
      UNION SELECT object, block FROM change
      WHERE action > ?2 AND +kind = 1 AND id = ?1 AND after IS NULL
      """
    )
    .bind(1, slot).bind(2, action).all { (key: $0.integer(0), blockKey: $0.integer(1)) }
  }

  func changes(
    of kind: ObjectKind,
    _ keys: [Int64],
    after action: Action.ID
  ) throws(SlotError) -> [StoredChange] {
    let statement = try connection.statement(
      """
      SELECT \(JournalTables.changeColumns) FROM change c
      WHERE c.kind = ? AND c.object = ? AND c.action > ? ORDER BY c.action DESC, c.number DESC
      """
    )
    var changes: [StoredChange] = []
    for key in keys {
      changes += try statement.bind(1, kind.rawValue).bind(2, key).bind(3, action)
        .all(StoredChange.init(row:))
    }
    return changes
  }

  func touchedAppointments(
    onSlots keys: [Int64],
    after action: Action.ID
  ) throws(SlotError) -> [TouchedAppointment] {
    let statement = try connection.statement(
      """
      SELECT object, id FROM change WHERE slot = ?1 AND action > ?2
      UNION SELECT object, id FROM change WHERE old_slot = ?1 AND action > ?2
      """
    )
    var touched: [TouchedAppointment] = []
    for key in keys {
      touched += try statement.bind(1, key).bind(2, action).all { (row) throws(SlotError) in
        TouchedAppointment(slotKey: key, key: row.integer(0), id: try row.identifier(1))
      }
    }
    return touched
  }
}
