/// The rows of booking blocks.
struct BlockTable {
  let connection: Connection

  private static let columns = """
    key, id, short_id, name, timezone, published, booking_disabled_before, metadata, created_at,
    updated_at
    """

  /// By name.
  func all() throws(SlotError) -> [StoredBlock] {
    try connection.statement("SELECT \(Self.columns) FROM block ORDER BY name, key").all(
      StoredBlock.init(row:)
    )
  }

  func names() throws(SlotError) -> [NamedBlock] {
    try connection.statement("SELECT key, id, name FROM block").all { (row) throws(SlotError) in
      NamedBlock(key: row.integer(0), id: try row.identifier(1), name: row.text(2))
    }
  }

  func find(_ ids: [BookingBlock.ID]) throws(SlotError) -> [StoredBlock] {
    let statement = try connection.statement("SELECT \(Self.columns) FROM block WHERE id = ?")
    var found: [StoredBlock] = []
    for id in ids {
      if let block = try statement.bind(1, id).first(StoredBlock.init(row:)) { found.append(block) }
    }
    return found
  }

  func find(keys: [Int64]) throws(SlotError) -> [StoredBlock] {
    let statement = try connection.statement("SELECT \(Self.columns) FROM block WHERE key = ?")
    var found: [StoredBlock] = []
    for key in keys {
      if let block = try statement.bind(1, key).first(StoredBlock.init(row:)) {
        found.append(block)
      }
    }
    return found
  }

  func insert(_ stored: StoredBlock) throws(SlotError) {
    let block = stored.block
    try connection.statement(
      "INSERT INTO block (\(Self.columns)) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
    )
    .bind(1, stored.key).bind(2, block.id).bind(3, block.shortID).bind(4, block.name)
    .bind(5, block.timezone).bind(6, block.status == .published)
    .bind(7, block.bookingDisabledBefore).bind(8, block.metadata.json).bind(9, block.createdAt)
    .bind(10, block.updatedAt).run()
  }

  func update(_ stored: StoredBlock) throws(SlotError) {
    let block = stored.block
    try connection.statement(
      """
      UPDATE block SET name = ?2, timezone = ?3, published = ?4, booking_disabled_before = ?5,
        metadata = ?6, updated_at = ?7
      WHERE key = ?1
      """
    )
    .bind(1, stored.key).bind(2, block.name).bind(3, block.timezone)
    .bind(4, block.status == .published).bind(5, block.bookingDisabledBefore)
    .bind(6, block.metadata.json).bind(7, block.updatedAt).run()
  }

  func delete(key: Int64) throws(SlotError) {
    try connection.statement("DELETE FROM block WHERE key = ?").bind(1, key).run()
  }
}
