import SlotCommands
import SlotDomain

/// What becomes of an own change, done or refused.
extension AppState {
  mutating func finish(
    _ operation: SlotDomain.Operation,
    _ outcome: Outcome
  ) -> [Effect] {
    if let action = outcome.action {
      ownActions.insert(action.id)
      lastCommands = commands(operation, outcome)
    }
    plannedPaste = nil
    if operation.verb == .rescheduleAppointment { inHand = nil }
    if marks.covers(operation) { marks.removeAll() }
    message = Message(announcement(operation, outcome), .success)
    if case .form(let form) = overlay, form.isSubmitted { overlay = form.previous }
    panel = nil
    return [.readChanges(since: content.position), follow(operation, outcome)] + reloadDetails()
  }

  /// What does it on the command line. A series is said as the pattern that it was made from.
  private func commands(_ operation: SlotDomain.Operation, _ outcome: Outcome) -> [String] {
    if operation.verb == .plan, let paste = plannedPaste, let plan = paste.plan,
      case .series(let series) = paste.source
    {
      let skips = !plan.collisions.isEmpty
      return [CommandText.line(series, in: paste.block, skipsConflicts: skips)]
    }
    // The store's answer is shown later: these are the slots as they were.
    return CommandText.lines(
      operation,
      outcome,
      among: content.slots,
      zone: content.zone,
      now: now
    )
  }

  /// To what was made, if something was.
  private mutating func follow(
    _ operation: SlotDomain.Operation,
    _ outcome: Outcome
  ) -> Effect {
    forgetWhatWasRead()
    var request = PeriodRequest(
      block: content.block?.id,
      zoneChoice: zoneChoice,
      target: .week(content.firstDay)
    )
    switch operation {
    case .createSlots: return reload(outcome.slots.first.map { .slot($0.id) } ?? .stay)
    case .createBlock: request.block = outcome.blocks.first?.id
    case .batch(.demo, _): request.target = .now
    default: break
    }
    return .load(request)
  }

  mutating func refuse(_ error: SlotError) {
    asOf = content.asOf
    week.dayAhead = nil
    if case .form(var form) = overlay, form.isSubmitted {
      if case .changedMeanwhile(let slot, let actor, let at) = error {
        return ask(about: form, theirs: slot, by: actor, at: at)
      }
      form.show(error)
      overlay = .form(form)
    } else if error == .stopped {
      message = Message("Stopped: nothing was changed.")
    } else {
      message = Message("\(error.code.rawValue): \(error.message(in: content.zone))", .error)
    }
  }
}
