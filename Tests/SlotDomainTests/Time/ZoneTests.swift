import Testing

@testable import SlotDomain
@testable import TestDriver

/// Days on which calendars break. The expected times are those of the laws, mostly of years gone by,
/// which no update of the database changes any more; `ZdumpTests` has the rest.
@Suite struct ZoneTests {
  static func instant(_ text: String) throws -> Instant {
    try TimeText.instant(text, in: .utc)
  }

  static func local(_ text: String) throws -> LocalTime {
    try Zone.utc.local(instant(text))
  }

  @Test(arguments: [
    ("Europe/Berlin", "2021-03-28T02:30", "02:00", "03:00", "2021-03-28T01:00Z"),
    ("Europe/Warsaw", "2027-03-28T02:30", "02:00", "03:00", "2027-03-28T01:00Z"),
    ("Europe/Dublin", "2021-03-28T01:00", "01:00", "02:00", "2021-03-28T01:00Z"),
    ("Australia/Lord_Howe", "2024-10-06T02:29", "02:00", "02:30", "2024-10-05T15:30Z"),
    ("Antarctica/Troll", "2024-03-31T02:59", "01:00", "03:00", "2024-03-31T01:00Z"),
    ("America/Nuuk", "2024-03-30T23:30", "23:00", "00:00", "2024-03-31T01:00Z"),
    ("America/Havana", "2024-03-10T00:00", "00:00", "01:00", "2024-03-10T05:00Z"),
    ("Asia/Beirut", "2024-03-31T00:30", "00:00", "01:00", "2024-03-30T22:00Z"),
    ("America/Asuncion", "2024-10-06T00:00", "00:00", "01:00", "2024-10-06T04:00Z"),
    ("Africa/Casablanca", "2024-04-14T02:59", "02:00", "03:00", "2024-04-14T02:00Z"),
    ("Africa/El_Aaiun", "2024-04-14T02:00", "02:00", "03:00", "2024-04-14T02:00Z"),
    ("Pacific/Apia", "2011-12-30T12:00", "00:00", "00:00", "2011-12-30T10:00Z"),
  ])
  func namesTheGap(zone: String, time: String, from: String, to: String, at: String) throws {
    let zone = try Zone(named: zone)
    guard case .gap(let gap) = zone.resolve(try Self.local(time)) else {
      Issue.record("\(zone.name) \(time) exists")
      return
    }
    #expect(Self.clock(gap.before) == from)
    #expect(Self.clock(gap.after) == to)
    #expect(try gap.instant == Self.instant(at))
    #expect(zone.resolve(gap.after) == .one(gap.instant))
  }

  private static func clock(_ time: LocalTime) -> String {
    String(TimeText.utc(Instant(milliseconds: time.wallMilliseconds)).dropFirst(11).prefix(5))
  }

  @Test(arguments: [
    ("Europe/Berlin", "2020-10-25T02:30", "2020-10-25T00:30Z", "2020-10-25T01:30Z"),
    ("Europe/Dublin", "2020-10-25T01:30", "2020-10-25T00:30Z", "2020-10-25T01:30Z"),
    ("Australia/Lord_Howe", "2024-04-07T01:45", "2024-04-06T14:45Z", "2024-04-06T15:15Z"),
    ("America/Nuuk", "2024-10-26T23:30", "2024-10-27T00:30Z", "2024-10-27T01:30Z"),
    ("America/Havana", "2024-11-03T00:00", "2024-11-03T04:00Z", "2024-11-03T05:00Z"),
    ("Asia/Beirut", "2024-10-26T23:00", "2024-10-26T20:00Z", "2024-10-26T21:00Z"),
    ("America/Asuncion", "2024-03-23T23:59", "2024-03-24T02:59Z", "2024-03-24T03:59Z"),
    ("Africa/Casablanca", "2024-03-10T02:00", "2024-03-10T01:00Z", "2024-03-10T02:00Z"),
    ("Antarctica/Troll", "2024-10-27T01:00", "2024-10-26T23:00Z", "2024-10-27T01:00Z"),
  ])
  func findsBothOfARepeatedTime(zone: String, time: String, first: String, second: String) throws {
    let zone = try Zone(named: zone)
    let expected = try LocalResolution.twice(
      first: Self.instant(first),
      second: Self.instant(second)
    )
    #expect(try zone.resolve(Self.local(time)) == expected)
  }

