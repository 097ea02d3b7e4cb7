/// Takes a text of ASCII digits and separators apart, from left to right.
///
/// Works on bytes, so digits of other scripts and combined characters match nothing. What does not
/// match is not consumed.
struct DigitReader {
  private let bytes: [UInt8]
  private(set) var position = 0

  init(_ text: some StringProtocol) {
    bytes = Array(text.utf8)
  }

  init(bytes: some Sequence<UInt8>) {
    self.bytes = Array(bytes)
  }

  var isAtEnd: Bool { position == bytes.count }

  var next: UInt8? { position < bytes.count ? bytes[position] : nil }

  mutating func skip(_ character: Unicode.Scalar) -> Bool {
    guard next == UInt8(ascii: character) else { return false }
    position += 1
    return true
  }

  /// The number of exactly so many digits.
  mutating func number(digits: Int) -> Int? {
    number(digits: digits...digits)
  }

  /// The number of as many digits as follow, if their count is within `digits`. At most 18, which
  /// an `Int` always holds.
  mutating func number(digits: ClosedRange<Int>) -> Int? {
    var value = 0
    var end = position
    while end < bytes.count, end - position < digits.upperBound,
      case UInt8(ascii: "0")...UInt8(ascii: "9") = bytes[end]
    {
      value = value * 10 + Int(bytes[end] - UInt8(ascii: "0"))
      end += 1
    }
    guard end - position >= digits.lowerBound else { return nil }
    position = end
    return value
  }

  /// The bytes up to the first that does not belong.
  mutating func text(while belongs: (UInt8) -> Bool) -> String {
    let start = position
    while let byte = next, belongs(byte) { position += 1 }
    return String(decoding: bytes[start..<position], as: UTF8.self)
  }
}
