/// New slots on their way into their table, many with one statement.
///
/// Because of its triggers, SQLite remembers for every statement what each page was like before, in
/// case that only this one has to be taken back. For rows one by one, that took half of the time in
/// which they were written.
struct SlotRows {
  private static let atOnce = 50
  private static let one = statement(rows: 1)
  private static let many = statement(rows: atOnce)

  private let connection: Connection
  private var waiting: [StoredSlot] = []

  init(_ connection: Connection) { self.connection = connection }

  /// Puts a slot at the end of what waits. It can be read after `finish`.
  mutating func add(_ stored: StoredSlot) throws(SlotError) {
    waiting.append(stored)
    guard waiting.count == Self.atOnce else { return }
    let statement = try connection.statement(Self.many)
    for (row, stored) in waiting.enumerated() { Self.bind(stored, to: statement, row: row) }
    try statement.run()
    waiting.removeAll(keepingCapacity: true)
  }

  mutating func finish() throws(SlotError) {
    for stored in waiting { try Self.insert(stored, connection) }
    waiting = []
  }

  static func insert(_ stored: StoredSlot, _ connection: Connection) throws(SlotError) {
    let statement = try connection.statement(one)
    bind(stored, to: statement, row: 0)
    try statement.run()
  }

  private static let columns = """
    key, id, block, start_at, end_at, capacity, disabled, lockable, locked_until, locked_by, lock, \
    metadata, created_at, updated_at
    """
  private static let columnCount: Int32 = 14

  private static func statement(rows: Int) -> String {
    let row = "(" + repeatElement("?", count: Int(columnCount)).joined(separator: ", ") + ")"
    return "INSERT INTO slot (\(columns)) VALUES "
      + repeatElement(row, count: rows).joined(separator: ", ")
  }

  private static func bind(_ stored: StoredSlot, to statement: Statement, row: Int) {
    let (slot, first) = (stored.slot, Int32(row) * columnCount)
    statement.bind(first + 1, stored.key).bind(first + 2, slot.id).bind(first + 3, stored.blockKey)
      .bind(first + 4, slot.range.start).bind(first + 5, slot.range.end)
      .bind(first + 6, slot.capacity).bind(first + 7, slot.status == .disabled)
      .bind(first + 8, slot.isLockable).bind(first + 9, slot.storedLock?.end.milliseconds)
      .bind(first + 10, slot.storedLock?.owner).bind(first + 11, slot.storedLock?.number)
      .bind(first + 12, slot.metadata.json).bind(first + 13, slot.createdAt)
      .bind(first + 14, slot.updatedAt)
  }
}
