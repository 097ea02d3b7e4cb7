/// The store as it was after one of its actions: what was changed since is taken back in memory.
///
/// The present rows are the starting point, and the changes since then are found by index, object by
/// object. Only slots that were moved or deleted since need a look at all of those changes, so that
/// a moment of today costs little however long the journal is.
final class SQLitePast: SlotReading {
  let store: SQLiteStore
  /// The last action that had happened; 0 before the first.
  let last: Action.ID
  /// Slots of this key and later ones were made since: keys rise.
  private let firstNewKey: Int64
  /// Of blocks by their keys, as far as they were asked for: `movedOrDeletedSlots`.
  private var strays: [Int64: [Stray]] = [:]
  /// How far the journal was then.
  private var strayPosition: Action.ID = 0

  /// A slot to which the present rows of its time do not lead.
  private struct Stray {
    let key: Int64
    let range: TimeRange
  }

  /// Where the clock was put back once, an action that has a higher number counts as later.
  init(_ store: SQLiteStore, at then: Instant) throws(SlotError) {
    self.store = store
    // Backwards from the newest, and no further than what has to be taken back anyway.
    last =
      try store.connection.statement(
        "SELECT id FROM action WHERE at <= ? ORDER BY id DESC LIMIT 1"
      )
      .bind(1, then).first { $0.integer(0) } ?? 0
    firstNewKey =
      try store.connection.statement(
        "SELECT first FROM creation WHERE action > ? ORDER BY action, number LIMIT 1"
      )
      .bind(1, last).first { $0.integer(0) } ?? .max
  }

  // MARK: Blocks

  func blocks() throws(SlotError) -> [BookingBlock] {
    try store.connection.read { () throws(SlotError) in try storedBlocks().map(\.block) }
  }

  private func storedBlocks() throws(SlotError) -> [StoredBlock] {
    let present = try store.connection.statement("SELECT \(SQLiteStore.blockColumns) FROM block")
      .all(SQLiteStore.readBlock)
    var blocks: [Int64: StoredBlock] = [:]
    for stored in present { blocks[stored.key] = stored }
    // Few of the journal's changes are about blocks, and the index has those together.
    let changed = try store.connection.statement(
      """
      SELECT DISTINCT object FROM change INDEXED BY change_by_object WHERE kind = 0 AND action > ?
      """
    )
    .bind(1, last).all { $0.integer(0) }
    for key in changed {
      guard let memory = try memory(of: .block, key) else { continue }
      blocks[key] = try memory.block(blocks[key]?.block).map { StoredBlock(key: key, block: $0) }
    }
    return blocks.values.sorted { ($0.block.name, $0.key) < ($1.block.name, $1.key) }
  }

  func storedBlock(_ id: BookingBlock.ID) throws(SlotError) -> StoredBlock? {
    try storedBlocks().first { $0.block.id == id }
  }

  // MARK: Slots

  func slots(of block: BookingBlock.ID, in range: TimeRange) throws(SlotError) -> [Slot] {
    try store.connection.read { () throws(SlotError) in
      guard let block = try storedBlock(block) else { return [] }
      var seen: Set<Int64> = []
      var slots: [Slot] = []
      for present in try presentSlots(of: block, in: range) {
        seen.insert(present.stored.key)
        let slot =
          present.isTouched
          ? try slot(present.stored.key, present.stored.slot, block.block.id) : present.stored.slot
        if let slot, slot.range.overlaps(range) { slots.append(slot) }
      }
      for stray in try strays(of: block)
      where stray.range.overlaps(range) && !seen.contains(stray.key) {
        let present = try presentSlot(stray.key)
        if let slot = try slot(stray.key, present, block.block.id) { slots.append(slot) }
      }
      return slots.sorted { $0.range.start < $1.range.start }
    }
  }

  func slot(_ id: Slot.ID) throws(SlotError) -> Slot {
    let found = try store.connection.read { () throws(SlotError) in try storedSlot(id)?.slot }
    guard let found else { throw .slotNotFound("\(id)") }
    return found
  }

  /// An id can have belonged to one slot, and to a new one after that was deleted.
  func storedSlot(_ id: Slot.ID) throws(SlotError) -> StoredSlot? {
    for block in try storedBlocks() {
      let keys = try store.connection.statement(
        """
        SELECT key FROM slot WHERE id = ?1 AND block = ?2
        UNION SELECT object FROM change
        WHERE action > ?3 AND +kind = 1 AND id = ?1 AND block = ?2 AND after IS NULL
        """
      )
      .bind(1, id).bind(2, block.key).bind(3, last).all { $0.integer(0) }
      for key in keys {
        if let slot = try slot(key, try presentSlot(key), block.block.id) {
          return StoredSlot(key: key, blockKey: block.key, slot: slot)
        }
      }
    }
    return nil
  }

