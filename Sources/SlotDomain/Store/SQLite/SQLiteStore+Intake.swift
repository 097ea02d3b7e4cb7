extension SQLiteStore {
  public func takeOver(
    at now: Instant,
    reason: String?,
    isTrial: Bool,
    _ body: (any ObjectIntake) throws(SlotError) -> Void
  ) throws(SlotError) -> Action? {
    guard isTrial else { return try takeOver(at: now, reason: reason, body) }
    // Nobody is kept from writing by a trial: it is made with a copy, which is thrown away.
    return try withScratchCopy { () throws(SlotError) in
      try takeOver(at: now, reason: reason, body)
    }
  }

  private func takeOver(
    at now: Instant,
    reason: String?,
    _ body: (any ObjectIntake) throws(SlotError) -> Void
  ) throws(SlotError) -> Action? {
    // Ids come in no order, and each touches another page of their index: with a cache of the usual
    // size a million of them would write the index many times over.
    try connection.execute("PRAGMA cache_size = -24000")
    defer { try? connection.execute("PRAGMA cache_size = -2000") }
    return try change(at: now) { () throws(SlotError) in
      let intake = SQLiteIntake(self, try beginWork(.takeOver, of: 0, at: now))
      try body(intake)
      return try intake.work.finish(reason: reason)
    }
  }
}

/// Objects from elsewhere on their way into the tables and the journal.
final class SQLiteIntake: ObjectIntake {
  let work: JournalWork
  let store: SQLiteStore
  /// What was withdrawn so far, and which slots are known by other ids.
  var withdrawals = Withdrawals()
  private var blocks: [BookingBlock.ID: StoredBlock] = [:]
  private var zones: [BookingBlock.ID: Zone] = [:]
  private(set) var displaced: [BulkPreview.Displaced] = []
  private(set) var displacedCount = 0
  /// So many of the displaced are named.
  private static let longestList = 1000
  /// Slots come block by block.
  private var lastBlock: (id: BookingBlock.ID, key: Int64)?
  /// The next free key of each kind: nobody else can write meanwhile.
  private var freeKeys: [ObjectKind: Int64] = [:]

  init(_ store: SQLiteStore, _ work: JournalWork) {
    self.store = store
    self.work = work
  }

  var total: Int {
    get { work.total }
    set { work.total = newValue }
  }

  func zone(of block: BookingBlock.ID) throws(SlotError) -> Zone {
    if let zone = zones[block] { return zone }
    let zone = try storedBlock(block).block.zone
    zones[block] = zone
    return zone
  }

  func take(_ record: ObjectRecord, updating: Bool) throws(SlotError) -> IntakeResult {
    let result =
      switch record {
      case .block(let record): try take(record, updating)
      case .slot(let record): try take(record, updating)
      case .appointment(let record): try take(record, updating)
      case .withdrawal(let record): try take(record, updating)
      }
    if result == .existing { try work.passOver() }
    return result
  }

  private func storedBlock(_ id: BookingBlock.ID) throws(SlotError) -> StoredBlock {
    if let block = blocks[id] { return block }
    let block = try store.storedBlock(id)
    blocks[id] = block
    return block
  }

  func blockKey(_ id: BookingBlock.ID) throws(SlotError) -> Int64 {
    if let lastBlock, lastBlock.id == id { return lastBlock.key }
    let key = try storedBlock(id).key
    lastBlock = (id, key)
    return key
  }

  private func takeKey(_ kind: ObjectKind) throws(SlotError) -> Int64 {
    let key = if let key = freeKeys[kind] { key } else { try work.nextKey(kind) }
    freeKeys[kind] = key + 1
    return key
  }

  /// - Throws: `.badRequest` E013 with what differs.
  private func refuse(
    _ object: String,
    _ id: String,
    unless updating: Bool,
    _ differences: [String]
  ) throws(SlotError) {
    guard !updating else { return }
    throw .badRequest(
      "There is \(withArticle(object)) \(id) already, with another \(differences.joined(separator: ", ")). Leave"
        + " it as it is with --on-conflict skip, or change it with --on-conflict update."
    )
  }

  // MARK: Blocks

