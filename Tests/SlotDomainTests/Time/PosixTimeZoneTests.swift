import Testing

@testable import SlotDomain

@Suite struct PosixTimeZoneTests {
  /// First and second change of a year in UTC, as the rule's text defines them.
  @Test(arguments: [
    ("CET-1CEST,M3.5.0,M10.5.0/3", "2026-03-29T01:00Z", "2026-10-25T01:00Z"),
    ("IST-1GMT0,M10.5.0,M3.5.0/1", "2026-03-29T01:00Z", "2026-10-25T01:00Z"),
    ("<-02>2<-01>,M3.5.0/-1,M10.5.0/0", "2026-03-29T01:00Z", "2026-10-25T01:00Z"),
    ("EET-2EEST,M3.4.4/50,M10.4.4/50", "2026-03-28T00:00Z", "2026-10-23T23:00Z"),
    ("<-04>4<-03>,M9.1.6/24,M4.1.6/24", "2026-04-05T03:00Z", "2026-09-06T04:00Z"),
    ("<+1030>-10:30<+11>-11,M10.1.0,M4.1.0", "2026-04-04T15:00Z", "2026-10-03T15:30Z"),
    ("EST5EDT,M3.2.0,M11.1.0", "2026-03-08T07:00Z", "2026-11-01T06:00Z"),
    ("AAA0BBB,J60/0,J365/23:59:59", "2026-03-01T00:00Z", "2026-12-31T22:59:59Z"),
    ("AAA0BBB,J60/0,J365/0", "2028-03-01T00:00Z", "2028-12-30T23:00Z"),
    ("AAA0BBB,59/0,364/0", "2028-02-29T00:00Z", "2028-12-29T23:00Z"),
    ("AAA0BBB,M1.1.0/-167,M12.5.0/167", "2026-12-27T01:00Z", "2027-01-02T22:00Z"),
  ])
  func changesWhenItSays(rule: String, first: String, second: String) throws {
    let rule = try #require(PosixTimeZone(rule))
    let (first, second) = try (
      ZoneTests.instant(first).seconds, ZoneTests.instant(second).seconds
    )
    #expect(rule.nextChange(after: first - 1) == first)
    #expect(rule.nextChange(after: first) == second)
    #expect(rule.type(at: first - 1) != rule.type(at: first))
    #expect(rule.type(at: second - 1) == rule.type(at: first))
    #expect(rule.type(at: second) == rule.type(at: first - 1))
  }

  @Test(arguments: [
    ("UTC0", "UTC", 0), ("<+03>-3", "+03", 10_800), ("<-0930>9:30", "-0930", -34_200),
    ("XXX+24:59:59", "XXX", -89_999), ("ChST-10", "ChST", 36_000),
  ])
  func readsRulesWithoutDaylightSaving(text: String, abbreviation: String, offset: Int) throws {
    let rule = try #require(PosixTimeZone(text))
    let expected = LocalTimeType(
      offset: offset,
      isDaylightSaving: false,
      abbreviation: abbreviation
    )
    #expect(rule.type(at: 0) == expected)
    #expect(rule.nextChange(after: 0) == nil)
  }

  @Test(arguments: ["XXX3EDT4,0/0,J365/23", "EST5EDT,0/0,J365/25"])
  func lastsAllYear(text: String) throws {
    let rule = try #require(PosixTimeZone(text))
    for day in stride(from: Int64(20_000), to: 21_500, by: 1) {
      #expect(rule.type(at: day * 86_400 + 4 * 3600).isDaylightSaving)
    }
    var file = TimeZoneFileTests.Sample()
    file.footer = "\n" + text + "\n"
    let zone = Zone(name: "Test", file: try TimeZoneFile(file.bytes))
    #expect(zone.nextTransition(after: Instant(seconds: 1_200_000_000)) == nil)
  }

  @Test(arguments: [
    "", "CET", "C-1", "CET-", "CET-25", "CET-1:60", "CET-1:5", "CET-1CEST", "CET-1CEST,M3.5.0",
    "CET-1CEST,M3.5.0,M10.5.0/3 ", "CET-1CEST,M13.5.0,M10.5.0", "CET-1CEST,M3.6.0,M10.5.0",
    "CET-1CEST,M3.5.7,M10.5.0", "CET-1CEST,J0,J365", "CET-1CEST,J1,J366", "CET-1CEST,0,366",
    "CET-1CEST,M3.5.0/168,M10.5.0", "CET-1CEST,M3.5.0/,M10.5.0", "<+03-3", "<+03>", "<>-3",
    "<+0\u{1b}>-3", ":Europe/Berlin", "CET-1CEST,M3.5.0,M10.5.0/3,", "CET-99999999999999999999",
  ])
  func refusesWhatIsNoRule(text: String) {
    #expect(PosixTimeZone(text) == nil)
  }
}
