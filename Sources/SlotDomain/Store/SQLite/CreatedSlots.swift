/// Slots that one action made one after the other, as the journal keeps them: one row for many. A
/// change row for each took longer than all else in a plan of 100,000 slots.
///
/// Their keys and their numbers within the action follow one another. Block and metadata are those
/// of all; a record of fixed length holds the rest of each.
struct CreatedSlots {
  /// In one row; a reader of one slot reads them all.
  static let limit = 256
  private static let recordLength = 53
  /// Further keys could be counted on from no longer.
  static let mostKeys = Int64.max >> 1
  static let possibleKeys = 1...mostKeys

  let action: Action.ID
  /// Of the first one, among the action's changes.
  let number: Int
  let firstKey: Int64
  let blockKey: Int64
  let metadata: Metadata
  /// Of the store, where it was read there.
  let path: String
  private(set) var count = 0
  private(set) var records: [UInt8] = []

  init(_ first: StoredSlot, number: Int, action: Action.ID) {
    self.action = action
    self.number = number
    firstKey = first.key
    blockKey = first.blockKey
    metadata = first.slot.metadata
    path = ""
    records.reserveCapacity(Self.limit * Self.recordLength)
    append(first.slot)
  }

  var keys: Range<Int64> { firstKey..<firstKey + Int64(count) }

  /// Whether a slot that is made next belongs in the same row.
  func isContinued(by stored: StoredSlot) -> Bool {
    count < Self.limit && stored.key == keys.upperBound && stored.blockKey == blockKey
      && stored.slot.metadata == metadata
  }

  /// A new slot: nobody has booked or locked it.
  mutating func append(_ slot: Slot) {
    count += 1
    add(slot.id.high)
    add(slot.id.low)
    for moment in [slot.range.start, slot.range.end, slot.createdAt, slot.updatedAt] {
      add(UInt64(bitPattern: moment.milliseconds))
    }
    add(UInt32(clamping: slot.capacity))
    records.append((slot.status == .disabled ? 1 : 0) | (slot.isLockable ? 2 : 0))
  }

  private mutating func add(_ number: some FixedWidthInteger) {
    withUnsafeBytes(of: number.bigEndian) { records.append(contentsOf: $0) }
  }
}

// MARK: - Reading

extension CreatedSlots {
  static let columns = "n.action, n.number, n.first, n.block, n.metadata, n.count, n.slots"

  /// - Throws: `.storeDamaged` S002 with the row when the records are not as many as it says, or no
  ///   slots, or their keys more than there can be.
  init(_ row: Statement) throws(SlotError) {
    action = row.integer(0)
    number = row.int(1)
    firstKey = row.integer(2)
    blockKey = row.integer(3)
    metadata = row.metadata(4)
    path = row.path
    count = row.int(5)
    let place = JournalPlace.creation(action, first: firstKey)
    guard Self.possibleKeys ~= firstKey else {
      throw row.damage(place.wrong("there are no such keys"))
    }
    guard count > 0, row.length(6) == count * Self.recordLength else {
      throw row.damage(place.wrong("its slots are not as long as it says"))
    }
    guard metadata.isObject else { throw row.damage(place.wrong("metadata is no JSON object")) }
    records = try row.bytes(6, count: count * Self.recordLength)
    for key in keys where !slot(key).isPossible {
      throw row.damage(place.wrong("the values of slot \(key) are impossible"))
    }
  }

  /// The slot with a key, as it was made. The journal does not need its block's id.
  func slot(_ key: Int64) -> Slot {
    let start = Int(key - firstKey) * Self.recordLength
    func moment(_ offset: Int) -> Instant {
      Instant(milliseconds: Int64(bitPattern: read(at: start + offset))).datable
    }
    let flags = records[start + 52]
    let capacity: UInt32 = read(at: start + 48)
    return Slot(
      id: Slot.ID(high: read(at: start), low: read(at: start + 8)),
      blockID: BookingBlock.ID(high: 0, low: 0),
      range: TimeRange(start: moment(16), end: moment(24)),
      capacity: Int(capacity),
      status: flags & 1 == 0 ? .active : .disabled,
      isLockable: flags & 2 != 0,
      metadata: metadata,
      createdAt: moment(32),
      updatedAt: moment(40)
    )
  }

  private func read<Number: FixedWidthInteger>(at offset: Int) -> Number {
    records.withUnsafeBytes {
      Number(bigEndian: $0.loadUnaligned(fromByteOffset: offset, as: Number.self))
    }
  }

  func change(_ key: Int64) -> StoredChange {
    StoredChange(created: slot(key), key: key, place: key - firstKey, of: self)
  }
}

extension SQLiteStore {
  /// With which others a slot was made; nil when it came into the journal by itself.
  func creation(ofSlot key: Int64) throws(SlotError) -> CreatedSlots? {
    let found = try connection.statement(
      """
      SELECT \(CreatedSlots.columns) FROM creation n WHERE n.first <= ?
      ORDER BY n.first DESC LIMIT 1
      """
    )
    .bind(1, key).first { (row) throws(SlotError) in try CreatedSlots(row) }
    return found?.keys.contains(key) == true ? found : nil
  }

  func creations(by action: Action.ID) throws(SlotError) -> [CreatedSlots] {
    try connection.statement(
      "SELECT \(CreatedSlots.columns) FROM creation n WHERE n.action = ? ORDER BY n.number"
    )
    .bind(1, action).all { (row) throws(SlotError) in try CreatedSlots(row) }
  }

  /// The query of actions that made slot ?1 with others.
  static let actionThatMadeSlot = """
    SELECT action FROM creation
    WHERE first = (SELECT max(first) FROM creation WHERE first <= ?1) AND first + count > ?1
    """
}
