import ProgramDriver
import SlotDomain
import TerminalKit
import Testing

@testable import SlotTUI

/// Somebody in focus in the details of a slot, and what is done to them.
@Suite struct DetailsTests {
  /// Three people on Wednesday 11:00, of whom the first has cancelled.
  private static func open(_ focus: Int? = nil) throws -> (Scene, AppState, SlotDetails) {
    var scene = try Scene()
    let slot = try scene.add("2026-03-04 11:00", capacity: 4, taken: 2, cancelled: 1)
    for name in ["Anna", "Ben", "Cleo"] { try scene.book(name, phone: "07700 1", on: slot) }
    scene.appointments[0].status = .cancelled
    let details = SlotDetails(slot: slot, appointments: scene.appointments, history: [])
    var state = scene.state(on: slot)
    let use = focus.map { DetailsUse.person(details.appointments[$0].id) } ?? .overlay
    _ = state.update(.detailsLoaded(details, use), at: state.now)
    return (scene, state, details)
  }

  private static func text(_ state: AppState) -> String { state.drawn().text }

  @Test func theFirstWhoComesIsInFocus() throws {
    let (_, state, _) = try Self.open()
    #expect(state.details?.selected?.label == "Ben")
  }

  /// Whoever was found has the focus as long as the cursor stays there: whoever comes back means the slot.
  @Test func whoeverWasFoundIsForgottenElsewhere() throws {
    let world = try RunnerStore()
    let slot = try world.add("2026-03-05 10:00", capacity: 2)
    _ = try world.add("2026-03-05 10:30")
    for name in ["Anna First", "Ben Second"] { try world.book(name, in: slot) }
    var state = try world.open(size: .init(width: 120, height: 30))
    func press(_ keys: String...) {
      for key in keys { state.run(state.press(key), world.runner) }
    }
    press("/", "b", "e", "n", "Enter")
    #expect(BottomText(state).sentence.hasPrefix("Ben Second"))
    press("Esc", "Enter")
    #expect(BottomText(state).sentence.hasPrefix("Ben Second"))
    press("Esc", "w", "W", "Enter")
    #expect(BottomText(state).sentence.hasPrefix("Anna First"))
  }

  /// Only where they can be put down is that offered.
  @Test func nobodyIsPutWhereNobodyHasRoom() throws {
    let world = try RunnerStore()
    let slots = try (10...12).map { try world.add("2026-03-05 \($0):00") }
    for (slot, name) in zip(slots, ["Anna First", "Ben Second"]) { try world.book(name, in: slot) }
    var state = try world.open(size: .init(width: 120, height: 30))
    func press(_ keys: String...) {
      for key in keys { state.run(state.press(key), world.runner) }
    }
    press("g", "t", "h", "u", "Enter", "Enter", "m", "Esc")
    func said() -> String { BottomText(state).news(width: 120, lines: 1).lines.joined() }
    let moving = "Moving Anna First from Thu 5 Mar 10:00–10:30:"
    #expect(said() == "\(moving) p on a free slot puts it there, Esc gives up")
    press("w", "Enter")
    #expect(!BottomText(state).hints.contains { $0.keys == "p" })
    press("p")
    #expect(state.message?.text == "Anna First cannot be moved here: full.")
    press("Esc", "w")
    #expect(said() == "\(moving) p puts it on this slot, Esc gives up")
  }

  @Test func somebodyElseCanBeInFocus() throws {
    let (_, state, _) = try Self.open(2)
    #expect(state.details?.selected?.label == "Cleo")
  }

  @Test func peopleComeBeforeEverythingElse() throws {
    let (_, state, _) = try Self.open()
    let rows = Self.text(state).split(separator: "\n").map(String.init)
    let people = try #require(rows.firstIndex { $0.contains("Anna, 07700 1 (cancelled)") })
    let id = try #require(rows.firstIndex { $0.contains("state ") })
    #expect(people < id)
    #expect(!Self.text(state).contains("{"))
  }

  /// Also when somebody is gone for a while.
  @Test func theFocusStays() throws {
    var (_, state, details) = try Self.open(2)
    var newer = details
    newer.appointments[2].status = .cancelled
    _ = state.update(.detailsLoaded(newer, .overlay), at: state.now)
    #expect(state.details?.selected?.label == "Cleo")
    newer.appointments.removeLast()
    _ = state.update(.detailsLoaded(newer, .overlay), at: state.now)
    #expect(state.details?.selected?.label == "Ben")
    _ = state.update(.detailsLoaded(details, .overlay), at: state.now)
    #expect(state.details?.selected?.label == "Cleo")
  }

