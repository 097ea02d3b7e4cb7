import SlotDomain
import Testing

@testable import SlotTUI

/// In which order the screen does what is to be done.
@Suite struct EffectQueueTests {
  private static let unseen = Effect.load(
    PeriodRequest(zoneChoice: .block, target: .now, isUnseen: true)
  )

  private static func search(_ text: String) throws -> Effect {
    .search(try #require(SearchQuery(text)), from: .start)
  }

  private func expect(_ expected: [Effect], in queue: inout EffectQueue) {
    var effects: [Effect] = []
    while let effect = queue.next() { effects.append(effect) }
    #expect(effects == expected)
  }

  @Test func unseenOnesComeWhenTheyAreTaken() {
    var queue = EffectQueue([.undo])
    queue.append(Self.unseen)
    queue.append(.redraw)
    expect([.undo, .redraw], in: &queue)
    #expect(queue.isAnyUnseen)
    queue.makeUnseenDue()
    #expect(!queue.isAnyUnseen)
    expect([Self.unseen], in: &queue)
  }

  @Test func newerIdleWorkTakesTheOldersPlace() throws {
    var queue = EffectQueue([])
    queue.append(try Self.search("a"))
    let newer = try Self.search("ab")
    queue.append(newer)
    #expect(!queue.isAnyDue)
    let effect = queue.nextIdle()
    #expect(effect == newer)
    #expect(!queue.isAnyIdle)
    queue.putBackIdle(newer)
    let again = queue.nextIdle()
    #expect(again == newer)
  }

  @Test func whatFoundTheStoreBusyComesFirst() {
    var queue = EffectQueue([.undo, .redo])
    var deadline = queue.resume()
    #expect(deadline == nil)
    if let effect = queue.next() { queue.postpone(effect, until: .seconds(5)) }
    #expect(!queue.isAnyDue)
    queue.append(.redraw)
    deadline = queue.resume()
    #expect(deadline == .seconds(5))
    #expect(!queue.isAnyPostponed)
    expect([.undo, .redo, .redraw], in: &queue)
  }

  /// What was read anew is not what Esc is about.
  @Test func aChangeThatWaitsIsGivenUp() {
    // Its turn has not come.
    var queue = EffectQueue([.undo, .redo, .redraw])
    #expect(queue.giveUpChange() == .redo)
    expect([.undo, .redraw], in: &queue)
    queue = EffectQueue([.redo, .redraw])
    if let effect = queue.next() { queue.postpone(effect, until: .seconds(5)) }
    #expect(queue.giveUpChange() == .redo)
    #expect(!queue.isAnyPostponed)
    expect([.redraw], in: &queue)
    queue = EffectQueue([Self.unseen])
    if let effect = queue.next() { queue.postpone(effect, until: .seconds(5)) }
    #expect(queue.giveUpChange() == nil)
    #expect(queue.isAnyPostponed)
  }

  @Test func anotherStoreTakesOverWhatIsDue() throws {
    var queue = EffectQueue([.undo, .openTour, .undo])
    queue.append(Self.unseen)
    queue.append(try Self.search("a"))
    queue.dropWhatCanWait()
    queue.remove(.undo)
    #expect(!queue.isAnyUnseen && !queue.isAnyIdle)
    expect([.openTour], in: &queue)
  }
}
