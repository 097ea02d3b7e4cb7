import SlotDomain
import Testing

@testable import SlotCommands

/// The bar on standard error.
@Suite struct ProgressBarTests {
  @Test func isShownAfterAWhileAndErasedAtTheEnd() {
    var now = Instant(seconds: 0)
    var written: [String] = []
    let bar = ProgressBar(clock: { now }, write: { written.append($0) })
    func show(_ done: Int, at milliseconds: Int64) {
      now = Instant(milliseconds: milliseconds)
      bar.show(WorkProgress(verb: .createSlots, done: done, total: 3000))
    }
    show(250, at: 499)
    bar.erase()
    #expect(written == [])
    show(1000, at: 500)
    show(1250, at: 599)
    show(1500, at: 600)
    #expect(
      written == [
        "\r[##########--------------------] Creating 1,000 of 3,000",
        "\r[###############---------------] Creating 1,500 of 3,000",
      ]
    )
    bar.erase()
    #expect(written.last == "\r" + String(repeating: " ", count: 56) + "\r")
    bar.erase()
    #expect(written.count == 3)
  }
}
