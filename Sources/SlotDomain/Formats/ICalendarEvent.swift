/// A VEVENT, and what it and its repetitions come to: slots of a booking block, or whole days.
struct ICalendarEvent {
  /// Where it begins in the file.
  let line: Int
  private(set) var properties: [ICalendarLine]

  /// What an event is read with.
  struct Context {
    /// Floating times and whole days are of its clock.
    let zone: Zone
    /// Where repetitions without an end are cut; nil: they are refused.
    let until: Instant?
    let embedded: [String: Result<EmbeddedZone, SlotError>]
  }

  private func first(_ name: String) -> ICalendarLine? { properties.first { $0.name == name } }

  /// The RFC asks for it, but calcurse leaves it out unless it is told not to.
  private var uid: String? { first("UID").map(\.text).flatMap { $0.isEmpty ? nil : $0 } }

  /// What the event is known again by: its UID, else when it is and what it is called.
  var key: String {
    if let uid { return uid }
    let names = ["DTSTART", "DTEND", "DURATION", "RRULE", "SUMMARY"]
    return names.map { first($0)?.value ?? "" }.joined(separator: "\n")
  }

  /// Whether slottui wrote it.
  var isOurs: Bool { ICalendarText.slotID(ofUID: key) != nil }

  /// It does not take place.
  var isCancelled: Bool { first("STATUS")?.value.uppercased() == "CANCELLED" }

  /// The repetition of another event that this one stands for; nil when it stands for itself.
  func replaced(_ context: Context) throws(SlotError) -> Instant? {
    guard let line = first("RECURRENCE-ID") else { return nil }
    guard line.parameters["RANGE"] == nil else {
      throw .badRequest("A change of all later repetitions cannot be expanded.")
    }
    return try moment(line, line.value, context).instant
  }

  // MARK: Times

  private struct Moment {
    let time: ICalendarTime
    let zone: ICalendarZone

    var instant: Instant { zone.instant(time.local) }
  }

  private func moment(
    _ line: ICalendarLine,
    _ text: some StringProtocol,
    _ context: Context
  ) throws(SlotError) -> Moment {
    guard let time = ICalendarTime(text) else {
      throw .badRequest("\(line.name) is no date and time: \(shown(String(text))).")
    }
    let zone: ICalendarZone
    if time.isUTC {
      zone = .known(.utc)
    } else if let name = line.parameters["TZID"], !time.isDate {
      zone = try .named(name, among: context.embedded)
    } else {
      zone = .known(context.zone)
    }
    return Moment(time: time, zone: zone)
  }

  private func start(_ context: Context) throws(SlotError) -> Moment {
    guard let line = first("DTSTART") else { throw .badRequest("The event has no DTSTART.") }
    return try moment(line, line.value, context)
  }

  /// From a start on the wall to the moment of its end.
  private func ends(
    after start: Moment,
    _ context: Context
  ) throws(SlotError) -> (LocalTime) -> Instant {
    if let line = first("DTEND") {
      let end = try moment(line, line.value, context)
      if start.time.isDate {
        let days = end.time.local.date.dayNumber - start.time.local.date.dayNumber
        return { start.zone.instant(LocalTime(date: $0.date.adding(days: days))) }
      }
      // Every repetition is as long as the first (RFC 5545 §3.8.5.3).
      let length = end.instant - start.instant
      return { start.zone.instant($0) + length }
    }
    if let line = first("DURATION") {
      guard let duration = ICalendarDuration(line.value) else {
        throw .badRequest("DURATION is no length of time: \(shown(line.value)).")
      }
      return {
        let day = LocalTime(
          date: $0.date.adding(days: duration.days),
          millisecondOfDay: $0.millisecondOfDay
        )
        return start.zone.instant(day) + .seconds(duration.seconds)
      }
    }
    guard start.time.isDate else {
      throw .badRequest("The event has neither an end nor a duration.")
    }
    return { start.zone.instant(LocalTime(date: $0.date.adding(days: 1))) }
  }

  // MARK: Slots

