/// When an event and its repetitions begin on the wall: DTSTART, RRULE and RDATE, without EXRULE and
/// EXDATE.
///
/// - Note: Source: RFC 5545 §3.8.5; RFC 2445 §4.8.5.2 for EXRULE.
struct ICalendarStarts {
  let start: ICalendarMoment
  let repeats: Bool
  /// Where a repetition has an end of its own.
  private(set) var ends: [LocalTime: Instant] = [:]
  private var found: Set<LocalTime> = []
  private var excluded: Set<LocalTime> = []
  private let event: ICalendarEvent
  private let context: ICalendarSeries.Context

  var zone: ICalendarZone { start.zone }

  var sorted: [LocalTime] { found.sorted() }

  func isExcluded(_ start: LocalTime) -> Bool { excluded.contains(start) }

  /// - Throws: what is wrong with it, or not understood.
  init(_ event: ICalendarEvent, _ context: ICalendarSeries.Context) throws(SlotError) {
    self.event = event
    self.context = context
    start = try event.start(floating: .known(context.zone))
    repeats = event.repeats
    try addRules()
    for line in event.all("RDATE") { try addDates(line) }
    try excludeRules()
    try excludeDates()
  }

  private func moment(
    _ line: ICalendarLine,
    _ text: String
  ) throws(SlotError) -> ICalendarMoment {
    try event.moment(line, text, floating: zone, isOfWholeDays: isWholeDay)
  }

  var isWholeDay: Bool { start.time.isDate }

  // MARK: Repetitions

  private func rule(_ line: ICalendarLine) throws(SlotError) -> RecurrenceRule {
    let rule = try RecurrenceRule(line.value)
    switch rule.frequency {
    case .hourly, .minutely, .secondly:
      guard !isWholeDay else {
        throw .badRequest(
          "A repetition \(rule.frequency.rawValue) of whole days is not understood. Give DAILY, WEEKLY,"
            + " MONTHLY or YEARLY."
        )
      }
    case .daily, .weekly, .monthly, .yearly: break
    }
    return rule
  }

  private mutating func addRules() throws(SlotError) {
    var rules: [RecurrenceRule] = []
    for line in event.rules { rules.append(try rule(line)) }
    // DTSTART is the first of them, whether or not the rule has it: so does COUNT count. Of several
    // rules some may have it and others not.
    if !repeats || isBeforeEnd(start.time.local) { found.insert(start.time.local) }
    for rule in rules {
      if rule.end == .never, context.until == nil {
        throw .badRequest("The event repeats without end: say with --until how far to go.")
      }
      let (zone, isWholeDay) = (zone, isWholeDay)
      var times = RecurrenceSequence(
        rule,
        from: start.time.local,
        isWholeDay: isWholeDay,
        countsStart: rules.count == 1,
        exists: { isWholeDay || zone.shows($0) },
        through: lastDay(of: rule)
      )
      if let from = context.from { times.skip(to: from) }
      for time in times {
        if time == start.time.local { continue }
        guard isWithin(time, rule), isBeforeEnd(time) else { break }
        try insert(time)
      }
    }
  }

  /// No repetition begins later; a zone can add a day.
  private func lastDay(of rule: RecurrenceRule) -> CivilDate? {
    var last: [CivilDate] = []
    if let until = context.until { last.append(Zone.utc.date(until)) }
    if case .until(let time) = rule.end { last.append(time.local.date) }
    return last.min()?.adding(days: 2)
  }

  private mutating func insert(_ time: LocalTime) throws(SlotError) {
    guard found.count < context.limit || found.contains(time) else {
      throw context.tooMany
    }
    found.insert(time)
  }

  private func isBeforeEnd(_ time: LocalTime) -> Bool {
    context.until.map { zone.instant(time) < $0 } ?? true
  }

  private func isWithin(_ time: LocalTime, _ rule: RecurrenceRule) -> Bool {
    guard case .until(let last) = rule.end else { return true }
    if isWholeDay, !last.isDate {
      return time.date <= ICalendarDay.last(last, event.zones.spokenOf)
    }
    if last.isDate { return time.date <= last.local.date }
    guard last.isUTC else { return time <= last.local }
    return zone.instant(time).milliseconds <= last.local.wallMilliseconds
  }

