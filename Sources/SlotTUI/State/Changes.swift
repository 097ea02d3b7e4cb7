import SlotCommands
import SlotDomain

/// What becomes of changes: own ones, done or refused, and those of colleagues.
extension AppState {
  mutating func finish(_ operation: Operation, _ outcome: Outcome, _ fresh: Fresh?) -> [Effect] {
    if let action = outcome.action {
      desk.journal.actions[action.id] = desk.clock
      desk.journal.lastCommands = commands(operation, outcome).map(desk.settings.withStore)
      if case .changeSlots(let ids, .setStatus(.disabled)) = operation {
        desk.journal.closed = Set(ids)
      }
    }
    desk.selection.planned = nil
    if operation.verb == .rescheduleAppointment { desk.selection.inHand = nil }
    if desk.marks.covers(operation) { desk.selection.marks.removeAll() }
    tellTour {
      $0.note($1.marks)
      $0.note(operation, outcome, $1)
    }
    // A second key while the store was busy: what the first one did is still to be read.
    let isRepeated =
      outcome.action == nil && desk.line.message != nil
      && desk.line.message == desk.journal.done?.message
    if !isRepeated {
      let remark = Announcement.remark(on: operation, outcome, desk)
      desk.say(Announcement(desk).sentence(operation, outcome) + remark, .success)
      desk.journal.done = desk.line.message.map { .init($0, outcome) }
    }
    var effects = layers.offer(.performed(operation, outcome), &desk) ?? []
    desk.surroundings.panel = nil
    effects +=
      show(fresh) ?? [
        .readChanges(since: desk.content.position),
        .load(desk.shown.following(operation, outcome)),
      ]
    return effects + follow(operation, outcome) + layers.renewal(desk)
  }

  /// Of a visit in several slots one part was moved or cancelled: the rest is easily forgotten.
  mutating func say(_ rest: [Engagement], of appointment: Appointment) -> [Effect] {
    guard desk.names.areShown, let said = desk.line.message, desk.journal.done?.message == said
    else { return [] }
    let ranges = rest.map(\.slot.range).reduce(into: [TimeRange]()) { ranges, range in
      if let last = ranges.last, last.end == range.start {
        ranges[ranges.count - 1] = TimeRange(start: last.start, end: range.end)
      } else {
        ranges.append(range)
      }
    }
    let times = rest.first.map { desk.times(of: $0.slot) } ?? desk.times
    let when = listed(ranges.map { times.range($0, now: desk.now) })
    let (deed, tail) = Announcement(desk).parts(of: said.text)
    let whole = Message("\(deed) \(desk.who(appointment)) still has \(when).\(tail)", .success)
    desk.line.message = whole
    desk.journal.done?.message = whole
    return []
  }

  /// Whoever has a place now is who comes next: their details, and where it is another slot, the cursor.
  private mutating func follow(_ operation: Operation, _ outcome: Outcome) -> [Effect] {
    let isBooking = operation.verb.isBooking
    guard isBooking || operation.verb == .rescheduleAppointment,
      let person = outcome.appointments.first,
      outcome.appointments.allSatisfy({ $0.slotID == person.slotID })
    else { return [] }
    desk.selection.person = PersonInSlot(slot: person.slotID, appointment: person.id)
    guard isBooking, layers.isEmpty, desk.isOfSlots, desk.content.asOf == nil,
      desk.sheet.focusedSlot?.id != person.slotID, desk.marks.isEmpty
    else { return [] }
    return desk.go(to: person.slotID, of: person.blockID)
  }

  /// What does it on the command line. A series is said as the pattern that it was made from.
  private func commands(_ operation: Operation, _ outcome: Outcome) -> [String] {
    if operation.verb == .plan, let paste = desk.selection.planned, let plan = paste.plan,
      case .series(let series) = paste.source
    {
      let skips = !plan.collisions.isEmpty
      return [CommandText.line(series, in: paste.block, skipsConflicts: skips)]
    }
    // The store's answer is shown later: these are the slots as they were.
    return CommandText.lines(
      operation,
      outcome,
      among: desk.content.slots,
      zone: desk.content.zone,
      now: desk.now
    )
  }

