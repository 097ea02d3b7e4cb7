import SlotDomain

/// What follows from an event: a new state, and effects for the world. Pure, so that a test can say
/// the whole of both. This file only routes.
extension AppState {
  /// How long the cursor has to stand still before the panel reads about its slot.
  static let restingTime = Span(milliseconds: 350)

  mutating func update(_ event: Event, at now: Instant) -> [Effect] {
    let minuteBefore = clock.seconds / 60
    clock = now
    self.now = content.asOf ?? now
    let effects = take(event, isNewMinute: minuteBefore != now.seconds / 60)
    let all = asOfShown(effects + completeView(after: effects))
    bringLineIntoView()
    return all
  }

  private mutating func take(_ event: Event, isNewMinute: Bool) -> [Effect] {
    switch event {
    case .key(let key):
      return take(key)
    case .burst:
      message = Message("That came faster than fingers type, so no key was obeyed.", .error)
      return []
    case .resized(let size):
      self.size = size
      week.resize(rows: layout.gridRows)
      sortByWhatIsShown()
      rest()
      return [.redraw]
    case .tick:
      return tick(isNewMinute: isNewMinute)
    case .loaded(let content, let focus):
      show(content, focus)
      return []
    case .counted(let counts):
      available = counts
      availableIsStale = false
      return []
    case .dayLoaded(let day):
      show(day)
      return []
    case .placesCounted(let places):
      self.places = places
      return []
    case .found(let slots):
      mark(slots)
      return []
    case .searched(let query, let position, let step):
      return take(step, from: position, of: query)
    case .detailsLoaded(let details, let use):
      take(details, use)
      return []
    case .occupancyTallied(let report):
      show(report)
      return []
    case .storeChanged(let entries):
      return announce(entries)
    case .pastePlanned(let paste):
      return take(paste)
    case .progressed(let progress):
      message = Message("\(progress.phrase)… Esc stops and nothing changes.", .working)
      return []
    case .performed(let operation, let outcome):
      return finish(operation, outcome)
    case .undone(let outcome):
      ownActions.insert(outcome.action.id)
      lastCommands = ["slottui \(outcome.action.verb.rawValue)"]
      message = Message(announcement(outcome), outcome.conflicts.isEmpty ? .success : .plain)
      return [.readChanges(since: content.position), reload(.stay)]
    case .refused(let error):
      if let effects = planAgain(after: error) { return effects }
      refuse(error)
      return []
    case .editedMetadata(let text):
      takeMetadata(text)
      return []
    case .mouseSwitched(let isOn):
      switchMouse(isOn)
      return []
    case .said(let sentence):
      message = Message(sentence)
      return []
    case .waiting:
      message = Message("Waiting for somebody else to finish writing…")
      return []
    }
  }

  // MARK: Keys

  private mutating func take(_ key: Key) -> [Effect] {
    if case .resize = key { return [] }
    if case .mouse(let event) = key { return take(event) }
    mouse.forget()
    message = nil
    if overlay != nil { return takeInOverlay(key) }
    if case .paste = key {
      message = Message("Pasted text is not obeyed as keys.", .error)
      return []
    }
    // Where there is nothing to look at or to count, that key has something better to do.
    if content.block == nil, key.name == WelcomeView.sampleKey, !settings.isReadOnly,
      sequence == KeySequence()
    {
      return [.loadSampleData]
    }
    switch sequence.take(key, in: keyMap) {
    case .pending, .cancelled: return []
    case .action(let action, let count): return act(action, count: count)
    case .unknown: return takeUnknown(key)
    case .noSequence(let keys): return takeUnknown(keys)
    }
  }

