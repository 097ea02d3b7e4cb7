import SlotDomain
import Testing

/// How far a long change is, and how it is stopped.
@Suite struct ProgressTests {
  let test: TestStore

  init() throws { test = try TestStore() }

  private static let count = 3 * WorkProgress.stride + 10

  private func slots() throws -> [Slot.ID] {
    try test.store.perform(
      .createSlots((0..<Self.count).map { test.draft(60 + $0 * 20) }),
      at: moment(0)
    ).slots.map(\.id)
  }

  private func record(_ body: () throws -> Void) rethrows -> [WorkProgress] {
    var seen: [WorkProgress] = []
    test.store.onProgress = {
      seen.append($0)
      return .goOn
    }
    defer { test.store.onProgress = nil }
    try body()
    return seen
  }

  private func expected(_ verb: SlotDomain.Action.Verb, of total: Int) -> [WorkProgress] {
    stride(from: WorkProgress.stride, through: total, by: WorkProgress.stride).map {
      WorkProgress(verb: verb, done: $0, total: total)
    }
  }

  @Test func tellsHowFarItIs() throws {
    let ids = try slots()
    let disabling = try record {
      _ = try test.store.perform(.changeSlots(ids, .setStatus(.disabled)), at: moment(1))
    }
    #expect(disabling == expected(.disableSlots, of: Self.count))
    let undoing = try record { _ = try test.store.undo(nil, force: false, at: moment(2)) }
    #expect(undoing == expected(.undo, of: Self.count))
    let redoing = try record { _ = try test.store.redo(at: moment(3)) }
    #expect(redoing == expected(.redo, of: Self.count))
    let deleting = try record {
      _ = try test.store.perform(.deleteBlocks([test.block], force: true), at: moment(4))
    }
    #expect(deleting == expected(.deleteBlock, of: Self.count + 1))
  }

  @Test func saysNothingOfSmallChanges() throws {
    let ids = try slots().prefix(WorkProgress.stride - 1)
    let seen = try record {
      _ = try test.store.perform(.changeSlots(Array(ids), .setStatus(.disabled)), at: moment(1))
    }
    #expect(seen == [])
  }

  @Test func whatIsStoppedChangesNothing() throws {
    let ids = try slots()
    test.store.onProgress = { $0.done < 2 * WorkProgress.stride ? .goOn : .stop }
    try test.expectRefusal(.stopped, of: .changeSlots(ids, .setStatus(.disabled)), at: moment(1))
    let batch = SlotDomain.Operation.batch(
      .deleteSlots,
      [.changeSlots([ids[0]], .setStatus(.disabled)), .changeSlots(ids, .delete(force: false))]
    )
    try test.expectRefusal(.stopped, of: batch, at: moment(1))
    let before = try test.dump()
    #expect(throws: SlotError.stopped) {
      try test.store.undo(nil, force: false, at: moment(2))
    }
    #expect(try test.dump() == before)
    // The same store goes on working.
    test.store.onProgress = nil
    _ = try test.store.perform(.changeSlots(ids, .setStatus(.disabled)), at: moment(3))
    _ = try test.store.undo(nil, force: false, at: moment(4))
    test.store.onProgress = { _ in .stop }
    #expect(throws: SlotError.stopped) { try test.store.redo(at: moment(5)) }
    #expect(try test.store.slot(ids[0]).status == .active)
    try test.expectSound()
  }
}