  @Test(arguments: [
    ("Europe/Berlin", "2021-03-28", 23 * 60), ("Europe/Berlin", "2020-10-25", 25 * 60),
    ("Europe/Berlin", "2020-10-26", 24 * 60), ("Australia/Lord_Howe", "2024-10-06", 23 * 60 + 30),
    ("Australia/Lord_Howe", "2024-04-07", 24 * 60 + 30),
    ("Antarctica/Troll", "2024-03-31", 22 * 60),
    ("America/Havana", "2024-03-10", 23 * 60), ("America/Havana", "2024-11-03", 25 * 60),
    ("Asia/Beirut", "2024-03-31", 23 * 60), ("Asia/Beirut", "2024-10-26", 25 * 60),
    ("America/Nuuk", "2024-03-30", 23 * 60), ("Pacific/Apia", "2011-12-29", 24 * 60),
    ("Pacific/Apia", "2011-12-30", 0), ("Pacific/Apia", "2011-12-31", 24 * 60),
    ("Pacific/Kwajalein", "1993-08-21", 0), ("Europe/Berlin", "2097-03-31", 23 * 60),
    ("Asia/Gaza", "2023-04-29", 23 * 60), ("UTC", "2016-12-31", 24 * 60),
  ])
  func knowsHowLongADayIs(zone: String, date: String, minutes: Int) throws {
    let day = try Zone(named: zone).day(#require(CivilDate(date)))
    #expect(day.length.minutes == minutes)
  }

  @Test(arguments: [
    ("America/Havana", "2024-03-10", "2024-03-10T05:00Z"),
    ("America/Havana", "2024-11-03", "2024-11-03T04:00Z"),
    ("America/Sao_Paulo", "2018-11-04", "2018-11-04T03:00Z"),
    ("Pacific/Apia", "2011-12-30", "2011-12-30T10:00Z"),
    ("Pacific/Apia", "2011-12-31", "2011-12-30T10:00Z"),
    ("America/St_Johns", "2010-11-07", "2010-11-07T02:30Z"),
    ("Pacific/Kiritimati", "2026-03-04", "2026-03-03T10:00Z"),
    ("Pacific/Honolulu", "2026-03-04", "2026-03-04T10:00Z"),
  ])
  func startsADayAtItsFirstMoment(zone: String, date: String, start: String) throws {
    let zone = try Zone(named: zone)
    #expect(try zone.startOfDay(#require(CivilDate(date))) == Self.instant(start))
  }

  @Test(arguments: [
    "Europe/Berlin", "America/Havana", "Africa/Casablanca", "Pacific/Apia", "America/St_Johns",
    "Asia/Gaza", "Antarctica/Troll",
  ])
  func daysFollowEachOtherWithoutAHole(zone: String) throws {
    let zone = try Zone(named: zone)
    let first = try #require(CivilDate("2010-01-01"))
    var end = zone.startOfDay(first)
    for number in 0..<730 {
      let day = zone.day(first.adding(days: number))
      #expect(day.start == end && day.start <= day.end)
      end = day.end
    }
    #expect(end == zone.startOfDay(first.adding(days: 730)))
  }

  @Test func everyMomentResolvesToItself() throws {
    var random = SeededGenerator(state: 2026)
    var wrong: [String] = []
    let years =
      try Self.instant("1900-01-01").milliseconds...Self.instant("2150-01-01").milliseconds
    for name in Zone.names() {
      let zone = try Zone(named: name)
      for _ in 0..<25 {
        let instant = Instant(milliseconds: .random(in: years, using: &random))
        let isRight =
          switch zone.resolve(zone.local(instant)) {
          case .one(let only): only == instant
          case .twice(let first, let second):
            first < second && (first == instant || second == instant)
          case .gap: false
          }
        if !isRight { wrong.append("\(name) \(TimeText.utc(instant))") }
      }
    }
    #expect(wrong.isEmpty, "\(wrong.prefix(20))")
  }

  @Test(arguments: [
    "Europe/London", "America/New_York", "Asia/Kolkata", "Africa/Monrovia", "Asia/Tehran",
    "Australia/Lord_Howe", "America/Caracas", "Europe/Dublin",
  ])
  func agreesWithDateAtAnyMoment(zone name: String) throws {
    var random = SeededGenerator(state: 1970)
    let zone = try Zone(named: name)
    let instants = (0..<300).map { _ in
      Instant(seconds: .random(in: 63_072_000...4_102_444_800, using: &random))
    }
    let lines = try Judge.date(
      instants.map { "@\($0.seconds)" },
      format: "%Y-%m-%dT%H:%M:%S.000%:z %Z",
      zone: name
    )
    let ours = instants.map {
      TimeText.local($0, in: zone) + " " + zone.abbreviation(at: $0)
    }
    #expect(ours == lines.map(String.init))
  }

  @Test func theEndsOfTimeDoNotTrap() throws {
    for name in ["Europe/Berlin", "UTC", "Pacific/Apia", "Africa/Casablanca"] {
      let zone = try Zone(named: name)
      for instant in [Instant(milliseconds: .min), Instant(milliseconds: .max)] {
        #expect(zone.date(instant).dayNumber.magnitude <= 100_000_000)
        #expect(zone.day(zone.date(instant)).length.milliseconds >= 0)
        _ = zone.resolve(zone.local(instant))
        _ = zone.nextTransition(after: instant)
        _ = zone.abbreviation(at: instant)
      }
    }
  }
}
