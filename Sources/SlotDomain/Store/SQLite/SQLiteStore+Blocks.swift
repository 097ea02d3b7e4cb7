/// A block with the key that only the store knows.
struct StoredBlock {
  let key: Int64
  var block: BookingBlock
}

extension SQLiteStore {
  static let blockColumns = """
    key, id, short_id, name, timezone, published, booking_disabled_before, metadata, created_at,
    updated_at
    """

  static func readBlock(_ row: Statement) throws(SlotError) -> StoredBlock {
    StoredBlock(
      key: row.integer(0),
      block: BookingBlock(
        id: try row.identifier(1),
        shortID: row.text(2),
        name: row.text(3),
        timezone: row.text(4),
        status: row.bool(5) ? .published : .draft,
        bookingDisabledBefore: row.int(6),
        metadata: row.metadata(7),
        createdAt: row.instant(8),
        updatedAt: row.instant(9)
      )
    )
  }

  /// - Throws: `.blockNotFound` E052.
  func storedBlock(_ id: BookingBlock.ID) throws(SlotError) -> StoredBlock {
    let found = try connection.statement("SELECT \(Self.blockColumns) FROM block WHERE id = ?")
      .bind(1, id).first(Self.readBlock)
    guard let found else { throw .blockNotFound("\(id)") }
    return found
  }

  func storedBlock(key: Int64) throws(SlotError) -> StoredBlock {
    let found = try connection.statement("SELECT \(Self.blockColumns) FROM block WHERE key = ?")
      .bind(1, key).first(Self.readBlock)
    guard let found else { throw .blockNotFound("\(key)") }
    return found
  }

  func createBlock(_ draft: BlockDraft, _ work: JournalWork) throws(SlotError) {
    let block = BookingBlock(
      id: draft.id ?? BookingBlock.ID(),
      shortID: try freshShortID(),
      name: try newName(draft.name, mayBeTaken: draft.allowsSameName),
      timezone: draft.timezone,
      status: draft.status,
      bookingDisabledBefore: draft.bookingDisabledBefore,
      metadata: draft.metadata,
      createdAt: work.now,
      updatedAt: work.now
    )
    try BlockRules.check(block)
    let taken = try connection.statement("SELECT 1 FROM block WHERE id = ?").bind(1, block.id)
      .first { _ in true }
    guard taken == nil else { throw .badRequest("There is a booking block \(block.id) already.") }
    let stored = StoredBlock(key: try work.nextKey(.block), block: block)
    try add(stored, work)
    work.outcome.blocks.append(block)
  }

  /// - Throws: `.badRequest` E013.
  private func newName(
    _ written: String,
    mayBeTaken: Bool,
    besides id: BookingBlock.ID? = nil
  ) throws(SlotError) -> String {
    guard !mayBeTaken else { return try BlockName.kept(written, besides: []) }
    let others = try blocks().filter { $0.id != id }.map { ($0.shortID, $0.name) }
    return try BlockName.kept(written, besides: others)
  }

  /// A block that is new, or comes back.
  func add(_ stored: StoredBlock, _ work: JournalWork) throws(SlotError) {
    try insert(stored)
    try work.record(
      .block,
      key: stored.key,
      id: stored.block.id,
      block: stored.key,
      before: nil,
      after: JournalValues.all(stored.block)
    )
  }

  /// - Throws: `.badRequest` E013 with the block that has the short id.
  func checkUnused(_ shortID: String) throws(SlotError) {
    let owner = try connection.statement("SELECT name FROM block WHERE short_id = ?")
      .bind(1, shortID).first { $0.text(0) }
    guard let owner else { return }
    throw .badRequest("The booking block \"\(owner)\" has the short id \(shortID) already.")
  }

  func freshShortID() throws(SlotError) -> String {
    let statement = try connection.statement("SELECT 1 FROM block WHERE short_id = ?")
    while true {
      let candidate = ShortID.random()
      if try statement.bind(1, candidate).first({ _ in true }) == nil { return candidate }
    }
  }

  private func insert(_ stored: StoredBlock) throws(SlotError) {
    let block = stored.block
    try connection.statement(
      "INSERT INTO block (\(Self.blockColumns)) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
    )
    .bind(1, stored.key).bind(2, block.id).bind(3, block.shortID).bind(4, block.name)
    .bind(5, block.timezone).bind(6, block.status == .published)
    .bind(7, block.bookingDisabledBefore).bind(8, block.metadata.json).bind(9, block.createdAt)
    .bind(10, block.updatedAt).run()
  }

  func updateBlock(
    _ id: BookingBlock.ID,
    _ changes: BlockChanges,
    _ work: JournalWork
  ) throws(SlotError) {
    let stored = try storedBlock(id)
    var changes = changes
    // A name that it has stays allowed: older versions took blank ones, and the same one twice.
    if let name = changes.name, name != stored.block.name {
      changes.name = try newName(name, mayBeTaken: changes.allowsSameName, besides: id)
    }
    let changed = changes.applied(to: stored.block)
    try BlockRules.check(changed, from: stored.block)
    work.outcome.blocks.append(try save(changed, over: stored, work))
  }

  @discardableResult
  func save(
    _ changed: BookingBlock,
    over stored: StoredBlock,
    _ work: JournalWork
  ) throws(SlotError) -> BookingBlock {
    guard changed != stored.block else { return stored.block }
    var changed = changed
    changed.updatedAt = work.stamp(after: stored.block.updatedAt)
    try connection.statement(
      """
      UPDATE block SET name = ?2, timezone = ?3, published = ?4, booking_disabled_before = ?5,
        metadata = ?6, updated_at = ?7
      WHERE key = ?1
      """
    )
    .bind(1, stored.key).bind(2, changed.name).bind(3, changed.timezone)
    .bind(4, changed.status == .published).bind(5, changed.bookingDisabledBefore)
    .bind(6, changed.metadata.json).bind(7, changed.updatedAt).run()
    let (before, after) = JournalValues.difference(stored.block, changed)
    try work.record(
      .block,
      key: stored.key,
      id: changed.id,
      block: stored.key,
      before: before,
      after: after
    )
    return changed
  }

  func deleteBlocks(
    _ ids: [BookingBlock.ID],
    force: Bool,
    _ work: JournalWork
  ) throws(SlotError) {
    for id in ids {
      let stored = try storedBlock(id)
      let slots = try slotIDs(inBlock: stored.key)
      guard force || slots.isEmpty else {
        throw .blockHasSlots(stored.block, count: slots.count)
      }
      work.total += slots.count
      for slot in slots { try delete(try storedSlot(slot), work) }
      try delete(stored, work)
      work.outcome.blocks.append(stored.block)
    }
  }

  func delete(_ stored: StoredBlock, _ work: JournalWork) throws(SlotError) {
    try connection.statement("DELETE FROM block WHERE key = ?").bind(1, stored.key).run()
    try work.record(
      .block,
      key: stored.key,
      id: stored.block.id,
      block: stored.key,
      before: JournalValues.all(stored.block),
      after: nil
    )
  }

  func slotIDs(inBlock key: Int64) throws(SlotError) -> [Slot.ID] {
    try connection.statement("SELECT id FROM slot WHERE block = ? ORDER BY start_at")
      .bind(1, key).all { (row) throws(SlotError) in try row.identifier(0) }
  }
}
