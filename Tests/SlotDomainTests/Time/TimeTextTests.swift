import Testing

@testable import SlotDomain
@testable import TestDriver

@Suite struct TimeTextTests {
  @Test(arguments: [
    ("2026-11-23T09:00:00.000Z", "2026-11-23T09:00:00.000Z"),
    ("2026-11-23T09:00:00.000+01:00", "2026-11-23T08:00:00.000Z"),
    ("2026-11-23T09:00+0100", "2026-11-23T08:00:00.000Z"),
    ("2026-11-23T09:00+01", "2026-11-23T08:00:00.000Z"),
    ("2026-11-23 09:00-05:30", "2026-11-23T14:30:00.000Z"),
    ("2026-11-23T09:00-00:00", "2026-11-23T09:00:00.000Z"),
    ("2026-11-23T09:00", "2026-11-23T08:00:00.000Z"),
    ("2026-07-23 09:00", "2026-07-23T07:00:00.000Z"),
    ("2026-11-23T09:00:01", "2026-11-23T08:00:01.000Z"),
    ("2026-11-23T09:00:01.5", "2026-11-23T08:00:01.500Z"),
    ("2026-11-23T09:00:01.123999999Z", "2026-11-23T09:00:01.123Z"),
    ("2026-11-23T24:00", "2026-11-23T23:00:00.000Z"),
    ("2026-12-31T24:00:00.000Z", "2027-01-01T00:00:00.000Z"),
    ("2026-11-23", "2026-11-22T23:00:00.000Z"),
    ("2021-03-28", "2021-03-27T23:00:00.000Z"),
    ("2020-10-25T02:30+02:00", "2020-10-25T00:30:00.000Z"),
    ("2020-10-25T02:30+01:00", "2020-10-25T01:30:00.000Z"),
    ("2021-03-28T02:30+01:00", "2021-03-28T01:30:00.000Z"),
    ("2021-03-28T03:00", "2021-03-28T01:00:00.000Z"),
    ("0001-01-01T00:00Z", "0001-01-01T00:00:00.000Z"),
    ("1969-12-31T23:59:59.999Z", "1969-12-31T23:59:59.999Z"),
    ("9999-12-31T23:59:59.999Z", "9999-12-31T23:59:59.999Z"),
  ])
  func readsTimes(text: String, expected: String) throws {
    let zone = try Zone(named: "Europe/Berlin")
    #expect(TimeText.utc(try TimeText.instant(text, in: zone)) == expected)
  }

  @Test(arguments: [
    "", " ", "2026", "2026-11", "2026-11-23T", "2026-11-23T09", "2026-11-23T9:00",
    "2026-11-23T0900",
    "20261123T090000Z", "2026-11-23T09:00:", "2026-11-23T09:00:0", "2026-11-23T09:00:00.",
    "2026-11-23T09:00:00,5", "2026-11-23T09:00:00.1234567890", "2026-11-23T09:00 ",
    "2026-11-23  09:00", "2026-11-23t09:00", "2026-11-23T09:00z", "2026-11-23T09:00+",
    "2026-11-23T09:00+1", "2026-11-23T09:00+01:", "2026-11-23T09:00+01:0", "2026-11-23T09:00+010",
    "2026-11-23T09:00+01:00:00", "2026-11-23T09:00ZZ", "2026-11-23T09:00 Europe/Berlin",
    "2026-11-23Z", "2026-11-23+01:00", "-2026-11-23T09:00Z", "12026-11-23T09:00Z", "now",
    "1606121999",
    "2026-11-23T09:00:00.000Z\n", "2026-11-23T٠٩:00", "2026-W48-1", "23.11.2026 09:00",
    "2026-11-23T09:00−01:00", "2026-11-23T09:00:00.000\u{301}Z",
  ])
  func refusesOtherForms(text: String) {
    #expect(throws: TimeProblem.malformed(text)) { try TimeText.instant(text, in: .utc) }
  }

  @Test(arguments: [
    "2026-13-01", "2026-00-01", "2026-02-29", "2026-11-31T09:00", "2026-11-00", "0000-01-01",
    "2026-11-23T25:00", "2026-11-23T10:60", "2026-11-23T24:01", "2026-11-23T24:00:01",
    "2026-11-23T24:00:00.000000001", "2016-12-31T23:59:60Z", "2026-11-23T09:00:61",
    "2026-11-23T09:00+24:00", "2026-11-23T09:00-01:60", "9999-12-31T24:00Z",
    "9999-12-31T23:59-00:01", "0001-01-01T00:00+00:01",
  ])
  func refusesWhatIsOutOfRange(text: String) {
    #expect(throws: TimeProblem.outOfRange(text)) { try TimeText.instant(text, in: .utc) }
  }

  @Test func namesTheGapAndTheOffsets() throws {
    let zone = try Zone(named: "Europe/Warsaw")
    let night = try #require(CivilDate("2027-03-28"))
    let half = LocalTime(date: night, hour: 2, minute: 30)
    let gap = LocalGap(
      before: LocalTime(date: night, hour: 2),
      after: LocalTime(date: night, hour: 3),
      instant: try TimeText.instant("2027-03-28T01:00Z", in: .utc)
    )
    #expect(throws: TimeProblem.doesNotExist(half, gap: gap)) {
      try TimeText.instant("2027-03-28T02:30", in: zone)
    }
    let repeated = LocalTime(date: try #require(CivilDate("2027-10-31")), hour: 2)
    let problem = TimeProblem.ambiguous(repeated, firstOffset: 7200, secondOffset: 3600)
    #expect(throws: problem) { try TimeText.instant("2027-10-31 02:00", in: zone) }
  }

