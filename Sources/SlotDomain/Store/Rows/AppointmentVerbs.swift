/// What is done to appointments.
struct AppointmentVerbs {
  let work: Work

  private func tell(_ appointment: Appointment) { work.outcome.appointments.append(appointment) }

  // MARK: Book

  func create(_ drafts: [AppointmentDraft]) throws(SlotError) {
    for draft in drafts { try create(draft) }
  }

  private func create(_ draft: AppointmentDraft) throws(SlotError) {
    let stored = try work.slot(draft.slotID)
    try book(stored, places: 1, lockKey: draft.lockKey, isLate: draft.isLate)
    if let id = draft.id, try work.presentAppointment(id) != nil {
      throw .badRequest("There is an appointment \(id) already.")
    }
    let appointment = Appointment(
      id: draft.id ?? Appointment.ID(),
      blockID: stored.slot.blockID,
      slotID: stored.slot.id,
      metadata: draft.metadata,
      createdAt: work.now,
      updatedAt: work.now
    )
    let key = try work.nextKey(.appointment)
    try work.add(
      StoredAppointment(
        key: key,
        slotKey: stored.key,
        blockKey: stored.blockKey,
        appointment: appointment
      )
    )
    tell(appointment)
  }

  /// Refuses what may not be booked, and consumes the lock that the key opened.
  private func book(
    _ stored: StoredSlot,
    places: Int,
    lockKey: String?,
    isLate: Bool = false
  ) throws(SlotError) {
    let block = try work.block(key: stored.blockKey).block
    let hasKey = if let lockKey { try work.opens(lockKey, stored) } else { false }
    try BookingRules.checkBooking(
      stored.slot,
      in: block,
      places: places,
      hasKey: hasKey,
      isLate: isLate,
      now: work.now
    )
    // Whoever was cancelled takes no place, and leaves the lock to those who do.
    if hasKey, places > 0 { try LockVerbs(work: work).removeLock(of: stored) }
  }

  /// A place that comes back must still be free, and not held by a colleague.
  func checkPlace(on target: StoredSlot, heedingLocks: Bool = true) throws(SlotError) {
    guard target.slot.freePlaces > 0 else { throw .notEnoughCapacity(target.slot) }
    if heedingLocks, let lock = target.slot.lock(at: work.now), lock.owner != work.actor {
      throw .slotLocked(target.slot)
    }
  }

  // MARK: Change

  func update(_ ids: [Appointment.ID], _ changes: AppointmentChanges) throws(SlotError) {
    for id in ids {
      let stored = try work.appointment(id)
      tell(try work.save(try changes.applied(to: stored.appointment), over: stored))
    }
  }

  func cancel(_ ids: [Appointment.ID]) throws(SlotError) {
    for id in ids {
      let stored = try work.appointment(id)
      var changed = stored.appointment
      changed.status = .cancelled
      tell(try work.save(changed, over: stored))
    }
  }

  func enable(_ ids: [Appointment.ID]) throws(SlotError) {
    for id in ids { try enable(id) }
  }

  private func enable(_ id: Appointment.ID) throws(SlotError) {
    let stored = try work.appointment(id)
    var changed = stored.appointment
    if changed.status == .cancelled {
      try book(try work.slot(changed.slotID), places: 1, lockKey: nil)
      changed.status = .active
    }
    tell(try work.save(changed, over: stored))
  }

  func reschedule(
    _ id: Appointment.ID,
    to slotID: Slot.ID,
    lockKey: String?
  ) throws(SlotError) {
    let stored = try work.appointment(id)
    let target = try work.slot(slotID)
    var changed = stored.appointment
    if target.key != stored.slotKey {
      try book(target, places: changed.status == .active ? 1 : 0, lockKey: lockKey)
      changed.slotID = slotID
    }
    tell(try work.save(changed, over: stored, on: target))
  }

  // MARK: Delete

  func delete(_ ids: [Appointment.ID]) throws(SlotError) {
    for id in ids {
      let stored = try work.appointment(id)
      try work.delete(stored)
      tell(stored.appointment)
    }
  }
}
