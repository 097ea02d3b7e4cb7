/// An appointment with the keys that only the store knows.
struct StoredAppointment {
  let key: Int64
  let slotKey: Int64
  let blockKey: Int64
  var appointment: Appointment
}

extension SQLiteStore {
  /// What `readAppointment` expects; `a` is the appointment's table, `s` the slot's, `b` the block's.
  static let appointmentColumns = """
    a.id, b.id, s.id, a.cancelled, a.metadata, a.created_at, a.updated_at
    """

  static let appointmentTables = """
    appointment a JOIN slot s ON s.key = a.slot JOIN block b ON b.key = s.block
    """

  static func readAppointment(_ row: Statement) throws(SlotError) -> Appointment {
    Appointment(
      id: try row.identifier(0),
      blockID: try row.identifier(1),
      slotID: try row.identifier(2),
      status: row.bool(3) ? .cancelled : .active,
      metadata: row.metadata(4),
      createdAt: row.instant(5),
      updatedAt: row.instant(6)
    )
  }

  private static func readStored(_ row: Statement) throws(SlotError) -> StoredAppointment {
    StoredAppointment(
      key: row.integer(7),
      slotKey: row.integer(8),
      blockKey: row.integer(9),
      appointment: try readAppointment(row)
    )
  }

  /// - Throws: `.appointmentNotFound` E048.
  func storedAppointment(_ id: Appointment.ID) throws(SlotError) -> StoredAppointment {
    guard let found = try presentAppointment(id: id) else { throw .appointmentNotFound("\(id)") }
    return found
  }

  func presentAppointment(id: Appointment.ID) throws(SlotError) -> StoredAppointment? {
    try connection.statement(
      """
      SELECT \(Self.appointmentColumns), a.key, s.key, b.key
      FROM \(Self.appointmentTables) WHERE a.id = ?
      """
    )
    .bind(1, id).first(Self.readStored)
  }

  func storedAppointments(onSlot key: Int64) throws(SlotError) -> [StoredAppointment] {
    try connection.statement(
      """
      SELECT \(Self.appointmentColumns), a.key, s.key, b.key
      FROM \(Self.appointmentTables) WHERE a.slot = ? ORDER BY a.key
      """
    )
    .bind(1, key).all(Self.readStored)
  }

  // MARK: Book

  func createAppointments(
    _ drafts: [AppointmentDraft],
    _ work: JournalWork
  ) throws(SlotError) {
    for draft in drafts {
      let stored = try storedSlot(draft.slotID)
      try book(stored, places: 1, lockKey: draft.lockKey, work)
      if let id = draft.id, try presentAppointment(id: id) != nil {
        throw .badRequest("There is an appointment \(id) already.")
      }
      let appointment = Appointment(
        id: draft.id ?? Appointment.ID(),
        blockID: stored.slot.blockID,
        slotID: stored.slot.id,
        metadata: draft.metadata,
        createdAt: work.now,
        updatedAt: work.now
      )
      let new = StoredAppointment(
        key: try work.nextKey(.appointment),
        slotKey: stored.key,
        blockKey: stored.blockKey,
        appointment: appointment
      )
      try add(new, work)
      work.outcome.appointments.append(appointment)
    }
  }

  /// An appointment that is new, or comes back.
  func add(_ stored: StoredAppointment, _ work: JournalWork) throws(SlotError) {
    try insert(stored)
    try work.record(
      .appointment,
      key: stored.key,
      id: stored.appointment.id,
      block: stored.blockKey,
      slot: stored.slotKey,
      before: nil,
      after: JournalValues.all(stored.appointment)
    )
  }

  /// Refuses what may not be booked, and consumes the lock that the key opened.
  private func book(
    _ stored: StoredSlot,
    places: Int,
    lockKey: String?,
    _ work: JournalWork
  ) throws(SlotError) {
    let block = try storedBlock(key: stored.blockKey).block
    let hasKey = if let lockKey { try opens(lockKey, stored, at: work.now) } else { false }
    try BookingRules.checkBooking(
      stored.slot,
      in: block,
      places: places,
      hasKey: hasKey,
      now: work.now
    )
    if hasKey { try removeLock(of: stored, work) }
  }

