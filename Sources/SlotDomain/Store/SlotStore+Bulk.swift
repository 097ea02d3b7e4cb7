extension SlotStore {
  /// The slots that are meant. `now` decides what is available.
  ///
  /// - Throws: `.slotNotFound` E025 for an id.
  public func slots(in choice: SlotChoice, at now: Instant) throws(SlotError) -> [Slot] {
    switch choice {
    case .ids(let ids):
      return try slots(ids)
    case .selection(let selection):
      var found: [Slot] = []
      try forEachSlot(fitting: selection.narrowed(at: now), at: now) { found.append($0) }
      return found
    }
  }

  /// - Throws: `.slotNotFound` E025, one or several.
  private func slots(_ ids: [Slot.ID]) throws(SlotError) -> [Slot] {
    var found: [Slot] = []
    var missing: [SlotError] = []
    for id in ids {
      do {
        found.append(try slot(id))
      } catch {
        guard error.code == .slotNotFound else { throw error }
        missing.append(error)
      }
    }
    if let refusal = SlotError.together(missing) { throw refusal }
    return found
  }

  /// How many slots fit, and are left out because they have ended.
  func countEnded(in choice: SlotChoice, at now: Instant) throws(SlotError) -> Int {
    guard case .selection(var selection) = choice, selection.leavesOutEnded else { return 0 }
    guard selection.needsClock else {
      var query = selection.query
      query.limit = 1
      let all = try slots(matching: query, at: now).total
      query.from = now
      return all - (try slots(matching: query, at: now).total)
    }
    selection.query.until = min(selection.query.until ?? now, now)
    var count = 0
    try forEachSlot(fitting: selection, at: now) { if $0.range.end <= now { count += 1 } }
    return count
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
        guard let zone = zones[slot.blockID] else { return }
        if try selection.fitsClock(slot, in: zone) { try body(slot) }
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
    preview.displaced = try displaced(by: change, from: preview.changed, at: now)
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
    let outcome = try perform(
      change,
      on: choice,
      onConflict: policy,
      at: now,
      reason: reason,
      isTrial: false,
      &preview
    )
    return (preview, outcome)
  }

  /// The same, of which nothing is kept.
  ///
  /// - Returns: What it would come to, and why with `.fail` nothing of it would happen.
  /// - Throws: What the change throws for no slot in particular.
  public func tryOut(
    _ change: BulkChange,
    on choice: SlotChoice,
    onConflict policy: ConflictPolicy,
    at now: Instant
  ) throws(SlotError) -> (preview: BulkPreview, refusal: SlotError?) {
    var preview = BulkPreview()
    do {
      _ = try perform(
        change,
        on: choice,
        onConflict: policy,
        at: now,
        reason: nil,
        isTrial: true,
        &preview
      )
    } catch {
      guard error == preview.refusal else { throw error }
      return (preview, error)
    }
    return (preview, nil)
  }

  private func perform(
    _ change: BulkChange,
    on choice: SlotChoice,
    onConflict policy: ConflictPolicy,
    at now: Instant,
    reason: String?,
    isTrial: Bool,
    _ preview: inout BulkPreview
  ) throws(SlotError) -> Outcome {
    // Nobody else need wait for a count.
    let ended = try countEnded(in: choice, at: now)
    return try perform(at: now, reason: reason, isTrial: isTrial) { () throws(SlotError) in
      let slots = try self.slots(in: choice, at: now)
      preview = try self.preview(change, of: slots, at: now)
      preview.ended = ended
      if policy == .fail, let refusal = preview.refusal { throw refusal }
      let refused = Set(preview.refused.map(\.slot.id))
      let ids = slots.map(\.id).filter { !refused.contains($0) }
      return ids.isEmpty ? nil : change.operation(on: ids)
    }
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
    from slots: [Slot],
    at now: Instant
  ) throws(SlotError) -> [BulkPreview.Displaced] {
    let booked = slots.filter {
      $0.activeAppointments > 0 && $0.range.end > now && change.displacesAppointments(of: $0)
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
