/// A bookable stretch of time of one booking block. docs/file-format.md says what
/// each property means.
public struct Slot: Identifiable, Hashable, Sendable {
  public typealias ID = Identifier<Slot>

  public enum Status: String, Hashable, Sendable, CaseIterable {
    case active
    /// Not publicly visible; nothing can be booked. Can be made active again.
    case disabled
  }

  /// A hold on a slot: until `end`, only who has its key may book. Over by itself when `end` has come.
  public struct Lock: Hashable, Sendable {
    /// First moment at which the lock no longer holds.
    public let end: Instant
    /// The operating-system user who made it.
    public let owner: String
    /// Under which number the store keeps its key. Locks with one end and owner can differ in it.
    let number: Int64

    public init(end: Instant, owner: String) {
      self.init(end: end, owner: owner, number: 0)
    }

    init(end: Instant, owner: String, number: Int64) {
      self.end = end
      self.owner = owner
      self.number = number
    }
  }

  public let id: ID
  public let blockID: BookingBlock.ID
  public var range: TimeRange
  /// How many active appointments fit; at least 1.
  public var capacity: Int
  public var status: Status
  public var isLockable: Bool
  /// As stored: it may be over. `lock(at:)` tells.
  public var storedLock: Lock?
  public var activeAppointments: Int
  public var cancelledAppointments: Int
  public var metadata: Metadata
  public let createdAt: Instant
  public var updatedAt: Instant

  public init(
    id: ID,
    blockID: BookingBlock.ID,
    range: TimeRange,
    capacity: Int = 1,
    status: Status = .active,
    isLockable: Bool = true,
    storedLock: Lock? = nil,
    activeAppointments: Int = 0,
    cancelledAppointments: Int = 0,
    metadata: Metadata = .empty,
    createdAt: Instant,
    updatedAt: Instant
  ) {
    self.id = id
    self.blockID = blockID
    self.range = range
    self.capacity = capacity
    self.status = status
    self.isLockable = isLockable
    self.storedLock = storedLock
    self.activeAppointments = activeAppointments
    self.cancelledAppointments = cancelledAppointments
    self.metadata = metadata
    self.createdAt = createdAt
    self.updatedAt = updatedAt
  }

  /// The lock that holds at `now`, if any.
  public func lock(at now: Instant) -> Lock? {
    guard let storedLock, now < storedLock.end else { return nil }
    return storedLock
  }

  public var appointments: Int { activeAppointments + cancelledAppointments }
  public var freePlaces: Int { max(0, capacity - activeAppointments) }
}

/// What a new slot is made from.
public struct SlotDraft: Hashable, Sendable {
  /// Nil: the store makes one.
  public var id: Slot.ID?
  public var blockID: BookingBlock.ID
  public var range: TimeRange
  public var capacity: Int
  public var status: Slot.Status
  public var isLockable: Bool
  public var metadata: Metadata

  public init(
    id: Slot.ID? = nil,
    blockID: BookingBlock.ID,
    range: TimeRange,
    capacity: Int = 1,
    status: Slot.Status = .active,
    isLockable: Bool = true,
    metadata: Metadata = .empty
  ) {
    self.id = id
    self.blockID = blockID
    self.range = range
    self.capacity = capacity
    self.status = status
    self.isLockable = isLockable
    self.metadata = metadata
  }
}

/// New values for a slot; what is nil stays as it is.
public struct SlotChanges: Hashable, Sendable {
  public var start: Instant?
  public var end: Instant?
  public var capacity: Int?
  public var isLockable: Bool?
  public var metadata: Metadata?
  /// Members of the metadata that get a value; null takes a member away. The others stay.
  public var members: JSONMembers

  public init(
    start: Instant? = nil,
    end: Instant? = nil,
    capacity: Int? = nil,
    isLockable: Bool? = nil,
    metadata: Metadata? = nil,
    members: JSONMembers = [:]
  ) {
    self.start = start
    self.end = end
    self.capacity = capacity
    self.isLockable = isLockable
    self.metadata = metadata
    self.members = members
  }

  /// The slot with these values. `updatedAt` is the caller's to set.
  ///
  /// - Throws: `.metadataTooLong` E042.
  public func applied(to slot: Slot) throws(SlotError) -> Slot {
    var slot = slot
    slot.range = TimeRange(start: start ?? slot.range.start, end: end ?? slot.range.end)
    slot.capacity = capacity ?? slot.capacity
    slot.isLockable = isLockable ?? slot.isLockable
    slot.metadata = metadata ?? slot.metadata
    if !members.isEmpty { slot.metadata = try slot.metadata.merging(members) }
    return slot
  }
}
