import SlotDomain
import Testing

@testable import TestDriver

/// Random things done by one, taken back and done again. What several do is in `RandomWalkTests`.
@Suite(.onBothEngines) struct RandomHistoryTests {
  @Test(arguments: 11...14 as ClosedRange<UInt64>)
  func whoActsAloneCanTakeEverythingBackAndDoItAgain(seed: UInt64) throws {
    let test = try TestStore(actor: "maker")
    for hour in 0..<6 { _ = try test.slot(60 * hour + 60, capacity: hour % 3 + 1) }
    let dora = try test.session(of: "dora")
    var random = SeededGenerator(state: seed)
    var states = [try test.contents()]
    for step in 0..<40 {
      let now = moment(step / 4)
      let operation = try test.randomOperation(&random, now)
      guard let outcome = try? dora.perform(operation, at: now), outcome.action != nil else {
        continue
      }
      states.append(try test.contents())
    }
    #expect(states.count > 10)
    for state in states.dropLast().reversed() {
      let undone = try dora.undo(nil, force: false, at: moment(10))
      #expect(undone.conflicts == [])
      #expect(try test.contents() == state)
    }
    for state in states.dropFirst() {
      let redone = try dora.redo(at: moment(10))
      #expect(redone.conflicts == [])
      #expect(try test.contents() == state)
    }
    try test.expectSound()
  }
}