  /// A sequence that is none: what could have followed is said.
  private mutating func takeUnknown(_ keys: [Key]) -> [Effect] {
    if case .alt(let character) = keys.last { return take(.character(character)) }
    let typed = keys.map { SafeText.line($0.name) }.joined(separator: " ")
    let begun = Array(keys.dropLast())
    let begunName = begun.map(\.name).joined(separator: " ")
    let choices = keyMap.continuations(of: begun).joined(separator: ", ")
    message = Message("\(typed) does nothing. After \(begunName) comes one of: \(choices).")
    return []
  }

  /// Esc and a key right after it can arrive as one: then the key counts for itself.
  private mutating func takeUnknown(_ key: Key) -> [Effect] {
    if case .alt(let character) = key {
      clearMarks()
      return take(.character(character))
    }
    if key != .escape {
      let name = SafeText.line(key.name)
      message = Message("\(name) does nothing here. \(keyMap.keyName(.help)) shows the keys.")
    }
    return []
  }

  // MARK: Time

  private mutating func tick(isNewMinute: Bool) -> [Effect] {
    flashes = flashes.filter { $0.value.end > clock }
    week.tick(now: now)
    var effects: [Effect] = []
    if let restsAt, restsAt <= clock {
      self.restsAt = nil
      effects += readSurroundings()
    }
    // What is free in the other blocks changes with the clock as well.
    if isNewMinute, content.asOf == nil { effects.append(reload(.stay)) }
    return effects
  }

  /// The next moment at which something on the screen changes by itself.
  var nextChange: Instant {
    let minute = Instant(seconds: (clock.seconds / 60 + 1) * 60)
    let moments =
      flashes.values.map(\.end)
      + [restsAt, content.asOf == nil ? week.changesAt : nil]
      .compactMap { $0 }
    return moments.reduce(minute, min)
  }

  /// The cursor came to stand somewhere. What stands beside the grid is read when it stays there, so
  /// that a held key moves nothing but the cursor.
  mutating func rest() {
    if week.focusedSlot == nil { panel = nil }
    restsAt = readSurroundings().isEmpty ? nil : clock + Self.restingTime
  }

  /// What the panel and the list of blocks do not know yet.
  private func readSurroundings() -> [Effect] {
    var effects: [Effect] = []
    if layout.hasPanel, week.view != .month, let slot = week.focusedSlot, slot != panel?.slot {
      effects.append(.loadDetails(slot.id, .panel))
    }
    let isStale = availableIsStale || !isAvailableOfPeriod
    if layout.hasBlockList, isStale, content.block != nil, asOf == nil {
      effects.append(countAvailable)
    }
    return effects
  }

  // MARK: The store

  private mutating func show(_ new: PeriodContent, _ focus: Focus) {
    let isOtherPeriod = new.firstDay != content.firstDay || new.block?.id != content.block?.id
    cross(to: new.asOf)
    content = new
    // What lies before the new position is never told again.
    ownActions = ownActions.filter { $0 > new.position }
    week.show(new, now: now)
    focusWeek(on: focus)
    refreshMarks(isOtherPeriod: isOtherPeriod)
    availableIsStale = true
    asked = nil
    rest()
  }

  /// Where the table's filter leaves out what the cursor is sent to, it ends.
  mutating func focusWeek(on focus: Focus) {
    let filter = week.filter.condition
    week.focus(on: focus, now: now)
    guard let filter, week.filter.condition == nil else { return }
    let text = message.map { $0.text + " " } ?? ""
    message = Message(
      text + "All slots are shown again, since this one is not \(filter.adjective)."
    )
  }

  /// Another look at the same week.
  func reload(_ focus: Focus) -> Effect {
    let target: PeriodRequest.Target =
      if case .slot(let id) = focus { .slot(id) } else { .week(content.firstDay) }
    return .load(
      PeriodRequest(block: content.block?.id, zoneChoice: zoneChoice, target: target)
    )
  }

