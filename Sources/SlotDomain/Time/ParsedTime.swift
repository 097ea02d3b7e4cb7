/// A time as it was written, before a zone says which moment it is.
struct ParsedTime {
  let local: LocalTime
  /// Seconds east of UTC; nil when none was written.
  let offset: Int?
  /// Whether it was a date alone. Then `local` is its midnight.
  let isDateOnly: Bool
  /// Whether it was 24:00. Then `local` is midnight of the next day.
  let isEndOfDay: Bool

  /// - Throws: `.malformed` or `.outOfRange`, with the text. What is not written in the right form
  ///   is malformed even if a number in it is out of range too.
  init(_ text: String) throws(TimeProblem) {
    var reader = DigitReader(text)
    guard let written = reader.date() else { throw .malformed(text) }
    isDateOnly = reader.isAtEnd
    var clock = Clock()
    var offset: WrittenOffset?
    if !isDateOnly {
      guard reader.skip("T") || reader.skip(" "), let time = reader.clock() else {
        throw .malformed(text)
      }
      clock = time
      if !reader.isAtEnd {
        offset = reader.offset()
        guard offset != nil, reader.isAtEnd else { throw .malformed(text) }
      }
    }
    guard
      let date = CivilDate(year: written.year, month: written.month, day: written.day),
      clock.exists, offset?.exists ?? true
    else { throw .outOfRange(text) }
    self.offset = offset?.seconds
    isEndOfDay = clock.hour == 24
    local = LocalTime(
      date: date,
      hour: clock.hour,
      minute: clock.minute,
      second: clock.second,
      millisecond: clock.nanosecond / 1_000_000
    )
  }

  fileprivate struct Clock {
    var hour = 0
    var minute = 0
    var second = 0
    var nanosecond = 0

    /// 00:00 to 24:00, but nothing beyond that.
    var exists: Bool {
      minute < 60 && second < 60
        && (hour < 24 || hour == 24 && minute == 0 && second == 0 && nanosecond == 0)
    }
  }

  fileprivate struct WrittenOffset {
    var isWest = false
    var hour = 0
    var minute = 0

    var exists: Bool { hour < 24 && minute < 60 }
    var seconds: Int { (isWest ? -1 : 1) * (hour * 60 + minute) * 60 }
  }
}

extension DigitReader {
  /// `YYYY-MM-DD`.
  fileprivate mutating func date() -> (year: Int, month: Int, day: Int)? {
    guard let year = number(digits: 4), skip("-"), let month = number(digits: 2), skip("-"),
      let day = number(digits: 2)
    else { return nil }
    return (year, month, day)
  }

  /// `HH:MM[:SS[.fraction]]`, with up to nine digits of fraction.
  fileprivate mutating func clock() -> ParsedTime.Clock? {
    guard let hour = number(digits: 2), skip(":"), let minute = number(digits: 2) else {
      return nil
    }
    var clock = ParsedTime.Clock(hour: hour, minute: minute)
    guard skip(":") else { return clock }
    guard let second = number(digits: 2) else { return nil }
    clock.second = second
    guard skip(".") else { return clock }
    let start = position
    guard let fraction = number(digits: 1...9) else { return nil }
    clock.nanosecond = (position - start..<9).reduce(fraction) { value, _ in value * 10 }
    return clock
  }

  /// `Z`, `+HH`, `+HHMM` or `+HH:MM`, and the same with a minus.
  fileprivate mutating func offset() -> ParsedTime.WrittenOffset? {
    if skip("Z") { return ParsedTime.WrittenOffset() }
    let isWest = skip("-")
    guard isWest || skip("+"), let hour = number(digits: 2) else { return nil }
    var offset = ParsedTime.WrittenOffset(isWest: isWest, hour: hour)
    if isAtEnd { return offset }
    _ = skip(":")
    guard let minute = number(digits: 2) else { return nil }
    offset.minute = minute
    return offset
  }
}