  /// The end of a day exists, also where the clock is put forward over midnight, or back to it.
  @Test(arguments: [
    ("America/Santiago", "2026-09-05", "2026-09-06T04:00:00.000Z"),
    ("America/Santiago", "2026-04-04", "2026-04-05T04:00:00.000Z"),
    ("America/Havana", "2026-03-07", "2026-03-08T05:00:00.000Z"),
    ("America/Havana", "2026-10-31", "2026-11-01T04:00:00.000Z"),
    ("Asia/Beirut", "2026-03-28", "2026-03-28T22:00:00.000Z"),
    ("Africa/Cairo", "2026-04-23", "2026-04-23T22:00:00.000Z"),
    ("Pacific/Apia", "2011-12-29", "2011-12-30T10:00:00.000Z"),
    ("Europe/Warsaw", "2026-03-28", "2026-03-28T23:00:00.000Z"),
  ])
  func twentyFourHundredIsTheEndOfTheDay(name: String, date: String, expected: String) throws {
    let zone = try Zone(named: name)
    let end = try TimeText.instant("\(date)T24:00", in: zone)
    #expect(TimeText.utc(end) == expected)
    #expect(end == zone.day(try #require(CivilDate(date))).end)
  }

  @Test func aDateExistsUnlessAllOfItIsSkipped() throws {
    let havana = try Zone(named: "America/Havana")
    let start = try TimeText.instant("2024-03-10", in: havana)
    #expect(TimeText.local(start, in: havana) == "2024-03-10T01:00:00.000-04:00")
    let repeated = try TimeText.instant("2024-11-03", in: havana)
    #expect(TimeText.local(repeated, in: havana) == "2024-11-03T00:00:00.000-04:00")
    let apia = try Zone(named: "Pacific/Apia")
    #expect(throws: TimeProblem.self) { try TimeText.instant("2011-12-30", in: apia) }
    let nextDay = try TimeText.instant("2011-12-30T24:00", in: apia)
    #expect(TimeText.local(nextDay, in: apia) == "2011-12-31T00:00:00.000+14:00")
  }

  @Test(arguments: [
    ("Europe/Berlin", "2020-10-21T20:30Z", "2020-10-21T22:30:00.000+02:00"),
    ("UTC", "2020-10-21T20:30Z", "2020-10-21T20:30:00.000+00:00"),
    ("America/St_Johns", "2020-12-21T20:30Z", "2020-12-21T17:00:00.000-03:30"),
    ("Asia/Kathmandu", "2020-12-31T20:30Z", "2021-01-01T02:15:00.000+05:45"),
    ("Africa/Monrovia", "1971-01-01T00:00Z", "1970-12-31T23:16:00.000-00:44"),
    ("Europe/Berlin", "1850-01-01T00:00Z", "1850-01-01T00:53:00.000+00:53"),
  ])
  func writesLocalTimes(zone: String, instant: String, expected: String) throws {
    let zone = try Zone(named: zone)
    let instant = try TimeText.instant(instant, in: .utc)
    #expect(TimeText.local(instant, in: zone) == expected)
    #expect(try TimeText.instant(expected, in: .utc) == instant)
  }

  @Test(arguments: [
    (0, "+00:00"), (7200, "+02:00"), (-12_600, "-03:30"), (-30, "+00:00"), (-2670, "-00:44"),
    (50_400, "+14:00"), (.max, "+99:59"), (.min, "-99:59"),
  ])
  func writesOffsets(seconds: Int, expected: String) {
    #expect(TimeText.offset(seconds) == expected)
  }

  @Test func staysWithinTheYearsThatCanBeWritten() throws {
    let (first, last) = (Instant(milliseconds: .min), Instant(milliseconds: .max))
    #expect(TimeText.utc(first) == "0001-01-01T00:00:00.000Z")
    #expect(TimeText.utc(last) == "9999-12-31T23:59:59.999Z")
    let zone = try Zone(named: "Asia/Tokyo")
    #expect(TimeText.local(last, in: zone) == "9999-12-31T23:59:59.999+09:00")
  }

  @Test func readsWhatItWrites() throws {
    var random = SeededGenerator(state: 9)
    let zones = try ["UTC", "Europe/Berlin", "Australia/Lord_Howe", "Africa/Monrovia"].map {
      try Zone(named: $0)
    }
    for _ in 0..<2000 {
      let milliseconds = Int64.random(in: -4_000_000_000_000...8_000_000_000_000, using: &random)
      let instant = Instant(milliseconds: milliseconds)
      #expect(try TimeText.instant(TimeText.utc(instant), in: .utc) == instant)
      for zone in zones {
        #expect(try TimeText.instant(TimeText.local(instant, in: zone), in: zone) == instant)
      }
    }
  }
}
