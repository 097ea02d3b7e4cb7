/// Lists of slots and of appointments, in the order in which the slots start.
enum PostgresLists {
  /// A list, and how many it has in all.
  struct List {
    let query: PostgresStatement
    let count: PostgresStatement
  }

  /// What must hold, put together from what is asked for.
  private struct Filter {
    var conditions = ["true"]
    var values: [PostgresValue] = []

    /// Every `?` stands for the value.
    mutating func add(_ condition: String, _ value: PostgresValue) {
      values.append(value)
      conditions.append(condition.replacing("?", with: "$\(values.count)"))
    }

    /// Of those that start before a stretch only the last one of each block can reach into it.
    mutating func addStretch(_ from: Instant?, _ until: Instant?) {
      if let from {
        add(
          """
          s.end_at > ? AND s.start_at >= coalesce((
            SELECT max(start_at) FROM slot WHERE block = b.key AND start_at <= ?), ?)
          """,
          .instant(from)
        )
      }
      if let until { add("s.start_at < ?", .instant(until)) }
    }

    mutating func add(_ wanted: RowCondition, holds: Bool) {
      let condition = PostgresCondition(wanted, first: values.count + 1)
      values += condition.values
      conditions.append(holds ? condition.text : "NOT (\(condition.text))")
    }

    func list(
      _ columns: String,
      from tables: String,
      by order: String,
      offset: Int,
      limit: Int?
    ) -> List {
      let source = "FROM \(tables) WHERE \(conditions.joined(separator: " AND "))"
      let (last, first) = (values.count + 1, values.count + 2)
      return List(
        query: PostgresStatement(
          "SELECT \(columns) \(source) ORDER BY \(order) LIMIT $\(last) OFFSET $\(first)",
          values + [.integer(limit.map(Int64.init)), .integer(offset)]
        ),
        count: PostgresStatement("SELECT count(*) \(source)", values)
      )
    }
  }

  static func slots(_ list: SlotList) -> List {
    let query = list.query
    var filter = Filter()
    if let block = query.block { filter.add("b.id = ?", .id(block)) }
    filter.addStretch(query.from, query.until)
    if let status = query.status { filter.add("s.disabled = ?", .bool(status == .disabled)) }
    if let (condition, holds) = list.condition { filter.add(condition, holds: holds) }
    return filter.list(
      PostgresObjects.slotColumns,
      from: PostgresObjects.slotTables,
      by: "s.start_at, s.key",
      offset: query.offset,
      limit: query.limit
    )
  }

  static func appointments(_ query: AppointmentQuery) -> List {
    var filter = Filter()
    if let block = query.block { filter.add("b.id = ?", .id(block)) }
    if let slots = query.slots { filter.add("s.id = ANY (?)", .ids(slots)) }
    if let status = query.status { filter.add("a.cancelled = ?", .bool(status == .cancelled)) }
    filter.addStretch(query.from, query.until)
    return filter.list(
      PostgresObjects.appointmentColumns,
      from: PostgresObjects.appointmentTables,
      by: "s.start_at, a.created_at, a.key",
      offset: query.offset,
      limit: query.limit
    )
  }
}
