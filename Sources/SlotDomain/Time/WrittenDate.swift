/// Dates as people write them: `2026-12-24`, `24.12`, `24 dec`, `thu 24 dec`, `next mon`, `tomorrow`, `+2w`,
/// `w48`.
public enum WrittenDate {
  /// Why a text is no date.
  public enum Problem: Error, Hashable, Sendable {
    case notUnderstood
    /// It reads as a date, and the calendar has no such day.
    case noSuchDay(day: Int, month: Int, year: Int?)
    /// `3/4`: here the day comes first, there the month.
    case ambiguous(CivilDate, CivilDate)
    /// `Fri 24 Dec`: that date is of another weekday.
    case otherWeekday(CivilDate)
  }

  /// - `today`: What relative dates count from; a date without its year is the next such one.
  /// - `order`: Whether the month comes first in `12/24`. In `24.12` it is always the day.
  public static func read(
    _ text: String,
    today: CivilDate,
    order: TimeStyle.DateOrder = .iso
  ) throws(Problem) -> CivilDate {
    let text = text.lowercased().filter { $0 != "," }.split(separator: " ").joined(separator: " ")
    if let date = word(text, today) ?? distance(text, today) ?? weekday(text, today)
      ?? week(text, today)
    {
      return date
    }
    if let date = try weekdayAndDate(text, today, order) { return date }
    return try dayAndMonth(text, today, order)
  }

  /// `thu 24 dec`, as the screen writes it. Of a day without a month it is not: that number can be an hour.
  private static func weekdayAndDate(
    _ text: String,
    _ today: CivilDate,
    _ order: TimeStyle.DateOrder
  ) throws(Problem) -> CivilDate? {
    let words = text.split(separator: " ", maxSplits: 1).map(String.init)
    guard words.count == 2, let day = weekday(named: words[0]),
      words[1].split(whereSeparator: { ". /-".contains($0) }).count > 1
    else { return nil }
    let date = try dayAndMonth(words[1], today, order)
    guard date.weekday == day else { throw .otherWeekday(date) }
    return date
  }

  /// The same; nil for what is no date.
  public static func parse(
    _ text: String,
    today: CivilDate,
    order: TimeStyle.DateOrder = .iso
  ) -> CivilDate? {
    try? read(text, today: today, order: order)
  }

  private static func word(_ text: String, _ today: CivilDate) -> CivilDate? {
    switch text {
    case "today", "now": today
    case "tomorrow": today.adding(days: 1)
    case "yesterday": today.adding(days: -1)
    case "next week": today.adding(days: 7)
    case "last week": today.adding(days: -7)
    case "next month": today.adding(months: 1)
    case "last month": today.adding(months: -1)
    case "next year": today.adding(months: 12)
    case "last year": today.adding(months: -12)
    default: nil
    }
  }

  /// `+3` days, `-2w`, `+1m`, `+1y`.
  private static func distance(_ text: String, _ today: CivilDate) -> CivilDate? {
    guard let sign = text.first, sign == "+" || sign == "-" else { return nil }
    let digits = text.dropFirst().prefix(while: \.isWholeNumber)
    guard let amount = Int(digits), amount <= 100_000 else { return nil }
    let number = sign == "-" ? -amount : amount
    switch text.dropFirst(1 + digits.count) {
    case "", "d": return today.adding(days: number)
    case "w": return today.adding(days: number * 7)
    case "m": return today.adding(months: number)
    case "y": return today.adding(months: number * 12)
    default: return nil
    }
  }

  /// The next such day, today included; `next mon` and `last mon` are those of the weeks around this
  /// one.
  private static func weekday(_ text: String, _ today: CivilDate) -> CivilDate? {
    let words = text.split(separator: " ")
    guard let name = words.last, words.count <= 2, let day = weekday(named: name) else {
      return nil
    }
    let inThisWeek = day.rawValue - today.weekday.rawValue
    guard words.count == 2 else { return today.adding(days: (inThisWeek + 7) % 7) }
    switch words[0] {
    case "this": return today.adding(days: inThisWeek)
    case "next": return today.adding(days: inThisWeek + 7)
    case "last": return today.adding(days: inThisWeek - 7)
    default: return nil
    }
  }

  /// Its name, or at least three letters of it.
  private static func weekday(named name: some StringProtocol) -> Weekday? {
    name.count < 3 ? nil : Weekday.allCases.first { $0.name.lowercased().hasPrefix(name) }
  }

  // MARK: Weeks

  /// The Monday of a week of ISO 8601: `w48`, `week 48`, `2026-w48`, `w48 2026`; without its year,
  /// of this week or the next such one.
  private static func week(_ text: String, _ today: CivilDate) -> CivilDate? {
    guard let mark = text.firstIndex(of: "w") else { return nil }
    let after =
      text[mark...].hasPrefix("week") ? text[mark...].dropFirst(4) : text[mark...].dropFirst()
    let numbers = after.split { " -/".contains($0) }
    let before = text[..<mark].split { " -/".contains($0) }
    guard let number = numbers.first.flatMap(number), numbers.count + before.count <= 2 else {
      return nil
    }
    guard let year = before.first ?? numbers.dropFirst().first else {
      // The first days of January can lie in the last week of the year before.
      return ((today.year - 1)...(today.year + 8)).lazy.compactMap { monday(ofWeek: number, $0) }
        .first { $0 >= today.startOfWeek() }
    }
    return self.number(year).flatMap { $0 >= 1000 ? monday(ofWeek: number, $0) : nil }
  }

