import Testing

@testable import SlotDomain
@testable import TestDriver

/// However many objects something is about, an engine is asked for them together.
@Suite struct BatchTests {
  private let test: TestStore
  private let engine: CountingEngine
  private let store: RowStore

  init() throws {
    test = try TestStore()
    engine = CountingEngine(test.store.engine)
    store = RowStore(engine, actor: "ana")
  }

  private func slots(_ count: Int, from minute: Int = 60, capacity: Int = 3) throws -> [Slot.ID] {
    let drafts = (0..<count).map { test.draft(minute + $0 * 20, capacity: capacity) }
    return try store.perform(.createSlots(drafts), at: moment(0)).slots.map(\.id)
  }

  private func expect(
    _ name: String,
    atMost count: Int,
    sourceLocation: SourceLocation = #_sourceLocation,
    _ body: () throws -> Void
  ) throws {
    engine.startAnew()
    try body()
    let batches = engine.batches
    #expect(batches.count <= count, "\(name): \(batches)", sourceLocation: sourceLocation)
    #expect(!batches.isEmpty, "\(name)", sourceLocation: sourceLocation)
  }

  /// Every operation, on 300 objects, and what takes it back and does it again.
  @Test func operations() throws {
    let ids = try slots(300)
    let others = try slots(300, from: 60 * 24 * 30)
    let later = Instant(milliseconds: moment(0).milliseconds + 1_000_000)
    func book(_ slots: [Slot.ID]) throws -> [Appointment.ID] {
      let drafts = slots.map { AppointmentDraft(slotID: $0) }
      return try store.perform(.createAppointments(drafts), at: moment(0)).appointments.map(\.id)
    }
    let people = try book(others)
    let blocks = try (0..<3).map {
      let draft = BlockDraft(name: "Room \($0)", timezone: "UTC")
      return try #require(try store.perform(.createBlock(draft), at: moment(0)).blocks.first).id
    }
    let drafts = (0..<300).map { test.draft(60 * 24 * 60 + $0 * 20) }
    let move = SlotRevision(move: SlotMove(span: .minutes(10)), length: nil, metadata: [:])
    let operations: [(SlotDomain.Operation, undoable: Bool)] = [
      (.createSlots(drafts), true),
      (.changeSlots(ids, .update(SlotChanges(capacity: 4))), true),
      (.changeSlots([ids[0]], .update(SlotChanges(start: moment(2), end: moment(9)))), true),
      (.reviseSlots(ids, move), true),
      (.changeSlots(ids, .setStatus(.disabled)), true),
      (.changeSlots(ids, .lock(until: later, key: "k")), true),
      (.changeSlots(ids, .unlock(key: "k")), true),
      (.changeSlots(ids, .lock(until: later, key: "k")), true),
      (.releaseOwnLock(ids[0]), true),
      (.changeSlots(ids, .unlock(key: nil)), true),
      (.changeSlots(ids, .setStatus(.active)), true),
      (.createAppointments(ids.map { AppointmentDraft(slotID: $0) }), true),
      (.updateAppointments(people, AppointmentChanges(metadata: .empty)), false),
      (.updateAppointments(people, AppointmentChanges(members: ["phone": "1"])), true),
      (.createAppointments(ids.map { AppointmentDraft(slotID: $0, isLate: true) }), true),
      (.cancelAppointments(people), true),
      (.enableAppointments(people), true),
      (.batch(.plan, people.map { .rescheduleAppointment($0, to: ids[0], lockKey: nil) }), false),
      (.rescheduleAppointment(people[0], to: ids[1], lockKey: nil), true),
      (.deleteAppointments(people), true),
      (.changeSlots(others, .delete(force: true)), true),
      (.updateBlock(blocks[0], BlockChanges(name: "Hall")), true),
      (.setBlockStatus(blocks, .published), true),
      (.createBlock(BlockDraft(name: "New", timezone: "UTC")), true),
      (.deleteBlocks([test.block], force: true), true),
    ]
    for (number, (operation, isUndoable)) in operations.enumerated() {
      let name = "\(operation.verb.rawValue) (\(number))"
      var action: SlotDomain.Action?
      try expect(name, atMost: 4) {
        do throws(SlotError) {
          action = try store.perform(operation, at: moment(1)).action
        } catch {
          guard error.code == .notEnoughCapacity else { throw error }
        }
      }
      #expect((action != nil) == isUndoable, "\(name)")
      guard action != nil else { continue }
      try expect("undo of \(name)", atMost: 6) {
        let undone = try store.undo(nil, force: false, at: moment(2))
        #expect(undone.conflicts == [], "\(name)")
      }
      try expect("redo of \(name)", atMost: 6) {
        let redone = try store.redo(at: moment(3))
        #expect(redone.conflicts == [], "\(name)")
      }
    }
    try test.expectSound()
  }

