import Testing

@testable import SlotDomain

/// What a weekly pattern comes to where clocks change. The judge is Python's zoneinfo; the rows of
/// `weeklyPatternTable` were made by it.
@Suite struct WeeklyPatternTests {
  struct Row: Sendable, CustomTestStringConvertible {
    let zone: String
    let pattern: WeeklyPattern
    let starts: [Instant]
    /// Wall times that do not exist.
    let missing: [String]
    let testDescription: String

    init(_ line: Substring) throws {
      let parts = line.split(separator: " | ").map(String.init)
      let words = parts[0].split(separator: " ").map(String.init)
      testDescription = parts[0]
      zone = words[0]
      pattern = try WeeklyPatternTests.pattern(
        words[1],
        words[2],
        words[3],
        words[4],
        try #require(Int(words[5])),
        gap: try #require(Int(words[6]))
      )
      starts = try Self.words(parts[1]).flatMap(Self.run)
      missing = Self.words(parts[2])
    }

    private static func words(_ text: String) -> [String] {
      text == "-" ? [] : text.split(separator: " ").map(String.init)
    }

    /// `2026-10-24T22:00x25/60`: 25 starts, one every 60 minutes.
    private static func run(_ text: String) throws -> [Instant] {
      let parts = text.split { $0 == "x" || $0 == "/" }
      let first = try TimeText.instant(String(parts[0]), in: .utc)
      let (count, step) = (try #require(Int(parts[1])), try #require(Int(parts[2])))
      return (0..<count).map { first + .minutes($0 * step) }
    }
  }

  static func pattern(
    _ first: String,
    _ last: String,
    _ days: String,
    _ windows: String,
    _ minutes: Int,
    gap: Int = 0,
    except closures: String...
  ) throws -> WeeklyPattern {
    WeeklyPattern(
      days: try #require(CivilDate(first))...(try #require(CivilDate(last))),
      weekdays: try #require(Weekday.days(days)),
      windows: try windows.split(separator: ",").map { try #require(ClockWindow($0)) },
      minutes: minutes,
      gap: gap,
      closures: try closures.map { try #require(CivilDate($0)) }.map { $0...$0 }
    )
  }

  private static func rows() -> [Row] {
    weeklyPatternTable.split(separator: "\n").compactMap { try? Row($0) }
  }

  @Test func allRowsAreRead() {
    #expect(Self.rows().count == weeklyPatternTable.split(separator: "\n").count)
    #expect(Self.rows().count > 20)
  }

  @Test(arguments: WeeklyPatternTests.rows())
  func startsAreThoseOfZoneinfo(_ row: Row) throws {
    let zone = try Zone(named: row.zone)
    let series = try row.pattern.unrolled(in: zone)
    #expect(series.ranges.map(\.start).sorted() == row.starts)
    // D-08: whatever the clock does, a slot is as long as it was asked to be.
    #expect(series.ranges.allSatisfy { $0.length == .minutes(row.pattern.minutes) })
    #expect(series.skipped.map(\.error).compactMap(\.wallTime) == row.missing)
    #expect(series.skipped.allSatisfy { $0.error.code == .invalidDate })
    let sorted = series.ranges.sorted { $0.start < $1.start }
    #expect(zip(sorted, sorted.dropFirst()).allSatisfy { $0.end <= $1.start })
  }

  private func starts(_ pattern: WeeklyPattern, _ zone: String) throws -> [String] {
    let zone = try Zone(named: zone)
    return try pattern.unrolled(in: zone).ranges.map {
      String(TimeText.local($0.start, in: zone).replacing(":00.000", with: ""))
    }
  }

  /// Days of 23, 24 and 25 hours, one without its midnight, and one that the calendar skips.
  @Test(arguments: [
    ("Europe/Warsaw", "2026-03-28", "2026-03-30", [24, 23, 24]),
    ("Europe/Warsaw", "2026-10-24", "2026-10-26", [24, 25, 24]),
    ("America/Santiago", "2026-09-05", "2026-09-07", [24, 23, 24]),
    ("America/Havana", "2026-10-31", "2026-11-02", [24, 25, 24]),
    ("Pacific/Apia", "2011-12-29", "2011-12-31", [24, 24]),
  ])
  func aWholeDayIsOneSlot(name: String, first: String, last: String, hours: [Int]) throws {
    let zone = try Zone(named: name)
    let pattern = try Self.pattern(first, last, "mon-sun", "00:00-24:00", 1440)
    let series = try pattern.unrolled(in: zone)
    #expect(series.ranges.map(\.length) == hours.map { .hours($0) })
    #expect(series.ranges.first?.start == zone.startOfDay(try #require(CivilDate(first))))
    #expect(zip(series.ranges, series.ranges.dropFirst()).allSatisfy { $0.end == $1.start })
    #expect(series.skipped.count == 3 - hours.count)
  }

  @Test func everyDateHasExactlyOneNoonD01() throws {
    for (first, last) in [("2019-03-25", "2019-04-07"), ("2019-10-21", "2019-11-03")] {
      let noons = try starts(
        Self.pattern(first, last, "mon-sun", "12:00-13:00", 60),
        "Europe/Berlin"
      )
      #expect(noons.count == 14)
      #expect(Set(noons.map { $0.prefix(10) }).count == 14)
      #expect(noons.allSatisfy { $0.dropFirst(11).hasPrefix("12:00") })
    }
  }

  @Test func halfPastSevenStaysHalfPastSevenD03() throws {
    let pattern = try Self.pattern("2022-10-31", "2022-11-13", "mon-fri", "07:30-08:00", 30)
    #expect(
      try starts(pattern, "America/Chicago").allSatisfy { $0.dropFirst(11).hasPrefix("07:30") }
    )
  }

  @Test func changeoverSundayIsLikeAnyOtherD04() throws {
    for day in ["2023-03-12", "2023-11-05", "2025-03-09"] {
      let pattern = try Self.pattern(day, day, "sun", "12:30-13:00,15:00-15:30", 30)
      let clocks = try starts(pattern, "America/Chicago").map { String($0.dropFirst(11).prefix(5)) }
      #expect(clocks == ["12:30", "15:00"])
    }
  }

  @Test func longNightsKeepTheirLengthD07() throws {
    // 00:30–04:30 on the wall takes 3 hours in spring and 5 in autumn.
    for (day, count) in [("2026-03-29", 3), ("2026-10-25", 5)] {
      let pattern = try Self.pattern(day, day, "sun", "00:30-04:30", 60)
      #expect(try starts(pattern, "Europe/Warsaw").count == count)
    }
  }

  @Test func daysAreWholeD16() throws {
    for (day, count) in [("2026-03-28", 24), ("2026-03-29", 23), ("2026-10-25", 25)] {
      let pattern = try Self.pattern(day, day, "mon-sun", "00:00-24:00", 60)
      #expect(try starts(pattern, "Europe/Warsaw").count == count)
    }
    let night = try Self.pattern("2026-05-04", "2026-05-04", "mon", "22:30-02:00", 30)
    let clocks = try starts(night, "Europe/Warsaw").map { $0.dropFirst(11).prefix(5) }
    #expect(clocks == ["22:30", "23:00", "23:30", "00:00", "00:30", "01:00", "01:30"])
  }

  @Test func closedDayIsTheBlocksD14() throws {
    for zone in ["Pacific/Honolulu", "Pacific/Kiritimati"] {
      let pattern = try Self.pattern(
        "2026-03-03",
        "2026-03-05",
        "mon-sun",
        "00:00-24:00",
        720,
        except: "2026-03-04"
      )
      #expect(
        try starts(pattern, zone).map { String($0.prefix(16)) } == [
          "2026-03-03T00:00", "2026-03-03T12:00", "2026-03-05T00:00", "2026-03-05T12:00",
        ]
      )
    }
  }