  mutating func finish(
    _ outcome: UndoOutcome,
    _ fresh: Fresh?,
    about activity: Activity?
  ) -> [Effect] {
    desk.journal.actions[outcome.action.id] = desk.clock
    let command = "slottui \(outcome.action.verb.rawValue)"
    desk.journal.lastCommands = [desk.settings.withStore(command)]
    if outcome.action.verb == .undo { tellTour { tour, _ in tour.note(.undoes) } }
    let isWhole = outcome.conflicts.isEmpty
    desk.say(Announcement(desk).sentence(outcome, about: activity), isWhole ? .success : .plain)
    let effects = show(fresh) ?? [.readChanges(since: desk.content.position), desk.reload()]
    return effects + layers.renewal(desk)
  }

  /// What was done a moment ago is taken back at once.
  mutating func takeBack(_ activity: Activity) -> [Effect] {
    let (action, deed) = (activity.action, desk.activityText.deed(activity))
    let effect = Effect.takeBack(action.id)
    let isFromElsewhere = desk.journal.isFromElsewhere(action, at: desk.clock)
    guard isFromElsewhere || desk.journal.isOld(action, at: desk.clock) else { return [effect] }
    let done = desk.journal.actions[action.id] ?? action.at
    let when = (isFromElsewhere ? "elsewhere, " : "") + desk.times.moment(done, now: desk.clock)
    layers.open(
      Question(
        "Take back what you did \(when): \(deed)?\(Self.extent(of: action))",
        refusal: "Nothing was taken back.",
        [effect]
      )
    )
    return []
  }

  /// How much it is, where no sentence can name all of it.
  private static func extent(of action: Action) -> String {
    action.objects < 100 ? "" : " That is \(counted(action.objects, "change"))."
  }

  /// Whom closed days leave without a place is said before.
  mutating func ask(about closing: HolidayClosing) -> [Effect] {
    guard !closing.all.slots.isEmpty else {
      return desk.say("No open slot to come touches a whole day of that calendar.")
    }
    layers.open(Question(closing, desk))
    return []
  }

  /// Shows what is to be seen since a change; nil when that has still to be read.
  private mutating func show(_ fresh: Fresh?) -> [Effect]? {
    desk.surroundings.age += 1
    guard let fresh else { return nil }
    let noted = note(fresh.entries, upTo: fresh.content.position, ofShownWeek(fresh))
    if noted?.foreign.isEmpty == false {
      watchingCursor { $0.show(fresh.content, fresh.focus) }
    } else {
      desk.show(fresh.content, fresh.focus)
    }
    return noted?.effects ?? []
  }

  /// The title says so while the server is away; what is shown stays, and comes up to date afterwards.
  mutating func reach(_ isReached: Bool) -> [Effect] {
    guard desk.surroundings.isReached != isReached else { return [] }
    desk.surroundings.isReached = isReached
    guard isReached else { return [] }
    // What was being looked for goes on where it was.
    let search = desk.selection.search?.effects ?? []
    let news = desk.surroundings.isOfServer ? "The server answers again." : "The store is back."
    return desk.say(news) + [desk.reload()] + layers.renewal(desk) + search
  }

  mutating func refuse(_ error: SlotError) -> [Effect] {
    // Somebody was faster: what can still be made is found out anew.
    if var paste = desk.selection.planned {
      desk.selection.planned = nil
      if error.code == .slotsOverlap {
        paste.plan = nil
        return [.planPaste(paste)]
      }
    }
    desk.time.asOf = desk.content.asOf
    desk.sheet.returnToWeek()
    // It is neither done nor waited for any longer.
    desk.line.message = nil
    if let effects = layers.offer(.refused(error), &desk) { return effects }
    if error == .stopped { return desk.say("Stopped: nothing was changed.") }
    if case .nothingPutBack(_, let verb, let obstacle?, let subject, let isUndo) = error {
      let isOfSlot =
        if verb.topic == .appointments, case .slot? = subject { true } else { false }
      let announcement = Announcement(desk)
        .sentence(nothingPutBack: obstacle, isOfSlot: isOfSlot, isUndo: isUndo)
      return desk.say(announcement, .error)
    }
    return desk.say("\(error.code.rawValue): \(desk.times.sentence(of: error))", .error)
  }

