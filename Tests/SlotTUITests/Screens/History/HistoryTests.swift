import SlotDomain
import TerminalKit
import Testing

@testable import SlotTUI

@Suite struct HistoryTests {
  /// A slot that was made, moved, locked and booked.
  private static func scene() throws -> (Scene, SlotDetails) {
    var scene = try Scene()
    let slot = try scene.add("2026-03-04 11:00", capacity: 2, taken: 1)
    let id = Change.Subject.slot(slot.id)
    let later = slot.range.start + .minutes(30)
    func entry(_ number: Int64, _ verb: Action.Verb, _ change: Change) -> JournalEntry {
      JournalEntry(
        action: Action(
          id: number,
          at: scene.now - .minutes(Int(60 - number)),
          actor: number == 2 ? "ben" : "ana",
          verb: verb,
          reason: number == 2 ? "dentist is late" : nil,
          undoneBy: number == 3 ? 9 : nil,
          objects: 1
        ),
        changes: [change]
      )
    }
    let made: Change.Values = [
      "start_date": .integer(slot.range.start.milliseconds),
      "end_date": .integer(slot.range.end.milliseconds), "capacity": .integer(1),
      "locked_until": .null, "metadata": .object([:]), "status": "active",
      "created_at": .integer(0), "updated_at": .integer(0),
    ]
    let history = [
      entry(
        4,
        .createAppointments,
        Change(
          subject: .appointment(Appointment.ID(high: 1, low: 1)),
          before: nil,
          after: ["status": "active", "metadata": .object(["name": "Zoë"])]
        )
      ),
      entry(
        3,
        .lockSlots,
        Change(
          subject: id,
          before: ["locked_until": .null, "locked_by": .null],
          after: ["locked_until": .integer(scene.now.milliseconds), "locked_by": "ana"]
        )
      ),
      entry(
        2,
        .updateSlots,
        Change(
          subject: id,
          before: ["start_date": made["start_date"] ?? .null, "capacity": .integer(1)],
          after: ["start_date": .integer(later.milliseconds), "capacity": .integer(2)]
        )
      ),
      entry(1, .createSlots, Change(subject: id, before: nil, after: made)),
    ]
    return (scene, SlotDetails(slot: slot, appointments: [], history: history))
  }

  @Test func saysInWordsWhoDidWhat() throws {
    let (scene, details) = try Self.scene()
    var state = scene.state(on: details.slot)
    #expect(state.press("i") == [.loadDetails(details.slot.id, .history)])
    _ = state.update(.detailsLoaded(details, .history), at: scene.now)
    let text = state.drawn().text
    for words in [
      "History of Wed 4 Mar 11:00–11:30, Dr. Ada", "Wed 4 Mar 09:16  ana booked Zoë",
      "Wed 4 Mar 09:15  ana locked it until 10:12 (taken back since)", "Wed 4 Mar 09:14  ben ",
      "to 2: dentist is late", "Wed 4 Mar 09:13  ana created it",
    ] {
      #expect(text.contains(words), "\(words)")
    }
    // Nothing of how it is stored.
    for raw in ["{", "metadata", "start_date", "→", "1772"] { #expect(!text.contains(raw)) }
    state.desk.names.areShown = false
    #expect(!state.drawn().text.contains("Zoë"))
  }

  /// Whoever rings up about a time that is not theirs any more wants to know where they are now.
  @Test func whoeverWasMovedIsNamedWithThePlace() throws {
    var (scene, details) = try Self.scene()
    let other = try scene.add("2026-03-05 14:00")
    let gone = try scene.book("Anna First", on: other)
    let come = try scene.book("Ben Last", on: details.slot)
    let lost = Appointment.ID(high: 9, low: 9)
    func moved(_ id: Appointment.ID, from: Slot.ID, to: Slot.ID) -> JournalEntry {
      let change = Change(
        subject: .appointment(id),
        before: ["slot_id": .string("\(from)")],
        after: ["slot_id": .string("\(to)")]
      )
      let action = Action(
        id: 9,
        at: scene.now,
        actor: "ben",
        verb: .rescheduleAppointment,
        objects: 1
      )
      return JournalEntry(action: action, changes: [change])
    }
    let (here, nowhere) = (details.slot.id, Scene.slotID(77))
    details.history = [
      moved(gone.id, from: here, to: other.id), moved(come.id, from: other.id, to: here),
      moved(lost, from: here, to: nowhere),
    ]
    details.elsewhere = .init(appointments: [gone, come], slots: [other])
    let state = scene.state(on: details.slot)
    let text = DeedText(details: details, desk: state.desk)
    #expect(
      details.history.map(text.sentence) == [
        "ben moved Anna First to Thu 5 Mar 14:00–14:30, Dr. Ada",
        "ben moved Ben Last here from Thu 5 Mar 14:00–14:30, Dr. Ada", "ben moved somebody away",
      ]
    )
  }

  @Test func scrollsAndKeepsItsPlaceWhenSomethingNewComes() throws {
    var (scene, details) = try Self.scene()
    scene.size = .init(width: 40, height: 10)
    var state = scene.state(on: details.slot)
    _ = state.update(.detailsLoaded(details, .history), at: scene.now)
    func top() -> Int? {
      if case .history(let screen) = state.overlay { screen.scroll.top } else { nil }
    }
    state.press("End")
    let last = try #require(top())
    #expect(last > 0)
    state.press("j")
    #expect(top() == last)
    state.press("k", "k")
    #expect(top() == last - 2)
    #expect(state.reloadDetails() == [.loadDetails(details.slot.id, .history)])
    details.history.removeFirst()
    _ = state.update(.detailsLoaded(details, .history), at: scene.now)
    #expect(top() == last - 2)
    state.press("Esc")
    #expect(state.overlay == nil)
  }

  /// What somebody was called then, and that they were booked late.
  @Test func namesAreThoseOfThatTime() throws {
    var (scene, details) = try Self.scene()
    let now = try scene.book("New Name", on: details.slot)
    func entry(_ verb: Action.Verb, _ before: Change.Values?, _ after: Change.Values)
      -> JournalEntry
    {
      let change = Change(subject: .appointment(now.id), before: before, after: after)
      let action = Action(id: 9, at: scene.now, actor: "ana", verb: verb, objects: 1)
      return JournalEntry(action: action, changes: [change])
    }
    let (old, new): (JSONValue, JSONValue) = (
      .object(["name": "Zoë Müller"]), .object(["name": "New Name"])
    )
    details.appointments = [now]
    details.history = [
      entry(.updateAppointments, ["metadata": old], ["metadata": new]),
      entry(.createLateAppointments, nil, ["status": "active", "metadata": old]),
    ]
    let text = DeedText(details: details, desk: scene.state(on: details.slot).desk)
    #expect(
      details.history.map(text.sentence) == [
        "ana changed Zoë Müller’s name from “Zoë Müller” to “New Name”",
        "ana booked Zoë Müller late",
      ]
    )
  }
}
