import Testing

@testable import SlotDomain
@testable import TestDriver

/// Lists that are read stretch by stretch are what one would get by sorting all of it.
@Suite struct LongListTests {
  private let test: TestStore
  private let all: [Slot]

  /// Some thousand slots close together in three blocks, and a few that are years away.
  init() throws {
    let test = try TestStore()
    self.test = test
    var drafts = (0..<6000).map { test.draft($0, length: 1) } + [test.draft(4_000_000_000)]
    for name in ["B", "C"] {
      let block = BlockDraft(name: name, timezone: "UTC", status: .published)
      let id = try #require(
        try test.store.perform(.createBlock(block), at: moment(0)).blocks.first
      ).id
      drafts += (0..<3000).map { SlotDraft(blockID: id, range: range($0, $0 + 1), capacity: 2) }
      drafts.append(SlotDraft(blockID: id, range: range(-900_000_000, -899_999_000)))
    }
    let made = try test.store.perform(.createSlots(drafts), at: moment(0)).slots
    _ = try test.store.perform(
      .changeSlots(
        made.enumerated().filter { $0.offset % 3 == 0 }.map(\.element.id),
        .setStatus(.disabled)
      ),
      at: moment(1)
    )
    _ = try test.store.perform(
      .createAppointments(
        made.enumerated().filter { $0.offset % 3 == 1 && $0.element.range.start > moment(3000) }.map
        {
          AppointmentDraft(slotID: $0.element.id)
        }
      ),
      at: moment(-1)
    )
    all = try test.store.blocks().flatMap { try test.store.slots(of: $0.id, in: .all) }
  }

  private func expected(_ query: SlotQuery) throws -> [Slot] {
    let blocks = Dictionary(uniqueKeysWithValues: try test.store.blocks().map { ($0.id, $0) })
    return all.filter { slot in
      (query.block ?? slot.blockID) == slot.blockID
        && query.from.map { slot.range.end > $0 } ?? true
        && query.until.map { slot.range.start < $0 } ?? true
        && (query.status ?? slot.status) == slot.status
        && query.isAvailable.map { wanted in
          blocks[slot.blockID].map { slot.isAvailable(in: $0, at: moment(100)) } == wanted
        } ?? true
    }
  }

  private func queries() throws -> [SlotQuery] {
    let ends: [(Int?, Int?)] = [(nil, nil), (1500, nil), (nil, 2000), (-899_999_500, 2999)]
    var queries: [SlotQuery] = []
    for block in [nil] + (try test.store.blocks().map { Optional($0.id) }) {
      for (from, until) in ends {
        for (status, isAvailable) in [(nil, nil), (Slot.Status.disabled, nil), (nil, true)] {
          var query = SlotQuery()
          (query.block, query.status, query.isAvailable) = (block, status, isAvailable)
          (query.from, query.until) = (from.map(moment), until.map(moment))
          queries.append(query)
        }
      }
    }
    return queries
  }

  @Test("Every slot that is wanted comes once, by start, whichever they are")
  func allOfThem() throws {
    for query in try queries() {
      var found: [Slot] = []
      try test.store.forEachSlot(matching: query, at: moment(100)) { found.append($0) }
      let wanted = try expected(query)
      #expect(found.count == wanted.count, "\(query)")
      #expect(Set(found) == Set(wanted), "\(query)")
      #expect(zip(found, found.dropFirst()).allSatisfy { $0.range.start <= $1.range.start })
    }
  }

  @Test("A page is that part of the list, and says how long the list is")
  func pages() throws {
    for var query in try queries() {
      var found: [Slot] = []
      try test.store.forEachSlot(matching: query, at: moment(100)) { found.append($0) }
      for offset in [0, 7, 3999, 4000, 4001, 8500, found.count - 1, found.count, 1_000_000] {
        (query.offset, query.limit) = (max(0, offset), 20)
        let page = try test.store.slots(matching: query, at: moment(100))
        #expect(page.total == found.count)
        #expect(page.elements == Array(found.dropFirst(max(0, offset)).prefix(20)), "\(offset)")
      }
    }
  }

  @Test("The same holds for appointments")
  func appointments() throws {
    let store = test.store
    let booked = all.filter { $0.activeAppointments > 0 }
    var query = AppointmentQuery()
    for from in [nil, moment(1500)] {
      query.from = from
      let wanted = booked.filter { from == nil || $0.range.end > moment(1500) }
      var found: [Appointment] = []
      try store.forEachAppointment(matching: query) { found.append($0) }
      #expect(Set(found.map(\.slotID)) == Set(wanted.map(\.id)))
      let starts = try found.map { try store.slot($0.slotID).range.start }
      #expect(starts == starts.sorted())
      var part = query
      (part.offset, part.limit) = (found.count / 2, 9)
      let page = try store.appointments(matching: part)
      #expect(page.total == found.count && page.elements == Array(found[part.offset...].prefix(9)))
    }
  }

  @Test("As it was: the same slots in the same order, also those that are elsewhere or gone by now")
  func past() throws {
    let store = test.store
    let before = try list(in: store)
    let some = all.enumerated().filter { $0.offset % 5 == 0 && $0.element.activeAppointments == 0 }
    _ = try store.perform(
      .changeSlots(some.prefix(900).map(\.element.id), .delete(force: false)),
      at: moment(200)
    )
    let moved = try #require(all.last { $0.range.start > moment(2000) })
    _ = try store.perform(
      .changeSlots([moved.id], .update(SlotChanges(start: moment(9000), end: moment(9001)))),
      at: moment(201)
    )
    _ = try store.perform(.createSlots([test.draft(7000)]), at: moment(202))
    #expect(try list(in: try store.past(at: moment(150))) == before)
    #expect(try list(in: store).count == before.count - 900 + 1)
    let past = try store.past(at: moment(150))
    let next = try past.slot(.after, moment(6500), in: test.block)
    #expect(next?.range.start == moment(4_000_000_000))
  }

  private func list(in source: any SlotReading) throws -> [Slot] {
    var found: [Slot] = []
    try source.forEachSlot(ofAny: try source.blocks().map(\.id), in: .all) { found.append($0) }
    return found
  }
}
