import ProgramDriver
import SlotDomain
import TerminalKit
import Testing

@testable import SlotTUI

/// The guided tour: how it begins and ends, and what each of its steps waits for.
@Suite struct TourTests {
  private static func scene() throws -> Scene {
    var scene = try Scene()
    for start in ["11:00", "11:30", "12:00"] { try scene.add("2026-03-04 \(start)") }
    return scene
  }

  /// A screen in the tour, some steps skipped.
  private static func state(at step: TourStep = .move) throws -> (Scene, AppState) {
    let scene = try scene()
    var state = scene.state(on: scene.slots[0])
    _ = state.update(.tourOpened(scene.content, .slot(scene.slots[0].id)), at: scene.now)
    while let present = state.tour?.step, present != step { state.press("F9") }
    return (scene, state)
  }

  /// Done by this screen, as the store would say.
  private static func done(
    _ operation: SlotDomain.Operation,
    _ slots: [Slot],
    in scene: Scene
  ) -> Event {
    var outcome = Outcome()
    outcome.action = Action(
      id: 20,
      at: scene.now,
      actor: "ana",
      verb: operation.verb,
      objects: slots.count
    )
    outcome.slots = slots
    return .performed(operation, outcome)
  }

  private static func undone(_ verb: SlotDomain.Action.Verb, at now: Instant) -> Event {
    func action(_ id: Int64, _ verb: SlotDomain.Action.Verb) -> SlotDomain.Action {
      Action(id: id, at: now, actor: "ana", verb: verb, objects: 1)
    }
    return .undone(
      UndoOutcome(action: action(22, verb), target: action(21, .disableSlots), conflicts: [])
    )
  }

  private static func entry(by actor: String, in scene: Scene) -> JournalEntry {
    let action = Action(id: 30, at: scene.now, actor: actor, verb: .disableSlots, objects: 1)
    let change = Change(
      subject: .slot(scene.slots[2].id),
      before: ["status": "active"],
      after: ["status": "disabled"]
    )
    return JournalEntry(action: action, changes: [change])
  }

  private static func disabling(_ slots: [Slot]) -> SlotDomain.Operation {
    .changeSlots(slots.map(\.id), .setStatus(.disabled))
  }

  // MARK: Beginning and ending

  @Test func startsByItsNameAndFromTheWelcome() throws {
    var state = try Self.scene().state(on: .now)
    state.press(":")
    state.type("tour")
    #expect(state.press("Enter") == [.openTour])
    #expect(state.tour == nil)
    var empty = try Scene()
    empty.block = nil
    var welcome = empty.state(on: .now)
    #expect(welcome.press("t") == [.openTour])
    empty.settings.isReadOnly = true
    welcome = empty.state(on: .now)
    #expect(welcome.press("t") == [.openTour])
    empty.settings.isRestricted = true
    welcome = empty.state(on: .now)
    #expect(welcome.press("t") == [])
    #expect(welcome.message?.kind == .error)
    #expect(!welcome.drawn().text.contains("guided tour"))
  }

