import SlotDomain

/// The sentences that say what was done.
struct Announcement {
  private let desk: Desk
  private var times: TimeFormat { desk.times }
  private var keyMap: KeyMap { desk.keyMap }
  private var now: Instant { desk.now }
  private var clock: Instant { desk.clock }

  init(_ desk: Desk) { self.desk = desk }

  /// What stands behind something done.
  var takesBack: String { " \(keyMap.keyName(.undo)) takes it back." }

  /// What stands behind something taken back.
  private var doesAgain: String { " \(keyMap.keyName(.redo)) does it again." }

  /// What was done, and apart from that what stands behind it.
  func parts(of text: String) -> (deed: String, tail: String) {
    let tail = [takesBack, doesAgain].first(where: text.hasSuffix) ?? ""
    return (String(text.dropLast(tail.count)), tail)
  }

  func sentence(_ operation: Operation, _ outcome: Outcome) -> String {
    guard outcome.action != nil else { return "It is so already: nothing was changed." }
    let undo = pastRemark(operation, outcome) + takesBack
    let done = capitalized(operation.verb.words.past)
    if let readBack = readBack(operation.verb, outcome) { return readBack + undo }
    if let slot = outcome.slots.first, outcome.slots.count == 1, outcome.appointments.isEmpty {
      return "\(done) \(desk.when(slot))"
        + whoComes(operation, slot) + lockedFor(operation, slot) + "." + undo
    }
    if outcome.slots.count > 1, let sentence = sentence(ofSlots: operation, outcome) {
      return sentence + undo
    }
    if let appointment = outcome.appointments.first, outcome.appointments.count == 1 {
      return "\(done) \(operation.verb.words.beforeName)\(desk.who(appointment)).\(undo)"
    }
    if let appointment = outcome.appointments.first, outcome.appointments.count > 1 {
      let isOfOne = Set(outcome.appointments.map(desk.who)).count == 1
      let whose = isOfOne ? " of \(desk.who(appointment))" : ""
      return "\(done) \(counted(outcome.appointments.count, "appointment"))\(whose).\(undo)"
    }
    if let block = outcome.blocks.first, outcome.blocks.count == 1, outcome.slots.isEmpty {
      return "\(done) booking block \(block.name).\(undo)"
    }
    return "\(done) \(counted(outcome.action?.objects ?? 0, "object")).\(undo)"
  }

  /// What is read back to the caller: name, day, time, block, phone. Nil of what nobody waits for.
  private func readBack(_ verb: Action.Verb, _ outcome: Outcome) -> String? {
    guard verb.isBooking || verb == .rescheduleAppointment,
      let first = outcome.appointments.first
    else { return nil }
    let slots = outcome.appointments.map(\.slotID).reduce(into: [Slot.ID]()) { ids, id in
      if ids.last != id { ids.append(id) }
    }
    let places = outcome.appointments.count
    let isOnePlaceEach = slots.count == places
    let isNameless = verb.isBooking && first.metadata.label == nil && desk.names.areShown
    let what = isOnePlaceEach ? "" : "\(counted(places, "place")) for "
    let whom =
      isNameless
      ? (isOnePlaceEach ? "a place" : counted(places, "place")) + " without a name"
      : what + desk.who(first)
    let verbWords = verb == .rescheduleAppointment ? "Moved" : "Booked"
    let join = verb == .rescheduleAppointment ? " to " : slots.count > 1 ? " into " : ", "
    let phone = desk.names.text(AppointmentMember.phone.text(in: first.metadata))
    let parts = [destination(slots, outcome)] + (phone.isEmpty ? [] : [phone])
    let way = isNameless ? " \(keyMap.keyName(.open)), then e names them." : ""
    return "\(verbWords) \(whom)\(join)\(parts.joined(separator: ", "))." + way
  }

  /// One slot with its block; of several how many, and when each of them is.
  private func destination(_ ids: [Slot.ID], _ outcome: Outcome) -> String {
    let known = outcome.slots + desk.content.slots
    let slots = ids.compactMap { id in known.first { $0.id == id } }
    guard slots.count == ids.count, let first = slots.first else {
      return counted(ids.count, "slot")
    }
    return ids.count == 1 ? desk.place(of: first) : "\(ids.count) slots: \(list(slots))"
  }

  /// So many moments fit a line or two.
  private static let mostMoments = 6

  /// `Wed 4 Mar 11:00, 11:30, Thu 5 Mar 9:00, Dr Chen`
  func list(_ slots: [Slot]) -> String {
    let isOneBlock = Set(slots.map(\.blockID)).count == 1
    var (parts, day): ([String], CivilDate?) = ([], nil)
    for slot in slots.prefix(slots.count > Self.mostMoments ? Self.mostMoments - 1 : slots.count) {
      let (times, start) = (desk.times(of: slot), slot.range.start)
      let date = times.zone.date(start)
      let moment = day == date && isOneBlock ? times.clock(start) : times.moment(start, now: now)
      parts.append(isOneBlock ? moment : "\(moment) \(desk.blockName(of: slot))")
      day = date
    }
    if slots.count > parts.count { parts.append("and \(slots.count - parts.count) more") }
    let block = isOneBlock ? slots.first.map { [desk.blockName(of: $0)] } ?? [] : []
    return (parts + block).joined(separator: ", ")
  }

