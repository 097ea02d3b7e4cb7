/// A VEVENT: one that is there once, one that repeats, or a change of one repetition of another.
struct ICalendarEvent {
  /// Where it begins in the file.
  let line: Int
  private let properties: [ICalendarLine]
  let zones: ICalendarZones
  /// The whole calendar takes its events away.
  private let isTakenAway: Bool

  init(line: Int, _ properties: [ICalendarLine], in zones: ICalendarZones, method: String?) {
    self.line = line
    self.properties = properties
    self.zones = zones
    isTakenAway = method == "CANCEL"
  }

  func first(_ name: String) -> ICalendarLine? { properties.first { $0.name == name } }

  func all(_ name: String) -> [ICalendarLine] { properties.filter { $0.name == name } }

  /// The RFC asks for it, but calcurse leaves it out unless it is told not to.
  var uid: String? { first("UID").map(\.text).flatMap { $0.isEmpty ? nil : $0 } }

  /// What the event is known again by: its UID, else when it is and what it is called.
  var key: String {
    if let uid { return uid }
    let names = ["DTSTART", "DTEND", "DURATION", "RRULE", "SUMMARY"]
    return names.map { first($0)?.value ?? "" }.joined(separator: "\n")
  }

  /// Whether slottui wrote it.
  var isOurs: Bool { ICalendarText.slotID(ofUID: key) != nil }

  /// It does not take place.
  var isCancelled: Bool {
    isTakenAway || first("STATUS")?.value.withoutBlanks.uppercased() == "CANCELLED"
  }

  /// Of ours a CANCELLED one is a disabled slot, unless it is taken away.
  var isWithdrawn: Bool { isTakenAway || (isCancelled && !isOurs) }

  var isWholeDay: Bool {
    first("DTSTART").flatMap { ICalendarTime($0.value.withoutBlanks) }?.isDate == true
  }

  var hasTimes: Bool {
    first("DTSTART").flatMap { ICalendarTime($0.value.withoutBlanks) }?.isDate == false
  }

  /// Whether it is one of many by itself.
  var repeats: Bool { !rules.isEmpty || first("RDATE") != nil }

  /// An empty rule is none.
  var rules: [ICalendarLine] { all("RRULE").filter { !$0.value.withoutBlanks.isEmpty } }

  /// Whether it stands for all later repetitions too.
  var changesLaterOnes: Bool {
    first("RECURRENCE-ID")?.parameters["RANGE"]?.uppercased() == "THISANDFUTURE"
  }

  /// The members of a slot's metadata that it speaks of. Whatever else is there was written by somebody else.
  static let members: Set<String> = ["uid", "summary", "location"]

  /// - Throws: `.metadataTooLong` E042.
  func metadata() throws(SlotError) -> Metadata {
    var members: JSONMembers = [:]
    if let uid { members["uid"] = .string(uid) }
    for (name, key) in [("SUMMARY", "summary"), ("LOCATION", "location")] {
      if let text = first(name)?.text, !text.isEmpty { members[ExactText(key)] = .string(text) }
    }
    return try Metadata(.object(members))
  }
}

// MARK: Revisions

extension ICalendarEvent {
  /// How new the event is: of two with one UID the higher counts.
  ///
  /// - Note: Source: RFC 5546 §2.1.5.
  struct Revision: Comparable {
    private let parts: [Int64]

    fileprivate init(_ parts: [Int64]) { self.parts = parts }

    static func < (a: Self, b: Self) -> Bool { a.parts.lexicographicallyPrecedes(b.parts) }
  }

  var sequence: Int64 { first("SEQUENCE").flatMap { Int64($0.value.withoutBlanks) } ?? 0 }

  var revision: Revision {
    let times = ["DTSTAMP", "LAST-MODIFIED"].map { name in
      first(name).flatMap { ICalendarTime($0.value.withoutBlanks) }?.local.wallMilliseconds ?? 0
    }
    return Revision([sequence] + times + [isWithdrawn ? 1 : 0])
  }

  /// The newest of several revisions: one, unless others are as new and say something else.
  static func newest(of events: [ICalendarEvent]) -> [ICalendarEvent] {
    guard events.count > 1, let last = events.map(\.revision).max() else { return events }
    var newest: [ICalendarEvent] = []
    for event in events where event.revision == last {
      if !newest.contains(where: { $0.saysTheSame(as: event) }) { newest.append(event) }
    }
    return newest
  }

