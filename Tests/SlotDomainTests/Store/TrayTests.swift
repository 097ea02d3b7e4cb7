import Testing

@testable import SlotDomain
@testable import TestDriver

/// Who has to be booked anew, and where to.
@Suite struct TrayTests {
  let test: TestStore
  var store: SQLiteStore { test.store }

  init() throws { test = try TestStore() }

  private func block(_ name: String) throws -> BookingBlock.ID {
    let draft = BlockDraft(name: name, timezone: "UTC", status: .published)
    return try #require(try store.perform(.createBlock(draft), at: moment(-1000)).blocks.first).id
  }

  private func slot(_ minute: Int, in block: BookingBlock.ID) throws -> Slot {
    let draft = SlotDraft(blockID: block, range: range(minute, minute + 20))
    return try #require(try store.perform(.createSlots([draft]), at: moment(-900)).slots.first)
  }

  private func close(_ slots: [Slot]) throws {
    _ = try store.perform(.changeSlots(slots.map(\.id), .setStatus(.disabled)), at: moment(0))
  }

  @Test func proposalsAreNearAndApart() throws {
    let other = try block("Dr. Bea")
    let early = try test.slot(20)
    let closed = try [60, 80, 100].map { try test.slot($0) }
    let after = try test.slot(200)
    let elsewhere = try slot(90, in: other)
    let sooner = try slot(30, in: other)
    for slot in closed { try test.book(slot.id) }
    try close(closed)
    let page = try store.tray(at: moment(0), limit: 10)
    #expect(page.total == 3)
    #expect(page.elements.map(\.slot.id) == closed.map(\.id))
    // The first after it; the nearest before; the first of any block from then on.
    #expect(page.elements.map(\.proposal?.id) == [after.id, early.id, sooner.id])
    _ = elsewhere
    let two = try store.tray(at: moment(0), limit: 2)
    #expect(two.total == 3 && two.elements == Array(page.elements.prefix(2)))
    let none = try store.tray(at: moment(0), limit: 0)
    #expect(none.total == 3 && none.elements.isEmpty)
  }

  @Test func otherBlocksFromThatTimeOnComeFirst() throws {
    let other = try block("Dr. Bea")
    let closed = try test.slot(60)
    try test.book(closed.id)
    try close([closed])
    _ = try slot(30, in: other)
    let same = try slot(60, in: other)
    #expect(try store.tray(at: moment(0), limit: 5).elements.map(\.proposal?.id) == [same.id])
    // Never what cannot be booked.
    try test.book(same.id)
    let row = try #require(try store.tray(at: moment(0), limit: 5).elements.first)
    #expect(row.proposal?.range == range(30, 50))
    #expect(try store.tray(at: moment(40), limit: 5).elements.first?.proposal == nil)
    // What has ended needs no other place.
    #expect(try store.tray(at: moment(79), limit: 5).total == 1)
    #expect(try store.tray(at: moment(80), limit: 5).total == 0)
  }