  private mutating func take(_ details: SlotDetails, _ use: DetailsUse) {
    switch use {
    case .panel:
      panel = details
    case .history:
      if case .history(var screen) = overlay, screen.details.slot.id == details.slot.id {
        screen.details = details
        overlay = .history(screen)
      } else {
        overlay = .history(HistoryScreen(details))
      }
    case .overlay:
      if case .details(var screen) = overlay, screen.details.slot.id == details.slot.id {
        screen.show(details)
        overlay = .details(screen)
      } else {
        overlay = .details(DetailsScreen(details))
      }
    }
  }

  /// A colleague's changes are marked, and said when they are all that happened.
  private mutating func announce(_ entries: [JournalEntry]) -> [Effect] {
    guard content.asOf == nil else {
      // Of no concern here; told once is enough.
      content.position = entries.last?.action.id ?? content.position
      return []
    }
    let deleted = entries.flatMap(\.deletedSlots)
    marks.remove(deleted)
    refreshSearch(without: deleted)
    let foreign = entries.filter { !ownActions.contains($0.action.id) }
    for entry in foreign {
      for case .slot(let id) in entry.changes.map(\.subject) {
        flashes[id] = Flash(actor: entry.action.actor, end: clock + Flash.duration)
      }
    }
    // In the month view it is a day that is under the cursor.
    if week.view != .month, let focused = week.focusedSlot?.id,
      let entry = foreign.last(where: { $0.deletes(focused) })
    {
      message = Message("\(entry.action.actor) deleted the slot under the cursor.", .error)
    } else if let last = foreign.last, message.map({ $0.kind == .news }) ?? true {
      message = Message(news(last), .news)
    }
    if let slot = overlay?.details?.slot.id, let entry = foreign.last(where: { $0.deletes(slot) }) {
      overlay = nil
      message = Message("\(entry.action.actor) deleted the slot whose details these were.", .error)
    }
    releaseHand(after: entries)
    guard !foreign.isEmpty || entries.isEmpty else { return [] }
    return [reload(.stay)] + reloadDetails() + reloadPanel(after: foreign)
  }

  /// Appointments can change without their slot.
  private func reloadPanel(after entries: [JournalEntry]) -> [Effect] {
    guard let slot = panel?.slot.id, slot == week.focusedSlot?.id,
      !entries.contains(where: { $0.deletes(slot) })
    else { return [] }
    return [.loadDetails(slot, .panel)]
  }

  /// Details that are open are read again.
  func reloadDetails() -> [Effect] {
    switch overlay {
    case .details(let screen): return [.loadDetails(screen.details.slot.id, .overlay)]
    case .history(let screen): return [.loadDetails(screen.details.slot.id, .history)]
    case .occupancy(let screen): return [.tallyOccupancy(screen.report.request)]
    default: return []
    }
  }

  private mutating func finish(
    _ operation: SlotDomain.Operation,
    _ outcome: Outcome
  ) -> [Effect] {
    if let action = outcome.action {
      ownActions.insert(action.id)
      lastCommands = CommandText.lines(operation, outcome, zone: content.zone, now: now)
    }
    plannedPaste = nil
    if operation.verb == .rescheduleAppointment { inHand = nil }
    if marks.covers(operation) { marks.removeAll() }
    message = Message(announcement(operation, outcome), .success)
    if case .form(let form) = overlay, form.isSubmitted { overlay = form.previous }
    panel = nil
    return [.readChanges(since: content.position), follow(operation, outcome)] + reloadDetails()
  }

  /// To what was made, if something was.
  private func follow(_ operation: SlotDomain.Operation, _ outcome: Outcome) -> Effect {
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

  private mutating func refuse(_ error: SlotError) {
    asOf = content.asOf
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

extension JournalEntry {
  fileprivate var deletedSlots: [Slot.ID] {
    changes.compactMap { change in
      if case .slot(let id) = change.subject, change.after == nil { id } else { nil }
    }
  }

  fileprivate func deletes(_ slot: Slot.ID) -> Bool {
    changes.contains { $0.subject == .slot(slot) && $0.after == nil }
  }
}
