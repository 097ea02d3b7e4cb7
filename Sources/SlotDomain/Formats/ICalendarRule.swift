/// A rule of repetition that can be expanded: every so many days or weeks, or every so many years on
/// the same date.
///
/// - Note: Source: RFC 5545 §3.3.10.
struct ICalendarRule: Hashable {
  enum Frequency: String {
    case daily = "DAILY"
    case weekly = "WEEKLY"
    /// A 29 February comes round only in leap years.
    case yearly = "YEARLY"
  }

  enum End: Hashable {
    case never
    case count(Int)
    /// It may still begin then.
    case until(ICalendarTime)
  }

  /// Longer series are refused, so that a line cannot ask for all the days there are.
  static let longestSeries = 100_000

  var frequency: Frequency
  var interval = 1
  var end = End.never
  /// Empty: the one on which it begins.
  var weekdays: Set<Weekday> = []
  var weekStart = Weekday.monday
  /// What a yearly rule says of the date on which it begins, and says again.
  private var month: Int?
  private var day: Int?

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
    guard let frequency = parts["FREQ"].flatMap(Frequency.init) else {
      throw .badRequest(
        "A repetition \(shown(parts["FREQ"] ?? "without FREQ")) cannot be expanded, only DAILY, WEEKLY"
          + " and YEARLY. Write its events one by one."
      )
    }
    self.frequency = frequency
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
    case "BYMONTH" where frequency == .yearly:
      guard let number = Int(value) else { throw refusal }
      month = number
    case "BYMONTHDAY" where frequency == .yearly:
      guard let number = Int(value) else { throw refusal }
      day = number
    case "BYDAY" where frequency != .yearly:
      for part in value.split(separator: ",") {
        guard let weekday = Self.weekday(part) else { throw refusal }
        weekdays.insert(weekday)
      }
    default:
      throw .badRequest(
        "A repetition \(frequency.rawValue) with \(shown(name)) cannot be expanded. Write its events one"
          + " by one."
      )
    }
  }

  /// The wall-clock times at which it begins, the first one among them.
  ///
  /// - `isWithin`: Whether a time is not yet after an end that only a zone can tell.
  /// - Throws: `.badRequest` E013 when there are too many, or the first does not fit the rule.
  func beginnings(
    from start: LocalTime,
    isWithin: (LocalTime) -> Bool
  ) throws(SlotError) -> [LocalTime] {
    let days = weekdays.isEmpty && frequency == .weekly ? [start.date.weekday] : weekdays
    guard days.isEmpty || days.contains(start.date.weekday) else {
      throw .badRequest("The first time is on a weekday that the repetition does not have.")
    }
    guard month ?? start.date.month == start.date.month, day ?? start.date.day == start.date.day
    else { throw .badRequest("The first time is on a date that the repetition does not have.") }
    var found: [LocalTime] = []
    let firstWeek = start.date.startOfWeek(firstDay: weekStart)
    var next: CivilDate? = start.date
    while let date = next {
      let isDue =
        frequency == .weekly
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
      next = dateAfter(date)
    }
    return found
  }

  /// The next date to look at; nil after the year 9999.
  private func dateAfter(_ date: CivilDate) -> CivilDate? {
    guard frequency == .yearly else {
      let next = date.adding(days: frequency == .weekly ? 1 : interval)
      return next.year <= 9999 ? next : nil
    }
    return stride(from: date.year + interval, through: 9999, by: interval).lazy
      .compactMap { CivilDate(year: $0, month: date.month, day: date.day) }.first
  }
}
