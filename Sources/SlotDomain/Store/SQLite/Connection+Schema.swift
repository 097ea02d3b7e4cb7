extension Connection {
  /// Names of the tables, indexes and triggers that are not as this program makes them.
  func schemaDifferences(from migrations: Migrations) throws(SlotError) -> [String] {
    let fresh = try Connection(path: "", mode: .memory, busyTimeout: 0)
    try migrations.run(on: fresh)
    let differences = Set(try fresh.schema()).symmetricDifference(try schema())
    return Set(differences.map(\.name)).sorted()
  }

  private struct SchemaObject: Hashable {
    let name: String
    let definition: String
  }

  /// Tables, indexes and triggers, without what SQLite makes for itself, and without the two tables
  /// that Litestream keeps its place in.
  private func schema() throws(SlotError) -> [SchemaObject] {
    try statement(
      """
      SELECT type || ' ' || name, sql FROM sqlite_schema
      WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\'
        AND NOT (type = 'table' AND name IN ('_litestream_seq', '_litestream_lock'))
      """
    )
    .all { SchemaObject(name: $0.text(0), definition: $0.text(1)) }
  }
}
