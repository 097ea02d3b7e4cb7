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
        days.formUnion(allCases.filter { $0.daysAfter(first) <= last.daysAfter(first) })
      default:
        return nil
      }
    }
    return days
  }

  private init?(_ text: some StringProtocol) {
    let letters = text.lowercased().filter { $0 != " " }
    guard letters.count >= 3,
      let day = Self.allCases.first(where: { $0.name.lowercased().hasPrefix(letters) })
    else { return nil }
    self = day
  }
}
