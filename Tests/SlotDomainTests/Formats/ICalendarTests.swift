import Testing

@testable import SlotDomain

@Suite struct ICalendarTests {
  static let block = BookingBlock.ID(high: 1, low: 2)

  /// A calendar around some lines.
  static func calendar(_ lines: [String]) -> String {
    (["BEGIN:VCALENDAR", "VERSION:2.0"] + lines + ["END:VCALENDAR"]).map { $0 + "\r\n" }.joined()
  }

  static func event(_ lines: [String], uid: String = "a") -> [String] {
    ["BEGIN:VEVENT", "UID:\(uid)"] + lines + ["END:VEVENT"]
  }

  static func read(
    _ text: String,
    zone: String = "Europe/Warsaw",
    until: Instant? = nil
  ) throws -> (records: [ReadRecord], passedOver: Int) {
    var reader = ICalendarReader(block: block, zone: try Zone(named: zone), until: until)
    var records: [ReadRecord] = []
    let lines = text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    for (index, line) in lines.enumerated() {
      records += reader.read(Array(line), number: index + 1)
    }
    records += reader.finish()
    // What a file says of an event as a whole has tests of its own.
    records.removeAll { if case .success(.withdrawal) = $0.result { true } else { false } }
    return (records, reader.passedOver)
  }

  static func slots(
    _ lines: [String],
    zone: String = "Europe/Warsaw",
    until: Instant? = nil
  ) throws -> [SlotRecord] {
    try read(calendar(lines), zone: zone, until: until).records.map {
      guard case .slot(let slot) = try $0.result.get() else { throw SlotError.stopped }
      return slot
    }
  }

  /// The starts of an event's slots on the clock of a zone: `03-29 09:00`.
  private func starts(
    _ lines: [String],
    in zone: String = "Europe/Warsaw",
    until: Instant? = nil
  ) throws -> [String] {
    let zone = try Zone(named: zone)
    return try Self.slots(Self.event(lines), zone: zone.name, until: until).map {
      let text = TimeText.local($0.range.start, in: zone)
      return "\(text.dropFirst(5).prefix(5)) \(text.dropFirst(11).prefix(5))"
    }
  }

  private func refusal(_ lines: [String]) throws -> String {
    let records = try Self.read(Self.calendar(Self.event(lines))).records
    #expect(records.map(\.line) == [3])
    let error = #expect(throws: SlotError.self) { try records.first?.result.get() }
    return error?.message(in: .utc) ?? ""
  }

  // MARK: Times

  @Test func anEventBecomesASlot() throws {
    let lines = Self.event([
      "DTSTART;TZID=\"Europe/Warsaw\":20260302T100000", "DTEND:20260302T092000Z",
      "SUMMARY:Jaki\\, dzie", " ń\\nb", "LOCATION:Room\\; 2", "BEGIN:VALARM", "DURATION:PT5M",
      "SUMMARY:no", "END:VALARM",
    ])
    let slot = try #require(try Self.slots(lines, zone: "Asia/Tokyo").first)
    #expect(slot.range == range(540, 560))
    #expect(slot.metadata?["summary"]?.string == "Jaki, dzień\nb")
    #expect(slot.metadata?["location"]?.string == "Room; 2")
    #expect(slot.metadata?["uid"]?.string == "a")
    #expect(try Self.slots(lines) == [slot])
    let other = try Self.slots(
      Self.event(["DTSTART:20260302T090000Z", "DURATION:PT20M"], uid: "b")
    ).first
    #expect(other?.range == slot.range && other?.id != slot.id)
  }

  @Test func floatingTimesAndWholeDaysAreTheBlocks() throws {
    let floating = Self.event(["DTSTART:20260302T100000", "DURATION:PT20M"])
    #expect(try Self.slots(floating).first?.range == range(540, 560))
    let day = Self.event(["DTSTART;VALUE=DATE:20260329"])
    let short = try #require(try Self.slots(day).first?.range)
    #expect(short.length == .hours(23))
    let days = Self.event(["DTSTART;VALUE=DATE:20260302", "DTEND;VALUE=DATE:20260304"])
    #expect(try Self.slots(days, zone: "UTC").first?.range == range(0, 2 * 24 * 60))
  }

