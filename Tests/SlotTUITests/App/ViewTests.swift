import SlotDomain
import Testing

@testable import SlotTUI

/// The keys that choose a view, and that the cursor keeps its slot from one to the next.
@Suite struct ViewTests {
  @Test func prefixSaysWhatCanFollow() throws {
    var (_, state) = try MovementTests.state(at: "03 09:00")
    state.press("v")
    let bottom = try #require(state.drawn().text.split(separator: "\n").last)
    #expect(bottom.hasPrefix("v… w week, "))
    #expect(bottom.hasSuffix(", Esc"))
    // Each view has its key, and nothing else is promised.
    let names = KeyMap.standard.continuations(of: [.character("v")]).map {
      String($0.split(separator: " ")[1])
    }
    #expect(Set(names) == Set(PeriodView.allCases.map(\.rawValue)))
    state.press("Esc")
    #expect(state.sequence == KeySequence())
    #expect(state.message == nil)
  }

  @Test func otherKeysAreSaidToBeNone() throws {
    var (_, state) = try MovementTests.state(at: "03 09:00")
    #expect(state.press("v", "x") == [])
    #expect(state.message?.text.hasPrefix("v x does nothing. After v comes one of: w week") == true)
    #expect(state.sequence == KeySequence())
    // Esc and a key in one: the key counts for itself.
    state.press("v", "A-j")
    #expect(state.place == "2026-03-03 09:30")
  }
}
