import SlotDomain
import TerminalKit
import Testing

@testable import SlotTUI

/// The lines at the bottom, where what they say has more than they have room for.
@Suite struct BottomTests {
  /// A slot of which there is more to say than has room in 80 columns.
  private func state(height: Int, slotAt time: String) throws -> AppState {
    let store = try RunnerStore()
    let slot = try store.add("2026-03-05 \(time)", capacity: 3)
    let other = try store.session(of: "bartholomew")
    _ = try other.perform(
      .changeSlots([slot.id], .lock(until: store.now + .minutes(30), key: "k")),
      at: store.now
    )
    _ = try store.store.perform(.changeSlots([slot.id], .setStatus(.disabled)), at: store.now)
    return try store.open(size: .init(width: 80, height: height))
  }

  @Test func aLongSentenceLeavesTheKeysInSight() throws {
    let state = try state(height: 24, slotAt: "10:00")
    let rows = state.drawn().text.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(rows[21].hasPrefix("Thu 5 Mar 10:00–10:30"))
    #expect(rows[22].contains("(L unlocks)"))
    #expect(rows[23].contains("? help"))
  }

  /// Where a message would take the line with what is under the cursor, it does without the words that
  /// everybody knows.
  @Test func aMessageDoesWithoutItsTail() throws {
    var state = try state(height: 24, slotAt: "10:00")
    let tail = Announcement(state.desk).takesBack
    for (columns, isWhole) in [(60, true), (70, false), (90, true)] {
      let done = String(repeating: "x", count: columns)
      state.desk.say(done + tail, .success)
      let lines = BottomText(state).news(width: 80, lines: 2).lines
      #expect(lines.joined(separator: " ").hasSuffix("back.") == isWhole, "\(lines)")
      #expect(lines.count == (columns > 80 ? 2 : 1))
    }
  }

  /// There the grid has none to lose.
  @Test func onALowScreenItTakesTheirLine() throws {
    let state = try state(height: 12, slotAt: "10:00")
    let rows = state.drawn().text.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(rows[10].hasPrefix("Thu 5 Mar 10:00–10:30"))
    #expect(rows[11].contains("(L unlocks)"))
  }
}
