/// Putting objects back as the journal remembers them.
extension SQLiteStore {
  /// The values that an object has now; nil when it is not there.
  func presentValues(_ change: StoredChange) throws(SlotError) -> Change.Values? {
    let text =
      switch change.kind {
      case .block: try presentBlock(change.key).map { JournalValues.all($0.block) }
      case .slot: try presentSlot(change.key).map { JournalValues.all($0.slot) }
      case .appointment:
        try presentAppointment(change.key).map { JournalValues.all($0.appointment) }
      }
    guard let text, case .object(let values)? = try? JSONValue(parsing: text) else { return nil }
    return values
  }

  func invert(_ change: StoredChange, _ work: JournalWork) throws(SlotError) {
    let before = try change.before.map(RememberedValues.init)
    try before?.checkMetadata()
    switch change.subject {
    case .block(let id): try invertBlock(id, change.key, before, work)
    case .slot(let id): try invertSlot(id, change, before, work)
    case .appointment(let id): try invertAppointment(id, change, before, work)
    }
  }

  // MARK: Blocks

  private func presentBlock(_ key: Int64) throws(SlotError) -> StoredBlock? {
    try connection.statement("SELECT \(Self.blockColumns) FROM block WHERE key = ?")
      .bind(1, key).first(Self.readBlock)
  }

  private func invertBlock(
    _ id: BookingBlock.ID,
    _ key: Int64,
    _ before: RememberedValues?,
    _ work: JournalWork
  ) throws(SlotError) {
    let present = try presentBlock(key)
    guard let before else {
      guard let present else { return }
      let slots = try slotIDs(inBlock: key)
      guard slots.isEmpty else { throw .blockHasSlots(present.block, count: slots.count) }
      return try delete(present, work)
    }
    if let present {
      try save(before.applied(to: present.block), over: present, work)
      return
    }
    var block = try before.block(id)
    try checkUnused(block.shortID)
    block.updatedAt = work.stamp(after: block.updatedAt)
    try add(StoredBlock(key: key, block: block), work)
  }

  // MARK: Slots

  private func presentSlot(_ key: Int64) throws(SlotError) -> StoredSlot? {
    let id = try connection.statement("SELECT id FROM slot WHERE key = ?").bind(1, key)
      .first { (row) throws(SlotError) in try row.identifier(0, of: Slot.self) }
    return try id.map(storedSlot)
  }

  private func invertSlot(
    _ id: Slot.ID,
    _ change: StoredChange,
    _ before: RememberedValues?,
    _ work: JournalWork
  ) throws(SlotError) {
    let present = try presentSlot(change.key)
    guard let before else {
      guard let present else { return }
      guard present.slot.appointments == 0 else { throw .slotHasAppointments(present.slot) }
      return try delete(present, work)
    }
    if let present {
      let changed = before.applied(to: present.slot)
      try SlotRules.checkChange(from: present.slot, to: changed)
      try checkMove(present, to: changed.range)
      try save(changed, over: present, work)
      return
    }
    let block = try livingBlock(change.blockKey)
    var slot = try before.slot(id, in: block.block.id)
    try checkFree(slot.range, inBlock: block.key)
    slot.updatedAt = work.stamp(after: slot.updatedAt)
    try insert(StoredSlot(key: change.key, blockKey: block.key, slot: slot))
    try work.record(
      .slot,
      key: change.key,
      id: id,
      block: block.key,
      before: nil,
      after: JournalValues.all(slot)
    )
  }

  /// The block that the journal knows by a key, or the one that has its id by now: a block that was
  /// deleted may have been imported again.
  ///
  /// - Throws: `.blockNotFound` E052.
  private func livingBlock(_ key: Int64) throws(SlotError) -> StoredBlock {
    if let present = try presentBlock(key) { return present }
    let id = try connection.statement(
      "SELECT id FROM change WHERE kind = 0 AND object = ? LIMIT 1"
    )
    .bind(1, key).first { (row) throws(SlotError) in try row.identifier(0, of: BookingBlock.self) }
    guard let id else { throw .blockNotFound("\(key)") }
    return try storedBlock(id)
  }

  // MARK: Appointments

  private func presentAppointment(_ key: Int64) throws(SlotError) -> StoredAppointment? {
    let id = try connection.statement("SELECT id FROM appointment WHERE key = ?").bind(1, key)
      .first { (row) throws(SlotError) in try row.identifier(0, of: Appointment.self) }
    return try id.map(storedAppointment)
  }

  private func invertAppointment(
    _ id: Appointment.ID,
    _ change: StoredChange,
    _ before: RememberedValues?,
    _ work: JournalWork
  ) throws(SlotError) {
    let present = try presentAppointment(change.key)
    guard let before else {
      if let present { try delete(present, work) }
      return
    }
    var appointment =
      if let present { before.applied(to: present.appointment) } else { try before.appointment(id) }
    let target = try storedSlot(appointment.slotID)
    let tookPlace = present.map {
      $0.appointment.status == .active && $0.slotKey == target.key
    }
    if appointment.status == .active, tookPlace != true { try checkPlace(on: target, work) }
    if let present {
      try save(appointment, over: present, slotKey: target.key, work)
      return
    }
    appointment.updatedAt = work.stamp(after: appointment.updatedAt)
    try add(
      StoredAppointment(
        key: change.key,
        slotKey: target.key,
        blockKey: target.blockKey,
        appointment: appointment
      ),
      work
    )
  }

