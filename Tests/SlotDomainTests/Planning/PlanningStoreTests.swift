import SlotDomain
import Testing

/// Plans that are carried out: on a real store, and twice.
@Suite(.onBothEngines) struct PlanningStoreTests {
  private let test: TestStore

  init() throws { test = try TestStore() }

  @discardableResult
  private func make(
    _ minutes: [Int],
    _ policy: ConflictPolicy = .fail,
    reason: String? = nil
  ) throws -> (plan: SlotPlan, outcome: Outcome) {
    try test.store.makeMissing(
      minutes.map { test.draft($0) },
      onConflict: policy,
      at: moment(0),
      reason: reason
    )
  }

  @Test func secondTimeOnlyAddsWhatIsMissing() throws {
    let first = try make([60, 120], reason: "spring")
    #expect(first.outcome.action?.verb == .plan)
    #expect(first.outcome.action?.reason == "spring")
    #expect(first.outcome.slots.map(\.range) == [range(60, 80), range(120, 140)])
    let second = try make([60, 90, 120])
    #expect(second.plan.existing.count == 2)
    #expect(second.outcome.slots.map(\.range) == [range(90, 110)])
    let third = try make([60, 90, 120])
    #expect(third.outcome.action == nil)
    #expect(third.plan.existing.count == 3)
    try test.expectSound()
  }

  @Test func slotInTheWayRefusesAllUnlessSkipped() throws {
    try make([60])
    let before = try test.dump()
    let error = #expect(throws: SlotError.self) { try make([70, 120]) }
    #expect(error == .slotsOverlap(range(70, 90), existing: range(60, 80), isNew: false))
    #expect(try test.dump() == before)
    let rest = try make([70, 120], .skip)
    #expect(rest.outcome.slots.map(\.range) == [range(120, 140)])
    #expect(rest.plan.collisions.map(\.start) == [moment(70)])
  }

  @Test func whatWasSkippedBeforehandRefusesNothing() throws {
    let skipped = SlotPlan.Skipped(start: moment(30), error: .invalidDate(.malformed("02:30")))
    let (plan, outcome) = try test.store.makeMissing(
      [test.draft(60)],
      skipped: [skipped],
      onConflict: .fail,
      at: moment(0),
      reason: nil
    )
    #expect(outcome.slots.count == 1)
    #expect(plan.skipped == [skipped])
  }

  @Test func undoTakesAllOfItBack() throws {
    try make([60, 120])
    _ = try test.store.undo(nil, force: false, at: moment(1))
    #expect(try test.store.slots(of: test.block, in: .all).isEmpty)
  }
}
