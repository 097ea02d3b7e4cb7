import SlotDomain
import Testing

/// Many slots changed at once, each relative to what it is.
@Suite(.onBothEngines) struct RevisionTests {
  let test: TestStore

  init() throws { test = try TestStore() }

  /// Adjoining slots of 20 minutes, from minute 60 on.
  private func row(_ count: Int, capacity: Int = 1) throws -> [Slot] {
    try test.store.perform(
      .createSlots((0..<count).map { test.draft(60 + $0 * 20, capacity: capacity) }),
      at: moment(0)
    ).slots
  }

  private func move(_ minutes: Int) -> SlotRevision {
    SlotRevision(move: SlotMove(span: .minutes(minutes)))
  }

  private func ranges() throws -> [TimeRange] {
    try test.store.slots(of: test.block, in: range(-10_000, 100_000)).map(\.range)
  }

  @Test(arguments: [20, -20, 7, -7, 40, 1000])
  func slotsMayPassOverOneAnothersPlaces(minutes: Int) throws {
    let slots = try row(3)
    let before = try ranges()
    let outcome = try test.store.perform(
      .reviseSlots([slots[1], slots[0], slots[2]].map(\.id), move(minutes)),
      at: moment(1)
    )
    #expect(outcome.action?.objects == 3)
    #expect(outcome.slots.map(\.id) == slots.map(\.id))
    let after = before.map {
      TimeRange(start: $0.start + .minutes(minutes), end: $0.end + .minutes(minutes))
    }
    #expect(try ranges() == after)
    _ = try test.store.undo(nil, force: false, at: moment(2))
    #expect(try ranges() == before)
    _ = try test.store.redo(at: moment(3))
    #expect(try ranges() == after)
    try test.expectSound()
  }

  @Test func whatGrowsAndMovesOnlyHasToFitWhereItArrives() throws {
    let slots = try row(1) + [try test.slot(80), try test.slot(120)]
    let revision = SlotRevision(move: SlotMove(span: .minutes(5)), length: .minutes(15))
    let ids = slots.map(\.id)
    _ = try test.store.perform(.reviseSlots(ids, revision), at: moment(1))
    #expect(try ranges() == [range(65, 80), range(85, 100), range(125, 140)])
    let growing = SlotRevision(length: .minutes(20))
    _ = try test.store.perform(.reviseSlots(ids, growing), at: moment(1))
    #expect(try ranges() == [range(65, 85), range(85, 105), range(125, 145)])
    let tooLong = SlotRevision(length: .minutes(21))
    try test.expectRefusal(.slotsOverlap, of: .reviseSlots(ids, tooLong), at: moment(2))
    try test.expectSound()
  }

