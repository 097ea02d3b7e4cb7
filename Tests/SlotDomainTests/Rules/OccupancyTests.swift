import Testing

@testable import SlotDomain

/// Counted by hand.
@Suite(.onBothEngines) struct OccupancyTests {
  private static let ada = BookingBlock.ID(high: 1, low: 1)
  private static let room = BookingBlock.ID(high: 1, low: 2)

  /// Monday, 2 March 2026, 12:00 UTC.
  private let now = moment(12 * 60)

  private func slot(
    _ start: String,
    _ minutes: Int = 30,
    of block: BookingBlock.ID = ada,
    capacity: Int = 1,
    taken: Int = 0,
    cancelled: Int = 0,
    status: Slot.Status = .active,
    lockedFor: Int? = nil,
    in zone: Zone = .utc
  ) throws -> Slot {
    let start = try TimeText.instant(start, in: zone)
    return Slot(
      id: Slot.ID(),
      blockID: block,
      range: TimeRange(start: start, end: start + .minutes(minutes)),
      capacity: capacity,
      status: status,
      storedLock: lockedFor.map { Slot.Lock(end: now + .minutes($0), owner: "ben") },
      activeAppointments: taken,
      cancelledAppointments: cancelled,
      createdAt: moment(0),
      updatedAt: moment(0)
    )
  }

  private func tally(_ slots: [Slot], in zone: Zone = .utc) -> Occupancy {
    var occupancy = Occupancy()
    for slot in slots { occupancy.add(slot, in: zone, at: now) }
    return occupancy
  }

  @Test func nothingIsOfferedByNoSlots() {
    let none = tally([])
    #expect(none == Occupancy())
    #expect(none.total.offered == 0)
    #expect(none.total.share == nil && none.total.percent == nil)
    #expect(none.byBlock.isEmpty && none.byHour.count == 24)
  }

  @Test func everyPlaceCountsOnce() throws {
    let places = tally([
      try slot("2026-03-02T09:00", capacity: 5, taken: 2, cancelled: 3),
      try slot("2026-03-02T10:00", capacity: 4, taken: 1, lockedFor: 5),
      // A lock that is over withholds nothing.
      try slot("2026-03-02T11:00", capacity: 2, lockedFor: 0),
      // Who was booked before it was disabled is not of the offered places.
      try slot("2026-03-02T12:00", capacity: 3, taken: 2, cancelled: 1, status: .disabled),
      try slot("2026-03-02T13:00", capacity: 6, status: .disabled, lockedFor: 5),
    ]).total
    #expect(places.slots == 5)
    #expect(places.offered == 5 + 4 + 2)
    #expect(places.taken == 2 + 1)
    #expect(places.locked == 3)
    #expect(places.free == 3 + 2)
    #expect(places.disabled == 3 + 6)
    #expect(places.cancelled == 3 + 1)
    #expect(places.share == 3.0 / 11.0)
    #expect(places.percent == 27)
  }

  @Test func byBlockWeekdayAndHour() throws {
    let all = tally([
      try slot("2026-03-02T09:00", capacity: 2, taken: 1),
      try slot("2026-03-02T09:59", of: Self.room, capacity: 3),
      try slot("2026-03-08T23:30", 120, capacity: 4, taken: 4),
    ])
    #expect(all.byBlock[Self.ada]?.offered == 6)
    #expect(all.byBlock[Self.room]?.offered == 3)
    #expect(all.places(on: .monday).offered == 5)
    // It runs into Monday and counts where it starts.
    #expect(all.places(on: .sunday).taken == 4)
    #expect(all.places(on: .tuesday) == Occupancy.Places())
    #expect(all.byHour[9].offered == 5 && all.byHour[9].taken == 1)
    #expect(all.byHour[23].offered == 4)
    #expect(all.byHour[0].offered == 0)
    let hours = all.byHour.reduce(0) { $0 + $1.offered }
    #expect(hours == all.total.offered)
  }

  /// The clock of the block says weekday and hour, also where it is put back or forward.
  @Test func wallClockDecides() throws {
    let berlin = try Zone(named: "Europe/Berlin")
    let autumn = tally(
      [
        try slot("2026-10-25T02:10:00+02:00"), try slot("2026-10-25T02:40:00+01:00"),
        try slot("2026-10-25T03:00", in: berlin),
      ],
      in: berlin
    )
    #expect(autumn.byHour[2].slots == 2)
    #expect(autumn.byHour[3].slots == 1)
    let spring = tally(
      [try slot("2026-03-29T01:30", 60, in: berlin), try slot("2026-03-29T03:30", in: berlin)],
      in: berlin
    )
    #expect(spring.byHour[1].slots == 1 && spring.byHour[2].slots == 0)
    #expect(spring.byHour[3].slots == 1)
    // Sunday evening in UTC is Monday in Auckland.
    let auckland = try Zone(named: "Pacific/Auckland")
    let far = tally([try slot("2026-03-08T20:00:00Z")], in: auckland)
    #expect(far.places(on: .monday).slots == 1)
    #expect(far.byHour[9].slots == 1)
  }

  @Test func percentIsExactAtItsEnds() throws {
    func percent(_ taken: Int, _ offered: Int) throws -> Int? {
      tally([try slot("2026-03-02T09:00", capacity: offered, taken: taken)]).total.percent
    }
    #expect(try percent(0, 500) == 0)
    #expect(try percent(1, 500) == 1)
    #expect(try percent(14, 20) == 70)
    #expect(try percent(1, 8) == 13)
    #expect(try percent(499, 500) == 99)
    #expect(try percent(500, 500) == 100)
  }

  @Test("Periods that follow each other add up: a slot counts where it starts")
  func midnight() throws {
    let test = try TestStore()
    // From 23:50 to 00:10.
    let midnight = moment(0) + .hours(24)
    let slot = SlotDraft(
      blockID: test.block,
      range: TimeRange(start: midnight - .minutes(10), end: midnight + .minutes(10))
    )
    _ = try test.store.perform(.createSlots([slot]), at: moment(0))
    let blocks = try test.store.blocks()
    func count(_ range: TimeRange) throws -> Int {
      try test.store.occupancy(of: blocks, in: range, at: moment(0)).total.slots
    }
    let first = TimeRange(start: moment(0), end: midnight)
    let second = TimeRange(start: midnight, end: midnight + .hours(24))
    #expect(try count(first) == 1)
    #expect(try count(second) == 0)
    #expect(try count(TimeRange(start: first.start, end: second.end)) == 1)
  }

  @Test("People on disabled slots are counted apart")
  func onDisabled() throws {
    let places = tally([
      try slot("2026-03-02T09:00", capacity: 5, taken: 2),
      try slot("2026-03-02T12:00", capacity: 3, taken: 2, cancelled: 1, status: .disabled),
    ]).total
    #expect(places.onDisabled == 2 && places.taken == 2 && places.disabled == 3)
  }
}