  @Test func theBooksAreThoseOfEverySlot() throws {
    for seed in 1...3 as ClosedRange<UInt64> {
      let practice = try Practice(seed: seed)
      let store = practice.test.store
      for now in [moment(-250), moment(0), moment(700), moment(900_000)] {
        let old = try practice.slots().filter { slot, block in
          slot.range.end > now && (slot.status == .disabled || block.status == .draft)
            && slot.activeAppointments > 0
        }
        let page = try store.tray(at: now, limit: 1000)
        var expected: [Appointment.ID] = []
        for (slot, _) in old {
          expected += try store.appointments(on: slot.id).filter { $0.status == .active }.map(\.id)
        }
        #expect(page.total == expected.count)
        #expect(page.elements.map(\.appointment.id) == expected)
        #expect(
          try store.outlook(of: nil, today: .all, period: .all, at: now).toRebook == page.total
        )
        try expectProposals(page.elements, practice, now)
        try expectProposals(try store.tray(at: now, limit: 5).elements, practice, now)
      }
    }
  }

  /// As the rule says it, row after row.
  private func expectProposals(_ rows: [TrayRow], _ practice: Practice, _ now: Instant) throws {
    var free = try practice.available(at: now).map(\.slot)
    var expected: [Slot.ID?] = Array(repeating: nil, count: rows.count)
    func give(_ choose: ([Slot], Slot) -> Slot?) {
      for (index, row) in rows.enumerated() where expected[index] == nil {
        guard let slot = choose(free, row.slot) else { continue }
        expected[index] = slot.id
        free.removeAll { $0.id == slot.id }
      }
    }
    give { free, old in
      free.first { $0.blockID == old.blockID && $0.range.start > old.range.start }
    }
    give { free, old in
      free.last { $0.blockID == old.blockID && $0.range.start < old.range.start }
    }
    give { free, old in free.first { $0.range.start >= old.range.start } }
    give { free, _ in free.first }
    let isAsExpected = rows.map { $0.proposal?.id } == expected
    #expect(isAsExpected)
    #expect(rows.isEmpty || expected.contains { $0 != nil } || free.isEmpty)
  }

  /// A screen counts all day, and only what happened since the last time is looked at.
  @Test(arguments: 1...3 as ClosedRange<UInt64>) func countsFollowWhatHappens(seed: UInt64) throws {
    var random = SeededGenerator(state: seed)
    let ben = try test.session(of: "ben")
    for minute in 0..<120 {
      let session = Bool.random(using: &random) ? store : ben
      let operation = try test.randomOperation(&random, moment(minute))
      _ = try? session.perform(operation, at: moment(minute))
      if minute.isMultiple(of: 9) { _ = try? session.undo(nil, force: false, at: moment(minute)) }
      if minute.isMultiple(of: 18) { _ = try? session.redo(at: moment(minute)) }
      guard Bool.random(using: &random) else { continue }
      for now in [minute, minute + 40, minute - 30].map({ moment($0) }) {
        let outlook = try store.outlook(of: nil, today: .all, period: .all, at: now)
        #expect(outlook.toRebook == (try ben.tray(at: now, limit: 0).total), "\(minute)")
      }
    }
    // More at once than is looked at one by one.
    let ids = try store.perform(
      .createSlots((0..<1200).map { test.draft(50_000 + $0 * 20) }),
      at: moment(200)
    ).slots.map(\.id)
    let people = ids.map { AppointmentDraft(slotID: $0) }
    _ = try store.perform(.setBlockStatus([test.block], .published), at: moment(200))
    _ = try store.perform(.createAppointments(people), at: moment(200))
    for status in [Slot.Status.disabled, .active, .disabled] {
      _ = try ben.perform(.changeSlots(ids, .setStatus(status)), at: moment(201))
      let outlook = try store.outlook(of: nil, today: .all, period: .all, at: moment(202))
      #expect(outlook.toRebook == (try ben.tray(at: moment(202), limit: 0).total))
    }
  }

  /// Thousands at once are as well proposed to.
  @Test func aCrowdFindsPlacesToo() throws {
    let other = try block("Dr. Bea")
    let drafts = (0..<2000).map { test.draft(100 + $0 * 20) }
    let free = (0..<2100).map { number in
      SlotDraft(blockID: other, range: range(100 + number * 20, 120 + number * 20))
    }
    let ids = try store.perform(.createSlots(drafts), at: moment(0)).slots.map(\.id)
    _ = try store.perform(.createSlots(free), at: moment(0))
    let people = ids.map { AppointmentDraft(slotID: $0) }
    _ = try store.perform(.createAppointments(people), at: moment(0))
    _ = try store.perform(.changeSlots(ids, .setStatus(.disabled)), at: moment(0))
    let rows = try store.tray(at: moment(0), limit: .max).elements
    #expect(rows.count == 2000)
    #expect(rows.allSatisfy { $0.proposal.map { $0.blockID == other } ?? false })
    #expect(Set(rows.compactMap { $0.proposal?.id }).count == 2000)
    #expect(rows.first?.proposal?.range == rows.first?.slot.range)
  }

  @Test func placesToMoveToAreMixed() throws {
    let (bea, cora) = (try block("Dr. Bea"), try block("Dr. Cora"))
    let draft = try block("Dr. Draft")
    _ = try slot(70, in: draft)
    _ = try store.perform(.setBlockStatus([draft], .draft), at: moment(0))
    let own = try [60, 80, 100, 120].map { try test.slot($0, capacity: 2) }
    let others = try [(65, cora), (90, cora), (70, bea), (500, bea)].map { try slot($0, in: $1) }
    let one = try test.book(own[1].id)
    let expected = [own[0], own[2], others[0], others[2], others[1], own[3], others[3]]
    let places = try store.placesToMove(one.id, at: moment(0), limit: 20)
    #expect(places.map(\.id) == expected.map(\.id))
    #expect(try store.placesToMove(one.id, at: moment(0), limit: .max) == places)
    for limit in 0...7 {
      let some = try store.placesToMove(one.id, at: moment(0), limit: limit)
      #expect(some.map(\.id) == expected.prefix(limit).map(\.id))
    }
    // From now on, whenever it was.
    let later = try store.placesToMove(one.id, at: moment(99), limit: 20)
    #expect(later.map(\.id) == [own[2], own[3], others[3]].map(\.id))
    // Behind the soonest, the same time beside it comes before all that is sooner.
    let (sooner, beside) = (try slot(91, in: bea), try slot(300, in: bea))
    _ = try slot(290, in: cora)
    let far = try test.book(try test.slot(300).id)
    let near = try store.placesToMove(far.id, at: moment(0), limit: 20).map(\.id)
    #expect(near.prefix(5) == [own[0].id, own[1].id, others[0].id, others[2].id, beside.id])
    #expect(near.contains(sooner.id) && Set(near).count == near.count && near.count == 11)
    let error = #expect(throws: SlotError.self) {
      try store.placesToMove(Appointment.ID(), at: moment(0), limit: 5)
    }
    #expect(error?.code == .appointmentNotFound)
  }
}
