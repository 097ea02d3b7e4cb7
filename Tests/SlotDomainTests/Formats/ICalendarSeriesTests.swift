import Testing

@testable import SlotDomain

/// Repetitions, what is changed of them, and revisions of both.
@Suite struct ICalendarSeriesTests {
  private static let zone = "Europe/Berlin"

  private func records(_ events: [[String]], until: String? = nil) throws -> [ReadRecord] {
    let lines = events.flatMap { ICalendarTests.event($0) }
    let end = try until.map { try TimeText.instant($0, in: try Zone(named: Self.zone)) }
    return try ICalendarTests.read(ICalendarTests.calendar(lines), zone: Self.zone, until: end)
      .records
  }

  /// Starts on the wall, how many minutes long, and what they are called: `01-11 10:00 30 moved`.
  private func slots(_ events: [[String]], until: String? = nil) throws -> [String] {
    let zone = try Zone(named: Self.zone)
    return try records(events, until: until).map {
      guard case .slot(let slot) = try $0.result.get() else { throw SlotError.stopped }
      let text = TimeText.local(slot.range.start, in: zone)
      let minutes = slot.range.length.milliseconds / 60_000
      let name = slot.metadata?["summary"]?.string.map { " \($0)" } ?? ""
      return "\(text.dropFirst(5).prefix(5)) \(text.dropFirst(11).prefix(5)) \(minutes)\(name)"
    }
  }

  private func refusal(_ events: [[String]]) throws -> String {
    let errors = try records(events).compactMap { (read) -> SlotError? in
      guard case .failure(let error) = read.result else { return nil }
      return error
    }
    return errors.map { $0.message(in: .utc) }.joined(separator: "\n")
  }

  private static let weekly = [
    "DTSTART;TZID=Europe/Berlin:20270104T090000", "DURATION:PT30M", "RRULE:FREQ=WEEKLY;COUNT=3",
    "SUMMARY:weekly",
  ]

  private static func moved(_ id: String, _ more: String...) -> [String] {
    [
      "RECURRENCE-ID\(id)", "DTSTART;TZID=Europe/Berlin:20270111T100000", "DURATION:PT30M",
      "SUMMARY:moved",
    ] + more
  }

  private static let oneMoved = [
    "01-04 09:00 30 weekly", "01-11 10:00 30 moved", "01-18 09:00 30 weekly",
  ]