  @Test func leavesToWhereTheUserWas() throws {
    var own = try Scene()
    own.settings.isReadOnly = true
    own.block = Scene.block(9, "Room 9")
    try own.add("2026-03-04 15:00")
    try own.add("2026-03-05 08:00")
    var state = own.state(on: own.slots[1])
    state.press("Space")
    let place = state.place
    let revision = state.revision
    _ = state.update(.tourOpened(try Self.scene().content, .now), at: own.now)
    #expect(state.tour == Tour())
    #expect(state.content.block?.name == "Dr. Ada")
    #expect(state.marks.isEmpty)
    #expect(state.isChangeable)
    #expect(state.ownBlock == own.block?.id)
    #expect(state.revision > revision)
    state.press("l")
    let later = own.now + .minutes(2)
    _ = state.update(.resized(AppState.Size(width: 100, height: 30)), at: later)
    let inTour = state.revision
    // The first q leaves the tour, the second one the program.
    #expect(state.press("q") == [.closeTour])
    #expect(
      state.update(.tourClosed, at: later)
        == [.readChanges(since: 7), own.request(.week(own.firstDay))]
    )
    #expect(state.tour == nil)
    #expect(state.place == place)
    #expect(state.marks.ids == [own.slots[1].id])
    #expect(!state.isChangeable)
    #expect(state.size.width == 100)
    #expect(state.now == later)
    #expect(state.revision > inTour)
    #expect(
      state.message?.text == "The tour is over and its data are gone. :tour starts it again."
    )
    #expect(state.press("q") == [.quit])
  }

  @Test func thePastIsComeBackTo() throws {
    let scene = try Self.scene()
    var content = scene.content
    let then = scene.now - .hours(20)
    content.asOf = then
    var state = scene.state(on: .now)
    _ = state.update(.loaded(content, .stay), at: scene.now)
    _ = state.update(.tourOpened(scene.content, .now), at: scene.now)
    #expect(state.content.asOf == nil && state.now == scene.now)
    _ = state.update(.tourClosed, at: scene.now)
    #expect(state.content.asOf == then && state.now == then)
  }

  @Test func functionKeysObeyFromWithinForms() throws {
    var (_, state) = try Self.state(at: .book)
    state.press("a")
    #expect(state.form != nil)
    #expect(state.press("F10") == [.closeTour])
    state.press("F9")
    #expect(state.tour?.step == .people)
    #expect(state.form != nil)
  }

  @Test func keysOfTheTourExplainThemselvesElsewhere() throws {
    var state = try Self.scene().state(on: .now)
    for key in ["F9", "F10"] {
      #expect(state.press(key) == [])
      #expect(state.message?.text == "That is a key of the guided tour. :tour starts it.")
    }
    (_, state) = try Self.state()
    state.press(":")
    state.type("tour")
    #expect(state.press("Enter") == [])
    #expect(state.message?.text == "This is the tour. F10 leaves it.")
  }

  // MARK: Steps

  @Test func everyStepCanBeSkipped() throws {
    var (_, state) = try Self.state()
    for step in TourStep.allCases {
      #expect(state.tour?.step == step)
      state.press("F9")
      #expect(state.tour?.ending == .skipped(step))
    }
    #expect(state.tour?.step == nil)
    #expect(state.press("F9") == [])
    #expect(state.press("F10") == [.closeTour])
  }

  @Test func movingIsThreeThings() throws {
    var (_, state) = try Self.state()
    state.press("j")
    #expect(state.tour?.done == [.moves])
    state.press("t", "]")
    #expect(state.tour?.step == .book)
    #expect(state.tour?.ending == .done(.move))
    // What is done next takes the praise away.
    state.press(">")
    #expect(state.tour?.done == [.findsAvailable])
    #expect(state.tour?.ending == nil)
  }

  @Test func bookingIsDoneWhenItIsBooked() throws {
    var (scene, state) = try Self.state(at: .book)
    state.press("a")
    #expect(state.tour?.done == [])
    let draft = AppointmentDraft(slotID: scene.slots[0].id)
    _ = state.update(.performed(.createAppointments([draft]), Outcome()), at: scene.now)
    #expect(state.tour?.step == .book, "nothing was changed")
    _ = state.update(Self.done(.createAppointments([draft]), [], in: scene), at: scene.now)
    #expect(state.tour?.step == .people)
  }

  @Test func somebodyIsMovedAndThenCancelled() throws {
    var (scene, state) = try Self.state(at: .people)
    let appointment = Appointment.ID()
    let move = SlotDomain.Operation.rescheduleAppointment(
      appointment,
      to: scene.slots[1].id,
      lockKey: nil
    )
    _ = state.update(Self.done(move, [], in: scene), at: scene.now)
    #expect(state.tour?.done == [.opensPeople, .movesPerson])
    _ = state.update(Self.done(.cancelAppointments([appointment]), [], in: scene), at: scene.now)
    #expect(state.tour?.step == .disable)
  }

  @Test func whoeverWaitsInTheTrayGetsAnotherPlace() throws {
    var (scene, state) = try Self.state(at: .tray)
    let move = SlotDomain.Operation.rescheduleAppointment(
      Appointment.ID(),
      to: scene.slots[1].id,
      lockKey: nil
    )
    _ = state.update(Self.done(move, [], in: scene), at: scene.now)
    #expect(state.tour?.done == [], "the tray comes first")
    state.press("T")
    #expect(state.tour?.done == [.opensTray])
    _ = state.update(Self.done(move, [], in: scene), at: scene.now)
    #expect(state.tour?.step == .lock)
  }

  @Test func disablingIsDoneWhenItIsTakenBack() throws {
    var (scene, state) = try Self.state(at: .disable)
    // What was done before this step does not count.
    _ = state.update(Self.undone(.undo, at: scene.now), at: scene.now)
    #expect(state.tour?.done == [])
    let slots = Array(scene.slots.prefix(1))
    _ = state.update(Self.done(Self.disabling(slots), slots, in: scene), at: scene.now)
    #expect(state.tour?.done == [.disables])
    _ = state.update(Self.undone(.redo, at: scene.now), at: scene.now)
    #expect(state.tour?.step == .disable)
    _ = state.update(Self.undone(.undo, at: scene.now), at: scene.now)
    #expect(state.tour?.step == .tray)
  }

  @Test func aColleagueActsAfterALock() throws {
    var (scene, state) = try Self.state(at: .lock)
    let colleagues = Event.storeChanged([Self.entry(by: "ben", in: scene)])
    _ = state.update(colleagues, at: scene.now)
    #expect(state.tour?.done == [], "it has to be after the lock")
    let lock = SlotDomain.Operation.changeSlots(
      [scene.slots[0].id],
      .lock(
        until: scene.now + .minutes(15),
        key: "k"
      )
    )
    _ = state.update(Self.done(lock, [scene.slots[0]], in: scene), at: scene.now)
    #expect(state.tour?.done == [.locks])
    #expect(state.nextChange <= scene.now + Tour.Turn.delay)
    #expect(state.after(.seconds(1)) == [])
    // What the lock said makes room for the news.
    #expect(state.message != nil)
    let effects = state.after(.seconds(2))
    let draft = AppointmentDraft(
      slotID: scene.slots[1].id,
      metadata: try Metadata(.object(["name": "Grace Hopper"]))
    )
    #expect(effects == [.actAsColleague(.createAppointments([draft]))])
    #expect(state.message == nil)
    #expect(state.after(.seconds(9)).isEmpty, "once is enough")
    _ = state.update(.storeChanged([Self.entry(by: "cleo", in: scene)]), at: state.clock)
    #expect(state.tour?.step == .lock)
    _ = state.update(colleagues, at: state.clock)
    #expect(state.tour?.step == .many)
    #expect(state.message == Message("ben disabled Wed 4 Mar 12:00–12:30.", .news))
  }

  @Test func aSkippedLockHasNoColleague() throws {
    var (scene, state) = try Self.state(at: .lock)
    let lock = SlotDomain.Operation.changeSlots(
      [scene.slots[0].id],
      .lock(until: scene.now, key: "k")
    )
    _ = state.update(Self.done(lock, [scene.slots[0]], in: scene), at: scene.now)
    state.press("F9")
    #expect(state.after(.seconds(5)) == [])
  }

  /// Where nothing else can be booked there is still something to be seen.
  @Test func aColleagueWithoutAFreeSlotMakesOne() throws {
    var scene = try Scene()
    let slot = try scene.add("2026-03-04 11:00")
    var state = scene.state(on: slot)
    _ = state.update(.tourOpened(scene.content, .slot(slot.id)), at: scene.now)
    state.press("F9", "F9", "F9", "F9", "F9")
    let lock = SlotDomain.Operation.changeSlots([slot.id], .lock(until: scene.now, key: "k"))
    _ = state.update(Self.done(lock, [slot], in: scene), at: scene.now)
    let range = TimeRange(start: slot.range.end, end: slot.range.end + .minutes(30))
    let draft = SlotDraft(blockID: slot.blockID, range: range)
    #expect(state.after(.seconds(3)) == [.actAsColleague(.createSlots([draft]))])
  }

  @Test func whoIsCalledBenHasAnotherColleague() {
    #expect(Tour.colleague(of: "ana") == "ben")
    #expect(Tour.colleague(of: "ben") != "ben")
  }

  @Test func manyAtOnceAreMoreThanOne() throws {
    var (scene, state) = try Self.state(at: .many)
    let created = SlotDraft(blockID: scene.slots[0].blockID, range: scene.slots[0].range)
    _ = state.update(
      Self.done(.createSlots([created]), [scene.slots[0]], in: scene),
      at: scene.now
    )
    #expect(state.tour?.done == [.creates])
    state.press("Space")
    #expect(state.tour?.done == [.creates])
    state.press("w", "Space")
    #expect(state.tour?.done == [.creates, .marks])
    // Who takes the marks away is told so.
    state.press("Space")
    #expect(state.tour?.done == [.creates])
    state.press("Space")
    let one = Array(scene.slots.prefix(1))
    _ = state.update(Self.done(Self.disabling(one), one, in: scene), at: scene.now)
    #expect(state.tour?.step == .many)
    let two = Array(scene.slots.prefix(2))
    _ = state.update(Self.done(Self.disabling(two), two, in: scene), at: scene.now)
    #expect(state.tour?.step == .find)
    #expect(state.marks.isEmpty)
  }

  @Test func findingEndsTheTour() throws {
    var (scene, state) = try Self.state(at: .find)
    state.press("?", "Esc", ":", "Esc")
    #expect(state.tour?.done == [.opensHelp, .opensPalette])
    state.press("/")
    #expect(state.tour?.step == .find, "to look is not yet to find")
    let effects = state.type("ada")
    guard case .search(let query, let position)? = effects.last else {
      Issue.record("nothing is searched")
      return
    }
    let hit = SearchHit(block: try #require(scene.block).id, label: "Dr. Ada")
    let step = SearchStep(hits: [hit], next: nil)
    _ = state.update(.searched(query, from: position, step), at: scene.now)
    state.press("Enter")
    #expect(state.tour?.step == nil)
    #expect(state.tour?.ending == .done(.find))
  }
}
