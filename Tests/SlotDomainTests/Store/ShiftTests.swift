import SlotDomain
import Testing

/// Slots that are moved together: people and all, into one another's old places and nobody else's.
@Suite(.onBothEngines) struct ShiftTests {
  private let test: TestStore
  private let slots: [Slot]

  /// Three slots of 20 minutes that adjoin, from minute 60 on; the second one is booked.
  init() throws {
    let test = try TestStore()
    self.test = test
    slots = try test.store.perform(
      .createSlots((0..<3).map { test.draft(60 + $0 * 20) }),
      at: moment(0)
    ).slots
    try test.book(slots[1].id)
  }

  private func ranges() throws -> [TimeRange] {
    try test.store.slots(of: test.block, in: range(-1000, 1000)).map(\.range)
  }

  private func shift(
    _ minutes: Int,
    _ slots: [Slot],
    _ policy: ConflictPolicy = .fail
  ) throws -> (preview: BulkPreview, outcome: Outcome) {
    try test.store.perform(
      .shift(by: .minutes(minutes)),
      on: .ids(slots.map(\.id)),
      onConflict: policy,
      at: moment(1),
      reason: nil
    )
  }

  @Test(arguments: [5, 20, 45, -5, -20, -45])
  func allGoTogether(minutes: Int) throws {
    let before = try ranges()
    let (preview, outcome) = try shift(minutes, [slots[1], slots[2], slots[0]])
    #expect(outcome.action?.verb == .shiftSlots)
    #expect(outcome.action?.objects == 3)
    #expect(outcome.slots.map(\.id) == slots.map(\.id))
    #expect(preview.changed.map(\.id) == slots.map(\.id))
    #expect(preview.displaced.map(\.slot.id) == [slots[1].id])
    let after = before.map {
      TimeRange(start: $0.start + .minutes(minutes), end: $0.end + .minutes(minutes))
    }
    #expect(try ranges() == after)
    #expect(try test.store.slot(slots[1].id).activeAppointments == 1)
    _ = try test.store.undo(nil, force: false, at: moment(2))
    #expect(try ranges() == before)
    _ = try test.store.redo(at: moment(3))
    #expect(try ranges() == after)
    try test.expectSound()
  }

  @Test("Its operation, which the screen performs, does the same", arguments: [20, -20])
  func operation(minutes: Int) throws {
    let operation = Operation.changeSlots(slots.map(\.id), .shift(by: .minutes(minutes)))
    let outcome = try test.store.perform(operation, at: moment(1))
    #expect(outcome.action?.verb == .shiftSlots)
    #expect(outcome.slots.map(\.range.start) == slots.map { $0.range.start + .minutes(minutes) })
  }

  @Test func whatIsInTheWayRefusesAllOrIsLeft() throws {
    let wall = try test.slot(130)
    let foretold = try test.store.tryOut(
      .shift(by: .minutes(15)),
      on: .ids(slots.map(\.id)),
      onConflict: .fail,
      at: moment(1)
    )
    let before = try ranges()
    let error = #expect(throws: SlotError.self) { try shift(15, slots) }
    #expect(error == foretold.refusal)
    #expect(error?.code == .slotsOverlap)
    #expect(
      foretold.preview.refused.last?.error
        == .slotsOverlap(range(115, 135), existing: wall.range, isNew: false)
    )
    #expect(try ranges() == before)
    // Who stays is in the way of who comes after.
    let (preview, outcome) = try shift(15, slots + [wall], .skip)
    #expect(preview.refused.isEmpty && outcome.slots.count == 4)
    try test.expectSound()
  }

  @Test func oneWhoStaysIsInTheWayOfTheOthers() throws {
    _ = try test.slot(130)
    let (preview, outcome) = try shift(15, slots, .skip)
    #expect(preview.refused.map(\.slot.id) == slots.map(\.id))
    #expect(outcome.action == nil)
    let (_, back) = try shift(-15, slots, .skip)
    #expect(back.slots.map(\.range) == [range(45, 65), range(65, 85), range(85, 105)])
    try test.expectSound()
  }

  @Test(arguments: [5_000_000_000, -5_000_000_000])
  func slotsStayWithinTheYears(minutes: Int) throws {
    let error = #expect(throws: SlotError.self) { try shift(minutes, slots) }
    #expect(error?.code == .badRequest)
  }
}
