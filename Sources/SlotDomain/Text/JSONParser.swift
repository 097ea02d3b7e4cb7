extension JSONValue {
  /// Why a text is no JSON value, and where: an offset in UTF-8 bytes from its beginning.
  public struct ParseError: Error, Hashable, Sendable {
    public enum Reason: Hashable, Sendable {
      case unexpectedEnd
      case unexpectedCharacter
      case invalidEscape
      case invalidNumber
      case invalidUTF8
      case keyNotString
      case tooDeep
      case trailingText
    }

    public let reason: Reason
    public let offset: Int
  }

  /// Reads one JSON value; white space around it is allowed, anything else after it is not. When an
  /// object has a key twice, the last one counts.
  public init(parsing text: String) throws(ParseError) {
    try self.init(parsing: Array(text.utf8))
  }

  /// Reads one JSON value from bytes, which must be UTF-8.
  public init(parsing bytes: [UInt8]) throws(ParseError) {
    try self.init(parsing: bytes, levels: Self.deepest)
  }

  /// Deeper nesting than this is refused, so that hostile text cannot exhaust the stack.
  static let deepest = 256

  /// - `levels`: How many values may lie in one another.
  init(parsing bytes: [UInt8], levels: Int) throws(ParseError) {
    var parser = JSONParser(bytes: bytes, maximumDepth: levels)
    self = try parser.parseDocument()
  }
}

/// A recursive-descent reader of RFC 8259 over bytes.
private struct JSONParser {
  let bytes: [UInt8]
  let maximumDepth: Int
  var position = 0

  init(bytes: [UInt8], maximumDepth: Int) {
    self.bytes = bytes
    self.maximumDepth = maximumDepth
  }

  mutating func parseDocument() throws(JSONValue.ParseError) -> JSONValue {
    let value = try parseValue(depth: 0)
    skipBlanks()
    guard position == bytes.count else { throw problem(.trailingText) }
    return value
  }

  private func problem(_ reason: JSONValue.ParseError.Reason) -> JSONValue.ParseError {
    JSONValue.ParseError(reason: reason, offset: position)
  }

  private mutating func skipBlanks() {
    while position < bytes.count {
      switch bytes[position] {
      case 0x20, 0x0A, 0x0D, 0x09: position += 1
      default: return
      }
    }
  }

  /// The next byte that is no blank, not consumed.
  private mutating func peek() throws(JSONValue.ParseError) -> UInt8 {
    skipBlanks()
    guard position < bytes.count else { throw problem(.unexpectedEnd) }
    return bytes[position]
  }

  private mutating func skip(_ byte: Unicode.Scalar) throws(JSONValue.ParseError) -> Bool {
    guard try peek() == UInt8(ascii: byte) else { return false }
    position += 1
    return true
  }

  private mutating func parseValue(depth: Int) throws(JSONValue.ParseError) -> JSONValue {
    guard depth < maximumDepth else { throw problem(.tooDeep) }
    switch try peek() {
    case UInt8(ascii: "{"): return try parseObject(depth: depth)
    case UInt8(ascii: "["): return try parseArray(depth: depth)
    case UInt8(ascii: "\""): return .string(try parseString())
    case UInt8(ascii: "t"): return try parseWord("true", .bool(true))
    case UInt8(ascii: "f"): return try parseWord("false", .bool(false))
    case UInt8(ascii: "n"): return try parseWord("null", .null)
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
      return .number(try parseNumber())
    default: throw problem(.unexpectedCharacter)
    }
  }