  private func take(_ record: BlockRecord, _ updating: Bool) throws(SlotError) -> IntakeResult {
    let found = try store.connection.statement(
      "SELECT \(SQLiteStore.blockColumns) FROM block WHERE id = ?"
    )
    .bind(1, record.id).first(SQLiteStore.readBlock)
    if let found {
      let changed = record.applied(to: found.block)
      guard changed != found.block else { return .existing }
      let differences = changed.differences(from: found.block)
      try refuse("booking block", "\(record.id)", unless: updating, differences)
      try BlockRules.check(changed, from: found.block)
      try store.save(changed, over: found, work)
      blocks[record.id] = nil
      zones[record.id] = nil
      return .updated
    }
    guard let name = record.name else { throw .badRequest("The property name is missing.") }
    guard let timezone = record.timezone ?? record.newTimezone else {
      throw .badRequest("The property timezone is missing.")
    }
    let created = record.createdAt ?? record.updatedAt ?? work.now
    let block = record.applied(
      to: BookingBlock(
        id: record.id,
        shortID: try shortID(record.shortID),
        name: name,
        timezone: timezone,
        createdAt: created,
        updatedAt: record.updatedAt ?? created
      )
    )
    try BlockRules.check(block)
    let stored = StoredBlock(key: try takeKey(.block), block: block)
    try store.add(stored, work)
    return .created
  }

  private func shortID(_ wanted: String?) throws(SlotError) -> String {
    guard let wanted else { return try store.freshShortID() }
    guard ShortID.isWellFormed(wanted) else {
      throw .badRequest("\"\(shown(wanted))\" is no short id: it has 11 letters or digits.")
    }
    try store.checkUnused(wanted)
    return wanted
  }

  // MARK: Slots

  private func take(_ record: SlotRecord, _ updating: Bool) throws(SlotError) -> IntakeResult {
    let blockKey = try blockKey(record.blockID)
    try SlotRules.checkInterval(record.range)
    let id = withdrawals.otherIDs[record.id] ?? record.id
    if let found = try store.presentSlot(id: id) {
      guard found.blockKey == blockKey else {
        throw .badRequest("There is a slot \(id) already, in another booking block.")
      }
      let changed = record.applied(to: found.slot)
      guard changed != found.slot else { return .existing }
      let differences = changed.differences(from: found.slot)
      try refuse("slot", "\(id)", unless: updating, differences)
      try SlotRules.checkChange(from: found.slot, to: changed)
      try store.checkMove(found, to: changed.range)
      try store.save(changed, over: found, work)
      try noteDisplaced(from: found.slot, by: changed)
      return .updated
    }
    let created = record.createdAt ?? record.updatedAt ?? work.now
    let slot = record.applied(
      to: Slot(
        id: record.id,
        blockID: record.blockID,
        range: record.range,
        createdAt: created,
        updatedAt: record.updatedAt ?? created
      )
    )
    try SlotRules.checkCapacity(slot.capacity)
    try store.checkFree(slot.range, inBlock: blockKey)
    let stored = StoredSlot(key: try takeKey(.slot), blockKey: blockKey, slot: slot)
    try store.insert(stored)
    try work.recordCreated(stored)
    withdrawals.note(stored)
    return .created
  }

  func noteDisplaced(from slot: Slot, by changed: Slot) throws(SlotError) {
    let isDisabled = slot.status == .active && changed.status == .disabled
    guard slot.activeAppointments > 0, isDisabled || changed.range.start != slot.range.start
    else { return }
    for appointment in try store.appointments(on: slot.id) where appointment.status == .active {
      noteDisplaced(appointment, from: slot)
    }
  }

  private func noteDisplaced(_ appointment: Appointment, from slot: Slot) {
    displacedCount += 1
    guard displaced.count < Self.longestList else { return }
    displaced.append(BulkPreview.Displaced(appointment: appointment, slot: slot))
  }

  // MARK: Appointments

  private func take(
    _ record: AppointmentRecord,
    _ updating: Bool
  ) throws(SlotError) -> IntakeResult {
    let target = try store.storedSlot(record.slotID)
    let found = try store.presentAppointment(id: record.id)
    if let found {
      let changed = record.applied(to: found.appointment)
      guard changed != found.appointment else { return .existing }
      let differences = changed.differences(from: found.appointment)
      try refuse("appointment", "\(record.id)", unless: updating, differences)
      let hadPlace = found.appointment.status == .active && found.slotKey == target.key
      if changed.status == .active, !hadPlace { try store.checkPlace(on: target, work) }
      try store.save(changed, over: found, slotKey: target.key, work)
      let keepsPlace = changed.status == .active && found.slotKey == target.key
      if found.appointment.status == .active, !keepsPlace {
        noteDisplaced(found.appointment, from: try store.slot(found.appointment.slotID))
      }
      return .updated
    }
    let created = record.createdAt ?? record.updatedAt ?? work.now
    let appointment = record.applied(
      to: Appointment(
        id: record.id,
        blockID: target.slot.blockID,
        slotID: record.slotID,
        createdAt: created,
        updatedAt: record.updatedAt ?? created
      )
    )
    if appointment.status == .active { try store.checkPlace(on: target, work) }
    let stored = StoredAppointment(
      key: try takeKey(.appointment),
      slotKey: target.key,
      blockKey: target.blockKey,
      appointment: appointment
    )
    try store.add(stored, work)
    return .created
  }
}
