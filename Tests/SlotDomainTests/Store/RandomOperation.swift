import SlotDomain
import TestDriver

extension TestStore {
  /// Something to do to the slots that there are and who is on them, which may be refused.
  func randomOperation(
    _ random: inout SeededGenerator,
    _ now: Instant
  ) throws -> SlotDomain.Operation {
    let slots = try store.slots(matching: SlotQuery(), at: now).elements.map(\.id)
    let booked = try store.appointments(matching: AppointmentQuery()).elements.map(\.id)
    let some = slots.filter { _ in Int.random(in: 0..<3, using: &random) == 0 }
    let slot = slots.randomElement(using: &random) ?? Slot.ID(using: &random)
    let appointment = booked.randomElement(using: &random) ?? Appointment.ID(using: &random)
    let minute = 60 + 10 * Int.random(in: 0..<60, using: &random)
    let key = Bool.random(using: &random) ? "k" : nil
    switch Int.random(in: 0..<15, using: &random) {
    case 0, 1:
      return .createSlots(
        [draft(minute, length: 30, capacity: 2), draft(minute + 30, length: 10)]
      )
    case 2:
      let start = Bool.random(using: &random) ? moment(minute) : nil
      return .changeSlots(
        [slot],
        .update(
          SlotChanges(
            start: start,
            end: start.map { $0 + .minutes(20) },
            capacity: Int.random(in: 1...3, using: &random)
          )
        )
      )
    case 3: return .changeSlots(some, .setStatus(Bool.random(using: &random) ? .active : .disabled))
    case 4: return .changeSlots([slot], .lock(until: now + .minutes(7), key: "k"))
    case 5: return .changeSlots(some, .unlock(key: key))
    case 6: return .changeSlots([slot], .delete(force: Bool.random(using: &random)))
    case 7, 8: return .createAppointments([AppointmentDraft(slotID: slot, lockKey: key)])
    case 9: return .cancelAppointments([appointment])
    case 10: return .enableAppointments([appointment])
    case 11: return .rescheduleAppointment(appointment, to: slot, lockKey: key)
    case 12, 13:
      let length = Int.random(in: 1...3, using: &random)
      return .reviseSlots(
        some,
        SlotRevision(
          move: SlotMove(span: .minutes(10 * Int.random(in: -4...4, using: &random))),
          length: length == 1 ? .minutes(10) : nil,
          metadata: ["room": length == 2 ? .null : .bool(true)]
        )
      )
    default:
      return .batch(
        .demo,
        [
          .changeSlots(some, .setStatus(.active)), .deleteAppointments([appointment]),
          .createAppointments([AppointmentDraft(slotID: slot, lockKey: key)]),
        ]
      )
    }
  }
}