  private mutating func parseWord(
    _ word: StaticString,
    _ value: JSONValue
  ) throws(JSONValue.ParseError) -> JSONValue {
    let end = position + word.utf8CodeUnitCount
    guard end <= bytes.count else { throw problem(.unexpectedEnd) }
    let expected = UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount)
    guard bytes[position..<end].elementsEqual(expected) else { throw problem(.unexpectedCharacter) }
    position = end
    return value
  }

  private mutating func parseObject(depth: Int) throws(JSONValue.ParseError) -> JSONValue {
    position += 1
    var members: JSONMembers = [:]
    if try skip("}") { return .object(members) }
    repeat {
      guard try peek() == UInt8(ascii: "\"") else {
        throw problem(try peek() == UInt8(ascii: "}") ? .unexpectedCharacter : .keyNotString)
      }
      let key = try parseString()
      guard try skip(":") else { throw problem(.unexpectedCharacter) }
      members[key] = try parseValue(depth: depth + 1)
    } while try skip(",")
    guard try skip("}") else { throw problem(.unexpectedCharacter) }
    return .object(members)
  }

  private mutating func parseArray(depth: Int) throws(JSONValue.ParseError) -> JSONValue {
    position += 1
    var values: [JSONValue] = []
    if try skip("]") { return .array(values) }
    repeat {
      values.append(try parseValue(depth: depth + 1))
    } while try skip(",")
    guard try skip("]") else { throw problem(.unexpectedCharacter) }
    return .array(values)
  }

  private mutating func parseNumber() throws(JSONValue.ParseError) -> String {
    let start = position
    if at("-") { position += 1 }
    if at("0") { position += 1 } else { try parseDigits() }
    if at(".") {
      position += 1
      try parseDigits()
    }
    if at("e") || at("E") {
      position += 1
      if at("+") || at("-") { position += 1 }
      try parseDigits()
    }
    return String(decoding: bytes[start..<position], as: UTF8.self)
  }

  private func at(_ scalar: Unicode.Scalar) -> Bool {
    position < bytes.count && bytes[position] == UInt8(ascii: scalar)
  }

  private mutating func parseDigits() throws(JSONValue.ParseError) {
    let start = position
    while position < bytes.count, (0x30...0x39).contains(bytes[position]) { position += 1 }
    guard position > start else {
      throw problem(position == bytes.count ? .unexpectedEnd : .invalidNumber)
    }
  }

  private mutating func parseString() throws(JSONValue.ParseError) -> String {
    position += 1
    let start = position
    while position < bytes.count {
      switch bytes[position] {
      case UInt8(ascii: "\""):
        // Most strings have nothing to be taken apart.
        defer { position += 1 }
        return try text(bytes[start..<position])
      case UInt8(ascii: "\\"), 0..<0x20: return try parseEscapedString(from: start)
      default: position += 1
      }
    }
    throw problem(.unexpectedEnd)
  }

  /// Goes on with a string that begins at `start` and needs nothing taken apart so far.
  private mutating func parseEscapedString(from start: Int) throws(JSONValue.ParseError) -> String {
    var content = Array(bytes[start..<position])
    while position < bytes.count {
      let byte = bytes[position]
      position += 1
      switch byte {
      case UInt8(ascii: "\""):
        return try text(content[...])
      case UInt8(ascii: "\\"):
        content.append(contentsOf: String(try parseEscape()).utf8)
      case 0..<0x20:
        throw problem(.unexpectedCharacter)
      default:
        content.append(byte)
      }
    }
    throw problem(.unexpectedEnd)
  }

  private func text(_ content: ArraySlice<UInt8>) throws(JSONValue.ParseError) -> String {
    guard let text = String(validating: content, as: UTF8.self) else { throw problem(.invalidUTF8) }
    return text
  }

  private mutating func parseEscape() throws(JSONValue.ParseError) -> Unicode.Scalar {
    guard position < bytes.count else { throw problem(.unexpectedEnd) }
    let byte = bytes[position]
    position += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(byte)
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{C}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"): return try parseUnicodeEscape()
    default: throw problem(.invalidEscape)
    }
  }

  /// The digits after `\u`, and the second half of a surrogate pair. Half a pair is refused: it is
  /// no character.
  private mutating func parseUnicodeEscape() throws(JSONValue.ParseError) -> Unicode.Scalar {
    let unit = try parseFourDigits()
    guard 0xD800..<0xE000 ~= unit else {
      guard let scalar = Unicode.Scalar(unit) else { throw problem(.invalidEscape) }
      return scalar
    }
    guard unit < 0xDC00, position + 1 < bytes.count, bytes[position] == UInt8(ascii: "\\"),
      bytes[position + 1] == UInt8(ascii: "u")
    else { throw problem(.invalidEscape) }
    position += 2
    let low = try parseFourDigits()
    guard 0xDC00..<0xE000 ~= low,
      let scalar = Unicode.Scalar(0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00))
    else { throw problem(.invalidEscape) }
    return scalar
  }

  private mutating func parseFourDigits() throws(JSONValue.ParseError) -> UInt32 {
    guard position + 4 <= bytes.count else { throw problem(.unexpectedEnd) }
    var value: UInt32 = 0
    for _ in 0..<4 {
      guard let digit = hexadecimalValue(bytes[position]) else { throw problem(.invalidEscape) }
      value = value << 4 | UInt32(digit)
      position += 1
    }
    return value
  }
}

func hexadecimalValue(_ byte: UInt8) -> UInt8? {
  switch byte {
  case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
  case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
  case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
  default: nil
  }
}
