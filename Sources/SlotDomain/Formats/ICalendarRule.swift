/// A rule of repetition that can be expanded: every so many days or weeks.
///
/// - Note: Source: RFC 5545 §3.3.10.
struct ICalendarRule: Hashable {
  enum End: Hashable {
    case never
    case count(Int)
    /// It may still begin then.
    case until(ICalendarTime)
  }

  /// Longer series are refused, so that a line cannot ask for all the days there are.
  static let longestSeries = 100_000

  var isWeekly: Bool
  var interval = 1
  var end = End.never
  /// Empty: the one on which it begins.
  var weekdays: Set<Weekday> = []
  var weekStart = Weekday.monday

  static func parts(_ text: String) throws(SlotError) -> [String: String] {
    var parts: [String: String] = [:]
    for part in text.split(separator: ";") {
      guard let sign = part.firstIndex(of: "=") else {
        throw .badRequest("The rule of repetition is not understood: \(shown(text)).")
      }
      let name = part[..<sign].uppercased()
      guard parts.updateValue(part[part.index(after: sign)...].uppercased(), forKey: name) == nil
      else { throw .badRequest("The rule of repetition says \(shown(name)) twice.") }
    }
    return parts
  }

  static func weekday(_ text: some StringProtocol) -> Weekday? {
    let names = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]
    return names.firstIndex { $0 == text }.flatMap { Weekday(rawValue: $0 + 1) }
  }

  /// - Throws: `.badRequest` E013 that names what cannot be expanded.
  init(_ text: String) throws(SlotError) {
    let parts = try Self.parts(text)
    switch parts["FREQ"] {
    case "DAILY": isWeekly = false
    case "WEEKLY": isWeekly = true
    case let other:
      throw .badRequest(
        "A repetition \(shown(other ?? "without FREQ")) cannot be expanded, only DAILY and WEEKLY."
      )
    }
    for (name, value) in parts.sorted(by: { $0.key < $1.key }) { try read(name, value) }
    if parts["COUNT"] != nil, parts["UNTIL"] != nil {
      throw .badRequest("The repetition has both COUNT and UNTIL.")
    }
  }

  private mutating func read(_ name: String, _ value: String) throws(SlotError) {
    let refusal = SlotError.badRequest(
      "The repetition has a \(shown(name)) that is not understood: \(shown(value))."
    )
    switch name {
    case "FREQ": break
    case "INTERVAL":
      guard let number = Int(value), (1...10_000).contains(number) else { throw refusal }
      interval = number
    case "COUNT":
      guard let number = Int(value), number > 0 else { throw refusal }
      end = .count(number)
    case "UNTIL":
      guard let time = ICalendarTime(value) else { throw refusal }
      end = .until(time)
    case "WKST":
      guard let weekday = Self.weekday(value) else { throw refusal }
      weekStart = weekday
    case "BYDAY":
      for part in value.split(separator: ",") {
        guard let weekday = Self.weekday(part) else { throw refusal }
        weekdays.insert(weekday)
      }
    default:
      throw .badRequest("A repetition with \(shown(name)) cannot be expanded.")
    }
  }

  /// The wall-clock times at which it begins, the first one among them.
  ///
  /// - Parameter isWithin: Whether a time is not yet after an end that only a zone can tell.
  /// - Throws: `.badRequest` E013 when there are too many, or the first does not fit the rule.
  func beginnings(
    from start: LocalTime,
    isWithin: (LocalTime) -> Bool
  ) throws(SlotError) -> [LocalTime] {
    let days = weekdays.isEmpty && isWeekly ? [start.date.weekday] : weekdays
    guard days.isEmpty || days.contains(start.date.weekday) else {
      throw .badRequest("The first time is on a weekday that the repetition does not have.")
    }
    var found: [LocalTime] = []
    let firstWeek = start.date.startOfWeek(firstDay: weekStart)
    let lastDay = CivilDate(year: 9999, month: 12, day: 31) ?? start.date
    var date = start.date
    while date <= lastDay {
      let isDue =
        isWeekly
        ? (date.startOfWeek(firstDay: weekStart).dayNumber - firstWeek.dayNumber) / 7 % interval
          == 0
        : true
      if isDue, days.isEmpty || days.contains(date.weekday) {
        let time = LocalTime(date: date, millisecondOfDay: start.millisecondOfDay)
        if case .count(let count) = end, found.count >= count { break }
        guard isWithin(time) else { break }
        guard found.count < Self.longestSeries else {
          throw .badRequest("The event repeats more than \(Self.longestSeries) times.")
        }
        found.append(time)
      }
      date = date.adding(days: isWeekly ? 1 : interval)
    }
    return found
  }
}