  @Test func conflictsAreNamedTogether() throws {
    let ids = try slots(50)
    _ = try store.perform(.changeSlots(ids, .setStatus(.disabled)), at: moment(1))
    let ben = try test.session(of: "ben")
    _ = try ben.perform(.changeSlots(Array(ids.prefix(40)), .setStatus(.active)), at: moment(2))
    _ = try ben.undo(nil, force: false, at: moment(3))
    _ = try store.perform(.changeSlots(Array(ids.suffix(5)), .setStatus(.active)), at: moment(4))
    let disable = try store.lastAction() - 3
    try expect("undo with conflicts", atMost: 7) {
      let outcome = try store.undo(disable, force: false, at: moment(5))
      #expect(outcome.conflicts.count == 5)
      #expect(outcome.conflicts.allSatisfy { $0.reason == .changed(by: "ana", at: moment(4)) })
    }
  }

  @Test func manySlots() throws {
    let count = 25_000
    try expect("create", atMost: 4 + count / 10_000) { _ = try slots(count) }
    var query = SlotQuery()
    query.block = test.block
    let ids = try store.slots(matching: query, at: moment(0)).elements.map(\.id)
    try expect("disable", atMost: 4 + count / 10_000 * 2) {
      _ = try store.perform(.changeSlots(ids, .setStatus(.disabled)), at: moment(1))
    }
    try expect("undo", atMost: 6 + count / 10_000 * 3) {
      _ = try store.undo(nil, force: false, at: moment(2))
    }
    try test.expectSound()
  }

  /// A change of a selection, and its dry run, which writes nothing.
  @Test func selections() throws {
    let ids = try slots(300)
    _ = try store.perform(
      .createAppointments(ids.map { AppointmentDraft(slotID: $0) }),
      at: moment(0)
    )
    var selection = SlotSelection()
    selection.query.block = test.block
    let later = moment(600)
    let changes: [BulkChange] = [
      .setStatus(.disabled), .update(SlotChanges(capacity: 5)), .lock(until: later, key: "k"),
      .unlock(key: "k"), .update(SlotChanges(start: moment(5), end: moment(6))),
      .delete(force: true),
    ]
    for change in changes {
      try expect("dry run of \(change)", atMost: 3) {
        _ = try store.tryOut(change, on: .selection(selection), onConflict: .skip, at: moment(1))
      }
      #expect(!engine.batches.contains("apply"))
      try expect("\(change)", atMost: 4) {
        _ = try store.perform(
          change,
          on: .selection(selection),
          onConflict: .skip,
          at: moment(1),
          reason: nil
        )
      }
    }
    try test.expectSound()
  }

  @Test func periods() throws {
    let ids = try slots(50)
    let targets: [PeriodQuestion.Target] = [
      .time, .slot(ids[3]), .now, .neighbour(.after, moment(100), where: nil, count: 7),
      .neighbour(.before, moment(600), where: .available, count: 2),
      .neighbour(.after, moment(0), where: .locked, count: 1),
    ]
    for target in targets {
      try expect("\(target)", atMost: 2) {
        let question = PeriodQuestion(block: test.block, target: target, withGuests: true)
        let period = try store.period(question, at: moment(0)) { _, _ in range(0, 600) }
        #expect(period.slots.count == 27)
      }
    }
    try expect("free slots of all blocks", atMost: 1) {
      let free = try store.availableSlots(in: range(0, 600), at: moment(0))
      #expect(free == [test.block: 27])
    }
    try expect("places", atMost: 1) {
      _ = try store.places(of: test.block, on: [range(0, 600)], at: moment(0))
    }
  }

