import SlotDomain

/// Moments that are over, as people write them: `yesterday 09:10`, `09:10`, `mon 14:00`, `-2h`.
enum PastTime {
  /// What to say when nothing of this was recognised.
  static let remedy =
    "Write a time such as yesterday 09:10, 09:10, mon 14:00, 2026-11-20 12:00 or -2h."

  /// - `now`: What relative times count from. A time without its day, and a day without its year, is
  ///   the last such one.
  /// - `times`: Whose clock shows what is written without an offset, and in which style.
  /// - Throws: what `TimeText.instant` does.
  static func parse(_ text: String, now: Instant, _ times: TimeFormat) throws(TimeProblem)
    -> Instant
  {
    let zone = times.zone
    let words = text.lowercased().split(separator: " ").map(String.init)
    if words == ["now"] { return now }
    if words.count == 1, let moment = distance(words[0], now, zone) { return moment }
    let today = zone.date(now)
    let (days, clock) = split(words, times.style)
    guard let clock else {
      guard let date = date(words, today, times.style) else {
        return try WrittenTime.instant(text.uppercased(), times)
      }
      return try TimeText.instant("\(date)", in: zone)
    }
    if days.isEmpty {
      let moment = try TimeText.instant("\(today)T\(clock)", in: zone)
      guard moment > now else { return moment }
      return try TimeText.instant("\(today.adding(days: -1))T\(clock)", in: zone)
    }
    guard let date = date(days, today, times.style) else { throw .malformed(text) }
    let moment = try TimeText.instant("\(date)T\(clock)", in: zone)
    // Of a weekday's name the last such day is meant, also when it is that of today.
    let isName = days.count == 1 && days[0].allSatisfy(\.isLetter) && days[0] != "today"
    guard moment > now, date == today, isName else { return moment }
    return try TimeText.instant("\(today.adding(days: -7))T\(clock)", in: zone)
  }

  /// The words that name a day, and the time behind them, if there is one, as ISO 8601 has it.
  private static func split(_ words: [String], _ style: TimeStyle) -> ([String], String?) {
    for count in [2, 1] where words.count >= count {
      let text = words.suffix(count).joined()
      let digits = text.prefix(while: \.isWholeNumber)
      let rest = text[digits.endIndex...]
      guard (1...2).contains(digits.count), [":", "a", "p"].contains(rest.first),
        let clock = WrittenTime.clock(text, style.clock)
      else { continue }
      return (words.dropLast(count), clock)
    }
    return (words, nil)
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
    let starts = [
      today.adding(days: -6), today.adding(months: -1).adding(days: 1),
      today.adding(months: -12).adding(days: 1),
    ]
    let dates = starts.compactMap { WrittenDate.parse(text, today: $0, order: order) }
    return dates.first { $0 <= today } ?? date
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
