/// The rows of appointments.
struct AppointmentTable {
  let connection: Connection

  /// In the order in which they are read; `a` is the appointment's table, `s` the slot's, `b` the block's.
  static let columns = "a.id, b.id, s.id, a.cancelled, a.metadata, a.created_at, a.updated_at"

  static let tables = """
    appointment a JOIN slot s ON s.key = a.slot JOIN block b ON b.key = s.block
    """

  private func select(_ condition: String) throws(SlotError) -> Statement {
    try connection.statement(
      "SELECT \(Self.columns), a.key, s.key, b.key FROM \(Self.tables) WHERE \(condition)"
    )
  }

  func find(_ ids: [Appointment.ID]) throws(SlotError) -> [StoredAppointment] {
    let statement = try select("a.id = ?")
    var found: [StoredAppointment] = []
    found.reserveCapacity(ids.count)
    for id in ids {
      if let one = try statement.bind(1, id).first(StoredAppointment.init(row:)) {
        found.append(one)
      }
    }
    return found
  }

  func find(keys: [Int64]) throws(SlotError) -> [StoredAppointment] {
    let statement = try select("a.key = ?")
    var found: [StoredAppointment] = []
    for key in keys {
      if let one = try statement.bind(1, key).first(StoredAppointment.init(row:)) {
        found.append(one)
      }
    }
    return found
  }

  /// In the order of their keys.
  func find(onSlot key: Int64) throws(SlotError) -> [StoredAppointment] {
    try select("a.slot = ? ORDER BY a.key").bind(1, key).all(StoredAppointment.init(row:))
  }

  func insert(_ stored: StoredAppointment) throws(SlotError) {
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

  func update(_ stored: StoredAppointment) throws(SlotError) {
    let appointment = stored.appointment
    try connection.statement(
      """
      UPDATE appointment SET slot = ?2, cancelled = ?3, metadata = ?4, updated_at = ?5
      WHERE key = ?1
      """
    )
    .bind(1, stored.key).bind(2, stored.slotKey).bind(3, appointment.status == .cancelled)
    .bind(4, appointment.metadata.json).bind(5, appointment.updatedAt).run()
  }

  func delete(key: Int64) throws(SlotError) {
    try connection.statement("DELETE FROM appointment WHERE key = ?").bind(1, key).run()
  }
}