  private func presentSlots(
    of block: StoredBlock,
    in range: TimeRange
  ) throws(SlotError) -> [(stored: StoredSlot, isTouched: Bool)] {
    try store.connection.statement(
      """
      SELECT \(SQLiteStore.slotColumns), s.key,
        EXISTS (SELECT 1 FROM change WHERE kind = 1 AND object = s.key AND action > ?4)
          OR EXISTS (SELECT 1 FROM change WHERE slot = s.key AND action > ?4)
          OR EXISTS (SELECT 1 FROM change WHERE old_slot = s.key AND action > ?4)
      FROM slot s
      WHERE block = ?1 AND start_at < ?3 AND end_at > ?2
        AND start_at >= coalesce(
          (SELECT max(start_at) FROM slot WHERE block = ?1 AND start_at <= ?2), ?2)
        AND +s.key < ?5
      """
    )
    .bind(1, block.key).bind(2, range.start).bind(3, range.end).bind(4, last).bind(5, firstNewKey)
    .all { (row) throws(SlotError) in
      let slot = try SQLiteStore.readSlot(row, block: block.block.id)
      return (StoredSlot(key: row.integer(14), blockKey: block.key, slot: slot), row.bool(15))
    }
  }

  private func presentSlot(_ key: Int64) throws(SlotError) -> Slot? {
    try store.connection.statement(
      """
      SELECT \(SQLiteStore.slotColumns), b.id FROM slot s JOIN block b ON b.key = s.block
      WHERE s.key = ?
      """
    )
    .bind(1, key)
    .first { (row) throws(SlotError) in try SQLiteStore.readSlot(row, block: row.identifier(14)) }
  }

  /// Where the slots were that the present rows do not lead to. To find that out means to read all
  /// changes since, so it is done once.
  private func strays(of block: StoredBlock) throws(SlotError) -> [Stray] {
    let position = try store.connection.integer("SELECT coalesce(max(id), 0) FROM action")
    if position != strayPosition { (strays, strayPosition) = ([:], position) }
    if let known = strays[block.key] { return known }
    var found: [Stray] = []
    for key in try movedOrDeletedSlots(of: block) {
      if let slot = try slot(key, try presentSlot(key), block.block.id) {
        found.append(Stray(key: key, range: slot.range))
      }
    }
    strays[block.key] = found
    return found
  }

  /// The first moment after another at which a slot of a block can have started.
  func possibleStart(after instant: Instant, in block: StoredBlock) throws(SlotError) -> Instant? {
    let present = try store.connection.statement(
      """
      SELECT start_at FROM slot WHERE block = ?1 AND start_at > ?2 AND +key < ?3
      ORDER BY start_at LIMIT 1
      """
    )
    .bind(1, block.key).bind(2, instant).bind(3, firstNewKey).first { $0.instant(0) }
    let others = try strays(of: block).lazy.map(\.range.start).filter { $0 > instant }
    return ([present].compactMap { $0 } + [others.min()].compactMap { $0 }).min()
  }

  /// What the present rows of a stretch of time do not lead to. The plus keeps SQLite from reading
  /// all changes of slots that there ever were.
  private func movedOrDeletedSlots(of block: StoredBlock) throws(SlotError) -> [Int64] {
    try store.connection.statement(
      """
      SELECT DISTINCT object FROM change
      WHERE action > ?1 AND +kind = 1 AND block = ?2 AND before IS NOT NULL
        AND (after IS NULL OR instr(before, '"start_date"') OR instr(before, '"end_date"'))
      """
    )
    .bind(1, last).bind(2, block.key).all { $0.integer(0) }
  }

  /// How a slot was, made from how it is; nil when it was not there.
  private func slot(
    _ key: Int64,
    _ present: Slot?,
    _ block: BookingBlock.ID
  ) throws(SlotError) -> Slot? {
    guard key < firstNewKey else { return nil }
    let memory = try memory(of: .slot, key)
    guard
      var slot = try memory.map({ (memory) throws(SlotError) in
        try memory.slot(present, in: block)
      }) ?? present
    else { return nil }
    // The counts are those of today, without what was done to appointments since.
    var counts = [
      Appointment.Status.active: present?.activeAppointments ?? 0,
      .cancelled: present?.cancelledAppointments ?? 0,
    ]
    for appointment in try touchedAppointments(onSlot: key) {
      if let now = appointment.present, appointment.presentSlotKey == key {
        counts[now.status, default: 0] -= 1
      }
      if let then = appointment.then, then.slotID == slot.id {
        counts[then.status, default: 0] += 1
      }
    }
    slot.activeAppointments = counts[.active] ?? 0
    slot.cancelledAppointments = counts[.cancelled] ?? 0
    guard slot.isPossible else { throw store.connection.damage(slot.impossibility) }
    return slot
  }

  // MARK: The journal

  /// What the changes since say about how an object was; nil when there were none.
  func memory(of kind: ObjectKind, _ key: Int64) throws(SlotError) -> PastValues? {
    let changes = try store.connection.statement(
      """
      SELECT \(StoredChange.columns) FROM change c
      WHERE c.kind = ? AND c.object = ? AND c.action > ? ORDER BY c.action DESC, c.number DESC
      """
    )
    .bind(1, kind.rawValue).bind(2, key).bind(3, last)
    .all { (row) throws(SlotError) in try StoredChange(row) }
    guard let first = changes.first else { return nil }
    var memory = PastValues(subject: first.subject)
    for change in changes { try memory.takeBack(change) }
    return memory
  }
}

extension SQLiteStore {
  public func past(at then: Instant) throws(SlotError) -> any SlotReading {
    try SQLitePast(self, at: then)
  }
}
