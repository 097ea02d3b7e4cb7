import SlotDomain
import Testing

@Suite(.onBothEngines) struct BlockOperationTests {
  let test: TestStore

  init() throws { test = try TestStore() }

  @Test func aNewBlockIsADraftWithAShortID() throws {
    let draft = BlockDraft(name: "Court 1", timezone: "Europe/Berlin", bookingDisabledBefore: 3600)
    let block = try #require(
      try test.store.perform(.createBlock(draft), at: moment(1)).blocks.first
    )
    #expect(block.status == .draft)
    #expect(block.shortID.count == 11)
    #expect(block.bookingDisabledBefore == 3600)
    #expect(block.createdAt == moment(1))
    #expect(try test.store.block(block.id) == block)
    #expect(try test.store.blocks().map(\.name) == ["Court 1", "Dr. Ada"])
    try test.expectSound()
  }

  @Test func createRefuses() throws {
    func refuse(_ code: ErrorCode, _ change: (inout BlockDraft) -> Void) throws {
      var draft = BlockDraft(name: "Room", timezone: "UTC")
      change(&draft)
      try test.expectRefusal(code, of: .createBlock(draft))
    }
    for name in ["Europe/Atlantis", "", "europe/berlin", "../etc/passwd", "CEST"] {
      try refuse(.invalidTimezone) { $0.timezone = name }
    }
    try refuse(.bookingDisabledBeforeInvalid) { $0.bookingDisabledBefore = -1 }
    try refuse(.bookingDisabledBeforeInvalid) { $0.bookingDisabledBefore = .max }
    try refuse(.badRequest) { $0.name = "" }
    try refuse(.badRequest) { $0.name = String(repeating: "x", count: 201) }
    try refuse(.badRequest) { $0.name = "x" + String(repeating: "\u{301}", count: 200) }
    try refuse(.badRequest) { $0.id = test.block }
  }

  @Test func updateAndPublish() throws {
    let changes = BlockChanges(name: "Dr. Lovelace", timezone: "Asia/Tokyo")
    let changed = try test.store.perform(.updateBlock(test.block, changes), at: moment(1)).blocks[0]
    #expect(changed.name == "Dr. Lovelace")
    #expect(changed.timezone == "Asia/Tokyo")
    #expect(changed.status == .published)
    try test.expectNoChange(.updateBlock(test.block, changes), at: moment(2))
    try test.expectNoChange(.setBlockStatus([test.block], .published), at: moment(2))
    let hidden = try test.store.perform(.setBlockStatus([test.block], .draft), at: moment(3))
    #expect(hidden.blocks[0].status == .draft)
    #expect(hidden.action?.verb == .draftBlock)
    try test.expectRefusal(
      .invalidTimezone,
      of: .updateBlock(test.block, BlockChanges(name: "x", timezone: "Nowhere"))
    )
    try test.expectRefusal(
      .bookingDisabledBeforeInvalid,
      of: .updateBlock(test.block, BlockChanges(bookingDisabledBefore: -1))
    )
    try test.expectRefusal(.blockNotFound, of: .updateBlock(BookingBlock.ID(), BlockChanges()))
    try test.expectRefusal(
      .blockNotFound,
      of: .setBlockStatus([test.block, BookingBlock.ID()], .published)
    )
  }

  @Test func deleteOfABlockWithSlotsNeedsForce() throws {
    let slot = try test.slot(60)
    try test.book(slot.id)
    _ = try test.slot(90)
    try test.expectRefusal(.stillInUse, of: .deleteBlocks([test.block], force: false))
    try test.expectRefusal(.blockNotFound, of: .deleteBlocks([BookingBlock.ID()], force: true))
    let outcome = try test.store.perform(.deleteBlocks([test.block], force: true), at: moment(1))
    #expect(outcome.action?.objects == 4)
    #expect(try test.store.blocks().isEmpty)
    try test.expectSound()
    let undone = try test.store.undo(nil, force: false, at: moment(2))
    #expect(undone.conflicts.isEmpty)
    #expect(try test.store.slot(slot.id).activeAppointments == 1)
    #expect(try test.store.block(test.block).status == .published)
    try test.expectSound()
  }

  @Test func countsAreThoseOfTheSlots() throws {
    let open = try test.slot(60, capacity: 2)
    let full = try test.slot(90)
    let disabled = try test.slot(120)
    let locked = try test.slot(150)
    _ = try test.slot(-30)
    try test.book(open.id)
    try test.book(full.id)
    let gone = try test.book(disabled.id)
    _ = try test.store.perform(.cancelAppointments([gone.id]), at: moment(1))
    _ = try test.store.perform(.changeSlots([disabled.id], .setStatus(.disabled)), at: moment(1))
    _ = try test.store.perform(
      .changeSlots([locked.id], .lock(until: moment(40), key: "k")),
      at: moment(1)
    )
    var expected = BlockCounts()
    expected.slots = 5
    expected.availableSlots = 1
    expected.activeAppointments = 2
    expected.cancelledAppointments = 1
    #expect(try test.store.counts(of: test.block, at: moment(2)) == expected)
    expected.availableSlots = 2
    #expect(try test.store.counts(of: test.block, at: moment(40)) == expected)
    _ = try test.store.perform(.setBlockStatus([test.block], .draft), at: moment(3))
    expected.availableSlots = 0
    #expect(try test.store.counts(of: test.block, at: moment(40)) == expected)
    #expect(throws: SlotError.self) { try test.store.counts(of: BookingBlock.ID(), at: moment(0)) }
  }
}