  /// What can be pasted without a loss is pasted, since undo takes it back; else the loss is said first.
  mutating func pasted(_ plan: SlotPlan, of paste: Paste) -> [Effect] {
    guard case .copy = paste.source else { return [] }
    let obstacles = PlanTally(plan).obstacles(desk)
    guard !plan.created.isEmpty else {
      desk.selection.planned = nil
      return desk.say("Nothing can be pasted here: \(obstacles).", .error)
    }
    desk.selection.planned = paste
    let pasting = Effect.perform(.createSlots(plan.created))
    guard !plan.isComplete else { return [pasting] }
    let slots = counted(plan.created.count, "slot")
    layers.open(
      Question("Paste \(slots)? \(obstacles).", refusal: "Nothing was pasted.", [pasting])
    )
    return []
  }

  // MARK: Colleagues

  mutating func hear(
    of entries: [JournalEntry],
    upTo position: JournalPosition?,
    _ fresh: Fresh?
  ) -> [Effect] {
    guard let noted = note(entries, upTo: position, fresh.flatMap(ofShownWeek)) else { return [] }
    let foreign = noted.foreign
    var effects = noted.effects
    if foreign.isEmpty, !entries.isEmpty { return effects }
    if let fresh {
      desk.surroundings.age += 1
      watchingCursor { $0.show(fresh.content, fresh.focus) }
    } else {
      effects.append(desk.reload())
    }
    return effects + layers.renewal(desk) + reloadPanel(after: foreign)
  }

  /// Notes when the slot under the cursor leaves the list while the user does nothing, or another one comes
  /// in its stead: because it was deleted, or moved elsewhere, or its block is gone.
  mutating func watchingCursor(_ body: (inout Desk) -> Void) {
    let before = desk.isOfSlots ? desk.sheet.focusedSlot?.id : nil
    body(&desk)
    let now = desk.sheet.focusedSlot?.id
    guard let before, now != before else { return }
    let hasLeft =
      desk.sheet.manner.leavesOut && desk.content.slots.contains(where: { $0.id == before })
    guard hasLeft || now != nil else { return }
    let reason = desk.line.message == desk.journal.loss ? desk.journal.loss?.text : nil
    desk.selection.cursorLeft = Leaving(at: desk.clock, reason: reason)
  }

  /// The slots of what is shown, as they were read; nil where that is something else.
  private func ofShownWeek(_ fresh: Fresh) -> [Slot]? {
    let (new, shown) = (fresh.content, desk.content)
    return new.firstDay == shown.firstDay && new.block?.id == shown.block?.id ? new.slots : nil
  }

  /// A colleague's changes are marked, and said when they are all that happened.
  ///
  /// - `slots`: Of the week that is shown, as they are since; nil while that is not known.
  /// - Returns: Those entries that are not one's own, and what windows want done; nil while the past is
  ///   shown.
  private mutating func note(
    _ entries: [JournalEntry],
    upTo position: JournalPosition?,
    _ slots: [Slot]?
  ) -> (foreign: [JournalEntry], effects: [Effect])? {
    desk.selection.search?.note(entries)
    guard desk.content.asOf == nil else {
      // Of no concern to what is shown, and told once is enough. Whoever is in hand is of the present.
      if let position { desk.sheet.advance(to: position) }
      releaseHand(after: entries)
      return nil
    }
    desk.selection.marks.remove(entries.flatMap(\.deletedSlots))
    let effects = layers.tell(.storeChanged(entries), &desk)
    let foreign = entries.filter(desk.journal.isOfOthers)
    for entry in foreign {
      let flash = Flash(actor: entry.action.actor, end: desk.clock + Flash.duration)
      for case .slot(let id) in entry.changes.map(\.subject) { desk.journal.flashes[id] = flash }
      desk.journal.turn = Turn(entry, at: desk.clock) ?? desk.journal.turn
    }
    tell(foreign, slots)
    releaseHand(after: entries)
    tellTour {
      $0.note($1.marks)
      $0.note(entries, of: $1.settings.actor)
    }
    return (foreign, effects)
  }

