/// Somebody with an active appointment in a slot to come that serves nobody: it is disabled, or its block is
/// a draft.
public struct TrayRow: Hashable, Sendable {
  public let appointment: Appointment
  /// Where the appointment is.
  public let slot: Slot
  /// Where it could go: a slot that can be booked, and stands in no other row. Nil: there is none left.
  public let proposal: Slot?

  public init(appointment: Appointment, slot: Slot, proposal: Slot?) {
    self.appointment = appointment
    self.slot = slot
    self.proposal = proposal
  }
}
