import CSQLite

/// A prepared statement: bind from 1, step, read columns from 0.
final class Statement: FoundRow {
  private let handle: OpaquePointer
  private let database: OpaquePointer
  /// Of the store.
  let place: String
  /// What a code of the database means.
  private let meaning: (Int32) -> SlotError

  init(
    _ sql: String,
    on database: OpaquePointer,
    path: String,
    meaning: @escaping (Int32) -> SlotError
  ) throws(SlotError) {
    var prepared: OpaquePointer?
    let code = sqlite3_prepare_v3(
      database,
      sql,
      -1,
      UInt32(SQLITE_PREPARE_PERSISTENT),
      &prepared,
      nil
    )
    guard code == SQLITE_OK, let prepared else { throw meaning(code) }
    handle = prepared
    (self.database, place, self.meaning) = (database, path, meaning)
  }

  deinit { sqlite3_finalize(handle) }

  /// Ends a read and forgets the bound values.
  func reset() {
    sqlite3_reset(handle)
    sqlite3_clear_bindings(handle)
  }

  /// True when a row is there to be read; false at the end, after which the statement can be bound
  /// and stepped again.
  func step() throws(SlotError) -> Bool {
    let code = sqlite3_step(handle)
    if code == SQLITE_ROW { return true }
    guard code == SQLITE_DONE else {
      let error = failure(code)
      sqlite3_reset(handle)
      throw error
    }
    sqlite3_reset(handle)
    return false
  }

  /// A question that SQLite understood and cannot answer meets a value that is none of ours: text
  /// that is no JSON, or a sum that overflows.
  private func failure(_ code: Int32) -> SlotError {
    guard code == SQLITE_ERROR, sqlite3_stmt_readonly(handle) != 0 else {
      return meaning(code)
    }
    return damage(
      "a value in it cannot be read (\(String(cString: sqlite3_errmsg(database))))"
    )
  }

  /// Runs a statement that gives no rows.
  func run() throws(SlotError) { _ = try step() }

  /// All rows, each read by `row`.
  func all<Element>(
    _ row: (Statement) throws(SlotError) -> Element
  ) throws(SlotError) -> [Element] {
    defer { reset() }
    var elements: [Element] = []
    while try step() { elements.append(try row(self)) }
    return elements
  }

  /// The first row, if there is one.
  func first<Element>(
    _ row: (Statement) throws(SlotError) -> Element
  ) throws(SlotError) -> Element? {
    defer { reset() }
    return try step() ? try row(self) : nil
  }

  // MARK: Binding

  // The setters return the statement, so that a query reads as one sentence. Their result codes are
  // not looked at: an index out of range is a mistake that every use of the statement shows.

  @discardableResult
  func bind(_ index: Int32, _ value: Int64) -> Statement {
    sqlite3_bind_int64(handle, index, value)
    return self
  }

  @discardableResult
  func bind(_ index: Int32, _ value: Int64?) -> Statement {
    if let value {
      sqlite3_bind_int64(handle, index, value)
    } else {
      sqlite3_bind_null(handle, index)
    }
    return self
  }

  @discardableResult
  func bind(_ index: Int32, _ value: Instant) -> Statement { bind(index, value.milliseconds) }

  @discardableResult
  func bind(_ index: Int32, _ value: Int) -> Statement { bind(index, Int64(value)) }

  @discardableResult
  func bind(_ index: Int32, _ value: Bool) -> Statement { bind(index, value ? 1 : 0 as Int64) }

  @discardableResult
  func bind(_ index: Int32, _ value: String?) -> Statement {
    guard var value else {
      sqlite3_bind_null(handle, index)
      return self
    }
    value.withUTF8 { bytes in
      // A nil pointer would bind NULL instead of an empty text.
      guard let start = bytes.baseAddress else {
        sqlite3_bind_text(handle, index, "", 0, csqlite_transient())
        return
      }
      start.withMemoryRebound(to: CChar.self, capacity: bytes.count) {
        _ = sqlite3_bind_text(handle, index, $0, Int32(bytes.count), csqlite_transient())
      }
    }
    return self
  }

  @discardableResult
  func bind<Object>(_ index: Int32, _ id: Identifier<Object>) -> Statement {
    bind(index, high: id.high, low: id.low)
  }

  /// 16 bytes, as ids are stored.
  @discardableResult
  func bind(_ index: Int32, high: UInt64, low: UInt64) -> Statement {
    withUnsafeBytes(of: (high.bigEndian, low.bigEndian)) { bytes in
      _ = sqlite3_bind_blob(handle, index, bytes.baseAddress, 16, csqlite_transient())
    }
    return self
  }

  @discardableResult
  func bind(_ index: Int32, _ bytes: [UInt8]) -> Statement {
    // A nil pointer would bind NULL instead of nothing.
    if bytes.isEmpty {
      sqlite3_bind_zeroblob(handle, index, 0)
    } else {
      sqlite3_bind_blob(handle, index, bytes, Int32(bytes.count), csqlite_transient())
    }
    return self
  }

  // MARK: Reading

  func integer(_ column: Int32) -> Int64 { sqlite3_column_int64(handle, column) }
  func isNull(_ column: Int32) -> Bool { sqlite3_column_type(handle, column) == SQLITE_NULL }

  /// The text; bytes that are no UTF-8 become U+FFFD.
  func text(_ column: Int32) -> String {
    guard let bytes = sqlite3_column_text(handle, column) else { return "" }
    let count = Int(sqlite3_column_bytes(handle, column))
    return String(decoding: UnsafeBufferPointer(start: bytes, count: count), as: UTF8.self)
  }

  /// The bytes of a text, for as long as `body` runs.
  func withText<Result>(
    _ column: Int32,
    _ body: (UnsafeBufferPointer<UInt8>) -> Result
  ) -> Result {
    let bytes = sqlite3_column_text(handle, column)
    return body(
      UnsafeBufferPointer(start: bytes, count: Int(sqlite3_column_bytes(handle, column)))
    )
  }

  /// In bytes.
  func length(_ column: Int32) -> Int { Int(sqlite3_column_bytes(handle, column)) }

  func bytes(_ column: Int32) -> [UInt8] {
    guard let bytes = sqlite3_column_blob(handle, column) else { return [] }
    return Array(UnsafeRawBufferPointer(start: bytes, count: length(column)))
  }

  /// Nil for anything but 16 bytes.
  func identifierBytes(_ column: Int32) -> IdentifierBytes? {
    guard let bytes = sqlite3_column_blob(handle, column), length(column) == 16 else { return nil }
    let halves = UnsafeRawPointer(bytes)
    return IdentifierBytes(
      high: UInt64(bigEndian: halves.loadUnaligned(as: UInt64.self)),
      low: UInt64(bigEndian: halves.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
    )
  }
}

extension Identifier {
  /// The 16 bytes that the store keeps, which sort as the ids do.
  var bytes: [UInt8] {
    withUnsafeBytes(of: (high.bigEndian, low.bigEndian)) { Array($0) }
  }
}