  private static func monday(ofWeek week: Int, _ year: Int) -> CivilDate? {
    // The fourth of January lies in the first week.
    guard (1...53).contains(week), let inFirst = CivilDate(year: year, month: 1, day: 4) else {
      return nil
    }
    let monday = inFirst.startOfWeek().adding(days: 7 * (week - 1))
    return monday.isoWeek == week ? monday : nil
  }

  /// Digits of ASCII, and no sign.
  private static func number(_ text: some StringProtocol) -> Int? {
    text.utf8.allSatisfy { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 } ? Int(text) : nil
  }

  // MARK: Day and month

  /// `24.12.`, `24.12.2026`, `2026-12-24`, `24/12`, `24 dec 2026`, `dec 24`, a bare `24` and a bare
  /// `dec`.
  private static func dayAndMonth(
    _ text: String,
    _ today: CivilDate,
    _ order: TimeStyle.DateOrder
  ) throws(Problem) -> CivilDate {
    let parts = text.split { ". /-".contains($0) }.map(String.init)
    guard (1...3).contains(parts.count) else { throw .notUnderstood }
    var numbers = parts.compactMap { number($0) }
    let month = parts.lazy.compactMap(CivilDate.month(named:)).first
    guard numbers.count + (month == nil ? 0 : 1) == parts.count else { throw .notUnderstood }
    // `8-10.12` and `8-12 feb` are from one day to another.
    let isOfTwo = text.contains("-") && text.contains(where: "./".contains)
    guard !isOfTwo, parts.count < 3 || CivilDate.month(named: parts[2]) == nil else {
      throw .notUnderstood
    }
    if parts.count == 3, numbers.count > 1, parts[0].count == 4 {
      // The year comes first, and so does the month then.
      numbers = numbers.reversed()
    } else if parts.count == 3, parts[2].count == 1 {
      // Nobody writes a year with one digit: it is an hour, or not written to its end.
      throw .notUnderstood
    }
    if let month {
      if numbers.isEmpty { numbers = [1] }
      numbers.insert(month, at: 1)
    } else if numbers.count > 1, parts[0].count < 4, !text.contains(".") {
      numbers = try dayFirst(numbers, today, order, isOfStrokes: text.contains("/"))
    }
    return try date(numbers, today, isYearWhole: parts.contains { $0.count == 4 })
  }

  /// Some write the month first: the user's order says it. That of ISO 8601 does not, so it has to be
  /// plain from the numbers.
  private static func dayFirst(
    _ numbers: [Int],
    _ today: CivilDate,
    _ order: TimeStyle.DateOrder,
    isOfStrokes: Bool
  ) throws(Problem) -> [Int] {
    let swapped = [numbers[1], numbers[0]] + numbers.dropFirst(2)
    switch order {
    case .mdy: return swapped
    case .dmy: return numbers
    case .iso:
      guard (1...12).contains(numbers[0]), numbers[0] != numbers[1] else { return numbers }
      guard (1...12).contains(numbers[1]) else { return swapped }
      guard isOfStrokes else { return numbers }
      throw .ambiguous(try date(numbers, today), try date(swapped, today))
    }
  }

  /// - `numbers`: Day, month, year, as many as are known.
  /// - `isYearWhole`: Whether the year was written with four digits, and not as `26`.
  private static func date(
    _ numbers: [Int],
    _ today: CivilDate,
    isYearWhole: Bool = false
  ) throws(Problem) -> CivilDate {
    let day = numbers[0]
    let month = numbers.dropFirst().first
    guard (1...31).contains(day), month.map({ (1...12).contains($0) }) ?? true else {
      throw .notUnderstood
    }
    guard numbers.count == 3, let month else {
      guard let date = next(day: day, month: month, today) else {
        throw .noSuchDay(day: day, month: month ?? 1, year: nil)
      }
      return date
    }
    let year = numbers[2] < 100 && !isYearWhole ? 2000 + numbers[2] : numbers[2]
    guard (1...9999).contains(year) else { throw .notUnderstood }
    guard let date = CivilDate(year: year, month: month, day: day) else {
      throw .noSuchDay(day: day, month: month, year: year)
    }
    return date
  }

  private static func next(day: Int, month: Int?, _ today: CivilDate) -> CivilDate? {
    // The longest wait is for a 29 February over a century's turn.
    for months in 0..<(month == nil ? 12 : 100) {
      let start = today.startOfMonth.adding(months: months)
      guard month == nil || start.month == month else { continue }
      if let date = CivilDate(year: start.year, month: start.month, day: day), date >= today {
        return date
      }
    }
    return nil
  }
}
