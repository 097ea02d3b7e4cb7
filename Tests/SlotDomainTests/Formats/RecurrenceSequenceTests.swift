import Testing

@testable import SlotDomain

@Suite struct RecurrenceSequenceTests {
  private func sequence(
    _ start: String,
    _ rule: String,
    countsStart: Bool = false,
    through last: CivilDate? = nil
  ) throws -> RecurrenceSequence {
    let start = try #require(ICalendarTime(start)).local
    return RecurrenceSequence(
      try RecurrenceRule(rule),
      from: start,
      countsStart: countsStart,
      through: last
    )
  }

  private func text(_ time: LocalTime) -> String {
    String(ICalendarTime.utc(Instant(milliseconds: time.wallMilliseconds)).dropLast())
  }

  /// The table was made by another program: Scripts/recurrences.py.
  @Test func timesAreThoseOfAnotherProgram() throws {
    let rows = recurrenceTable.split(separator: "\n").map { $0.split(separator: " ") }
    #expect(rows.count > 350)
    let last = CivilDate(year: 2199, month: 12, day: 31)
    var frequencies: [Substring: Int] = [:]
    for row in rows {
      let rule = try RecurrenceRule(String(row[1]))
      let hasMore = row.last == "+"
      let expected = row.dropFirst(2).filter { $0 != "+" }.map(String.init)
      var found: [String] = []
      for time in try sequence(String(row[0]), String(row[1]), through: last) {
        if case .until(let last) = rule.end, time > last.local { break }
        if found.count == expected.count + 1 { break }
        found.append(text(time))
      }
      #expect(Array(found.prefix(expected.count)) == expected, "\(row[0]) \(row[1])")
      #expect((found.count > expected.count) == hasMore, "\(row[0]) \(row[1])")
      frequencies[row[1].split(separator: ";")[0], default: 0] += 1
    }
    #expect(frequencies.count >= 6, "\(frequencies)")
  }

