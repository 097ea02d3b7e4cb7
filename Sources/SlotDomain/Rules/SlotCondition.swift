/// A state by which slots are picked out. Of one slot several can hold.
public enum SlotCondition: String, CaseIterable, Hashable, Sendable {
  /// It can be booked: the property `available`.
  case available
  /// Some of its places are taken, and not all.
  case partlyTaken
  case full
  case disabled
  case locked
  /// It has active appointments.
  case booked

  public func holds(for slot: Slot, in block: BookingBlock, at now: Instant) -> Bool {
    switch self {
    case .available: slot.isAvailable(in: block, at: now)
    case .partlyTaken: slot.activeAppointments > 0 && slot.freePlaces > 0
    case .full: slot.freePlaces == 0
    case .disabled: slot.status == .disabled
    case .locked: slot.lock(at: now) != nil
    case .booked: slot.activeAppointments > 0
    }
  }
}
