import ProgramDriver
import SlotDomain
import TerminalKit
import Testing

@testable import SlotTUI

/// What a change that takes long shows, and when.
@Suite struct LongWorkTests {
  private static let start = Instant(seconds: 1_772_615_520)

  @Test func showsNothingBeforeAMomentHasPassed() {
    var work = LongWork(start: Self.start)
    let due = [0, 299, 300, 301, 349, 350, 1000, 1001].filter { milliseconds in
      work.isDue(at: Self.start + Span(milliseconds: Int64(milliseconds)))
    }
    #expect(due == [300, 350, 1000])
  }

  @Test func escAndControlCStopItAndAllOthersWait() {
    #expect(
      [Key.escape, .control("c"), .character("q"), .enter].map(LongWork.isStopped) == [
        true, true, false, false,
      ]
    )
  }

  @Test func saysHowFarItIsAndHowToStopIt() throws {
    var state = try Scene().state(on: .now)
    let progress = WorkProgress(verb: .disableSlots, done: 6200, total: 10_000)
    #expect(state.update(.progressed(progress), at: state.now) == [])
    let text = "Disabling 6,200 of 10,000… Esc stops and nothing changes."
    #expect(state.message == Message(text, .working))
    #expect(state.drawn().text.hasSuffix(text))
    #expect(state.update(.refused(.stopped), at: state.now) == [])
    #expect(state.message == Message("Stopped: nothing was changed."))
  }

  @Test(arguments: [(5, 999, "5 of 999"), (1000, 1_234_567, "1,000 of 1,234,567")])
  func numbersAreGrouped(done: Int, total: Int, text: String) {
    #expect(WorkProgress(verb: .undo, done: done, total: total).phrase == "Taking back \(text)")
  }

  @Test func theRunnerPassesItOn() throws {
    let world = try RunnerStore()
    let drafts = (0..<WorkProgress.stride).map {
      SlotDraft(
        blockID: world.block,
        range: TimeRange(start: world.now + .minutes($0), end: world.now + .minutes($0 + 1))
      )
    }
    world.runner.onProgress = { _ in .stop }
    var state = try world.open()
    state.run([.perform(.createSlots(drafts))], world.runner)
    #expect(state.message == Message("Stopped: nothing was changed."))
    #expect(try world.store.lastAction() == 2)
  }
}
