import SlotDomain
import TerminalKit
import Testing

@testable import SlotTUI

/// One form for all that are marked.
@Suite struct ManySlotsFormTests {
  private static func state(various: Bool) throws -> (Scene, AppState, [Slot.ID]) {
    var scene = try Scene()
    try scene.add("2026-03-03 09:00", 30, capacity: 2)
    try scene.add("2026-03-03 09:30", various ? 20 : 30, capacity: various ? 3 : 2)
    try scene.add("2026-03-05 09:30", 30, capacity: 2, isLockable: !various)
    var state = scene.state(on: scene.slots[0])
    state.press("*", "e")
    return (scene, state, scene.slots.map(\.id))
  }

  private static func fill(_ state: inout AppState, _ text: String) {
    state.press("C-u")
    state.type(text)
  }

  @Test func aFieldShowsWhatAllHaveInCommon() throws {
    var (_, state, _) = try Self.state(various: false)
    #expect(state.form?.title == "Edit 3 slots")
    #expect(state.form?.fields.map(\.name) == [.moveBy, .minutes, .capacity, .lockable, .metadata])
    #expect(state.form?.fields.map(\.text) == ["", "30", "2", "yes", ""])
    (_, state, _) = try Self.state(various: true)
    #expect(state.form?.fields.map(\.text) == ["", "", "", "keep", ""])
    for (width, height) in [(80, 24), (40, 10), (200, 50)] {
      state.size = AppState.Size(width: width, height: height)
      let text = state.drawn().text
      #expect(text.contains("various: empty keeps each"), "\(width)×\(height)\n\(text)")
      #expect(text.contains("null removes") || width == 40)
    }
  }

  @Test func enterWithoutAChangeChangesNothing() throws {
    for various in [false, true] {
      var (_, state, _) = try Self.state(various: various)
      #expect(state.press("Enter") == [])
      #expect(state.overlay == nil)
      #expect(state.message == Message("Nothing was changed."))
    }
  }

  @Test func onlyWhatWasTypedIsChangedInAll() throws {
    var (_, state, ids) = try Self.state(various: true)
    Self.fill(&state, "+1d -15")
    state.press("Tab", "Tab")
    Self.fill(&state, "5")
    state.press("Tab", "Space", "Tab")
    Self.fill(&state, #"{"room":"2","old":null}"#)
    let revision = SlotRevision(
      move: SlotMove(days: 1, span: .minutes(-15)),
      capacity: 5,
      isLockable: true,
      metadata: ["room": .string("2"), "old": .null]
    )
    #expect(state.press("Enter") == [.perform(.reviseSlots(ids, revision))])
    #expect(state.form?.isSubmitted == true)
  }

  @Test func movingThoseWhoAreBookedIsAQuestion() throws {
    var scene = try Scene()
    try scene.add("2026-03-05 09:00", capacity: 3, taken: 2)
    try scene.add("2026-03-05 09:30", taken: 1)
    try scene.add("2026-03-05 10:00", cancelled: 1)
    var state = scene.state(on: scene.slots[0])
    state.press("*", "e")
    state.type("+15")
    #expect(state.press("Enter") == [])
    #expect(state.question?.text == "Move 3 slots, 2 of them with 3 appointments? y/n")
    #expect(state.press("n") == [])
    #expect(state.form?.text(.moveBy) == "+15")
    let operation = SlotDomain.Operation.reviseSlots(
      scene.slots.map(\.id),
      SlotRevision(move: SlotMove(span: .minutes(15)))
    )
    #expect(state.press("Enter", "y") == [.perform(operation)])
    #expect(state.form?.isSubmitted == true)
    // After a refusal it is asked again.
    _ = state.update(.refused(.storeBusy), at: state.now)
    #expect(state.press("Enter") == [])
    #expect(state.question != nil)
  }

  @Test func spaceTurnsThroughKeepYesAndNo() throws {
    var (_, state, _) = try Self.state(various: true)
    state.press("S-Tab", "S-Tab")
    for (key, value) in [
      ("Space", "yes"), ("Right", "no"), ("Space", "keep"), ("Left", "no"), ("Left", "yes"),
      ("n", "no"), ("y", "yes"), ("x", "yes"),
    ] {
      state.press(key)
      #expect(state.form?.text(.lockable) == value, "\(key)")
    }
  }

  @Test(arguments: [(0, "soon"), (1, "0"), (2, "none"), (4, "[]")])
  func whatCannotBeReadStaysToBeMended(field: Int, text: String) throws {
    var (_, state, _) = try Self.state(various: true)
    for _ in 0..<field { state.press("Tab") }
    Self.fill(&state, text)
    #expect(state.press("Enter") == [])
    #expect(state.form?.problem?.field == state.form?.fields[field].name)
    #expect(state.form?.focus == field)
  }

  @Test func aRefusalStandsAtTheFieldThatMoves() throws {
    var (scene, state, _) = try Self.state(various: false)
    Self.fill(&state, "+30")
    state.press("Enter")
    let ranges = scene.slots.map(\.range)
    let refusal = SlotError.slotsOverlap(ranges[0], existing: ranges[2], isNew: false)
    #expect(state.update(.refused(refusal), at: state.now) == [])
    #expect(state.form?.problem == Form.Problem(field: .moveBy, error: refusal))
  }

  @Test func whatWasDoneIsSaidAndWrittenAsCommands() throws {
    var (scene, state, ids) = try Self.state(various: false)
    Self.fill(&state, "+30")
    state.press("Enter")
    var outcome = Outcome(own: .updateSlots, objects: 3, at: scene.now)
    outcome.slots = scene.slots.map { slot in
      var slot = slot
      slot.range = TimeRange(
        start: slot.range.start + .minutes(30),
        end: slot.range.end + .minutes(30)
      )
      return slot
    }
    let revision = SlotRevision(move: SlotMove(span: .minutes(30)))
    _ = state.update(.performed(.reviseSlots(ids, revision), outcome), at: scene.now)
    #expect(state.message?.text == "Changed 3 slots. 2 of them lie in the past. u takes it back.")
    #expect(state.overlay == nil)
    #expect(state.marks.isEmpty)
    // The last one first: its place has to be free for the next.
    #expect(
      state.lastCommands == [
        "slottui slot update \(ids[2]) --start 2026-03-05T10:00+01:00 --end 2026-03-05T10:30+01:00",
        "slottui slot update \(ids[1]) --start 2026-03-03T10:00+01:00 --end 2026-03-03T10:30+01:00",
        "slottui slot update \(ids[0]) --start 2026-03-03T09:30+01:00 --end 2026-03-03T10:00+01:00",
      ]
    )
  }

  @Test func aSingleMarkedSlotHasTheFormOfOne() throws {
    var (scene, state) = (try MarkTests.scene(), try MarkTests.scene().state(on: nil))
    state = scene.state(on: scene.slots[0])
    state.press("Space", "e")
    #expect((state.layers.top as? SlotForm)?.edited == scene.slots[0])
  }
}
