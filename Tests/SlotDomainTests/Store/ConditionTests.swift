import Testing

@testable import SlotDomain
@testable import TestDriver

/// What an engine's queries take for available, locked, full or serving nobody is what the rules say.
@Suite(.onBothEngines) struct ConditionTests {
  @Test(arguments: 1...4 as ClosedRange<UInt64>)
  func engineAgreesWithRules(seed: UInt64) throws {
    let test = try TestStore()
    var random = SeededGenerator(state: seed)
    let store = test.store
    var blocks = [test.block]
    for (name, lead) in [("Late", 1200), ("Draft", 0), ("Exact", 600)] {
      var draft = BlockDraft(name: name, timezone: "UTC", status: .published)
      draft.bookingDisabledBefore = lead
      if name == "Draft" { draft.status = .draft }
      blocks.append(
        try #require(try store.perform(.createBlock(draft), at: moment(0)).blocks.first).id
      )
    }
    try fill(store, blocks, &random)
    let known = try store.blocks()
    for minute in [-1, 0, 10, 17, 40] {
      let now = moment(minute)
      var stranded: [Slot] = []
      for block in known {
        stranded += try store.slots(of: block.id, in: .all)
          .filter { $0.isStranded(in: block, at: now) }
      }
      let people = stranded.reduce(0) { $0 + $1.activeAppointments }
      let tray = try store.tray(at: now, limit: 1000)
      #expect(tray.total == people && tray.elements.count == people && people > 0)
      #expect(Set(tray.elements.map(\.slot.id)) == Set(stranded.map(\.id)))
      let outlook = try store.outlook(of: nil, today: range(0, 1), period: range(0, 1), at: now)
      #expect(outlook.toRebook == people)
      for block in known {
        let slots = try store.slots(of: block.id, in: .all)
        try expectNearest(slots, in: block, store, at: now)
        let counted = try store.availableSlots(in: range(5, 50), at: now)[block.id]
        let expected = slots.count {
          range(5, 50).contains($0.range.start) && $0.isAvailable(in: block, at: now)
        }
        #expect(counted == expected)
        let available = slots.filter { $0.isAvailable(in: block, at: now) }
        #expect(try store.counts(of: block.id, at: now).availableSlots == available.count)
        for isAvailable in [true, false] {
          var query = SlotQuery()
          query.block = block.id
          query.isAvailable = isAvailable
          let listed = try store.slots(matching: query, at: now).elements
          #expect(listed == slots.filter { $0.isAvailable(in: block, at: now) == isAvailable })
        }
      }
    }
  }

  private func fill(
    _ store: RowStore,
    _ blocks: [BookingBlock.ID],
    _ random: inout SeededGenerator
  ) throws {
    for block in blocks {
      let drafts = (0..<40).map { number in
        SlotDraft(
          blockID: block,
          range: range(number * 2, number * 2 + 1),
          capacity: Int.random(in: 1...3, using: &random),
          status: Int.random(in: 0..<4, using: &random) == 0 ? .disabled : .active
        )
      }
      let slots = try store.perform(.createSlots(drafts), at: moment(-100)).slots
      for slot in slots {
        // Whoever was there before the block was a draft, or the slot disabled.
        let people = (0..<Int.random(in: 0...slot.capacity, using: &random)).map { _ in
          ObjectRecord.appointment(AppointmentRecord(id: Appointment.ID(), slotID: slot.id))
        }
        _ = try store.takeOver(at: moment(-90), reason: nil, isTrial: false) {
          (intake) throws(SlotError) in
          for one in people { _ = try intake.take(one, updating: false) }
        }
        if Int.random(in: 0..<3, using: &random) == 0 {
          let end = moment([-50, 0, 10, 17, 90].randomElement(using: &random) ?? 0)
          let operation = SlotDomain.Operation.changeSlots([slot.id], .lock(until: end, key: "k"))
          _ = try store.perform(operation, at: moment(-80))
        }
      }
    }
  }

  private func expectNearest(
    _ slots: [Slot],
    in block: BookingBlock,
    _ store: RowStore,
    at now: Instant
  ) throws {
    for condition in SlotCondition.allCases {
      let fitting = slots.filter { condition.holds(for: $0, in: block, at: now) }
      for place in [moment(-5), moment(20), moment(21), moment(200)] {
        let after = try store.slot(.after, place, in: block.id, where: condition, at: now)
        #expect(after == fitting.first { $0.range.start > place }, "\(condition)")
        let before = try store.slot(.before, place, in: block.id, where: condition, at: now)
        #expect(before == fitting.last { $0.range.start < place }, "\(condition)")
      }
    }
  }
}
