/// Puts objects back as the journal remembers them.
struct Inversion {
  let work: Work

  /// Finds together what inverting some changes will look at.
  func find(_ changes: [StoredChange]) throws(SlotError) {
    var needs = Needs()
    needs.withSlots = true
    needs.withBlocks = true
    needs.blockKeys = Array(Set(changes.map(\.blockKey)))
    for change in changes {
      switch change.subject {
      case .block(let id):
        needs.blocks.append(id)
        if change.isCreation { needs.slotCounts.append(change.key) }
        if change.isDeletion { needs.allBlocks = true }
      case .slot(let id):
        needs.slots.append(id)
      case .appointment(let id):
        needs.appointments.append(id)
        if let before = try change.before, let slot = RememberedValues(before).slotID {
          needs.slots.append(slot)
        }
      }
    }
    needs.slots = needs.slots.withoutRepeats
    needs.appointments = needs.appointments.withoutRepeats
    try work.find(needs)
    try findTaken(changes)
  }

  private func findTaken(_ changes: [StoredChange]) throws(SlotError) {
    var ranges: [Int64: [TimeRange]] = [:]
    for change in changes {
      guard case .slot(let id) = change.subject, let before = try change.before else { continue }
      let present = try work.presentSlot(id)?.slot
      guard let range = RememberedValues(before).range(of: present) else { continue }
      ranges[change.blockKey, default: []].append(range)
    }
    try work.findTaken(ranges)
  }

  /// The slot in which somebody has a place again; nil where nobody has, or it is not there yet.
  func slot(regainedBy change: StoredChange) throws(SlotError) -> StoredSlot? {
    guard case .appointment(let id) = change.subject, let values = try change.before else {
      return nil
    }
    let (before, present) = (RememberedValues(values), try presentAppointment(id, change.key))
    // Who was deleted by something else since does not come back by this.
    guard present != nil || change.isDeletion else { return nil }
    let appointment =
      if let present { before.applied(to: present.appointment) } else { try before.appointment(id) }
    guard appointment.status == .active, let slot = try work.presentSlot(appointment.slotID) else {
      return nil
    }
    let hasPlace = present.map { $0.appointment.status == .active && $0.slotKey == slot.key }
    return hasPlace == true ? nil : slot
  }

  /// - `slot`: In which somebody gets a place again.
  /// - `heedingLocks`: Whether a colleague's lock on it keeps them from that.
  func invert(
    _ change: StoredChange,
    regaining slot: StoredSlot?,
    heedingLocks: Bool
  ) throws(SlotError) {
    let before = try change.before.map(RememberedValues.init)
    try before?.checkMetadata()
    switch change.subject {
    case .block(let id): try invertBlock(id, change.key, before)
    case .slot(let id): try invertSlot(id, change, before)
    case .appointment(let id):
      if let slot {
        try AppointmentVerbs(work: work).checkPlace(on: slot, heedingLocks: heedingLocks)
      }
      try invertAppointment(id, change.key, before)
    }
  }

  // MARK: What is there

  /// The present object of the same key as JSON has it; nil when it is not there.
  ///
  /// - Throws: `.storeDamaged` S002 where another program gave it metadata that nobody can read.
  func presentValues(_ change: StoredChange) throws(SlotError) -> Change.Values? {
    let text =
      switch change.subject {
      case .block(let id):
        try presentBlock(id, change.key).map { JournalValues.all($0.block) }
      case .slot(let id):
        try presentSlot(id, change.key).map { JournalValues.all($0.slot) }
      case .appointment(let id):
        try presentAppointment(id, change.key).map { JournalValues.all($0.appointment) }
      }
    guard let text else { return nil }
    guard let values = StoredChange.values(of: text) else {
      throw .storeDamaged(
        place: work.rows.place,
        reason: "what action \(change.action) changed has metadata that cannot be read"
      )
    }
    return values
  }

