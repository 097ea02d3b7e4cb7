/// Rows of one table, a column after the other, on their way into it. A column in which all rows agree goes
/// there once: of 10,000 slots that are disabled together, mostly the key is all that differs.
struct PostgresColumns<Row> {
  private let rows: [Row]
  private var columns: [(name: String, isList: Bool, value: PostgresValue)] = []

  init(_ rows: [Row]) { self.rows = rows }

  private mutating func add<Value: Equatable>(
    _ name: String,
    _ read: (Row) -> Value,
    one: (Value) -> PostgresValue,
    all: ([Value]) -> PostgresValue
  ) {
    let values = rows.map(read)
    guard let first = values.first else { return }
    let isList = values.contains { $0 != first }
    columns.append((name, isList, isList ? all(values) : one(first)))
  }

  mutating func integers(_ name: String, _ read: (Row) -> Int64?) {
    add(name, read, one: { .integer($0) }, all: { .integers($0) })
  }

  mutating func instants(_ name: String, _ read: (Row) -> Instant) {
    integers(name) { read($0).milliseconds }
  }

  mutating func bools(_ name: String, _ read: (Row) -> Bool) {
    add(name, read, one: { .bool($0) }, all: { .bools($0) })
  }

  mutating func texts(_ name: String, _ read: (Row) -> String?) {
    add(name, read, one: { .text($0) }, all: { .texts($0) })
  }

  mutating func byteStrings(_ name: String, _ read: (Row) -> [UInt8]) {
    add(name, read, one: { .byteString($0) }, all: { .byteStrings($0) })
  }

  mutating func ids(_ name: String, _ read: (Row) -> IdentifierBytes?) {
    add(name, read, one: { .id($0) }, all: { .ids($0) })
  }

  // MARK: Statements

  private var values: [PostgresValue] { columns.map(\.value) }
  private var lists: [Int] { columns.indices.filter { columns[$0].isList } }
  private func parameter(_ column: Int) -> String { "$\(column + 1)" }

  /// What a column is set to: the one value, or the row's own.
  private func source(_ column: Int) -> String {
    columns[column].isList ? "n.\(columns[column].name)" : parameter(column)
  }

  /// The columns that differ from row to row, as a table.
  private var table: String {
    let names = lists.map { columns[$0].name }.joined(separator: ", ")
    return "unnest(\(lists.map(parameter).joined(separator: ", "))) AS n (\(names))"
  }

  func insertion(into name: String) -> PostgresStatement {
    let names = columns.map(\.name).joined(separator: ", ")
    let sources = columns.indices.map(source).joined(separator: ", ")
    let rows = lists.isEmpty ? "VALUES (\(sources))" : "SELECT \(sources) FROM \(table)"
    return PostgresStatement("INSERT INTO \(name) (\(names)) \(rows)", values)
  }

  /// Of rows that have their place in the first column. What stays as it is costs nothing in an index.
  func update(of name: String) -> PostgresStatement {
    let changes = columns.indices.dropFirst().map { "\(columns[$0].name) = \(source($0))" }
      .joined(separator: ", ")
    let key = columns.first?.name ?? ""
    let place =
      switch lists.count {
      case 0: "WHERE t.\(key) = $1"
      case 1 where lists == [0]: "WHERE t.\(key) = ANY ($1)"
      default: "FROM \(table) WHERE t.\(key) = n.\(key)"
      }
    return PostgresStatement("UPDATE \(name) t SET \(changes) \(place)", values)
  }
}
