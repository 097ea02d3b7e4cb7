/// What one change that somebody wants is known by, through all tries: a server does it once.
public typealias ChangeRequest = Identifier<Action>

/// One thing that somebody did, as the journal keeps it: also what touched 10,000 slots is one.
public struct Action: Identifiable, Hashable, Sendable {
  /// Numbers rise with time within one store.
  public typealias ID = Int64

  public let id: ID
  public let at: Instant
  /// The operating-system user.
  public let actor: String
  public let verb: Verb
  public let reason: String?
  /// For `undo` and `redo`: the action that was taken back or done again.
  public let target: ID?
  /// The undo that took this action back and still holds.
  public let undoneBy: ID?
  /// How many objects it changed.
  public let objects: Int

  public init(
    id: ID,
    at: Instant,
    actor: String,
    verb: Verb,
    reason: String? = nil,
    target: ID? = nil,
    undoneBy: ID? = nil,
    objects: Int
  ) {
    self.id = id
    self.at = at
    self.actor = actor
    self.verb = verb
    self.reason = reason
    self.target = target
    self.undoneBy = undoneBy
    self.objects = objects
  }
}

/// What one action did to one object.
public struct Change: Hashable, Sendable {
  /// Whose values they are.
  public enum Subject: Hashable, Sendable {
    case block(BookingBlock.ID)
    case slot(Slot.ID)
    case appointment(Appointment.ID)
  }

  /// Property names as on the wire; dates are UTC milliseconds. The lock's key is never among them.
  public typealias Values = JSONMembers

  public let subject: Subject
  /// All values when the object was deleted, those that changed when it was changed, nil when it
  /// was created.
  public let before: Values?
  /// All values when the object was created, those that changed when it was changed, nil when it
  /// was deleted.
  public let after: Values?

  public init(subject: Subject, before: Values?, after: Values?) {
    self.subject = subject
    self.before = before
    self.after = after
  }
}

/// An action with all that it did.
public struct JournalEntry: Hashable, Sendable {
  public let action: Action
  public let changes: [Change]

  public init(action: Action, changes: [Change]) {
    self.action = action
    self.changes = changes
  }
}
