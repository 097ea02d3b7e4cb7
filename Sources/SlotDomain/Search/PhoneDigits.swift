/// The digits of a phone number, however it is written.
///
/// A country's code and the 0 that a number begins with at home stand for one another, so that
/// `+44 7468 020779`, `0044 7468-020779`, `+44 (0)7468 020779` and `07468020779` are one. Which digits are
/// the code is not known: one to three of them can be.
struct PhoneDigits: Hashable, Sendable {
  /// ASCII, without what says that a country's code comes first.
  private(set) var digits: [UInt8] = []
  /// Whether it is said that a country's code comes first.
  private(set) var isInternational = false

  init() {}

  /// Nil when there is no digit in it.
  init?(_ text: String) {
    var text = text
    text.withUTF8 { read($0[...]) }
    if digits.isEmpty { return nil }
  }

  /// Takes the digits of another text. Whatever else is in it does not matter.
  mutating func read(_ text: Slice<UnsafeBufferPointer<UInt8>>) {
    digits.removeAll(keepingCapacity: true)
    isInternational = false
    for index in text.indices {
      switch text[index] {
      case UInt8(ascii: "+"): if digits.isEmpty { isInternational = true }
      case UInt8(ascii: "0") where isInternational && Self.isAlone(index, in: text): break
      case UInt8(ascii: "0")...UInt8(ascii: "9"): digits.append(text[index])
      default: break
      }
    }
    guard !isInternational, digits.count > 2, digits.starts(with: [Self.zero, Self.zero]) else {
      return
    }
    isInternational = true
    digits.removeFirst(2)
  }

  private static let zero = UInt8(ascii: "0")

  /// Whether a digit stands alone between parentheses.
  private static func isAlone(
    _ index: Int,
    in text: Slice<UnsafeBufferPointer<UInt8>>
  ) -> Bool {
    index > text.startIndex && index + 1 < text.endIndex
      && text[index - 1] == UInt8(ascii: "(") && text[index + 1] == UInt8(ascii: ")")
  }

  private var isNational: Bool { !isInternational && digits.first == Self.zero }

  /// Whether somebody who looks for these digits means that phone: they stand somewhere in it, or would if
  /// both had their country's code.
  func isFound(in phone: PhoneDigits) -> Bool {
    isFoundAsWritten(in: phone)
      || withoutTrunk.contains { $0.isFoundAsWritten(in: phone) }
      || phone.withoutTrunk.contains { isFoundAsWritten(in: $0) }
  }

  /// The same without a 0 that has stayed behind what can be a country's code: `+44 020` is `+44 20`.
  private var withoutTrunk: [PhoneDigits] {
    guard !isNational, isInternational || digits.count > Self.wholeLength else { return [] }
    return Self.codes.filter { $0 < digits.count && digits[$0] == Self.zero }.map { place in
      var other = self
      other.digits.remove(at: place)
      return other
    }
  }

  private func isFoundAsWritten(in phone: PhoneDigits) -> Bool {
    if phone.digits.contains(bytes: digits) { return true }
    if isNational, !phone.isNational { return followsCode(in: phone.digits) }
    guard isInternational || digits.count >= Self.wholeLength else { return false }
    let own = phone.isNational ? phone.digits.dropFirst() : phone.digits[...]
    return Self.codes.contains { length in
      let rest = digits.dropFirst(length)
      // Without a code that is said to be one, only the whole number is it.
      guard isInternational else { return rest.elementsEqual(own) }
      return rest.count >= Self.fewest && own.starts(with: rest)
    }
  }

  /// How many digits a country's code can have.
  private static let codes = 1...3
  /// With so many, the first ones can be a country's code that is not said to be one.
  private static let wholeLength = 10
  /// So many must be left behind a country's code.
  private static let fewest = 3

  /// Whether what follows the leading 0 stands behind a country's code, or where that would be.
  private func followsCode(in phone: [UInt8]) -> Bool {
    let rest = digits.dropFirst()
    guard let first = rest.first, first != Self.zero else { return false }
    return (0...Self.codes.upperBound).contains { phone.dropFirst($0).starts(with: rest) }
  }

  /// Whether a text is written as phones are: 7 to 15 digits (ITU-T E.164), nothing but what stands between
  /// them, and no date.
  static func isPhone(_ text: String) -> Bool {
    var groups: [Int] = []
    var isInGroup = false
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        if isInGroup { groups[groups.count - 1] += 1 } else { groups.append(1) }
        isInGroup = true
      case _ where isSeparator(byte): isInGroup = false
      default: return false
      }
    }
    return 7...15 ~= groups.reduce(0, +) && groups != [4, 2, 2] && groups != [2, 2, 4]
  }

  /// Whether it is a digit, or stands between those of a phone. Blanks do not count.
  static func isOfPhone(_ byte: UInt8) -> Bool {
    UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte || (isSeparator(byte) && byte != 0x20)
  }

  private static func isSeparator(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: " "), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "("),
      UInt8(ascii: ")"), UInt8(ascii: "."), UInt8(ascii: "/"):
      true
    default: false
    }
  }
}

extension Person {
  /// Whether both have one phone, however it is written: with a country's code or with the 0 in its place.
  /// Those who have none are the same in that.
  public func hasSamePhone(as other: Person) -> Bool {
    let (own, theirs) = (PhoneDigits(phone), PhoneDigits(other.phone))
    guard let own, let theirs else { return own == theirs }
    return own.isFound(in: theirs) && theirs.isFound(in: own)
  }
}
