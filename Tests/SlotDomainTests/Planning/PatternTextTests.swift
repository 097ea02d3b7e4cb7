import Testing

@testable import SlotDomain

/// Days of the week and hours as people write them.
@Suite struct PatternTextTests {
  @Test(arguments: [
    ("mon", "1"), ("mon,wed-fri", "1345"), ("sat-mon", "167"), ("Mon-SUN", "1234567"),
    ("fri-fri", "5"), ("tuesday,thurs", "24"), ("mon, tue", "12"),
  ])
  func daysOfTheWeekAreRead(_ text: String, _ numbers: String) throws {
    let days = try #require(Weekday.days(text))
    #expect(days.map(\.rawValue).sorted().map { "\($0)" }.joined() == numbers)
  }

  @Test(arguments: ["", "mo", "monx", "mon-", "-mon", "mon,,tue", "mon-tue-wed", "1-5"])
  func otherDaysAreNot(_ text: String) {
    #expect(Weekday.days(text) == nil)
  }

  @Test(arguments: [
    ("09:00-12:00", 540, 720), ("9:00-12:30", 540, 750), ("22:00-02:00", 1320, 1560),
    ("00:00-24:00", 0, 1440), ("14:00-24:00", 840, 1440), ("14:00-00:00", 840, 1440),
  ])
  func hoursAreRead(_ text: String, _ start: Int, _ end: Int) throws {
    let window = try #require(ClockWindow(text))
    #expect(window.start == start)
    #expect(window.end == end)
  }

  @Test(arguments: [
    "", "9-12", "09:00", "09:00-", "09:00-09:00", "24:00-02:00", "09:60-10:00", "09:00-24:01",
    "09:00-12:00x", "-09:00-12:00",
  ])
  func otherHoursAreNot(_ text: String) {
    #expect(ClockWindow(text) == nil)
  }

  @Test func timesAfterMidnightBelongToTheDayBefore() throws {
    let night = try #require(ClockWindow("22:00-02:00"))
    let friday = try #require(CivilDate("2026-05-08"))
    let saturday = friday.adding(days: 1)
    #expect(night.day(of: LocalTime(date: friday, hour: 22)) == friday)
    #expect(night.day(of: LocalTime(date: saturday, hour: 1, minute: 59)) == friday)
    #expect(night.day(of: LocalTime(date: saturday, hour: 2)) == nil)
    #expect(night.day(of: LocalTime(date: friday, hour: 21, minute: 59)) == nil)
  }
}
