/// A stretch of the day as a clock on the wall shows it, half open: `09:00-12:00`.
///
/// One whose end is not later than its start runs over midnight (`22:00-02:00`), and belongs to the
/// day on which it starts.
public struct ClockWindow: Hashable, Sendable {
  /// Minutes after midnight, 0 to 1439.
  public let start: Int
  /// Minutes after the same midnight, up to a day after the start: 24:00 is 1440, 02:00 of the next
  /// day 1560.
  public let end: Int

  /// Nil when that is no window of 1 minute to 24 hours.
  public init?(start: Int, end: Int) {
    guard (0..<1440).contains(start), (0...1440).contains(end), start != end else { return nil }
    self.start = start
    self.end = end > start ? end : end + 1440
    guard self.end > start else { return nil }
  }

  /// Reads `09:00-12:00`; `24:00` is the end of the day. Nil for anything else.
  public init?(_ text: some StringProtocol) {
    var reader = DigitReader(text)
    guard let start = reader.minuteOfDay(), reader.skip("-"), let end = reader.minuteOfDay(),
      reader.isAtEnd
    else { return nil }
    self.init(start: start, end: end)
  }

  /// The day to which a time inside the window belongs; nil for one outside.
  public func day(of time: LocalTime) -> CivilDate? {
    let window = start * 60_000..<end * 60_000
    if window.contains(time.millisecondOfDay) { return time.date }
    let sinceYesterday = time.millisecondOfDay + LocalTime.millisecondsPerDay
    return window.contains(sinceYesterday) ? time.date.adding(days: -1) : nil
  }
}

extension ClockWindow: CustomStringConvertible {
  /// As it is read: `22:00-02:00`.
  public var description: String {
    "\(Self.clock(start))-\(Self.clock(end > 1440 ? end - 1440 : end))"
  }

  private static func clock(_ minute: Int) -> String {
    [minute / 60, minute % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(separator: ":")
  }
}

extension DigitReader {
  /// `09:00`, also `9:00`; up to `24:00`.
  fileprivate mutating func minuteOfDay() -> Int? {
    guard let hour = number(digits: 1...2), skip(":"), let minute = number(digits: 2),
      minute < 60, hour * 60 + minute <= 1440
    else { return nil }
    return hour * 60 + minute
  }
}
