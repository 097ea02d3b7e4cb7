import SlotDomain

/// What becomes of a look at the store, and of a colleague's changes.
extension AppState {
  mutating func show(_ new: PeriodContent, _ focus: Focus) {
    let isOtherPeriod = new.firstDay != content.firstDay || new.block?.id != content.block?.id
    cross(to: new.asOf)
    content = new
    week.show(new, now: now)
    focusWeek(on: focus)
    refreshMarks(isOtherPeriod: isOtherPeriod)
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
  mutating func reload(_ focus: Focus) -> Effect {
    forgetWhatWasRead()
    let target: PeriodRequest.Target =
      if case .slot(let id) = focus { .slot(id) } else { .week(content.firstDay) }
    return .load(
      PeriodRequest(block: content.block?.id, zoneChoice: zoneChoice, target: target)
    )
  }

  /// The store or the time is another one: what a view shows beside the week has to be read again.
  /// Mere moves do not lead here.
  mutating func forgetWhatWasRead() {
    asked = nil
    availableIsStale = true
  }

  mutating func take(_ details: SlotDetails, _ use: DetailsUse) {
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
  mutating func announce(_ entries: [JournalEntry], _ position: JournalPosition?) -> [Effect] {
    guard content.asOf == nil else {
      // Of no concern here; told once is enough.
      content.position = position ?? content.position
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
