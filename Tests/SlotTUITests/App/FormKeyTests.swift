import SlotDomain
import TerminalKit
import Testing

@testable import SlotTUI

/// Forms from opening to the operation that Enter asks for.
@Suite struct FormKeyTests {
  /// With Alt no key throws away what was typed.
  @Test(arguments: ["a", "c", "e", "C"])
  func altKeepsTheForm(opening: String) throws {
    var scene = try Scene()
    try scene.add("2026-03-04 11:00")
    var state = scene.state(on: scene.slots[0])
    state.press(opening)
    state.press("C-u")
    state.type("one two")
    state.press("A-Enter", "A-q", "A-ä")
    #expect(state.form?.focused.text == "one two")
    #expect(state.form?.isSubmitted == false)
    state.press("A-Backspace")
    #expect(state.form?.focused.text == "one ")
    #expect(state.press("A-Enter") == [])
    #expect(state.message?.text == "A-Enter does nothing: Enter accepts the form, Esc leaves it.")
  }

  private static func state(
    _ start: String = "2026-03-04 11:00",
    _ minutes: Int = 30
  ) throws -> (Scene, AppState, Slot) {
    var scene = try Scene()
    let slot = try scene.add(start, minutes, capacity: 2, metadata: "{\"room\":\"7\"}")
    return (scene, scene.state(on: slot), slot)
  }

  private static func fill(_ state: inout AppState, _ text: String) {
    state.press("C-u", "C-k")
    state.type(text)
  }

  // MARK: Creating

  @Test func proposesTheNextFreePlaceLikeItsNeighbour() throws {
    var (scene, state, _) = try Self.state()
    state.press("c")
    #expect(state.form?.fields.map(\.text) == ["2026-03-04 11:30", "30", "2", "yes", "", "{}"])
    // Others follow without a break, and then there is room for 20 minutes.
    try scene.add("2026-03-04 11:30", 30, capacity: 5)
    try scene.add("2026-03-04 12:20", 30)
    state = scene.state(on: scene.slots[0])
    state.press("c")
    #expect(state.form?.fields.map(\.text) == ["2026-03-04 12:00", "20", "5", "yes", "", "{}"])
  }

  @Test func createsWhatIsTyped() throws {
    var (scene, state, _) = try Self.state()
    state.press("c")
    Self.fill(&state, "2026-03-05 24:00")
    state.press("Tab")
    Self.fill(&state, "45")
    state.press("Tab")
    Self.fill(&state, "3")
    state.press("Tab", "n", "Down", "Down")
    Self.fill(&state, "{\"a\": 1}")
    let block = try #require(scene.block?.id)
    let start = try scene.at("2026-03-06 00:00")
    let draft = SlotDraft(
      blockID: block,
      range: TimeRange(start: start, end: start + .minutes(45)),
      capacity: 3,
      isLockable: false,
      metadata: try Metadata(parsing: "{\"a\": 1}")
    )
    #expect(state.press("Enter") == [.perform(.createSlots([draft]))])
    #expect(state.form?.isSubmitted == true)
    #expect(state.press("Enter") == [], "The store has not answered yet.")
  }

  @Test func everyFieldKeepsWhatWasTyped() throws {
    for key in ["Tab", "S-Tab", "Up", "Down", "PgUp", "PgDn", "F5"] {
      var (_, state, _) = try Self.state()
      state.press("c", "Tab")
      Self.fill(&state, "77")
      state.press(key)
      #expect(state.form?.text(.minutes) == "77", "\(key)")
    }
  }

  @Test func escapeAbandonsAndSaysSo() throws {
    for key in ["Esc", "C-c"] {
      var (_, state, _) = try Self.state()
      state.press("c")
      #expect(state.press(key) == [])
      #expect(state.overlay == nil)
      #expect(state.message == Message("Nothing was changed."))
    }
  }

  @Test func focusGoesRound() throws {
    var (_, state, _) = try Self.state()
    state.press("c", "S-Tab")
    #expect(state.form?.focus == 5)
    state.press("Tab")
    #expect(state.form?.focus == 0)
  }

  @Test func pastedTextIsText() throws {
    var (_, state, _) = try Self.state()
    state.press("a")
    _ = state.update(.key(.paste("Ada\nLovelace\u{1B}[2J")), at: state.now)
    #expect(state.form?.text(.name) == "Ada Lovelace\u{1B}[2J")
    #expect(state.form?.focus == 0)
  }

  // MARK: Problems

  @Test(arguments: [
    (0, "tomorrow", Form.Field.Name.start, ErrorCode.invalidDate),
    (0, "2026-02-30 09:00", .start, .invalidDate), (1, "0", .minutes, .badRequest),
    (1, "-5", .minutes, .badRequest), (1, "", .minutes, .badRequest),
    (1, "99999999999999999999", .minutes, .badRequest), (2, "0", .capacity, .capacityInvalid),
    (2, "many", .capacity, .capacityInvalid), (5, "{", .metadata, .badRequest),
    (5, "[]", .metadata, .badRequest), (5, "{1:2}", .metadata, .metadataKeyNotString),
  ])
  func problemsStandAtTheirField(
    index: Int,
    text: String,
    field: Form.Field.Name,
    code: ErrorCode
  ) throws {
    var (_, state, _) = try Self.state()
    state.press("c")
    for _ in 0..<index { state.press("Tab") }
    Self.fill(&state, text)
    state.press("Tab")
    #expect(state.press("Enter") == [])
    #expect(state.form?.problem?.field == field)
    #expect(state.form?.problem?.error.code == code)
    #expect(state.form?.focus == index)
    #expect(state.form?.isSubmitted == false)
    state.press("Backspace")
    state.type("1")
    #expect(state.form?.problem == nil)
  }

