/// A statement with its values, on its way to a server.
struct PostgresStatement {
  let text: String
  var values: [PostgresValue] = []

  init(_ text: String, _ values: [PostgresValue] = []) {
    self.text = text
    self.values = values
  }
}

/// A value in the binary form of its type, of which the server reads no digits.
/// Source: `array_recv()` in src/backend/utils/adt/arrayfuncs.c of PostgreSQL, for lists.
struct PostgresValue {
  /// The number of the type in `pg_type`.
  let type: UInt32
  /// Nil is null.
  let bytes: [UInt8]?

  private enum Number: UInt32 {
    case bool = 16
    case bytes = 17
    case integer = 20
    case text = 25
    case bools = 1000
    case byteStrings = 1001
    case texts = 1009
    case integers = 1016
    case id = 2950
    case ids = 2951
  }

  private init(_ type: Number, _ bytes: [UInt8]?) {
    self.type = type.rawValue
    self.bytes = bytes
  }

  private init<Value>(_ type: Number, _ value: Value?, _ write: (inout [UInt8], Value) -> Void) {
    self.init(
      type,
      value.map { value in
        var bytes: [UInt8] = []
        write(&bytes, value)
        return bytes
      }
    )
  }

  static func integer(_ value: Int64?) -> Self {
    Self(.integer, value) { $0.append(bigEndian: $1) }
  }
  static func integer(_ value: Int) -> Self { integer(Int64(value)) }
  static func instant(_ value: Instant?) -> Self { integer(value?.milliseconds) }
  static func bool(_ value: Bool) -> Self { Self(.bool, [value ? 1 : 0]) }
  static func text(_ value: String?) -> Self { Self(.text, value.map { Array($0.utf8) }) }
  static func byteString(_ value: [UInt8]) -> Self { Self(.bytes, value) }
  static func id(_ value: IdentifierBytes?) -> Self { Self(.id, value) { $0.append($1) } }
  static func id<Object>(_ value: Identifier<Object>) -> Self { id(IdentifierBytes(value)) }

  static let noIDs = Self(.ids, nil)

  // MARK: Lists

  static func integers(_ values: some Collection<Int64>) -> Self {
    integers(values.lazy.map(Optional.some))
  }

  static func integers(_ values: some Collection<Int64?>) -> Self {
    list(.integers, of: .integer, values) { $0.append(bigEndian: $1) }
  }

  static func bools(_ values: some Collection<Bool>) -> Self {
    list(.bools, of: .bool, values.lazy.map(Optional.some)) { $0.append($1 ? 1 : 0) }
  }

  static func ids<Object>(_ values: some Collection<Identifier<Object>>) -> Self {
    ids(values.lazy.map { IdentifierBytes($0) })
  }

  static func ids(_ values: some Collection<IdentifierBytes?>) -> Self {
    list(.ids, of: .id, values) { $0.append($1) }
  }

  static func texts(_ values: some Collection<String?>) -> Self {
    list(.texts, of: .text, values) { $0.append(contentsOf: $1.utf8) }
  }

  static func byteStrings(_ values: some Collection<[UInt8]>) -> Self {
    list(.byteStrings, of: .bytes, values.lazy.map(Optional.some)) { $0.append(contentsOf: $1) }
  }

  /// A head, and of each element how long it is and its bytes.
  private static func list<Value>(
    _ type: Number,
    of element: Number,
    _ values: some Collection<Value?>,
    _ write: (inout [UInt8], Value) -> Void
  ) -> Self {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(32 + values.count * 20)
    bytes.append(bigEndian: Int32(values.isEmpty ? 0 : 1))
    // Whether one is null, which the server finds out by itself.
    bytes.append(bigEndian: Int32(0))
    bytes.append(bigEndian: element.rawValue)
    guard !values.isEmpty else { return Self(type, bytes) }
    bytes.append(bigEndian: Int32(values.count))
    bytes.append(bigEndian: Int32(1))
    for value in values {
      guard let value else {
        bytes.append(bigEndian: Int32(-1))
        continue
      }
      let place = bytes.count
      bytes.append(bigEndian: Int32(0))
      write(&bytes, value)
      let length = Int32(bytes.count - place - 4).bigEndian
      withUnsafeBytes(of: length) { length in
        for (offset, byte) in length.enumerated() { bytes[place + offset] = byte }
      }
    }
    return Self(type, bytes)
  }
}

extension [UInt8] {
  fileprivate mutating func append(bigEndian value: some FixedWidthInteger) {
    Swift.withUnsafeBytes(of: value.bigEndian) { append(contentsOf: $0) }
  }

  fileprivate mutating func append(_ id: IdentifierBytes) {
    append(bigEndian: id.high)
    append(bigEndian: id.low)
  }
}
