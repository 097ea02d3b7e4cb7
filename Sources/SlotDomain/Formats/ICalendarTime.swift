/// A date, or a date and time, as a calendar writes it.
///
/// - Note: Source: RFC 5545 §3.3.4, §3.3.5.
struct ICalendarTime: Hashable {
  let local: LocalTime
  /// `Z` stood behind it.
  let isUTC: Bool
  /// There was no time of day.
  let isDate: Bool

  /// `20261123`, `20261123T090000` or `20261123T090000Z`; nil for anything else and for days that do
  /// not exist.
  init?(_ text: some StringProtocol) {
    var reader = DigitReader(text)
    guard let year = reader.number(digits: 4), let month = reader.number(digits: 2),
      let day = reader.number(digits: 2),
      let date = CivilDate(year: year, month: month, day: day)
    else { return nil }
    // Google writes a Z behind some days, which have no zone.
    var end = reader
    guard !reader.isAtEnd, !(end.skip("Z") && end.isAtEnd) else {
      (local, isUTC, isDate) = (LocalTime(date: date), false, true)
      return
    }
    guard reader.skip("T"), let hour = reader.number(digits: 2), hour < 24,
      let minute = reader.number(digits: 2), minute < 60, let second = reader.number(digits: 2),
      // A leap second, which our clock does not have, is the one before it.
      second <= 60
    else { return nil }
    isUTC = reader.skip("Z")
    isDate = false
    guard reader.isAtEnd else { return nil }
    local = LocalTime(date: date, hour: hour, minute: minute, second: min(second, 59))
  }

  /// UTC without punctuation: `20261123T080000Z`. Milliseconds are dropped.
  static func utc(_ instant: Instant) -> String {
    let text = TimeText.utc(instant)
    return String(text.prefix(19).filter { $0 != "-" && $0 != ":" }) + "Z"
  }
}

/// A length of time as a calendar writes it: days that a clock change can stretch, and seconds that
/// it cannot.
///
/// - Note: Source: RFC 5545 §3.3.6.
struct ICalendarDuration: Hashable {
  var days = 0
  var seconds = 0

  /// `P1W`, `P1DT2H`, `PT45M`; nil for anything else and for what goes backwards.
  init?(_ text: some StringProtocol) {
    var reader = DigitReader(text)
    _ = reader.skip("+")
    guard reader.skip("P") else { return nil }
    var isTime = false
    var hasAny = false
    while !reader.isAtEnd {
      if !isTime, reader.skip("T") {
        isTime = true
        continue
      }
      guard let number = reader.number(digits: 1...7) else { return nil }
      if !isTime, reader.skip("W") {
        days += number * 7
      } else if !isTime, reader.skip("D") {
        days += number
      } else if isTime, reader.skip("H") {
        seconds += number * 3600
      } else if isTime, reader.skip("M") {
        seconds += number * 60
      } else if isTime, reader.skip("S") {
        seconds += number
      } else {
        return nil
      }
      hasAny = true
    }
    guard hasAny else { return nil }
  }
}
