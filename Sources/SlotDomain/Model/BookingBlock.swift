/// What has slots: a doctor, a room, a court. docs/file-format.md says what each property means.
public struct BookingBlock: Identifiable, Hashable, Sendable {
  public typealias ID = Identifier<BookingBlock>

  public enum Status: String, Hashable, Sendable, CaseIterable {
    /// Being prepared: nothing in it can be booked.
    case draft
    case published
  }

  public let id: ID
  /// 11 characters of `[A-Za-z0-9]`, unique in the store.
  public let shortID: String
  public var name: String {
    get { exactName.text }
    set { exactName = ExactText(newValue) }
  }
  /// A name that only looks like another one is another.
  private(set) var exactName: ExactText
  /// IANA name of the zone that its slots are shown in.
  public var timezone: String
  public var status: Status
  /// How long before its start a slot can no longer be booked. Whole seconds, at least 0.
  public var bookingDisabledBefore: Int
  public var metadata: Metadata
  public let createdAt: Instant
  public var updatedAt: Instant

  public init(
    id: ID,
    shortID: String,
    name: String,
    timezone: String,
    status: Status = .draft,
    bookingDisabledBefore: Int = 0,
    metadata: Metadata = .empty,
    createdAt: Instant,
    updatedAt: Instant
  ) {
    self.id = id
    self.shortID = shortID
    exactName = ExactText(name)
    self.timezone = timezone
    self.status = status
    self.bookingDisabledBefore = bookingDisabledBefore
    self.metadata = metadata
    self.createdAt = createdAt
    self.updatedAt = updatedAt
  }
}

extension BookingBlock {
  /// The zone of its times; a lost one when this machine's database does not have it. Reads a file.
  public var zone: Zone { Zone(nameInStore: timezone) }
}

/// How much is in a block, counted when asked.
public struct BlockCounts: Hashable, Sendable {
  public var slots = 0
  public var availableSlots = 0
  public var activeAppointments = 0
  public var cancelledAppointments = 0

  public init() {}
}

/// What a new block is made from.
public struct BlockDraft: Hashable, Sendable {
  /// Nil: the store makes one.
  public var id: BookingBlock.ID?
  public var name: String
  public var timezone: String
  public var status: BookingBlock.Status
  public var bookingDisabledBefore: Int
  public var metadata: Metadata
  /// Whether another block may have the name already.
  public var allowsSameName = false

  public init(
    id: BookingBlock.ID? = nil,
    name: String,
    timezone: String,
    status: BookingBlock.Status = .draft,
    bookingDisabledBefore: Int = 0,
    metadata: Metadata = .empty
  ) {
    self.id = id
    self.name = name
    self.timezone = timezone
    self.status = status
    self.bookingDisabledBefore = bookingDisabledBefore
    self.metadata = metadata
  }
}

/// New values for a block; what is nil stays as it is.
public struct BlockChanges: Hashable, Sendable {
  public var name: String?
  public var timezone: String?
  public var status: BookingBlock.Status?
  public var bookingDisabledBefore: Int?
  public var metadata: Metadata?
  /// Whether another block may have the new name already.
  public var allowsSameName = false

  public init(
    name: String? = nil,
    timezone: String? = nil,
    status: BookingBlock.Status? = nil,
    bookingDisabledBefore: Int? = nil,
    metadata: Metadata? = nil
  ) {
    self.name = name
    self.timezone = timezone
    self.status = status
    self.bookingDisabledBefore = bookingDisabledBefore
    self.metadata = metadata
  }

  /// The block with these values. `updatedAt` is the caller's to set.
  public func applied(to block: BookingBlock) -> BookingBlock {
    var block = block
    block.name = name ?? block.name
    block.timezone = timezone ?? block.timezone
    block.status = status ?? block.status
    block.bookingDisabledBefore = bookingDisabledBefore ?? block.bookingDisabledBefore
    block.metadata = metadata ?? block.metadata
    return block
  }
}
