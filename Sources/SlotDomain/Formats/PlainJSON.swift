/// Takes JSON apart, as far as it is plain: strings are of ASCII and without escapes, numbers are whole
/// and not negative. Nil and false say that it is not, which is no word on whether it is right.
///
/// Points into the bytes of somebody who keeps them for as long.
struct PlainJSON {
  /// A string's content.
  struct Text {
    let bytes: UnsafeBufferPointer<UInt8>
  }

  private let bytes: UnsafeBufferPointer<UInt8>
  private var position = 0

  init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  private mutating func skipBlanks() {
    while position < bytes.count {
      switch bytes[position] {
      case 0x20, 0x09, 0x0A, 0x0D: position += 1
      default: return
      }
    }
  }

  /// Whether nothing but blanks is left.
  var isAtEnd: Bool {
    var rest = self
    rest.skipBlanks()
    return rest.position == bytes.count
  }

  mutating func skip(_ character: Unicode.Scalar) -> Bool {
    skipBlanks()
    guard position < bytes.count, bytes[position] == UInt8(ascii: character) else { return false }
    position += 1
    return true
  }

  mutating func string() -> Text? {
    guard skip("\"") else { return nil }
    let start = position
    while position < bytes.count {
      switch bytes[position] {
      case UInt8(ascii: "\""):
        defer { position += 1 }
        return Text(bytes: UnsafeBufferPointer(rebasing: bytes[start..<position]))
      case UInt8(ascii: "\\"), 0..<0x20, 0x80...: return nil
      default: position += 1
      }
    }
    return nil
  }

  /// At most 15 digits.
  mutating func number() -> Int? {
    skipBlanks()
    let start = position
    var value = 0
    while position < bytes.count, case 0x30...0x39 = bytes[position] {
      value = value * 10 + Int(bytes[position] - 0x30)
      position += 1
      if position - start > 15 { return nil }
    }
    // JSON knows no zeros in front, and what follows may be a fraction.
    guard position > start, bytes[start] != 0x30 || position == start + 1 else { return nil }
    return value
  }

  mutating func flag() -> Bool? { word("true") ? true : word("false") ? false : nil }

  private mutating func word(_ word: StaticString) -> Bool {
    skipBlanks()
    let end = position + word.utf8CodeUnitCount
    guard end <= bytes.count,
      Text(bytes: UnsafeBufferPointer(rebasing: bytes[position..<end])).isEqual(to: word)
    else { return false }
    position = end
    return true
  }

  mutating func skipScalar() -> Bool {
    flag() != nil || word("null") || number() != nil || string() != nil
  }

  /// An object, which need not be plain inside.
  mutating func metadata() -> Metadata? {
    guard skip("{") else { return nil }
    let start = position - 1
    if skip("}") { return .empty }
    var depth = 1
    var isInString = false
    while position < bytes.count, depth > 0 {
      switch bytes[position] {
      case UInt8(ascii: "\""): isInString.toggle()
      case UInt8(ascii: "\\") where isInString: position += 1
      case UInt8(ascii: "{") where !isInString: depth += 1
      case UInt8(ascii: "}") where !isInString: depth -= 1
      default: break
      }
      position += 1
    }
    guard position <= bytes.count, depth == 0,
      let value = try? JSONValue(parsing: Array(bytes[start..<position]))
    else { return nil }
    return try? Metadata(value)
  }
}

extension PlainJSON.Text {
  func isEqual(to text: StaticString) -> Bool {
    bytes.elementsEqual(UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  func identifier<Object>() -> Identifier<Object>? { Identifier(bytes: bytes) }

  /// A date as the program writes it: `2020-12-10T18:55:08.833Z`.
  var instant: Instant? {
    guard bytes.count == 24, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"),
      bytes[10] == UInt8(ascii: "T"), bytes[13] == UInt8(ascii: ":"),
      bytes[16] == UInt8(ascii: ":"), bytes[19] == UInt8(ascii: "."),
      bytes[23] == UInt8(ascii: "Z"), let year = number(0..<4), let month = number(5..<7),
      let day = number(8..<10), let hour = number(11..<13), let minute = number(14..<16),
      let second = number(17..<19), let millisecond = number(20..<23),
      hour < 24, minute < 60, second < 60,
      let date = CivilDate(year: year, month: month, day: day)
    else { return nil }
    let time = LocalTime(
      date: date,
      hour: hour,
      minute: minute,
      second: second,
      millisecond: millisecond
    )
    return Instant(milliseconds: time.wallMilliseconds)
  }

  private func number(_ digits: Range<Int>) -> Int? {
    var value = 0
    for index in digits {
      guard case 0x30...0x39 = bytes[index] else { return nil }
      value = value * 10 + Int(bytes[index] - 0x30)
    }
    return value
  }
}
