extension WrittenDate {
  /// What to say when nothing of a date was recognised.
  public static let remedy =
    "Write a date such as 2026-12-24, 24.12, 24 dec, mon, tomorrow, +2w or w48."
}

extension WrittenDate.Problem {
  /// One sentence for people.
  public var sentence: String {
    switch self {
    case .notUnderstood: return WrittenDate.remedy
    case .noSuchDay(let day, let month, let year):
      let name = CivilDate.monthNames[month - 1]
      return "There is no \(day) \(name)\(year.map { " \($0)" } ?? "")."
    case .ambiguous(let first, let second):
      return "That can be \(first.day) \(first.monthName) or \(second.day) \(second.monthName):"
        + " write \(first.day).\(first.month). or \(second.day).\(second.month)."
    case .otherWeekday(let date):
      return "\(date.day) \(date.monthName) \(date.year) is a \(date.weekday.name):"
        + " write the date without its weekday, or another one."
    }
  }
}

extension PastTime {
  /// What to say when nothing of a moment was recognised.
  public static let remedy =
    "Write a time such as yesterday 09:10, 09:10, mon 14:00, 2026-11-20 12:00 or -2h."
}
