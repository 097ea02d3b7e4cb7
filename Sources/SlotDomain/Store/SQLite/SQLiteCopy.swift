/// A store in a file out of one elsewhere, and handed over to elsewhere.
extension SQLiteRows {
  /// Makes a store of what is handed over, and checks it before it appears under its name. All of it passes
  /// by the guards of the schema as it did when it was done.
  ///
  /// - Throws: `.fileProblem` S007 when the file exists or cannot be written.
  static func write(
    to path: String,
    _ handOver: ((Writes) throws(SlotError) -> Void) throws(SlotError) -> Void
  ) throws(SlotError) {
    var opening = SQLiteOpening(path: path, StoreOpening(actor: ""))
    opening.general.createsStore = false
    let rows = try SQLiteRows(emptyFor: opening)
    try rows.write { () throws(SlotError) in
      try handOver { (writes) throws(SlotError) in try rows.apply(writes) }
    }
    try rows.backUp(to: path)
  }

  func handOver(_ body: (Writes) throws(SlotError) -> Void) throws(SlotError) {
    try connection.read { () throws(SlotError) in
      try SQLiteCopy(connection: connection).handOver(body)
    }
  }
}

private struct SQLiteCopy {
  let connection: Connection

  func handOver(_ body: (Writes) throws(SlotError) -> Void) throws(SlotError) {
    let blocks = try BlockTable(connection: connection).all().sorted { $0.key < $1.key }
    var writes = Writes()
    writes.rows = blocks.map { .newBlock($0) }
    try body(writes)
    try handOver(
      """
      SELECT \(SlotTable.storedColumns) FROM slot s JOIN block b ON b.key = s.block
      ORDER BY s.block, s.start_at
      """,
      body
    ) { (row) throws(SlotError) in .newSlot(try StoredSlot(row: row)) }
    try handOver(
      """
      SELECT \(AppointmentTable.columns), a.key, s.key, b.key FROM \(AppointmentTable.tables)
      ORDER BY a.key
      """,
      body
    ) { (row) throws(SlotError) in .newAppointment(try StoredAppointment(row: row)) }
    try handOver("SELECT number, slot, locked_until, secret FROM lock_key ORDER BY number", body) {
      .lockKey(number: $0.integer(0), slot: $0.integer(1), end: $0.instant(2), text: $0.text(3))
    }
    try handOverJournal(body)
  }

  private func handOver(
    _ query: String,
    _ body: (Writes) throws(SlotError) -> Void,
    _ read: (Statement) throws(SlotError) -> Writes.Row
  ) throws(SlotError) {
    let rows = try connection.statement(query)
    defer { rows.reset() }
    var parts = WritesInParts()
    while try rows.step() { try parts.add(try read(rows), body) }
    try parts.finish(body)
  }

  private func handOverJournal(_ body: (Writes) throws(SlotError) -> Void) throws(SlotError) {
    let changes = try connection.statement(
      """
      SELECT \(JournalTables.changeColumns), c.slot, c.old_slot FROM change c
      WHERE c.action = ? ORDER BY c.number
      """
    )
    let creations = try connection.statement(
      "SELECT \(JournalTables.creationColumns) FROM creation n WHERE n.action = ? ORDER BY n.number"
    )
    let actions = try connection.statement(
      "SELECT \(JournalTables.actionColumns) FROM action a ORDER BY a.id"
    )
    defer { actions.reset() }
    while try actions.step() {
      let action = try Action(row: actions)
      var writes = Writes()
      writes.action = action.id
      writes.notes = try changes.bind(1, action.id).all(Writes.Note.init(row:))
      writes.creations = try creations.bind(1, action.id).all(CreatedSlots.init(row:))
      writes.finish(action)
      try body(writes)
    }
  }

}
