/// An appointment with the slot that it is in.
public struct Engagement: Hashable, Sendable {
  public let appointment: Appointment
  public let slot: Slot

  public init(appointment: Appointment, slot: Slot) {
    self.appointment = appointment
    self.slot = slot
  }
}