  private func saysTheSame(as other: ICalendarEvent) -> Bool {
    func said(_ event: ICalendarEvent) -> [ICalendarLine] {
      event.properties.map {
        ICalendarLine(number: 0, name: $0.name, parameters: $0.parameters, value: $0.value)
      }
    }
    return said(self) == said(other)
  }
}

// MARK: Times

/// A time of a calendar and whose clock it is of.
struct ICalendarMoment {
  let time: ICalendarTime
  let zone: ICalendarZone

  var instant: Instant { zone.instant(time.local) }
}

extension ICalendarEvent {
  /// - `floating`: The zone of times and days that name none.
  /// - `isOfWholeDays`: Of the time only its day is wanted; then it does not matter whose clock it is of.
  func moment(
    _ line: ICalendarLine,
    _ text: some StringProtocol,
    floating: ICalendarZone,
    isOfWholeDays: Bool = false
  ) throws(SlotError) -> ICalendarMoment {
    guard let time = ICalendarTime(text) else {
      throw .badRequest("\(line.name) must be a date and time, not \(shown(String(text))).")
    }
    if time.isUTC { return ICalendarMoment(time: time, zone: .known(.utc)) }
    guard !time.isDate, let name = line.parameters["TZID"] else {
      return ICalendarMoment(time: time, zone: floating)
    }
    if isOfWholeDays {
      return ICalendarMoment(time: time, zone: (try? zones.named(name)) ?? floating)
    }
    return ICalendarMoment(time: time, zone: try zones.named(name))
  }

  func moment(
    _ line: ICalendarLine,
    floating: ICalendarZone
  ) throws(SlotError) -> ICalendarMoment {
    try moment(line, line.value.withoutBlanks, floating: floating)
  }

  func start(floating: ICalendarZone) throws(SlotError) -> ICalendarMoment {
    guard let line = first("DTSTART") else { throw .badRequest("The event has no DTSTART.") }
    return try moment(line, floating: floating)
  }

  /// From a start on the wall to the moment of its end. An event that says nothing of its end has none:
  /// it is over at once, or lasts its day.
  func ends(
    after start: ICalendarMoment
  ) throws(SlotError) -> (LocalTime) -> Instant {
    let zone = start.zone
    if let line = first("DTEND") {
      let end = try moment(
        line,
        line.value.withoutBlanks,
        floating: zone,
        isOfWholeDays: start.time.isDate
      )
      guard start.time.isDate else {
        // Every repetition is as long as the first (RFC 5545 §3.8.5.3).
        let length = end.instant - start.instant
        // An hour that the clock leaves out would be over at once, and lost without a word.
        guard length.milliseconds != 0 || zone.local(start.instant) == start.time.local else {
          throw .badRequest(
            "The event begins at \(shown(first("DTSTART")?.value ?? "")), which its clock leaves out. Move it."
          )
        }
        return { zone.instant($0) + length }
      }
      // Many programs write the last day where the RFC wants the one after it.
      let next = ICalendarDay.end(of: end, zones.spokenOf)
      let days = next.dayNumber - start.time.local.date.dayNumber
      return { zone.instant(LocalTime(date: $0.date.adding(days: days == 0 ? 1 : days))) }
    }
    if let line = first("DURATION") {
      guard let duration = ICalendarDuration(line.value.withoutBlanks) else {
        throw .badRequest("DURATION must be a length of time, not \(shown(line.value)).")
      }
      if start.time.isDate {
        // Days are whole, and as long as their zone has them, also where they are written in seconds.
        let days = max(1, duration.days + (duration.seconds + 86_399) / 86_400)
        return { zone.instant(LocalTime(date: $0.date.adding(days: days))) }
      }
      return {
        let day = LocalTime(
          date: $0.date.adding(days: duration.days),
          millisecondOfDay: $0.millisecondOfDay
        )
        return zone.instant(day) + .seconds(duration.seconds)
      }
    }
    guard start.time.isDate else { return { zone.instant($0) } }
    return { zone.instant(LocalTime(date: $0.date.adding(days: 1))) }
  }
}