  /// A day of DURATION is one of the calendar, 24 hours are not.
  @Test func durationsAreNominalOrExact() throws {
    func length(_ duration: String) throws -> Span? {
      try Self.slots(Self.event(["DTSTART:20260328T120000", "DURATION:\(duration)"])).first?
        .range.length
    }
    #expect(try length("P1D") == .hours(23))
    #expect(try length("PT24H") == .hours(24))
    #expect(try length("P1W") == .hours(7 * 24 - 1))
    #expect(try length("+P1DT1H30M5S") == Span(milliseconds: (24 * 60 + 30) * 60_000 + 5000))
  }

  /// calcurse leaves it out unless it is told not to.
  @Test func eventsWithoutUIDAreKnownByWhatTheyAre() throws {
    let lines = ["BEGIN:VEVENT", "DTSTART:20260302T090000Z", "DURATION:PT20M", "SUMMARY:a"]
    let slot = try #require(try Self.slots(lines + ["END:VEVENT"]).first)
    #expect(slot.metadata?["uid"] == nil && slot.metadata?["summary"]?.string == "a")
    #expect(try Self.slots(lines + ["DTSTAMP:20260101T000000Z", "END:VEVENT"]) == [slot])
    let other = try Self.slots(lines + ["RRULE:FREQ=DAILY;COUNT=2", "END:VEVENT"])
    #expect(other.count == 2 && !other.map(\.id).contains(slot.id))
  }

  @Test(arguments: [
    "GMT Standard Time", "Europe/London", "/citadel.org/20250101_1/Europe/London",
    "/freeassociation.sourceforge.net/Europe/London",
  ])
  func zonesHaveManyNames(name: String) throws {
    let lines = Self.event(["DTSTART;TZID=\(name):20260702T100000", "DURATION:PT20M"])
    let start = try Self.slots(lines).first?.range.start
    #expect(start.map(TimeText.utc) == "2026-07-02T09:00:00.000Z")
  }

  @Test func everyWindowsZoneIsKnownHere() throws {
    let rows = WindowsZones.table.split(separator: "\n").map { $0.split(separator: "|") }
    #expect(rows.count > 130)
    for row in rows {
      try #require(row.count == 2)
      #expect(WindowsZones.name(of: String(row[0])) == String(row[1]))
      #expect((try? Zone(named: String(row[1]))) != nil, "\(row)")
    }
    #expect(WindowsZones.name(of: "W. Europe Standard Time") == "Europe/Berlin")
    #expect(WindowsZones.name(of: "Nowhere Standard Time") == nil)
  }

  private static let custom = [
    "BEGIN:VTIMEZONE", "TZID:Customized Time Zone", "BEGIN:STANDARD", "DTSTART:16010101T030000",
    "TZOFFSETFROM:+0200", "TZOFFSETTO:+0100", "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10",
    "END:STANDARD", "BEGIN:DAYLIGHT", "DTSTART:16010101T020000", "TZOFFSETFROM:+0100",
    "TZOFFSETTO:+0200", "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3", "END:DAYLIGHT", "END:VTIMEZONE",
  ]

  /// A described zone with Warsaw's rules gives Warsaw's moments, the hours of change among them.
  @Test func describedZonesAreEvaluated() throws {
    let warsaw = ICalendarZone.known(try Zone(named: "Europe/Warsaw"))
    let texts = Self.instants.filter { $0[0] == "Europe/Warsaw" }.map { $0[1] }
      .filter { $0.prefix(4) >= "1997" }
    #expect(texts.count > 40)
    let lines = texts.flatMap {
      Self.event(["DTSTART;TZID=Customized Time Zone:\($0)", "DURATION:PT20M"], uid: $0)
    }
    let slots = try Self.slots(Self.custom + lines)
    #expect(slots.count == texts.count)
    for (text, slot) in zip(texts, slots) {
      let local = try #require(ICalendarTime(text)).local
      #expect(slot.range.start == warsaw.instant(local), "\(text)")
    }
    // A description may come after what needs it.
    #expect(try Self.slots(lines + Self.custom) == slots)
  }

  private static let instants = calendarInstants.split(separator: "\n")
    .map { $0.split(separator: " ").map(String.init) }