  private mutating func tell(_ foreign: [JournalEntry], _ slots: [Slot]?) {
    let block = desk.content.block
    let end = block.flatMap { block in foreign.last { $0.deletes(.block(block.id)) } }
    if let block, let end {
      desk.say("\(end.action.actor) deleted booking block \(block.name), which was shown.", .error)
      desk.journal.loss = desk.line.message
    } else if desk.isOfSlots, let focused = desk.sheet.focusedSlot?.id,
      // Where days are shown, it is a day that is under the cursor.
      let entry = foreign.last(where: { $0.deletes(focused) })
    {
      let people = News(desk, slots).people(on: focused, in: entry)
      desk.say("\(entry.action.actor) deleted the slot under the cursor\(people).", .error)
      desk.journal.loss = desk.line.message
    } else if let last = foreign.last,
      desk.line.message.map({ isOutdated($0, by: foreign) }) ?? true
    {
      desk.say(News(desk, slots).sentence(last), .news)
    }
    for slot in layers.all.compactMap(\.slot) {
      guard let entry = foreign.last(where: { $0.deletes(slot) }) else { continue }
      // What is being typed is not thrown away: what Enter comes to is said then.
      if layers.top?.takesText == true {
        layers.closeAllButTop()
        continue
      }
      layers.closeAll()
      guard end == nil else { continue }
      desk.say("\(entry.action.actor) deleted the slot whose details these were.", .error)
    }
  }

  /// Whether newer news says more than what stands in the bottom line.
  private func isOutdated(_ message: Message, by foreign: [JournalEntry]) -> Bool {
    message.kind == .news || message == desk.journal.loss
      || desk.journal.isOverruled(message, by: foreign)
  }

  /// Appointments can change without their slot.
  private func reloadPanel(after entries: [JournalEntry]) -> [Effect] {
    guard let slot = desk.surroundings.panel?.slot.id, slot == desk.sheet.focusedSlot?.id,
      !entries.contains(where: { $0.deletes(slot) })
    else { return [] }
    return [desk.details(of: slot, .panel)]
  }

  /// What somebody did to the appointment in hand is said: it cannot be put down any more.
  private mutating func releaseHand(after entries: [JournalEntry]) {
    guard let held = desk.selection.inHand?.appointment else { return }
    for entry in entries {
      for change in entry.changes where change.subject == .appointment(held.id) {
        guard let deed = change.deedToAppointment else { continue }
        desk.selection.inHand = nil
        guard desk.journal.isOfOthers(entry) else { continue }
        // The key that would have put them down books nobody else in their stead.
        desk.selection.copiedPerson = nil
        let what = "\(entry.action.actor) \(deed) the appointment of \(desk.who(held)) meanwhile"
        desk.say("\(what): you are no longer moving it.", .error)
      }
    }
  }
}

extension Change {
  /// What was done to an appointment, if that matters to whoever is moving it.
  var deedToAppointment: String? {
    guard let after else { return "deleted" }
    if after["status"]?.string == Appointment.Status.cancelled.rawValue { return "cancelled" }
    return after["slot_id"] == nil ? nil : "moved"
  }
}

extension PeriodRequest {
  /// To what was made, if something was.
  func following(_ operation: Operation, _ outcome: Outcome) -> PeriodRequest {
    var request = self
    switch operation {
    case .createSlots: if let slot = outcome.slots.first { request.target = .slot(slot.id) }
    case .createBlock:
      // On the first one's clock it can be another day.
      if request.block == nil { request.target = .now }
      request.block = outcome.blocks.first?.id
    case .batch(.demo, _): request.target = .now
    case .changeSlots, .reviseSlots, .releaseOwnLock, .updateBlock, .setBlockStatus, .deleteBlocks,
      .createAppointments, .updateAppointments, .cancelAppointments, .enableAppointments,
      .rescheduleAppointment, .deleteAppointments, .batch:
      break
    }
    return request
  }
}
