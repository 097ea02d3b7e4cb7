/// The days that a calendar file marks as a whole: public holidays, for one. Everything else in the
/// file is passed over.
///
/// Understood are all-day VEVENTs of RFC 5545, once or every year on the same date. What repeats in
/// another way is refused, not guessed.
public enum AllDayEvents {
  /// The days that fall into a stretch of days, in the order of the file.
  ///
  /// - Throws: `.badRequest` E013 with the number of the line.
  public static func days(
    _ bytes: [UInt8],
    within span: ClosedRange<CivilDate>
  ) throws(SlotError) -> [ClosedRange<CivilDate>] {
    var days: [ClosedRange<CivilDate>] = []
    var event: Event?
    let lines = unfolded(bytes)
    guard lines.first?.text.uppercased() == "BEGIN:VCALENDAR" else {
      throw .badRequest("The file of holidays is no iCalendar file: it begins otherwise.")
    }
    // Of what lies inside an event (an alarm), nothing is the event's.
    var depth = 0
    for line in lines {
      switch (line.text.uppercased(), event) {
      case ("BEGIN:VEVENT", nil): event = Event()
      case ("END:VEVENT", let ended?):
        days += try ended.days(within: span)
        event = nil
      case (let text, .some) where text.hasPrefix("BEGIN:"): depth += 1
      case (let text, .some) where text.hasPrefix("END:"): depth -= 1
      case (_, .some) where depth == 0: try event?.take(line)
      default: break
      }
    }
    return days
  }

  /// A line with what was continued on the next ones.
  fileprivate struct Line {
    let number: Int
    var text: String

    /// `DTSTART`, whatever parameters follow, and the value.
    var property: (name: String, value: String)? {
      guard let colon = text.firstIndex(of: ":") else { return nil }
      let name = text[..<colon].prefix { $0 != ";" }
      return (name.uppercased(), String(text[text.index(after: colon)...]))
    }

    func error(_ problem: String) -> SlotError {
      .badRequest("Line \(number) of the file of holidays: \(problem).")
    }
  }

  private static func unfolded(_ bytes: [UInt8]) -> [Line] {
    var lines: [Line] = []
    let rows = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    for (index, row) in rows.enumerated() {
      var text = String(
        decoding: row.last == UInt8(ascii: "\r") ? row.dropLast() : row,
        as: UTF8.self
      )
      if index == 0, text.unicodeScalars.first == "\u{FEFF}" { text.unicodeScalars.removeFirst() }
      if let first = text.first, first == " " || first == "\t", !lines.isEmpty {
        lines[lines.count - 1].text += text.dropFirst()
      } else if !text.isEmpty {
        lines.append(Line(number: index + 1, text: text))
      }
    }
    return lines
  }
}

/// What is known of an event so far. One with times of day never gets a `first` day.
private struct Event {
  private var first: CivilDate?
  /// DTEND: the day after the last one.
  private var end: CivilDate?
  private var isCancelled = false
  private var rule: AllDayEvents.Line?
  /// Something that would have to be understood, and is not.
  private var obstacle: AllDayEvents.Line?

  mutating func take(_ line: AllDayEvents.Line) throws(SlotError) {
    guard let (name, value) = line.property else { return }
    switch name {
    case "DTSTART":
      first = Self.date(value)
      guard first != nil || value.contains("T") else {
        throw line.error("\(value) is no date")
      }
    case "DTEND": end = Self.date(value)
    case "STATUS": isCancelled = value.uppercased() == "CANCELLED"
    case "RRULE": rule = line
    case "DURATION", "RDATE", "EXDATE", "EXRULE": obstacle = line
    default: break
    }
  }

  /// `20261225`
  private static func date(_ text: String) -> CivilDate? {
    var reader = DigitReader(text)
    guard let year = reader.number(digits: 4), let month = reader.number(digits: 2),
      let day = reader.number(digits: 2), reader.isAtEnd
    else { return nil }
    return CivilDate(year: year, month: month, day: day)
  }

  /// The days of the event that fall into a stretch of days.
  func days(within span: ClosedRange<CivilDate>) throws(SlotError) -> [ClosedRange<CivilDate>] {
    guard let first, !isCancelled else { return [] }
    if let obstacle { throw obstacle.error("it is not understood; write the days one by one") }
    let repetition = try rule.map { (line) throws(SlotError) in
      guard let repetition = Repetition(line.property?.value ?? "", from: first) else {
        throw line.error("only the same date every year is understood; write the days one by one")
      }
      return repetition
    }
    let length = max(1, (end ?? first).dayNumber - first.dayNumber)
    var days: [ClosedRange<CivilDate>] = []
    var (year, count) = (first.year, 0)
    while year <= span.upperBound.year, count < repetition?.count ?? 1 {
      // A 29 February comes round only in leap years.
      if let start = CivilDate(year: year, month: first.month, day: first.day) {
        if let until = repetition?.until, start > until { break }
        let range = start...start.adding(days: length - 1)
        if range.overlaps(span) { days.append(range) }
        count += 1
      }
      year += repetition?.interval ?? 1
    }
    return days
  }

  /// `FREQ=YEARLY`, with what only repeats the date of the start.
  private struct Repetition {
    var interval = 1
    var count = Int.max
    var until: CivilDate?

    init?(_ rule: String, from first: CivilDate) {
      var isYearly = false
      for part in rule.uppercased().split(separator: ";") {
        let pair = part.split(separator: "=", maxSplits: 1).map(String.init)
        guard pair.count == 2 else { return nil }
        switch (pair[0], Int(pair[1])) {
        case ("FREQ", _): isYearly = pair[1] == "YEARLY"
        case ("INTERVAL", let number?) where (1...1000).contains(number): interval = number
        case ("COUNT", let number?) where number > 0: count = number
        case ("BYMONTH", first.month), ("BYMONTHDAY", first.day), ("WKST", _): break
        case ("UNTIL", _):
          guard let date = Event.date(String(pair[1].prefix(8))) else { return nil }
          until = date
        default: return nil
        }
      }
      guard isYearly else { return nil }
    }
  }
}
