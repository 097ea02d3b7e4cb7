import SlotDomain
import Testing

/// One change to many slots: what it comes to, and that it is done just so.
@Suite(.onBothEngines) struct BulkTests {
  private let test: TestStore
  private let store: SQLiteStore

  init() throws {
    test = try TestStore()
    store = test.store
  }

  private func perform(
    _ change: BulkChange,
    _ slots: [Slot],
    _ policy: ConflictPolicy = .fail,
    at now: Instant = moment(0)
  ) throws -> (preview: BulkPreview, outcome: Outcome) {
    try store.perform(
      change,
      on: .ids(slots.map(\.id)),
      onConflict: policy,
      at: now,
      reason: nil
    )
  }

  /// What a dry run says is what then happens, refusals included.
  private func expectForetold(
    _ change: BulkChange,
    _ slots: [Slot],
    changed: [Slot],
    already: [Slot] = [],
    refused: [(Slot, ErrorCode)] = [],
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let before = try test.dump()
    let now = moment(0)
    let slots = try slots.map { try store.slot($0.id) }
    let foretold = try store.preview(change, of: slots, at: now)
    #expect(try test.dump() == before, sourceLocation: sourceLocation)
    #expect(foretold.changed.map(\.id) == changed.map(\.id), sourceLocation: sourceLocation)
    #expect(foretold.already.map(\.id) == already.map(\.id), sourceLocation: sourceLocation)
    #expect(foretold.refused.map(\.slot.id) == refused.map(\.0.id), sourceLocation: sourceLocation)
    #expect(foretold.refused.map(\.error.code) == refused.map(\.1), sourceLocation: sourceLocation)
    if let error = SlotError.together(foretold.refused.map(\.error)) {
      #expect(throws: error, sourceLocation: sourceLocation) { try perform(change, slots) }
      #expect(try test.dump() == before, sourceLocation: sourceLocation)
    }
    let (preview, outcome) = try perform(change, slots, .skip)
    #expect(preview == foretold, sourceLocation: sourceLocation)
    #expect(outcome.action?.objects ?? 0 >= changed.count, sourceLocation: sourceLocation)
    #expect(outcome.slots.count == changed.count + already.count, sourceLocation: sourceLocation)
    try test.expectSound(sourceLocation: sourceLocation)
  }

  @Test func statusIsForetold() throws {
    let (a, b) = (try test.slot(60), try test.slot(120))
    _ = try store.perform(.changeSlots([b.id], .setStatus(.disabled)), at: moment(0))
    try expectForetold(.setStatus(.disabled), [a, b], changed: [a], already: [b])
    try expectForetold(.setStatus(.active), [a, b], changed: [a, b])
  }

  @Test func locksAreForetold() throws {
    let slots = [
      try test.slot(60), try test.slot(120), try test.slot(180, isLockable: false),
    ]
    _ = try store.perform(
      .changeSlots([slots[1].id], .lock(until: moment(9), key: "k")),
      at: moment(0)
    )
    try expectForetold(
      .lock(until: moment(30), key: "new"),
      slots,
      changed: [slots[0]],
      refused: [(slots[1], .alreadyLocked), (slots[2], .notLockable)]
    )
    try expectForetold(
      .unlock(key: "k"),
      slots,
      changed: [slots[1]],
      already: [slots[2]],
      refused: [(slots[0], .lockKeyWrong)]
    )
    try expectForetold(
      .unlock(key: nil),
      slots,
      changed: [slots[0]],
      already: [slots[1], slots[2]]
    )
  }

  @Test func deletionsAndCapacitiesAreForetold() throws {
    let (a, b) = (try test.slot(60, capacity: 2), try test.slot(120, capacity: 2))
    for _ in 0..<2 { try test.book(a.id) }
    try expectForetold(
      .update(SlotChanges(capacity: 1)),
      [a, b],
      changed: [b],
      refused: [(a, .capacityBelowAppointments)]
    )
    try expectForetold(
      .delete(force: false),
      [a, b],
      changed: [b],
      refused: [(a, .stillInUse)]
    )
    try expectForetold(.delete(force: true), [a], changed: [a])
  }

