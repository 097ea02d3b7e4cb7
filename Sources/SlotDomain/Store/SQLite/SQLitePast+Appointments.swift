/// Appointments, as they were.
extension SQLitePast {
  func appointments(on slot: Slot.ID) throws(SlotError) -> [Appointment] {
    try store.connection.read { () throws(SlotError) in
      guard let stored = try storedSlot(slot) else { return [] }
      let touched = try touchedAppointments(onSlot: stored.key)
      let changed = Set(touched.map(\.id))
      // What is on a new slot with the same id was not on this one.
      let isThere = try store.presentSlot(id: slot)?.key == stored.key
      let present = isThere ? try store.appointments(on: slot) : []
      let unchanged = present.filter { !changed.contains($0.id) }
      let then = touched.compactMap(\.then).filter { $0.slotID == slot }
        .map { $0.in(stored.slot.blockID) }
      return (unchanged + then).sorted { ($0.createdAt, $0.id) < ($1.createdAt, $1.id) }
    }
  }

  struct TouchedAppointment {
    let id: Appointment.ID
    let present: Appointment?
    /// Ids of slots can be used again, and their keys cannot.
    let presentSlotKey: Int64?
    let then: Appointment?
  }

  /// The appointments with a change since that were on a slot before it or after.
  func touchedAppointments(onSlot key: Int64) throws(SlotError) -> [TouchedAppointment] {
    let touched = try store.connection.statement(
      """
      SELECT object, id FROM change WHERE slot = ?1 AND action > ?2
      UNION SELECT object, id FROM change WHERE old_slot = ?1 AND action > ?2
      """
    )
    .bind(1, key).bind(2, last).all { (row) throws(SlotError) in
      (key: row.integer(0), id: try row.identifier(1, of: Appointment.self))
    }
    return try touched.map { (key, id) throws(SlotError) in
      let present = try presentAppointment(key)
      return TouchedAppointment(
        id: id,
        present: present?.appointment,
        presentSlotKey: present?.slotKey,
        then: try memory(of: .appointment, key)?.appointment(present?.appointment) ?? nil
      )
    }
  }

  private func presentAppointment(
    _ key: Int64
  ) throws(SlotError) -> (appointment: Appointment, slotKey: Int64)? {
    try store.connection.statement(
      """
      SELECT \(SQLiteStore.appointmentColumns), s.key FROM \(SQLiteStore.appointmentTables)
      WHERE a.key = ?
      """
    )
    .bind(1, key).first { (row) throws(SlotError) in
      (try SQLiteStore.readAppointment(row), row.integer(7))
    }
  }
}

extension Appointment {
  /// The journal does not name the block.
  fileprivate func `in`(_ block: BookingBlock.ID) -> Appointment {
    Appointment(
      id: id,
      blockID: block,
      slotID: slotID,
      status: status,
      metadata: metadata,
      createdAt: createdAt,
      updatedAt: updatedAt
    )
  }
}
