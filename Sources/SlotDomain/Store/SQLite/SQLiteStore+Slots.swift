/// A slot with the keys that only the store knows.
struct StoredSlot {
  let key: Int64
  let blockKey: Int64
  var slot: Slot
}

extension SQLiteStore {
  /// What `readSlot` expects, in its order; `s` is the slot's table, `b` the block's.
  static let slotColumns = """
    s.id, s.start_at, s.end_at, s.capacity, s.disabled, s.lockable, s.locked_until, s.locked_by,
    s.active, s.cancelled, s.metadata, s.created_at, s.updated_at, s.lock
    """

  /// Reads `slotColumns` from the first column on.
  static func readSlot(_ row: Statement, block: BookingBlock.ID) throws(SlotError) -> Slot {
    let lock =
      row.isNull(6)
      ? nil : Slot.Lock(end: row.instant(6), owner: row.text(7), number: row.integer(13))
    let slot = Slot(
      id: try row.identifier(0),
      blockID: block,
      range: TimeRange(start: row.instant(1), end: row.instant(2)),
      capacity: row.int(3),
      status: row.bool(4) ? .disabled : .active,
      isLockable: row.bool(5),
      storedLock: lock,
      activeAppointments: row.int(8),
      cancelledAppointments: row.int(9),
      metadata: row.metadata(10),
      createdAt: row.instant(11),
      updatedAt: row.instant(12)
    )
    guard slot.isPossible else { throw row.damage(slot.impossibility) }
    return slot
  }

  /// - Throws: `.slotNotFound` E025.
  func storedSlot(_ id: Slot.ID) throws(SlotError) -> StoredSlot {
    guard let found = try presentSlot(id: id) else { throw .slotNotFound("\(id)") }
    return found
  }

  func presentSlot(id: Slot.ID) throws(SlotError) -> StoredSlot? {
    try connection.statement(Self.slotByID).bind(1, id).first(Self.readStored)
  }

  func presentSlot(key: Int64) throws(SlotError) -> StoredSlot? {
    try connection.statement(Self.slotByKey).bind(1, key).first(Self.readStored)
  }

  private static func readStored(_ row: Statement) throws(SlotError) -> StoredSlot {
    StoredSlot(
      key: row.integer(14),
      blockKey: row.integer(15),
      slot: try readSlot(row, block: row.identifier(16))
    )
  }

  private static let slotByID = slotBy("id")
  private static let slotByKey = slotBy("key")

  private static func slotBy(_ column: String) -> String {
    """
    SELECT \(slotColumns), s.key, s.block, b.id
    FROM slot s JOIN block b ON b.key = s.block WHERE s.\(column) = ?
    """
  }

  // MARK: Create

  func createSlots(_ drafts: [SlotDraft], _ work: JournalWork) throws(SlotError) {
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
    let firstKey = try work.nextKey(.slot)
    work.outcome.slots.reserveCapacity(work.outcome.slots.count + drafts.count)
    var rows = SlotRows(connection)
    for (index, draft) in drafts.enumerated() {
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
      let stored = StoredSlot(
        key: firstKey + Int64(index),
        blockKey: blockKeys[draft.blockID] ?? 0,
        slot: slot
      )
      try rows.add(stored)
      try work.recordCreated(stored)
      work.outcome.slots.append(slot)
    }
    try rows.finish()
  }

  private func blockKeys(
    of drafts: [SlotDraft]
  ) throws(SlotError) -> [BookingBlock.ID: Int64] {
    var keys: [BookingBlock.ID: Int64] = [:]
    for draft in drafts where keys[draft.blockID] == nil {
      keys[draft.blockID] = try storedBlock(draft.blockID).key
    }
    return keys
  }

  /// Ids that the caller chose must be nobody's.
  private func checkNewIDs(_ ids: [Slot.ID]) throws(SlotError) {
    guard Set(ids).count == ids.count else {
      throw .badRequest("Two of the new slots have the same id.")
    }
    let statement = try connection.statement("SELECT 1 FROM slot WHERE id = ?")
    for id in ids where try statement.bind(1, id).first({ _ in true }) != nil {
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
      try SlotRules.checkOverlaps(new, existing: try self.ranges(inBlock: key, overlapping: span))
    }
  }

  /// Since the slots of a block do not overlap, at most one that starts before a stretch of time
  /// reaches into it: the last one.
  func ranges(
    inBlock key: Int64,
    overlapping range: TimeRange
  ) throws(SlotError) -> [TimeRange] {
    try connection.statement(
      """
      SELECT start_at, end_at FROM slot WHERE block = ?1 AND start_at < ?3 AND end_at > ?2
        AND start_at >= coalesce(
          (SELECT max(start_at) FROM slot WHERE block = ?1 AND start_at <= ?2), ?2)
      ORDER BY start_at
      """
    )
    .bind(1, key).bind(2, range.start).bind(3, range.end)
    .all { TimeRange(start: $0.instant(0), end: $0.instant(1)) }
  }

