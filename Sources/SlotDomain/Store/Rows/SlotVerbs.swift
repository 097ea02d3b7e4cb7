/// What is done to slots.
struct SlotVerbs {
  let work: Work

  private func tell(_ slot: Slot) { work.outcome.slots.append(slot) }

  // MARK: Create

  func create(_ drafts: [SlotDraft]) throws(SlotError) {
    let blockKeys = try blockKeys(of: drafts)
    for draft in drafts { try SlotRules.checkInterval(draft.range) }
    try checkOverlaps(drafts, blockKeys)
    for draft in drafts { try SlotRules.checkCapacity(draft.capacity) }
    try checkNewIDs(drafts.compactMap(\.id))
    // Ids in rising order go to neighbouring pages of their index: with random ones in random order
    // a large plan would touch every page of it.
    var random = BufferedRandomNumbers()
    var ids = drafts.map { $0.id ?? Slot.ID(using: &random) }
    if drafts.allSatisfy({ $0.id == nil }) { ids.sort() }
    let keys = try work.nextKeys(.slot, count: drafts.count).joined()
    work.outcome.slots.reserveCapacity(work.outcome.slots.count + drafts.count)
    for (index, (draft, key)) in zip(drafts, keys).enumerated() {
      let slot = Slot(
        id: ids[index],
        blockID: draft.blockID,
        range: draft.range,
        capacity: draft.capacity,
        status: draft.status,
        isLockable: draft.isLockable,
        metadata: draft.metadata,
        createdAt: work.now,
        updatedAt: work.now
      )
      try work.create(
        StoredSlot(key: key, blockKey: blockKeys[draft.blockID] ?? 0, slot: slot)
      )
      tell(slot)
    }
  }

  private func blockKeys(of drafts: [SlotDraft]) throws(SlotError) -> [BookingBlock.ID: Int64] {
    var keys: [BookingBlock.ID: Int64] = [:]
    for draft in drafts where keys[draft.blockID] == nil {
      keys[draft.blockID] = try work.block(draft.blockID).key
    }
    return keys
  }

  /// Ids that the caller chose must be nobody's.
  private func checkNewIDs(_ ids: [Slot.ID]) throws(SlotError) {
    guard Set(ids).count == ids.count else {
      throw .badRequest("Two of the new slots have the same id.")
    }
    for id in ids where try work.presentSlot(id) != nil {
      throw .badRequest("There is a slot \(id) already.")
    }
  }

  private func checkOverlaps(
    _ drafts: [SlotDraft],
    _ keys: [BookingBlock.ID: Int64]
  ) throws(SlotError) {
    var ranges: [BookingBlock.ID: [TimeRange]] = [:]
    for draft in drafts { ranges[draft.blockID, default: []].append(draft.range) }
    for (block, ranges) in ranges {
      guard let key = keys[block] else { continue }
      let new = ranges.sorted { $0.start < $1.start }
      guard let first = new.first, let last = new.map(\.end).max() else { continue }
      let span = TimeRange(start: first.start, end: last)
      let existing = try work.readTaken(inBlock: key, overlapping: span)
      try SlotRules.checkOverlaps(new, existing: existing)
    }
  }

  // MARK: Change

  func change(_ ids: [Slot.ID], _ change: BulkChange) throws(SlotError) {
    if let complaint = change.complaint { throw complaint }
    if case .shift(let span) = change {
      let revision = SlotRevision(move: SlotMove(span: span))
      return try SlotRevising(work: work).revise(ids, revision)
    }
    try findTaken(of: ids, by: change)
    for id in ids { tell(try perform(change, on: try work.slot(id))) }
  }

  /// The slot as it is then; one that is deleted as it was.
  func perform(_ change: BulkChange, on stored: StoredSlot) throws(SlotError) -> Slot {
    let locks = LockVerbs(work: work)
    switch change {
    case .setStatus(let status):
      return try set(status, of: stored)
    case .update(let changes, let seen):
      if let seen { try checkUnchanged(stored, since: seen) }
      return try update(stored, changes)
    case .shift:
      // One by one, in an order in which each finds its place free.
      let range = change.moved(stored.slot.range)
      return try update(stored, SlotChanges(start: range.start, end: range.end))
    case .lock(let end, let key):
      return try locks.lock(stored, until: end, key: key)
    case .unlock(let key):
      return try locks.unlock(stored, key: key)
    case .delete(let force):
      try delete(stored, force: force)
      return stored.slot
    }
  }

  private func checkUnchanged(_ stored: StoredSlot, since seen: Instant) throws(SlotError) {
    guard stored.slot.updatedAt > seen else { return }
    let (actor, at) = try work.lastChange(of: ObjectKey(kind: .slot, key: stored.key))
    throw .changedMeanwhile(stored.slot, by: actor, at: at)
  }

  /// Finds together what is in the way of those that change their time.
  func findTaken(of ids: [Slot.ID], by change: BulkChange) throws(SlotError) {
    guard change.moves else { return }
    var ranges: [Int64: [TimeRange]] = [:]
    for id in ids {
      guard let stored = try work.presentSlot(id) else { continue }
      let range = change.moved(stored.slot.range)
      guard range != stored.slot.range, range.start < range.end else { continue }
      ranges[stored.blockKey, default: []].append(range)
    }
    try work.findTaken(ranges)
  }

  private func update(_ stored: StoredSlot, _ changes: SlotChanges) throws(SlotError) -> Slot {
    let changed = try changes.applied(to: stored.slot)
    try SlotRules.checkChange(from: stored.slot, to: changed)
    try work.checkMove(stored, to: changed.range)
    return try work.save(changed, over: stored)
  }

  private func set(_ status: Slot.Status, of stored: StoredSlot) throws(SlotError) -> Slot {
    var changed = stored.slot
    changed.status = status
    return try work.save(changed, over: stored)
  }

  func delete(_ stored: StoredSlot, force: Bool) throws(SlotError) {
    guard force || stored.slot.appointments == 0 else { throw .slotHasAppointments(stored.slot) }
    for appointment in try work.appointments(on: stored) { try work.delete(appointment) }
    try work.delete(stored)
  }
}

extension BulkChange {
  /// What it is about to look at.
  func add(to needs: inout Needs, _ ids: [Slot.ID]) {
    needs.slots += ids
    switch self {
    case .setStatus, .update, .shift: break
    case .lock: needs.freeKeys[.lock, default: 0] += ids.count
    case .unlock(let key):
      if let key { needs.lockKeys += ids.map { LockKey(slot: $0, text: key) } }
    case .delete(let force): if force { needs.withAppointments = true }
    }
  }

  /// Whether the slots have to be looked at together, however many they are.
  var isOfAllTogether: Bool {
    if case .shift = self { true } else { false }
  }
}