  @Test func whatIsInTheWayIsNamed() throws {
    let slots = try row(3)
    let other = try test.slot(150)
    let operation = SlotDomain.Operation.reviseSlots(slots.map(\.id), move(40))
    try test.expectRefusal(.slotsOverlap, of: operation, at: moment(1))
    let error = #expect(throws: SlotError.self) {
      try test.store.perform(operation, at: moment(1))
    }
    #expect(error == .slotsOverlap(range(140, 160), existing: other.range, isNew: false))
  }

  @Test(arguments: ["+1000000w", "-1000000w", "+1000000h +1000000w"])
  func slotsStayWithinTheYears(text: String) throws {
    let slots = try row(2)
    let revision = SlotRevision(move: SlotMove(text))
    try test.expectRefusal(.badRequest, of: .reviseSlots(slots.map(\.id), revision))
  }

  @Test func allOrNone() throws {
    let slots = try row(3, capacity: 2)
    try test.book(slots[2].id)
    try test.book(slots[2].id)
    let ids = slots.map(\.id)
    let operation = SlotDomain.Operation.reviseSlots(ids, SlotRevision(capacity: 1))
    try test.expectRefusal(.capacityBelowAppointments, of: operation)
    try test.expectRefusal(.capacityInvalid, of: .reviseSlots(ids, SlotRevision(capacity: 0)))
    let missing = SlotDomain.Operation.reviseSlots(ids + [Slot.ID()], SlotRevision(capacity: 5))
    try test.expectRefusal(.slotNotFound, of: missing)
    let both = SlotRevision(capacity: 7, isLockable: false)
    let outcome = try test.store.perform(.reviseSlots(ids, both), at: moment(1))
    #expect(outcome.slots.allSatisfy { $0.capacity == 7 && !$0.isLockable })
    try test.expectNoChange(.reviseSlots(ids, both), at: moment(2))
  }

  @Test func metadataIsSetMemberByMember() throws {
    let first = try test.store.perform(
      .createSlots([test.draft(60, metadata: try Metadata(parsing: #"{"a":1,"room":"7"}"#))]),
      at: moment(0)
    ).slots[0]
    let second = try test.slot(100)
    let revision = SlotRevision(metadata: ["room": .string("2"), "a": .null])
    let outcome = try test.store.perform(
      .reviseSlots([first.id, second.id], revision),
      at: moment(1)
    )
    #expect(outcome.slots.map(\.metadata.json) == [#"{"room":"2"}"#, #"{"room":"2"}"#])
    let long = SlotRevision(metadata: ["x": .string(String(repeating: "x", count: 6000))])
    try test.expectRefusal(.metadataTooLong, of: .reviseSlots([first.id], long))
  }

  // MARK: The clock

  private func warsaw(_ starts: String...) throws -> (Zone, [Slot.ID]) {
    let zone = try Zone(named: "Europe/Warsaw")
    let draft = BlockDraft(name: "Warsaw", timezone: zone.name, status: .published)
    let outcome = try test.store.perform(.createBlock(draft), at: moment(0))
    let block = try #require(outcome.blocks.first).id
    let drafts = try starts.map { text in
      let start = try TimeText.instant(text, in: zone)
      return SlotDraft(blockID: block, range: TimeRange(start: start, end: start + .minutes(30)))
    }
    return (zone, try test.store.perform(.createSlots(drafts), at: moment(0)).slots.map(\.id))
  }

  @Test func daysKeepTheTimeOnTheWallAndMinutesTheElapsedTime() throws {
    let (zone, ids) = try warsaw("2026-03-28T09:00", "2026-03-28T09:30")
    let days = SlotRevision(move: SlotMove(days: 1))
    var slots = try test.store.perform(.reviseSlots(ids, days), at: moment(1)).slots
    #expect(
      slots.map { TimeText.local($0.range.start, in: zone) } == [
        "2026-03-29T09:00:00.000+02:00", "2026-03-29T09:30:00.000+02:00",
      ]
    )
    #expect(slots.allSatisfy { $0.range.length == .minutes(30) })
    _ = try test.store.undo(nil, force: false, at: moment(2))
    let hours = SlotRevision(move: SlotMove(span: .hours(24)))
    slots = try test.store.perform(.reviseSlots(ids, hours), at: moment(3)).slots
    #expect(TimeText.local(slots[0].range.start, in: zone) == "2026-03-29T10:00:00.000+02:00")
    try test.expectSound()
  }

  @Test func aTimeThatTheClockSkipsIsRefused() throws {
    let (_, ids) = try warsaw("2026-03-28T01:30", "2026-03-28T02:30")
    let days = SlotRevision(move: SlotMove(days: 1))
    try test.expectRefusal(.invalidDate, of: .reviseSlots(ids, days), at: moment(1))
  }

  @Test(arguments: [
    ("+15", 0, 15), ("-30", 0, -30), ("45m", 0, 45), ("+2h", 0, 120), ("+1d", 1, 0), ("-1w", -7, 0),
    ("+1d -15", 1, -15), ("  +1w  +1d 5 ", 8, 5),
  ])
  func movesAreRead(text: String, days: Int, minutes: Int) {
    #expect(SlotMove(text) == SlotMove(days: days, span: .minutes(minutes)))
  }

  @Test(arguments: [
    "", " ", "x", "+", "+1y", "1.5", "d", "+9999999999999999999", "-9223372036854775808", "+1d15",
  ])
  func whatIsNoMoveIsNone(text: String) { #expect(SlotMove(text) == nil) }
}
