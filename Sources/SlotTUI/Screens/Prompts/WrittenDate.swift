import SlotDomain

/// Dates as people write them: `2026-12-24`, `24.12`, `24 dec`, `mon`, `tomorrow`, `+2w`.
enum WrittenDate {
  /// What to say when nothing of this was recognised.
  static let remedy = "Write a date such as 2026-12-24, 24.12, mon, tomorrow or +2w."

  /// - Parameters:
  ///   - today: What relative dates count from; a date without its year is the next such one.
  ///   - order: Whether the month comes first in `12/24`. In `24.12` it is always the day.
  static func parse(
    _ text: String,
    today: CivilDate,
    order: TimeStyle.DateOrder = .iso
  ) -> CivilDate? {
    if let date = CivilDate(text) { return date }
    let text = text.lowercased().filter { $0 != "," }.split(separator: " ").joined(separator: " ")
    return word(text, today) ?? distance(text, today) ?? weekday(text, today)
      ?? dayAndMonth(text, today, order)
  }

  private static func word(_ text: String, _ today: CivilDate) -> CivilDate? {
    switch text {
    case "today", "now": today
    case "tomorrow": today.adding(days: 1)
    case "yesterday": today.adding(days: -1)
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

  /// The next such day, today included.
  private static func weekday(_ text: String, _ today: CivilDate) -> CivilDate? {
    guard text.count >= 3,
      let day = Weekday.allCases.first(where: { $0.name.lowercased().hasPrefix(text) })
    else { return nil }
    return today.adding(days: (day.rawValue - today.weekday.rawValue + 7) % 7)
  }

  /// `24.12.`, `24.12.2026`, `24/12`, `24 dec 2026`, `dec 24`, a bare `24` and a bare `dec`.
  private static func dayAndMonth(
    _ text: String,
    _ today: CivilDate,
    _ order: TimeStyle.DateOrder
  ) -> CivilDate? {
    let parts = text.split { ". /-".contains($0) }.map(String.init)
    guard (1...3).contains(parts.count) else { return nil }
    var numbers = parts.compactMap { Int($0) }
    let month = parts.lazy.compactMap(month(named:)).first
    guard numbers.count + (month == nil ? 0 : 1) == parts.count else { return nil }
    if let month {
      if numbers.isEmpty { numbers = [1] }
      numbers.insert(month, at: 1)
    } else if order == .mdy, numbers.count > 1, !text.contains(".") {
      numbers.swapAt(0, 1)
    }
    switch numbers.count {
    case 1: return next(day: numbers[0], month: nil, today)
    case 2: return next(day: numbers[0], month: numbers[1], today)
    default:
      let year = numbers[2] < 100 ? 2000 + numbers[2] : numbers[2]
      return CivilDate(year: year, month: numbers[1], day: numbers[0])
    }
  }

  private static func month(named text: String) -> Int? {
    guard text.count >= 3 else { return nil }
    return CivilDate.monthNames.firstIndex { $0.lowercased().hasPrefix(text) }.map { $0 + 1 }
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
