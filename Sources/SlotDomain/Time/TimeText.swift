/// Times as people and programs write them: ISO 8601, years 0001 to 9999.
public enum TimeText {
  /// The moment that a text means.
  ///
  /// With an offset it stands for itself: `2026-11-23T09:00:00.000Z`, `+01:00`, `+0100`, `+01`.
  /// Without, it is what the zone's clock shows: `2026-11-23T09:00`. A blank may stand for the
  /// `T`; seconds and their fraction may be left out; digits beyond the millisecond are dropped.
  /// `24:00` is the end of the day, and a date alone is the start of the day.
  ///
  /// - Throws: `.malformed` and `.outOfRange` with the text, `.doesNotExist` with the gap,
  ///   `.ambiguous` when the clock shows the time twice, `.zoneLost` when nobody knows what it shows.
  ///   There is no second 60.
  public static func instant(_ text: String, in zone: Zone) throws(TimeProblem) -> Instant {
    let parsed = try ParsedTime(text)
    if let offset = parsed.offset {
      let milliseconds = parsed.local.wallMilliseconds - Int64(offset) * 1000
      return try writable(Instant(milliseconds: milliseconds), text)
    }
    try zone.mustBeKnown()
    if parsed.isDateOnly { return try startOfDay(parsed.local.date, in: zone, text) }
    // A day ends also where the clock never shows its midnight, or shows it twice.
    if parsed.isEndOfDay { return try writable(zone.startOfDay(parsed.local.date), text) }
    switch zone.resolve(parsed.local) {
    case .one(let instant):
      return try writable(instant, text)
    case .gap(let gap):
      throw .doesNotExist(parsed.local, gap: gap)
    case .twice(let first, let second):
      throw .ambiguous(
        parsed.local,
        firstOffset: zone.offset(at: first),
        secondOffset: zone.offset(at: second)
      )
    }
  }

  /// Whether a text is a time that stands for itself.
  static func hasOffset(_ text: String) -> Bool { (try? ParsedTime(text))?.offset != nil }

  /// Unlike a time, a date exists although its midnight does not, unless all of it is skipped.
  private static func startOfDay(
    _ date: CivilDate,
    in zone: Zone,
    _ text: String
  ) throws(TimeProblem) -> Instant {
    let midnight = LocalTime(date: date)
    if case .gap(let gap) = zone.resolve(midnight), gap.after.date > date {
      throw .doesNotExist(midnight, gap: gap)
    }
    return try writable(zone.startOfDay(date), text)
  }

  /// Refuses what ``utc(_:)`` could not write again, such as the last evening of 9999 in Honolulu.
  private static func writable(
    _ instant: Instant,
    _ text: String
  ) throws(TimeProblem) -> Instant {
    guard writableMilliseconds.contains(instant.milliseconds) else { throw .outOfRange(text) }
    return instant
  }

  /// The years 0001 to 9999 of UTC.
  static let writableMilliseconds: ClosedRange<Int64> = -62_135_596_800_000...253_402_300_799_999
}

extension TimeText {
  /// UTC with milliseconds: `2020-12-10T18:55:08.833Z`. A moment outside the years 0001 to 9999
  /// is written as the nearest within.
  public static func utc(_ instant: Instant) -> String {
    text(wall: instant.milliseconds, suffix: "Z")
  }

  /// The zone's wall-clock time with its offset: `2020-10-21T22:30:00.000+02:00`.
  ///
  /// Offsets of old had seconds, which ISO 8601 cannot write. Then the time is that of the clock
  /// at the whole minute written, so that the text still means the same moment. On the clock of a lost
  /// zone it is UTC with its `Z`.
  public static func local(_ instant: Instant, in zone: Zone) -> String {
    // An offset would claim to be that of the zone.
    if zone.isLost { return utc(instant) }
    let writable = Instant(milliseconds: instant.milliseconds.clamped(to: writableMilliseconds))
    let offset = zone.offset(at: writable)
    let wall = writable.milliseconds + Int64(offset / 60 * 60) * 1000
    return text(wall: wall, suffix: self.offset(offset))
  }

  /// An offset in seconds east of UTC as `+02:00`. Seconds beyond the minute are dropped.
  public static func offset(_ seconds: Int) -> String {
    let minutes = min(seconds.magnitude / 60, 99 * 60 + 59)
    let sign = seconds < 0 && minutes > 0 ? "-" : "+"
    let (hour, minute) = (minutes / 60, minutes % 60)
    return sign + (hour < 10 ? "0" : "") + String(hour) + (minute < 10 ? ":0" : ":")
      + String(minute)
  }

  /// Written byte by byte: this runs for every date of every slot listed.
  private static func text(wall: Int64, suffix: String) -> String {
    let time = LocalTime(wallMilliseconds: wall.clamped(to: writableMilliseconds))
    return String(unsafeUninitializedCapacity: 23 + suffix.utf8.count) { buffer in
      var end = 0
      func put(_ number: Int, digits: Int, then separator: Unicode.Scalar? = nil) {
        var rest = number
        for index in stride(from: end + digits - 1, through: end, by: -1) {
          buffer[index] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
          rest /= 10
        }
        end += digits
        guard let separator else { return }
        buffer[end] = UInt8(ascii: separator)
        end += 1
      }
      put(time.date.year, digits: 4, then: "-")
      put(time.date.month, digits: 2, then: "-")
      put(time.date.day, digits: 2, then: "T")
      put(time.hour, digits: 2, then: ":")
      put(time.minute, digits: 2, then: ":")
      put(time.second, digits: 2, then: ".")
      put(time.millisecond, digits: 3)
      for byte in suffix.utf8 {
        buffer[end] = byte
        end += 1
      }
      return end
    }
  }
}
