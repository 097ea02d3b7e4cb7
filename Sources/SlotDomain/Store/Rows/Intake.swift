/// Objects from elsewhere on their way into the tables and the journal.
final class Intake: ObjectIntake {
  let work: Work
  var block: BookingBlock.ID?
  /// What was withdrawn so far, and which slots are known by other ids.
  var withdrawals = Withdrawals()
  private var zones: [BookingBlock.ID: Zone] = [:]
  private(set) var displaced: [BulkPreview.Displaced] = []
  private(set) var displacedCount = 0
  private(set) var stillDisabled = 0
  /// So many of the displaced are named.
  private static let longestList = 1000
  /// Slots come block by block.
  private var lastBlock: (id: BookingBlock.ID, key: Int64)?

  init(_ work: Work) { self.work = work }

  private var appointmentVerbs: AppointmentVerbs { AppointmentVerbs(work: work) }

  var total: Int {
    get { work.total }
    set { work.total = newValue }
  }

  func zone(of block: BookingBlock.ID) throws(SlotError) -> Zone {
    if let zone = zones[block] { return zone }
    let zone = try work.block(block).block.zone
    zones[block] = zone
    return zone
  }

  func prepare(_ records: [ObjectRecord]) throws(SlotError) {
    work.forget()
    var needs = Needs()
    needs.withSlots = true
    var blocks: Set<BookingBlock.ID> = []
    var ranges: [BookingBlock.ID: [TimeRange]] = [:]
    for record in records {
      switch record {
      case .block(let record):
        needs.freeKeys[.block, default: 0] += 1
        blocks.insert(record.id)
      case .slot(let record):
        blocks.insert(record.blockID)
        needs.slots.append(withdrawals.otherIDs[record.id] ?? record.id)
        if record.range.start < record.range.end {
          ranges[record.blockID, default: []].append(record.range)
        }
      case .appointment(let record):
        needs.freeKeys[.appointment, default: 0] += 1
        needs.appointments.append(record.id)
        needs.slots.append(record.slotID)
      case .withdrawal(let record):
        blocks.insert(record.blockID)
        needs.slots += record.kept.map(\.id) + (record.only ?? [])
      }
    }
    needs.blocks = Array(blocks)
    needs.slots = needs.slots.withoutRepeats
    needs.appointments = needs.appointments.withoutRepeats
    // What lies near is read in one go.
    needs.taken = ranges.map {
      TakenSpan(block: .id($0.key), ranges: $0.value.joined(across: .hours(24)))
    }
    try work.find(needs)
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

  func blockKey(_ id: BookingBlock.ID) throws(SlotError) -> Int64 {
    if let lastBlock, lastBlock.id == id { return lastBlock.key }
    let key = try work.block(id).key
    lastBlock = (id, key)
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

  /// - Throws: `.badRequest` E013 for what is of another block than the only one.
  private func refuseOther(_ block: BookingBlock.ID) throws(SlotError) {
    guard let only = self.block, only != block else { return }
    throw .badRequest("That is of another booking block. Without --block it is taken too.")
  }

  // MARK: Blocks

  private func take(_ record: BlockRecord, _ updating: Bool) throws(SlotError) -> IntakeResult {
    try refuseOther(record.id)
    if let found = try work.presentBlock(record.id) {
      let changed = record.applied(to: found.block)
      guard changed != found.block else { return .existing }
      let differences = changed.differences(from: found.block)
      try refuse("booking block", "\(record.id)", unless: updating, differences)
      try BlockRules.check(changed, from: found.block)
      try work.save(changed, over: found)
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
    try work.add(StoredBlock(key: try work.nextKey(.block), block: block))
    return .created
  }

  private func shortID(_ wanted: String?) throws(SlotError) -> String {
    let verbs = BlockVerbs(work: work)
    guard let wanted else { return try verbs.freshShortID() }
    guard ShortID.isWellFormed(wanted) else {
      throw .badRequest("\"\(shown(wanted))\" cannot be a short id. Give 11 letters or digits.")
    }
    try verbs.checkUnused(wanted)
    return wanted
  }

  // MARK: Slots

  private func take(_ record: SlotRecord, _ updating: Bool) throws(SlotError) -> IntakeResult {
    try refuseOther(record.blockID)
    let blockKey = try blockKey(record.blockID)
    try SlotRules.checkInterval(record.range)
    let id = withdrawals.otherIDs[record.id] ?? record.id
    if let found = try work.presentSlot(id) {
      guard found.blockKey == blockKey else {
        throw .badRequest("There is a slot \(id) already, in another booking block.")
      }
      let changed = try record.applied(to: found.slot)
      guard changed != found.slot else {
        // Whether people closed it, or an earlier revision that withdrew the event, nobody can tell.
        if record.status == nil, changed.status == .disabled { stillDisabled += 1 }
        return .existing
      }
      let differences = changed.differences(from: found.slot)
      try refuse("slot", "\(id)", unless: updating, differences)
      try SlotRules.checkChange(from: found.slot, to: changed)
      try work.checkMove(found, to: changed.range)
      try noteDisplaced(from: found, by: changed)
      try work.save(changed, over: found)
      return .updated
    }
    let created = record.createdAt ?? record.updatedAt ?? work.now
    let slot = try record.applied(
      to: Slot(
        id: record.id,
        blockID: record.blockID,
        range: record.range,
        createdAt: created,
        updatedAt: record.updatedAt ?? created
      )
    )
    try SlotRules.checkCapacity(slot.capacity)
    try work.checkFree(slot.range, inBlock: blockKey)
    let stored = StoredSlot(key: try work.nextKey(.slot), blockKey: blockKey, slot: slot)
    try work.create(stored)
    withdrawals.note(stored)
    return .created
  }

  func noteDisplaced(from stored: StoredSlot, by changed: Slot) throws(SlotError) {
    let slot = stored.slot
    let isDisabled = slot.status == .active && changed.status == .disabled
    guard slot.activeAppointments > 0, isDisabled || changed.range.start != slot.range.start
    else { return }
    // Who is there by then, in the order in which they came.
    let guests = try work.appointments(on: stored).map(\.appointment)
      .sorted { $0.createdAt < $1.createdAt }
    for appointment in guests where appointment.status == .active {
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
    let target = try work.slot(record.slotID)
    try refuseOther(target.slot.blockID)
    if let found = try work.presentAppointment(record.id) {
      try refuseOther(found.appointment.blockID)
      let changed = record.applied(to: found.appointment)
      guard changed != found.appointment else { return .existing }
      let differences = changed.differences(from: found.appointment)
      try refuse("appointment", "\(record.id)", unless: updating, differences)
      let hadPlace = found.appointment.status == .active && found.slotKey == target.key
      if changed.status == .active, !hadPlace { try appointmentVerbs.checkPlace(on: target) }
      try work.save(changed, over: found, on: target)
      let keepsPlace = changed.status == .active && found.slotKey == target.key
      if found.appointment.status == .active, !keepsPlace {
        let left = try work.slot(found.appointment.slotID).slot
        noteDisplaced(found.appointment, from: left)
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
    if appointment.status == .active { try appointmentVerbs.checkPlace(on: target) }
    try work.add(
      StoredAppointment(
        key: try work.nextKey(.appointment),
        slotKey: target.key,
        blockKey: target.blockKey,
        appointment: appointment
      )
    )
    return .created
  }
}
