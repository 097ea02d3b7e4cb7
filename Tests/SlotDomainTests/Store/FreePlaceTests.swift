import Testing

@testable import SlotDomain
@testable import TestDriver

/// Free places of all blocks, against a look at every slot.
@Suite struct FreePlaceTests {
  @Test(arguments: 1...3 as ClosedRange<UInt64>) func areThoseOfEverySlot(seed: UInt64) throws {
    let practice = try Practice(seed: seed)
    let store = practice.test.store
    var queries: [FreePlaceQuery] = []
    var query = FreePlaceQuery(from: moment(-5000))
    queries.append(query)
    query.places = 2
    queries.append(query)
    (query.places, query.minutes) = (1, 40)
    queries.append(query)
    (query.minutes, query.weekdays) = (nil, [.tuesday, .friday])
    queries.append(query)
    (query.weekdays, query.windows) = ([.monday], try [#require(ClockWindow("08:00-12:00"))])
    queries.append(query)
    query.windows = try [#require(ClockWindow("22:00-02:00")), #require(ClockWindow("6:00-7:00"))]
    query.weekdays = []
    queries.append(query)
    (query.windows, query.from, query.until) = ([], moment(100), moment(2000))
    queries.append(query)
    query.blocks = [practice.blocks[0].id, practice.blocks[1].id, BookingBlock.ID()]
    queries.append(query)
    query.blocks = []
    queries.append(query)
    for query in queries {
      for now in [moment(-100), moment(0), moment(900)] {
        let expected = try practice.available(at: now).filter { slot, block in
          let start = block.zone.local(slot.range.start)
          let days =
            query.windows.isEmpty ? [start.date] : query.windows.compactMap { $0.day(of: start) }
          return (query.blocks.map { $0.contains(block.id) } ?? true)
            && slot.range.start >= query.from
            && (query.until.map { slot.range.start < $0 } ?? true)
            && slot.freePlaces >= query.places
            && slot.range.length >= .minutes(query.minutes ?? 0)
            && days.contains { query.weekdays.isEmpty || query.weekdays.contains($0.weekday) }
        }.map(\.slot)
        let found = try store.freePlaces(query, limit: .max, at: now)
        #expect(found.count == expected.count)
        #expect(found == expected)
        #expect(try store.freePlaces(query, limit: 3, at: now) == Array(expected.prefix(3)))
        // In steps of any size nothing is lost and nothing comes twice.
        var steps: [Slot] = []
        var position: Instant? = query.from
        while let from = position {
          let step = try store.freePlaces(query, from: from, limit: 2, at: now)
          steps += step.slots
          position = step.next
          #expect(position.map { $0 > from } ?? true)
        }
        #expect(steps == expected)
      }
    }
  }

  /// Years without a slot are one step, and more slots at one time than a step reads are all found.
  @Test func farAndDense() throws {
    let test = try TestStore()
    let store = test.store
    let far = 60 * 24 * 365 * 30
    _ = try test.slot(60)
    _ = try test.slot(far)
    let query = FreePlaceQuery(from: moment(0))
    var steps = 0
    var position: Instant? = query.from
    var found: [Slot] = []
    while let from = position {
      let step = try store.freePlaces(query, from: from, limit: 10, at: moment(0))
      (position, found, steps) = (step.next, found + step.slots, steps + 1)
    }
    #expect(found.map(\.range.start) == [moment(60), moment(far)] && steps == 2)

    let blocks = try (0..<620).map { number in
      let draft = BlockDraft(name: "Room \(number)", timezone: "UTC", status: .published)
      return try #require(try store.perform(.createBlock(draft), at: moment(0)).blocks.first).id
    }
    let drafts = blocks.flatMap { block in
      [120, 121].map { SlotDraft(blockID: block, range: range($0, $0 + 1)) }
    }
    _ = try store.perform(.createSlots(drafts), at: moment(0))
    let all = try store.freePlaces(query, limit: .max, at: moment(0))
    #expect(all.count == 620 * 2 + 2)
    #expect(Set(all.map(\.id)).count == all.count)
    #expect(zip(all, all.dropFirst()).allSatisfy { $0.range.start <= $1.range.start })
  }

  @Test func aLostZoneKeepsNobodyElseOut() throws {
    let test = try TestStore()
    let draft = BlockDraft(name: "Moon", timezone: "UTC", status: .published)
    let moon = try #require(try test.store.perform(.createBlock(draft), at: moment(0)).blocks.first)
    let slot = try test.slot(60)
    let other = SlotDraft(blockID: moon.id, range: range(60, 80))
    _ = try test.store.perform(.createSlots([other]), at: moment(0))
    try RawDatabase(test.path).execute("UPDATE block SET timezone = 'Moon/Sea' WHERE name = 'Moon'")
    var query = FreePlaceQuery(from: moment(0))
    #expect(try test.store.freePlaces(query, limit: 9, at: moment(0)).count == 2)
    query.weekdays = [.monday]
    #expect(try test.store.freePlaces(query, limit: 9, at: moment(0)).map(\.id) == [slot.id])
    query.blocks = [moon.id]
    let error = #expect(throws: SlotError.self) {
      try test.store.freePlaces(query, limit: 9, at: moment(0))
    }
    #expect(error?.code == .invalidTimezone)
  }

  @Test(arguments: 1...3 as ClosedRange<UInt64>) func outlookCountsAsTheSlotsAre(seed: UInt64)
    throws
  {
    let practice = try Practice(seed: seed)
    let store = practice.test.store
    let (today, period) = (range(0, 1440), range(-300, 5000))
    for now in [moment(-250), moment(0), moment(700), moment(900_000)] {
      let available = try practice.available(at: now)
      for block in practice.blocks.map(\.id) + [BookingBlock.ID()] {
        let outlook = try store.outlook(of: block, today: today, period: period, at: now)
        let next = available.filter { $0.slot.range.start > now }.map(\.slot)
        #expect(outlook.nextFree == next.first { $0.blockID == block })
        #expect(outlook.nextFreeAnywhere == next.first)
        let displaced = try practice.slots().filter { slot, block in
          slot.range.end > now && (slot.status == .disabled || block.status == .draft)
        }
        #expect(outlook.toRebook == displaced.reduce(0) { $0 + $1.slot.activeAppointments })
        for (range, counts) in [(today, outlook.freeToday), (period, outlook.freeInPeriod)] {
          for one in practice.blocks {
            let slots = available.filter {
              $0.block.id == one.id && range.contains($0.slot.range.start)
            }
            #expect(counts[one.id] == slots.reduce(0) { $0 + $1.slot.freePlaces })
          }
        }
      }
    }
    let outlook = try store.outlook(of: nil, today: today, period: period, at: moment(0))
    #expect(outlook.nextFree == nil && outlook.nextFreeAnywhere != nil)
  }
}
