/// Which part of a block a screen wants to show.
public struct PeriodQuestion: Hashable, Sendable {
  /// What it has to lie around.
  public enum Target: Hashable, Sendable {
    /// A stretch of time that is known.
    case time
    case slot(Slot.ID)
    /// The slot of now, or the next one.
    case now
    /// The slot that many after or before a moment: the furthest where there are fewer. With a
    /// condition, of those for which it holds.
    case neighbour(SearchDirection, Instant, where: SlotCondition?, count: Int)
  }

  /// Nil, or not there: the first one.
  public var block: BookingBlock.ID?
  public var target: Target
  /// Also who has the places of the slots.
  public var withGuests: Bool
  /// What will be shown of the block, as far as that can be told before the store was asked: where it holds,
  /// one question is enough.
  public var guess: TimeRange?

  public init(block: BookingBlock.ID?, target: Target, withGuests: Bool = false) {
    self.block = block
    self.target = target
    self.withGuests = withGuests
  }
}

/// What is there of a block in a stretch of time.
public struct Period: Hashable, Sendable {
  /// Where the journal stood.
  public let position: JournalPosition
  /// By name.
  public let blocks: [BookingBlock]
  /// Nil when there is none at all.
  public let block: BookingBlock?
  /// What was asked for, if it was a slot and was found.
  public let slot: Slot?
  /// By start.
  public var slots: [Slot] = []
  /// Who has places of these slots by active appointments, in the order in which those were made; of a
  /// slot at most `mostGuests`. Empty unless asked for.
  public var guests: [Slot.ID: [Guest]] = [:]

  /// More names than this no cell has room for.
  public static let mostGuests = 8
}

/// A slot with what belongs to it.
public struct SlotDetails: Hashable, Sendable {
  public var slot: Slot
  /// In the order in which they were made.
  public var appointments: [Appointment]
  /// Newest first.
  public var history: [JournalEntry]
  /// What the history speaks of besides.
  public var elsewhere = Elsewhere()

  /// Whoever was moved between the slot and others, as far as they are still there; not known of the past.
  public struct Elsewhere: Hashable, Sendable {
    public var appointments: [Appointment] = []
    public var slots: [Slot] = []

    public init(appointments: [Appointment] = [], slots: [Slot] = []) {
      (self.appointments, self.slots) = (appointments, slots)
    }
  }

  public init(slot: Slot, appointments: [Appointment], history: [JournalEntry]) {
    self.slot = slot
    self.appointments = appointments
    self.history = history
  }
}
