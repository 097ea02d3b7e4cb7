import Testing

@testable import SlotDomain
@testable import TestDriver

/// Booking after booking has closed, and into many slots.
@Suite(.onBothEngines) struct LateBookingTests {
  let test: TestStore

  init() throws {
    test = try TestStore()
    let lead = BlockChanges(bookingDisabledBefore: 3600)
    _ = try test.store.perform(.updateBlock(test.block, lead), at: moment(0))
  }

  private func late(_ slot: Slot.ID) -> SlotDomain.Operation {
    .createAppointments([AppointmentDraft(slotID: slot, isLate: true)])
  }

  private func intime(_ slot: Slot.ID) -> SlotDomain.Operation {
    .createAppointments([AppointmentDraft(slotID: slot)])
  }

  @Test(arguments: [50, 65, 500]) func latenessIsLetThrough(minute: Int) throws {
    let slot = try test.slot(60, capacity: 2)
    try test.expectRefusal(.bookingClosed, of: intime(slot.id), at: moment(minute))
    let outcome = try test.store.perform(late(slot.id), at: moment(minute))
    #expect(outcome.action?.verb == .createLateAppointments)
    #expect(outcome.action?.verb.rawValue == "appointment create late")
    let entry = try test.store.history(matching: HistoryQuery()).first
    #expect(entry?.action == outcome.action)
    // It is taken back and done again as any other.
    #expect(try test.store.undo(nil, force: false, at: moment(minute)).conflicts == [])
    #expect(try test.store.redo(at: moment(minute)).conflicts == [])
    try test.expectSound()
  }

  @Test func nothingElseIsLetThrough() throws {
    let full = try test.slot(60)
    try test.book(full.id, at: moment(-600))
    try test.expectRefusal(.notEnoughCapacity, of: late(full.id), at: moment(50))
    let locked = try test.slot(90)
    let lock = Operation.changeSlots([locked.id], .lock(until: moment(100), key: "k"))
    _ = try test.session(of: "ben").perform(lock, at: moment(0))
    try test.expectRefusal(.slotLocked, of: late(locked.id), at: moment(80))
    let disabled = try test.slot(120)
    _ = try test.store.perform(.changeSlots([disabled.id], .setStatus(.disabled)), at: moment(0))
    try test.expectRefusal(.slotDisabled, of: late(disabled.id), at: moment(110))
    let free = try test.slot(150)
    _ = try test.store.perform(.setBlockStatus([test.block], .draft), at: moment(0))
    try test.expectRefusal(.blockNotPublished, of: late(free.id), at: moment(140))
  }

  @Test func manySlotsAreAllOrNone() throws {
    let slots = try [200, 300, 400].map { try test.slot($0) }
    try test.book(slots[1].id)
    let drafts = slots.map { AppointmentDraft(slotID: $0.id) }
    let error = #expect(throws: SlotError.self) {
      try test.store.perform(.createAppointments(drafts), at: moment(0))
    }
    #expect(error?.code == .notEnoughCapacity && error?.slot?.id == slots[1].id)
    try test.expectRefusal(.notEnoughCapacity, of: .createAppointments(drafts))
    let others = [drafts[0], drafts[2]]
    let outcome = try test.store.perform(.createAppointments(others), at: moment(0))
    #expect(outcome.appointments.map(\.slotID) == [slots[0].id, slots[2].id])
    #expect(outcome.action?.objects == 2)
  }

  @Test func membersOfAnAppointmentAreChangedOneByOne() throws {
    let slot = try test.slot(200)
    let metadata = try Metadata(parsing: #"{"name":"Ida","team":"B","phone":"1"}"#)
    let one = try test.book(slot.id, metadata: metadata)
    var changes = AppointmentChanges()
    changes.members["phone"] = .null
    changes.members["note"] = AppointmentMember.value("window")
    let outcome = try test.store.perform(.updateAppointments([one.id], changes), at: moment(1))
    #expect(
      outcome.appointments.first?.metadata.json == #"{"name":"Ida","note":"window","team":"B"}"#
    )
    try test.expectNoChange(.updateAppointments([one.id], changes), at: moment(2))
  }
}
