import SlotDomain
import Testing

@testable import TestDriver

@Suite(.onBothEngines) struct ReadingTests {
  let test: TestStore

  init() throws { test = try TestStore() }

  private func starts(_ change: (inout SlotQuery) -> Void) throws -> [Int] {
    var query = SlotQuery()
    change(&query)
    let page = try test.store.slots(matching: query, at: moment(0))
    return page.elements.map { ($0.range.start - moment(0)).minutes }
  }

  @Test func aStretchOfTimeHasTheSlotsThatOverlapIt() throws {
    for minute in [0, 20, 60, 80, 120] { _ = try test.slot(minute) }
    func starts(_ start: Int, _ end: Int) throws -> [Int] {
      let inRange = try test.store.slots(of: test.block, in: range(start, end))
        .map { ($0.range.start - moment(0)).minutes }
      let listed = try self.starts {
        $0.from = moment(start)
        $0.until = moment(end)
      }
      let listedInBlock = try self.starts {
        $0.block = test.block
        $0.from = moment(start)
        $0.until = moment(end)
      }
      #expect(inRange == listed)
      #expect(inRange == listedInBlock)
      return inRange
    }
    #expect(try starts(20, 80) == [20, 60])
    #expect(try starts(19, 81) == [0, 20, 60, 80])
    #expect(try starts(40, 60) == [])
    #expect(try starts(65, 70) == [60])
    #expect(try starts(-100, 0) == [])
    #expect(try starts(-100, 1) == [0])
    #expect(try starts(139, 500) == [120])
    #expect(try starts(140, 500) == [])
    #expect(try starts(0, 500) == [0, 20, 60, 80, 120])
  }

  @Test func aLongSlotThatBeganBeforeTheWeekIsInIt() throws {
    let long = try test.slot(0, length: 20_000)
    let week = range(10_080, 20_160)
    #expect(try test.store.slots(of: test.block, in: week) == [long])
  }

