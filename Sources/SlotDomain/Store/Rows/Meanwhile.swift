/// What was done since an action, as far as it stands in the way of taking back its changes, of which some
/// are looked at together.
struct Meanwhile {
  private let work: Work
  private let action: Action.ID
  /// Whose action is taken back, or done again.
  private let owner: String
  private var touches = Touches()
  /// Of all parts so far.
  private var asked: Set<ObjectKey> = []
  /// What gave slots another start since in which somebody would have a place again.
  private var moves: [Int64: [StoredChange]] = [:]
  /// What was done last to those who have a place in slots that would be moved or closed.
  private var guests: [ObjectKey: Action] = [:]

  init(work: Work, action: Action.ID, owner: String) {
    (self.work, self.action, self.owner) = (work, action, owner)
  }

  // MARK: Finding

  mutating func find(_ part: [StoredChange], _ inversion: Inversion) throws(SlotError) {
    var regained: [ObjectKey: Int64] = [:]
    for change in part {
      if let slot = try inversion.slot(regainedBy: change) { regained[slot.object] = slot.key }
    }
    let objects = Set(part.map(\.object)).union(regained.keys)
    asked.formUnion(objects)
    let given = part.filter { $0.movesSlot || $0.opensSlot }
    touches = try work.rows.touches(
      of: Array(objects),
      onSlots: part.filter { $0.isCreation && $0.kind == .slot }.map(\.key) + given.map(\.key),
      after: action
    )
    try findMoves(
      regained.filter { touches.objects[$0.key]?.contains(where: isForeign) ?? false }
        .map(\.value)
    )
    try findGuests(given.filter { booking(on: $0.key) != nil }.map(\.subject))
  }

  private mutating func findMoves(_ slots: [Int64]) throws(SlotError) {
    moves = [:]
    guard !slots.isEmpty else { return }
    let changes = try work.rows.changes(of: .slot, slots, after: action).filter(\.movesSlot)
    moves = Dictionary(grouping: changes, by: \.key)
  }

  private mutating func findGuests(_ slots: [Change.Subject]) throws(SlotError) {
    guests = [:]
    guard !slots.isEmpty else { return }
    var needs = Needs()
    needs.withAppointments = true
    for case .slot(let id) in slots { needs.slots.append(id) }
    try work.find(needs)
    var keys: [ObjectKey] = []
    for id in needs.slots {
      guard let slot = try work.presentSlot(id) else { continue }
      keys += try active(slot)
    }
    guests = try work.rows.lastChanges(of: keys, before: try work.actionID())
  }

  private func active(_ slot: StoredSlot) throws(SlotError) -> [ObjectKey] {
    try work.appointments(on: slot).filter { $0.appointment.status == .active }
      .map { ObjectKey(kind: .appointment, key: $0.key) }
  }

  // MARK: What counts

  /// Whether what was done since holds. What was undone in the meantime does not. An undo of something older
  /// than the action is a change like any other; one of something newer is why that does not count.
  private func counts(_ touch: Action) -> Bool {
    if let target = touch.target { target < action } else { touch.undoneBy == nil }
  }

  /// Nor do one's own undos and redos.
  private func isForeign(_ touch: Action) -> Bool {
    touch.actor != work.actor && touch.actor != owner && counts(touch)
  }

  /// Whoever was booked since a slot was moved was told its new time, and since it was opened, that they can
  /// come: by whomever, but for one's own undos and redos.
  private func booking(on slot: Int64) -> Action? {
    touches.slots[slot]?.first {
      $0.target == nil ? $0.verb.bringsPeople && counts($0) : isForeign($0)
    }
  }

  // MARK: What stands in the way

  /// What others did to the object, or to somebody on a slot that was made; a booking on a slot that was
  /// moved or opened; and of somebody who would come back to a slot, that others gave it another time.
  ///
  /// - `slot`: In which somebody would have a place again.
  func deed(
    inTheWayOf change: StoredChange,
    regaining slot: StoredSlot?
  ) throws(SlotError) -> Action? {
    if let touch = touches.objects[change.object]?.first(where: isForeign) { return touch }
    guard case .slot(let id) = change.subject else { return try slot.flatMap(move(of:)) }
    guard let present = try work.presentSlot(id) else { return nil }
    if change.isCreation {
      // To take back a slot is to take back what was booked on it.
      return present.slot.appointments > 0
        ? touches.slots[change.key]?.first(where: isForeign) : nil
    }
    guard let booking = booking(on: change.key) else { return nil }
    return try active(present).contains { guests[$0].map { $0.id > action } ?? false }
      ? booking : nil
  }

  /// Where the time that they were told is no longer that of the slot.
  private func move(of slot: StoredSlot) throws(SlotError) -> Action? {
    let moves = moves[slot.key] ?? []
    let first = moves.min { ($0.action, $0.number) < ($1.action, $1.number) }
    guard let before = try first?.before, RememberedValues(before).start != slot.slot.range.start
    else { return nil }
    return touches.objects[slot.object]?.first { touch in
      isForeign(touch) && moves.contains { $0.action == touch.id }
    }
  }

  /// Whether a lock on a slot can be newer than the action. One that was there before keeps nobody from the
  /// place that they had beside it.
  func locked(_ slot: StoredSlot) -> Bool {
    guard asked.contains(slot.object) else { return true }
    return touches.objects[slot.object]?.contains {
      ($0.verb == .lockSlots || $0.target != nil) && counts($0)
    } ?? false
  }
}
