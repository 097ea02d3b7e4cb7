import Testing

@testable import SlotDomain

/// Series of whole days that programs end, except and change by times of day.
@Suite struct ICalendarDayTests {
  /// The days of an event in March 2027, in a block of some zone.
  private func days(_ lines: [String], _ more: [String] = [], in zone: String) throws -> [Int] {
    let events = ICalendarTests.event(lines) + more
    let zone = try Zone(named: zone)
    return try ICalendarTests.slots(events, zone: zone.name).map {
      let date = zone.date($0.range.start)
      #expect($0.range.start == zone.startOfDay(date), "A day is whole")
      #expect($0.range.end == zone.startOfDay(date.adding(days: 1)))
      #expect(date.year == 2027 && date.month == 3)
      return date.day
    }
  }

  private static let blocks = [
    "Europe/Berlin", "UTC", "America/Los_Angeles", "Pacific/Auckland", "Asia/Kathmandu",
  ]

  /// Outlook ends with midnight of the last day, in a zone that it does not name, written in UTC.
  @Test(arguments: [
    ("Berlin", "20270302T230000Z"), ("London", "20270303T000000Z"),
    ("New York", "20270303T050000Z"), ("Honolulu", "20270303T100000Z"),
    ("Kolkata", "20270302T183000Z"), ("Tokyo", "20270302T150000Z"),
    ("Auckland in summer", "20270302T110000Z"), ("Auckland in winter", "20270302T120000Z"),
    ("Chatham", "20270302T101500Z"), ("St John's", "20270303T033000Z"),
    // Google ends with the last second of the last day.
    ("Berlin", "20270303T225959Z"), ("UTC", "20270303T235959Z"),
    ("New York", "20270304T045959Z"), ("Auckland", "20270303T105959Z"),
    // Others, with a day, a time without a zone, or any time of the day.
    ("a day", "20270303"), ("floating", "20270303T000000"), ("floating", "20270303T235959"),
    ("any time", "20270303T174533Z"),
  ])
  func theLastDayIsTheOneThatIsMeant(where: String, until: String) throws {
    let event = ["DTSTART;VALUE=DATE:20270301", "RRULE:FREQ=DAILY;UNTIL=\(until)"]
    for block in Self.blocks { #expect(try days(event, in: block) == [1, 2, 3], "\(block)") }
  }

  /// In the zone of which the calendar speaks, it is known whose midnight it is.
  @Test func theCalendarsZoneDecides() throws {
    let event = ["DTSTART;VALUE=DATE:20270301", "RRULE:FREQ=DAILY;UNTIL=20270303T110000Z"]
    func days(_ zone: String) throws -> Int {
      let lines = ["X-WR-TIMEZONE:\(zone)"] + ICalendarTests.event(event)
      return try ICalendarTests.slots(lines).count
    }
    #expect(try days("Pacific/Pago_Pago") == 3)
    #expect(try days("Pacific/Auckland") == 4)
  }

  @Test(arguments: [
    ";TZID=W. Europe Standard Time:20270302T000000", ":20270301T230000Z", ":20270302T000000Z",
    ":20270302T050000Z", ";VALUE=DATE:20270302", ":20270302", ":20270302T000000",
    ";TZID=UTC:20270301T230000", ":20270301T110000Z",
  ])
  func exceptionsAreOfTheDayThatIsMeant(date: String) throws {
    let event = ["DTSTART;VALUE=DATE:20270301", "RRULE:FREQ=DAILY;COUNT=4", "EXDATE\(date)"]
    for block in Self.blocks { #expect(try days(event, in: block) == [1, 3, 4], "\(block)") }
  }

  /// Where the likeliest day is none of the series, the one that stands there is meant.
  @Test func exceptionsAreOfADayOfTheSeries() throws {
    let weekly = ["DTSTART;VALUE=DATE:20270303", "RRULE:FREQ=WEEKLY;COUNT=3"]
    #expect(try days(weekly + ["EXDATE:20270309T230000Z"], in: "UTC") == [3, 17])
    #expect(try days(weekly + ["EXDATE:20270310T120000Z"], in: "UTC") == [3, 17])
    #expect(try days(weekly + ["EXDATE:20270312T000000Z"], in: "UTC") == [3, 10, 17])
  }

  @Test(arguments: [
    ";TZID=W. Europe Standard Time:20270302T000000", ":20270301T230000Z", ";VALUE=DATE:20270302",
  ])
  func changesAreOfTheDayThatIsMeant(id: String) throws {
    let event = ["DTSTART;VALUE=DATE:20270301", "RRULE:FREQ=DAILY;COUNT=3"]
    let change = ICalendarTests.event(["RECURRENCE-ID\(id)", "DTSTART;VALUE=DATE:20270320"])
    for block in Self.blocks {
      #expect(try days(event, change, in: block) == [1, 20, 3], "\(block)")
    }
  }

  @Test func wholeDaysDoNotRepeatWithinADay() throws {
    let event = ["DTSTART;VALUE=DATE:20270301", "RRULE:FREQ=HOURLY;COUNT=3"]
    let text = ICalendarTests.calendar(ICalendarTests.event(event))
    let error = #expect(throws: SlotError.self) {
      try ICalendarTests.read(text).records.first?.result.get()
    }
    #expect(error?.message(in: .utc).contains("HOURLY of whole days") == true)
  }

  /// Days are as long as the zone has them, wherever the clock is changed.
  @Test func daysAreWhole() throws {
    for end in [
      "DURATION:PT172800S", "DTEND:20270329T235900", "DTEND:20270329T220000Z", "DTEND:20270330",
    ] {
      let event = ["DTSTART;VALUE=DATE:20270328", end]
      let slots = try ICalendarTests.slots(ICalendarTests.event(event), zone: "Europe/Berlin")
      #expect(slots.map(\.range.length) == [.hours(47)], "\(end)")
    }
  }

  @Test func daysThatEndWhereTheyBeginAreOne() throws {
    for end in [
      "DTEND;VALUE=DATE:20270301", "DURATION:P0D", "DURATION:P1D", "DTEND:20270302",
      "DURATION:PT86400S", "DURATION:PT1H", "DTEND:20270301T235900", "DTEND:20270301T230000Z",
      "DTEND:20270302T000000", "DTEND;TZID=Nowhere:20270301T180000", "DTEND:20270301T225959Z",
    ] {
      #expect(
        try days(["DTSTART;VALUE=DATE:20270301", end], in: "Europe/Berlin") == [1],
        "\(end)"
      )
    }
  }
}