  @Test func repeatedHourIsFilledAlsoByLengthsThatDoNotDivideIt() throws {
    // 02:15 comes first at +02:00; 45 minutes later the clock shows 02:00 again.
    let pattern = try Self.pattern("2026-10-25", "2026-10-25", "sun", "01:30-04:00", 45)
    #expect(
      try starts(pattern, "Europe/Warsaw") == [
        "2026-10-25T01:30+02:00", "2026-10-25T02:15+02:00", "2026-10-25T02:00+01:00",
        "2026-10-25T03:00+01:00",
      ]
    )
  }

  /// A window that ends with the repetition, or begins before it: all of its elapsed time.
  @Test(arguments: [
    ("02:00-03:00", 40, 0, ["02:00+02:00", "02:40+02:00", "02:20+01:00"]),
    ("02:00-03:00", 45, 0, ["02:00+02:00", "02:45+02:00"]),
    ("01:30-03:00", 45, 15, ["01:30+02:00", "02:30+02:00"]),
    // The hour before the clock is put back, and the one after it, have half an hour of such a window each.
    ("02:00-02:30", 20, 0, ["02:00+02:00", "02:00+01:00"]),
    ("02:30-03:00", 20, 0, ["02:30+02:00", "02:30+01:00"]),
    ("00:00-06:00", 120, 0, ["00:00+02:00", "02:00+02:00", "04:00+01:00"]),
  ])
  func repeatedHourIsFilledWhereAWindowHasNoOtherStart(
    window: String,
    minutes: Int,
    gap: Int,
    expected: [String]
  ) throws {
    var pattern = try Self.pattern("2026-10-25", "2026-10-25", "sun", window, minutes)
    pattern.gap = gap
    #expect(try starts(pattern, "Europe/Warsaw") == expected.map { "2026-10-25T\($0)" })
  }

  @Test func slotOverTheGapPushesTheNextOneAside() throws {
    let pattern = try Self.pattern("2026-03-29", "2026-03-29", "sun", "00:00-06:00", 90)
    let series = try pattern.unrolled(in: Zone(named: "Europe/Warsaw"))
    // 01:30 to 04:00 are 90 minutes; 03:00 lies among them.
    #expect(series.ranges.count == 3)
    #expect(series.skipped.map(\.error.code) == [.slotsOverlap])
  }

  @Test func windowOverMidnightBelongsToTheDayItStartsOn() throws {
    let closedAfter = try Self.pattern(
      "2026-05-04",
      "2026-05-05",
      "mon-sun",
      "22:00-02:00",
      120,
      except: "2026-05-05"
    )
    #expect(
      try starts(closedAfter, "UTC").map { String($0.prefix(16)) } == [
        "2026-05-04T22:00", "2026-05-05T00:00",
      ]
    )
  }

  @Test func slipsOfTheHandAreRefused() throws {
    var pattern = try Self.pattern("0001-01-01", "9999-12-31", "mon-sun", "00:00-24:00", 1)
    #expect(throws: SlotError.self) { try pattern.unrolled(in: .utc) }
    pattern.minutes = 0
    #expect(throws: SlotError.self) { try pattern.unrolled(in: .utc) }
    let tooLong = try Self.pattern("2026-05-04", "2026-05-05", "mon-sun", "09:00-10:00", 61)
    #expect(try tooLong.unrolled(in: .utc).ranges.isEmpty)
  }
}

extension SlotError {
  /// The wall time that does not exist: `2026-03-29T02:00`.
  fileprivate var wallTime: String? {
    guard case .invalidDate(.doesNotExist(let local, _)) = self else { return nil }
    return "\(local.date)T\(TimeStyle().clock(local.millisecondOfDay))"
  }
}
