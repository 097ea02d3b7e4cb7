/// Moments as people type them into a field: ISO 8601, or as their own screen shows them,
/// `05.03.2026 14:30` or `03/05/2026 2:30 pm`.
public enum WrittenTime {
  /// - Throws: what `TimeText.instant` says.
  public static func instant(
    _ text: String,
    in zone: Zone,
    _ style: TimeStyle
  ) throws(TimeProblem) -> Instant {
    try TimeText.instant(iso(text, style) ?? text, in: zone)
  }

  /// The same in ISO 8601; nil for what is written in no such way.
  private static func iso(_ text: String, _ style: TimeStyle) -> String? {
    let words = text.split(separator: " ")
    guard let first = words.first, let date = date(first, style.dateOrder) else { return nil }
    let rest = words.dropFirst().joined().lowercased()
    if rest.isEmpty { return date.description }
    return clock(rest, style.clock).map { "\(date)T\($0)" }
  }

  private static func date(_ text: Substring, _ order: TimeStyle.DateOrder) -> CivilDate? {
    if let date = CivilDate(String(text)) { return date }
    // With its year, so that it does not depend on today.
    guard text.split(whereSeparator: { "./".contains($0) }).count == 3 else { return nil }
    let epoch = CivilDate(dayNumber: 0)
    return WrittenDate.parse(String(text), today: epoch, order: order)
  }

  /// `9:00`, `2:30pm`, `2pm`, each with an offset behind it if need be, as `HH:MM` and the offset.
  public static func clock(_ text: String, _ style: TimeStyle.Clock) -> String? {
    let digits = text.prefix { $0.isWholeNumber || $0 == ":" }
    var rest = text[digits.endIndex...]
    let isMorning = drop("am", from: &rest)
    let hasHalf = isMorning || drop("pm", from: &rest)
    var parts = digits.split(separator: ":", omittingEmptySubsequences: false)
    // Half past two of whose twelve hours? Two digits are those of 24 hours, as in ISO 8601.
    guard hasHalf || style == .twentyFour || parts[0].count == 2 else { return nil }
    if hasHalf {
      guard let hour = Int(parts[0]), (1...12).contains(hour) else { return nil }
      parts[0] = Substring("\(hour % 12 + (isMorning ? 0 : 12))")
      if parts.count == 1 { parts.append("00") }
    }
    if parts[0].count == 1 { parts[0] = "0" + parts[0] }
    return parts.joined(separator: ":") + rest.uppercased()
  }

  /// The words that name a day, and the time behind them, if there is one, as ISO 8601 has it.
  static func split(_ words: [String], _ style: TimeStyle) -> (days: [String], clock: String?) {
    // Two words are one time where the second one is its half or its offset: `2 1:30` is a day and a time.
    let last = words.last ?? ""
    let isTail = last == "z" || ["am", "pm", "+", "-"].contains(where: last.hasPrefix)
    for count in isTail ? [2, 1] : [1] where words.count >= count {
      let text = words.suffix(count).joined()
      let digits = text.prefix(while: \.isWholeNumber)
      let rest = text[digits.endIndex...]
      guard (1...2).contains(digits.count), [":", "am", "pm"].contains(where: rest.hasPrefix),
        let clock = clock(text, style.clock)
      else { continue }
      return (words.dropLast(count), clock)
    }
    return (words, nil)
  }

  private static func drop(_ word: String, from text: inout Substring) -> Bool {
    guard text.hasPrefix(word) else { return false }
    text = text.dropFirst(word.count)
    return true
  }
}
