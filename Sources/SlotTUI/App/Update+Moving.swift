import SlotDomain

/// An appointment that the user has taken up and not put down yet. In the store it keeps its place until
/// it has another.
struct AppointmentInHand: Hashable, Sendable {
  let appointment: Appointment
  let slot: Slot
}

/// Moving an appointment to another slot: taken up in the details, put down on the grid.
extension AppState {
  mutating func takeInHand(_ appointment: Appointment, of slot: Slot) -> [Effect] {
    guard appointment.status == .active else {
      message = Message("\(appointment.label) is cancelled: x enables it, then it can be moved.")
      return []
    }
    inHand = AppointmentInHand(appointment: appointment, slot: slot)
    overlay = nil
    return []
  }

  /// The old place is given up in the same moment as the new one is taken, so a refusal loses neither.
  mutating func putDown(_ held: AppointmentInHand) -> [Effect] {
    withSlot { state, slot in
      let name = held.appointment.label
      if slot.id == held.appointment.slotID {
        state.message = Message("\(name) has this slot already. Choose another one.")
        return []
      }
      if let reason = state.obstacle(to: slot) {
        state.message = Message("\(name) cannot be moved here: \(reason).", .error)
        return []
      }
      let move = SlotDomain.Operation.rescheduleAppointment(
        held.appointment.id,
        to: slot.id,
        lockKey: nil
      )
      return [.perform(state.consumingOwnLock(of: slot, move))]
    }
  }

  /// One's own lock is consumed, as its key would do.
  private func consumingOwnLock(
    of slot: Slot,
    _ operation: SlotDomain.Operation
  ) -> SlotDomain.Operation {
    guard slot.lock(at: now)?.owner == settings.actor else { return operation }
    return .batch(operation.verb, [.releaseOwnLock(slot.id), operation])
  }

  mutating func giveUpMoving() {
    guard let held = inHand else { return }
    inHand = nil
    message = Message("\(held.appointment.label) stays on \(range(of: held)).")
  }

  func range(of held: AppointmentInHand) -> String { times.range(held.slot.range, now: now) }

  /// What somebody did to the appointment in hand is said: it cannot be put down any more.
  mutating func releaseHand(after entries: [JournalEntry]) {
    guard let id = inHand?.appointment.id, let name = inHand?.appointment.label else { return }
    for entry in entries {
      for change in entry.changes where change.subject == .appointment(id) {
        guard let deed = change.deedToAppointment else { continue }
        inHand = nil
        guard !ownActions.contains(entry.action.id) else { continue }
        message = Message(
          "\(entry.action.actor) \(deed) the appointment of \(name) meanwhile: you move it no longer.",
          .error
        )
      }
    }
  }
}

extension Change {
  /// What was done to an appointment, if that matters to whoever is moving it.
  fileprivate var deedToAppointment: String? {
    guard let after else { return "deleted" }
    if after["status"]?.string == Appointment.Status.cancelled.rawValue { return "cancelled" }
    return after["slot_id"] == nil ? nil : "moved"
  }
}
