/// Hands over a store that is on a server.
struct PostgresCopy {
  let rows: PostgresRows

  func handOver(_ body: (Writes) throws(SlotError) -> Void) throws(SlotError) {
    try rows.inOneMoment { () throws(SlotError) in
      try handOver("SELECT \(PostgresObjects.blockColumns) FROM block b ORDER BY b.key", body) {
        (row) throws(SlotError) in .newBlock(try StoredBlock(row: row))
      }
      let slots = "SELECT \(PostgresObjects.slotColumns) FROM \(PostgresObjects.slotTables)"
      try handOver("\(slots) ORDER BY s.block, s.start_at", body) { (row) throws(SlotError) in
        .newSlot(try StoredSlot(row: row))
      }
      let people = """
        SELECT \(PostgresObjects.appointmentColumns) FROM \(PostgresObjects.appointmentTables)
        """
      try handOver("\(people) ORDER BY a.key", body) { (row) throws(SlotError) in
        .newAppointment(try StoredAppointment(row: row))
      }
      // Only the store's owner may read these.
      try handOver("SELECT number, slot, locked_until, secret FROM lock_key ORDER BY number", body)
      {
        .lockKey(
          number: $0.integer(0),
          slot: $0.integer(1),
          end: $0.instant(2),
          text: $0.text(3)
        )
      }
      try handOverJournal(body)
    }
  }

  private func handOver(
    _ query: String,
    _ body: (Writes) throws(SlotError) -> Void,
    _ read: (PostgresRow) throws(SlotError) -> Writes.Row
  ) throws(SlotError) {
    var parts = WritesInParts()
    try rows.forEachRow(of: PostgresStatement(query)) { (row) throws(SlotError) in
      try parts.add(try read(row), body)
    }
    try parts.finish(body)
  }

  /// Action by action, as it was written.
  private func handOverJournal(_ body: (Writes) throws(SlotError) -> Void) throws(SlotError) {
    let actions = PostgresStatement(
      "SELECT \(PostgresJournal.actionColumns) FROM action a ORDER BY a.id"
    )
    try rows.forEachRow(of: actions) { (row) throws(SlotError) in
      let action = try Action(row: row)
      let found = try rows.ask(PostgresJournal.changes(by: [action.id]))
      var writes = Writes()
      writes.action = action.id
      writes.notes = try found[0].all(Writes.Note.init(row:))
      writes.creations = try found[1].all(CreatedSlots.init(row:))
      writes.finish(action)
      try body(writes)
    }
  }

}
