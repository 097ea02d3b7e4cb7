/// One change to each of many slots, before it is known what it comes to for each.
public enum BulkChange: Hashable, Sendable {
  case setStatus(Slot.Status)
  /// As create; E046 when the capacity is below the active appointments. With `unchangedSince` (the
  /// `updatedAt` that the caller saw) also refused when somebody changed the slot after that.
  case update(SlotChanges, unchangedSince: Instant? = nil)
  /// By elapsed time, later or (below zero) earlier. Slots may take one another's places; what else is in
  /// the way refuses with E024.
  case shift(by: Span)
  /// E044, E045; E013 when `until` is not after now.
  case lock(until: Instant, key: String)
  /// E059. Without a key by force.
  case unlock(key: String?)
  /// E060 while an appointment is on it, unless forced, which deletes those too.
  case delete(force: Bool)

  /// What it is in the journal.
  public var verb: Action.Verb {
    switch self {
    case .setStatus(.active): .enableSlots
    case .setStatus(.disabled): .disableSlots
    case .update: .updateSlots
    case .shift: .shiftSlots
    case .lock: .lockSlots
    case .unlock: .unlockSlots
    case .delete: .deleteSlots
    }
  }

  /// When a slot is afterwards.
  public func moved(_ range: TimeRange) -> TimeRange {
    switch self {
    case .update(let changes, _):
      TimeRange(start: changes.start ?? range.start, end: changes.end ?? range.end)
    case .shift(let span): TimeRange(start: range.start + span, end: range.end + span)
    case .setStatus, .lock, .unlock, .delete: range
    }
  }

  /// Whether slots can be in one another's way by it.
  var moves: Bool {
    switch self {
    case .update(let changes, _): changes.start != nil || changes.end != nil
    case .shift: true
    case .setStatus, .lock, .unlock, .delete: false
    }
  }

  /// Whether somebody can lose their place or their time by it.
  var displaces: Bool {
    switch self {
    case .setStatus(let status): status == .disabled
    case .update(let changes, _): changes.start != nil
    case .shift, .delete: true
    case .lock, .unlock: false
    }
  }

  /// Whether the active appointments of a slot do.
  func displacesAppointments(of slot: Slot) -> Bool {
    displaces && (!moves || moved(slot.range).start != slot.range.start)
  }

  /// What is wrong with it, whatever the slots.
  var complaint: SlotError? {
    guard case .lock(_, let key) = self else { return nil }
    do throws(SlotError) {
      try BookingRules.checkKey(key)
    } catch {
      return error
    }
    return nil
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