  /// RDATE: days, times, or times with an end of their own.
  private mutating func addDates(_ line: ICalendarLine) throws(SlotError) {
    for text in line.values {
      let parts = text.utf8.split(separator: UInt8(ascii: "/")).map {
        String(decoding: $0, as: UTF8.self)
      }
      let moment = try moment(line, parts.first ?? "")
      guard moment.time.isDate == isWholeDay else {
        if isWholeDay, let day = ICalendarDay.meant(by: moment, event.zones.spokenOf).first {
          try insertDate(LocalTime(date: day))
          continue
        }
        throw .badRequest("RDATE has a day, \(shown(text)), where the event has a time of day.")
      }
      let time = isWholeDay ? moment.time.local : zone.local(moment.instant)
      try insertDate(time)
      if parts.count > 1, isBeforeEnd(time) {
        ends[time] = try periodEnd(line, parts[1], after: moment)
      }
    }
  }

  private mutating func insertDate(_ time: LocalTime) throws(SlotError) {
    if isBeforeEnd(time) { try insert(time) }
  }

  private func periodEnd(
    _ line: ICalendarLine,
    _ text: String,
    after start: ICalendarMoment
  ) throws(SlotError) -> Instant {
    guard let duration = ICalendarDuration(text) else {
      return try event.moment(line, text, floating: zone).instant
    }
    let day = LocalTime(
      date: start.time.local.date.adding(days: duration.days),
      millisecondOfDay: start.time.local.millisecondOfDay
    )
    return start.zone.instant(day) + .seconds(duration.seconds)
  }

  // MARK: Exceptions

  private mutating func excludeRules() throws(SlotError) {
    for line in event.all("EXRULE") {
      let rule = try rule(line)
      guard let last = found.max() else { return }
      var steps = 0
      let times = RecurrenceSequence(
        rule,
        from: start.time.local,
        isWholeDay: isWholeDay,
        countsStart: false,
        through: last.date
      )
      for time in times {
        guard time <= last, isWithin(time, rule) else { break }
        steps += 1
        guard steps <= 10 * ICalendarSeries.longest else {
          throw .badRequest("EXRULE takes too many times away: say with --until how far to go.")
        }
        exclude(time)
      }
    }
  }

  private mutating func excludeDates() throws(SlotError) {
    var days: Set<CivilDate> = []
    for line in event.all("EXDATE") {
      for text in line.values {
        let moment = try moment(line, text)
        if moment.time.isDate, !isWholeDay {
          days.insert(moment.time.local.date)
        } else if let time = try place(of: moment, event.zones) {
          exclude(time)
        }
      }
    }
    for time in found where days.contains(time.date) { exclude(time) }
  }

  private mutating func exclude(_ time: LocalTime) {
    if found.remove(time) != nil { excluded.insert(time) }
  }

  // MARK: One of them

  /// Which repetition a time means, be it of the type of DTSTART or of the other one; nil: none.
  ///
  /// - Throws: `.badRequest` E013 when a day has several.
  func place(
    of moment: ICalendarMoment,
    _ zones: ICalendarZones
  ) throws(SlotError) -> LocalTime? {
    let all = { (time: LocalTime) in found.contains(time) || excluded.contains(time) }
    if isWholeDay {
      let days = ICalendarDay.meant(by: moment, zones.spokenOf)
      return days.map { LocalTime(date: $0) }.first(where: all)
    }
    guard moment.time.isDate else {
      let time = zone.local(moment.instant)
      if all(time) { return time }
      // A time that the clock skips is another one on the wall.
      return all(moment.time.local) && zone.instant(moment.time.local) == moment.instant
        ? moment.time.local : nil
    }
    let ofDay = found.union(excluded).filter { $0.date == moment.time.local.date }
    guard ofDay.count < 2 else {
      throw .badRequest(
        "\(moment.time.local.date) has several repetitions: the day does not say which of them is meant."
      )
    }
    return ofDay.first
  }
}
