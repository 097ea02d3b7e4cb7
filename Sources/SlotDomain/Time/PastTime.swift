/// Moments that are over, as people write them: `yesterday 09:10`, `09:10`, `mon 14:00`, `-2h`.
public enum PastTime {
  /// - `now`: What relative times count from. A time without its day, and a day without its year, is
  ///   the last such one.
  /// - `zone`: Whose clock shows what is written without an offset.
  /// - Throws: what `TimeText.instant` does.
  public static func parse(
    _ text: String,
    now: Instant,
    in zone: Zone,
    _ style: TimeStyle = TimeStyle()
  ) throws(TimeProblem) -> Instant {
    let words = text.lowercased().split(separator: " ").map(String.init)
    if words == ["now"] { return now }
    if words.count == 1, let moment = distance(words[0], now, zone) { return moment }
    let today = zone.date(now)
    let (days, clock) = WrittenTime.split(words, style)
    guard let clock else {
      guard let date = date(words, today, style) else {
        return try WrittenTime.instant(text.uppercased(), in: zone, style)
      }
      return try TimeText.instant("\(date)", in: zone)
    }
    if days.isEmpty {
      let moment = try TimeText.instant("\(today)T\(clock)", in: zone)
      guard moment > now else { return moment }
      return try TimeText.instant("\(today.adding(days: -1))T\(clock)", in: zone)
    }
    guard let date = date(days, today, style) else { throw .malformed(text) }
    let moment = try TimeText.instant("\(date)T\(clock)", in: zone)
    // Of a weekday's name the last such day is meant, also when it is that of today.
    let isName = days.count == 1 && days[0].allSatisfy(\.isLetter) && days[0] != "today"
    guard moment > now, date == today, isName else { return moment }
    return try TimeText.instant("\(today.adding(days: -7))T\(clock)", in: zone)
  }

  /// `-2h`, `-30m`, `-30min`; of days and weeks, `-3d` and `-1w`, the same time of the wall clock.
  private static func distance(_ text: String, _ now: Instant, _ zone: Zone) -> Instant? {
    guard text.first == "-" else { return nil }
    let digits = text.dropFirst().prefix(while: \.isWholeNumber)
    guard let number = Int(digits), number <= 100_000 else { return nil }
    switch text.dropFirst(1 + digits.count) {
    case "m", "min": return now - .minutes(number)
    case "h": return now - .hours(number)
    case "d": return now - zone.elapsed(days: number, before: now)
    case "w": return now - zone.elapsed(days: number * 7, before: now)
    default: return nil
    }
  }

  /// The last such day.
  private static func date(
    _ words: [String],
    _ today: CivilDate,
    _ style: TimeStyle
  ) -> CivilDate? {
    let text = words.joined(separator: " ")
    let order = style.dateOrder
    guard let date = WrittenDate.parse(text, today: today, order: order) else { return nil }
    guard date > today, text != "tomorrow", !text.hasPrefix("+") else { return date }
    // Not every month has a 31st, nor every year a 29 February.
    let months = Array(1...12) + (2...8).map { 12 * $0 }
    let starts = [today.adding(days: -6)] + months.map { today.adding(months: -$0).adding(days: 1) }
    let dates = starts.compactMap { WrittenDate.parse(text, today: $0, order: order) }
    return dates.filter { $0 <= today }.max() ?? date
  }
}

extension Zone {
  /// How long ago the clock showed the time of `now` on a day so many days before; where it did not,
  /// as many times 24 hours.
  fileprivate func elapsed(days: Int, before now: Instant) -> Span {
    var local = local(now)
    local.date = local.date.adding(days: -days)
    switch resolve(local) {
    case .one(let moment), .twice(let moment, _): return now - moment
    case .gap: return .hours(24 * days)
    }
  }
}