  /// The slots that it is.
  ///
  /// - `replaced`: Repetitions for which another event stands.
  /// - Throws: what is wrong with it, or cannot be expanded.
  func slots(
    of block: BookingBlock.ID,
    _ context: Context,
    without replaced: Set<Instant> = []
  ) throws(SlotError) -> [SlotRecord] {
    let start = try start(context)
    let end = try ends(after: start, context)
    let metadata = try metadata()
    let replacement = try self.replaced(context)
    let (key, isOurs, repeats) = (key, isOurs, first("RRULE") != nil)
    return try beginnings(start, context, without: replaced).map { (local) throws(SlotError) in
      let range = TimeRange(start: start.zone.instant(local), end: end(local))
      try SlotRules.checkInterval(range)
      let again = repeats ? range.start : replacement
      var record = SlotRecord(
        id: ICalendarText.slotID(key, again: again, in: block),
        blockID: block,
        range: range
      )
      // What slottui wrote itself is known by its id and says the rest elsewhere.
      if isOurs {
        record.status = isCancelled ? .disabled : .active
      } else {
        record.metadata = metadata
      }
      return record
    }
  }

  // MARK: Whole days

  /// The days that it is; none for an event with times of day.
  ///
  /// - `context`: Its zone is UTC.
  /// - Throws: what is wrong with it, or cannot be expanded.
  func days(
    _ context: Context,
    without replaced: Set<Instant>
  ) throws(SlotError) -> [ClosedRange<CivilDate>] {
    let hasTimes = first("DTSTART").flatMap { ICalendarTime($0.value) }?.isDate == false
    guard !hasTimes, !isCancelled else { return [] }
    let start = try start(context)
    let end = try ends(after: start, context)
    return try beginnings(start, context, without: replaced).map { local in
      let last = Zone.utc.date(end(local) - Span(milliseconds: 1))
      return local.date...max(local.date, last)
    }
  }

  // MARK: Repetitions

  /// Where it begins on the wall, and where its repetitions do.
  private func beginnings(
    _ start: Moment,
    _ context: Context,
    without replaced: Set<Instant>
  ) throws(SlotError) -> [LocalTime] {
    for name in ["RDATE", "EXRULE"] where first(name) != nil {
      throw .badRequest("An event with \(name) cannot be expanded.")
    }
    let rules = properties.filter { $0.name == "RRULE" }
    guard let rule = rules.first else { return [start.time.local] }
    guard rules.count == 1 else { throw .badRequest("The event has two rules of repetition.") }
    let excluded = try excluded(context)
    return try beginnings(ICalendarRule(rule.value), start, context).filter { local in
      let instant = start.zone.instant(local)
      return !excluded.dates.contains(local.date) && !excluded.moments.contains(instant)
        && !replaced.contains(instant)
    }
  }

  private func beginnings(
    _ rule: ICalendarRule,
    _ start: Moment,
    _ context: Context
  ) throws(SlotError) -> [LocalTime] {
    switch rule.end {
    case .count:
      return try rule.beginnings(from: start.time.local) { _ in true }
    case .until(let last):
      return try rule.beginnings(from: start.time.local) { local in
        if last.isDate { return local.date <= last.local.date }
        guard last.isUTC else { return local <= last.local }
        return start.zone.instant(local).milliseconds <= last.local.wallMilliseconds
      }
    case .never:
      guard let until = context.until else {
        throw .badRequest("The event repeats without end: say with --until how far to go.")
      }
      return try rule.beginnings(from: start.time.local) { start.zone.instant($0) < until }
    }
  }

  private func excluded(
    _ context: Context
  ) throws(SlotError) -> (moments: Set<Instant>, dates: Set<CivilDate>) {
    var moments: Set<Instant> = []
    var dates: Set<CivilDate> = []
    for line in properties where line.name == "EXDATE" {
      for text in line.value.split(separator: ",") {
        let moment = try moment(line, text, context)
        if moment.time.isDate {
          dates.insert(moment.time.local.date)
        } else {
          moments.insert(moment.instant)
        }
      }
    }
    return (moments, dates)
  }

  private func metadata() throws(SlotError) -> Metadata {
    var members: JSONMembers = [:]
    if let uid { members["uid"] = .string(uid) }
    for (name, key) in [("SUMMARY", "summary"), ("LOCATION", "location")] {
      if let text = first(name)?.text, !text.isEmpty { members[key] = .string(text) }
    }
    return try Metadata(.object(members))
  }
}
