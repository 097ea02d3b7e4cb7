/// An object as a file describes it, with its id. What is nil the file does not say: a new object
/// takes what is usual, one that is there keeps what it has.
public enum ObjectRecord: Hashable, Sendable {
  case block(BlockRecord)
  case slot(SlotRecord)
  case appointment(AppointmentRecord)
}

public struct BlockRecord: Hashable, Sendable {
  public var id: BookingBlock.ID
  public var shortID: String?
  public var name: String?
  public var timezone: String?
  public var status: BookingBlock.Status?
  public var bookingDisabledBefore: Int?
  public var metadata: Metadata?
  public var createdAt: Instant?
  public var updatedAt: Instant?

  public init(id: BookingBlock.ID) { self.id = id }

  func applied(to block: BookingBlock) -> BookingBlock {
    BlockChanges(
      name: name,
      timezone: timezone,
      status: status,
      bookingDisabledBefore: bookingDisabledBefore,
      metadata: metadata
    ).applied(to: block)
  }
}

public struct SlotRecord: Hashable, Sendable {
  public var id: Slot.ID
  public var blockID: BookingBlock.ID
  public var range: TimeRange
  public var capacity: Int?
  public var status: Slot.Status?
  public var isLockable: Bool?
  public var metadata: Metadata?
  public var createdAt: Instant?
  public var updatedAt: Instant?

  public init(id: Slot.ID, blockID: BookingBlock.ID, range: TimeRange) {
    self.id = id
    self.blockID = blockID
    self.range = range
  }

  func applied(to slot: Slot) -> Slot {
    var slot = SlotChanges(
      start: range.start,
      end: range.end,
      capacity: capacity,
      isLockable: isLockable,
      metadata: metadata
    ).applied(to: slot)
    slot.status = status ?? slot.status
    return slot
  }
}

public struct AppointmentRecord: Hashable, Sendable {
  public var id: Appointment.ID
  public var slotID: Slot.ID
  public var status: Appointment.Status?
  public var metadata: Metadata?
  public var createdAt: Instant?
  public var updatedAt: Instant?

  public init(id: Appointment.ID, slotID: Slot.ID) {
    self.id = id
    self.slotID = slotID
  }

  func applied(to appointment: Appointment) -> Appointment {
    var appointment = appointment
    appointment.slotID = slotID
    appointment.status = status ?? appointment.status
    appointment.metadata = metadata ?? appointment.metadata
    return appointment
  }
}
