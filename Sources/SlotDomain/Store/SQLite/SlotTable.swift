/// The rows of slots, one by one or by the objects that they belong to.
struct SlotTable {
  let connection: Connection

  /// In the order in which they are read; `s` is the slot's table.
  static let columns = """
    s.id, s.start_at, s.end_at, s.capacity, s.disabled, s.lockable, s.locked_until, s.locked_by,
    s.active, s.cancelled, s.metadata, s.created_at, s.updated_at, s.lock
    """

  /// After `columns`; `b` is the block's table.
  static let storedColumns = "\(columns), s.key, s.block, b.id"

  private static let byID = by("id")
  private static let byKey = by("key")

  private static func by(_ column: String) -> String {
    "SELECT \(storedColumns) FROM slot s JOIN block b ON b.key = s.block WHERE s.\(column) = ?"
  }

  func find(_ ids: [Slot.ID]) throws(SlotError) -> [StoredSlot] {
    let statement = try connection.statement(Self.byID)
    var found: [StoredSlot] = []
    found.reserveCapacity(ids.count)
    for id in ids {
      if let slot = try statement.bind(1, id).first(StoredSlot.init(row:)) { found.append(slot) }
    }
    return found
  }

  func find(keys: some Sequence<Int64>) throws(SlotError) -> [StoredSlot] {
    let statement = try connection.statement(Self.byKey)
    var found: [StoredSlot] = []
    for key in keys {
      if let slot = try statement.bind(1, key).first(StoredSlot.init(row:)) { found.append(slot) }
    }
    return found
  }

  /// By start.
  func ids(inBlock key: Int64) throws(SlotError) -> [Slot.ID] {
    try connection.statement("SELECT id FROM slot WHERE block = ? ORDER BY start_at")
      .bind(1, key).all { (row) throws(SlotError) in try row.identifier(0) }
  }

  func count(inBlock key: Int64) throws(SlotError) -> Int {
    try connection.statement("SELECT count(*) FROM slot WHERE block = ?").bind(1, key)
      .first { $0.int(0) } ?? 0
  }

  // MARK: Writing

  func update(_ stored: StoredSlot) throws(SlotError) {
    let slot = stored.slot
    try connection.statement(
      """
      UPDATE slot SET start_at = ?2, end_at = ?3, capacity = ?4, disabled = ?5, lockable = ?6,
        locked_until = ?7, locked_by = ?8, lock = ?9, metadata = ?10, updated_at = ?11
      WHERE key = ?1
      """
    )
    .bind(1, stored.key).bind(2, slot.range.start).bind(3, slot.range.end)
    .bind(4, slot.capacity).bind(5, slot.status == .disabled).bind(6, slot.isLockable)
    .bind(7, slot.storedLock?.end.milliseconds).bind(8, slot.storedLock?.owner)
    .bind(9, slot.storedLock?.number).bind(10, slot.metadata.json)
    .bind(11, slot.updatedAt).run()
  }

  func delete(key: Int64) throws(SlotError) {
    try connection.statement("DELETE FROM slot WHERE key = ?").bind(1, key).run()
  }

  // MARK: Keys of locks

  /// Those that open the lock of their slot, as it is stored.
  func opening(_ keys: [LockKey]) throws(SlotError) -> Set<LockKey> {
    let statement = try connection.statement(
      """
      SELECT k.secret FROM slot s JOIN lock_key k
        ON k.number = s.lock AND k.slot = s.key AND k.locked_until = s.locked_until
      WHERE s.id = ?
      """
    )
    var opening: Set<LockKey> = []
    for key in keys {
      let secret = try statement.bind(1, key.slot).first { $0.text(0) }
      // Byte by byte: to Swift, texts that only look the same are equal.
      if let secret, secret.utf8.elementsEqual(key.text.utf8) { opening.insert(key) }
    }
    return opening
  }

  func insertLockKey(
    number: Int64,
    slot: Int64,
    end: Instant,
    text: String
  ) throws(SlotError) {
    try connection.statement(
      "INSERT INTO lock_key (number, slot, locked_until, secret) VALUES (?, ?, ?, ?)"
    )
    .bind(1, number).bind(2, slot).bind(3, end).bind(4, text).run()
  }

  func deleteLockKeys(slot: Int64, until moment: Instant) throws(SlotError) {
    try connection.statement("DELETE FROM lock_key WHERE slot = ? AND locked_until <= ?")
      .bind(1, slot).bind(2, moment).run()
  }
}

extension Statement {
  /// Metadata, which is mostly empty: then no text is made.
  func metadata(_ column: Int32) -> Metadata {
    let json = text(column)
    return json.utf8.count == 2 ? .empty : Metadata(stored: json)
  }
}