  private func insert(_ stored: StoredAppointment) throws(SlotError) {
    let appointment = stored.appointment
    try connection.statement(
      """
      INSERT INTO appointment (key, id, slot, cancelled, metadata, created_at, updated_at)
      VALUES (?, ?, ?, ?, ?, ?, ?)
      """
    )
    .bind(1, stored.key).bind(2, appointment.id).bind(3, stored.slotKey)
    .bind(4, appointment.status == .cancelled).bind(5, appointment.metadata.json)
    .bind(6, appointment.createdAt).bind(7, appointment.updatedAt).run()
  }

  // MARK: Change

  func updateAppointments(
    _ ids: [Appointment.ID],
    _ changes: AppointmentChanges,
    _ work: JournalWork
  ) throws(SlotError) {
    for id in ids {
      let stored = try storedAppointment(id)
      let changed = try changes.applied(to: stored.appointment)
      work.outcome.appointments.append(try save(changed, over: stored, work))
    }
  }

  func cancelAppointments(_ ids: [Appointment.ID], _ work: JournalWork) throws(SlotError) {
    for id in ids {
      let stored = try storedAppointment(id)
      var changed = stored.appointment
      changed.status = .cancelled
      work.outcome.appointments.append(try save(changed, over: stored, work))
    }
  }

  func enableAppointments(_ ids: [Appointment.ID], _ work: JournalWork) throws(SlotError) {
    for id in ids {
      let stored = try storedAppointment(id)
      var changed = stored.appointment
      if changed.status == .cancelled {
        try book(try storedSlot(changed.slotID), places: 1, lockKey: nil, work)
        changed.status = .active
      }
      work.outcome.appointments.append(try save(changed, over: stored, work))
    }
  }

  func rescheduleAppointment(
    _ id: Appointment.ID,
    to slotID: Slot.ID,
    lockKey: String?,
    _ work: JournalWork
  ) throws(SlotError) {
    let stored = try storedAppointment(id)
    let target = try storedSlot(slotID)
    var changed = stored.appointment
    if target.key != stored.slotKey {
      try book(target, places: changed.status == .active ? 1 : 0, lockKey: lockKey, work)
      changed = Appointment(
        id: id,
        blockID: target.slot.blockID,
        slotID: slotID,
        status: changed.status,
        metadata: changed.metadata,
        createdAt: changed.createdAt,
        updatedAt: changed.updatedAt
      )
    }
    work.outcome.appointments.append(
      try save(changed, over: stored, slotKey: target.key, work)
    )
  }

  @discardableResult
  func save(
    _ changed: Appointment,
    over stored: StoredAppointment,
    slotKey: Int64? = nil,
    _ work: JournalWork
  ) throws(SlotError) -> Appointment {
    guard changed != stored.appointment else { return stored.appointment }
    var changed = changed
    changed.updatedAt = work.stamp(after: stored.appointment.updatedAt)
    try connection.statement(
      """
      UPDATE appointment SET slot = ?2, cancelled = ?3, metadata = ?4, updated_at = ?5
      WHERE key = ?1
      """
    )
    .bind(1, stored.key).bind(2, slotKey ?? stored.slotKey).bind(3, changed.status == .cancelled)
    .bind(4, changed.metadata.json).bind(5, changed.updatedAt).run()
    let (before, after) = JournalValues.difference(stored.appointment, changed)
    let isMoved = slotKey != nil && slotKey != stored.slotKey
    try work.record(
      .appointment,
      key: stored.key,
      id: changed.id,
      block: stored.blockKey,
      slot: slotKey ?? stored.slotKey,
      oldSlot: isMoved ? stored.slotKey : nil,
      before: before,
      after: after
    )
    return changed
  }

  // MARK: Delete

  func deleteAppointments(_ ids: [Appointment.ID], _ work: JournalWork) throws(SlotError) {
    for id in ids {
      let stored = try storedAppointment(id)
      try delete(stored, work)
      work.outcome.appointments.append(stored.appointment)
    }
  }

  func delete(_ stored: StoredAppointment, _ work: JournalWork) throws(SlotError) {
    try connection.statement("DELETE FROM appointment WHERE key = ?").bind(1, stored.key).run()
    try work.record(
      .appointment,
      key: stored.key,
      id: stored.appointment.id,
      block: stored.blockKey,
      slot: stored.slotKey,
      before: JournalValues.all(stored.appointment),
      after: nil
    )
  }
}
