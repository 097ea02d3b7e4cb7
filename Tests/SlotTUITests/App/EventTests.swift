import ProgramDriver
import SlotDomain
import TerminalKit
import Testing

@testable import SlotTUI

/// What time, colleagues and the store do to the screen.
@Suite struct EventTests {
  private static func entry(
    _ id: SlotDomain.Action.ID,
    by actor: String = "ben",
    verb: SlotDomain.Action.Verb = .disableSlots,
    _ slots: [Slot.ID],
    at now: Instant,
    isDeletion: Bool = false
  ) -> JournalEntry {
    JournalEntry(
      action: Action(id: id, at: now, actor: actor, verb: verb, objects: slots.count),
      changes: slots.map {
        Change(
          subject: .slot($0),
          before: ["status": .string("active")],
          after: isDeletion ? nil : ["status": .string("disabled")]
        )
      }
    )
  }

  private static func state(
    size: AppState.Size = .init(width: 80, height: 24)
  ) throws -> (Scene, AppState) {
    var scene = try Scene()
    scene.size = size
    for start in ["11:00", "11:30", "12:00"] { try scene.add("2026-03-04 \(start)") }
    return (scene, scene.state(on: scene.slots[1]))
  }

  // MARK: Colleagues

  @Test func colleaguesChangeIsMarkedAndSaid() throws {
    var (scene, state) = try Self.state()
    let changed = scene.slots[0].id
    let entry = Self.entry(8, [changed], at: scene.now)
    #expect(
      state.update(.storeChanged([entry]), at: scene.now)
        == [scene.request(.week(scene.firstDay))]
    )
    #expect(state.flashes == [changed: Flash(actor: "ben", end: scene.now + .seconds(4))])
    #expect(state.message == Message("ben disabled Wed 4 Mar 11:00–11:30.", .news))
    #expect(state.nextChange == scene.now + .seconds(4))
    #expect(state.drawn().text.contains("free  ben"))
    state.after(.seconds(3))
    #expect(!state.flashes.isEmpty)
    state.after(.seconds(1))
    #expect(state.flashes.isEmpty)
    #expect(!state.drawn().text.contains("free  ben"))
  }

  /// `d` meant to close what a colleague has closed in the same moment would open it.
  @Test func whatAColleagueHasJustClosedIsNotOpened() throws {
    var (scene, state) = try Self.state()
    let changed = scene.slots[1].id
    _ = state.update(.storeChanged([Self.entry(8, [changed], at: scene.now)]), at: scene.now)
    scene.slots[1].status = .disabled
    _ = state.update(.loaded(scene.content, .stay), at: scene.now)
    for keys in [["d"], ["Space", "k", "d"]] {
      var state = state
      for key in keys.dropLast() { state.press(key) }
      #expect(state.press("d") == [])
      #expect(
        state.message
          == Message("ben has just changed that. Look, then press d again.", .error)
      )
      state.after(.seconds(1))
      #expect(state.press("d") == [.perform(.changeSlots([changed], .setStatus(.active)))])
    }
  }

  @Test func colleaguesChangeDoesNotCoverWhatWasJustSaid() throws {
    var (scene, state) = try Self.state()
    state.message = Message("Locked.", .success)
    let entry = Self.entry(8, [scene.slots[0].id], at: scene.now)
    _ = state.update(.storeChanged([entry]), at: scene.now)
    #expect(state.message == Message("Locked.", .success))
    #expect(state.flashes.count == 1)
  }

  @Test func colleaguesChangeKeepsTypedText() throws {
    var (scene, state) = try Self.state()
    state.press("c")
    state.type("9")
    let form = state.form
    let entry = Self.entry(8, [scene.slots[0].id], at: scene.now)
    _ = state.update(.storeChanged([entry]), at: scene.now)
    _ = state.update(.loaded(scene.content, .stay), at: scene.now)
    #expect(state.form == form)
  }

  /// What is shown then is another block: whoever looks at it has to hear that.
  @Test func deletionOfTheBlockIsSaid() throws {
    var (scene, state) = try Self.state()
    let block = try #require(scene.block)
    let changes = [
      Change(subject: .slot(scene.slots[1].id), before: [:], after: nil),
      Change(subject: .block(block.id), before: ["name": .string(block.name)], after: nil),
    ]
    let action = Action(id: 8, at: scene.now, actor: "ben", verb: .deleteBlock, objects: 2)
    state.press("Enter")
    _ = state.update(
      .storeChanged([JournalEntry(action: action, changes: changes)]),
      at: scene.now
    )
    #expect(state.message?.text == "ben deleted booking block Dr. Ada, which was shown.")
  }

  @Test func deletionUnderTheCursorIsSaid() throws {
    var (scene, state) = try Self.state()
    let slot = scene.slots[1]
    let entry = Self.entry(8, verb: .deleteSlots, [slot.id], at: scene.now, isDeletion: true)
    _ = state.update(.storeChanged([entry]), at: scene.now)
    #expect(state.message == Message("ben deleted the slot under the cursor.", .error))
    let place = state.place
    scene.slots.remove(at: 1)
    _ = state.update(.loaded(scene.content, .stay), at: scene.now)
    #expect(state.week.focusedSlot == nil)
    #expect(state.place == place)
  }

  @Test func cursorStaysOnItsSlotWhereverThatGoes() throws {
    var (scene, state) = try Self.state()
    let id = scene.slots[1].id
    let start = try scene.at("2026-03-06 15:00")
    scene.slots[1].range = TimeRange(start: start, end: start + .minutes(30))
    _ = state.update(.loaded(scene.content, .stay), at: scene.now)
    #expect(state.week.focusedSlot?.id == id)
    #expect(state.place == "2026-03-06 15:00")
  }

  @Test func onesOwnActionsAreNotAnnounced() throws {
    var (scene, state) = try Self.state()
    state.ownActions = [8]
    let own = Self.entry(8, by: "ana", [scene.slots[0].id], at: scene.now)
    #expect(state.update(.storeChanged([own]), at: scene.now) == [])
    #expect(state.flashes.isEmpty)
    #expect(state.message == nil)
    // The same user elsewhere is somebody else.
    let other = Self.entry(9, by: "ana", [scene.slots[2].id], at: scene.now)
    #expect(
      state.update(.storeChanged([other]), at: scene.now)
        == [scene.request(.week(scene.firstDay))]
    )
    #expect(Array(state.flashes.keys) == [scene.slots[2].id])
  }

  @Test func changeWithoutActionsIsReadAllTheSame() throws {
    var (scene, state) = try Self.state()
    #expect(
      state.update(.storeChanged([]), at: scene.now) == [scene.request(.week(scene.firstDay))]
    )
  }

  @Test func detailsFollowAndCloseWithTheirSlot() throws {
    var (scene, state) = try Self.state()
    let slot = scene.slots[1]
    let details = SlotDetails(slot: slot, appointments: [], history: [])
    _ = state.update(.detailsLoaded(details, .overlay), at: scene.now)
    let change = Self.entry(8, [slot.id], at: scene.now)
    #expect(
      state.update(.storeChanged([change]), at: scene.now)
        == [scene.request(.week(scene.firstDay)), .loadDetails(slot.id, .overlay)]
    )
    let deletion = Self.entry(9, verb: .deleteSlots, [slot.id], at: scene.now, isDeletion: true)
    #expect(
      state.update(.storeChanged([deletion]), at: scene.now)
        == [scene.request(.week(scene.firstDay))]
    )
    #expect(state.overlay == nil)
    let text = "ben deleted the slot whose details these were."
    #expect(state.message == Message(text, .error))
  }

  // MARK: What was done

  @Test func doneIsSaidAndReadAgain() throws {
    var (scene, state) = try Self.state()
    let slot = scene.slots[1]
    var outcome = Outcome(own: .disableSlots, at: scene.now)
    outcome.slots = [slot]
    let effects = state.update(
      .performed(.changeSlots([slot.id], .setStatus(.disabled)), outcome),
      at: scene.now
    )
    #expect(effects == [.readChanges(since: 7), scene.request(.week(scene.firstDay))])
    #expect(state.ownActions == [8])
    let text = "Disabled Wed 4 Mar 11:30–12:00. u takes it back."
    #expect(state.message == Message(text, .success))
  }

  @Test func createdSlotGetsTheFocusAndClosesItsForm() throws {
    var (scene, state) = try Self.state()
    state.press("c", "Enter")
    var outcome = Outcome(own: .createSlots, at: scene.now)
    outcome.slots = [scene.slots[2]]
    let effects = state.update(.performed(.createSlots([]), outcome), at: scene.now)
    #expect(effects == [.readChanges(since: 7), scene.request(.slot(scene.slots[2].id))])
    #expect(state.overlay == nil)
    _ = state.update(.loaded(scene.content, .slot(scene.slots[2].id)), at: scene.now)
    #expect(state.week.focusedSlot?.id == scene.slots[2].id)
  }

  @Test func whatIsSoAlreadyIsSaid() throws {
    var (scene, state) = try Self.state()
    _ = state.update(
      .performed(.changeSlots([scene.slots[0].id], .setStatus(.active)), Outcome()),
      at: scene.now
    )
    #expect(state.message?.text == "It is so already: nothing was changed.")
    #expect(state.ownActions.isEmpty)
  }

  @Test func undoAndRedoAreSaid() throws {
    var (scene, state) = try Self.state()
    func action(_ id: Int64, _ verb: SlotDomain.Action.Verb) -> SlotDomain.Action {
      Action(id: id, at: scene.now, actor: "ana", verb: verb, objects: 2)
    }
    let reading = [Effect.readChanges(since: 7), scene.request(.week(scene.firstDay))]
    var outcome = UndoOutcome(
      action: action(9, .undo),
      target: action(8, .deleteSlots),
      conflicts: []
    )
    #expect(state.update(.undone(outcome), at: scene.now) == reading)
    let undone = "Taken back: deleted 2 objects. C-r does it again."
    #expect(state.message == Message(undone, .success))
    #expect(state.ownActions == [9])
    outcome = UndoOutcome(
      action: action(10, .redo),
      target: action(8, .deleteSlots),
      conflicts: [
        .init(
          subject: .slot(scene.slots[0].id),
          reason: .changed(by: "ben", at: try scene.at("2026-03-04 09:30"))
        )
      ]
    )
    #expect(state.update(.undone(outcome), at: scene.now) == reading)
    #expect(
      state.message
        == Message(
          "Done again: deleted 2 objects. 1 object left alone:"
            + " ben changed it Wed 4 Mar 09:30."
        )
    )
  }

  @Test func refusalsCarryTheirCode() throws {
    var (scene, state) = try Self.state()
    #expect(state.update(.refused(.slotDisabled(scene.slots[0])), at: scene.now) == [])
    let text = "E051: Slot 2026-03-04 11:00–11:30 is disabled. Enable it first."
    #expect(state.message == Message(text, .error))
    #expect(state.update(.waiting, at: scene.now) == [])
    #expect(state.message?.text == "Waiting for somebody else to finish writing… Esc gives up.")
    state.press("j")
    #expect(state.message == nil)
  }

  // MARK: Time

  @Test func lockEndsWithoutAKey() throws {
    var scene = try Scene()
    let slot = try scene.add("2026-03-04 11:00", lock: .init(owner: "ben", minutes: 2))
    var state = scene.state(on: slot)
    #expect(state.week.faces[0].style == .locked)
    var ticks = 0
    while state.now < scene.now + .minutes(2), ticks < 20 {
      let next = state.nextChange
      #expect(next > state.now)
      _ = state.update(.tick, at: next)
      ticks += 1
    }
    #expect(state.week.faces[0].style == .available)
    #expect(!state.drawn().text.contains("locked"))
    #expect(ticks <= 6)
  }

  @Test func bookingClosesAndSlotsPassWithoutAKey() throws {
    var scene = try Scene("2026-03-04 10:58:30")
    scene.block = Scene.block(1, "Dr. Ada", closesBefore: 60)
    try scene.add("2026-03-04 11:00", 1)
    var state = scene.state(on: nil)
    var seen: [String] = []
    while state.now < scene.now + .minutes(4) {
      let face = "\(state.week.faces[0].style)"
      if seen.last != face { seen.append(face) }
      #expect(state.nextChange > state.now)
      #expect(state.nextChange <= state.now + .minutes(1))
      _ = state.update(.tick, at: state.nextChange)
    }
    #expect(seen == ["available", "past"])
    #expect(state.drawn().text.contains("past"))
  }

  @Test func newMinuteReadsWhatIsFree() throws {
    var (scene, state) = try Self.state()
    #expect(state.after(.seconds(59)) == [])
    #expect(state.after(.seconds(1)) == [scene.request(.week(scene.firstDay))])
    #expect(state.nextChange == scene.now + .minutes(2))
  }

  @Test func midnightMovesToday() throws {
    var scene = try Scene("2026-03-04 23:59:30")
    try scene.add("2026-03-04 09:00")
    var state = scene.state(on: .now)
    func today() -> Int? {
      let styles = state.drawn().styles.split(separator: "\n", omittingEmptySubsequences: false)
      return styles[1].firstIndex(of: "y").map {
        styles[1].distance(from: styles[1].startIndex, to: $0)
      }
    }
    #expect(today() == 12)
    #expect(state.drawn().text.hasPrefix(" Dr. Ada  ") && state.drawn().text.contains(" 23:59"))
    #expect(state.nextChange == (try scene.at("2026-03-05 00:00")))
    _ = state.update(.tick, at: state.nextChange)
    #expect(today() == 69)
    #expect(state.drawn().text.split(separator: "\n")[0].hasSuffix(" 00:00"))
  }

  @Test func clockChangeMovesTheNowLine() throws {
    var scene = try Scene("2026-10-25 02:59:30+02:00")
    try scene.add("2026-10-25 02:00+02:00", 60)
    try scene.add("2026-10-25 02:00+01:00", 60)
    var state = scene.state(on: .now)
    #expect(state.drawn().text.split(separator: "\n")[0].hasSuffix(" 02:59+02:00"))
    #expect(state.nextChange == (try scene.at("2026-10-25 02:00+01:00")))
    func row() throws -> Int {
      try #require(state.week.layout.place(of: state.now, zone: scene.zone)).row
    }
    let before = try row()
    _ = state.update(.tick, at: state.nextChange)
    let after = try row()
    #expect(after > before)
    #expect(state.drawn().text.split(separator: "\n")[0].hasSuffix(" 02:00+01:00"))

    scene = try Scene("2026-03-29 01:59:30")
    state = scene.state(on: .now)
    _ = state.update(.tick, at: state.nextChange)
    #expect(state.drawn().text.split(separator: "\n")[0].hasSuffix(" 03:00"))
  }

  // MARK: The panel of a wide terminal

  @Test func restingCursorReadsDetails() throws {
    var (scene, state) = try Self.state(size: .init(width: 200, height: 50))
    let rest = scene.now + AppState.restingTime
    #expect(state.nextChange == rest)
    #expect(state.update(.tick, at: rest) == [.loadDetails(scene.slots[1].id, .panel)])
    let details = SlotDetails(slot: scene.slots[1], appointments: [], history: [])
    #expect(state.update(.detailsLoaded(details, .panel), at: rest) == [])
    #expect(state.panel == details)
    #expect(state.overlay == nil)
    #expect(state.nextChange == scene.now + .minutes(1))
    // Moving on puts it off.
    state.press("w")
    #expect(state.nextChange == rest + AppState.restingTime)
    state.after(.seconds(0))
    #expect(state.restsAt != nil)
  }

  @Test func panelFollowsAppointmentsOfColleagues() throws {
    var (scene, state) = try Self.state(size: .init(width: 200, height: 50))
    let id = scene.slots[1].id
    state.panel = SlotDetails(slot: scene.slots[1], appointments: [], history: [])
    let entry = Self.entry(8, verb: .cancelAppointments, [scene.slots[0].id], at: scene.now)
    #expect(
      state.update(.storeChanged([entry]), at: scene.now)
        == [scene.request(.week(scene.firstDay)), .loadDetails(id, .panel)]
    )
  }

  @Test func widerTerminalGetsItsPanel() throws {
    var (_, state) = try Self.state()
    #expect(state.restsAt == nil)
    let effects = state.update(.resized(.init(width: 200, height: 50)), at: state.now)
    #expect(effects == [.redraw])
    #expect(state.restsAt == state.now + AppState.restingTime)
  }

  @Test func resizingKeepsTheCursorOnItsSlotAndInView() throws {
    var (scene, state) = try Self.state()
    for size in [(40, 10), (200, 50), (41, 11), (80, 24), (1, 1), (80, 24)] {
      _ = state.update(.resized(.init(width: size.0, height: size.1)), at: state.now)
      #expect(state.week.focusedSlot?.id == scene.slots[1].id)
      let rows = state.week.top..<(state.week.top + state.week.rowsShown)
      #expect(rows.contains(state.week.row))
    }
  }
}
