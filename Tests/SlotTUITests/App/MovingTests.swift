import ProgramDriver
import SlotDomain
import TerminalKit
import Testing

@testable import SlotTUI

/// An appointment taken up in the details and put down on another slot.
@Suite struct MovingTests {
  /// With the first of three appointments (the second is cancelled) of Wednesday 11:00 in hand, and the
  /// cursor on a free slot an hour later.
  private static func state(
    target: (inout Scene) throws -> Void = { _ = try $0.add("2026-03-04 12:00") }
  ) throws -> (Scene, AppState, SlotDetails) {
    var scene = try Scene()
    let details = try OverlayTests.details(appointments: 3, in: &scene)
    try target(&scene)
    var state = scene.state(on: scene.slots[0])
    _ = state.update(.detailsLoaded(details, .overlay), at: state.now)
    #expect(state.press("m") == [.findPlacesToMove(details.appointments[0].id)])
    #expect(state.move != nil)
    state.press("Esc")
    #expect(state.overlay == nil)
    state.press("w")
    return (scene, state, details)
  }

  private static func bottom(_ state: AppState) -> String {
    state.drawn().text.split(separator: "\n").last.map(String.init) ?? ""
  }

  /// Where days are shown nothing is put down, and so no key says that it does.
  @Test func whatShowsDaysNamesWhatOpensOne() throws {
    var (scene, state, _) = try Self.state()
    state.choose(.month, reading: scene)
    #expect(Self.bottom(state).contains("Enter opens the day, Esc gives up"))
    state.choose(.year, reading: scene)
    #expect(Self.bottom(state).contains("Enter opens the month, Esc gives up"))
  }

  /// Copying takes up something else; whoever was in hand is not forgotten without a word.
  @Test func copyingLetsThemGo() throws {
    var (_, state, details) = try Self.state()
    state.press("y")
    #expect(state.inHand == nil)
    let name = state.desk.who(details.appointments[0])
    #expect(state.message?.text.hasSuffix(" \(name) stays where they are.") == true)
  }

