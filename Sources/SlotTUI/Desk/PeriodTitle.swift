import SlotDomain

/// What the title says of the period that is shown.
struct PeriodTitle: Hashable, Sendable {
  var long: String
  /// Where there is less room.
  var short: String
  /// Where there is hardly any.
  var yearless: String
  /// Its number, where the whole of it is a week.
  var week: Int?
  /// Whether the heads of columns say it, too.
  var isSeenBelow = false

  init(_ long: String, short: String? = nil, yearless: String? = nil, week: Int? = nil) {
    (self.long, self.short, self.week) = (long, short ?? long, week)
    self.yearless = yearless ?? self.short
  }
}

extension PeriodTitle {
  /// A week: `30 Nov – 6 Dec`. In a line the dates are whole.
  init(weekFrom first: CivilDate, _ desk: Desk) {
    let (style, last) = (desk.times.style, first.adding(days: 6))
    let days = style.days(first, last)
    let short = days + Self.year(of: last, desk)
    self.init(
      desk.layout.isLinear ? "\(style.date(first)) to \(style.date(last))" : short,
      short: short,
      yearless: days,
      // The weeks of ISO 8601 begin on Monday: of others the number would be half wrong.
      week: desk.settings.firstWeekday == .monday ? first.isoWeek : nil
    )
  }

  /// A day: `Mon 30 Nov`.
  init(day: CivilDate, _ desk: Desk) {
    let style = desk.times.style
    let short = style.day(day) + Self.year(of: day, desk)
    let week = desk.settings.firstWeekday == .monday ? day.isoWeek : nil
    self.init(
      desk.layout.isLinear ? style.date(day) : short,
      short: short,
      yearless: style.day(day),
      week: week
    )
  }

  /// Only another year is said.
  private static func year(of date: CivilDate, _ desk: Desk) -> String {
    isOfThisYear(date, desk) ? "" : " \(date.year)"
  }

  static func isOfThisYear(_ date: CivilDate, _ desk: Desk) -> Bool {
    date.year == desk.content.zone.date(desk.clock).year
  }
}