  /// Of several slots; nil when it was about something else.
  private func sentence(ofSlots operation: Operation, _ outcome: Outcome) -> String? {
    let changes = outcome.action?.objects ?? 0
    let all = outcome.slots.count
    guard operation.verb.topic == .slots || operation.verb == .plan else { return nil }
    let done = capitalized(operation.verb.words.past)
    if operation.verb == .deleteSlots {
      let appointments = changes - all
      return "\(done) \(counted(all, "slot"))"
        + (appointments > 0 ? " with \(counted(appointments, "appointment"))." : ".")
    }
    if operation.verb == .lockSlots {
      let span = outcome.slots.first?.lock(at: now).map { $0.end - now }
      return "\(done) \(counted(all, "slot"))\(span.map { " for \($0.timeLeft)" } ?? "")."
    }
    let already = all - changes
    if operation.verb == .shiftSlots,
      let first = outcome.slots.min(by: { $0.range.start < $1.range.start })
    {
      return "\(done) \(counted(changes, "slot")), the first to \(desk.when(first))."
    }
    return "\(done) \(counted(changes, "slot"))"
      + (already > 0 ? ", \(already) \(already == 1 ? "was" : "were") so already." : ".")
  }

  /// Of a slot that was put elsewhere: who is told the new time.
  private func whoComes(_ operation: Operation, _ slot: Slot) -> String {
    guard operation.placesSlots, let guests = desk.content.guests[slot.id], let first = guests.first
    else { return "" }
    guard slot.activeAppointments > 1 else {
      return ", \(first.label)\(first.phone.isEmpty ? "" : ", \(first.phone)")"
    }
    let named = guests.prefix(ActivitySubject.mostNames).map(\.label)
    let rest = slot.activeAppointments - named.count
    return ", " + listed(rest > 0 ? named + [counted(rest, "other")] : named)
  }

  private func lockedFor(_ operation: Operation, _ slot: Slot) -> String {
    guard operation.verb == .lockSlots, let lock = slot.lock(at: now) else { return "" }
    return " for \((lock.end - now).timeLeft)"
  }

  /// What `p` makes of copied slots: all of them in one block, wherever they were.
  func sentence(copied slots: [Slot], _ copy: SlotCopy) -> String {
    let when = TimeFormat.span(
      [copy.firstDay, copy.lastDay].compactMap { $0.map(times.style.day) }
    )
    let it = copy.count == 1 ? "it" : "them"
    let blocks = Set(slots.map(\.blockID)).count
    let (whose, into) = blocks > 1 ? (" in \(blocks) blocks", ", all into its block") : ("", "")
    let paste = " \(keyMap.keyName(.paste)) pastes \(it) at the cursor's day\(into)."
    // Who takes them along means their people, too, now and then.
    let person =
      slots.count == 1 && slots[0].activeAppointments > 0 && desk.isChangeable
        && desk.names.areShown
      ? " Its people stay: \(keyMap.keyName(.open)), then y copies somebody." : ""
    return "Copied \(counted(copy.count, "slot"))\(whose) of \(when)."
      + (desk.isChangeable ? paste : "") + person
  }

  /// - `activity`: What was taken back or done again; nil where that is not known.
  func sentence(_ outcome: UndoOutcome, about activity: Activity?) -> String {
    let what =
      activity.map(desk.activityText.deed)
      ?? "\(outcome.target.verb.words.past) \(counted(outcome.action.objects, "object"))"
    let done = outcome.action.verb == .redo ? "Done again: \(what)." : "Taken back: \(what)."
    let redo = outcome.action.verb == .undo ? doesAgain : ""
    guard let conflict = outcome.conflicts.first else { return done + redo + spared(outcome) }
    let left = counted(outcome.conflicts.count, "object")
    return "\(done) \(left) left alone: \(explanation(conflict.reason))"
  }

  /// What was not taken back is not done again either.
  private func spared(_ outcome: UndoOutcome) -> String {
    let count = outcome.target.objects - outcome.action.objects
    guard outcome.action.verb == .redo, count > 0 else { return "" }
    return count == 1 ? " 1 of them stays as it was." : " \(count) of them stay as they were."
  }

  /// Of a whole action.
  ///
  /// - `isOfSlot`: Whether what was done to a slot keeps somebody from coming back to it.
  func sentence(nothingPutBack obstacle: UndoObstacle, isOfSlot: Bool, isUndo: Bool) -> String {
    let why = explanation(obstacle, of: isOfSlot ? "the slot" : "it")
    guard isUndo else { return "Nothing of it can be done again: \(why)" }
    let activity = keyMap.keyName(.activity)
    return "Nothing of it can be taken back: \(why) \(activity) shows what else can."
  }

  private func explanation(
    _ reason: UndoOutcome.Conflict.Reason,
    of object: String = "it"
  ) -> String {
    switch reason {
    case .changed(let actor, let at):
      "\(actor) changed \(object) \(times.moment(at, now: now))."
    case .refused(let error):
      switch error.code {
      case .slotNotFound, .appointmentNotFound, .blockNotFound:
        "What it was about was deleted since."
      default: times.sentence(of: error)
      }
    }
  }

  /// Slots that were made, or put, where nobody will ever come: mostly a slip of the hand.
  private func pastRemark(_ operation: Operation, _ outcome: Outcome) -> String {
    let count = outcome.slots.count { $0.range.end <= clock }
    guard operation.placesSlots, count > 0 else { return "" }
    if outcome.slots.count == 1 { return " It lies in the past." }
    return count == outcome.slots.count
      ? " They lie in the past." : " \(count) of them \(count == 1 ? "lies" : "lie") in the past."
  }
}
