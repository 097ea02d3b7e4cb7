/// Takes actions back and does them again: what was done to many objects is looked up together.
struct Undo {
  let rows: any RowEngine
  let actor: String

  // MARK: Which action

  /// An action that somebody named.
  ///
  /// - `force`: It may be a colleague's.
  /// - Throws: `.cannotUndo` S005.
  func named(_ id: Action.ID, force: Bool) throws(SlotError) -> Action {
    guard let action = try rows.action(id) else {
      throw .cannotUndo("There is no action \(id). slottui history lists them.")
    }
    guard force || action.actor == actor else {
      throw .cannotUndo(
        "Action \(id) is \(action.actor)'s. Only with --force can you take it back."
      )
    }
    guard action.target == nil else {
      let which = action.verb == .redo ? "a redo" : "an undo"
      throw .cannotUndo("Action \(id) is itself \(which). Choose another one.")
    }
    guard action.undoneBy == nil else {
      throw .cannotUndo("Action \(id) is taken back already. Choose another one.")
    }
    return action
  }

  /// The user's last action that still holds.
  func last() throws(SlotError) -> Action {
    guard let found = try rows.lastHolding(of: actor) else {
      throw .cannotUndo("You have done nothing that can be taken back. Change something first.")
    }
    return found
  }

  /// What the user took back last, unless they have done something else since, and the undo.
  func lastUndone() throws(SlotError) -> (Action, undo: Action.ID) {
    guard let found = try rows.lastUndone(by: actor) else {
      throw .cannotUndo("There is nothing to do again. Take something back first.")
    }
    return found
  }
}

/// Puts back what an action changed.
struct TakingBack {
  let work: Work
  /// The action whose changes are inverted.
  let action: Action.ID
  /// The action that this is about; for a redo that is not the same.
  let target: Action
  private var conflicts: [UndoOutcome.Conflict] = []
  /// Of some conflicts it is still to be found out who is behind them.
  private var unknown: [(index: Int, object: ObjectKey)] = []
  private var leftAlone: Set<Change.Subject> = []
  /// The slot because of which somebody was left alone first.
  private var slotInTheWay: Change.Subject?
  private var meanwhile: Meanwhile

  init(_ action: Action.ID, of target: Action, _ work: Work) {
    self.action = action
    self.target = target
    self.work = work
    meanwhile = Meanwhile(work: work, action: action, target: target)
  }

  private var inversion: Inversion { Inversion(work: work) }

  /// Newest change first; what cannot be put back is left alone.
  ///
  /// - Throws: `.cannotUndo` S005 when nothing could be put back.
  mutating func run(reason: String?) throws(SlotError) -> UndoOutcome {
    for part in try work.rows.changes(by: action).pieces(of: work.rows.batch) {
      work.forget()
      try inversion.find(part)
      try meanwhile.find(part, inversion)
      for change in part where !leftAlone.contains(change.subject) { try putBack(change) }
    }
    try nameWhoIsBehind()
    let isUndo = action == target.id
    guard let done = try work.finish(reason: reason, target: target.id, isUndo: isUndo) else {
      let (id, verb, first) = (target.id, target.verb, conflicts.first)
      let subject = slotInTheWay ?? first?.subject
      throw .nothingPutBack(id, verb, first?.reason, of: subject, isUndo: isUndo)
    }
    return UndoOutcome(action: done, target: target, conflicts: conflicts)
  }

  private mutating func putBack(_ change: StoredChange) throws(SlotError) {
    let slot = try inversion.slot(regainedBy: change)
    if let deed = try meanwhile.deed(inTheWayOf: change, regaining: slot) {
      if conflicts.isEmpty, change.kind == .appointment, !meanwhile.isAbout(change, deed) {
        slotInTheWay = slot.map { .slot($0.slot.id) }
      }
      return leaveAlone(change, .changed(by: deed.actor, at: deed.at))
    }
    if let key = try obstacle(to: change) {
      unknown.append((conflicts.count, ObjectKey(kind: change.kind, key: key)))
      return leaveAlone(change, .changed(by: "somebody", at: Instant(milliseconds: 0)))
    }
    do {
      let heedsLocks = slot.map { meanwhile.locked($0, since: change) } ?? false
      try inversion.invert(change, regaining: slot, heedingLocks: heedsLocks)
    } catch {
      guard error.isRefusal else { throw error }
      leaveAlone(change, .refused(error))
    }
  }

  private mutating func leaveAlone(
    _ change: StoredChange,
    _ reason: UndoOutcome.Conflict.Reason
  ) {
    conflicts.append(UndoOutcome.Conflict(subject: change.subject, reason: reason))
    leftAlone.insert(change.subject)
  }

  /// The key of what was changed since, when the object is not as the action left it: its own, or that
  /// of a new object that somebody gave the id of a deleted one, by an import for one.
  private func obstacle(to change: StoredChange) throws(SlotError) -> Int64? {
    guard try stillHolds(change) else { return change.key }
    return change.isDeletion ? try inversion.presentKey(change) : nil
  }

  /// Whether the object is as the change left it, in the properties that the change touched.
  private func stillHolds(_ change: StoredChange) throws(SlotError) -> Bool {
    if change.isCreation || change.isDeletion {
      return try (inversion.presentKey(change) == change.key) == change.isCreation
    }
    guard let after = try change.after, let present = try inversion.presentValues(change) else {
      return false
    }
    return after.allSatisfy { $0.key == "updated_at" || (present[$0.key] ?? .null) == $0.value }
  }

  private mutating func nameWhoIsBehind() throws(SlotError) {
    guard !unknown.isEmpty else { return }
    let last = try work.rows.lastChanges(of: unknown.map(\.object), before: try work.actionID())
    for (index, object) in unknown {
      guard let change = last[object] else { continue }
      conflicts[index] = UndoOutcome.Conflict(
        subject: conflicts[index].subject,
        reason: .changed(by: change.actor, at: change.at)
      )
    }
  }
}

extension SlotError {
  /// Whether a rule refused, rather than the store failed.
  var isRefusal: Bool { code.rawValue.hasPrefix("E") && code != .unexpected }
}
