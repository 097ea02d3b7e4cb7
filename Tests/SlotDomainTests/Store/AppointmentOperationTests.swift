import SlotDomain
import Testing

@Suite(.onBothEngines) struct AppointmentOperationTests {
  let test: TestStore

  init() throws { test = try TestStore() }

  private func counts(_ slot: Slot.ID) throws -> [Int] {
    let slot = try test.store.slot(slot)
    return [slot.activeAppointments, slot.cancelledAppointments, slot.appointments]
  }

  @Test func bookingTakesAPlace() throws {
    let slot = try test.slot(60, capacity: 2)
    let metadata = try Metadata(parsing: #"{"name":"Grace"}"#)
    let appointment = try test.book(slot.id, metadata: metadata, at: moment(1))
    #expect(appointment.slotID == slot.id)
    #expect(appointment.blockID == test.block)
    #expect(appointment.label == "Grace")
    #expect(try test.store.appointment(appointment.id) == appointment)
    #expect(try counts(slot.id) == [1, 0, 1])
    #expect(try test.store.slot(slot.id).updatedAt == slot.updatedAt)
    try test.expectSound()
  }

  @Test func bookingRefuses() throws {
    func book(_ slot: Slot.ID) -> SlotDomain.Operation {
      .createAppointments([AppointmentDraft(slotID: slot)])
    }
    let slot = try test.slot(60)
    try test.expectRefusal(.slotNotFound, of: book(Slot.ID()))
    try test.expectRefusal(.bookingClosed, of: book(slot.id), at: moment(60))
    _ = try test.store.perform(
      .updateBlock(test.block, BlockChanges(bookingDisabledBefore: 1800)),
      at: moment(0)
    )
    try test.expectRefusal(.bookingClosed, of: book(slot.id), at: moment(30))
    try test.book(slot.id, at: moment(29))
    try test.expectRefusal(.notEnoughCapacity, of: book(slot.id), at: moment(30))
    _ = try test.store.perform(
      .changeSlots([slot.id], .lock(until: moment(50), key: "k")),
      at: moment(1)
    )
    try test.expectRefusal(.slotLocked, of: book(slot.id), at: moment(30))
    _ = try test.store.perform(.changeSlots([slot.id], .setStatus(.disabled)), at: moment(1))
    try test.expectRefusal(.slotDisabled, of: book(slot.id), at: moment(30))
    _ = try test.store.perform(.setBlockStatus([test.block], .draft), at: moment(1))
    try test.expectRefusal(.blockNotPublished, of: book(slot.id), at: moment(30))
  }

  @Test func severalAreBookedTogetherOrNotAtAll() throws {
    let slot = try test.slot(60, capacity: 2)
    let draft = AppointmentDraft(slotID: slot.id)
    try test.expectRefusal(.notEnoughCapacity, of: .createAppointments([draft, draft, draft]))
    let outcome = try test.store.perform(.createAppointments([draft, draft]), at: moment(1))
    #expect(outcome.appointments.count == 2)
    #expect(try counts(slot.id) == [2, 0, 2])
  }

  @Test func cancelFreesThePlaceAndEnableTakesItBack() throws {
    let slot = try test.slot(60)
    let first = try test.book(slot.id)
    _ = try test.store.perform(.cancelAppointments([first.id]), at: moment(1))
    #expect(try counts(slot.id) == [0, 1, 1])
    try test.expectNoChange(.cancelAppointments([first.id]), at: moment(2))
    let second = try test.book(slot.id)
    try test.expectRefusal(.notEnoughCapacity, of: .enableAppointments([first.id]))
    _ = try test.store.perform(.cancelAppointments([second.id]), at: moment(3))
    _ = try test.store.perform(.enableAppointments([first.id]), at: moment(4))
    #expect(try counts(slot.id) == [1, 1, 2])
    try test.expectNoChange(.enableAppointments([first.id]), at: moment(5))
    try test.expectRefusal(.appointmentNotFound, of: .cancelAppointments([Appointment.ID()]))
    try test.expectRefusal(.appointmentNotFound, of: .enableAppointments([Appointment.ID()]))
    try test.expectSound()
  }

  @Test func enableRefusesAsCreateDoes() throws {
    let slot = try test.slot(60)
    let appointment = try test.book(slot.id)
    _ = try test.store.perform(.cancelAppointments([appointment.id]), at: moment(1))
    let enable = Operation.enableAppointments([appointment.id])
    try test.expectRefusal(.bookingClosed, of: enable, at: moment(60))
    _ = try test.store.perform(
      .changeSlots([slot.id], .lock(until: moment(50), key: "k")),
      at: moment(2)
    )
    try test.expectRefusal(.slotLocked, of: enable, at: moment(3))
    _ = try test.store.perform(.changeSlots([slot.id], .setStatus(.disabled)), at: moment(4))
    try test.expectRefusal(.slotDisabled, of: enable, at: moment(5))
  }

  @Test func updateReplacesMetadata() throws {
    let slot = try test.slot(60)
    let appointment = try test.book(slot.id)
    let metadata = try Metadata(parsing: #"{"name":"Ida"}"#)
    let update = Operation.updateAppointments(
      [appointment.id],
      AppointmentChanges(metadata: metadata)
    )
    let changed = try test.store.perform(update, at: moment(1)).appointments[0]
    #expect(changed.metadata == metadata)
    #expect(changed.updatedAt == moment(1))
    try test.expectNoChange(update, at: moment(2))
    try test.expectRefusal(
      .appointmentNotFound,
      of: .updateAppointments(
        [appointment.id, Appointment.ID()],
        AppointmentChanges(metadata: .empty)
      )
    )
  }

  /// Two sessions that change different things do not lose one another's.
  @Test func aNewNameLeavesTheOtherMembers() throws {
    let slot = try test.slot(60)
    let appointment = try test.book(slot.id)
    let note = AppointmentChanges(metadata: try Metadata(parsing: #"{"note":"window"}"#))
    _ = try test.store.perform(.updateAppointments([appointment.id], note), at: moment(1))
    let name = AppointmentChanges(members: ["name": "Ida"])
    _ = try test.session(of: "ben").perform(
      .updateAppointments([appointment.id], name),
      at: moment(2)
    )
    #expect(
      try test.store.appointment(appointment.id).metadata.json
        == #"{"name":"Ida","note":"window"}"#
    )
    let long = AppointmentChanges(
      members: ["name": .string(String(repeating: "x", count: 5001))]
    )
    try test.expectRefusal(
      .metadataTooLong,
      of: .updateAppointments([appointment.id], long),
      at: moment(3)
    )
  }

  /// Whoever is cancelled takes no place, and leaves the lock to whom it is for.
  @Test func aCancelledOneConsumesNoLock() throws {
    let (from, to) = (try test.slot(60), try test.slot(120))
    let appointment = try test.book(from.id)
    _ = try test.store.perform(.cancelAppointments([appointment.id]), at: moment(0))
    _ = try test.store.perform(
      .changeSlots([to.id], .lock(until: moment(60), key: "k")),
      at: moment(0)
    )
    let move = Operation.rescheduleAppointment(appointment.id, to: to.id, lockKey: "k")
    _ = try test.store.perform(move, at: moment(1))
    #expect(try test.store.slot(to.id).lock(at: moment(2)) != nil)
    #expect(try test.store.slot(to.id).activeAppointments == 0)
  }

  @Test func rescheduleMovesThePlaceInOneStep() throws {
    let from = try test.slot(60)
    let to = try test.slot(90)
    let appointment = try test.book(from.id)
    let move = Operation.rescheduleAppointment(appointment.id, to: to.id, lockKey: nil)
    let outcome = try test.store.perform(move, at: moment(1))
    #expect(outcome.appointments[0].slotID == to.id)
    #expect(outcome.appointments[0].id == appointment.id)
    #expect(outcome.action?.objects == 1)
    #expect(try counts(from.id) == [0, 0, 0])
    #expect(try counts(to.id) == [1, 0, 1])
    try test.expectNoChange(move, at: moment(2))
    try test.book(from.id)
    try test.expectSound()
  }

  @Test func whatCannotMoveStaysWhereItWas() throws {
    let from = try test.slot(60)
    let full = try test.slot(90)
    let appointment = try test.book(from.id)
    try test.book(full.id)
    func move(_ id: Appointment.ID, _ slot: Slot.ID) -> SlotDomain.Operation {
      .rescheduleAppointment(id, to: slot, lockKey: nil)
    }
    try test.expectRefusal(.notEnoughCapacity, of: move(appointment.id, full.id))
    try test.expectRefusal(.slotNotFound, of: move(appointment.id, Slot.ID()))
    try test.expectRefusal(.appointmentNotFound, of: move(Appointment.ID(), full.id))
    #expect(try test.store.appointment(appointment.id).slotID == from.id)
  }

  @Test func movingIntoALockedSlotNeedsAndConsumesItsKey() throws {
    let from = try test.slot(60)
    let to = try test.slot(90)
    let appointment = try test.book(from.id)
    _ = try test.store.perform(
      .changeSlots([to.id], .lock(until: moment(50), key: "k")),
      at: moment(1)
    )
    try test.expectRefusal(
      .slotLocked,
      of: .rescheduleAppointment(appointment.id, to: to.id, lockKey: "wrong"),
      at: moment(2)
    )
    _ = try test.store.perform(
      .rescheduleAppointment(appointment.id, to: to.id, lockKey: "k"),
      at: moment(2)
    )
    #expect(try test.store.slot(to.id).storedLock == nil)
    #expect(try counts(to.id) == [1, 0, 1])
  }

  @Test func aCancelledAppointmentMovesWithoutAPlace() throws {
    let from = try test.slot(60)
    let full = try test.slot(90)
    let appointment = try test.book(from.id)
    _ = try test.store.perform(.cancelAppointments([appointment.id]), at: moment(1))
    try test.book(full.id)
    _ = try test.store.perform(
      .rescheduleAppointment(appointment.id, to: full.id, lockKey: nil),
      at: moment(2)
    )
    #expect(try counts(full.id) == [1, 1, 2])
    #expect(try counts(from.id) == [0, 0, 0])
  }

  @Test func deleteTakesItOutOfTheCounts() throws {
    let slot = try test.slot(60, capacity: 2)
    let appointments = [try test.book(slot.id), try test.book(slot.id)]
    _ = try test.store.perform(.cancelAppointments([appointments[0].id]), at: moment(1))
    try test.expectRefusal(
      .appointmentNotFound,
      of: .deleteAppointments([appointments[0].id, Appointment.ID()])
    )
    let outcome = try test.store.perform(
      .deleteAppointments(appointments.map(\.id)),
      at: moment(2)
    )
    #expect(outcome.action?.objects == 2)
    #expect(try counts(slot.id) == [0, 0, 0])
    try test.expectSound()
  }

  @Test func moreCapacityMakesRoomAtOnce() throws {
    let slot = try test.slot(60)
    try test.book(slot.id)
    let raise = Operation.changeSlots([slot.id], .update(SlotChanges(capacity: 2)))
    let raised = try test.store.perform(raise, at: moment(1)).slots[0]
    #expect(raised.isAvailable(in: try test.store.block(test.block), at: moment(1)))
    try test.book(slot.id)
  }

  @Test func aBatchHappensAsAWholeOrNotAtAll() throws {
    let slot = try test.slot(60)
    let batch = Operation.batch(
      .createAppointments,
      [
        .createSlots([test.draft(90)]),
        .changeSlots([slot.id], .setStatus(.disabled)),
        .createAppointments([AppointmentDraft(slotID: slot.id)]),
      ]
    )
    try test.expectRefusal(.slotDisabled, of: batch)
    let fine = Operation.batch(
      .demo,
      [
        .createSlots([test.draft(90)]), .changeSlots([slot.id], .update(SlotChanges(capacity: 2))),
        .createAppointments([AppointmentDraft(slotID: slot.id)]),
      ]
    )
    let outcome = try test.store.perform(fine, at: moment(1), reason: "sample")
    #expect(outcome.action?.verb == .demo)
    #expect(outcome.action?.reason == "sample")
    #expect(outcome.action?.objects == 3)
    #expect(try counts(slot.id) == [1, 0, 1])
    try test.expectNoChange(.batch(.demo, []))
  }
}
