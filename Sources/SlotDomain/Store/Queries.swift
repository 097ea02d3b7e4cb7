public enum SearchDirection: Hashable, Sendable {
  case after
  case before
}

/// Which slots a list wants. Everything given must hold.
public struct SlotQuery: Hashable, Sendable {
  public var block: BookingBlock.ID?
  /// Slots that overlap [from, until).
  public var from: Instant?
  public var until: Instant?
  public var status: Slot.Status?
  public var isAvailable: Bool?
  public var offset = 0
  /// At most so many; nil for all.
  public var limit: Int?

  public init() {}
}

/// Which appointments a list wants. Everything given must hold.
public struct AppointmentQuery: Hashable, Sendable {
  public var block: BookingBlock.ID?
  public var slots: [Slot.ID]?
  public var from: Instant?
  public var until: Instant?
  public var status: Appointment.Status?
  public var offset = 0
  public var limit: Int?

  public init() {}
}

/// Which actions a history wants. Everything given must hold.
public struct HistoryQuery: Hashable, Sendable {
  public var block: BookingBlock.ID?
  /// With this, entries carry what was changed on that slot and its appointments.
  public var slot: Slot.ID?
  public var actor: String?
  /// Whose actions are left out.
  public var notActor: String?
  /// Only what became visible after that.
  public var after: JournalPosition?
  public var since: Instant?
  /// Only what was done then or before.
  public var until: Instant?
  /// Only the one that carried it out.
  public var request: ChangeRequest?
  public var limit = 100

  public init() {}
}

/// Some of the objects that a query wants, and how many there are in all.
public struct Page<Element: Sendable>: Sendable {
  public let elements: [Element]
  public let total: Int

  public init(elements: [Element], total: Int) {
    self.elements = elements
    self.total = total
  }
}

/// Something that `check` found wrong.
public struct Finding: Hashable, Sendable {
  /// One sentence that names the object.
  public let sentence: String

  public init(_ sentence: String) { self.sentence = sentence }
}
