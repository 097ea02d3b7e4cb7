/// One change to many slots, before it is known what it comes to for each.
public enum BulkChange: Hashable, Sendable {
  case setStatus(Slot.Status)
  case update(SlotChanges)
  /// By elapsed time, later or (below zero) earlier.
  case shift(by: Span)
  case lock(until: Instant, key: String)
  /// Without a key by force.
  case unlock(key: String?)
  /// Forced: with the appointments.
  case delete(force: Bool)

  /// The same on slots of which none may be refused.
  public func operation(on slots: [Slot.ID]) -> Operation {
    switch self {
    case .setStatus(let status): .setSlotStatus(slots, status)
    case .update(let changes): .updateSlots(slots, changes)
    case .shift(let span):
      .batch(.shiftSlots, [.reviseSlots(slots, SlotRevision(move: SlotMove(span: span)))])
    case .lock(let end, let key): .lockSlots(slots, until: end, key: key)
    case .unlock(let key): .unlockSlots(slots, key: key)
    case .delete(let force): .deleteSlots(slots, force: force)
    }
  }

  /// What it is in the journal.
  public var verb: Action.Verb { operation(on: []).verb }

  /// Whether the active appointments of a slot lose their place or their time by it.
  func displacesAppointments(of slot: Slot) -> Bool {
    switch self {
    case .setStatus(let status): status == .disabled
    case .update, .shift: moved(slot.range).start != slot.range.start
    case .delete: true
    case .lock, .unlock: false
    }
  }

  /// When a slot is afterwards.
  public func moved(_ range: TimeRange) -> TimeRange {
    switch self {
    case .update(let changes):
      TimeRange(start: changes.start ?? range.start, end: changes.end ?? range.end)
    case .shift(let span): TimeRange(start: range.start + span, end: range.end + span)
    case .setStatus, .lock, .unlock, .delete: range
    }
  }
}

/// What a change of many slots comes to: told by a dry run, and found out the same way when it is done.
public struct BulkPreview: Hashable, Sendable {
  /// A slot that it is about. Of a million of them nothing else is kept.
  public struct Subject: Hashable, Sendable {
    public let id: Slot.ID
    public let blockID: BookingBlock.ID
    /// As it is before it.
    public let range: TimeRange

    init(_ slot: Slot) {
      (id, blockID, range) = (slot.id, slot.blockID, slot.range)
    }
  }

  public struct Refusal: Hashable, Sendable {
    public let slot: Slot
    public let error: SlotError
  }

  /// Somebody whose place or time would go.
  public struct Displaced: Hashable, Sendable {
    public let appointment: Appointment
    public let slot: Slot
  }

  public internal(set) var changed: [Subject] = []
  /// What would be so already.
  public internal(set) var already: [Subject] = []
  public internal(set) var refused: [Refusal] = []
  /// Of slots that have not ended: who came then has had the place.
  public internal(set) var displaced: [Displaced] = []
  /// How many slots of the selection were left out because they have ended.
  public internal(set) var ended = 0

  public init() {}

  /// All refusals in one; nil when there is none.
  var refusal: SlotError? { SlotError.together(refused.map(\.error)) }
}
