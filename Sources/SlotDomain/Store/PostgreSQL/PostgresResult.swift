import CPostgreSQL

/// What a server answered to one statement: rows in the binary form of their types.
final class PostgresResult {
  private let library: UnsafePointer<CPostgresLibrary>
  fileprivate let handle: OpaquePointer
  /// What people know the store by.
  fileprivate let place: String

  init(_ handle: OpaquePointer, of library: UnsafePointer<CPostgresLibrary>, in place: String) {
    self.handle = handle
    self.library = library
    self.place = place
  }

  deinit { library.pointee.clear(handle) }

  var count: Int { Int(library.pointee.ntuples(handle)) }

  var first: PostgresRow? { count > 0 ? PostgresRow(result: self, row: 0) : nil }

  func all<Value>(
    _ read: (PostgresRow) throws(SlotError) -> Value
  ) throws(SlotError) -> [Value] {
    var values: [Value] = []
    values.reserveCapacity(count)
    for row in 0..<count { values.append(try read(PostgresRow(result: self, row: Int32(row)))) }
    return values
  }

  fileprivate func bytes(_ row: Int32, _ column: Int32) -> UnsafeBufferPointer<UInt8> {
    guard let start = library.pointee.getvalue(handle, row, column) else {
      return UnsafeBufferPointer(start: nil, count: 0)
    }
    return UnsafeBufferPointer(
      start: UnsafeRawPointer(start).assumingMemoryBound(to: UInt8.self),
      count: Int(library.pointee.getlength(handle, row, column))
    )
  }

  fileprivate func isNull(_ row: Int32, _ column: Int32) -> Bool {
    library.pointee.getisnull(handle, row, column) != 0
  }
}

/// A row that a server answered with. What is null reads as 0, false or nothing.
struct PostgresRow: FoundRow {
  fileprivate let result: PostgresResult
  fileprivate let row: Int32
  /// Of the columns that are read.
  fileprivate var first: Int32 = 0

  /// The same, read from a later column on.
  func from(_ column: Int32) -> PostgresRow {
    PostgresRow(result: result, row: row, first: first + column)
  }

  private func raw(_ column: Int32) -> UnsafeBufferPointer<UInt8> {
    result.bytes(row, first + column)
  }

  /// What people know the store by.
  var place: String { result.place }

  func isNull(_ column: Int32) -> Bool { result.isNull(row, first + column) }

  /// A number of any length, or a truth.
  func integer(_ column: Int32) -> Int64 {
    let bytes = raw(column)
    var value: UInt64 = 0
    for byte in bytes.prefix(8) { value = value << 8 | UInt64(byte) }
    switch bytes.count {
    case 1: return Int64(value)
    case 2: return Int64(Int16(truncatingIfNeeded: value))
    case 4: return Int64(Int32(truncatingIfNeeded: value))
    default: return Int64(bitPattern: value)
    }
  }

  func text(_ column: Int32) -> String {
    String(decoding: raw(column), as: UTF8.self)
  }

  /// The bytes of a text, for as long as `body` runs.
  func withText<Value>(
    _ column: Int32,
    _ body: (UnsafeBufferPointer<UInt8>) -> Value
  ) -> Value {
    body(raw(column))
  }

  func bytes(_ column: Int32) -> [UInt8] { Array(raw(column)) }

  func identifierBytes(_ column: Int32) -> IdentifierBytes? {
    let bytes = raw(column)
    guard bytes.count == 16, let start = bytes.baseAddress else { return nil }
    let halves = UnsafeRawPointer(start)
    return IdentifierBytes(
      high: UInt64(bigEndian: halves.loadUnaligned(as: UInt64.self)),
      low: UInt64(bigEndian: halves.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
    )
  }

  /// Metadata, which is mostly empty: then no text is made.
  func metadata(_ column: Int32) -> Metadata {
    let bytes = raw(column)
    return bytes.count == 2 ? .empty : Metadata(stored: String(decoding: bytes, as: UTF8.self))
  }
}
