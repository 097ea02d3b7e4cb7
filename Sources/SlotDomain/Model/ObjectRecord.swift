/// An object as a file describes it, with its id. What is nil the file does not say: a new object
/// takes what is usual, one that is there keeps what it has.
public enum ObjectRecord: Hashable, Sendable {
  case block(BlockRecord)
  case slot(SlotRecord)
  case appointment(AppointmentRecord)
  case withdrawal(WithdrawalRecord)
}

public struct BlockRecord: Hashable, Sendable {
  public var id: BookingBlock.ID
  public var shortID: String?
  public var name: String?
  public var timezone: String?
  /// Of a block that is new, where the file does not say.
  public var newTimezone: String?
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
  /// Members of the metadata, whatever else it has.
  public var members: JSONMembers = [:]
  /// The members that `metadata` speaks of; nil: all that there is.
  public var ownMembers: Set<String>?
  public var createdAt: Instant?
  public var updatedAt: Instant?

  public init(id: Slot.ID, blockID: BookingBlock.ID, range: TimeRange) {
    self.id = id
    self.blockID = blockID
    self.range = range
  }

  /// - Throws: `.metadataTooLong` E042.
  func applied(to slot: Slot) throws(SlotError) -> Slot {
    var (metadata, members) = (metadata, members)
    if let ownMembers, let own = metadata {
      metadata = nil
      for name in ownMembers { members[ExactText(name)] = own[name] ?? .null }
    }
    var slot = try SlotChanges(
      start: range.start,
      end: range.end,
      capacity: capacity,
      isLockable: isLockable,
      metadata: metadata,
      members: members
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

/// What a file says of an event as a whole: which of its slots there still are, and so which are not.
///
/// Slots of an event are known again by its UID in their metadata.
public struct WithdrawalRecord: Hashable, Sendable {
  /// A slot that the event still has.
  public struct Kept: Hashable, Sendable {
    public var id: Slot.ID
    public var range: TimeRange

    public init(id: Slot.ID, range: TimeRange) {
      self.id = id
      self.range = range
    }
  }

  public var blockID: BookingBlock.ID
  public var uid: String
  public var kept: [Kept] = []
  /// Nil: the file has the whole event. Else it speaks of these alone, and of those from `from` on.
  public var only: [Slot.ID]?
  public var from: Instant?
  /// Of slots that start then or later the file was not asked.
  public var before: Instant?

  public init(blockID: BookingBlock.ID, uid: String) {
    self.blockID = blockID
    self.uid = uid
  }
}
