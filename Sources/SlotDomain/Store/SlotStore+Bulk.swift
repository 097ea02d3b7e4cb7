extension SlotStore {
  /// The slots that are meant. `now` decides what is available.
  ///
  /// - Throws: `.slotNotFound` E025 for an id.
  public func slots(in choice: SlotChoice, at now: Instant) throws(SlotError) -> [Slot] {
    switch choice {
    case .ids(let ids):
      return try ids.map { (id) throws(SlotError) in try slot(id) }
    case .selection(let selection):
      var found: [Slot] = []
      try forEachSlot(fitting: selection, at: now) { found.append($0) }
      return found
    }
  }

  /// Hands over what fits a description, by start and as of one moment.
  public func forEachSlot(
    fitting selection: SlotSelection,
    at now: Instant,
    _ body: (Slot) throws(SlotError) -> Void
  ) throws(SlotError) {
    guard selection.needsClock else {
      return try forEachSlot(matching: selection.query, at: now, body)
    }
    try inOneMoment { () throws(SlotError) in
      let zones = Dictionary(try blocks().map { ($0.id, $0.zone) }) { first, _ in first }
      try forEachSlot(matching: selection.query, at: now) { (slot) throws(SlotError) in
        if selection.fitsClock(slot, in: zones[slot.blockID] ?? .utc) { try body(slot) }
      }
    }
  }

  /// What a change would come to, slot by slot.
  public func preview(
    _ change: BulkChange,
    of slots: [Slot],
    at now: Instant
  ) throws(SlotError) -> BulkPreview {
    var preview = BulkPreview()
    for slot in slots {
      do {
        if try changes(slot, change, at: now) {
          preview.changed.append(slot)
        } else {
          preview.already.append(slot)
        }
      } catch {
        guard error.isRefusal else { throw error }
        preview.refused.append(BulkPreview.Refusal(slot: slot, error: error))
      }
    }
    preview.displaced = try displaced(by: change, from: preview.changed)
    return preview
  }

  /// Does a change to many slots as one action. What is found out and what is done are of the same
  /// moment.
  ///
  /// - Returns: What it came to, and the slots that were not refused, as they are now.
  /// - Throws: With `.fail` all refusals; else what the change throws for no slot in particular.
  public func perform(
    _ change: BulkChange,
    on choice: SlotChoice,
    onConflict policy: ConflictPolicy,
    at now: Instant,
    reason: String?
  ) throws(SlotError) -> (preview: BulkPreview, outcome: Outcome) {
    var preview = BulkPreview()
    let outcome = try perform(at: now, reason: reason) { () throws(SlotError) in
      let slots = try self.slots(in: choice, at: now)
      preview = try self.preview(change, of: slots, at: now)
      let refusal = SlotError.together(preview.refused.map(\.error))
      if policy == .fail, let refusal { throw refusal }
      let refused = Set(preview.refused.map(\.slot.id))
      let ids = slots.map(\.id).filter { !refused.contains($0) }
      return ids.isEmpty ? nil : change.operation(on: ids)
    }
    return (preview, outcome)
  }

  /// Whether it would change the slot; false when it is so already.
  ///
  /// - Throws: Why the slot refuses.
  private func changes(
    _ slot: Slot,
    _ change: BulkChange,
    at now: Instant
  ) throws(SlotError) -> Bool {
    switch change {
    case .setStatus(let status):
      return slot.status != status
    case .update(let changes):
      let changed = changes.applied(to: slot)
      try SlotRules.checkChange(from: slot, to: changed)
      if changed.range != slot.range {
        let others = try slots(of: slot.blockID, in: changed.range).filter { $0.id != slot.id }
        try SlotRules.checkOverlaps([changed.range], existing: others.map(\.range))
      }
      return changed != slot
    case .lock(let end, _):
      try BookingRules.checkLock(slot, until: end, now: now)
      return true
    case .unlock(let key):
      guard slot.lock(at: now) != nil else { return false }
      if let key, try !opens(key, lockOf: slot.id, at: now) { throw .lockKeyWrong(slot) }
      return true
    case .delete(let force):
      guard force || slot.appointments == 0 else { throw .slotHasAppointments(slot) }
      return true
    }
  }

  private func displaced(
    by change: BulkChange,
    from slots: [Slot]
  ) throws(SlotError) -> [BulkPreview.Displaced] {
    let booked = slots.filter {
      $0.activeAppointments > 0 && change.displacesAppointments(of: $0)
    }
    guard !booked.isEmpty else { return [] }
    let byID = Dictionary(booked.map { ($0.id, $0) }) { first, _ in first }
    var query = AppointmentQuery()
    query.slots = booked.map(\.id)
    query.status = .active
    return try appointments(matching: query).elements.compactMap { appointment in
      byID[appointment.slotID].map { BulkPreview.Displaced(appointment: appointment, slot: $0) }
    }
  }
}
