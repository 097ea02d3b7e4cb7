import SlotDomain
import TerminalKit
import Testing

@testable import SlotTUI

/// Effects on another thread.
@Suite struct StoreWorkerTests {
  private func isReady(_ worker: StoreWorker, milliseconds: Int) -> Bool {
    !Poller.wait(on: [worker.descriptor], milliseconds: milliseconds).ready.isEmpty
  }

  /// The loop sleeps when all is taken, however often it was rung meanwhile.
  @Test func nothingIsLeftToWakeTheLoop() throws {
    let world = try RunnerStore()
    let drafts = (0..<WorkProgress.stride * 4).map {
      SlotDraft(
        blockID: world.block,
        range: TimeRange(start: world.now + .minutes($0), end: world.now + .minutes($0 + 1))
      )
    }
    let state = try world.open()
    let worker = StoreWorker()
    let showing = LiveState(state, []).showing
    worker.start(.perform(.createSlots(drafts)), by: world.runner, at: world.now, showing: showing)
    var answer: StoreWorker.Answer?
    while answer == nil {
      #expect(isReady(worker, milliseconds: 30_000))
      answer = worker.take().answer
    }
    guard case .done(let events)? = answer else {
      Issue.record("It was refused.")
      return
    }
    #expect(events.count == 1)
    // The last ring may come behind the answer.
    if isReady(worker, milliseconds: 100) { _ = worker.take() }
    #expect(!isReady(worker, milliseconds: 0))
  }
}