  @Test func placesOfAllBlocks() throws {
    let ids = try slots(300, capacity: 1)
    let people = ids.prefix(100).map { AppointmentDraft(slotID: $0) }
    let made = try store.perform(.createAppointments(people), at: moment(0)).appointments
    _ = try store.perform(.changeSlots(Array(ids[50..<150]), .setStatus(.disabled)), at: moment(0))
    try expect("guests", atMost: 1) {
      let guests = try store.guests(of: test.block, in: range(0, 600))
      #expect(guests.count == 27)
    }
    var query = FreePlaceQuery(from: moment(0))
    query.weekdays = Set(Weekday.allCases)
    try expect("a step of free places", atMost: 1) {
      let step = try store.freePlaces(query, from: nil, limit: 20, at: moment(0))
      #expect(step.slots.count == 20 && step.next != nil)
    }
    try expect("the outlook", atMost: 1) {
      let today = range(0, 1440)
      let outlook = try store.outlook(of: test.block, today: today, period: today, at: moment(0))
      #expect(outlook.toRebook == 50 && outlook.nextFree == outlook.nextFreeAnywhere)
    }
    try expect("the tray", atMost: 3) {
      let page = try store.tray(at: moment(0), limit: 50)
      #expect(page.elements.allSatisfy { $0.proposal != nil })
    }
    _ = try store.perform(.changeSlots(Array(ids[160...]), .setStatus(.disabled)), at: moment(0))
    try expect("the tray with few places left", atMost: 3) {
      let rows = try store.tray(at: moment(0), limit: 50).elements
      #expect(rows.count { $0.proposal != nil } == 10)
    }
    let person = Person(name: "nobody")
    try expect("engagements", atMost: 2) {
      _ = try store.engagements(of: person, in: range(0, 1440))
    }
    try expect("the last pattern", atMost: 2) { _ = try store.lastPattern(of: test.block) }
    let date = Zone.utc.date(moment(0))
    let days = (0..<20).map {
      ClosedDay(days: date.adding(days: $0)...date.adding(days: $0), name: "")
    }
    try expect("slots that days touch", atMost: 2) {
      _ = try store.slots(touching: days, of: [test.block], notEndedBy: moment(0))
    }
    try expect("places to move to", atMost: 2) {
      let places = try store.placesToMove(made[0].id, at: moment(0), limit: 5)
      #expect(places.count == 5)
    }
  }

