/// A time zone as a calendar describes it: offsets, and since when each holds, again every year.
///
/// - Note: Source: RFC 5545 §3.6.5.
struct EmbeddedZone: Hashable {
  /// STANDARD or DAYLIGHT.
  struct Observance: Hashable {
    /// On the wall, with the offset from before.
    var start: LocalTime
    /// Seconds east of UTC.
    var offsetBefore: Int
    var offsetAfter: Int
    var yearly: Yearly?
    /// Further times at which it begins, each once.
    var more: [LocalTime] = []
  }

  /// Begins anew every year.
  struct Yearly: Hashable {
    enum Day: Hashable {
      /// 1 to 31.
      case ofMonth(Int)
      /// From 1, or from -1 backwards from the month's end.
      case weekday(Int, Weekday)
    }

    var month: Int
    var day: Day
    /// The last moment at which it may begin.
    var until: Instant?
  }

  var observances: [Observance]

  /// Seconds east of UTC.
  func offset(at instant: Instant) -> Int {
    let year = LocalTime(wallMilliseconds: instant.milliseconds).date.year
    var latest: (begin: Instant, offset: Int)?
    for observance in observances {
      for begin in observance.beginnings(around: year)
      where begin <= instant && begin >= latest?.begin ?? begin {
        latest = (begin, observance.offsetAfter)
      }
    }
    if let latest { return latest.offset }
    // Before all of them.
    let first = observances.min { $0.start < $1.start }
    return first?.offsetBefore ?? 0
  }

  func instant(_ local: LocalTime) -> Instant {
    let wall = local.wallMilliseconds
    let offsets = Set(observances.flatMap { [$0.offsetBefore, $0.offsetAfter] })
    let candidates = offsets.map { (Instant(milliseconds: wall - Int64($0) * 1000), $0) }
    let shown = candidates.filter { offset(at: $0.0) == $0.1 }.map(\.0)
    if let first = shown.min() { return first }
    // It is skipped: the offset from before goes on.
    let before = offset(at: Instant(milliseconds: wall - Int64(offsets.max() ?? 0) * 1000))
    return Instant(milliseconds: wall - Int64(before) * 1000)
  }
}

extension EmbeddedZone.Observance {
  /// When it begins in a year and those beside it, and last before those.
  fileprivate func beginnings(around year: Int) -> [Instant] {
    var walls = [start] + more
    if let yearly {
      let first = start.date.year
      for year in (year - 1)...(year + 1) where year > first {
        guard let date = yearly.date(in: year) else { continue }
        walls.append(LocalTime(date: date, millisecondOfDay: start.millisecondOfDay))
      }
      if let until = yearly.until {
        // The last one stays in force.
        let last = LocalTime(wallMilliseconds: until.milliseconds + Int64(offsetBefore) * 1000)
        for year in [last.date.year - 1, last.date.year] where year > first {
          guard let date = yearly.date(in: year) else { continue }
          walls.append(LocalTime(date: date, millisecondOfDay: start.millisecondOfDay))
        }
        return walls.map(instant).filter { $0 <= until || $0 == instant(start) }
      }
    }
    return walls.map(instant)
  }

  private func instant(_ wall: LocalTime) -> Instant {
    Instant(milliseconds: wall.wallMilliseconds - Int64(offsetBefore) * 1000)
  }
}

extension EmbeddedZone.Yearly {
  /// Nil where the month has no such day.
  fileprivate func date(in year: Int) -> CivilDate? {
    guard let first = CivilDate(year: year, month: month, day: 1) else { return nil }
    switch day {
    case .ofMonth(let day): return CivilDate(year: year, month: month, day: day)
    case .weekday(let number, let weekday):
      let offset: Int
      if number > 0 {
        offset = (weekday.rawValue - first.weekday.rawValue + 7) % 7 + (number - 1) * 7
      } else {
        let last = first.adding(days: first.daysInMonth - 1)
        let back = (last.weekday.rawValue - weekday.rawValue + 7) % 7
        offset = first.daysInMonth - 1 - back + (number + 1) * 7
      }
      guard offset >= 0, offset < first.daysInMonth else { return nil }
      return first.adding(days: offset)
    }
  }
}

