/// A moment: whole milliseconds since 1970-01-01T00:00:00Z, leap seconds not counted (POSIX time).
public struct Instant: Hashable, Sendable {
  public var milliseconds: Int64

  public init(milliseconds: Int64) {
    self.milliseconds = milliseconds
  }

  public init(seconds: Int64) {
    milliseconds = seconds * 1000
  }

  /// Whole seconds, rounded down (also before 1970).
  public var seconds: Int64 {
    milliseconds >= 0 ? milliseconds / 1000 : (milliseconds - 999) / 1000
  }

  /// When its minute began in UTC, also before 1970: for what nobody wants to know to the second.
  public var startOfMinute: Instant {
    Instant(seconds: seconds - (seconds % 60 + 60) % 60)
  }
}

extension Instant: Comparable {
  public static func < (a: Self, b: Self) -> Bool { a.milliseconds < b.milliseconds }
}

/// An elapsed length of time, in milliseconds. A "day" of a calendar is not one of these.
public struct Span: Hashable, Sendable, Comparable {
  public var milliseconds: Int64

  public init(milliseconds: Int64) { self.milliseconds = milliseconds }

  public static func seconds(_ n: Int) -> Span { Span(milliseconds: Int64(n) * 1000) }
  public static func minutes(_ n: Int) -> Span { Span(milliseconds: Int64(n) * 60_000) }
  public static func hours(_ n: Int) -> Span { minutes(n * 60) }

  /// Whole minutes, rounded down.
  public var minutes: Int { Int(milliseconds / 60_000) }

  public static func < (a: Self, b: Self) -> Bool { a.milliseconds < b.milliseconds }

  public static func + (a: Self, b: Self) -> Span {
    Span(milliseconds: a.milliseconds + b.milliseconds)
  }
}

extension Instant {
  public static func + (a: Self, b: Span) -> Instant {
    Instant(milliseconds: a.milliseconds + b.milliseconds)
  }

  public static func - (a: Self, b: Span) -> Instant {
    Instant(milliseconds: a.milliseconds - b.milliseconds)
  }

  public static func - (a: Self, b: Self) -> Span {
    Span(milliseconds: a.milliseconds - b.milliseconds)
  }
}