  @Test func moveOntoAnotherSlotIsForetold() throws {
    let (a, b) = (try test.slot(60), try test.slot(120))
    let onto = SlotChanges(start: moment(110), end: moment(130))
    try expectForetold(.update(onto), [a], changed: [], refused: [(a, .slotsOverlap)])
    try expectForetold(
      .update(SlotChanges(start: moment(70), end: moment(90))),
      [a],
      changed: [a]
    )
    try expectForetold(
      .update(SlotChanges(start: moment(120), end: moment(140))),
      [b],
      changed: [],
      already: [b]
    )
  }

  @Test func whoLosesTheirPlaceIsNamed() throws {
    let (a, b) = (try test.slot(60, capacity: 2), try test.slot(120))
    try test.book(a.id, metadata: Metadata(parsing: #"{"name":"Ada"}"#))
    let cancelled = try test.book(a.id, metadata: Metadata(parsing: #"{"name":"Ben"}"#))
    _ = try store.perform(.cancelAppointments([cancelled.id]), at: moment(0))
    try test.book(b.id, metadata: Metadata(parsing: #"{"name":"Eve"}"#))
    let slots = [try store.slot(a.id), try store.slot(b.id)]
    func names(_ change: BulkChange) throws -> [String] {
      try store.preview(change, of: slots, at: moment(0)).displaced.map(\.appointment.label)
    }
    #expect(try names(.setStatus(.disabled)) == ["Ada", "Eve"])
    #expect(try names(.delete(force: true)) == ["Ada", "Eve"])
    #expect(try names(.delete(force: false)) == [])
    #expect(try names(.setStatus(.active)) == [])
    #expect(try names(.lock(until: moment(9), key: "k")) == [])
    #expect(try names(.update(SlotChanges(capacity: 3))) == [])
  }

  @Test func unknownIDRefusesAllOfIt() throws {
    let a = try test.slot(60)
    let before = try test.dump()
    let error = #expect(throws: SlotError.self) {
      try store.perform(
        .setStatus(.disabled),
        on: .ids([a.id, Slot.ID()]),
        onConflict: .skip,
        at: moment(0),
        reason: nil
      )
    }
    #expect(error?.code == .slotNotFound)
    #expect(try test.dump() == before)
  }

  @Test func selectionLooksAtTheBlocksClock() throws {
    let warsaw = BlockDraft(name: "Warsaw", timezone: "Europe/Warsaw", status: .published)
    let block = try #require(try store.perform(.createBlock(warsaw), at: moment(0)).blocks.first)
    // Saturday 2026-03-28 and the Sunday on which the clock is put forward.
    let zone = block.zone
    let drafts = try [
      "2026-03-28T09:00", "2026-03-28T23:00", "2026-03-29T01:00", "2026-03-29T09:00",
    ]
    .map { (text: String) in
      let start = try TimeText.instant(text, in: zone)
      return SlotDraft(
        blockID: block.id,
        range: TimeRange(start: start, end: start + .minutes(30))
      )
    }
    let slots = try store.perform(.createSlots(drafts), at: moment(0)).slots
    func found(_ weekdays: String?, _ windows: String...) throws -> [Int] {
      var selection = SlotSelection()
      selection.query.block = block.id
      selection.weekdays = try weekdays.map { try #require(Weekday.days($0)) } ?? []
      selection.windows = try windows.map { try #require(ClockWindow($0)) }
      let found = try store.slots(in: .selection(selection), at: moment(0))
      return found.compactMap { slot in slots.firstIndex { $0.id == slot.id } }
    }
    #expect(try found(nil) == [0, 1, 2, 3])
    #expect(try found("sat") == [0, 1])
    #expect(try found(nil, "09:00-10:00") == [0, 3])
    #expect(try found(nil, "08:00-09:00") == [])
    // After midnight it is still Saturday's night.
    #expect(try found("sat", "22:00-02:00") == [1, 2])
    #expect(try found("sun", "22:00-02:00") == [])
    #expect(try found("sat,sun", "09:00-10:00", "23:00-24:00") == [0, 1, 3])
  }
}