  // MARK: Change

  func updateSlots(
    _ ids: [Slot.ID],
    _ changes: SlotChanges,
    unchangedSince seen: Instant?,
    _ work: JournalWork
  ) throws(SlotError) {
    for id in ids {
      let stored = try storedSlot(id)
      if let seen, stored.slot.updatedAt > seen {
        let (actor, at) = try lastChange(.slot, key: stored.key)
        throw .changedMeanwhile(stored.slot, by: actor, at: at)
      }
      let changed = changes.applied(to: stored.slot)
      try SlotRules.checkChange(from: stored.slot, to: changed)
      try checkMove(stored, to: changed.range)
      work.outcome.slots.append(try save(changed, over: stored, work))
    }
  }

  func checkMove(_ stored: StoredSlot, to range: TimeRange) throws(SlotError) {
    guard range != stored.slot.range else { return }
    let others = try ranges(inBlock: stored.blockKey, overlapping: range)
    try SlotRules.checkOverlaps([range], existing: others.filter { $0 != stored.slot.range })
  }

  /// - Throws: `.slotsOverlap` E024.
  func checkFree(_ range: TimeRange, inBlock key: Int64) throws(SlotError) {
    try SlotRules.checkOverlaps([range], existing: try ranges(inBlock: key, overlapping: range))
  }

  func setSlotStatus(
    _ ids: [Slot.ID],
    _ status: Slot.Status,
    _ work: JournalWork
  ) throws(SlotError) {
    for id in ids {
      let stored = try storedSlot(id)
      var changed = stored.slot
      changed.status = status
      work.outcome.slots.append(try save(changed, over: stored, work))
    }
  }

  /// Writes a slot's new values and the journal's note; nothing when they are the old ones. Returns
  /// the slot as it is now.
  @discardableResult
  func save(
    _ changed: Slot,
    over stored: StoredSlot,
    _ work: JournalWork
  ) throws(SlotError) -> Slot {
    guard changed != stored.slot else { return stored.slot }
    var changed = changed
    changed.updatedAt = work.stamp(after: stored.slot.updatedAt)
    try connection.statement(
      """
      UPDATE slot SET start_at = ?2, end_at = ?3, capacity = ?4, disabled = ?5, lockable = ?6,
        locked_until = ?7, locked_by = ?8, lock = ?9, metadata = ?10, updated_at = ?11
      WHERE key = ?1
      """
    )
    .bind(1, stored.key).bind(2, changed.range.start).bind(3, changed.range.end)
    .bind(4, changed.capacity).bind(5, changed.status == .disabled).bind(6, changed.isLockable)
    .bind(7, changed.storedLock?.end.milliseconds).bind(8, changed.storedLock?.owner)
    .bind(9, changed.storedLock?.number).bind(10, changed.metadata.json)
    .bind(11, changed.updatedAt).run()
    let (before, after) = JournalValues.difference(stored.slot, changed)
    try work.record(
      .slot,
      key: stored.key,
      id: changed.id,
      block: stored.blockKey,
      before: before,
      after: after
    )
    return changed
  }

  // MARK: Delete

  func deleteSlots(_ ids: [Slot.ID], force: Bool, _ work: JournalWork) throws(SlotError) {
    for id in ids {
      let stored = try storedSlot(id)
      guard force || stored.slot.appointments == 0 else { throw .slotHasAppointments(stored.slot) }
      try delete(stored, work)
      work.outcome.slots.append(stored.slot)
    }
  }

  /// Deletes a slot and the appointments on it.
  func delete(_ stored: StoredSlot, _ work: JournalWork) throws(SlotError) {
    if stored.slot.appointments > 0 {
      for appointment in try storedAppointments(onSlot: stored.key) {
        try delete(appointment, work)
      }
    }
    try connection.statement("DELETE FROM slot WHERE key = ?").bind(1, stored.key).run()
    try work.record(
      .slot,
      key: stored.key,
      id: stored.slot.id,
      block: stored.blockKey,
      before: JournalValues.all(stored.slot),
      after: nil
    )
  }
}

extension Slot {
  /// Whether it is of a length and a size that a slot can have. The schema sees to that, unless
  /// somebody switched its constraints off: then it is refused, since nobody knows what was meant.
  var isPossible: Bool {
    range.start < range.end && TimeRange.all.start <= range.start
      && range.end <= TimeRange.all.end && 1...Int(Int32.max) ~= capacity
      && activeAppointments >= 0 && cancelledAppointments >= 0
  }

  var impossibility: String { "the times, the capacity or the counts of slot \(id) are impossible" }
}

extension Statement {
  /// Metadata, which is mostly empty: then no text is made.
  func metadata(_ column: Int32) -> Metadata {
    let json = text(column)
    return json.utf8.count == 2 ? .empty : Metadata(stored: json)
  }
}