  /// The table was made by another program: Scripts/calendar-instants.py.
  @Test func momentsAreThoseOfAnotherProgram() throws {
    let rows = Self.instants
    #expect(rows.count > 600)
    for row in rows {
      let lines = Self.event(["DTSTART;TZID=\(row[0]):\(row[1])", "DURATION:PT20M"])
      let start = try Self.slots(lines).first?.range.start
      #expect(start?.seconds == Int64(row[2]), "\(row)")
    }
  }

  // MARK: Repetitions

  @Test func repetitionsAreExpanded() throws {
    let daily = ["DTSTART:20260327T090000", "DURATION:PT20M"]
    #expect(
      try starts(daily + ["RRULE:FREQ=DAILY;COUNT=4"])
        == ["03-27 09:00", "03-28 09:00", "03-29 09:00", "03-30 09:00"]
    )
    #expect(
      try starts(daily + ["RRULE:FREQ=DAILY;INTERVAL=10;UNTIL=20260416T070000Z"])
        == ["03-27 09:00", "04-06 09:00", "04-16 09:00"]
    )
    #expect(
      try starts(daily + ["RRULE:FREQ=DAILY;UNTIL=20260329", "EXDATE:20260328T090000"])
        == ["03-27 09:00", "03-29 09:00"]
    )
    #expect(
      try starts(daily + ["RRULE:FREQ=DAILY;COUNT=3", "EXDATE;VALUE=DATE:20260327,20260329"])
        == ["03-28 09:00"]
    )
    #expect(
      try starts(daily + ["RRULE:FREQ=DAILY;BYDAY=FR,SA;COUNT=3"])
        == ["03-27 09:00", "03-28 09:00", "04-03 09:00"]
    )
    #expect(
      try starts(daily + ["RRULE:FREQ=WEEKLY"], until: moment((34 * 24 + 7) * 60))
        == ["03-27 09:00", "04-03 09:00"]
    )
  }

  @Test func yearsComeRoundOnTheSameDate() throws {
    let leap = ["DTSTART;VALUE=DATE:20240229", "RRULE:FREQ=YEARLY"]
    #expect(
      try Self.slots(Self.event(leap), until: moment(365 * 5 * 1440)).map {
        Zone.utc.date($0.range.start + .hours(12)).description
      } == ["2024-02-29", "2028-02-29"]
    )
    let may = ["DTSTART:20260501T090000", "DURATION:PT1H", "RRULE:FREQ=YEARLY;INTERVAL=2;COUNT=3"]
    #expect(try starts(may) == ["05-01 09:00", "05-01 09:00", "05-01 09:00"])
  }

  /// calcurse missed a daily one on the day of the change and showed it twice on the next, and began a
  /// weekly one of 04:00 a week late.
  @Test("An event of every day or week is on each of its dates once, also where the clock changes")
  func clockChangesNeitherHideNorDouble() throws {
    for (first, days) in [
      ("20190329", ["03-29", "03-30", "03-31", "04-01", "04-02"]),
      ("20191025", ["10-25", "10-26", "10-27", "10-28", "10-29"]),
    ] {
      let daily = ["DTSTART:\(first)T120000", "DURATION:PT1H", "RRULE:FREQ=DAILY;COUNT=5"]
      #expect(try starts(daily, in: "Europe/Berlin") == days.map { $0 + " 12:00" })
    }
    let weekly = ["DTSTART:20190324T040000", "DURATION:PT1H", "RRULE:FREQ=WEEKLY;COUNT=3"]
    #expect(
      try starts(weekly, in: "Europe/Berlin") == ["03-24 04:00", "03-31 04:00", "04-07 04:00"]
    )
  }

  /// The examples of RFC 5545 §3.8.5.3 that have to do with weeks.
  @Test func weeksAreThoseOfTheRFC() throws {
    let start = ["DTSTART:19970902T090000", "DURATION:PT1H"]
    let zone = "America/New_York"
    #expect(
      try starts(
        start + ["RRULE:FREQ=WEEKLY;INTERVAL=2;UNTIL=19971224T000000Z;WKST=SU;BYDAY=TU"],
        in: zone
      ).map { $0.prefix(5) } == [
        "09-02", "09-16", "09-30", "10-14", "10-28", "11-11", "11-25", "12-09", "12-23",
      ]
    )
    #expect(
      try starts(start + ["RRULE:FREQ=WEEKLY;INTERVAL=2;COUNT=8;WKST=SU;BYDAY=TU,TH"], in: zone)
        .map { $0.prefix(5) }
        == ["09-02", "09-04", "09-16", "09-18", "09-30", "10-02", "10-14", "10-16"]
    )
    let august = ["DTSTART:19970805T090000", "DURATION:PT1H"]
    let rule = "RRULE:FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST="
    #expect(
      try starts(august + [rule + "MO"], in: zone).map { $0.prefix(5) }
        == ["08-05", "08-10", "08-19", "08-24"]
    )
    #expect(
      try starts(august + [rule + "SU"], in: zone).map { $0.prefix(5) }
        == ["08-05", "08-17", "08-19", "08-31"]
    )
  }

  @Test func changedRepetitionsTakeTheirPlace() throws {
    let series = Self.event([
      "DTSTART:20260302T100000Z", "DURATION:PT20M", "RRULE:FREQ=DAILY;COUNT=3",
    ])
    let moved = Self.event([
      "RECURRENCE-ID:20260303T100000Z", "DTSTART:20260303T120000Z", "DURATION:PT20M",
    ])
    let gone = Self.event(["RECURRENCE-ID:20260304T100000Z", "STATUS:CANCELLED"])
    let whole = try Self.slots(series)
    let (records, passedOver) = try Self.read(Self.calendar(moved + series + gone))
    let slots = records.compactMap { (read) -> SlotRecord? in
      guard case .success(.slot(let slot)) = read.result else { return nil }
      return slot
    }
    #expect(passedOver == 1)
    #expect(slots.map(\.range.start) == [moment(600), moment((24 + 12) * 60)])
    #expect(slots.map(\.id) == [whole[0].id, whole[1].id])
  }

  // MARK: Refusals

  @Test(arguments: [
    ("RRULE:FREQ=FORTNIGHTLY;COUNT=2", "FREQ=FORTNIGHTLY, which is not"),
    ("RRULE:COUNT=2", "does not say how often (FREQ)"),
    ("RRULE:FREQ=YEARLY;BYMONTH=3,13;COUNT=2", "BYMONTH that is not understood"),
    ("RRULE:FREQ=YEARLY;BYMONTHDAY=32;COUNT=2", "BYMONTHDAY that is not understood"),
    ("RRULE:FREQ=MONTHLY;BYMONTHDAY=0;COUNT=2", "BYMONTHDAY that is not understood"),
    ("RRULE:FREQ=MONTHLY;BYDAY=0MO;COUNT=2", "BYDAY that is not understood"),
    ("RRULE:FREQ=MONTHLY;BYDAY=MO,;COUNT=2", "BYDAY that is not understood"),
    ("RRULE:FREQ=WEEKLY;BYDAY=2MO;COUNT=1", "BYDAY that is not understood"),
    ("RRULE:FREQ=YEARLY;BYWEEKNO=20;BYDAY=2MO;COUNT=1", "not beside BYWEEKNO"),
    ("RRULE:FREQ=MONTHLY;BYWEEKNO=20;COUNT=1", "only a YEARLY one can have"),
    ("RRULE:FREQ=YEARLY;BYEASTER=0;COUNT=1", "BYEASTER=0, which is not understood"),
    ("RRULE:RSCALE=HEBREW;FREQ=YEARLY;COUNT=1", "RSCALE=HEBREW, which is not understood"),
    ("RRULE:FREQ=DAILY;INTERVAL=0;COUNT=1", "INTERVAL that is not understood"),
    ("RRULE:FREQ=DAILY;COUNT=1;UNTIL=20270101", "both COUNT and UNTIL"),
    ("RRULE:FREQ=DAILY;COUNT=0", "COUNT that is not understood"),
    ("RRULE:FREQ=DAILY;COUNT=900000000", "more than 100000 times"),
    ("RRULE:FREQ=DAILY;UNTIL=99991231T000000Z", "more than 100000 times"),
    ("RRULE:FREQ=DAILY;COUNT=1;COUNT=2", "says COUNT twice"), ("RRULE:x", "not understood"),
    ("RRULE:FREQ=DAILY", "--until"), ("RDATE;VALUE=DATE:20260303", "RDATE has a day"),
    ("RDATE:tomorrow", "RDATE must be a date"),
    ("EXRULE:FREQ=x", "FREQ=X, which is not understood"),
    ("EXDATE:2026", "EXDATE must be a date"),
  ])
  func whatCannotBeExpandedIsRefused(line: String, sentence: String) throws {
    let said = try refusal(["DTSTART:20260302T090000Z", "DURATION:PT20M", line])
    #expect(said.contains(sentence), "\(said)")
  }

  @Test(arguments: [
    (["DTSTART;TZID=Mars/Olympus:20260302T090000", "DURATION:PT1H"], "no time zone"),
    (["DTSTART;TZID=../../etc/passwd:20260302T090000", "DURATION:PT1H"], "no time zone"),
    (["DURATION:PT1H"], "no DTSTART"),
    (["DTSTART:20260230T090000Z", "DURATION:PT1H"], "must be a date and time"),
    (["DTSTART:999999999T090000Z", "DURATION:PT1H"], "must be a date and time"),
    (["DTSTART:20260302T090000Z", "DURATION:-PT1H"], "must be a length of time"),
    (["DTSTART:20260302T090000Z", "DTEND:20260302T080000Z"], "before the end"),
    (["DTSTART:99991231T230000Z", "DURATION:P9D"], "years 1 to 9999"),
  ])
  func whatIsWrongIsRefused(lines: [String], sentence: String) throws {
    let said = try refusal(lines)
    #expect(said.contains(sentence), "\(said)")
  }

  @Test(arguments: [
    ("", 1, "no calendar"), ("<html>\n", 1, "The calendar has a line that cannot be read"),
    ("BEGIN:VEVENT\n", 1, "no calendar"),
    ("BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:a\n", 2, "ends within"),
    ("BEGIN:VCALENDAR\nEND:VEVENT\n", 2, "has not begun"),
    (
      "BEGIN:VCALENDAR\nBEGIN:" + String(repeating: "V", count: 2000), 2,
      "within the \(String(repeating: "V", count: 57))… begun"
    ),
  ])
  func brokenFilesAreNamed(text: String, line: Int, sentence: String) throws {
    let records = try Self.read(text).records
    #expect(records.map(\.line) == [line])
    let error = #expect(throws: SlotError.self) { try records.first?.result.get() }
    #expect(error?.message(in: .utc).contains(sentence) == true, "\(String(describing: error))")
  }

  @Test func otherEntriesAreCounted() throws {
    let lines = ["BEGIN:VTODO", "UID:t", "END:VTODO", "BEGIN:VJOURNAL", "END:VJOURNAL"]
    let result = try Self.read(Self.calendar(lines))
    #expect(result.records == [] && result.passedOver == 2)
  }

  // MARK: Writing

  @Test func longLinesAreFolded() throws {
    let text = String(repeating: "źdźbło;", count: 40)
    let folded = ICalendarText.folded("SUMMARY:" + ICalendarText.escaped(text))
    let lines = folded.split(separator: "\r\n")
    #expect(lines.count > 4 && lines.allSatisfy { $0.utf8.count <= 75 })
    let joined = folded.replacing("\r\n ", with: "").replacing("\r\n", with: "")
    #expect(try ICalendarLine(Array(joined.utf8), number: 1).text == text)
    #expect(ICalendarText.escaped("a\u{1B}]0;\r\nb") == "a]0\\;\\nb")
  }

  @Test func whatIsWrittenIsReadAsWhatItIs() throws {
    let test = try TestStore()
    var slot = try test.slot(60)
    let block = try test.store.block(test.block)
    for status in Slot.Status.allCases {
      slot.status = status
      let text =
        ICalendarText.header(block) + ICalendarText.event(slot, in: block) + ICalendarText.footer
      let records = try Self.read(text).records
      guard case .slot(let read)? = try records.first?.result.get() else {
        Issue.record("It is a slot")
        return
      }
      #expect(read.id == slot.id && read.range == slot.range && read.status == status)
      #expect(read.metadata == nil && read.capacity == nil)
    }
  }
}
