import SlotDomain
import Testing

@testable import SlotTUI

/// Weeks in which the clock changes, beside one in which it does not.
@Suite struct WeekAxisTests {
  struct Week: CustomTestStringConvertible, Sendable {
    let zone: String
    let day: String
    /// Hours of the week's last or only odd day.
    var hours = 24.0
    /// Of the axis.
    var length = 24.0

    var testDescription: String { "\(zone) \(day)" }

    func axis() throws -> (WeekAxis, Zone) {
      let zone = try Zone(named: zone)
      return (WeekAxis(firstDay: try date(day).startOfWeek(), zone: zone), zone)
    }
  }

  static let weeks = [
    Week(zone: "Europe/Warsaw", day: "2026-03-04"),
    Week(zone: "Europe/Warsaw", day: "2026-03-29", hours: 23),
    Week(zone: "Europe/Warsaw", day: "2026-10-25", hours: 25, length: 25),
    Week(zone: "America/New_York", day: "2026-03-08", hours: 23),
    Week(zone: "America/New_York", day: "2026-11-01", hours: 25, length: 25),
    Week(zone: "Australia/Lord_Howe", day: "2026-04-05", hours: 24.5, length: 24.5),
    Week(zone: "Australia/Lord_Howe", day: "2026-10-04", hours: 23.5),
    Week(zone: "Africa/Casablanca", day: "2026-02-15", hours: 25, length: 25),
    Week(zone: "Africa/Casablanca", day: "2026-03-22", hours: 23),
    Week(zone: "Asia/Beirut", day: "2026-03-29", hours: 23),
    Week(zone: "Asia/Beirut", day: "2026-10-24", hours: 25, length: 25),
    Week(zone: "America/Havana", day: "2026-03-08", hours: 23),
    Week(zone: "America/Havana", day: "2026-11-01", hours: 25, length: 25),
    Week(zone: "Pacific/Apia", day: "2011-12-30", hours: 0),
    Week(zone: "UTC", day: "2026-03-29"),
  ]

  @Test(arguments: weeks)
  func daysHaveTheirHours(week: Week) throws {
    let (axis, zone) = try week.axis()
    let wanted = try date(week.day)
    for (index, day) in axis.days.enumerated() {
      let hours = Double(day.range.length.milliseconds) / 3_600_000
      #expect(hours == (day.date == wanted ? week.hours : 24), "\(day.date)")
      if index > 0 { #expect(axis.days[index - 1].range.end == day.range.start) }
      #expect(day.range == zone.day(day.date))
    }
    #expect(Double(axis.length) / 3_600_000 == week.length)
  }

  /// Every quarter of an hour stands somewhere, the later the lower, and can be found from there.
  @Test(arguments: weeks)
  func everyMomentHasItsPlace(week: Week) throws {
    let (axis, zone) = try week.axis()
    for (index, day) in axis.days.enumerated() {
      var last = -1
      var moment = day.range.start
      while moment < day.range.end {
        let position = axis.position(of: moment, on: index, zone: zone)
        #expect(position > last && position < axis.length)
        #expect(axis.instant(at: position, on: index, zone: zone) == moment)
        last = position
        moment = moment + .minutes(15)
      }
      #expect(axis.position(of: day.range.end, on: index, zone: zone) == axis.length)
      #expect(axis.position(of: day.range.start - .hours(1), on: index, zone: zone) == 0)
    }
  }

  /// What the axis shows and a day does not have is hatched there, and only that.
  @Test(arguments: weeks)
  func timeThatIsMissingIsKnown(week: Week) throws {
    let (axis, zone) = try week.axis()
    let layout = WeekLayout(
      slots: [],
      firstDay: axis.days[0].date,
      zone: zone,
      height: 20
    )
    for day in 0..<7 {
      for (row, line) in layout.rows.rows.enumerated() where !line.isFold {
        let moment = axis.instant(at: line.range.lowerBound, on: day, zone: zone)
        #expect(layout.isNonexistent(day: day, row: row) == (moment == nil))
      }
    }
  }

  @Test(arguments: weeks)
  func rowsBeginAtTheWallClocksSteps(week: Week) throws {
    let (axis, _) = try week.axis()
    for step in WeekRows.steps {
      let lines = axis.lines(step: step * WeekRows.minute)
      #expect(lines.first == 0)
      #expect(lines == lines.sorted() && Set(lines).count == lines.count)
      #expect((lines.last ?? 0) < axis.length)
      let odd = lines.filter { axis.wallTime(at: $0).wall % (step * WeekRows.minute) != 0 }
      #expect(odd.count <= 3)
      for minute in stride(from: 0, to: 24 * 60, by: step) {
        #expect(lines.contains { axis.wallTime(at: $0).wall == minute * WeekRows.minute })
      }
    }
  }

  @Test func offsetsTellRepeatedHoursApart() throws {
    let week = Week(zone: "Europe/Warsaw", day: "2026-10-25")
    let (axis, zone) = try week.axis()
    let stretch = try #require(axis.repeats.first)
    #expect(stretch == WeekAxis.Repeat(start: 2 * 3_600_000, end: 3 * 3_600_000))
    #expect(axis.offset(of: stretch, isSecond: false, zone: zone) == 7200)
    #expect(axis.offset(of: stretch, isSecond: true, zone: zone) == 3600)
    #expect(axis.shows(stretch, twiceOn: 6))
    #expect(!axis.shows(stretch, twiceOn: 5))
  }

  @Test func endsStandBeforeAGap() throws {
    let (axis, zone) = try Week(zone: "Europe/Warsaw", day: "2026-03-29").axis()
    let jump = try TimeText.instant("2026-03-29 03:00", in: zone)
    #expect(axis.endPosition(of: jump, on: 6, zone: zone) == 2 * 3_600_000)
    #expect(axis.position(of: jump, on: 6, zone: zone) == 3 * 3_600_000)
    #expect(axis.endPosition(of: axis.days[6].range.end, on: 6, zone: zone) == axis.length)
    #expect(axis.endPosition(of: axis.days[6].range.end, on: 5, zone: zone) == axis.length)
    #expect(axis.endPosition(of: axis.days[6].range.start, on: 6, zone: zone) == 0)
    #expect(
      axis.firstInstant(from: 2 * 3_600_000, on: 6, zone: zone) == jump
    )
  }
}
