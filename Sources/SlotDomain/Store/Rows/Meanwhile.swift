/// What was done since an action, as far as it stands in the way of taking back its changes, of which some
/// are looked at together.
struct Meanwhile {
  private let work: Work
  private let action: Action.ID
  /// What is taken back, or done again.
  private let target: Action
  private var touches = Touches()
  /// Of all parts so far.
  private var asked: Set<ObjectKey> = []
  /// What gave slots another start since in which somebody would have a place again.
  private var moves: [Int64: [StoredChange]] = [:]
  /// What happened to those who have a place in slots that would be moved or closed.
  private var guests: [ObjectKey: [Action]] = [:]
  /// The slots of people who would be deleted again with them.
  private var homes: [ObjectKey: StoredSlot] = [:]

  /// - `action`: Whose changes are inverted: the target, or what took it back.
  init(work: Work, action: Action.ID, target: Action) {
    (self.work, self.action, self.target) = (work, action, target)
  }

  // MARK: Finding

  mutating func find(_ part: [StoredChange], _ inversion: Inversion) throws(SlotError) {
    var regained: [ObjectKey: Int64] = [:]
    for change in part {
      if let slot = try inversion.slot(regainedBy: change) { regained[slot.object] = slot.key }
    }
    homes = try findHomes(part)
    let objects = Set(part.map(\.object)).union(regained.keys).union(homes.values.map(\.object))
    asked.formUnion(objects)
    let given = part.filter { $0.movesSlot || $0.opensSlot }
    let made = part.filter { $0.isCreation && $0.kind == .slot }
    touches = try work.rows.touches(
      of: Array(objects),
      onSlots: Set((made + given).map(\.key) + homes.values.map(\.key)).sorted(),
      after: action
    )
    try findMoves(
      regained.filter { touches.objects[$0.key]?.contains(where: isForeign) ?? false }
        .map(\.value)
    )
    try findGuests(
      given.filter { touches.slots[$0.key]?.contains(where: bringsPeople) ?? false }.map(\.subject)
    )
  }

  /// A deletion that is done again leaves people alone with a slot that stays.
  private func findHomes(_ part: [StoredChange]) throws(SlotError) -> [ObjectKey: StoredSlot] {
    var homes: [ObjectKey: StoredSlot] = [:]
    guard action != target.id, target.verb.deletesSlots else { return homes }
    for change in part where change.isCreation {
      guard case .appointment(let id) = change.subject,
        let present = try work.presentAppointment(id)
      else { continue }
      homes[change.object] = try work.presentSlot(present.appointment.slotID)
    }
    return homes
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
    guard !keys.isEmpty else { return }
    guests = try work.rows.touches(of: keys, onSlots: [], after: action).objects
  }

  private func active(_ slot: StoredSlot) throws(SlotError) -> [ObjectKey] {
    try work.appointments(on: slot).filter { $0.appointment.status == .active }
      .map { ObjectKey(kind: .appointment, key: $0.key) }
  }

  // MARK: What counts

  /// The last time that the target was done to an object: whoever did it again saw what was there then.
  private func last(_ change: StoredChange) -> Action.ID {
    let again = touches.objects[change.object]?.first {
      $0.verb == .redo && $0.target == target.id
    }
    return again?.id ?? action
  }

  /// What was done later, and holds: what was undone in the meantime does not, where the undo reached it.
  /// An undo of something older is a change like any other; one of something newer is why that does not
  /// count.
  ///
  /// - `touches`: The newest first.
  private func deeds(_ touches: [Action]?, after last: Action.ID) -> [Action] {
    guard let touches else { return [] }
    return touches.filter { touch in
      guard touch.id > last else { return false }
      if let target = touch.target { return target < last }
      return touches.first { $0.id == touch.id || $0.target == touch.id }?.verb != .undo
    }
  }

  /// One's own do not count.
  private func isForeign(_ touch: Action) -> Bool {
    touch.actor != work.actor && touch.actor != target.actor
  }

  /// Whoever was booked since a slot was moved was told its new time, and since it was opened, that they can
  /// come: by whomever, but for one's own undos and redos.
  private func bringsPeople(_ touch: Action) -> Bool {
    touch.target == nil ? touch.verb.bringsPeople : isForeign(touch)
  }

  // MARK: What stands in the way

  /// What others did to the object, or to somebody on a slot that was made; how somebody came to a slot that
  /// was moved or opened; and of somebody who would come back to a slot, that others gave it another time.
  ///
  /// - `slot`: In which somebody would have a place again.
  func deed(
    inTheWayOf change: StoredChange,
    regaining slot: StoredSlot?
  ) throws(SlotError) -> Action? {
    let last = last(change)
    if let deed = deeds(touches.objects[change.object], after: last).first(where: isForeign) {
      return deed
    }
    guard case .slot(let id) = change.subject else {
      if let home = homes[change.object] { return deed(inTheWayOfRemoving: home, after: last) }
      return try slot.flatMap { (slot) throws(SlotError) in try move(of: slot, after: last) }
    }
    guard let present = try work.presentSlot(id) else { return nil }
    if change.isCreation { return deed(inTheWayOfRemoving: present, after: last) }
    guard touches.slots[change.key]?.contains(where: bringsPeople) ?? false else { return nil }
    return try active(present)
      .flatMap { deeds(guests[$0], after: last).filter(bringsPeople) }
      .max { $0.id < $1.id }
  }

  /// Whether it was done to the very object, and not to a slot that somebody would come back to.
  func isAbout(_ change: StoredChange, _ deed: Action) -> Bool {
    touches.objects[change.object]?.contains { $0.id == deed.id } ?? false
  }

  /// To take back a slot is to take back what was booked on it.
  private func deed(inTheWayOfRemoving slot: StoredSlot, after last: Action.ID) -> Action? {
    let others = slot.slot.appointments > 0 ? touches.slots[slot.key] : nil
    return (deeds(touches.objects[slot.object], after: last) + deeds(others, after: last))
      .first(where: isForeign)
  }

  /// Where the time that they were told is no longer that of the slot.
  private func move(of slot: StoredSlot, after last: Action.ID) throws(SlotError) -> Action? {
    let moves = (moves[slot.key] ?? []).filter { $0.action > last }
    let first = moves.min { ($0.action, $0.number) < ($1.action, $1.number) }
    guard let before = try first?.before, RememberedValues(before).start != slot.slot.range.start
    else { return nil }
    return deeds(touches.objects[slot.object], after: last).first { deed in
      isForeign(deed) && moves.contains { $0.action == deed.id }
    }
  }

  /// Whether a lock on a slot can be newer than the action. One that was there before keeps nobody from the
  /// place that they had beside it.
  func locked(_ slot: StoredSlot, since change: StoredChange) -> Bool {
    guard asked.contains(slot.object) else { return true }
    return deeds(touches.objects[slot.object], after: last(change))
      .contains { $0.verb == .lockSlots || $0.target != nil }
  }
}