  /// What colleagues did to slots in which people have a place again, or to those who came since, is looked
  /// up together, too.
  @Test func undoAfterColleagues() throws {
    let (ids, opened) = (try slots(120), try slots(120, from: 60 * 24 * 30))
    let people = try store.perform(
      .createAppointments(ids.map { AppointmentDraft(slotID: $0) }),
      at: moment(0)
    ).appointments
    let ben = try test.session(of: "ben")
    let disable = SlotDomain.Operation.changeSlots(opened, .setStatus(.disabled))
    _ = try store.perform(disable, at: moment(0))
    let enable = SlotDomain.Operation.changeSlots(opened, .setStatus(.active))
    let enabled = try #require(try store.perform(enable, at: moment(0)).action).id
    let cancel = SlotDomain.Operation.cancelAppointments(people.map(\.id))
    let cancelled = try #require(try store.perform(cancel, at: moment(1)).action).id
    _ = try ben.perform(.changeSlots(ids.reversed(), .shift(by: .minutes(60 * 24))), at: moment(2))
    let guests = opened.prefix(60).map { AppointmentDraft(slotID: $0) }
    _ = try ben.perform(.createAppointments(Array(guests)), at: moment(2))
    try expect("undo of a cancellation", atMost: 8) {
      #expect(throws: SlotError.self) {
        try store.undo(cancelled, force: false, at: moment(3))
      }
    }
    try expect("undo of an opening", atMost: 9) {
      let undone = try store.undo(enabled, force: false, at: moment(4))
      #expect(undone.conflicts.count == 60 && undone.action.objects == 60)
    }
  }

  /// In a block that comes back nothing is taken: nobody is asked for it slot by slot.
  @Test func undoOfABlocksDeletion() throws {
    let ids = try slots(120)
    _ = try store.perform(
      .createAppointments(ids.map { AppointmentDraft(slotID: $0) }),
      at: moment(0)
    )
    _ = try store.perform(.deleteBlocks([test.block], force: true), at: moment(1))
    try expect("undo of a block's deletion", atMost: 14) {
      let undone = try store.undo(nil, force: false, at: moment(2))
      #expect(undone.conflicts == [])
    }
    try expect("a block's deletion again", atMost: 14) { _ = try store.redo(at: moment(3)) }
  }

  @Test func activity() throws {
    let ids = try slots(120)
    for id in ids { try test.book(id) }
    _ = try store.perform(.changeSlots(ids, .setStatus(.disabled)), at: moment(1))
    _ = try store.undo(nil, force: false, at: moment(2))
    try expect("what 100 actions were about", atMost: 2) {
      let activity = try store.activity(matching: HistoryQuery())
      #expect(activity.count == 100 && activity.allSatisfy { $0.subject.blockCount == 1 })
    }
  }

  @Test func details() throws {
    let slot = try #require(try slots(1).first)
    try test.book(slot)
    _ = try store.perform(.changeSlots([slot], .setStatus(.disabled)), at: moment(1))
    try expect("details", atMost: 1) {
      let details = try store.details(of: slot, asOf: nil, entries: 20)
      #expect(details.slot.status == .disabled && details.appointments.count == 1)
      #expect(details.history.count == 3)
    }
  }

  /// Whom the history speaks of is looked up once more, only where somebody was moved.
  @Test func detailsAfterMoves() throws {
    let ids = try slots(3)
    let people = [
      try test.book(ids[0]), try test.book(ids[1]),
    ].map(\.id)
    let moves = [(people[0], ids[2]), (people[1], ids[0])]
    for (person, slot) in moves {
      let move = SlotDomain.Operation.rescheduleAppointment(person, to: slot, lockKey: nil)
      _ = try store.perform(move, at: moment(1))
    }
    try expect("details after moves", atMost: 2) {
      let details = try store.details(of: ids[0], asOf: nil, entries: 20)
      #expect(details.appointments.map(\.id) == [people[1]])
      #expect(details.elsewhere.appointments.map(\.id) == [people[0]])
      #expect(Set(details.elsewhere.slots.map(\.id)) == [ids[1], ids[2]])
    }
  }

  @Test func past() throws {
    let ids = try slots(200)
    _ = try store.perform(.changeSlots(ids, .setStatus(.disabled)), at: moment(1))
    let people = ids.prefix(100).map { AppointmentDraft(slotID: $0) }
    _ = try store.perform(.changeSlots(ids, .setStatus(.active)), at: moment(2))
    _ = try store.perform(.createAppointments(Array(people)), at: moment(3))
    _ = try store.perform(.changeSlots(Array(ids.suffix(50)), .delete(force: false)), at: moment(4))
    try expect("a period of the past", atMost: 16) {
      let past = try store.past(at: moment(1))
      let question = PeriodQuestion(block: test.block, target: .time)
      let period = try past.period(question, at: moment(1)) { _, _ in .all }
      #expect(period.slots.count == 200)
      #expect(period.slots.allSatisfy { $0.status == .disabled && $0.appointments == 0 })
    }
  }

  @Test func searches() throws {
    let drafts = (0..<60).map { number in
      test.draft(60 + number * 20, metadata: Metadata(stored: #"{"room":"blue"}"#))
    }
    _ = try store.perform(.createSlots(drafts), at: moment(0))
    let query = try #require(SearchQuery("blue"))
    var position: SearchPosition? = .start
    while let from = position {
      try expect("a step of a search", atMost: 4) {
        position = try store.search(query, from: from, rows: 2000).next
      }
    }
  }

  @Test func imports() throws {
    let records = (0..<500).map { number in
      let start = 60 + number * 20
      return ObjectRecord.slot(
        SlotRecord(id: Slot.ID(), blockID: test.block, range: range(start, start + 20))
      )
    }
    for expected in [IntakeResult.created, .existing] {
      try expect("import", atMost: 4) {
        _ = try store.takeOver(at: moment(0), reason: nil, isTrial: false) {
          (intake) throws(SlotError) in
          try intake.prepare(records)
          for record in records {
            let result = try intake.take(record, updating: false)
            #expect(result == expected)
          }
        }
      }
    }
    try test.expectSound()
  }

  /// A block of its own, with its slots and those who come.
  @Test func importsOfAWholeBlock() throws {
    var block = BlockRecord(id: BookingBlock.ID())
    (block.name, block.timezone) = ("Room 9", "UTC")
    let slots = (0..<200).map { number in
      SlotRecord(id: Slot.ID(), blockID: block.id, range: range(number * 20, number * 20 + 20))
    }
    let records =
      [.block(block)] + slots.map(ObjectRecord.slot)
      + slots.map { .appointment(AppointmentRecord(id: Appointment.ID(), slotID: $0.id)) }
    try expect("import of a block", atMost: 6) {
      _ = try store.takeOver(at: moment(0), reason: nil, isTrial: false) {
        (intake) throws(SlotError) in
        try intake.prepare(records)
        for record in records {
          let result = try intake.take(record, updating: false)
          #expect(result == .created)
        }
      }
    }
    try test.expectSound()
  }
}
