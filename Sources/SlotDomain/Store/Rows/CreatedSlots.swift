/// Slots that one action made one after the other, as the journal keeps them: one row for many. A
/// change row for each took longer than all else in a plan of 100,000 slots.
///
/// Their keys and their numbers within the action follow one another. Block and metadata are those
/// of all; a record of fixed length holds the rest of each.
struct CreatedSlots {
  /// In one row; a reader of one slot reads them all.
  static let limit = 256
  private static let recordLength = 53

  let action: Action.ID
  /// Of the first one, among the action's changes.
  let number: Int
  let firstKey: Int64
  let blockKey: Int64
  let metadata: Metadata
  /// Of the store, where it was read there.
  let place: String
  private(set) var count = 0
  private(set) var records: [UInt8] = []

  init(_ first: StoredSlot, number: Int, action: Action.ID) {
    self.action = action
    self.number = number
    firstKey = first.key
    blockKey = first.blockKey
    metadata = first.slot.metadata
    place = ""
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
  /// As a row has it.
  ///
  /// - Throws: `.storeDamaged` S002 with the row when the records are not as many as it says, or no
  ///   slots, or their keys more than there can be.
  init(
    action: Action.ID,
    number: Int,
    firstKey: Int64,
    blockKey: Int64,
    metadata: Metadata,
    count: Int,
    records: [UInt8],
    in place: String
  ) throws(SlotError) {
    let row = JournalPlace.creation(action, first: firstKey)
    guard ObjectKey.possible ~= firstKey else {
      throw row.damage(in: place, "there are no such keys")
    }
    guard count > 0, records.count == count * Self.recordLength else {
      throw row.damage(in: place, "its slots are not as long as it says")
    }
    guard metadata.isObject else { throw row.damage(in: place, "metadata is not a JSON object") }
    (self.action, self.number, self.firstKey) = (action, number, firstKey)
    (self.blockKey, self.metadata, self.place) = (blockKey, metadata, place)
    (self.count, self.records) = (count, records)
    for key in keys where !slot(key).isPossible {
      throw row.damage(in: place, "the values of slot \(key) are impossible")
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
    StoredChange(
      created: slot(key),
      key: key,
      block: blockKey,
      number: number + Int(key - firstKey),
      by: action,
      in: place
    )
  }
}
