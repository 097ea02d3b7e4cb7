/// Something to do to the store, as a value: a screen's key and a command line both become one of
/// these. All of it happens, as one action of the journal, or none of it.
///
/// Repeating what already holds succeeds and changes nothing.
public enum Operation: Hashable, Sendable {
  /// E052, E023, E024, E047, E042, E043.
  case createSlots([SlotDraft])
  /// E025, and what the change refuses with.
  case changeSlots([Slot.ID], BulkChange)
  /// As an update, for each as it is now; E021 when the clock skips a new start. Slots may take one
  /// another's places.
  case reviseSlots([Slot.ID], SlotRevision)
  /// E025. Takes off a lock of the user's own, as the key that they need not know would do. Nobody
  /// else's is touched.
  case releaseOwnLock(Slot.ID)
  /// E022, E058, E042, E043; E013 for a blank name, and one that another block has, unless allowed.
  case createBlock(BlockDraft)
  /// E052 and as create.
  case updateBlock(BookingBlock.ID, BlockChanges)
  /// E052.
  case setBlockStatus([BookingBlock.ID], BookingBlock.Status)
  /// E052; E060 while it has slots, unless forced, which deletes those and their appointments too.
  case deleteBlocks([BookingBlock.ID], force: Bool)
  /// E025, E061, E051, E050, E049, E063 unless late. The right key consumes the lock.
  case createAppointments([AppointmentDraft])
  /// E048, E042, E043.
  case updateAppointments([Appointment.ID], AppointmentChanges)
  /// E048.
  case cancelAppointments([Appointment.ID])
  /// E048 and as create.
  case enableAppointments([Appointment.ID])
  /// E048 and as create, for the new slot. The old place is free in the same moment.
  case rescheduleAppointment(Appointment.ID, to: Slot.ID, lockKey: String?)
  /// E048.
  case deleteAppointments([Appointment.ID])
  /// Several of these as one action, named by `verb`.
  indirect case batch(Action.Verb, [Operation])

  /// What the journal calls it.
  public var verb: Action.Verb {
    switch self {
    case .createSlots: .createSlots
    case .changeSlots(_, let change): change.verb
    case .reviseSlots: .updateSlots
    case .releaseOwnLock: .unlockSlots
    case .createBlock: .createBlock
    case .updateBlock: .updateBlock
    case .setBlockStatus(_, .published): .publishBlock
    case .setBlockStatus(_, .draft): .draftBlock
    case .deleteBlocks: .deleteBlock
    case .createAppointments(let drafts):
      drafts.contains(where: \.isLate) ? .createLateAppointments : .createAppointments
    case .updateAppointments: .updateAppointments
    case .cancelAppointments: .cancelAppointments
    case .enableAppointments: .enableAppointments
    case .rescheduleAppointment: .rescheduleAppointment
    case .deleteAppointments: .deleteAppointments
    case .batch(let verb, _): verb
    }
  }

  /// Whether it decides when slots are.
  public var placesSlots: Bool {
    switch self {
    case .createSlots: true
    case .changeSlots(_, let change): change.moves
    case .reviseSlots(_, let revision): revision.move != nil
    case .batch: verb == .plan
    case .releaseOwnLock, .createBlock, .updateBlock, .setBlockStatus, .deleteBlocks,
      .createAppointments, .updateAppointments, .cancelAppointments, .enableAppointments,
      .rescheduleAppointment, .deleteAppointments:
      false
    }
  }
}

extension Operation {
  /// Whose place it gives up.
  public var movedOrCancelled: Set<Appointment.ID> {
    switch self {
    case .cancelAppointments(let ids): Set(ids)
    case .rescheduleAppointment(let id, _, _): [id]
    case .batch(_, let operations):
      operations.reduce(into: []) { $0.formUnion($1.movedOrCancelled) }
    case .createSlots, .changeSlots, .reviseSlots, .releaseOwnLock, .createBlock, .updateBlock,
      .setBlockStatus, .deleteBlocks, .createAppointments, .updateAppointments, .enableAppointments,
      .deleteAppointments:
      []
    }
  }
}

/// What an operation led to: the objects it was about, as they are now (deleted ones as they were).
public struct Outcome: Hashable, Sendable {
  /// Nil when all was so already and nothing changed.
  public var action: Action?
  public var slots: [Slot] = []
  public var blocks: [BookingBlock] = []
  public var appointments: [Appointment] = []

  public init() {}
}

/// What an undo or redo led to.
public struct UndoOutcome: Hashable, Sendable {
  /// An object that was left alone, and why.
  public struct Conflict: Hashable, Sendable {
    public typealias Reason = UndoObstacle

    public let subject: Change.Subject
    public let reason: Reason

    public init(subject: Change.Subject, reason: Reason) {
      self.subject = subject
      self.reason = reason
    }
  }

  /// The undo or redo itself.
  public let action: Action
  /// What it took back or did again.
  public let target: Action
  public let conflicts: [Conflict]

  public init(action: Action, target: Action, conflicts: [Conflict]) {
    self.action = action
    self.target = target
    self.conflicts = conflicts
  }
}
