extension SQLiteStore {
  public func slot(
    _ direction: SearchDirection,
    _ instant: Instant,
    in block: BookingBlock.ID,
    where condition: SlotCondition,
    at now: Instant
  ) throws(SlotError) -> Slot? {
    guard let sql = condition.sql else {
      return try availableSlot(direction, instant, in: block, number: 1, at: now)
    }
    let isAfter = direction == .after
    // Found on the index alone, which holds all that a condition looks at; only one row is read.
    return try connection.statement(
      """
      SELECT \(Self.slotColumns) FROM slot s
      WHERE block = (SELECT key FROM block WHERE id = ?1) AND start_at = (
        SELECT start_at FROM slot
        WHERE block = (SELECT key FROM block WHERE id = ?1)
          AND start_at \(isAfter ? ">" : "<") ?2 AND \(sql)
        ORDER BY start_at \(isAfter ? "ASC" : "DESC") LIMIT 1)
      """
    )
    .bind(1, block).bind(2, instant).bind(3, now)
    .first { (row) throws(SlotError) in try Self.readSlot(row, block: block) }
  }
}

extension SlotCondition {
  /// At ?3. Nil for what asks for a block's lead time: `availableSlot` knows it.
  fileprivate var sql: String? {
    switch self {
    case .available: nil
    case .partlyTaken: "active > 0 AND active < capacity"
    case .full: "active >= capacity"
    case .disabled: "disabled = 1"
    case .locked: "locked_until > ?3"
    case .booked: "active > 0"
    }
  }
}
