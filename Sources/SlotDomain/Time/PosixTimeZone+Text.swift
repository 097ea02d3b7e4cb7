extension PosixTimeZone {
  /// Reads a TZ rule; nil when it is none. A daylight saving time without its two dates is refused:
  /// POSIX leaves open what it would mean.
  init?(_ text: some StringProtocol) {
    var reader = DigitReader(text)
    guard let name = reader.abbreviation(), let west = reader.duration(hours: 24) else {
      return nil
    }
    standard = LocalTimeType(offset: -west, isDaylightSaving: false, abbreviation: name)
    if reader.isAtEnd { return }
    guard let daylightSaving = reader.daylightSaving(standardOffset: -west), reader.isAtEnd
    else { return nil }
    self.daylightSaving = daylightSaving
  }
}

extension DigitReader {
  /// `CET`, or in angle brackets where it has digits or signs: `<+03>`.
  fileprivate mutating func abbreviation() -> String? {
    let isQuoted = skip("<")
    let name = text { isQuoted ? LocalTimeType.mayAbbreviate($0) : LocalTimeType.isLetter($0) }
    guard name.utf8.count >= 3, !isQuoted || skip(">") else { return nil }
    return name
  }

  fileprivate mutating func daylightSaving(
    standardOffset: Int
  ) -> PosixTimeZone.DaylightSaving? {
    guard let name = abbreviation() else { return nil }
    var offset = standardOffset + 3600
    if next != UInt8(ascii: ",") {
      guard let west = duration(hours: 24) else { return nil }
      offset = -west
    }
    guard skip(","), let start = yearlyMoment(), skip(","), let end = yearlyMoment()
    else { return nil }
    return PosixTimeZone.DaylightSaving(
      type: LocalTimeType(offset: offset, isDaylightSaving: true, abbreviation: name),
      start: start,
      end: end
    )
  }

  private mutating func yearlyMoment() -> YearlyMoment? {
    guard let day = yearlyDay() else { return nil }
    guard skip("/") else { return YearlyMoment(day: day, time: 2 * 3600) }
    guard let time = duration(hours: 167) else { return nil }
    return YearlyMoment(day: day, time: time)
  }

  private mutating func yearlyDay() -> YearlyMoment.Day? {
    if skip("J") {
      return number(digits: 1...3, within: 1...365).map(YearlyMoment.Day.withoutLeapDay)
    }
    guard skip("M") else {
      return number(digits: 1...3, within: 0...365).map(YearlyMoment.Day.fromZero)
    }
    guard let month = number(digits: 1...2, within: 1...12), skip("."),
      let week = number(digits: 1...1, within: 1...5), skip("."),
      let weekday = number(digits: 1...1, within: 0...6)
    else { return nil }
    return .weekday(month: month, week: week, weekday: weekday)
  }

  /// `[+-]h[:mm[:ss]]` in seconds, up to so many hours.
  fileprivate mutating func duration(hours limit: Int) -> Int? {
    let isNegative = skip("-")
    if !isNegative { _ = skip("+") }
    guard let hours = number(digits: 1...3, within: 0...limit) else { return nil }
    var seconds = hours * 3600
    for unit in [60, 1] where skip(":") {
      guard let part = number(digits: 2...2, within: 0...59) else { return nil }
      seconds += part * unit
    }
    return isNegative ? -seconds : seconds
  }

  private mutating func number(digits: ClosedRange<Int>, within range: ClosedRange<Int>) -> Int? {
    guard let value = number(digits: digits), range.contains(value) else { return nil }
    return value
  }
}

extension LocalTimeType {
  static func isLetter(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
  }

  /// Abbreviations are printed, so nothing that a terminal might obey is let through.
  static func mayAbbreviate(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"): true
    default: isLetter(byte)
    }
  }
}
