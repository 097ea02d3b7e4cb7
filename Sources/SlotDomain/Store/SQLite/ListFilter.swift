/// The WHERE clause of a list, put together from what the query asks for; values are only ever bound.
/// Parameters 1 to 3 are those of a `TimedList`.
struct ListFilter {
  private enum Value {
    case integer(Int64)
    case bytes([UInt8])
  }

  /// The ids of one value that has them one behind the other. A parameter for each would be a
  /// statement for each number of them, and there may be more than a statement can have.
  static let list = """
    WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 16 FROM n WHERE i + 16 < length(?))
    SELECT substr(?, i + 1, 16) FROM n
    """

  private var conditions: [String] = []
  private var values: [Value] = []

  var clause: String {
    conditions.isEmpty ? "" : "WHERE " + conditions.joined(separator: " AND ")
  }

  /// A condition in which every `?` without a number stands for the value.
  mutating func add(_ condition: String, _ value: Int64) {
    add(condition, .integer(value))
  }

  mutating func add<Object>(_ condition: String, _ id: Identifier<Object>) {
    add(condition, .bytes(id.bytes))
  }

  mutating func add<Object>(oneOf ids: [Identifier<Object>], _ condition: String) {
    add(condition, .bytes(ids.flatMap(\.bytes)))
  }

  /// What must hold of slots `s` of blocks `b`, or must not.
  mutating func add(_ wanted: RowCondition, holds: Bool) {
    let condition = ConditionSQL(wanted, first: values.count + 4)
    values += condition.values.map(Value.integer)
    let closing = condition.lowerBound(lead: "b.booking_disabled_before")
    let terms = [
      condition.isPublished ? "b.published" : "1",
      closing.map { "s.start_at > \($0)" } ?? "1",
    ]
    add("(\(terms.joined(separator: " AND "))\(condition.rest)) = ?", holds ? 1 : 0)
  }

  /// Slots that start in the stretch of a `TimedList`, of which those are wanted that overlap
  /// [from, until).
  mutating func addStretch(from: Instant?, until: Instant?) {
    // One lower end: of two, SQLite would use the first and read on from there. Of those that start
    // before, only the last one of each block can reach into the range.
    if let from {
      add("s.end_at > ?", from.milliseconds)
      add(
        """
        s.start_at >= max(?2, coalesce((
          SELECT max(start_at) FROM slot WHERE block = b.key AND start_at <= ?), ?))
        """,
        from.milliseconds
      )
    } else {
      conditions.append("s.start_at >= ?2")
    }
    if let until {
      add("s.start_at < min(?3, ?)", until.milliseconds)
    } else {
      conditions.append("s.start_at < ?3")
    }
  }

  private mutating func add(_ condition: String, _ value: Value) {
    values.append(value)
    var text = ""
    var rest = condition[...]
    while let mark = rest.firstIndex(of: "?") {
      text += rest[...mark]
      rest = rest[rest.index(after: mark)...]
      if rest.first?.isNumber != true { text += "\(values.count + 3)" }
    }
    conditions.append(text + rest)
  }

  func bind(to statement: Statement) {
    for (offset, value) in values.enumerated() {
      let index = Int32(offset + 4)
      switch value {
      case .integer(let integer): statement.bind(index, integer)
      case .bytes(let bytes): statement.bind(index, bytes)
      }
    }
  }
}
