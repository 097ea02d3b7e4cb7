import Testing

@testable import SlotDomain

/// What programs write that is not quite the RFC, or that readers trip over.
@Suite struct ICalendarLaxnessTests {
  private static let plain = ["DTSTART:20260302T090000Z", "DURATION:PT20M"]

  private func start(_ lines: [String]) throws -> String? {
    try ICalendarTests.slots(lines).first.map { String(TimeText.utc($0.range.start).prefix(16)) }
  }

  // MARK: Lines

  /// A mark that combines with what stands before it makes one character of both.
  @Test(arguments: [
    "SUMMARY:\u{301}x", "SUMMARY;LANGUAGE=\u{301}de:\u{301}x",
    "SUMMARY;A=\"\u{301}:\"\u{301};B=c:\u{301}x",
  ])
  func delimitersCanHaveMarksBehindThem(line: String) throws {
    let slot = try ICalendarTests.slots(ICalendarTests.event(Self.plain + [line])).first
    #expect(slot?.metadata?["summary"]?.string.map { Array($0.utf8) } == Array("\u{301}x".utf8))
  }

  @Test func valuesAreDividedAtEveryComma() throws {
    let line = try ICalendarLine(Array("EXDATE;X=\u{301}=y:a,\u{301}b, c ,".utf8), number: 1)
    #expect(line.values.map { Array($0.utf8) } == ["a", "\u{301}b", "c"].map { Array($0.utf8) })
    #expect(line.parameters["X"].map { Array($0.utf8) } == Array("\u{301}=y".utf8))
    let parameter = try ICalendarLine(Array("X;TZID=a^'b^^c^nd:".utf8), number: 1)
    #expect(parameter.parameters["TZID"] == "a\"b^c\nd")
  }

  @Test func whatStandsAroundTheCalendarSaysNothing() throws {
    let text = ICalendarTests.calendar(ICalendarTests.event(Self.plain))
    for lax in [
      "  " + text, "\r\n\r\n" + text, text + "X-COMMENT:from a cache\r\n", text + "\r\n \r\n",
    ] {
      let records = try ICalendarTests.read(lax).records
      #expect(records.count == 1 && (try? records[0].result.get()) != nil, "\(lax)")
    }
    let doubled = text.replacing("\r\n", with: "\r\r\n")
    #expect(try ICalendarTests.read(doubled).records.count == 1)
    #expect(try ICalendarTests.read(" \r\n").records.map(\.line) == [1])
  }

