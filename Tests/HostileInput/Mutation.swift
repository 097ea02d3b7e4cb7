/// One thing after the other that can go wrong with bytes.
public enum Mutation {
  private static let numbers = [
    "0", "-1", "-0", "00", "4294967296", "2147483648", "9223372036854775807",
    "9223372036854775808", "-9223372036854775808", "-9223372036854775809",
    "99999999999999999999999999", "1e400", "1.5", "NaN", "0x7f", "+1",
  ]
  private static let badUTF8: [[UInt8]] = [
    [0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xE2, 0x82], [0x80], [0],
  ]

  /// - Parameter others: What parts are taken from.
  public static func mutated(
    _ bytes: [UInt8],
    with others: [[UInt8]],
    using random: inout some RandomNumberGenerator
  ) -> [UInt8] {
    var bytes = bytes
    for _ in 0..<Int.random(in: 1...4, using: &random) { mutate(&bytes, others, using: &random) }
    return bytes
  }

  private static func mutate(
    _ bytes: inout [UInt8],
    _ others: [[UInt8]],
    using random: inout some RandomNumberGenerator
  ) {
    let place = Int.random(in: 0...bytes.count, using: &random)
    switch Int.random(in: 0..<11, using: &random) {
    case 0 where place < bytes.count: bytes[place] ^= 1 << UInt8.random(in: 0...7, using: &random)
    case 1 where place < bytes.count: bytes[place] = .random(in: 0...255, using: &random)
    case 2: bytes.removeLast(bytes.count - place)
    case 3: bytes.removeSubrange(part(of: bytes, using: &random))
    case 4:
      let part = bytes[part(of: bytes, using: &random)]
      bytes.insert(contentsOf: part, at: place)
    case 5:
      let other = others.randomElement(using: &random) ?? []
      bytes.insert(contentsOf: other[part(of: other, using: &random)], at: place)
    case 6, 7: replaceNumber(in: &bytes, using: &random)
    case 8: bytes.insert(contentsOf: badUTF8.randomElement(using: &random) ?? [], at: place)
    case 9:
      let text = HostileTexts.all.randomElement(using: &random) ?? ""
      bytes.insert(contentsOf: text.utf8, at: place)
    default:
      // The same again and again, which nests what opens something.
      let length = min(Int.random(in: 1...12, using: &random), bytes.count - place)
      let times = Int.random(in: 2...400, using: &random)
      let part = bytes[place..<place + length]
      bytes.insert(contentsOf: repeatElement(part, count: times).joined(), at: place)
    }
  }

  /// Mostly short.
  private static func part(
    of bytes: [UInt8],
    using random: inout some RandomNumberGenerator
  ) -> Range<Int> {
    let start = Int.random(in: 0...bytes.count, using: &random)
    let longest = bytes.count - start
    let length = Int.random(in: 0...longest, using: &random)
    return start..<start + (Bool.random(using: &random) ? length : min(length, 16))
  }

  /// Puts one that is too large, or none at all, in the place of a number.
  private static func replaceNumber(
    in bytes: inout [UInt8],
    using random: inout some RandomNumberGenerator
  ) {
    let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
    let places = bytes.indices.filter { digits.contains(bytes[$0]) }
    guard let place = places.randomElement(using: &random) else { return }
    var (start, end) = (place, place)
    while start > 0, digits.contains(bytes[start - 1]) { start -= 1 }
    while end < bytes.count, digits.contains(bytes[end]) { end += 1 }
    let number = numbers.randomElement(using: &random) ?? "0"
    bytes.replaceSubrange(start..<end, with: Array(number.utf8))
  }
}
