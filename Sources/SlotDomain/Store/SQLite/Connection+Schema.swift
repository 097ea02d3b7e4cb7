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

  /// Tables, indexes and triggers, without what SQLite makes for itself.
  private func schema() throws(SlotError) -> [SchemaObject] {
    try statement(
      "SELECT type || ' ' || name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
    )
    .all { SchemaObject(name: $0.text(0), definition: $0.text(1)) }
  }
}