  @Test func isMovedToTheSlotUnderTheCursor() throws {
    var (scene, state, details) = try Self.state()
    let id = details.appointments[0].id
    #expect(state.inHand?.appointment.id == id)
    let text = "Moving Person 1 from Wed 4 Mar 11:00–11:30: p puts it on this slot, Esc gives up"
    #expect(Self.bottom(state) == text)
    var narrow = state
    narrow.size = AppState.Size(width: 60, height: 12)
    #expect(Self.bottom(narrow).hasPrefix("Moving Person 1: p puts it here, Esc gives up"))
    let operation = SlotDomain.Operation.rescheduleAppointment(
      id,
      to: scene.slots[1].id,
      lockKey: nil
    )
    #expect(state.press("p") == [.perform(operation)])
    // Until the store has answered it is not given up.
    #expect(state.inHand != nil)
    var outcome = Outcome(own: .rescheduleAppointment, at: scene.now)
    var moved = details.appointments[0]
    moved.slotID = scene.slots[1].id
    outcome.appointments = [moved]
    let effects = state.update(.performed(operation, outcome), at: scene.now)
    #expect(effects == [.readChanges(since: 7), scene.request(.week(scene.firstDay))])
    #expect(state.inHand == nil)
    #expect(
      state.message?.text
        == "Moved Person 1 to Wed 4 Mar 12:00–12:30, Dr. Ada. u takes it back."
    )
    state.press("!")
    #expect(state.message?.text.hasPrefix("slottui appointment reschedule \(id) --to ") == true)
  }

  @Test func aRefusalKeepsItInHand() throws {
    var (scene, state, _) = try Self.state()
    state.press("p")
    #expect(state.update(.refused(.notEnoughCapacity(scene.slots[1])), at: scene.now) == [])
    #expect(state.message?.text.hasPrefix("E049: Slot 2026-03-04 12:00–12:30 is full") == true)
    #expect(state.inHand != nil)
  }

  @Test func whatCannotBeBookedIsSaidAtOnce() throws {
    var (_, state, _) = try Self.state {
      _ = try $0.add("2026-03-04 12:00", taken: 1, status: .disabled)
    }
    #expect(state.press("p") == [])
    #expect(
      state.message
        == Message(
          "Person 1 cannot be moved here: disabled (d enables), full.",
          .error
        )
    )
    state.press("W")
    #expect(state.press("p") == [])
    #expect(state.message == Message("Person 1 has this slot already. Choose another one."))
    state.press("h")
    #expect(state.press("p") == [])
    #expect(state.message?.text.hasPrefix("There is no slot here.") == true)
    #expect(state.inHand != nil)
  }

  @Test func theOwnLockIsConsumed() throws {
    var (scene, state, details) = try Self.state {
      _ = try $0.add("2026-03-04 12:00", lock: Scene.Hold(owner: "ana", minutes: 5))
    }
    let target = scene.slots[1].id
    #expect(
      state.press("p") == [
        .perform(
          .batch(
            .rescheduleAppointment,
            [
              .releaseOwnLock(target),
              .rescheduleAppointment(details.appointments[0].id, to: target, lockKey: nil),
            ]
          )
        )
      ]
    )
  }

  @Test func escGivesUpAndKeepsTheMarks() throws {
    var (_, state, _) = try Self.state()
    state.press("Space", "Esc")
    #expect(state.inHand == nil)
    #expect(state.message == Message("Person 1 stays on Wed 4 Mar 11:00–11:30."))
    #expect(state.marks.count == 1)
  }

  @Test func aCancelledOneIsNotMoved() throws {
    var scene = try Scene()
    let details = try OverlayTests.details(appointments: 3, in: &scene)
    var state = scene.state(on: nil)
    _ = state.update(.detailsLoaded(details, .overlay), at: state.now)
    #expect(state.press("j", "m") == [])
    #expect(state.inHand == nil)
    #expect(state.details != nil)
    #expect(
      state.message?.text == "Person 2 is cancelled: x enables it, then it can be moved."
    )
  }

  @Test(arguments: [
    ("deleted", nil), ("cancelled", ["status": JSONValue.string("cancelled")]),
    ("moved", ["slot_id": JSONValue.string("somewhere")]),
  ])
  func aColleagueWasFaster(deed: String, after: Change.Values?) throws {
    var (scene, state, details) = try Self.state()
    func entry(_ actor: String, _ after: Change.Values?) -> JournalEntry {
      let subject = Change.Subject.appointment(details.appointments[0].id)
      return JournalEntry(
        action: Action(
          id: 8,
          at: scene.now,
          actor: actor,
          verb: .updateAppointments,
          objects: 1
        ),
        changes: [Change(subject: subject, before: [:], after: after)]
      )
    }
    // Another phone number changes nothing.
    _ = state.update(.storeChanged([entry("ben", ["metadata": .null])]), at: scene.now)
    #expect(state.inHand != nil)
    _ = state.update(.storeChanged([entry("ben", after)]), at: scene.now)
    #expect(state.inHand == nil)
    #expect(
      state.message?.text
        == "ben \(deed) the appointment of Person 1 meanwhile: you are no longer moving it."
    )
  }

  @Test func theOldPlaceIsKeptWhenTheNewOneIsRefused() throws {
    let world = try RunnerStore()
    let from = try world.add("2026-03-04 11:00")
    let to = try world.add("2026-03-04 12:00")
    let ben = try world.session(of: "ben")
    let booking = AppointmentDraft(
      slotID: from.id,
      metadata: try Metadata(parsing: #"{"name":"Eva"}"#)
    )
    let appointment = try ben.perform(.createAppointments([booking]), at: world.now).appointments[0]
    var state = try world.open()
    state.run(state.press("Enter"), world.runner)
    state.run(state.press("m"), world.runner)
    state.run(state.press("Esc", "w"), world.runner)
    // Somebody books the other one, and this screen does not know it yet.
    _ = try ben.perform(.createAppointments([AppointmentDraft(slotID: to.id)]), at: world.now)
    state.run(state.press("p"), world.runner)
    #expect(state.message?.text.hasPrefix("E049: ") == true)
    #expect(try world.store.appointment(appointment.id).slotID == from.id)
    #expect(state.inHand != nil)
  }
}
