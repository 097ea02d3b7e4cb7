/// An action with what it was about, so that it can be told in words.
public struct Activity: Hashable, Sendable {
  public let action: Action
  /// Of an undo or a redo what it took back or did again: then the subject is that action's.
  public let target: Action?
  public let subject: ActivitySubject

  public init(action: Action, target: Action? = nil, subject: ActivitySubject) {
    self.action = action
    self.target = target
    self.subject = subject
  }

  /// Whether it was taken back, and still is.
  public var isUndone: Bool { action.undoneBy != nil }
}

/// What an action was about. Of one that changed very many objects not all were looked at: then it is about
/// the first and the last ones.
public struct ActivitySubject: Hashable, Sendable {
  /// Of an action on appointments, on how many slots those are.
  public var slots = 0
  public var appointments = 0
  /// Names, at most three.
  public var blocks: [String] = []
  public var blockCount = 0
  /// Nil when there are several.
  public var blockID: BookingBlock.ID?
  /// The name of the zone that all of the blocks have.
  public var zone: String?
  /// From the first start to the last end of the slots. Of a move it is where the appointment is now.
  public var span: TimeRange?
  /// Names, at most three.
  public var people: [String] = []
  /// The only appointment, where it is still there, and its slot.
  public var appointment: Appointment.ID?
  public var slot: Slot.ID?
  /// Of one appointment or one slot that was moved: where it was.
  public var movedFrom: Place?
  /// By how much several slots were shifted; below zero: earlier.
  public var movedBy: Span?

  public static let mostNames = 3

  /// Where somebody was.
  public struct Place: Hashable, Sendable {
    public var range: TimeRange
    /// The name of its block, and of that one's zone, where it is another one than that of the subject.
    public var block: String?
    public var zone: String?

    public init(range: TimeRange) { self.range = range }
  }

  public init() {}
}
