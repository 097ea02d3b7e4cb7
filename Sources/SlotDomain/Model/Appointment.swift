/// A place taken in a slot. Who it is for is metadata.
public struct Appointment: Identifiable, Hashable, Sendable {
  public typealias ID = Identifier<Appointment>

  public enum Status: String, Hashable, Sendable, CaseIterable {
    /// It takes one place of the slot's capacity.
    case active
    /// It takes no place; can be made active again.
    case cancelled
  }

  public let id: ID
  public let blockID: BookingBlock.ID
  public var slotID: Slot.ID
  public var status: Status
  public var metadata: Metadata
  public let createdAt: Instant
  public var updatedAt: Instant

  public init(
    id: ID,
    blockID: BookingBlock.ID,
    slotID: Slot.ID,
    status: Status = .active,
    metadata: Metadata = .empty,
    createdAt: Instant,
    updatedAt: Instant
  ) {
    self.id = id
    self.blockID = blockID
    self.slotID = slotID
    self.status = status
    self.metadata = metadata
    self.createdAt = createdAt
    self.updatedAt = updatedAt
  }

  /// What a screen calls it: the name, else the first text of its metadata, else its short id.
  public var label: String { metadata.label ?? id.short }
}

/// New values for an appointment; what is nil stays as it is.
public struct AppointmentChanges: Hashable, Sendable {
  public var metadata: Metadata?
  /// Members of the metadata that get a value, `AppointmentMember` or any other; null takes a member away.
  /// The others stay.
  public var members: JSONMembers
  /// Members as they were when whoever changes them looked, null for one that was not there: where one is
  /// another by now, nothing is changed.
  public var seen: JSONMembers

  public init(metadata: Metadata? = nil, members: JSONMembers = [:], seen: JSONMembers = [:]) {
    self.metadata = metadata
    self.members = members
    self.seen = seen
  }

  /// The appointment with these values. `updatedAt` is the caller's to set.
  ///
  /// - Throws: `.metadataTooLong` E042; `.memberChanged` E013.
  func applied(to appointment: Appointment) throws(SlotError) -> Appointment {
    var appointment = appointment
    for (name, value) in seen.sorted(by: { $0.key < $1.key }) {
      let present = appointment.metadata[name.text]
      guard (present ?? .null) == value else { throw .memberChanged(name.text, present) }
    }
    appointment.metadata = metadata ?? appointment.metadata
    if !members.isEmpty { appointment.metadata = try appointment.metadata.merging(members) }
    return appointment
  }
}

/// What a new appointment is made from.
public struct AppointmentDraft: Hashable, Sendable {
  /// Nil: the store makes one.
  public var id: Appointment.ID?
  public var slotID: Slot.ID
  /// Opens the slot's lock, which booking then consumes.
  public var lockKey: String?
  public var metadata: Metadata
  /// Whether it is made although booking has closed: neither the block's lead time nor that the slot has
  /// begun or is past keeps it out. Whatever else stands against a booking still does.
  public var isLate: Bool

  public init(
    id: Appointment.ID? = nil,
    slotID: Slot.ID,
    lockKey: String? = nil,
    metadata: Metadata = .empty,
    isLate: Bool = false
  ) {
    self.id = id
    self.slotID = slotID
    self.lockKey = lockKey
    self.metadata = metadata
    self.isLate = isLate
  }
}