// MARK: Reading

extension EmbeddedZone {
  /// - Parameter observances: The properties of each STANDARD and DAYLIGHT.
  /// - Throws: `.badRequest` E013 for what cannot be evaluated.
  init(_ observances: [[ICalendarLine]]) throws(SlotError) {
    self.observances = try observances.map(Observance.init)
    guard !observances.isEmpty else {
      throw .badRequest("The description of the time zone has no offsets.")
    }
  }
}

extension EmbeddedZone.Observance {
  fileprivate init(_ lines: [ICalendarLine]) throws(SlotError) {
    func value(_ name: String) throws(SlotError) -> String {
      guard let line = lines.first(where: { $0.name == name }) else {
        throw .badRequest("The description of the time zone lacks \(name).")
      }
      return line.value
    }
    guard let start = ICalendarTime(try value("DTSTART")),
      let before = Self.offset(try value("TZOFFSETFROM")),
      let after = Self.offset(try value("TZOFFSETTO"))
    else {
      throw .badRequest("The description of the time zone has a date or offset that is none.")
    }
    self.init(start: start.local, offsetBefore: before, offsetAfter: after)
    for line in lines where line.name == "RDATE" {
      for text in line.value.split(separator: ",") {
        guard let time = ICalendarTime(text) else {
          throw .badRequest("The description of the time zone has a date that is none.")
        }
        more.append(time.local)
      }
    }
    if let rule = lines.first(where: { $0.name == "RRULE" }) {
      yearly = try EmbeddedZone.Yearly(rule.value)
    }
  }

  /// `+0100`, `-0430`, `+005730`, in seconds.
  private static func offset(_ text: String) -> Int? {
    var reader = DigitReader(text)
    let isWest = reader.skip("-")
    if !isWest { _ = reader.skip("+") }
    guard let hours = reader.number(digits: 2), hours < 24, let minutes = reader.number(digits: 2),
      minutes < 60
    else { return nil }
    let seconds = reader.number(digits: 2) ?? 0
    guard reader.isAtEnd, seconds < 60 else { return nil }
    return (isWest ? -1 : 1) * (hours * 3600 + minutes * 60 + seconds)
  }
}

extension EmbeddedZone.Yearly {
  fileprivate init(_ rule: String) throws(SlotError) {
    let refusal = SlotError.badRequest(
      "The description of the time zone has a rule that is not understood: \(shown(rule))."
    )
    let parts = try ICalendarRule.parts(rule)
    let known: Set = ["FREQ", "BYMONTH", "BYDAY", "BYMONTHDAY", "UNTIL", "INTERVAL", "WKST"]
    guard parts["FREQ"] == "YEARLY", parts["INTERVAL"] ?? "1" == "1",
      known.isSuperset(of: parts.keys), let month = parts["BYMONTH"].flatMap({ Int($0) }),
      (1...12).contains(month)
    else { throw refusal }
    self.month = month
    if let text = parts["BYDAY"], parts["BYMONTHDAY"] == nil {
      guard let weekday = ICalendarRule.weekday(text.suffix(2)), let number = Int(text.dropLast(2)),
        number != 0, abs(number) <= 5
      else { throw refusal }
      day = .weekday(number, weekday)
    } else if let number = parts["BYMONTHDAY"].flatMap({ Int($0) }), parts["BYDAY"] == nil,
      (1...31).contains(number)
    {
      day = .ofMonth(number)
    } else {
      throw refusal
    }
    if let text = parts["UNTIL"] {
      guard let time = ICalendarTime(text) else { throw refusal }
      until = Instant(milliseconds: time.local.wallMilliseconds)
    }
  }
}
