/// The values of stored metadata as a search compares them: read straight from its bytes, since a
/// search looks at some hundred thousand and parsing each would take ten times as long.
struct FoldedValues {
  /// All values, a zero byte between two of them. Keys are not among them.
  private(set) var bytes: [UInt8] = []

  /// Takes the next object's metadata. What is no JSON gives something, and no crash.
  mutating func fold(_ json: UnsafeBufferPointer<UInt8>) {
    bytes.removeAll(keepingCapacity: true)
    var position = 0
    while position < json.count {
      switch json[position] {
      case UInt8(ascii: "\""): position = foldString(json, from: position + 1)
      case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
        while position < json.count, Self.isOfNumber(json[position]) {
          bytes.append(json[position] | 0x20)
          position += 1
        }
        bytes.append(0)
      default: position += 1
      }
    }
  }

  /// Takes only what is said of a person: the name, or what stands for it, and the phone.
  mutating func fold(person json: UnsafeBufferPointer<UInt8>) {
    bytes.removeAll(keepingCapacity: true)
    if let person = StoredPerson(json) {
      for text in [person.label, person.phone] {
        guard let text else { continue }
        foldText(json, from: text.startIndex, to: text.endIndex)
        bytes.append(0)
      }
      return
    }
    let person = PersonMembers(Metadata(stored: String(decoding: json, as: UTF8.self)))
    for text in [person.label ?? "", person.phone] {
      for scalar in text.unicodeScalars { FoldedText.append(scalar, to: &bytes) }
      bytes.append(0)
    }
  }

  private mutating func foldText(
    _ json: UnsafeBufferPointer<UInt8>,
    from start: Int,
    to end: Int
  ) {
    var position = start
    while position < end { foldScalar(json, at: &position) }
  }

  /// Takes one that stands there as it is.
  @inline(__always)
  private mutating func foldScalar(_ json: UnsafeBufferPointer<UInt8>, at position: inout Int) {
    let byte = json[position]
    switch byte {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"):
      bytes.append(byte | 0x20)
      position += 1
    case ..<0x80:
      bytes.append(byte)
      position += 1
    default:
      let (scalar, length) = Self.scalar(json, at: position)
      FoldedText.append(scalar, to: &bytes)
      position += length
    }
  }

  /// Whether a value can be such a phone.
  func hasPhone(_ phone: PhoneDigits) -> Bool {
    var value = PhoneDigits()
    return bytes.withUnsafeBufferPointer { bytes in
      bytes.split(separator: 0).contains { text in
        value.read(text)
        return phone.isFound(in: value)
      }
    }
  }

  /// `0x20` makes a small letter of the exponent's, and nothing else of the rest.
  private static func isOfNumber(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "+"),
      UInt8(ascii: "."), UInt8(ascii: "e"), UInt8(ascii: "E"):
      true
    default: false
    }
  }

  /// Returns the position behind the string. One that a colon follows is a key, and is dropped.
  private mutating func foldString(_ json: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    let beginning = bytes.count
    var position = start
    loop: while position < json.count {
      switch json[position] {
      case UInt8(ascii: "\""): break loop
      case UInt8(ascii: "\\"):
        let (scalar, length) = Self.escape(json, at: position)
        FoldedText.append(scalar, to: &bytes)
        position += length
      default: foldScalar(json, at: &position)
      }
    }
    position += 1
    var next = position
    while next < json.count, json[next] <= 0x20 { next += 1 }
    if next < json.count, json[next] == UInt8(ascii: ":") {
      bytes.removeSubrange(beginning...)
    } else {
      bytes.append(0)
    }
    return position
  }

  /// The character of an escape, and the escape's length. Halves of a pair count as one character
  /// together.
  private static func escape(
    _ json: UnsafeBufferPointer<UInt8>,
    at position: Int
  ) -> (Unicode.Scalar, Int) {
    guard position + 1 < json.count else { return ("\\", 1) }
    switch json[position + 1] {
    case UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"), UInt8(ascii: "b"),
      UInt8(ascii: "f"):
      return (" ", 2)
    case UInt8(ascii: "u"): break
    case let other: return (Unicode.Scalar(other), 2)
    }
    guard let unit = fourDigits(json, at: position + 2) else { return (" ", 2) }
    if let scalar = Unicode.Scalar(unit) { return (scalar, 6) }
    guard unit < 0xDC00, let low = fourDigits(json, at: position + 8), low & 0xFC00 == 0xDC00,
      let scalar = Unicode.Scalar(0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00))
    else { return (" ", 6) }
    return (scalar, 12)
  }

  private static func fourDigits(
    _ json: UnsafeBufferPointer<UInt8>,
    at position: Int
  ) -> UInt32? {
    guard position + 4 <= json.count else { return nil }
    var value: UInt32 = 0
    for byte in json[position..<(position + 4)] {
      guard let digit = hexadecimalValue(byte) else { return nil }
      value = value << 4 | UInt32(digit)
    }
    return value
  }

  /// The character that begins here, and how many bytes it has. A byte that is no UTF-8 is a blank.
  private static func scalar(
    _ json: UnsafeBufferPointer<UInt8>,
    at position: Int
  ) -> (Unicode.Scalar, Int) {
    let lead = json[position]
    let length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2
    guard lead >= 0xC2, lead < 0xF5, position + length <= json.count else { return (" ", 1) }
    var value = UInt32(lead) & (0x7F >> UInt32(length))
    for byte in json[(position + 1)..<(position + length)] {
      guard byte & 0xC0 == 0x80 else { return (" ", 1) }
      value = value << 6 | UInt32(byte & 0x3F)
    }
    return Unicode.Scalar(value).map { ($0, length) } ?? (" ", 1)
  }
}