  @Test func refusalsOfTheStoreStandAtTheirField() throws {
    var (_, state, slot) = try Self.state()
    state.press("c")
    state.press("Tab", "Enter")
    let refusal = SlotError.slotsOverlap(slot.range, existing: slot.range, isNew: false)
    #expect(state.update(.refused(refusal), at: state.now) == [])
    #expect(state.form?.problem == Form.Problem(field: .start, error: refusal))
    #expect(state.form?.focus == 0)
    #expect(state.form?.text(.start) == "2026-03-04 11:30")
    #expect(state.form?.isSubmitted == false)
  }

  @Test func timeThatDoesNotExistIsExplained() throws {
    var scene = try Scene("2026-03-27 10:00")
    try scene.add("2026-03-29 01:00")
    var state = scene.state(on: nil)
    state.press("c")
    Self.fill(&state, "2026-03-29 02:30")
    #expect(state.press("Enter") == [])
    #expect(
      state.form?.problem?.error.message(in: scene.zone)
        == "02:30 does not exist on 2026-03-29: the clock goes from 02:00 to 03:00."
        + " Choose a time outside."
    )
  }

  @Test func timeThatComesTwiceIsAskedFor() throws {
    var scene = try Scene("2026-10-23 10:00")
    try scene.add("2026-10-25 01:00", 30)
    let question =
      "02:30 comes twice on 2026-10-25. Which one? 1 = +02:00, 2 = +01:00"
    for (key, offset) in [("1", "+02:00"), ("2", "+01:00")] {
      var state = scene.state(on: nil)
      state.press("c")
      Self.fill(&state, "2026-10-25T02:30")
      #expect(state.press("Enter") == [])
      #expect(state.question?.text == question)
      let effects = state.press(key)
      guard case .perform(.createSlots(let drafts))? = effects.first else {
        Issue.record("\(effects)")
        continue
      }
      #expect(drafts.map(\.range.start) == [try scene.at("2026-10-25 02:30\(offset)")])
      #expect(state.form?.text(.start) == "2026-10-25 02:30\(offset)")
    }
    var state = scene.state(on: nil)
    state.press("c")
    Self.fill(&state, "2026-10-25 02:30")
    state.press("Enter", "Esc")
    #expect(state.form?.text(.start) == "2026-10-25 02:30")
    #expect(state.message == Message("Choose another time, or one of the two."))
  }

  // MARK: Editing

  @Test func editsOnlyWhatWasTypedAnew() throws {
    let cases: [(Int, String, SlotChanges)] = [
      (2, "4", SlotChanges(capacity: 4)), (3, "n", SlotChanges(isLockable: false)),
      (4, "new lamp", SlotChanges(members: ["note": .string("new lamp")])),
      (5, "{}", SlotChanges(metadata: .empty)),
    ]
    for (index, text, changes) in cases {
      var (_, state, slot) = try Self.state()
      state.press("e")
      for _ in 0..<index { state.press("Tab") }
      Self.fill(&state, text)
      #expect(
        state.press("Enter")
          == [.perform(.changeSlots([slot.id], .update(changes, unchangedSince: slot.updatedAt)))]
      )
    }
  }

  @Test func editedTimesKeepWhatWasNotTyped() throws {
    var (scene, state, slot) = try Self.state()
    state.press("e")
    Self.fill(&state, "2026-03-04 12:00")
    let noon = try scene.at("2026-03-04 12:00")
    var changes = SlotChanges(start: noon, end: noon + .minutes(30))
    let seen = slot.updatedAt
    #expect(
      state.press("Enter") == [
        .perform(.changeSlots([slot.id], .update(changes, unchangedSince: seen)))
      ]
    )

    // A start that is not whole minutes survives a change of the length.
    scene.slots = []
    let odd = try scene.add("2026-03-04 12:00:08.825", 30)
    state = scene.state(on: odd)
    state.press("e", "Tab")
    Self.fill(&state, "40")
    changes = SlotChanges(end: odd.range.start + .minutes(40))
    #expect(
      state.press("Enter") == [
        .perform(.changeSlots([odd.id], .update(changes, unchangedSince: seen)))
      ]
    )
  }

  @Test func lengthOfOddSlotsIsShownAndKept() throws {
    var scene = try Scene()
    var slot = try scene.add("2026-03-04 12:00", 20)
    slot.range.end = slot.range.end + Span(milliseconds: 1_500)
    scene.slots = [slot]
    var state = scene.state(on: slot)
    state.press("e")
    #expect(state.form?.text(.minutes) == "20.025")
    Self.fill(&state, "2026-03-04 13:00")
    let start = try scene.at("2026-03-04 13:00")
    let changes = SlotChanges(start: start, end: start + slot.range.length)
    #expect(
      state.press("Enter")
        == [.perform(.changeSlots([slot.id], .update(changes, unchangedSince: slot.updatedAt)))]
    )
  }

  @Test func unchangedFormChangesNothing() throws {
    var (_, state, _) = try Self.state()
    state.press("e")
    #expect(state.press("Enter") == [])
    #expect(state.overlay == nil)
    #expect(state.message == Message("Nothing was changed."))
  }
}
