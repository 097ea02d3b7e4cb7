extension SQLiteStore {
  public func inOneMoment<Result>(
    _ body: () throws(SlotError) -> Result
  ) throws(SlotError) -> Result {
    try connection.read(body)
  }

  public func forEachSlot(
    of block: BookingBlock.ID,
    in range: TimeRange,
    _ body: (Slot) throws(SlotError) -> Void
  ) throws(SlotError) {
    let rows = try connection.statement(Self.slotsInRange)
      .bind(1, block).bind(2, range.start).bind(3, range.end)
    defer { rows.reset() }
    while try rows.step() { try body(try Self.readSlot(rows, block: block)) }
  }

  public func forEachAppointment(
    of block: BookingBlock.ID,
    in range: TimeRange,
    _ body: (Appointment) throws(SlotError) -> Void
  ) throws(SlotError) {
    // Slot by slot as the index has them: nothing but the appointments of one slot is ever sorted.
    let rows = try connection.statement(
      """
      SELECT \(Self.appointmentColumns)
      FROM block b CROSS JOIN slot s ON s.block = b.key CROSS JOIN appointment a ON a.slot = s.key
      WHERE b.id = ?1 AND s.start_at < ?3 AND s.end_at > ?2
        AND s.start_at >= coalesce(
          (SELECT max(start_at) FROM slot WHERE block = b.key AND start_at <= ?2), ?2)
      ORDER BY s.start_at, a.key
      """
    )
    .bind(1, block).bind(2, range.start).bind(3, range.end)
    defer { rows.reset() }
    while try rows.step() { try body(try Self.readAppointment(rows)) }
  }
}
