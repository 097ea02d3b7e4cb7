import SlotDomain
import Testing

@testable import TestDriver

/// What a block offers day by day, against a count by hand of the slots themselves.
@Suite(.onBothEngines) struct PlaceCountTests {
  let test: TestStore

  init() throws { test = try TestStore() }

  private static func naive(
    _ slots: [Slot],
    of block: BookingBlock,
    on day: TimeRange,
    at now: Instant
  ) -> PlaceCounts {
    var counts = PlaceCounts()
    for slot in slots where day.contains(slot.range.start) {
      counts.slots += 1
      let obstacles = slot.obstacles(in: block, at: now)
      if slot.status == .disabled {
        counts.disabledSlots += 1
        continue
      }
      if slot.lock(at: now) != nil { counts.lockedSlots += 1 }
      counts.offered += slot.capacity
      counts.taken += slot.activeAppointments
      if obstacles.isEmpty { counts.free += slot.capacity - slot.activeAppointments }
    }
    return counts
  }

  @Test func daysAreCountedAsTheirSlotsAre() throws {
    var generator = SeededGenerator(state: 5)
    _ = try test.store.perform(
      .updateBlock(test.block, BlockChanges(bookingDisabledBefore: 7200)),
      at: moment(0)
    )
    var slots: [Slot] = []
    for number in 0..<160 where number % 7 != 3 {
      let capacity = Int.random(in: 1...4, using: &generator)
      let slot = try test.slot(number * 60, length: 50, capacity: capacity)
      for _ in 0..<Int.random(in: 0...capacity, using: &generator) where number > 10 {
        try test.book(slot.id, at: moment(-100))
      }
      slots.append(slot)
    }
    let chosen = slots.map(\.id).shuffled(using: &generator)
    _ = try test.store.perform(
      .changeSlots(Array(chosen[..<30]), .setStatus(.disabled)),
      at: moment(0)
    )
    _ = try test.store.perform(
      .changeSlots(Array(chosen[20..<50]), .lock(until: moment(4000), key: "k")),
      at: moment(0)
    )
    // Days of 24, 23 and 25 hours, one of none, and a stretch between two that is none of them.
    let days = [
      range(0, 1440), range(1440, 2820), range(2820, 2820), range(2820, 4320), range(5000, 6440),
      range(6440, 7880), range(90_000, 91_440),
    ]
    // Before, between and after; 4000 is where the locks end.
    for now in [-5000, 0, 1000, 3000, 3999, 4000, 6000, 50_000].map({ moment($0) }) {
      let block = try test.store.block(test.block)
      let present = try test.store.slots(matching: SlotQuery(), at: now).elements
      let expected = days.map { Self.naive(present, of: block, on: $0, at: now) }
      #expect(try test.store.places(of: test.block, on: days, at: now) == expected)
    }
    let first = try test.store.places(of: test.block, on: days, at: moment(0))
    #expect(first.contains { $0.lockedSlots > 0 && $0.disabledSlots > 0 && $0.free > 0 })
  }

  @Test func otherBlocksCountNothing() throws {
    let draft = BlockDraft(name: "Room 7", timezone: "UTC")
    let outcome = try test.store.perform(.createBlock(draft), at: moment(0))
    let other = try #require(outcome.blocks.first).id
    _ = try test.slot(60)
    let day = range(0, 1440)
    #expect(try test.store.places(of: other, on: [day], at: moment(0)) == [PlaceCounts()])
    #expect(try test.store.places(of: test.block, on: [], at: moment(0)) == [])
    let error = #expect(throws: SlotError.self) {
      try test.store.places(of: BookingBlock.ID(), on: [day], at: moment(0))
    }
    #expect(error?.code == .blockNotFound)
  }

  /// A draft has nothing to book, and the month of one that is being prepared is to be seen.
  @Test func draftsAreCountedAsIfTheyWerePublished() throws {
    _ = try test.slot(60, capacity: 3)
    _ = try test.store.perform(.setBlockStatus([test.block], .draft), at: moment(0))
    let counts = try test.store.places(of: test.block, on: [range(0, 1440)], at: moment(0))
    #expect(counts.map(\.free) == [3])
  }
}
