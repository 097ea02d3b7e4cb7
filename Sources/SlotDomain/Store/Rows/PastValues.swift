/// What changes that are taken back, the newest first, say about how an object was before them.
struct PastValues {
  let subject: Change.Subject
  /// What differs from the present; everything when the object is to be made from these.
  private var values: Change.Values = [:]
  private var existence = Existence.asNow

  private enum Existence {
    case asNow
    case absent
    case remade
  }

  init(subject: Change.Subject) { self.subject = subject }

  mutating func takeBack(_ change: StoredChange) throws(SlotError) {
    guard let before = try change.before else {
      (existence, values) = (.absent, [:])
      return
    }
    if change.isDeletion {
      (existence, values) = (.remade, before)
    } else {
      values.merge(before) { $1 }
    }
  }

  private var remembered: RememberedValues { RememberedValues(values) }

  private func updatedAt(_ present: Instant) -> Instant {
    values["updated_at"]?.integer.map { Instant(milliseconds: $0).datable } ?? present
  }

  /// The block then; nil when it was not there.
  func block(_ present: BookingBlock?) throws(SlotError) -> BookingBlock? {
    guard case .block(let id) = subject else { return nil }
    switch existence {
    case .absent: return nil
    case .remade: return try remembered.block(id)
    case .asNow:
      guard let present else { return nil }
      var block = remembered.applied(to: present)
      block.updatedAt = updatedAt(present.updatedAt)
      return block
    }
  }

  /// The slot then, with the counts of the present one; nil when it was not there.
  func slot(_ present: Slot?, in block: BookingBlock.ID) throws(SlotError) -> Slot? {
    guard case .slot(let id) = subject else { return nil }
    switch existence {
    case .absent: return nil
    case .remade: return try remembered.slot(id, in: block)
    case .asNow:
      guard let present else { return nil }
      var slot = remembered.applied(to: present)
      slot.updatedAt = updatedAt(present.updatedAt)
      return slot
    }
  }

  /// The appointment then; nil when it was not there. Its block is that of its slot, which the values
  /// do not name.
  func appointment(_ present: Appointment?) throws(SlotError) -> Appointment? {
    guard case .appointment(let id) = subject else { return nil }
    switch existence {
    case .absent: return nil
    case .remade: return try remembered.appointment(id)
    case .asNow:
      guard let present else { return nil }
      var appointment = remembered.applied(to: present)
      appointment.updatedAt = updatedAt(present.updatedAt)
      return appointment
    }
  }
}
