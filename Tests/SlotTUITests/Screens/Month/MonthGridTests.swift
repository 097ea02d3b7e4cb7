import SlotDomain
import Testing

@testable import SlotTUI

@Suite struct MonthGridTests {
  /// calcurse drew 3 November twice, and every weekday after it in the wrong column.
  @Test("A month with a clock change has each of its days once, under its weekday")
  func daysOfAMonthWithAClockChange() throws {
    let zone = try Zone(named: "America/New_York")
    for (year, first) in [(2019, Weekday.friday), (2021, .monday)] {
      let november = try #require(CivilDate(year: year, month: 11, day: 1))
      #expect(november.weekday == first)
      for firstWeekday in [Weekday.monday, .sunday] {
        let grid = MonthGrid(of: november, firstWeekday: firstWeekday)
        var dates: [CivilDate] = []
        for week in 0..<grid.weeks {
          for weekday in 0..<7 {
            let date = grid.date(week: week, weekday: weekday)
            #expect(date.weekday == grid.date(week: 0, weekday: weekday).weekday)
            dates.append(date)
          }
        }
        #expect(dates.filter { $0.month == 11 }.map(\.day) == Array(1...30))
        // As time they follow one another without a gap, and one of them has 25 hours.
        let days = dates.map(zone.day)
        #expect(zip(days, days.dropFirst()).allSatisfy { $0.end == $1.start })
        let changed = zip(dates, days).filter { $0.1.length != .hours(24) }
        #expect(changed.map(\.0.day) == [year == 2019 ? 3 : 7])
        #expect(changed.first?.1.length == .hours(25))
      }
    }
  }
}
