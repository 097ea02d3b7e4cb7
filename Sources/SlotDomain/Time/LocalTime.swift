/// What a calendar and a clock on the wall show, to the millisecond, in no particular time zone.
///
/// A day of the wall clock always has 24 hours; which of them exist is for a ``Zone`` to say.
public struct LocalTime: Hashable, Sendable {
  public var date: CivilDate

  /// 0 to 86,399,999. Anything beyond is carried into the date, so 24:00 becomes 00:00 of the
  /// next day.
  public var millisecondOfDay: Int {
    didSet { self = LocalTime(date: date, millisecondOfDay: millisecondOfDay) }
  }

  public init(
    date: CivilDate,
    hour: Int = 0,
    minute: Int = 0,
    second: Int = 0,
    millisecond: Int = 0
  ) {
    let seconds = (hour * 60 + minute) * 60 + second
    self.init(date: date, millisecondOfDay: seconds * 1000 + millisecond)
  }

  public init(date: CivilDate, millisecondOfDay: Int) {
    let (days, rest) = millisecondOfDay.flooringDivision(by: Self.millisecondsPerDay)
    self.date = days == 0 ? date : date.adding(days: days)
    self.millisecondOfDay = rest
  }

  /// 0 to 23.
  public var hour: Int { millisecondOfDay / 3_600_000 }
  /// 0 to 59.
  public var minute: Int { millisecondOfDay / 60_000 % 60 }
  /// 0 to 59.
  public var second: Int { millisecondOfDay / 1000 % 60 }
  /// 0 to 999.
  public var millisecond: Int { millisecondOfDay % 1000 }
}

extension LocalTime: Comparable {
  public static func < (a: Self, b: Self) -> Bool {
    (a.date, a.millisecondOfDay) < (b.date, b.millisecondOfDay)
  }
}

extension LocalTime {
  static let millisecondsPerDay = 86_400_000

  /// The milliseconds from 1970-01-01 00:00 on the same wall. Not an ``Instant``: that is this
  /// number less the zone's offset.
  var wallMilliseconds: Int64 {
    Int64(date.dayNumber * Self.millisecondsPerDay + millisecondOfDay)
  }

  init(wallMilliseconds: Int64) {
    let (days, rest) = Int(wallMilliseconds).flooringDivision(by: Self.millisecondsPerDay)
    self.init(date: CivilDate(dayNumber: days), millisecondOfDay: rest)
  }
}
