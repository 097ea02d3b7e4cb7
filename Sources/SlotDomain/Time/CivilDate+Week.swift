/// A day of the week, numbered as ISO 8601 does.
public enum Weekday: Int, CaseIterable, Sendable {
  case monday = 1
  case tuesday, wednesday, thursday, friday, saturday, sunday

  /// Three letters of English: `Mon`.
  public var short: String { String(name.prefix(3)) }

  /// English: `Monday`.
  public var name: String {
    switch self {
    case .monday: "Monday"
    case .tuesday: "Tuesday"
    case .wednesday: "Wednesday"
    case .thursday: "Thursday"
    case .friday: "Friday"
    case .saturday: "Saturday"
    case .sunday: "Sunday"
    }
  }

  /// How many days this one comes after the `first` of a week, 0 to 6.
  func daysAfter(_ first: Weekday) -> Int { (rawValue - first.rawValue + 7) % 7 }
}

extension CivilDate {
  public var weekday: Weekday {
    // 1970-01-01 was a Thursday, three days after a Monday.
    Weekday(rawValue: (dayNumber + 3).flooringDivision(by: 7).remainder + 1) ?? .monday
  }

  /// The first day of the week that the date lies in.
  public func startOfWeek(firstDay: Weekday = .monday) -> CivilDate {
    adding(days: -weekday.daysAfter(firstDay))
  }

  /// The week's number by ISO 8601, 1 to 53. In the first and last days of a year it can belong to
  /// the year before or after: a week is of the year in which its Thursday lies.
  public var isoWeek: Int {
    let thursday = startOfWeek().adding(days: 3)
    let newYear = CivilDate.dayNumber(year: thursday.year, month: 1, day: 1)
    return (thursday.dayNumber - newYear) / 7 + 1
  }

  /// English: `November`.
  public var monthName: String { Self.monthNames[month - 1] }

  /// Three letters of English: `Nov`.
  public var shortMonthName: String { String(monthName.prefix(3)) }

  /// English, January first.
  public static let monthNames = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
  ]

  /// The month, 1 to 12, whose English name begins so; nil for fewer than three letters.
  ///
  /// - Parameter text: In small letters.
  public static func month(named text: String) -> Int? {
    guard text.count >= 3 else { return nil }
    return monthNames.firstIndex { $0.lowercased().hasPrefix(text) }.map { $0 + 1 }
  }
}
