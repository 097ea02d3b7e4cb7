extension Weekday {
  /// Days of the week as they are written in a list: `mon,wed-fri`. A range wraps (`sat-mon`).
  /// English names and their beginnings of three or more letters, in whatever case. Nil for
  /// anything else.
  public static func days(_ text: String) -> Set<Weekday>? {
    var days: Set<Weekday> = []
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      let ends = part.split(separator: "-", omittingEmptySubsequences: false).map(Weekday.init)
      switch (ends.count, ends.first ?? nil, ends.last ?? nil) {
      case (1, let day?, _):
        days.insert(day)
      case (2, let first?, let last?):
        days.formUnion(self.days(first, through: last))
      default:
        return nil
      }
    }
    return days
  }

  /// From one day of the week to another, round the week if that comes before.
  public static func days(_ first: Weekday, through last: Weekday) -> Set<Weekday> {
    Set(allCases.filter { $0.daysAfter(first) <= last.daysAfter(first) })
  }

  /// Days, written as they are read: `mon-wed,fri`.
  public static func text(_ days: Set<Weekday>) -> String {
    var runs: [[Weekday]] = []
    for day in allCases where days.contains(day) {
      if let last = runs.last?.last, day.daysAfter(last) == 1 {
        runs[runs.count - 1].append(day)
      } else {
        runs.append([day])
      }
    }
    return runs.map { run in
      let names = run.map { $0.short.lowercased() }
      return names.count > 2
        ? "\(names[0])-\(names[names.count - 1])" : names.joined(separator: ",")
    }
    .joined(separator: ",")
  }

  private init?(_ text: some StringProtocol) {
    let letters = text.lowercased().filter { $0 != " " }
    guard letters.count >= 3,
      let day = Self.allCases.first(where: { $0.name.lowercased().hasPrefix(letters) })
    else { return nil }
    self = day
  }
}
