/// A row that an engine found; its columns count from 0. What is null reads as 0, false or nothing.
protocol FoundRow {
  /// What people know the store by.
  var place: String { get }

  func integer(_ column: Int32) -> Int64
  func isNull(_ column: Int32) -> Bool
  /// Bytes that are no UTF-8 become U+FFFD.
  func text(_ column: Int32) -> String
  func bytes(_ column: Int32) -> [UInt8]
  /// Nil for anything but 16 bytes.
  func identifierBytes(_ column: Int32) -> IdentifierBytes?
  func metadata(_ column: Int32) -> Metadata
}

extension FoundRow {
  func bool(_ column: Int32) -> Bool { integer(column) != 0 }

  /// A count, a number or a length.
  func int(_ column: Int32) -> Int { integer(column).countable }

  /// A moment, or the nearest one that arithmetic with dates can begin at: nothing in the schema
  /// limits when something was made.
  func instant(_ column: Int32) -> Instant { Instant(milliseconds: integer(column)).datable }

  func optionalInteger(_ column: Int32) -> Int64? { isNull(column) ? nil : integer(column) }
  func optionalText(_ column: Int32) -> String? { isNull(column) ? nil : text(column) }

  /// What to throw when a row says what none of this program's can say.
  func damage(_ reason: String) -> SlotError { .storeDamaged(place: place, reason: reason) }

  /// An id of 16 bytes. Anything else can only come from a store that somebody tampered with.
  func identifier<Object>(
    _ column: Int32,
    of _: Object.Type = Object.self
  ) throws(SlotError) -> Identifier<Object> {
    guard let id = identifierBytes(column) else { throw damage("an id does not have 16 bytes") }
    return id.identifier()
  }
}

// MARK: - Objects
// Each engine selects the columns in the order in which they are read here.

extension StoredBlock {
  init(row: some FoundRow) throws(SlotError) {
    self.init(
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
}

extension Slot {
  /// - Throws: `.storeDamaged` S002 for one that no rule allows.
  init(row: some FoundRow, block: BookingBlock.ID) throws(SlotError) {
    let lock =
      row.isNull(6)
      ? nil : Slot.Lock(end: row.instant(6), owner: row.text(7), number: row.integer(13))
    self.init(
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
    guard isPossible else { throw row.damage(impossibility) }
  }
}

extension StoredSlot {
  /// The slot's columns, and then its key, its block's, and the block's id.
  init(row: some FoundRow) throws(SlotError) {
    self.init(
      key: row.integer(14),
      blockKey: row.integer(15),
      slot: try Slot(row: row, block: row.identifier(16))
    )
  }
}

extension Appointment {
  init(row: some FoundRow) throws(SlotError) {
    self.init(
      id: try row.identifier(0),
      blockID: try row.identifier(1),
      slotID: try row.identifier(2),
      status: row.bool(3) ? .cancelled : .active,
      metadata: row.metadata(4),
      createdAt: row.instant(5),
      updatedAt: row.instant(6)
    )
  }
}

extension StoredAppointment {
  /// The appointment's columns, and then its key, its slot's and its block's.
  init(row: some FoundRow) throws(SlotError) {
    self.init(
      key: row.integer(7),
      slotKey: row.integer(8),
      blockKey: row.integer(9),
      appointment: try Appointment(row: row)
    )
  }
}

// MARK: - The journal

extension Action {
  init(row: some FoundRow) throws(SlotError) {
    guard let verb = Action.Verb(rawValue: row.text(3)) else {
      throw JournalPlace.action(row.integer(0))
        .damage(in: row.place, "\"\(shown(row.text(3)))\" is none of its verbs")
    }
    self.init(
      id: row.integer(0),
      at: row.instant(1),
      actor: row.text(2),
      verb: verb,
      reason: row.optionalText(4),
      target: row.optionalInteger(5),
      undoneBy: row.optionalInteger(6),
      objects: row.int(7)
    )
  }
}

extension StoredChange {
  init(row: some FoundRow) throws(SlotError) {
    try self.init(
      kind: row.integer(0),
      key: row.integer(1),
      id: row.identifierBytes(2),
      block: row.integer(3),
      before: row.optionalText(4),
      after: row.optionalText(5),
      action: row.integer(6),
      number: row.int(7),
      in: row.place
    )
  }
}

extension Writes.Note {
  /// A change's columns, and then those of its slots.
  init(row: some FoundRow) throws(SlotError) {
    try self.init(
      kind: row.integer(0),
      key: row.integer(1),
      id: row.identifierBytes(2),
      block: row.integer(3),
      before: row.optionalText(4),
      after: row.optionalText(5),
      number: row.int(7),
      slot: row.optionalInteger(8),
      oldSlot: row.optionalInteger(9),
      in: row.place
    )
  }
}

extension CreatedSlots {
  init(row: some FoundRow) throws(SlotError) {
    try self.init(
      action: row.integer(0),
      number: row.int(1),
      firstKey: row.integer(2),
      blockKey: row.integer(3),
      metadata: row.metadata(4),
      count: row.int(5),
      records: row.bytes(6),
      in: row.place
    )
  }
}
