/// One change of many slots, of which some may be refused: done by the same verbs as any other, and told
/// slot by slot.
struct Bulk {
  let change: BulkChange
  let policy: ConflictPolicy
  let work: Work
  private(set) var preview = BulkPreview()
  private var missing: [SlotError] = []
  /// What the change throws for no slot in particular: it comes after what slots refuse.
  private let complaint: SlotError?

  init(_ change: BulkChange, onConflict policy: ConflictPolicy, _ work: Work) {
    self.change = change
    self.policy = policy
    self.work = work
    complaint = change.complaint
  }

  /// - Throws: `.slotNotFound` E025, one or several; with `.fail` all refusals.
  mutating func perform(on ids: [Slot.ID]) throws(SlotError) {
    for part in try inOrder(ids.withoutRepeats).pieces(of: work.rows.batch) {
      try find(part)
      for id in part { try perform(on: id) }
      if part.count < ids.count, !change.moves { try work.endPart() }
    }
    tellByStart()
    preview.displaced.sort {
      ($0.slot.range.start, $0.appointment.createdAt) < (
        $1.slot.range.start, $1.appointment.createdAt
      )
    }
    if let refusal = SlotError.together(missing) { throw refusal }
    if policy == .fail, let refusal = preview.refusal { throw refusal }
    if let complaint, !(preview.changed.isEmpty && preview.already.isEmpty) { throw complaint }
  }

  /// Whoever goes on leaves last place first, whoever goes back first place first, so that each finds its
  /// own place free.
  private func inOrder(_ ids: [Slot.ID]) throws(SlotError) -> [Slot.ID] {
    guard case .shift(let span) = change else { return ids }
    var found: [(id: Slot.ID, start: Instant?)] = []
    for part in ids.pieces(of: work.rows.batch) {
      work.forget()
      var needs = Needs()
      needs.slots = part
      try work.find(needs)
      for id in part { found.append((id, try work.presentSlot(id)?.slot.range.start)) }
    }
    let isOnwards = span.milliseconds > 0
    func rank(_ start: Instant?) -> Int64 {
      guard let start else { return .max }
      return isOnwards ? -start.milliseconds : start.milliseconds
    }
    return found.sorted { rank($0.start) < rank($1.start) }.map(\.id)
  }

  /// In what order slots were moved is nobody's concern.
  private mutating func tellByStart() {
    guard case .shift = change else { return }
    preview.changed.sort { $0.range.start < $1.range.start }
    preview.refused.sort { $0.slot.range.start < $1.slot.range.start }
    work.outcome.slots.sort { $0.range.start < $1.range.start }
  }

  private func find(_ ids: [Slot.ID]) throws(SlotError) {
    work.forget()
    var needs = Needs()
    change.add(to: &needs, ids)
    if change.displaces { needs.withAppointments = true }
    try work.find(needs)
    try SlotVerbs(work: work).findTaken(of: ids, by: change)
  }

  private mutating func perform(on id: Slot.ID) throws(SlotError) {
    guard let stored = try work.presentSlot(id) else {
      missing.append(.slotNotFound("\(id)"))
      return
    }
    // Whom it displaces is known only before.
    let displaced = try displaced(from: stored)
    let changes = work.changes
    do {
      let slot = try perform(on: stored)
      // Nobody is told how slots are after a trial.
      if !work.isTrial { work.outcome.slots.append(slot) }
    } catch {
      guard error.isRefusal else { throw error }
      preview.refused.append(BulkPreview.Refusal(slot: stored.slot, error: error))
      return
    }
    guard work.changes > changes || complaint != nil else {
      preview.already.append(BulkPreview.Subject(stored.slot))
      return
    }
    preview.changed.append(BulkPreview.Subject(stored.slot))
    preview.displaced += displaced
  }

  /// The slot as it is then; one that is deleted as it was.
  private func perform(on stored: StoredSlot) throws(SlotError) -> Slot {
    // What is wrong with the change is told at the end.
    if complaint != nil, case .lock(let end, _) = change {
      try BookingRules.checkLock(stored.slot, until: end, now: work.now)
      return stored.slot
    }
    return try SlotVerbs(work: work).perform(change, on: stored)
  }

  /// Of a slot that has ended, who came has had the place.
  private func displaced(from stored: StoredSlot) throws(SlotError) -> [BulkPreview.Displaced] {
    let slot = stored.slot
    guard slot.activeAppointments > 0, slot.range.end > work.now,
      change.displacesAppointments(of: slot)
    else { return [] }
    return try work.appointments(on: stored).map(\.appointment).filter { $0.status == .active }
      .map { BulkPreview.Displaced(appointment: $0, slot: slot) }
  }
}
