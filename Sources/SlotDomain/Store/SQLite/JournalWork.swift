/// One action on its way into the journal: the transaction that it happens in, and what it did.
///
/// The action's row is written last, when it is known how much was changed; its number is known
/// from the beginning, because nobody else can write meanwhile.
final class JournalWork {
  let connection: Connection
  let now: Instant
  let actor: String
  let actionID: Action.ID
  private(set) var changes = 0
  /// Objects that were looked at and stay as they are.
  private var unchanged = 0
  /// Slots that were made last, on their way into one row.
  private var created: CreatedSlots?
  var outcome = Outcome()
  /// Objects that it is about, as far as that is known.
  var total: Int
  private let verb: Action.Verb
  private let onProgress: ((WorkProgress) -> WorkProgress.Answer)?

  init(
    _ verb: Action.Verb,
    of total: Int,
    _ connection: Connection,
    now: Instant,
    actor: String,
    onProgress: ((WorkProgress) -> WorkProgress.Answer)?
  ) throws(SlotError) {
    self.verb = verb
    self.total = total
    self.connection = connection
    self.onProgress = onProgress
    self.now = now
    self.actor = actor
    let last = try connection.integer("SELECT coalesce(max(id), 0) FROM action")
    // Changes come before their action, and are there only with it.
    let changed = max(
      try connection.integer("SELECT coalesce(max(action), 0) FROM change"),
      try connection.integer("SELECT coalesce(max(action), 0) FROM creation")
    )
    guard changed <= last else {
      throw connection.damage(JournalPlace.action(changed).wrong("there are changes of it alone"))
    }
    actionID = try connection.next(after: last)
  }

  /// When a change of an object counts as made: now, but always later than its last one, so that
  /// whoever compares `updated_at` notices it.
  func stamp(after last: Instant) -> Instant {
    max(now, last + Span(milliseconds: 1))
  }

  /// Keys are never used twice, because the journal speaks of deleted objects by theirs.
  func nextKey(_ kind: ObjectKind) throws(SlotError) -> Int64 {
    let used = try connection.integer("SELECT coalesce(max(key), 0) FROM \(kind.table)")
    let remembered = try connection.integer(
      "SELECT coalesce(max(object), 0) FROM change WHERE kind = \(kind.rawValue)"
    )
    let made =
      kind == .slot
      ? try connection.integer(
        "SELECT first + count - 1 FROM creation ORDER BY first DESC LIMIT 1"
      ) : 0
    let last = max(used, remembered, made, (created?.keys.upperBound ?? 1) - 1)
    return try connection.next(after: last)
  }

  /// Notes what happened to one object. Nil before: it was made; nil after: it is gone.
  ///
  /// - `slot`: For an appointment, the key of the slot that it is (or was last) on.
  /// - `oldSlot`: For one that was moved, the key of the slot that it was on before.
  func record<Object>(
    _ kind: ObjectKind,
    key: Int64,
    id: Identifier<Object>,
    block: Int64,
    slot: Int64? = nil,
    oldSlot: Int64? = nil,
    before: String?,
    after: String?
  ) throws(SlotError) {
    try finishCreated()
    try count()
    try connection.statement(
      """
      INSERT INTO change (action, number, kind, object, id, block, before, after, slot, old_slot)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """
    )
    .bind(1, actionID).bind(2, changes).bind(3, kind.rawValue).bind(4, key).bind(5, id)
    .bind(6, block).bind(7, before).bind(8, after).bind(9, slot).bind(10, oldSlot).run()
  }

  /// Notes that a slot was made, with a key that was never used before.
  func recordCreated(_ stored: StoredSlot) throws(SlotError) {
    try count()
    if created?.isContinued(by: stored) == true {
      created?.append(stored.slot)
    } else {
      try finishCreated()
      created = CreatedSlots(stored, number: changes, action: actionID)
    }
  }

  private func finishCreated() throws(SlotError) {
    guard let slots = created else { return }
    created = nil
    try connection.statement(
      """
      INSERT INTO creation (first, count, action, number, block, metadata, slots)
      VALUES (?, ?, ?, ?, ?, ?, ?)
      """
    )
    .bind(1, slots.firstKey).bind(2, slots.count).bind(3, actionID).bind(4, slots.number)
    .bind(5, slots.blockKey).bind(6, slots.metadata.json).bind(7, slots.records).run()
  }

  private func count() throws(SlotError) {
    changes += 1
    if changes.isMultiple(of: WorkProgress.stride) { try report() }
  }

  /// Notes that an object was as it should be, which takes time too.
  func passOver() throws(SlotError) {
    unchanged += 1
    if unchanged.isMultiple(of: WorkProgress.stride) { try report() }
  }

  /// - Throws: `.stopped` S008.
  private func report() throws(SlotError) {
    let progress = WorkProgress(verb: verb, done: changes + unchanged, total: total)
    if onProgress?(progress) == .stop { throw .stopped }
  }

  /// Writes the action's own row; nothing when nothing was changed.
  func finish(
    reason: String?,
    target: Action.ID? = nil
  ) throws(SlotError) -> Action? {
    guard changes > 0 else { return nil }
    try finishCreated()
    try connection.statement(
      """
      INSERT INTO action (id, at, actor, verb, reason, target, objects)
      VALUES (?, ?, ?, ?, ?, ?, ?)
      """
    )
    .bind(1, actionID).bind(2, now).bind(3, actor).bind(4, verb.rawValue).bind(5, reason)
    .bind(6, target).bind(7, changes).run()
    return Action(
      id: actionID,
      at: now,
      actor: actor,
      verb: verb,
      reason: reason,
      target: target,
      objects: changes
    )
  }
}

extension Connection {
  /// The key that follows the highest one there is.
  ///
  /// - Throws: `.storeDamaged` S002 when it is the number of more objects than anybody can have made.
  fileprivate func next(after last: Int64) throws(SlotError) -> Int64 {
    guard last < CreatedSlots.mostKeys else { throw damage("its keys are used up") }
    return max(last, 0) + 1
  }
}

/// The three kinds of objects, as the journal numbers them.
enum ObjectKind: Int64, CaseIterable {
  case block = 0
  case slot = 1
  case appointment = 2

  var table: String {
    switch self {
    case .block: "block"
    case .slot: "slot"
    case .appointment: "appointment"
    }
  }
}

extension SQLiteStore {
  /// - `total`: Objects that it is about.
  func beginWork(
    _ verb: Action.Verb,
    of total: Int,
    at now: Instant
  ) throws(SlotError) -> JournalWork {
    try JournalWork(
      verb,
      of: total,
      connection,
      now: now,
      actor: options.actor,
      onProgress: onProgress
    )
  }
}