  /// By the years of ISO 8601 that have 53 weeks; the last of them ends in January.
  @Test func theLastWeeksOfAYearAreItsOwn() throws {
    func days(_ rule: String) throws -> [String] {
      try sequence("20040101T090000", rule).prefix(6).map { String(text($0).prefix(8)) }
    }
    #expect(
      try days("FREQ=YEARLY;BYWEEKNO=53;BYDAY=TH")
        == ["20041230", "20091231", "20151231", "20201231", "20261231", "20321230"]
    )
    #expect(
      try days("FREQ=YEARLY;BYWEEKNO=53;BYDAY=SA")
        == ["20050101", "20100102", "20160102", "20210102", "20270102", "20330101"]
    )
    #expect(
      try days("FREQ=YEARLY;BYWEEKNO=-1;BYDAY=SU")
        == ["20050102", "20060101", "20061231", "20071230", "20081228", "20100103"]
    )
    #expect(
      try days("FREQ=YEARLY;BYWEEKNO=1;BYDAY=MO")
        == ["20050103", "20060102", "20070101", "20071231", "20081229", "20100104"]
    )
  }

  /// DTSTART is the first time, and COUNT counts it, whether or not the rule has it.
  @Test func theStartCountsAsTheFirst() throws {
    func times(_ rule: String) throws -> [String] {
      try sequence("20270105T090000", rule, countsStart: true).map { String(text($0).prefix(8)) }
    }
    #expect(
      try times("FREQ=WEEKLY;BYDAY=MO;COUNT=3") == ["20270105", "20270111", "20270118"]
    )
    #expect(try times("FREQ=WEEKLY;BYDAY=TU;COUNT=2") == ["20270105", "20270112"])
    #expect(try times("FREQ=WEEKLY;BYDAY=TU;COUNT=1") == ["20270105"])
  }

  @Test func blanksAndCaseSayNothing() throws {
    let plain = try RecurrenceRule("FREQ=WEEKLY;COUNT=3;BYDAY=MO,-1FR".replacing("-1", with: ""))
    #expect(try RecurrenceRule(" freq=weekly; count=3 ;\tbyday = mo, fr;") == plain)
    #expect(try RecurrenceRule("RSCALE=GREGORIAN;SKIP=OMIT;FREQ=DAILY").frequency == .daily)
    #expect(try RecurrenceRule("FREQ=MONTHLY;BYDAY=+1MO;BYMONTHDAY=+1").monthDays == [1])
  }

  /// Days that the calendar does not have, and times that an interval never meets.
  @Test(arguments: [
    "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "FREQ=MONTHLY;BYMONTH=4,6,9,11;BYMONTHDAY=31",
    "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", "FREQ=WEEKLY;BYMONTH=2;BYMONTHDAY=30",
    "FREQ=HOURLY;BYMONTH=2;BYMONTHDAY=30", "FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=31",
    "FREQ=SECONDLY;INTERVAL=2;BYSECOND=1", "FREQ=YEARLY;BYWEEKNO=1;BYMONTH=7",
    "FREQ=YEARLY;BYDAY=1MO;BYSETPOS=2", "FREQ=MINUTELY;INTERVAL=1000000;BYMINUTE=1",
    "FREQ=YEARLY;BYYEARDAY=1;BYMONTHDAY=2",
  ])
  func whatNeverMatchesEnds(rule: String) throws {
    var times = try sequence("20260302T090000", rule)
    #expect(times.next() == nil)
    var counted = try sequence("20260302T090000", rule, countsStart: true)
    #expect(counted.next() != nil && counted.next() == nil)
  }

  /// What comes round once in 400 years does come round.
  @Test func rareDaysAreFound() throws {
    let rule = "FREQ=YEARLY;INTERVAL=100;BYMONTH=2;BYMONTHDAY=29"
    #expect(
      try sequence("16000229T000000", rule).prefix(3).map { $0.date.year } == [1600, 2000, 2400]
    )
  }

  @Test(arguments: [
    "FREQ=DAILY", "FREQ=WEEKLY;INTERVAL=7", "FREQ=MONTHLY;BYDAY=2TU", "FREQ=YEARLY;INTERVAL=9",
    "FREQ=HOURLY;INTERVAL=5", "FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3,10",
  ])
  func aYearCanBeSkippedTo(rule: String) throws {
    let day = try #require(CivilDate(year: 2650, month: 8, day: 2))
    let all = Array(try sequence("26000107T090000", rule).lazy.filter { $0.date >= day }.prefix(5))
    var late = try sequence("26000107T090000", rule)
    late.skip(to: day)
    let found = late.lazy.filter { $0.date >= day }.prefix(5)
    #expect(Array(found) == all && !all.isEmpty)
    // It begins near the day and not at the start.
    #expect(late.prefix(40).contains { $0.date >= day })
  }

  /// A count is counted from the first time on.
  @Test func countsAreNotSkipped() throws {
    var times = try sequence("20260101T090000", "FREQ=DAILY;COUNT=5")
    times.skip(to: try #require(CivilDate(year: 2026, month: 1, day: 4)))
    #expect(Array(times).map(\.date.day) == [1, 2, 3, 4, 5])
  }

  /// Times are found when they are asked for: the largest set that a line can ask for is not made.
  @Test func nothingIsMadeAhead() throws {
    let all = (0..<60).map(String.init).joined(separator: ",")
    let hours = (0..<24).map(String.init).joined(separator: ",")
    let rule =
      "FREQ=YEARLY;BYDAY=MO,TU,WE,TH,FR,SA,SU;BYHOUR=\(hours);BYMINUTE=\(all);BYSECOND=\(all)"
    var times = try sequence("20260101T000000", rule + ";BYSETPOS=-1")
    #expect(times.next().map(text) == "20261231T235959")
    var each = try sequence("20260101T000000", rule)
    #expect(
      each.next().map(text) == "20260101T000000" && each.next().map(text) == "20260101T000001"
    )
  }

  @Test func wholeDaysKnowNoHours() throws {
    let start = try #require(ICalendarTime("20260302")).local
    let rule = try RecurrenceRule("FREQ=DAILY;COUNT=2;BYHOUR=9;BYMINUTE=30")
    let times = RecurrenceSequence(rule, from: start, isWholeDay: true)
    #expect(times.map { text($0) } == ["20260302T000000", "20260303T000000"])
  }
}
