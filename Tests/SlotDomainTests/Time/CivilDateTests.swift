import Testing

@testable import SlotDomain

@Suite struct CivilDateTests {
  @Test func agreesWithDateOnDaysWeekdaysAndWeeksOfAllYears() throws {
    let last = try #require(CivilDate(year: 9999, month: 12, day: 31)).dayNumber
    let first = try #require(CivilDate(year: 1, month: 1, day: 1)).dayNumber
    let days = Array(stride(from: first, through: last, by: 241)) + Array(-800...800) + [last]
    let lines = try Judge.date(
      days.map { "@\($0 * 86_400)" },
      format: "%Y-%m-%d %u %-V",
      zone: "UTC0"
    )
    let ours = days.map { day in
      let date = CivilDate(dayNumber: day)
      return "\(date) \(date.weekday.rawValue) \(date.isoWeek)"
    }
    #expect(ours == lines.map(String.init))
    #expect(days.allSatisfy { CivilDate(dayNumber: $0).dayNumber == $0 })
  }

  @Test(arguments: [
    (2023, 2, 29), (2100, 2, 29), (2024, 2, 30), (2024, 4, 31), (2024, 0, 1), (2024, 13, 1),
    (2024, 1, 0), (2024, 1, -1), (0, 1, 1), (10_000, 1, 1), (.max, 1, 1), (2024, .min, .max),
  ])
  func refusesDaysThatDoNotExist(year: Int, month: Int, day: Int) {
    #expect(CivilDate(year: year, month: month, day: day) == nil)
  }

  @Test(arguments: [
    "", "2026-11-2", "2026-11-231", "2026-1-23", "26-11-23", "2026/11/23", " 2026-11-23",
    "2026-11-23 ", "+2026-11-23", "-2026-11-23", "2026-11-31", "２０２６-11-23", "2026-11-23T00:00",
  ])
  func readsOnlyFourTwoAndTwoDigits(text: String) {
    #expect(CivilDate(text) == nil)
  }

  @Test(arguments: ["2026-11-23", "0001-01-01", "9999-12-31", "2000-02-29"])
  func writesWhatItReads(text: String) throws {
    #expect(try #require(CivilDate(text)).description == text)
    #expect(try #require(CivilDate(text[...])).description == text)
  }

  @Test(arguments: [
    ("2026-01-31", 1, "2026-02-28"), ("2028-01-31", 1, "2028-02-29"),
    ("2026-01-31", 2, "2026-03-31"),
    ("2026-03-31", -1, "2026-02-28"), ("2026-12-15", 1, "2027-01-15"),
    ("2026-01-15", -1, "2025-12-15"), ("2024-02-29", 12, "2025-02-28"),
    ("2024-02-29", -48, "2020-02-29"),
  ])
  func addsMonths(from: String, months: Int, to: String) throws {
    #expect(try #require(CivilDate(from)).adding(months: months).description == to)
  }

  @Test func stopsInsteadOfOverflowing() throws {
    let date = try #require(CivilDate("2026-11-23"))
    for huge in [Int.max, .min, 1 << 40, -1 << 40] {
      #expect(date.adding(days: huge).adding(days: huge) == CivilDate(dayNumber: huge))
      #expect(CivilDate(dayNumber: huge).adding(months: huge).dayNumber.magnitude <= 100_000_000)
      #expect(date.adding(months: huge).adding(days: huge) == CivilDate(dayNumber: huge))
    }
  }

  @Test func weeksStartWhereTold() throws {
    let thursday = try #require(CivilDate("2026-11-26"))
    #expect(thursday.weekday == .thursday)
    #expect(thursday.startOfWeek().description == "2026-11-23")
    #expect(thursday.startOfWeek(firstDay: .sunday).description == "2026-11-22")
    #expect(thursday.startOfWeek(firstDay: .thursday) == thursday)
    #expect(thursday.startOfWeek(firstDay: .friday).description == "2026-11-20")
    #expect(thursday.startOfMonth.description == "2026-11-01")
    #expect(thursday.daysInMonth == 30)
    #expect(thursday.shortMonthName == "Nov")
    #expect(Weekday.allCases.map(\.short) == ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"])
  }

  @Test func ordersByTime() throws {
    let dates = ["2025-12-31", "2026-01-01", "2026-01-02", "2026-02-01"].compactMap {
      CivilDate($0)
    }
    #expect(dates.count == 4)
    #expect(dates.shuffled().sorted() == dates)
  }
}

@Suite struct LocalTimeTests {
  let date = CivilDate(dayNumber: 20_000)

  @Test func carriesWhatIsBeyondTheDay() {
    let midnight = LocalTime(date: date, hour: 24)
    #expect(midnight == LocalTime(date: date.adding(days: 1)))
    #expect(LocalTime(date: date, hour: 25, minute: 61).hour == 2)
    #expect(
      LocalTime(date: date, minute: -1)
        == LocalTime(date: date.adding(days: -1), hour: 23, minute: 59)
    )
    var time = LocalTime(date: date, hour: 23)
    time.millisecondOfDay += 3_600_000
    #expect(time == midnight)
  }

  @Test func takesTheClockApart() {
    let time = LocalTime(date: date, hour: 23, minute: 59, second: 58, millisecond: 997)
    #expect([time.hour, time.minute, time.second, time.millisecond] == [23, 59, 58, 997])
    #expect(LocalTime(wallMilliseconds: time.wallMilliseconds) == time)
    #expect(time < LocalTime(date: date.adding(days: 1)))
  }
}
