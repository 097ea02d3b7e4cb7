import SlotDomain
import TerminalKit
import Testing

@testable import SlotTUI

/// More keys in one read than fingers type: a paste without its marks, or a line that stalled.
@Suite struct BurstTests {
  private static func state() throws -> AppState {
    var scene = try Scene()
    try scene.add("2026-03-04 11:00")
    return scene.state(on: nil)
  }

  /// Obeys the keys as the loop does; \n is Enter, \t is Tab.
  private func type(_ text: String, into state: inout AppState) -> [Effect] {
    var keys = text.map { character -> Key in
      character == "\n" ? .enter : character == "\t" ? .tab : .character(character)
    }[...]
    var guardian = BurstGuard(keys)
    var effects: [Effect] = []
    while !keys.isEmpty {
      if let refusal = guardian.refusal(of: keys, state) {
        return effects + state.update(refusal, at: state.clock)
      }
      effects += state.update(.key(keys.removeFirst()), at: state.clock)
    }
    return effects
  }

  private let tooFast = "That came faster than fingers type, so no key was obeyed."

  @Test(arguments: [
    "dLqDyxvbhdLqDyxvbhdLqDyxvbh", "aDear Sir, this is a letter\nand D deletes nothing",
    "jjjjjjjjjjjjjjjjjjjjjjjjjd", "dThis is no name of anybody",
    "a\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n",
  ])
  func keysAreNotObeyed(text: String) throws {
    var state = try Self.state()
    let before = state
    #expect(type(text, into: &state) == [])
    #expect(state.message?.text == tooFast)
    #expect(state.layers.isEmpty)
    #expect(state.week.cursor == before.week.cursor)
  }

  /// What was typed for an open field is its text, with the Tabs and the Enter that go with it.
  @Test func anOpenFieldGetsAll() throws {
    var state = try Self.state()
    state.press("a")
    let effects = type("Anastazja Wierzbicka-Kowalska\t07700 900123\n", into: &state)
    #expect(effects.filter(\.isPerform).count == 1)
    #expect(state.form?.text(.name) == "Anastazja Wierzbicka-Kowalska")
    #expect(state.message == nil)
  }

  /// A key that opens a field and a line of text for it: the text is kept, and its Enter is asked for anew.
  @Test func aKeyAndItsTextAreLetThrough() throws {
    var state = try Self.state()
    let effects = type("aAnastazja Wierzbicka\tx\n", into: &state)
    #expect(effects.filter(\.isPerform) == [])
    #expect(state.form?.text(.name) == "Anastazja Wierzbicka")
    #expect(
      state.message?.text
        == "That came faster than fingers type: Enter was not obeyed. Press it again."
    )
    state = try Self.state()
    _ = type("/anastazja wierzbicka-kowalska", into: &state)
    #expect(state.field?.text == "anastazja wierzbicka-kowalska")
  }

  @Test func whatMovesTheCursorIsObeyed() throws {
    var state = try Self.state()
    let effects = type(String(repeating: "j", count: 30), into: &state)
    #expect(effects.filter { !$0.isLoad } == [])
    #expect(state.message == nil)
  }

  @Test func aFewKeysAreFingers() throws {
    var state = try Self.state()
    let effects = type("aAnna First\n", into: &state)
    #expect(effects.filter(\.isPerform).count == 1)
  }
}

extension Effect {
  fileprivate var isPerform: Bool { if case .perform = self { true } else { false } }
}
