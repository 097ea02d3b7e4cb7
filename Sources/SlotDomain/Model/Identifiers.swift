/// The identity of an object: a UUID that knows whose it is, so that a slot's id cannot be passed
/// where a block's is wanted.
///
/// Written as lower-case RFC 4122 text. Ordered as its 16 bytes are, which is also how
/// the store orders them.
public struct Identifier<Object>: Hashable, Sendable {
  public let high: UInt64
  public let low: UInt64

  public init(high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
  }

  /// A new random id, version 4 of RFC 4122.
  public init() {
    var generator = SystemRandomNumberGenerator()
    self.init(using: &generator)
  }

  /// A new random id, version 4 of RFC 4122, from the caller's source of randomness.
  public init(using generator: inout some RandomNumberGenerator) {
    high = generator.next() & ~0xF000 | 0x4000
    low = generator.next() & ~(0b11 << 62) | 0b10 << 62
  }

  /// Reads the 36-character form, in either case; nil when it is anything else.
  public init?(_ text: some StringProtocol) {
    var text = String(text)
    guard let id = text.withUTF8({ Self(bytes: $0) }) else { return nil }
    self = id
  }

  /// The same in ASCII.
  init?(bytes: UnsafeBufferPointer<UInt8>) {
    guard bytes.count == 36 else { return nil }
    var (high, low): (UInt64, UInt64) = (0, 0)
    for (index, byte) in bytes.enumerated() {
      if index == 8 || index == 13 || index == 18 || index == 23 {
        guard byte == UInt8(ascii: "-") else { return nil }
        continue
      }
      guard let value = hexadecimalValue(byte) else { return nil }
      if index < 18 { high = high << 4 | UInt64(value) } else { low = low << 4 | UInt64(value) }
    }
    self.init(high: high, low: low)
  }
}

extension Identifier: Comparable {
  public static func < (a: Self, b: Self) -> Bool {
    (a.high, a.low) < (b.high, b.low)
  }
}

extension Identifier: CustomStringConvertible {
  /// Lower-case text with hyphens, 36 characters.
  public var description: String {
    String(unsafeUninitializedCapacity: 36) { text in
      var position = 0
      for digit in 0..<32 {
        if digit == 8 || digit == 12 || digit == 16 || digit == 20 {
          text[position] = UInt8(ascii: "-")
          position += 1
        }
        let half = digit < 16 ? high : low
        text[position] = hexadecimalDigit(UInt8(truncatingIfNeeded: half >> (60 - digit % 16 * 4)))
        position += 1
      }
      return position
    }
  }

  /// The first eight characters: enough to tell objects apart on a screen and to type.
  public var short: String { String(description.prefix(8)) }
}

/// Every id that begins with what somebody typed: some hexadecimal digits, hyphens where an id has them or
/// none at all.
public struct IdentifierPrefix: Hashable, Sendable {
  /// The smallest and the greatest id with this beginning, as 16 bytes each.
  public let lowest: (high: UInt64, low: UInt64)
  public let highest: (high: UInt64, low: UInt64)

  /// Nil when the text is no beginning of an id, or has fewer digits than an id is spoken of by.
  public init?(_ text: some StringProtocol, atLeast fewest: Int = 4) {
    var digits = 0
    var halves: [UInt64] = [0, 0]
    for (index, byte) in text.utf8.enumerated() {
      if byte == UInt8(ascii: "-") {
        guard index == 8 || index == 13 || index == 18 || index == 23 else { return nil }
        continue
      }
      guard digits < 32, let value = hexadecimalValue(byte) else { return nil }
      halves[digits / 16] |= UInt64(value) << (60 - digits % 16 * 4)
      digits += 1
    }
    guard digits >= fewest else { return nil }
    lowest = (halves[0], halves[1])
    let freeInHigh = digits >= 16 ? 0 : UInt64.max >> (digits * 4)
    let freeInLow = digits >= 32 ? 0 : digits <= 16 ? UInt64.max : UInt64.max >> ((digits - 16) * 4)
    highest = (halves[0] | freeInHigh, halves[1] | freeInLow)
  }

  /// Whether an id begins like this.
  public func contains<Object>(_ id: Identifier<Object>) -> Bool {
    (lowest.high, lowest.low) <= (id.high, id.low)
      && (id.high, id.low) <= (highest.high, highest.low)
  }

  public static func == (a: Self, b: Self) -> Bool {
    a.lowest == b.lowest && a.highest == b.highest
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(lowest.high)
    hasher.combine(lowest.low)
  }
}

/// The short name of a booking block that can be read out: 11 characters of `[A-Za-z0-9]`.
public enum ShortID {
  public static let length = 11

  /// A new random short id.
  public static func random() -> String { randomLettersAndDigits(length) }

  static func isWellFormed(_ text: String) -> Bool {
    text.utf8.count == length
      && text.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "a")...UInt8(ascii: "z"):
          true
        default: false
        }
      }
  }
}

func hexadecimalDigit(_ value: UInt8) -> UInt8 {
  let digit = value & 0xF
  return digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10
}

/// A text of `[A-Za-z0-9]` that nobody can guess: almost six bits a character.
public func randomLettersAndDigits(_ count: Int) -> String {
  let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789")
  return String((0..<count).map { _ in alphabet[Int.random(in: 0..<alphabet.count)] })
}

extension Array where Element: Hashable {
  /// The elements in their order, each once: an object that is named twice is acted on once.
  package var withoutRepeats: [Element] {
    guard count > 1 else { return self }
    var seen: Set<Element> = []
    return filter { seen.insert($0).inserted }
  }
}
