import Glibc
import SlotDomain
import TerminalKit
import Testing

@testable import SlotTUI

/// A text that was pasted by mistake, into whatever takes text.
@Suite(.serialized) struct LongTextTests {
  private static let openings = [":", "/", "g", "b", "a", "c", "C", "e"]

  private static func state(_ opening: String) throws -> AppState {
    var scene = try Scene()
    for number in 2...200 {
      scene.otherBlocks.append(Scene.block(UInt64(number), "Room \(number)"))
    }
    try scene.add("2026-03-04 11:00")
    var state = scene.state(on: scene.slots[0])
    state.press(opening)
    return state
  }

  /// All that came at once goes in at once, up to the limit, and that is said.
  @Test(arguments: openings)
  func nothingIsCutInSilence(opening: String) throws {
    var state = try Self.state(opening)
    _ = state.update(.key(.text(String(repeating: "x ", count: 8_000))), at: state.clock)
    #expect(state.field?.characters.count ?? 0 <= TextField.limit)
    #expect(state.message?.text == TextField.Excess.typed.sentence)
    #expect(state.drawn().text.contains("A field holds 10,000 characters."))
    state.type("y")
    #expect(state.message?.text == TextField.Excess.typed.sentence)
    state.press("C-u")
    #expect(state.message == nil)
    _ = state.update(.key(.paste(String(repeating: "x", count: 60_000))), at: state.clock)
    #expect(state.message?.text == TextField.Excess.pasted.sentence)
    #expect(state.field?.isEmpty == true)
  }

  @Test func charactersThatCameTogetherAreOneKey() {
    var keys: ArraySlice<Key> = [.character("a"), .character("b"), .enter, .character("c")]
    #expect(Key.takeText(from: &keys) == .text("ab"))
    #expect(keys == [.enter, .character("c")])
    #expect(Key.takeText(from: &keys) == nil)
    #expect(keys.count == 2)
  }

  /// Where Space, y and n turn choices, letters are none.
  @Test func aChoiceIsNoField() throws {
    var state = try Self.state("c")
    let index = try #require(state.form?.fields.firstIndex { $0.isSwitch })
    for _ in 0..<index { state.press("Tab") }
    #expect(state.field == nil && state.takesText == true)
    state.press("n")
    #expect(state.form?.focused.text == "no")
  }

  /// What is proposed for a text, and drawn of it, takes eight times as long for eight times the text, not
  /// sixty-four.
  @Test(
    arguments: [":", "/", "g", "b", "a", "C"],
    ["x", "x ", "next ", "\u{301}", "2026-12-24, ", "09:00-12:00,", "w", "ab cd ef gh "]
  )
  func costGrowsWithTheText(opening: String, unit: String) throws {
    let text = String(repeating: unit, count: 9_600 / unit.unicodeScalars.count)
    let beginning = String(text.unicodeScalars.prefix(1_200))
    var (whole, part) = (Int.max, 0)
    // On a machine with much else to do, the longer one is hit more often: then it is tried again.
    for _ in 0..<3 where whole > 24 * part + 2_000 {
      (whole, part) = (try Self.cost(opening, text), try Self.cost(opening, beginning))
    }
    // What is not about the text at all weighs on both.
    #expect(whole <= 24 * part + 2_000, "\(part) µs, \(whole) µs")
  }

  /// The least of some tries, in microseconds of this thread's own time.
  private static func cost(_ opening: String, _ text: String) throws -> Int {
    let state = try state(opening)
    return (0..<3).map { _ in
      var state = state
      let start = processorTime()
      _ = state.update(.key(.text(text)), at: state.clock)
      _ = state.drawn()
      return processorTime() - start
    }.min() ?? 0
  }

  private static func processorTime() -> Int {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return time.tv_sec * 1_000_000 + time.tv_nsec / 1_000
  }
}