  /// A place that comes back must still be free, and not held by a colleague.
  func checkPlace(on target: StoredSlot, _ work: JournalWork) throws(SlotError) {
    guard target.slot.freePlaces > 0 else { throw .notEnoughCapacity(target.slot) }
    if let lock = target.slot.lock(at: work.now), lock.owner != work.actor {
      throw .slotLocked(target.slot)
    }
  }
}

/// Values from the journal on their way back into an object. What is not among them stays.
struct RememberedValues {
  let values: Change.Values

  init(_ values: Change.Values) { self.values = values }

  private func instant(_ name: String) -> Instant? {
    values[name]?.integer.map { Instant(milliseconds: $0).datable }
  }

  private func count(_ name: String) -> Int? { values[name]?.integer?.countable }

  private func metadata() -> Metadata? {
    values["metadata"].map { Metadata(stored: $0.storedText) }
  }

  /// What was allowed when it was written may be too long by now.
  ///
  /// - Throws: `.metadataTooLong` E042.
  func checkMetadata() throws(SlotError) {
    if case .object(let members)? = values["metadata"] { try Metadata.checkLengths(members) }
  }

  /// `JournalProperties` has seen that it is there.
  private func required<Value>(_ value: Value?, _ name: String) throws(SlotError) -> Value {
    guard let value else { throw .unexpected("The journal does not know the \(name)") }
    return value
  }

  func applied(to slot: Slot) -> Slot {
    var slot = slot
    slot.range = TimeRange(
      start: instant("start_date") ?? slot.range.start,
      end: instant("end_date") ?? slot.range.end
    )
    slot.capacity = count("capacity") ?? slot.capacity
    slot.status = values["status"]?.string.flatMap(Slot.Status.init) ?? slot.status
    slot.isLockable = values["lockable"]?.bool ?? slot.isLockable
    if values["locked_until"] != nil { slot.storedLock = lock() }
    slot.metadata = metadata() ?? slot.metadata
    return slot
  }

  private func lock() -> Slot.Lock? {
    guard let end = instant("locked_until") else { return nil }
    return Slot.Lock(
      end: end,
      owner: values["locked_by"]?.string ?? "somebody",
      number: values[JournalValues.lockNumber]?.integer ?? 0
    )
  }

  func slot(_ id: Slot.ID, in block: BookingBlock.ID) throws(SlotError) -> Slot {
    let range = TimeRange(
      start: try required(instant("start_date"), "start_date"),
      end: try required(instant("end_date"), "end_date")
    )
    let created = try required(instant("created_at"), "created_at")
    return applied(
      to: Slot(
        id: id,
        blockID: block,
        range: range,
        createdAt: created,
        updatedAt: instant("updated_at") ?? created
      )
    )
  }

  func applied(to block: BookingBlock) -> BookingBlock {
    BlockChanges(
      name: values["name"]?.string,
      timezone: values["timezone"]?.string,
      status: values["status"]?.string.flatMap(BookingBlock.Status.init),
      bookingDisabledBefore: count("booking_disabled_before"),
      metadata: metadata()
    ).applied(to: block)
  }

  func block(_ id: BookingBlock.ID) throws(SlotError) -> BookingBlock {
    let created = try required(instant("created_at"), "created_at")
    return applied(
      to: BookingBlock(
        id: id,
        shortID: try required(values["short_id"]?.string, "short_id"),
        name: try required(values["name"]?.string, "name"),
        timezone: try required(values["timezone"]?.string, "timezone"),
        createdAt: created,
        updatedAt: instant("updated_at") ?? created
      )
    )
  }

  func applied(to appointment: Appointment) -> Appointment {
    var appointment = appointment
    if let slot = values["slot_id"]?.string.flatMap({ Slot.ID($0) }) { appointment.slotID = slot }
    appointment.status =
      values["status"]?.string.flatMap(Appointment.Status.init) ?? appointment.status
    appointment.metadata = metadata() ?? appointment.metadata
    return appointment
  }

  /// The block's id is not remembered, since it follows from the slot.
  func appointment(_ id: Appointment.ID) throws(SlotError) -> Appointment {
    let slot = try required(values["slot_id"]?.string.flatMap { Slot.ID($0) }, "slot_id")
    let created = try required(instant("created_at"), "created_at")
    return applied(
      to: Appointment(
        id: id,
        blockID: BookingBlock.ID(high: 0, low: 0),
        slotID: slot,
        createdAt: created,
        updatedAt: instant("updated_at") ?? created
      )
    )
  }
}