  @Test func undoIsWithinReach() throws {
    var (_, state, details) = try Self.open()
    #expect(state.press("u").contains { if case .undo = $0 { true } else { false } })
    #expect(state.details != nil)
    let action = Action(id: 9, at: state.now, actor: "ana", verb: .undo, target: 8, objects: 1)
    let target = Action(
      id: 8,
      at: state.now,
      actor: "ana",
      verb: .cancelAppointments,
      undoneBy: 9,
      objects: 1
    )
    let outcome = UndoOutcome(action: action, target: target, conflicts: [])
    let effects = state.update(.undone(outcome), at: state.now)
    #expect(effects.contains(.loadDetails(details.slot.id, .overlay)))
  }

  // MARK: Hints

  private static func hints(_ state: AppState) -> [String] {
    state.layers.top?.hints(state.desk).map { "\($0.keys) \($0.text)" } ?? []
  }

  @Test func onlyWhatWorksIsNamed() throws {
    var (scene, state, _) = try Self.open()
    #expect(
      Self.hints(state) == [
        "↑↓ person", "m move", "x cancel", "e edit", "y copy", "a book", "u undo", "Esc back",
        "D delete",
      ]
    )
    state.press("Up")
    #expect(Self.hints(state).prefix(3) == ["↑↓ person", "x enable", "e edit"])
    let empty = SlotDetails(slot: scene.slots[0], appointments: [], history: [])
    state.press("Esc")
    _ = state.update(.detailsLoaded(empty, .overlay), at: state.now)
    #expect(
      Self.hints(state) == ["a book", "e edit slot", "u undo", "Esc back", "D delete slot"]
    )
    scene.settings.isReadOnly = true
    state = scene.state(on: nil)
    _ = state.update(.detailsLoaded(empty, .overlay), at: state.now)
    #expect(Self.hints(state) == ["Esc back"])
  }

  // MARK: Editing

  @Test func somebodyIsEdited() throws {
    var (_, state, details) = try Self.open()
    state.press("e")
    #expect(state.form?.title == "Edit Ben, Wed 4 Mar 11:00–11:30, Dr. Ada")
    #expect(state.form?.fields.map(\.text) == ["Ben", "07700 1", "", "", "{}"])
    state.press("Tab", "C-u")
    state.press("Tab")
    state.type("window")
    let changes = AppointmentChanges(
      members: ["phone": .null, "note": "window"],
      seen: ["phone": "07700 1", "note": .null]
    )
    #expect(
      state.press("Enter") == [.perform(.updateAppointments([details.appointments[1].id], changes))]
    )
  }

  @Test func membersWithoutAFieldStay() throws {
    var (_, state, details) = try Self.open()
    var newer = details
    newer.appointments[1].metadata = try Metadata(
      parsing: #"{"insurer":"X","name":"Ben","visits":7}"#
    )
    _ = state.update(.detailsLoaded(newer, .overlay), at: state.now)
    state.press("e")
    #expect(state.form?.text(.metadata) == #"{"insurer":"X","visits":7}"#)
    #expect(state.press("Enter") == [])
    #expect(state.message == Message("Nothing was changed."))
    state.press("e", "S-Tab", "C-u")
    state.type(#"{"insurer":"Y"}"#)
    let changes = AppointmentChanges(
      members: ["insurer": "Y", "visits": .null],
      seen: ["insurer": "X", "visits": .integer(7)]
    )
    #expect(
      state.press("Enter") == [.perform(.updateAppointments([details.appointments[1].id], changes))]
    )
  }

  /// Names off holds here, too.
  @Test func nobodyIsNamedWhereNamesAreOff() throws {
    var (_, state, _) = try Self.open()
    state.desk.names.areShown = false
    let text = Self.text(state)
    for secret in ["Anna", "Ben", "Cleo", "07700"] { #expect(!text.contains(secret)) }
    #expect(text.contains("taken"))
    for key in ["e", "y", "m", "D"] {
      var other = state
      other.press(key)
      let text = Self.text(other)
      for secret in ["Ben", "07700"] { #expect(!text.contains(secret), "\(key)") }
    }
    #expect(!Self.hints(state).contains { $0.hasPrefix("e ") || $0.hasPrefix("y ") })
  }

  @Test func whereNobodyIsTheSlotIsMeant() throws {
    var scene = try Scene()
    let slot = try scene.add("2026-03-04 11:00")
    let empty = SlotDetails(slot: slot, appointments: [], history: [])
    var state = scene.state(on: slot)
    _ = state.update(.detailsLoaded(empty, .overlay), at: state.now)
    state.press("e")
    #expect((state.layers.top as? SlotForm)?.edited == slot)
    state.press("Esc", "D")
    #expect(state.question?.text == "Delete Wed 4 Mar 11:00–11:30? y/n")
    let deletion = SlotDomain.Operation.changeSlots([slot.id], .delete(force: false))
    #expect(state.press("y") == [.perform(deletion)])
    var outcome = Outcome(own: .deleteSlots, at: scene.now)
    outcome.slots = [slot]
    _ = state.update(.performed(deletion, outcome), at: state.now)
    #expect(state.overlay == nil)
  }

  // MARK: Moving

  private static func practice() throws -> (Scene, AppState, SlotDetails) {
    var scene = try Scene()
    scene.otherBlocks = [Scene.block(2, "Dr. Bee"), Scene.block(3, "Dr. Cee")]
    let slot = try scene.add("2026-03-04 11:00", taken: 1)
    for start in ["12:00", "13:00", "14:00"] { try scene.add("2026-03-04 \(start)") }
    try scene.add("2026-03-04 11:30", of: scene.otherBlocks[1])
    try scene.add("2026-03-04 11:40", of: scene.otherBlocks[0])
    let details = SlotDetails(
      slot: slot,
      appointments: [try scene.book("Anna", on: slot)],
      history: []
    )
    var state = scene.state(on: slot)
    _ = state.update(.detailsLoaded(details, .overlay), at: state.now)
    return (scene, state, details)
  }

  @Test func anotherDoctorIsTheThirdInTheList() throws {
    var (scene, state, details) = try Self.practice()
    state.press(["m"], reading: scene)
    #expect(state.move?.places?.map(\.id) == [1, 2, 4, 5, 3].map { scene.slots[$0].id })
    #expect(Self.text(state).contains("Move Anna from Wed 4 Mar 11:00"))
    #expect(Self.text(state).contains("Wed 4 Mar 11:30–12:00  Dr. Cee"))
    let move = SlotDomain.Operation.rescheduleAppointment(
      details.appointments[0].id,
      to: scene.slots[4].id,
      lockKey: nil
    )
    #expect(state.press("Down", "Down", "Enter") == [.perform(move)])
    var outcome = Outcome(own: .rescheduleAppointment, at: scene.now)
    outcome.appointments = [details.appointments[0]]
    outcome.appointments[0].slotID = scene.slots[4].id
    outcome.slots = [scene.slots[4]]
    _ = state.update(.performed(move, outcome), at: state.now)
    #expect(state.overlay == nil && state.inHand == nil)
    #expect(
      state.message?.text == "Moved Anna to Wed 4 Mar 11:30–12:00, Dr. Cee. u takes it back."
    )
  }

  @Test func leftWithoutAChoiceTheyStayInHand() throws {
    var (scene, state, _) = try Self.practice()
    state.press(["m"], reading: scene)
    state.press("Esc")
    #expect(state.overlay == nil && state.inHand?.appointment.label == "Anna")
    state.press("Esc")
    #expect(state.inHand == nil)
    #expect(state.message == Message("Anna stays on Wed 4 Mar 11:00–11:30."))
  }

  @Test func aPlaceThatIsGoneIsLookedForAnew() throws {
    var (scene, state, details) = try Self.practice()
    state.press(["m"], reading: scene)
    state.press("Enter")
    let effects = state.update(.refused(.notEnoughCapacity(scene.slots[1])), at: state.now)
    #expect(effects == [.findPlacesToMove(details.appointments[0].id)])
    #expect(state.message?.text.contains("is full") == true)
    #expect(state.move != nil && state.inHand != nil)
  }

  // MARK: In words

  @Test func whatHappenedIsSaidInWords() throws {
    var (_, state, details) = try Self.open()
    let (slot, anna) = (details.slot, details.appointments[0])
    func entry(
      _ verb: Action.Verb,
      _ subject: Change.Subject,
      _ before: Change.Values?,
      _ after: Change.Values?,
      reason: String? = nil
    ) -> JournalEntry {
      JournalEntry(
        action: Action(id: 1, at: state.now, actor: "ben", verb: verb, reason: reason, objects: 1),
        changes: [Change(subject: subject, before: before, after: after)]
      )
    }
    let (old, new): (JSONValue, JSONValue) = (
      .object(["name": "Anna", "phone": "1"]), .object(["name": "Anna", "phone": "2"])
    )
    details.history = [
      entry(
        .disableSlots,
        .slot(slot.id),
        ["status": "active"],
        ["status": "disabled"],
        reason: "fire"
      ),
      entry(.updateSlots, .slot(slot.id), ["capacity": .integer(1)], ["capacity": .integer(4)]),
      entry(
        .cancelAppointments,
        .appointment(anna.id),
        ["status": "active"],
        ["status": "cancelled"]
      ),
      entry(.updateAppointments, .appointment(anna.id), ["metadata": old], ["metadata": new]),
      entry(.createAppointments, .appointment(anna.id), nil, ["metadata": old]),
      entry(.createSlots, .slot(slot.id), nil, ["capacity": .integer(1)]),
    ]
    let text = DeedText(details: details, desk: state.desk)
    #expect(
      details.history.map(text.sentence) == [
        "ben disabled it: fire", "ben changed its places from 1 to 4",
        "ben cancelled the appointment of Anna", "ben changed Anna’s phone from “1” to “2”",
        "ben booked Anna", "ben created it",
      ]
    )
    _ = state.update(.detailsLoaded(details, .overlay), at: state.now)
    state.size = AppState.Size(width: 100, height: 50)
    #expect(Self.text(state).contains("Wed 4 Mar 10:12 ben disabled it: fire"))
  }

  /// A key on its way is not meant for whoever comes into focus because a colleague took the other one away.
  @Test func whoeverComesIntoFocusIsLookedAtFirst() throws {
    var (_, state, details) = try Self.open(2)
    var newer = details
    newer.appointments.removeLast()
    _ = state.update(.detailsLoaded(newer, .overlay), at: state.now)
    #expect(state.details?.selected?.label == "Ben")
    #expect(state.press("x") == [])
    #expect(state.message?.text == "Somebody was faster. Look who is in focus, then press again.")
    let effects = state.update(.key(.character("x")), at: state.now + .seconds(2))
    #expect(effects == [.perform(.cancelAppointments([details.appointments[1].id]))])
  }

  /// What has a field of its own is not lost in another one.
  @Test func aNameInTheMetadataIsRefused() throws {
    var (_, state, _) = try Self.open()
    state.press("e", "S-Tab", "C-u")
    state.type(#"{"name":"Evil","q":2}"#)
    #expect(state.press("Enter") == [])
    #expect(state.drawn().text.contains("The name has a field of its own."))
  }

  /// A colleague changed the same: theirs is shown, and only a second Enter saves over it.
  @Test func whatAColleagueChangedIsNotOverwritten() throws {
    let world = try RunnerStore()
    let slot = try world.add("2026-03-05 09:00")
    let metadata = try Metadata(parsing: #"{"name":"Anna"}"#)
    let draft = AppointmentDraft(slotID: slot.id, metadata: metadata)
    _ = try world.store.perform(.createAppointments([draft]), at: world.now)
    var state = try world.open()
    func press(_ keys: [String]) {
      for key in keys { state.run(state.press(key), world.runner) }
    }
    press(["g", "t", "h", "u", "Enter", "Enter", "e", "Z"])
    let person = try #require(try world.store.appointments(on: slot.id).first)
    let theirs = AppointmentChanges(members: ["name": "Berta", "phone": "1"])
    _ = try world.session(of: "ben").perform(
      .updateAppointments([person.id], theirs),
      at: world.now
    )
    press(["Enter"])
    #expect(state.form?.text(.name) == "AnnaZ")
    let text = state.drawn().text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(text.contains("A colleague changed the name: it is “Berta” now."), "\(text)")
    #expect(try world.store.appointment(person.id).label == "Berta")
    press(["Enter"])
    let saved = try world.store.appointment(person.id).metadata.json
    #expect(saved == #"{"name":"AnnaZ","phone":"1"}"#)
  }
}