  @Test func listsFilterAndPage() throws {
    let slots = try (0..<10).map { try test.slot(60 + $0 * 20) }
    let off = slots[3...4].map(\.id)
    _ = try test.store.perform(.changeSlots(off, .setStatus(.disabled)), at: moment(0))
    try test.book(slots[0].id)
    #expect(try starts { $0.status = .disabled } == [120, 140])
    #expect(try starts { $0.isAvailable = true } == [80, 100, 160, 180, 200, 220, 240])
    #expect(try starts { $0.isAvailable = false } == [60, 120, 140])
    #expect(
      try starts {
        $0.isAvailable = false
        $0.status = .active
      } == [60]
    )
    #expect(try starts { $0.block = BookingBlock.ID() } == [])
    var query = SlotQuery()
    query.offset = 4
    query.limit = 3
    let page = try test.store.slots(matching: query, at: moment(0))
    #expect(page.total == 10)
    #expect(page.elements.map(\.id) == slots[4...6].map(\.id))
    query.offset = 100
    #expect(try test.store.slots(matching: query, at: moment(0)).elements.isEmpty)
    #expect(try test.store.slots(matching: query, at: moment(0)).total == 10)
  }

  @Test func theNearestSlotOfABlock() throws {
    let slots = try [60, 90, 120].map { try test.slot($0) }
    let (after, before) = (SearchDirection.after, SearchDirection.before)
    func find(_ direction: SearchDirection, _ minute: Int) throws -> Slot.ID? {
      try test.store.slot(direction, moment(minute), in: test.block)?.id
    }
    #expect(try find(after, 0) == slots[0].id)
    #expect(try find(after, 60) == slots[1].id)
    #expect(try find(after, 120) == nil)
    #expect(try find(before, 120) == slots[1].id)
    #expect(try find(before, 121) == slots[2].id)
    #expect(try find(before, 60) == nil)
    #expect(try test.store.slot(after, moment(0), in: BookingBlock.ID()) == nil)
  }

  @Test func idsAreFoundByTheirBeginning() throws {
    let texts = [
      "93bd6b73-c45f-4c8a-bb28-58e78e80e653", "93bd6b73-c45f-4c8a-bb28-58e78e80e654",
      "93bd0000-0000-4000-8000-000000000000", "ffffffff-ffff-4fff-bfff-ffffffffffff",
    ]
    for (index, text) in texts.enumerated() {
      var draft = test.draft(60 + index * 20)
      draft.id = Slot.ID(text)
      _ = try test.store.perform(.createSlots([draft]), at: moment(0))
    }
    func find(_ text: String, limit: Int = 10) throws -> [String] {
      let prefix = try #require(IdentifierPrefix(text))
      return try test.store.slotIDs(beginning: prefix, limit: limit).map(\.description)
    }
    #expect(try find("93bd") == [texts[2], texts[0], texts[1]])
    #expect(try find("93bd", limit: 2).count == 2)
    #expect(try find("93BD6B73-C45F") == [texts[0], texts[1]])
    #expect(try find(texts[1]) == [texts[1]])
    #expect(try find("ffff") == [texts[3]])
    #expect(try find("0000") == [])
    let appointment = try test.book(try #require(Slot.ID(texts[0])))
    let prefix = try #require(IdentifierPrefix(appointment.id.description.prefix(6)))
    #expect(try test.store.appointmentIDs(beginning: prefix, limit: 3) == [appointment.id])
  }

  @Test func appointmentsAreListedByTheStartOfTheirSlot() throws {
    let late = try test.slot(90, capacity: 3)
    let early = try test.slot(60, capacity: 3)
    let second = try test.book(late.id, at: moment(1))
    let first = try test.book(early.id, at: moment(3))
    let third = try test.book(late.id, at: moment(2))
    _ = try test.store.perform(.cancelAppointments([third.id]), at: moment(4))
    func find(_ change: (inout AppointmentQuery) -> Void) throws -> [Appointment.ID] {
      var query = AppointmentQuery()
      change(&query)
      return try test.store.appointments(matching: query).elements.map(\.id)
    }
    #expect(try find { _ in } == [first.id, second.id, third.id])
    #expect(try find { $0.status = .cancelled } == [third.id])
    #expect(try find { $0.slots = [late.id] } == [second.id, third.id])
    #expect(try find { $0.slots = [] } == [])
    #expect(try find { $0.slots = [late.id, early.id, Slot.ID()] }.count == 3)
    #expect(try find { $0.until = moment(90) } == [first.id])
    #expect(try find { $0.from = moment(80) } == [second.id, third.id])
    #expect(try find { $0.block = BookingBlock.ID() } == [])
    #expect(
      try find {
        $0.offset = 1
        $0.limit = 1
      } == [second.id]
    )
  }

  @Test func moreSlotsCanBeAskedAboutThanAStatementHasParameters() throws {
    let slot = try test.slot(60)
    let appointment = try test.book(slot.id)
    var query = AppointmentQuery()
    query.slots = (0..<40_000).map { _ in Slot.ID() } + [slot.id]
    #expect(try test.store.appointments(matching: query).elements == [appointment])
  }

  /// The same answer three times: from the rule, from the list's SQL and from the counts' SQL.
  @Test func availabilityIsTheSameInSQLAsInTheRules() throws {
    var random = SeededGenerator(state: 7)
    var blocks = [test.block]
    for name in ["B", "C"] {
      let draft = BlockDraft(
        name: name,
        timezone: "UTC",
        status: name == "B" ? .published : .draft,
        bookingDisabledBefore: 1200
      )
      blocks.append(try test.store.perform(.createBlock(draft), at: moment(0)).blocks[0].id)
    }
    for block in blocks {
      for index in 0..<30 {
        var draft = test.draft(
          index * 10,
          length: 10,
          capacity: Int.random(in: 1...2, using: &random)
        )
        draft.blockID = block
        draft.status = Int.random(in: 0..<4, using: &random) == 0 ? .disabled : .active
        let slot = try test.store.perform(.createSlots([draft]), at: moment(-99)).slots[0]
        if Int.random(in: 0..<2, using: &random) == 0 {
          let booking = AppointmentDraft(slotID: slot.id)
          _ = try? test.store.perform(.createAppointments([booking]), at: moment(-99))
        }
        if Int.random(in: 0..<3, using: &random) == 0 {
          let end = moment(Int.random(in: 0...300, using: &random))
          _ = try test.store.perform(
            .changeSlots([slot.id], .lock(until: end, key: "k")),
            at: moment(-99)
          )
        }
      }
    }
    for minute in stride(from: -30, through: 310, by: 5) {
      let now = moment(minute)
      let window = range(50, 200)
      let counts = try test.store.availableSlots(in: window, at: now)
      #expect(counts.count == 3)
      for id in blocks {
        let block = try test.store.block(id)
        let slots = try test.store.slots(of: id, in: range(-1000, 1000))
        let expected = slots.filter { $0.isAvailable(in: block, at: now) }
        #expect(expected == slots.filter { $0.obstacles(in: block, at: now).isEmpty })
        var query = SlotQuery()
        query.block = id
        query.isAvailable = true
        #expect(try test.store.slots(matching: query, at: now).elements == expected)
        #expect(try test.store.counts(of: id, at: now).availableSlots == expected.count)
        #expect(counts[id] == expected.count { window.contains($0.range.start) })
        try expectSteps(in: id, through: expected.map(\.range.start), at: now)
      }
    }
  }

  /// From any place, the first, third and last available slot in both directions.
  private func expectSteps(
    in block: BookingBlock.ID,
    through starts: [Instant],
    at now: Instant
  ) throws {
    for place in stride(from: -20, through: 320, by: 70).map(moment) {
      let later = starts.filter { $0 > place }
      let earlier = Array(starts.filter { $0 < place }.reversed())
      for number in [1, 3, 9999] {
        for (direction, starts) in [(SearchDirection.after, later), (.before, earlier)] {
          let found = try test.store.availableSlot(
            direction,
            place,
            in: block,
            number: number,
            at: now
          )
          #expect(found?.range.start == starts.prefix(number).last)
        }
      }
    }
  }

  @Test func nextAvailableSlotPassesOverThoseThatAreNot() throws {
    func next(_ minute: Int, at now: Instant = moment(0)) throws -> Slot.ID? {
      try test.store.availableSlot(.after, moment(minute), in: test.block, number: 1, at: now)?.id
    }
    let first = try test.slot(60)
    let full = try test.slot(90)
    let disabled = try test.slot(120)
    let locked = try test.slot(150)
    let last = try test.slot(180, capacity: 2)
    try test.book(full.id)
    try test.book(last.id)
    _ = try test.store.perform(.changeSlots([disabled.id], .setStatus(.disabled)), at: moment(0))
    _ = try test.store.perform(
      .changeSlots([locked.id], .lock(until: moment(30), key: "k")),
      at: moment(0)
    )
    #expect(try next(0) == first.id)
    #expect(try next(60) == last.id)
    #expect(try next(60, at: moment(30)) == locked.id)
    #expect(try next(180) == nil)
    // A slot that begins now is too late, with a lead time also those that begin soon.
    #expect(try next(0, at: moment(60)) == locked.id)
    var changes = BlockChanges()
    changes.bookingDisabledBefore = 3600
    _ = try test.store.perform(.updateBlock(test.block, changes), at: moment(0))
    #expect(try next(0) == last.id)
    _ = try test.store.perform(.setBlockStatus([test.block], .draft), at: moment(0))
    #expect(try next(0) == nil)
    #expect(throws: SlotError.self) {
      try test.store.availableSlot(
        .after,
        moment(0),
        in: BookingBlock.ID(),
        number: 1,
        at: moment(0)
      )
    }
  }
}
