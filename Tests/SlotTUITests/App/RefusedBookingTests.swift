import SlotDomain
import TerminalKit
import Testing

@testable import SlotTUI

/// Who books types a name next, whether a form came or not: a name is not obeyed as keys.
@Suite struct RefusedBookingTests {
  private static func full() throws -> AppState {
    var scene = try Scene()
    try scene.add("2026-03-04 11:00", taken: 1)
    try scene.add("2026-03-04 11:30")
    return scene.state(on: scene.slots[0])
  }

  /// Each key comes a while after the one before.
  private static func type(
    _ text: String,
    _ state: inout AppState,
    every span: Span = .init(milliseconds: 150)
  ) -> [Effect] {
    text.flatMap { state.after(span, .key(Key(name: String($0)) ?? .tab)) }
  }

  @Test(arguments: ["Dd Lq", "Anna Dudley", "q", "dLDy", "30L", "vd?"])
  func theNameIsNotObeyed(name: String) throws {
    var state = try Self.full()
    state.press("a")
    let refusal = try #require(state.message?.text)
    let before = (state.week.cursor, state.week.view)
    #expect(Self.type(name, &state).isEmpty)
    #expect(state.overlay == nil && state.sequence == KeySequence())
    #expect(state.week.cursor == before.0 && state.week.view == before.1)
    let message = try #require(state.message)
    #expect(message.text == refusal + " What you type now is not obeyed: wait, or press Esc.")
    #expect(message.kind == .error)
  }

  @Test(arguments: ["Esc", "Enter"])
  func anEndIsAnEnd(key: String) throws {
    var state = try Self.full()
    state.press("a", "D", key)
    #expect(state.overlay == nil)
    state.press("D")
    #expect(state.question != nil)
  }

  @Test func aPauseIsAnEnd() throws {
    var state = try Self.full()
    state.press("a")
    _ = state.after(.seconds(1), .key(.character("x")))
    #expect(state.message?.text.hasSuffix("press Esc.") == true)
    _ = state.after(Span(milliseconds: 1_001), .key(.character("D")))
    #expect(state.question != nil)
  }

  /// A clock that is set back does not keep the screen deaf.
  @Test func aClockThatIsSetIsAnEnd() throws {
    var state = try Self.full()
    state.press("a")
    _ = state.after(.hours(-1), .key(.character("D")))
    #expect(state.question != nil)
  }

  /// What is no text is meant.
  @Test func movingGoesOn() throws {
    var state = try Self.full()
    state.press("a", "Down")
    #expect(state.message == nil)
    state.press("D")
    #expect(state.question != nil)
  }

  @Test func alsoWhereThereIsNoSlot() throws {
    var state = try Scene().state()
    state.press("a")
    #expect(state.type("qqc").isEmpty)
    #expect(state.overlay == nil)
  }

  @Test func alsoWhereNothingMayBeChanged() throws {
    var scene = try Scene()
    try scene.add("2026-03-04 11:00")
    scene.settings.isReadOnly = true
    var state = scene.state(on: scene.slots[0])
    state.press("a")
    #expect(state.type("q").isEmpty)
  }

  @Test func alsoInDetails() throws {
    var state = try Self.full()
    let slot = try #require(state.week.focusedSlot)
    let details = SlotDetails(slot: slot, appointments: [], history: [])
    _ = state.update(.detailsLoaded(details, .overlay), at: state.clock)
    state.press("a")
    #expect(state.type("Dq").isEmpty)
    #expect(state.details != nil)
    state.press("Esc", "Esc")
    #expect(state.overlay == nil)
  }

  @Test func aFormTakesTheName() throws {
    var state = try Self.full()
    state.press("Down", "a")
    state.type("Dq")
    #expect(state.form?.text(.name) == "Dq")
  }
}
