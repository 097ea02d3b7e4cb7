import SlotDomain

/// The sentences that say what was done.
extension AppState {
  func announcement(_ operation: SlotDomain.Operation, _ outcome: Outcome) -> String {
    guard outcome.action != nil else { return "It is so already: nothing was changed." }
    let undo =
      pastRemark(operation, outcome) + " \(keyMap.keyName(.undo)) takes it back."
    if let slot = outcome.slots.first, outcome.slots.count == 1, outcome.appointments.isEmpty {
      return "\(operation.verb.pastTense) \(times.range(slot.range, now: now))"
        + lockedFor(operation, slot) + "." + undo
    }
    if outcome.slots.count > 1, let sentence = announcement(ofSlots: operation, outcome) {
      return sentence + undo
    }
    if let appointment = outcome.appointments.first, outcome.appointments.count == 1 {
      let target = operation.verb == .rescheduleAppointment ? place(of: appointment) : ""
      return "\(operation.verb.pastTense) \(appointment.label)\(target).\(undo)"
    }
    if let block = outcome.blocks.first, outcome.blocks.count == 1, outcome.slots.isEmpty {
      return "\(operation.verb.pastTense) booking block \(block.name).\(undo)"
    }
    return "\(operation.verb.pastTense) \(counted(outcome.action?.objects ?? 0, "object")).\(undo)"
  }

  /// Where it was moved to, if that can be seen.
  private func place(of appointment: Appointment) -> String {
    let slot = week.slots.first { $0.id == appointment.slotID }
    return slot.map { " to \(times.range($0.range, now: now))" } ?? ""
  }

  /// Of several slots; nil when it was about something else.
  private func announcement(
    ofSlots operation: SlotDomain.Operation,
    _ outcome: Outcome
  ) -> String? {
    let changes = outcome.action?.objects ?? 0
    let all = outcome.slots.count
    switch operation.verb {
    case .deleteSlots:
      let appointments = changes - all
      return "Deleted \(counted(all, "slot"))"
        + (appointments > 0 ? " with \(counted(appointments, "appointment"))." : ".")
    case .lockSlots:
      let span = outcome.slots.first?.lock(at: now).map { $0.end - now }
      let left = span.map { " for \(TimeFormat.left($0))" } ?? ""
      return "Locked \(counted(all, "slot"))\(left)."
    case .createSlots, .updateSlots, .enableSlots, .disableSlots, .unlockSlots, .plan:
      let already = all - changes
      return "\(operation.verb.pastTense) \(counted(changes, "slot"))"
        + (already > 0 ? ", \(already) \(already == 1 ? "was" : "were") so already." : ".")
    case .createBlock, .updateBlock, .publishBlock, .draftBlock, .deleteBlock, .createAppointments,
      .updateAppointments, .cancelAppointments, .enableAppointments, .rescheduleAppointment,
      .deleteAppointments, .undo, .redo, .demo, .takeOver:
      return nil
    }
  }

  private func lockedFor(_ operation: SlotDomain.Operation, _ slot: Slot) -> String {
    guard case .lockSlots = operation, let lock = slot.lock(at: now) else { return "" }
    return " for \(TimeFormat.left(lock.end - now))"
  }

  func announcement(_ outcome: UndoOutcome) -> String {
    let what = "\(outcome.target.verb.rawValue) (\(counted(outcome.action.objects, "object")))"
    let done = outcome.action.verb == .redo ? "Done again: \(what)." : "Taken back: \(what)."
    let redo = outcome.action.verb == .undo ? " \(keyMap.keyName(.redo)) does it again." : ""
    guard let conflict = outcome.conflicts.first else { return done + redo }
    let left = counted(outcome.conflicts.count, "object")
    return "\(done) \(left) left alone: \(explanation(conflict.reason))"
  }

  private func explanation(_ reason: UndoOutcome.Conflict.Reason) -> String {
    switch reason {
    case .changed(let actor, let at):
      "\(actor) changed it \(times.day(at, now: now)) \(times.clock(at))."
    case .refused(let error):
      error.message(in: content.zone)
    }
  }
}

extension AppState {
  /// Slots that were made, or put, where nobody will ever come: mostly a slip of the hand.
  private func pastRemark(_ operation: SlotDomain.Operation, _ outcome: Outcome) -> String {
    let count = outcome.slots.count { $0.range.end <= clock }
    guard operation.placesSlots, count > 0 else { return "" }
    if outcome.slots.count == 1 { return " It lies in the past." }
    return count == outcome.slots.count
      ? " They lie in the past." : " \(count) of them \(count == 1 ? "lies" : "lie") in the past."
  }
}

extension SlotDomain.Operation {
  /// Whether it decides when slots are.
  fileprivate var placesSlots: Bool {
    switch self {
    case .createSlots: true
    case .updateSlots(_, let changes, _): changes.start != nil || changes.end != nil
    case .reviseSlots(_, let revision): revision.move != nil
    case .batch: verb == .plan
    case .setSlotStatus, .lockSlots, .unlockSlots, .releaseOwnLock, .deleteSlots, .createBlock,
      .updateBlock, .setBlockStatus, .deleteBlocks, .createAppointments, .updateAppointments,
      .cancelAppointments, .enableAppointments, .rescheduleAppointment, .deleteAppointments:
      false
    }
  }
}

extension SlotDomain.Action.Verb {
  /// The beginning of a sentence about what was done.
  var pastTense: String {
    switch self {
    case .createSlots: "Created"
    case .updateSlots: "Changed"
    case .enableSlots: "Enabled"
    case .disableSlots: "Disabled"
    case .lockSlots: "Locked"
    case .unlockSlots: "Unlocked"
    case .deleteSlots: "Deleted"
    case .createBlock: "Created"
    case .updateBlock: "Changed"
    case .publishBlock: "Published"
    case .draftBlock: "Made a draft of"
    case .deleteBlock: "Deleted"
    case .createAppointments: "Booked for"
    case .updateAppointments: "Changed the appointment of"
    case .cancelAppointments: "Cancelled the appointment of"
    case .enableAppointments: "Enabled the appointment of"
    case .rescheduleAppointment: "Moved the appointment of"
    case .deleteAppointments: "Deleted the appointment of"
    case .undo: "Took back"
    case .redo: "Did again"
    case .plan: "Planned"
    case .demo: "Filled the store with"
    case .takeOver: "Imported"
    }
  }
}
