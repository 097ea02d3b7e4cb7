import SlotDomain
import Testing

@testable import SlotTUI

/// What is said of a colleague's actions.
@Suite struct NewsTests {
  private let scene: Scene
  private let state: AppState
  private let slot: Slot

  init() throws {
    var scene = try Scene()
    slot = try scene.add("2026-03-04 11:00")
    self.scene = scene
    state = scene.state(on: slot)
  }

  private func news(
    _ verb: SlotDomain.Action.Verb,
    _ changes: [Change],
    objects: Int? = nil
  ) -> String {
    let action = SlotDomain.Action(
      id: 8,
      at: scene.now,
      actor: "ben",
      verb: verb,
      objects: objects ?? changes.count
    )
    return News(state.desk).sentence(JournalEntry(action: action, changes: changes))
  }

  private var changed: Change {
    Change(
      subject: .slot(slot.id),
      before: ["status": "active"],
      after: ["status": "disabled"]
    )
  }

  private func made(_ id: UInt64) throws -> Change {
    Change(
      subject: .slot(Scene.slotID(id)),
      before: nil,
      after: [
        "start_date": .integer(try scene.at("2026-03-09 08:00").milliseconds),
        "end_date": .integer(try scene.at("2026-03-09 08:30").milliseconds),
      ]
    )
  }

  private func appointment(at slot: Slot.ID?) -> Change {
    Change(
      subject: .appointment(Appointment.ID(high: 1, low: 1)),
      before: nil,
      after: slot.map { ["slot_id": .string("\($0)")] } ?? ["status": "cancelled"]
    )
  }

  @Test func oneSlotIsNamedByItsTime() throws {
    #expect(news(.disableSlots, [changed]) == "ben disabled Wed 4 Mar 11:00–11:30.")
    #expect(news(.createSlots, [try made(70)]) == "ben created Mon 9 Mar 08:00–08:30.")
    #expect(news(.undo, [changed]) == "ben took back a change of Wed 4 Mar 11:00–11:30.")
    let unknown = Change(subject: .slot(Scene.slotID(99)), before: [:], after: [:])
    #expect(news(.lockSlots, [unknown]) == "ben locked a slot.")
  }

  /// A long entry comes with its first changes only: the action knows how many there are.
  @Test func manySlotsAreCounted() throws {
    #expect(
      news(.deleteSlots, [changed, try made(70)], objects: 5000) == "ben deleted 5000 slots."
    )
    #expect(news(.undo, [changed, appointment(at: nil)]) == "ben took back a change of 2 objects.")
  }

  @Test func whatWasDoneToPeopleIsTakenBackInTheirWords() {
    #expect(
      news(.undo, [appointment(at: slot.id)])
        == "ben took back a change of an appointment on Wed 4 Mar 11:00–11:30."
    )
    #expect(
      news(.redo, [appointment(at: nil), appointment(at: nil)])
        == "ben did a change of 2 appointments again."
    )
    #expect(
      news(.rescheduleAppointment, [appointment(at: slot.id)])
        == "ben moved an appointment to Wed 4 Mar 11:00–11:30."
    )
  }

  /// Who is known to have a place in what is shown is named, unless nobody may be.
  @Test func peopleAreNamedWhoAreKnown() throws {
    var scene = try Scene()
    let slot = try scene.add("2026-03-04 11:00", guests: ["Anna First"])
    let desk = scene.state(on: slot).desk
    let anna = try #require(desk.content.guests[slot.id]?.first).appointment
    let entry = JournalEntry(
      action: Action(id: 8, at: scene.now, actor: "ben", verb: .cancelAppointments, objects: 1),
      changes: [Change(subject: .appointment(anna), before: [:], after: [:])]
    )
    #expect(
      News(desk).sentence(entry)
        == "ben cancelled the appointment of Anna First on Wed 4 Mar 11:00–11:30."
    )
    scene.settings.showsNames = false
    #expect(!News(scene.state(on: slot).desk).sentence(entry).contains("Anna"))
  }

  @Test func appointmentsAreNamedByTheirSlot() {
    #expect(
      news(.createAppointments, [appointment(at: slot.id)]) == "ben booked Wed 4 Mar 11:00–11:30."
    )
    #expect(
      news(.deleteAppointments, [appointment(at: slot.id)])
        == "ben deleted an appointment on Wed 4 Mar 11:00–11:30."
    )
    #expect(news(.cancelAppointments, [appointment(at: nil)]) == "ben cancelled an appointment.")
    #expect(
      news(.createAppointments, [appointment(at: Scene.slotID(99))]) == "ben booked 1 appointment."
    )
  }

  @Test func blocksAreNamed() throws {
    let block = try #require(scene.block)
    let published = Change(subject: .block(block.id), before: [:], after: ["status": "published"])
    #expect(news(.publishBlock, [published]) == "ben published booking block Dr. Ada.")
    let made = Change(
      subject: .block(BookingBlock.ID(high: 9, low: 9)),
      before: nil,
      after: ["name": "Room 2"]
    )
    #expect(news(.createBlock, [made]) == "ben created booking block Room 2.")
  }
}
