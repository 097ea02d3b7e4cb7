import SlotDomain
import Testing

/// Walking through slots some weeks at a time finds each of them once.
@Suite(.onBothEngines) struct WalkingTests {
  @Test func everySlotIsSeenOnceAndInOrder() throws {
    let test = try TestStore()
    let day = 24 * 60
    // One over the end of the first part, one right at it, years of nothing, and one after them.
    let starts = [60, 27 * day, 28 * day + 50, 28 * day + 90, 29 * day, 4000 * day]
    let slots = try starts.map { try test.slot($0, length: 30) }
    func walk(_ range: TimeRange) throws -> [Slot.ID] {
      var seen: [Slot.ID] = []
      try test.store.forEachSlot(of: test.block, in: range) { seen.append($0.id) }
      return seen
    }
    #expect(try walk(.all) == slots.map(\.id))
    for first in [60, 70, 80, 89, 90] {
      for last in [91, 28 * day + 60, 28 * day + 80, 4000 * day + 1, 5000 * day] {
        let part = range(first, last)
        #expect(
          try walk(part) == test.store.slots(of: test.block, in: part).map(\.id),
          "\(first) to \(last)"
        )
      }
    }
    let past = try test.store.past(at: moment(0))
    var count = 0
    try past.forEachSlot(of: test.block, in: .all) { _ in count += 1 }
    #expect(count == slots.count)
  }
}
