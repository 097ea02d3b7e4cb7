/// Moments as people write them for what is to come: `tomorrow 14:50`, `mon`, `24.12 9:00`, `+1d`,
/// `14:50`, `+2h`, and ISO 8601 as ``TimeText`` reads it. Of what is over ``PastTime`` reads them.
public enum WrittenMoment {
  /// What of the two was written.
  public enum Place: Hashable, Sendable {
    case day(CivilDate)
    case moment(Instant)
  }

  /// The same as ``read(_:now:in:_:)``; a day without a time is that day.
  public static func place(
    _ text: String,
    now: Instant,
    in zone: Zone,
    _ style: TimeStyle = TimeStyle()
  ) throws(TimeProblem) -> Place {
    do {
      return .day(try WrittenDate.read(text, today: zone.date(now), order: style.dateOrder))
    } catch {
      guard error == .notUnderstood else { throw .noDay(text, error) }
    }
    return .moment(try read(text, now: now, in: zone, style))
  }

  /// - `now`: What relative times count from. A time without its day is that of today, a day without its
  ///   year the next such one, and a day without a time its midnight.
  /// - `zone`: Whose clock shows what is written without an offset.
  /// - Throws: `.noMoment` with the text, `.noDay` for a day that there is not, or that can be two;
  ///   and what `TimeText.instant` does, of ISO 8601 exactly that.
  public static func read(
    _ text: String,
    now: Instant,
    in zone: Zone,
    _ style: TimeStyle = TimeStyle()
  ) throws(TimeProblem) -> Instant {
    do {
      return try TimeText.instant(text, in: zone)
    } catch {
      guard case .malformed = error else { throw error }
    }
    let words = text.lowercased().split(separator: " ").map(String.init)
    if words == ["now"] { return now }
    if words.count == 1, let elapsed = elapsed(words[0]) { return now + elapsed }
    let (days, clock) = WrittenTime.split(words, style)
    if days.count == 1, isManyMonths(days[0]) { throw .noMoment(text) }
    guard !days.isEmpty || clock != nil else { throw .noMoment(text) }
    // What is today on a clock that nobody can read?
    try zone.mustBeKnown()
    let date = try day(days, text, today: zone.date(now), style)
    do {
      return try TimeText.instant("\(date)\(clock.map { "T\($0)" } ?? "")", in: zone)
    } catch {
      switch error {
      case .malformed: throw .noMoment(text)
      case .outOfRange: throw .outOfRange(text)
      case .noMoment, .noDay, .doesNotExist, .ambiguous, .unknownZone, .zoneLost: throw error
      }
    }
  }

  private static func day(
    _ words: [String],
    _ text: String,
    today: CivilDate,
    _ style: TimeStyle
  ) throws(TimeProblem) -> CivilDate {
    if words.isEmpty { return today }
    do {
      return try WrittenDate.read(
        words.joined(separator: " "),
        today: today,
        order: style.dateOrder
      )
    } catch {
      throw error == .notUnderstood ? .noMoment(text) : .noDay(text, error)
    }
  }

  /// `+15m` would be a day in more than a year, and whoever writes it means minutes.
  private static func isManyMonths(_ text: String) -> Bool {
    guard let sign = text.first, sign == "+" || sign == "-", text.last == "m" else { return false }
    return Int(text.dropFirst().dropLast()).map { $0 > 12 } ?? false
  }

  /// `+2h`, `-90min`: as time elapses. Days and longer are those of the calendar.
  private static func elapsed(_ text: String) -> Span? {
    guard let sign = text.first, sign == "+" || sign == "-" else { return nil }
    let digits = text.dropFirst().prefix(while: \.isWholeNumber)
    guard let amount = Int(digits), amount <= 100_000 else { return nil }
    let number = sign == "-" ? -amount : amount
    switch text.dropFirst(1 + digits.count) {
    case "min": return .minutes(number)
    case "h": return .hours(number)
    default: return nil
    }
  }
}
