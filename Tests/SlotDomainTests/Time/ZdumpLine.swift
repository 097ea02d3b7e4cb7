@testable import SlotDomain

/// What `zdump` says a zone's clock shows at a moment.
///
/// `Europe/Rome  Sun Mar 29 01:00:00 2099 UT = Sun Mar 29 03:00:00 2099 CEST isdst=1 gmtoff=7200`
struct ZdumpLine {
  let zone: String
  let instant: Instant
  let local: LocalTime
  let abbreviation: String
  let isDaylightSaving: Bool
  let offset: Int

  init?(_ line: ArraySlice<UInt8>) {
    let words = line.split(separator: UInt8(ascii: " "))
    guard words.count == 16, let utc = Self.time(words[1...5]), let local = Self.time(words[8...12])
    else { return nil }
    zone = String(decoding: words[0], as: UTF8.self)
    instant = Instant(milliseconds: utc.wallMilliseconds)
    self.local = local
    abbreviation = String(decoding: words[13], as: UTF8.self)
    isDaylightSaving = words[14].last == UInt8(ascii: "1")
    offset = Self.number(words[15].drop { $0 != UInt8(ascii: "=") }.dropFirst())
  }

  /// `Sun Mar 29 00:59:59 2099`.
  private static func time(_ words: ArraySlice<ArraySlice<UInt8>>) -> LocalTime? {
    let words = Array(words)
    let clock = words[3].split(separator: UInt8(ascii: ":")).map(number)
    guard
      let month = months[String(decoding: words[1], as: UTF8.self)],
      let date = CivilDate(year: number(words[4]), month: month, day: number(words[2]))
    else { return nil }
    return LocalTime(date: date, hour: clock[0], minute: clock[1], second: clock[2])
  }

  private static let months = Dictionary(
    uniqueKeysWithValues: zip(
      ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"],
      1...
    )
  )

  private static func number(_ text: ArraySlice<UInt8>) -> Int {
    let isNegative = text.first == UInt8(ascii: "-")
    var value = 0
    for digit in isNegative ? text.dropFirst() : text {
      value = value * 10 + Int(digit) - Int(UInt8(ascii: "0"))
    }
    return isNegative ? -value : value
  }
}
