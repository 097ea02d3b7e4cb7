import Testing

@testable import SlotDomain
@testable import TestDriver

/// How slots recurred, read from the slots themselves.
@Suite(.onBothEngines) struct DerivedPatternTests {
  private let zone = Zone(nameInStore: "Europe/Warsaw")
  private let days = CivilDate(dayNumber: 20_500)...CivilDate(dayNumber: 20_527)

  private func slots(_ pattern: WeeklyPattern, capacity: Int = 1) throws -> [Slot] {
    let block = BookingBlock.ID()
    let now = Instant(milliseconds: 0)
    return try pattern.unrolled(in: zone).ranges.map {
      Slot(
        id: Slot.ID(),
        blockID: block,
        range: $0,
        capacity: capacity,
        createdAt: now,
        updatedAt: now
      )
    }
  }

  private func windows(_ texts: String...) throws -> [ClockWindow] {
    try texts.map { try #require(ClockWindow($0)) }
  }

  @Test func aPatternIsFoundAgain() throws {
    for (windows, minutes, gap) in [
      (try windows("09:00-12:00", "13:00-17:00"), 20, 0), (try windows("08:30-10:00"), 15, 5),
      (try windows("22:00-02:00"), 60, 0), (try windows("00:00-24:00"), 60, 0),
      (try windows("09:00-10:00"), 60, 0), (try windows("00:00-24:00"), 1440, 0),
      (try windows("09:00-09:20", "14:00-14:20"), 20, 0),
    ] {
      let pattern = WeeklyPattern(
        days: days,
        weekdays: [.monday, .tuesday, .thursday],
        windows: windows,
        minutes: minutes,
        gap: gap
      )
      let slots = try slots(pattern, capacity: 3)
      let derived = try #require(DerivedPattern(of: slots, zone: zone))
      #expect(derived.minutes == minutes && derived.capacity == 3 && derived.gap == gap)
      #expect(derived.weekdays == pattern.weekdays)
      // It makes the same slots.
      var again = pattern
      (again.weekdays, again.windows) = (derived.weekdays, derived.windows)
      #expect(try again.unrolled(in: zone).ranges == slots.map(\.range))
    }
  }

  /// What follows over midnight follows, whatever the clock does in that night.
  @Test(arguments: ["2027-10-30", "2027-03-27", "2027-10-23", "2027-03-20"])
  func aNightOfAClockChangeIsOneNight(saturday: String) throws {
    let first = try #require(CivilDate(saturday))
    let pattern = WeeklyPattern(
      days: first...first.adding(days: 8),
      weekdays: [.saturday],
      windows: try windows("21:00-05:00"),
      minutes: 30,
      gap: 0
    )
    let derived = try #require(DerivedPattern(of: try slots(pattern), zone: zone))
    #expect(derived.weekdays == [.saturday])
    #expect(derived.windows == pattern.windows)
  }

  @Test func exceptionsDoNotDecide() throws {
    let pattern = WeeklyPattern(
      days: days,
      weekdays: [.monday, .wednesday],
      windows: try windows("09:00-12:00"),
      minutes: 20
    )
    var slots = try slots(pattern)
    slots.remove(at: 4)
    slots.remove(at: 20)
    let saturday = try self.slots(
      WeeklyPattern(
        days: days.lowerBound...days.lowerBound.adding(days: 6),
        weekdays: [.saturday],
        windows: try windows("10:00-11:00"),
        minutes: 60
      )
    )
    slots = (slots + saturday).sorted { $0.range.start < $1.range.start }
    let derived = try #require(DerivedPattern(of: slots, zone: zone))
    #expect(derived.weekdays == [.monday, .wednesday] && derived.minutes == 20)
    #expect(derived.windows == pattern.windows && derived.gap == 0)
    #expect(DerivedPattern(of: [], zone: zone) == nil)
    #expect(DerivedPattern(of: slots, zone: Zone(nameInStore: "Moon/Sea")) == nil)
  }

  @Test func theLastWeeksOfABlockCount() throws {
    let test = try TestStore()
    #expect(try test.store.lastPattern(of: test.block) == nil)
    let old = (0..<50).map { test.draft($0 * 1440 + 480, length: 60) }
    let new = (0..<20).flatMap { day in
      (0..<9).map { test.draft((day + 60) * 1440 + 540 + $0 * 20, capacity: 2) }
    }
    _ = try test.store.perform(.createSlots(old + new), at: moment(0))
    let pattern = try #require(try test.store.lastPattern(of: test.block))
    #expect(pattern.minutes == 20 && pattern.capacity == 2)
    #expect(pattern.windows == (try windows("09:00-12:00")))
    #expect(pattern.weekdays == Set(Weekday.allCases))
    let error = #expect(throws: SlotError.self) {
      try test.store.lastPattern(of: BookingBlock.ID())
    }
    #expect(error?.code == .blockNotFound)
  }
}
