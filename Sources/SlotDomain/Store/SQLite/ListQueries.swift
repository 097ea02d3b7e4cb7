/// Lists of slots and of appointments, in the order in which the slots start.
struct ListQueries {
  let connection: Connection

  private var reader: ListReader { ListReader(connection: connection) }

  // MARK: Slots

  /// - Returns: How many there are in all.
  func forEachSlot(
    in list: SlotList,
    _ body: (Slot) throws(SlotError) -> Void
  ) throws(SlotError) -> Int {
    let query = list.query
    return try reader.forEachRow(of: timed(list), offset: query.offset, limit: query.limit) {
      (row) throws(SlotError) in try body(try Slot(row: row, block: row.identifier(14)))
    }
  }

  private func timed(_ list: SlotList) -> TimedList {
    let query = list.query
    var filter = ListFilter()
    if let block = query.block { filter.add("b.id = ?", block) }
    filter.addStretch(from: query.from, until: query.until)
    if let status = query.status { filter.add("s.disabled = ?", status == .disabled ? 1 : 0) }
    if let (condition, holds) = list.condition { filter.add(condition, holds: holds) }
    let tables = "block b CROSS JOIN slot s ON s.block = b.key"
    return TimedList(
      filter: filter,
      countedTables: tables,
      tables: tables,
      columns: "\(SlotTable.columns), b.id",
      // In one block no two slots start together, and its index has them in order.
      order: query.block == nil ? "s.start_at, s.key" : "s.start_at"
    )
  }

  // MARK: Appointments

  private static let order = "s.start_at, a.created_at, a.key"

  /// - Returns: How many there are in all.
  func forEachAppointment(
    in query: AppointmentQuery,
    _ body: (Appointment) throws(SlotError) -> Void
  ) throws(SlotError) -> Int {
    // Of a few slots these are found, and all of them sorted, at once.
    guard query.slots == nil else { return try forEachOnSlots(query, body) }
    var filter = filter(query)
    filter.addStretch(from: query.from, until: query.until)
    let list = TimedList(
      filter: filter,
      countedTables: AppointmentTable.tables,
      tables: """
        block b CROSS JOIN slot s ON s.block = b.key CROSS JOIN appointment a ON a.slot = s.key
        """,
      columns: AppointmentTable.columns,
      order: Self.order
    )
    return try reader.forEachRow(of: list, offset: query.offset, limit: query.limit) {
      (row) throws(SlotError) in try body(try Appointment(row: row))
    }
  }

  private func forEachOnSlots(
    _ query: AppointmentQuery,
    _ body: (Appointment) throws(SlotError) -> Void
  ) throws(SlotError) -> Int {
    var filter = filter(query)
    if let from = query.from { filter.add("s.end_at > ?", from.milliseconds) }
    if let until = query.until { filter.add("s.start_at < ?", until.milliseconds) }
    let source = "FROM \(AppointmentTable.tables) \(filter.clause)"
    let (total, found) = try connection.read { () throws(SlotError) in
      let counting = try connection.statement("SELECT count(*) \(source)")
      filter.bind(to: counting)
      let total = try counting.first { $0.int(0) } ?? 0
      let reading = try connection.statement(
        """
        SELECT \(AppointmentTable.columns) \(source) ORDER BY \(Self.order) LIMIT ?1 OFFSET ?2
        """
      )
      filter.bind(to: reading.bind(1, query.limit ?? -1).bind(2, query.offset))
      return (total, try reading.all(Appointment.init(row:)))
    }
    for appointment in found { try body(appointment) }
    return total
  }

  private func filter(_ query: AppointmentQuery) -> ListFilter {
    var filter = ListFilter()
    if let block = query.block { filter.add("b.id = ?", block) }
    if let slots = query.slots { filter.add(oneOf: slots, "s.id IN (\(ListFilter.list))") }
    if let status = query.status { filter.add("a.cancelled = ?", status == .cancelled ? 1 : 0) }
    return filter
  }
}