  @Test func daysCanHaveAZBehindThem() throws {
    let lines = ICalendarTests.event(["DTSTART;VALUE=DATE:20260302", "RDATE:20260304Z"])
    #expect(
      try ICalendarTests.slots(lines, zone: "UTC").map(\.range.start) == [
        moment(0), moment(2880),
      ]
    )
    #expect(ICalendarTime("20260304ZZ") == nil && ICalendarTime("20260304Z")?.isDate == true)
  }

  /// Days of another calendar are not taken for those of ours.
  @Test func otherCalendarsAreRefused() throws {
    let event = ICalendarTests.event(Self.plain)
    #expect(try start(["CALSCALE:gregorian "] + event) == "2026-03-02T09:00")
    let text = ICalendarTests.calendar(["CALSCALE:HEBREW"] + event)
    let records = try ICalendarTests.read(text).records
    let error = #expect(throws: SlotError.self) { try records.first?.result.get() }
    #expect(records.map(\.line) == [3] && error?.message(in: .utc).contains("HEBREW") == true)
  }

  @Test func blanksAroundValuesSayNothing() throws {
    let lines = [
      "BEGIN:VEVENT ", "UID:a", "DTSTART: 20260302T090000Z ", "DTEND:20260302T092000Z\t",
      "END: VEVENT",
    ]
    #expect(try start(lines) == "2026-03-02T09:00")
  }

  /// A picture within an event is no reason to refuse it, nor is a text that nobody reads.
  @Test func whatNobodyReadsCanBeAnything() throws {
    let picture = "ATTACH;ENCODING=BASE64:" + String(repeating: "A", count: 3 << 20)
    let folded =
      ["ATTACH:x"] + Array(repeating: " " + String(repeating: "A", count: 70_000), count: 40)
    var lines = ICalendarTests.event(Self.plain + [picture] + folded)
    #expect(try start(lines) == "2026-03-02T09:00")
    lines = ICalendarTests.event(Self.plain + ["SUMMARY:" + String(repeating: "A", count: 2 << 20)])
    #expect(throws: SlotError.self) { try ICalendarTests.slots(lines) }
    var reader = ICalendarReader(block: ICalendarTests.block, zone: .utc, until: nil)
    var records: [ReadRecord] = []
    let latin = Array("DESCRIPTION:".utf8) + [0xE4]
    for (index, line) in ["BEGIN:VCALENDAR", "BEGIN:VEVENT"].map({ Array($0.utf8) }).enumerated() {
      records += reader.read(line, number: index + 1)
    }
    records += reader.read(latin, number: 3)
    records += reader.read(Array("DTSTART:x".utf8), number: 4)
    #expect(records.isEmpty)
  }

  // MARK: Zones

  private static func zone(_ id: String, _ standard: [String], _ daylight: [String]) -> [String] {
    ["BEGIN:VTIMEZONE", "TZID:\(id)", "BEGIN:STANDARD", "TZOFFSETFROM:+0200", "TZOFFSETTO:+0100"]
      + standard + ["END:STANDARD", "BEGIN:DAYLIGHT", "TZOFFSETFROM:+0100", "TZOFFSETTO:+0200"]
      + daylight + ["END:DAYLIGHT", "END:VTIMEZONE"]
  }

  private static let autumn = "DTSTART:19701025T030000"
  private static let spring = "DTSTART:19700329T020000"
  private static let days = "BYMONTHDAY=25,26,27,28,29,30,31"

  /// The last Sundays of March and October, as many programs write them.
  static let descriptions: [([String], [String])] = [
    (["RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU"], ["RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU"]),
    (
      ["RRULE:FREQ=YEARLY;BYMONTH=10;\(days);BYDAY=SU"],
      ["RRULE:FREQ=YEARLY;BYMONTH=3;\(days);BYDAY=SU"]
    ),
    (
      ["RRULE:FREQ=YEARLY;COUNT=80;BYMONTH=10;BYDAY=-1SU"],
      ["RRULE:FREQ=YEARLY;COUNT=80;BYMONTH=3;BYDAY=-1SU"]
    ),
    (
      ["RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU;BYHOUR=3;BYMINUTE=0"],
      ["RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU;BYHOUR=2;BYMINUTE=0"]
    ),
    // No month: that of the beginning would be taken for a rule of days, so the year counts.
    (["RRULE:FREQ=MONTHLY;INTERVAL=12;BYDAY=-1SU"], ["RRULE:FREQ=MONTHLY;INTERVAL=12;BYDAY=-1SU"]),
    (
      ["RDATE:20261025T030000,20271031T030000", "RDATE:20281029T030000"],
      ["RDATE:20270328T020000,20280326T020000"]
    ),
    (
      ["rrule:freq=yearly; bymonth=10; byday=-1su; until=20401231T000000Z"],
      ["RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU"]
    ),
  ]

  @Test(arguments: 0..<ICalendarLaxnessTests.descriptions.count)
  func describedZonesAreEvaluated(index: Int) throws {
    let (standard, daylight) = Self.descriptions[index]
    let zone = Self.zone(
      "Home\\, sweet\\; home",
      [Self.autumn] + standard,
      [Self.spring] + daylight
    )
    for (local, utc) in [
      ("20270105T090000", "2027-01-05T08:00"), ("20270705T090000", "2027-07-05T07:00"),
      ("20270328T015900", "2027-03-28T00:59"), ("20270328T030000", "2027-03-28T01:00"),
      ("20271031T015900", "2027-10-30T23:59"), ("20271031T030000", "2027-10-31T02:00"),
    ] {
      let event = ["DTSTART;TZID=\"Home, sweet; home\":\(local)", "DURATION:PT20M"]
      #expect(try start(zone + ICalendarTests.event(event)) == utc, "\(local)")
    }
  }

  /// What comes after the years that are worked out is as it was 400 years before.
  @Test func describedZonesGoOn() throws {
    let zone = Self.zone(
      "Home",
      [Self.autumn] + Self.descriptions[0].0,
      [Self.spring] + Self.descriptions[0].1
    )
    for year in [2499, 2500, 2900, 5000, 9998] {
      let events = ["01", "07"].map {
        ["DTSTART;TZID=Home:\(year)\($0)05T090000", "DURATION:PT20M"]
      }
      #expect(try start(zone + ICalendarTests.event(events[0])) == "\(year)-01-05T08:00")
      #expect(try start(zone + ICalendarTests.event(events[1])) == "\(year)-07-05T07:00")
    }
  }

  @Test func hostileDescriptionsEnd() throws {
    let zone = Self.zone("Home", [Self.autumn, "RRULE:FREQ=SECONDLY"], [Self.spring])
    let event = ICalendarTests.event(["DTSTART;TZID=Home:20270105T090000", "DURATION:PT20M"])
    let records = try ICalendarTests.read(ICalendarTests.calendar(zone + event)).records
    let error = #expect(throws: SlotError.self) { try records.first?.result.get() }
    #expect(error?.message(in: .utc).contains("more than 20000 changes") == true)
    // Whom nobody asks, nobody works out.
    #expect(try start(zone + ICalendarTests.event(Self.plain)) == "2026-03-02T09:00")
  }

  @Test(arguments: [
    ("(UTC+01:00) Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna", "Europe/Berlin"),
    ("(GMT+01:00) Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna", "Europe/Berlin"),
    ("(UTC+01:00) Amsterdam, Berlin, Bern, Rom, Stockholm, Wien", "Europe/Berlin"),
    ("(UTC-05:00) Eastern Time (US & Canada)", "America/New_York"),
    ("(UTC-05:00) Eastern Time (US and Canada)", "America/New_York"),
    ("(GMT-08:00) Pacific Time (US and Canada); Tijuana", "America/Los_Angeles"),
    ("(UTC+05:30) Chennai, Kolkata, Mumbai, New Delhi", "Asia/Kolkata"),
    ("(UTC+00:00) Dublin, Edinburgh, Lisbon, London", "Europe/London"),
    ("/freeassociation.sourceforge.net/Tzfile/Europe/Berlin", "Europe/Berlin"),
    ("/freeassociation.sourceforge.net/Europe/Berlin", "Europe/Berlin"),
    ("freeassociation.sourceforge.net/Tzfile/Europe/Berlin", "Europe/Berlin"),
    ("/softwarestudio.org/Olson_20011030_5/America/Argentina/Salta", "America/Argentina/Salta"),
    ("/mozilla.org/20050126_1/Asia/Tokyo", "Asia/Tokyo"), (" Europe/Berlin ", "Europe/Berlin"),
    ("W. Europe Standard Time", "Europe/Berlin"), ("Tokyo Standard Time", "Asia/Tokyo"),
  ])
  func zonesAreKnownByManyNames(name: String, zone: String) throws {
    let found = try ICalendarZones().named(name)
    guard case .known(let known) = found else {
      Issue.record("\(name) is known")
      return
    }
    let summer = Instant(milliseconds: 1_782_900_000_000)
    let expected = try Zone(named: zone)
    #expect(known.offset(at: summer) == expected.offset(at: summer))
    #expect(known.offset(at: moment(0)) == expected.offset(at: moment(0)))
  }

  /// A zone that is not known is refused, and is never UTC or one that is called alike.
  @Test(arguments: [
    "Nowhere", "(UTC+01:00) Nowhere", "(UTC+01:00)", "(UTC", "Europe/Berlin/Room", "x/Berlin",
    "Customized Time Zone", "(UTC+01:00) Amsterdam, Athens", "GMT+0100", "",
  ])
  func zonesThatAreNotKnownAreRefused(name: String) {
    #expect(throws: SlotError.self) { try ICalendarZones().named(name) }
  }
}