  /// The key of whatever has the id of a change's object now.
  func presentKey(_ change: StoredChange) throws(SlotError) -> Int64? {
    switch change.subject {
    case .block(let id): try work.presentBlock(id)?.key
    case .slot(let id): try work.presentSlot(id)?.key
    case .appointment(let id): try work.presentAppointment(id)?.key
    }
  }

  private func presentBlock(_ id: BookingBlock.ID, _ key: Int64) throws(SlotError) -> StoredBlock? {
    try work.presentBlock(id).flatMap { $0.key == key ? $0 : nil }
  }

  private func presentSlot(_ id: Slot.ID, _ key: Int64) throws(SlotError) -> StoredSlot? {
    try work.presentSlot(id).flatMap { $0.key == key ? $0 : nil }
  }

  private func presentAppointment(
    _ id: Appointment.ID,
    _ key: Int64
  ) throws(SlotError) -> StoredAppointment? {
    try work.presentAppointment(id).flatMap { $0.key == key ? $0 : nil }
  }

  // MARK: Blocks

  private func invertBlock(
    _ id: BookingBlock.ID,
    _ key: Int64,
    _ before: RememberedValues?
  ) throws(SlotError) {
    let present = try presentBlock(id, key)
    guard let before else {
      guard let present else { return }
      let count = try work.countSlots(inBlock: key)
      guard count == 0 else { throw .blockHasSlots(present.block, count: count) }
      return try work.delete(present)
    }
    if let present {
      try work.save(before.applied(to: present.block), over: present)
      return
    }
    var block = try before.block(id)
    try BlockVerbs(work: work).checkUnused(block.shortID)
    block.updatedAt = work.stamp(after: block.updatedAt)
    try work.add(StoredBlock(key: key, block: block))
  }

  // MARK: Slots

  private func invertSlot(
    _ id: Slot.ID,
    _ change: StoredChange,
    _ before: RememberedValues?
  ) throws(SlotError) {
    let present = try presentSlot(id, change.key)
    guard let before else {
      guard let present else { return }
      guard present.slot.appointments == 0 else { throw .slotHasAppointments(present.slot) }
      return try work.delete(present)
    }
    if let present {
      let changed = before.applied(to: present.slot)
      try SlotRules.checkChange(from: present.slot, to: changed)
      try work.checkMove(present, to: changed.range)
      try work.save(changed, over: present)
      return
    }
    let block = try livingBlock(change.blockKey)
    var slot = try before.slot(id, in: block.block.id)
    try work.checkFree(slot.range, inBlock: block.key)
    slot.updatedAt = work.stamp(after: slot.updatedAt)
    try work.add(StoredSlot(key: change.key, blockKey: block.key, slot: slot))
  }

  /// The block that the journal knows by a key, or the one that has its id by now: a block that was
  /// deleted may have been imported again.
  ///
  /// - Throws: `.blockNotFound` E052.
  private func livingBlock(_ key: Int64) throws(SlotError) -> StoredBlock {
    if let present = try work.presentBlock(key: key) { return present }
    for change in try work.rows.changes(of: .block, [key], after: 0) {
      if case .block(let id) = change.subject { return try work.block(id) }
    }
    throw .blockNotFound("\(key)")
  }

  // MARK: Appointments

  private func invertAppointment(
    _ id: Appointment.ID,
    _ key: Int64,
    _ before: RememberedValues?
  ) throws(SlotError) {
    let present = try presentAppointment(id, key)
    guard let before else {
      if let present { try work.delete(present) }
      return
    }
    var appointment =
      if let present { before.applied(to: present.appointment) } else { try before.appointment(id) }
    let target = try work.slot(appointment.slotID)
    if let present {
      try work.save(appointment, over: present, on: target)
      return
    }
    appointment.updatedAt = work.stamp(after: appointment.updatedAt)
    try work.add(
      StoredAppointment(
        key: key,
        slotKey: target.key,
        blockKey: target.blockKey,
        appointment: appointment.in(target.slot.blockID)
      )
    )
  }
}