  /// RFC 5545 §3.3.10: a repetition at a time that the clock skips is passed over, and does not count. The
  /// event itself is counted on from the offset before (§3.3.5).
  @Test func whatTheClockSkipsIsNoRepetition() throws {
    let event = ["DURATION:PT30M", "SUMMARY:night"]
    let daily = ["DTSTART;TZID=Europe/Berlin:20270327T023000", "RRULE:FREQ=DAILY;COUNT=3"] + event
    #expect(
      try slots([daily]) == [
        "03-27 02:30 30 night", "03-29 02:30 30 night", "03-30 02:30 30 night",
      ]
    )
    let inTheGap = ["DTSTART;TZID=Europe/Berlin:20270328T023000", "RRULE:FREQ=DAILY;COUNT=2"]
    #expect(try slots([inTheGap + event]) == ["03-28 03:30 30 night", "03-29 02:30 30 night"])
    // Twice is once, the first time.
    let autumn = ["DTSTART;TZID=Europe/Berlin:20271030T023000", "RRULE:FREQ=DAILY;COUNT=3"]
    #expect(try slots([autumn + event]).count == 3)
  }

  // MARK: Changes

  @Test(arguments: [
    ";TZID=Europe/Berlin:20270111T090000", ":20270111T080000Z", ":20270111T090000",
    ";VALUE=DATE:20270111", ";TZID=America/New_York:20270111T030000",
    ";TZID=W. Europe Standard Time:20270111T090000",
  ])
  func aChangeStandsForItsRepetition(id: String) throws {
    #expect(try slots([Self.weekly, Self.moved(id)]) == Self.oneMoved)
    #expect(try slots([Self.moved(id), Self.weekly]) == Self.oneMoved)
  }

  /// Some programs write the whole rule into what they change once.
  @Test func aChangeThatRepeatsTheRuleIsOne() throws {
    let change = Self.moved(":20270111T080000Z", "RRULE:FREQ=WEEKLY;COUNT=3")
    #expect(try slots([Self.weekly, change]) == Self.oneMoved)
  }

  @Test func aChangeKeepsTheIdOfItsRepetition() throws {
    let before = try records([Self.weekly]).map { try $0.result.get() }
    let after = try records([Self.weekly, Self.moved(";VALUE=DATE:20270111")]).map {
      try $0.result.get()
    }
    func ids(_ records: [ObjectRecord]) -> [Slot.ID] {
      records.compactMap { if case .slot(let slot) = $0 { slot.id } else { nil } }
    }
    #expect(ids(before) == ids(after) && ids(before).count == 3)
  }

  @Test func cancelledAndExcludedRepetitionsAreNone() throws {
    let cancelled = Self.moved(":20270111T080000Z", "STATUS:CANCELLED")
    let rest = ["01-04 09:00 30 weekly", "01-18 09:00 30 weekly"]
    #expect(try slots([Self.weekly, cancelled]) == rest)
    let excluded = Self.weekly + ["EXDATE;TZID=Europe/Berlin:20270111T090000"]
    #expect(try slots([excluded]) == rest)
    #expect(try slots([excluded, Self.moved(":20270111T080000Z")]) == rest)
    for date in [":20270111T090000", ":20270111T080000Z", ";VALUE=DATE:20270111"] {
      #expect(try slots([Self.weekly + ["EXDATE" + date]]) == rest, "\(date)")
    }
  }

  @Test func aDayOfSeveralRepetitionsDoesNotSayWhich() throws {
    let often = [
      "DTSTART:20270104T090000Z", "DURATION:PT30M", "RRULE:FREQ=DAILY;BYHOUR=9,15;COUNT=4",
    ]
    #expect(
      try refusal([often, Self.moved(";VALUE=DATE:20270105")]).contains("several repetitions")
    )
  }

  @Test func laterOnesAreMovedToo() throws {
    let daily = ["DTSTART:20270301T090000Z", "DURATION:PT30M", "RRULE:FREQ=DAILY;COUNT=5"]
    let later = [
      "RECURRENCE-ID;RANGE=THISANDFUTURE:20270303T090000Z", "DTSTART:20270303T110000Z",
      "DURATION:PT45M", "SUMMARY:later",
    ]
    let once = [
      "RECURRENCE-ID:20270304T090000Z", "DTSTART:20270304T150000Z", "DURATION:PT10M",
    ]
    #expect(
      try slots([daily, later, once]) == [
        "03-01 10:00 30", "03-02 10:00 30", "03-03 12:00 45 later", "03-04 16:00 10",
        "03-05 12:00 45 later",
      ]
    )
    let ended = [
      "RECURRENCE-ID;RANGE=THISANDFUTURE:20270303T090000Z", "DTSTART:20270303T090000Z",
      "DURATION:PT30M", "STATUS:CANCELLED",
    ]
    #expect(try slots([daily, ended]) == ["03-01 10:00 30", "03-02 10:00 30"])
  }

  /// What is moved keeps its time on the wall when the clock is changed.
  @Test func laterOnesStayOnTheWall() throws {
    let weekly = [
      "DTSTART;TZID=Europe/Berlin:20270322T090000", "DURATION:PT30M", "RRULE:FREQ=WEEKLY;COUNT=3",
    ]
    let later = [
      "RECURRENCE-ID;RANGE=THISANDFUTURE;TZID=Europe/Berlin:20270322T090000",
      "DTSTART;TZID=Europe/Berlin:20270323T100000", "DURATION:PT30M",
    ]
    #expect(
      try slots([weekly, later]) == ["03-23 10:00 30", "03-30 10:00 30", "04-06 10:00 30"]
    )
  }

  @Test func changesOfManyThatCannotBeExpandedAreRefused() throws {
    let daily = ["DTSTART:20270301T090000Z", "DURATION:PT30M", "RRULE:FREQ=DAILY;COUNT=5"]
    func change(_ range: String, _ more: String...) -> [String] {
      let id = "RECURRENCE-ID;RANGE=\(range):20270303T090000Z"
      return [id, "DTSTART:20270303T110000Z", "DURATION:PT45M"] + more
    }
    #expect(try refusal([daily, change("THISANDPRIOR")]).contains("THISANDPRIOR is not"))
    let other = change("THISANDFUTURE", "RRULE:FREQ=WEEKLY;COUNT=2")
    #expect(try refusal([daily, other]).contains("with another rule"))
    let same = change("THISANDFUTURE", "RRULE:FREQ=DAILY;COUNT=5")
    #expect(try slots([daily, same]).count == 5)
  }

  /// Dates and times without a zone are the block's, also where the series is of another one.
  @Test func changesAreOnTheBlocksClock() throws {
    let tokyo = [
      "DTSTART;TZID=Asia/Tokyo:20270104T150000", "DURATION:PT30M", "RRULE:FREQ=WEEKLY;COUNT=2",
    ]
    let change = ["RECURRENCE-ID:20270111T150000", "DTSTART;VALUE=DATE:20270111"]
    #expect(try slots([tokyo, change]) == ["01-04 07:00 30", "01-11 00:00 1440"])
  }

  /// Of a newer series that no longer has the repetition, the older change of it is none either.
  @Test func staleChangesAreNone() throws {
    let master = Self.weekly + ["SEQUENCE:2"]
    func change(_ sequence: Int) -> [String] {
      [
        "RECURRENCE-ID:20270301T080000Z", "DTSTART:20270301T100000Z", "DURATION:PT30M",
        "SEQUENCE:\(sequence)",
      ]
    }
    #expect(try slots([master, change(1) + ["RRULE:FREQ=WEEKLY"]]).count == 3)
    #expect(try slots([master, change(2) + ["RRULE:FREQ=WEEKLY"]]).count == 4)
    #expect(try slots([master, change(1)]).count == 4)
    #expect(try slots([master, change(2)]).count == 4)
  }

  @Test func anEmptyRuleIsNone() throws {
    #expect(try slots([["DTSTART:20270301T090000Z", "DURATION:PT30M", "RRULE:"]]).count == 1)
  }

  // MARK: Sets

  @Test func datesAreAddedAndTakenAway() throws {
    let event = ["DTSTART:20270301T090000Z", "DTEND:20270301T093000Z"]
    #expect(
      try slots([event + ["RDATE:20270305T090000Z,20270309T090000Z"]]) == [
        "03-01 10:00 30", "03-05 10:00 30", "03-09 10:00 30",
      ]
    )
    let periods =
      "RDATE;VALUE=PERIOD:20270302T090000Z/PT1H,20270303T090000Z/20270303T091000Z"
    #expect(
      try slots([event + [periods]]) == ["03-01 10:00 30", "03-02 10:00 60", "03-03 10:00 10"]
    )
    #expect(
      try slots([event + ["RRULE:FREQ=WEEKLY;COUNT=3", "EXRULE:FREQ=WEEKLY;INTERVAL=2"]]) == [
        "03-08 10:00 30"
      ]
    )
    #expect(
      try slots([event + ["RRULE:FREQ=WEEKLY;COUNT=3", "RRULE:FREQ=DAILY;COUNT=2"]]) == [
        "03-01 10:00 30", "03-02 10:00 30", "03-08 10:00 30", "03-15 10:00 30",
      ]
    )
    #expect(
      try slots([event + ["RRULE:FREQ=WEEKLY;UNTIL=20270228T000000Z"]]) == ["03-01 10:00 30"]
    )
  }

  @Test func repetitionsAreCutWhereTheCallerSays() throws {
    let event = ["DTSTART;TZID=Europe/Berlin:20270301T090000", "DURATION:PT30M"]
    for rule in ["UNTIL=99991231T235959Z", "COUNT=100000000", "INTERVAL=1"] {
      let slots = try slots([event + ["RRULE:FREQ=DAILY;" + rule]], until: "2027-04-01")
      #expect(slots.count == 31 && slots.last == "03-31 09:00 30", "\(rule)")
    }
    #expect(try slots([event], until: "2027-01-01") == ["03-01 09:00 30"])
  }

  /// Thunderbird writes such an event around changes of which it does not know the rest.
  @Test func whatTakesNoTimeIsPassedOver() throws {
    let faked = [
      "DTSTART;TZID=Europe/Paris:20270627T140000", "DTEND;TZID=Europe/Paris:20270627T140000",
      "RDATE;TZID=Europe/Paris:20270627T140000", "X-MOZ-FAKED-MASTER:1",
    ]
    let change = [
      "RECURRENCE-ID;TZID=Europe/Paris:20270627T140000",
      "DTSTART;TZID=Europe/Paris:20270627T140000", "DTEND;TZID=Europe/Paris:20270627T150000",
    ]
    #expect(try slots([faked, change]) == ["06-27 14:00 60"])
    for end in [["DTEND:20270301T090000Z"], ["DURATION:PT0S"], []] {
      let lines = ICalendarTests.event(["DTSTART:20270301T090000Z"] + end)
      let result = try ICalendarTests.read(ICalendarTests.calendar(lines))
      #expect(result.records.isEmpty && result.passedOver == 1, "\(end)")
    }
  }

  // MARK: Revisions

  private static func revision(_ time: String, _ more: String...) -> [String] {
    ["DTSTART:20270104T\(time)00Z", "DURATION:PT30M"] + more
  }

  @Test func theNewestRevisionCountsWhereverItStands() throws {
    let old = Self.revision("0900", "SEQUENCE:1", "DTSTAMP:20260109T000000Z")
    let new = Self.revision("1100", "SEQUENCE:2", "DTSTAMP:20260101T000000Z")
    let newer = Self.revision("1200", "SEQUENCE:2", "DTSTAMP:20260102T000000Z")
    for events in [[old, new], [new, old]] { #expect(try slots(events) == ["01-04 12:00 30"]) }
    for events in [[newer, new, old], [old, newer, new]] {
      #expect(try slots(events) == ["01-04 13:00 30"])
    }
    #expect(try slots([new, new]) == ["01-04 12:00 30"])
    let calendars = [new, old].map { ICalendarTests.calendar(ICalendarTests.event($0)) }
    #expect(try ICalendarTests.read(calendars.joined()).records.count == 1)
  }

  @Test func changesHaveRevisionsToo() throws {
    let first = Self.moved(";VALUE=DATE:20270111", "SEQUENCE:3")
    let gone = Self.moved(":20270111T080000Z", "SEQUENCE:4", "STATUS:CANCELLED")
    #expect(try slots([gone, Self.weekly, first]).count == 2)
    let back = Self.moved(":20270111T090000", "SEQUENCE:5")
    #expect(try slots([back, gone, Self.weekly, first]) == Self.oneMoved)
  }

  /// Nothing is guessed of two that say something else and are equally new.
  @Test func equalRevisionsAreRefused() throws {
    let events = [Self.revision("0900"), Self.revision("1100")]
    #expect(try refusal(events).contains("neither SEQUENCE nor DTSTAMP"))
  }

  @Test func uidsAreComparedByteByByte() throws {
    let lines = ["e\u{301}", "\u{E9}"].flatMap {
      ICalendarTests.event(Self.revision("0900"), uid: $0)
    }
    #expect(try ICalendarTests.read(ICalendarTests.calendar(lines)).records.count == 2)
  }

  // MARK: Bounds

  /// A caller decides how many slots a file can come to; more is refused with the event's line, and no
  /// list of them is ever made.
  @Test func aFileHasABound() throws {
    let rules = (1...1000).map { number in
      ICalendarTests.event(
        ["DTSTART:20270101T000000Z", "DURATION:PT1M", "RRULE:FREQ=DAILY;COUNT=5000"],
        uid: "\(number)"
      )
    }
    let text = ICalendarTests.calendar(rules.flatMap { $0 })
    var reader = ICalendarReader(
      block: ICalendarTests.block,
      zone: .utc,
      until: nil,
      limit: 10_001
    )
    for (index, line) in text.split(separator: "\r\n").enumerated() {
      #expect(reader.read(Array(line.utf8), number: index + 1).isEmpty)
    }
    var made = 0
    var refused: [Int] = []
    for read in reader.finish() {
      switch read.result {
      case .success(.slot): made += 1
      case .success: break
      case .failure(let error):
        #expect(error.message(in: .utc).contains("more than 10001 slots"))
        refused.append(read.line)
      }
    }
    #expect(made == 10_000 && refused.count == 998 && refused.first == 2 * 6 + 3)
  }

  /// Whoever counts for themselves stops, and nothing goes on without them.
  @Test func aCallerCanStop() throws {
    let event = ["DTSTART:20270101T000000Z", "DURATION:PT1M", "RRULE:FREQ=DAILY;COUNT=50000"]
    var reader = ICalendarReader(block: ICalendarTests.block, zone: .utc, until: nil)
    let lines = ICalendarTests.calendar(ICalendarTests.event(event)).split(separator: "\r\n")
    for (index, line) in lines.enumerated() {
      _ = reader.read(Array(line.utf8), number: index + 1)
    }
    var records = reader.finish()
    for _ in 0..<5 { #expect(records.next() != nil) }
    #expect(Array(records.prefix(3)).count == 3)
  }
}
