import CSQLite

/// What a stranger has: SQLite without any of this program's own care.
package final class RawDatabase {
  struct Failure: Error, CustomStringConvertible {
    let code: Int32
    let description: String
  }

  private var handle: OpaquePointer?

  package init(_ path: String) throws {
    let code = sqlite3_open(path, &handle)
    guard code == SQLITE_OK else { throw Failure(code: code, description: "open \(path)") }
    sqlite3_busy_timeout(handle, 5000)
  }

  deinit { sqlite3_close_v2(handle) }

  func execute(_ sql: String) throws {
    let code = sqlite3_exec(handle, sql, nil, nil, nil)
    guard code == SQLITE_OK else {
      throw Failure(code: code, description: String(cString: sqlite3_errmsg(handle)))
    }
  }

  /// Rows as texts; blobs in hexadecimal, NULL as an empty text.
  func rows(_ sql: String) throws -> [[String]] {
    var statement: OpaquePointer?
    guard sqlite3_prepare_v2(handle, sql, -1, &statement, nil) == SQLITE_OK else {
      throw Failure(code: 1, description: String(cString: sqlite3_errmsg(handle)))
    }
    defer { sqlite3_finalize(statement) }
    var rows: [[String]] = []
    while sqlite3_step(statement) == SQLITE_ROW {
      rows.append(
        (0..<sqlite3_column_count(statement)).map { column in
          if sqlite3_column_type(statement, column) == SQLITE_BLOB {
            let count = Int(sqlite3_column_bytes(statement, column))
            let bytes = UnsafeRawBufferPointer(
              start: sqlite3_column_blob(statement, column),
              count: count
            )
            return bytes.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
          }
          return sqlite3_column_text(statement, column).map { String(cString: $0) } ?? ""
        }
      )
    }
    return rows
  }

  package func dump(without columns: Set<String> = []) throws -> [String] {
    let tables = try rows("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
    return try tables.flatMap { table in
      let names = try rows("SELECT name FROM pragma_table_info('\(table[0])')").map { $0[0] }
        .filter { !columns.contains($0) }
      return try rows("SELECT \(names.joined(separator: ", ")) FROM \(table[0]) ORDER BY 1, 2")
        .map { table[0] + ": " + zip(names, $0).map { "\($0)=\($1)" }.joined(separator: " ") }
    }
  }
}
