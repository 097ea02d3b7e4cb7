/// Does what operations say, as part of an action. What they are about to look at is found together,
/// for as many of them as are in memory at once.
struct Verbs {
  let work: Work

  func perform(_ operation: Operation) throws(SlotError) {
    let parts = operation.parts(of: work.rows.batch)
    for (number, part) in parts.enumerated() {
      if number > 0 { work.forget() }
      var needs = Needs()
      for one in part { add(one, to: &needs) }
      try work.find(needs)
      for one in part { try performOne(one) }
    }
  }

  /// What one is about to look at.
  private func add(_ operation: Operation, to needs: inout Needs) {
    switch operation {
    case .createSlots(let drafts):
      needs.blocks += Set(drafts.map(\.blockID))
      needs.slots += drafts.compactMap(\.id)
      needs.freeKeys[.slot, default: 0] += drafts.count
    case .changeSlots(let ids, let change):
      change.add(to: &needs, ids)
      if change.isOfAllTogether { needs.withBlocks = true }
    case .reviseSlots(let ids, _):
      needs.slots += ids
      needs.withBlocks = true
    case .releaseOwnLock(let id):
      needs.slots.append(id)
    case .createBlock:
      needs.allBlocks = true
      needs.freeKeys[.block, default: 0] += 1
    case .updateBlock(let id, let changes):
      if changes.name != nil { needs.allBlocks = true } else { needs.blocks.append(id) }
    case .setBlockStatus(let ids, _), .deleteBlocks(let ids, _):
      needs.blocks += ids
    case .createAppointments(let drafts):
      needs.slots += drafts.map(\.slotID)
      needs.appointments += drafts.compactMap(\.id)
      needs.withBlocks = true
      needs.freeKeys[.appointment, default: 0] += drafts.count
      needs.lockKeys += drafts.compactMap { draft in
        draft.lockKey.map { LockKey(slot: draft.slotID, text: $0) }
      }
    case .updateAppointments(let ids, _), .cancelAppointments(let ids),
      .deleteAppointments(let ids):
      needs.appointments += ids
    case .enableAppointments(let ids):
      needs.appointments += ids
      needs.withSlots = true
      needs.withBlocks = true
    case .rescheduleAppointment(let id, let slot, let key):
      needs.appointments.append(id)
      needs.slots.append(slot)
      needs.withBlocks = true
      if let key { needs.lockKeys.append(LockKey(slot: slot, text: key)) }
    case .batch(_, let operations):
      for one in operations { add(one, to: &needs) }
    }
  }

  private func performOne(_ operation: Operation) throws(SlotError) {
    let slots = SlotVerbs(work: work)
    let blocks = BlockVerbs(work: work)
    let appointments = AppointmentVerbs(work: work)
    switch operation {
    case .createSlots(let drafts): try slots.create(drafts)
    case .changeSlots(let ids, let change): try slots.change(ids, change)
    case .reviseSlots(let ids, let revision):
      try SlotRevising(work: work).revise(ids, revision)
    case .releaseOwnLock(let id): try LockVerbs(work: work).releaseOwn(of: id)
    case .createBlock(let draft): try blocks.create(draft)
    case .updateBlock(let id, let changes): try blocks.update(id, changes)
    case .setBlockStatus(let ids, let status):
      for id in ids.withoutRepeats { try blocks.update(id, BlockChanges(status: status)) }
    case .deleteBlocks(let ids, let force): try blocks.delete(ids, force: force)
    case .createAppointments(let drafts): try appointments.create(drafts)
    case .updateAppointments(let ids, let changes): try appointments.update(ids, changes)
    case .cancelAppointments(let ids): try appointments.cancel(ids)
    case .enableAppointments(let ids): try appointments.enable(ids)
    case .rescheduleAppointment(let id, let slot, let key):
      try appointments.reschedule(id, to: slot, lockKey: key)
    case .deleteAppointments(let ids): try appointments.delete(ids)
    case .batch(_, let operations): for one in operations { try performOne(one) }
    }
  }
}

extension Operation {
  /// The same one after the other, in parts that are about so many objects at most, unless the objects of
  /// one have to be looked at together. An object that is named twice is acted on once.
  fileprivate func parts(of size: Int) -> [[Operation]] {
    var parts: [[Operation]] = []
    var count = 0
    for one in pieces(of: size) {
      // What is about nothing has a part, too.
      if parts.isEmpty || count + one.objectCount > size {
        parts.append([])
        count = 0
      }
      parts[parts.count - 1].append(one)
      count += one.objectCount
    }
    return parts
  }

  private func pieces(of size: Int) -> [Operation] {
    switch self {
    case .createSlots, .releaseOwnLock, .createBlock, .updateBlock, .setBlockStatus, .deleteBlocks,
      .rescheduleAppointment:
      [self]
    case .changeSlots(let ids, let change):
      ids.distinct(in: change.isOfAllTogether ? .max : size) { .changeSlots($0, change) }
    case .reviseSlots(let ids, let revision):
      ids.distinct(in: .max) { .reviseSlots($0, revision) }
    case .createAppointments(let drafts):
      drafts.pieces(of: size).map { .createAppointments($0) }
    case .updateAppointments(let ids, let changes):
      ids.distinct(in: size) { .updateAppointments($0, changes) }
    case .cancelAppointments(let ids):
      ids.distinct(in: size) { .cancelAppointments($0) }
    case .enableAppointments(let ids):
      ids.distinct(in: size) { .enableAppointments($0) }
    case .deleteAppointments(let ids):
      ids.distinct(in: size) { .deleteAppointments($0) }
    case .batch(_, let operations):
      operations.flatMap { $0.pieces(of: size) }
    }
  }
}

extension Array where Element: Hashable {
  fileprivate func distinct(in size: Int, _ make: ([Element]) -> Operation) -> [Operation] {
    withoutRepeats.pieces(of: size).map(make)
  }
}
