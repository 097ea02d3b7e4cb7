/// What some actions did, with the objects that they did it to as far as these are looked at.
struct Summaries {
  var actions: [Action.ID: ActionSummary] = [:]
  /// The blocks that are there.
  var blocks: [Int64: BookingBlock] = [:]
  var slots: [Int64: StoredSlot] = [:]
  /// How slots were moved to another time, or deleted, after the first of the actions, the oldest first.
  var moves: [Int64: [StoredChange]] = [:]
  var appointments: [Int64: StoredAppointment] = [:]
  /// How objects were deleted that are not there any more.
  var deletions: [ObjectKey: StoredChange] = [:]
}

struct ActionSummary {
  /// So many changes from the beginning and from the end are looked at.
  static let sample = 40
  /// So many are counted; of more it is known from the action how many there are.
  static let mostCounted = 20_000

  struct Sampled {
    let change: StoredChange
    /// Of an appointment: where it was afterwards, and before it was moved.
    let slot: Int64?
    let oldSlot: Int64?
  }

  let action: Action
  /// By kind of object, then by key of the block: how many objects, as far as they were counted.
  var counts: [ObjectKind: [Int64: Int]] = [:]
  /// In the order in which they happened.
  var changes: [Sampled] = []

  func count(_ kind: ObjectKind) -> Int { (counts[kind] ?? [:]).values.reduce(0, +) }
}
