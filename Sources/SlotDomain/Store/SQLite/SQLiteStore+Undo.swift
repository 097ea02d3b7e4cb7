extension SQLiteStore {
  public func undo(
    _ id: Action.ID?,
    force: Bool,
    at now: Instant,
    reason: String?
  ) throws(SlotError) -> UndoOutcome {
    try change(at: now) { () throws(SlotError) in
      let target = if let id { try named(id, force: force) } else { try lastUndoable() }
      let work = try beginWork(.undo, of: target.objects, at: now)
      let outcome = try takeBack(target.id, of: target, reason, work)
      try markUndone(target.id, by: outcome.action.id)
      return outcome
    }
  }

  public func redo(at now: Instant, reason: String?) throws(SlotError) -> UndoOutcome {
    try change(at: now) { () throws(SlotError) in
      let (target, undo) = try lastUndone()
      let work = try beginWork(.redo, of: target.objects, at: now)
      // To do something again is to take back its undoing.
      let outcome = try takeBack(undo, of: target, reason, work)
      try markUndone(target.id, by: nil)
      return outcome
    }
  }

  // MARK: Which action

  private func named(_ id: Action.ID, force: Bool) throws(SlotError) -> Action {
    guard let action = try action(id) else {
      throw .cannotUndo("There is no action \(id). slottui history lists them.")
    }
    guard force || action.actor == options.actor else {
      throw .cannotUndo(
        "Action \(id) is \(action.actor)'s. Only with --force can you take it back."
      )
    }
    guard action.target == nil else {
      throw .cannotUndo("Action \(id) is itself an \(action.verb.rawValue). Choose another one.")
    }
    guard action.undoneBy == nil else {
      throw .cannotUndo("Action \(id) is taken back already. Choose another one.")
    }
    return action
  }

  /// The user's last action that still holds.
  private func lastUndoable() throws(SlotError) -> Action {
    let found = try connection.statement(
      """
      SELECT \(Self.actionColumns) FROM action a
      WHERE a.actor = ? AND a.target IS NULL AND a.undone_by IS NULL ORDER BY a.id DESC LIMIT 1
      """
    )
    .bind(1, options.actor).first(Self.readAction)
    guard let found else {
      throw .cannotUndo("You have done nothing that can be taken back. Change something first.")
    }
    return found
  }

  /// What the user took back last, unless they have done something else since, and the undo.
  private func lastUndone() throws(SlotError) -> (Action, undo: Action.ID) {
    let found = try connection.statement(
      """
      SELECT \(Self.actionColumns), u.id FROM action u
      JOIN action a ON a.id = u.target AND a.undone_by = u.id
      WHERE u.actor = ?1 AND u.id > coalesce(
        (SELECT max(id) FROM action WHERE actor = ?1 AND target IS NULL), 0)
      ORDER BY u.id DESC LIMIT 1
      """
    )
    .bind(1, options.actor).first { (row) throws(SlotError) in
      (try Self.readAction(row), row.integer(8))
    }
    guard let found else {
      throw .cannotUndo("There is nothing to do again. Take something back first.")
    }
    return found
  }

  private func markUndone(_ id: Action.ID, by undo: Action.ID?) throws(SlotError) {
    try connection.statement("UPDATE action SET undone_by = ? WHERE id = ?")
      .bind(1, undo).bind(2, id).run()
  }

  // MARK: Taking back

  /// Puts back what an action changed, newest change first, and leaves alone what cannot be put back.
  ///
  /// - Parameters:
  ///   - changes: The action whose changes are inverted.
  ///   - target: The action that this is about; for a redo that is not the same.
  /// - Throws: `.cannotUndo` S005 when nothing could be put back.
  private func takeBack(
    _ changes: Action.ID,
    of target: Action,
    _ reason: String?,
    _ work: JournalWork
  ) throws(SlotError) -> UndoOutcome {
    var conflicts: [UndoOutcome.Conflict] = []
    var leftAlone: Set<Change.Subject> = []
    for change in try storedChanges(of: changes, newestFirst: true)
    where !leftAlone.contains(change.subject) {
      if let reason = try obstacle(to: change, since: changes, of: target) {
        conflicts.append(UndoOutcome.Conflict(subject: change.subject, reason: reason))
        leftAlone.insert(change.subject)
        continue
      }
      do {
        try invert(change, work)
      } catch {
        guard error.isRefusal else { throw error }
        conflicts.append(UndoOutcome.Conflict(subject: change.subject, reason: .refused(error)))
        leftAlone.insert(change.subject)
      }
    }
    guard let action = try work.finish(reason: reason, target: target.id) else {
      throw .cannotUndo(
        "Nothing of action \(target.id) (\(target.verb.rawValue)) can be put back"
          + (conflicts.first.map { ": \($0.reason.clause)" } ?? ".")
      )
    }
    return UndoOutcome(action: action, target: target, conflicts: conflicts)
  }

  /// Why an object must be left alone: somebody else changed it since, or it is not as the action
  /// left it. What was undone in the meantime does not count, nor do one's own undos and redos.
  private func obstacle(
    to change: StoredChange,
    since action: Action.ID,
    of target: Action
  ) throws(SlotError) -> UndoOutcome.Conflict.Reason? {
    let touched = "c.kind = ?1 AND c.object = ?2"
    if let foreign = try foreignChange(touched, change, since: action, of: target) {
      return foreign
    }
    if change.isCreation, change.kind == .slot {
      // To take back a slot is to take back what was booked on it.
      let booked = "?1 = 1 AND c.slot = ?2 AND EXISTS (SELECT 1 FROM appointment WHERE slot = ?2)"
      if let foreign = try foreignChange(booked, change, since: action, of: target) {
        return foreign
      }
    }
    let key = try stillHolds(change) ? successor(of: change) : change.key
    guard let key else { return nil }
    let (actor, at) = try lastChange(change.kind, key: key)
    return .changed(by: actor, at: at)
  }

  /// The key of a new object that somebody gave the id of a deleted one, by an import for one.
  private func successor(of change: StoredChange) throws(SlotError) -> Int64? {
    guard change.isDeletion else { return nil }
    let statement = try connection.statement("SELECT key FROM \(change.kind.table) WHERE id = ?")
    switch change.subject {
    case .block(let id): statement.bind(1, id)
    case .slot(let id): statement.bind(1, id)
    case .appointment(let id): statement.bind(1, id)
    }
    return try statement.first { $0.integer(0) }
  }

  /// The last change by others since an action that still counts. An undo of something older than
  /// the action is a change like any other; one of something newer is why that does not count.
  private func foreignChange(
    _ condition: String,
    _ change: StoredChange,
    since action: Action.ID,
    of target: Action
  ) throws(SlotError) -> UndoOutcome.Conflict.Reason? {
    try connection.statement(
      """
      SELECT a.actor, a.at FROM change c JOIN action a ON a.id = c.action
      WHERE \(condition) AND c.action > ?3 AND a.actor NOT IN (?4, ?5)
        AND CASE WHEN a.target IS NULL THEN a.undone_by IS NULL ELSE a.target < ?3 END
      ORDER BY c.action DESC LIMIT 1
      """
    )
    .bind(1, change.kind.rawValue).bind(2, change.key).bind(3, action).bind(4, options.actor)
    .bind(5, target.actor).first { .changed(by: $0.text(0), at: $0.instant(1)) }
  }

  /// Whether the object is as the change left it, in the properties that the change touched.
  private func stillHolds(_ change: StoredChange) throws(SlotError) -> Bool {
    if change.isCreation || change.isDeletion {
      return try isPresent(change) == change.isCreation
    }
    guard let after = try change.after, let present = try presentValues(change) else {
      return false
    }
    return after.allSatisfy { $0.key == "updated_at" || (present[$0.key] ?? .null) == $0.value }
  }

  private func isPresent(_ change: StoredChange) throws(SlotError) -> Bool {
    try connection.statement("SELECT 1 FROM \(change.kind.table) WHERE key = ?")
      .bind(1, change.key).first { _ in true } ?? false
  }
}

extension UndoOutcome.Conflict.Reason {
  /// For the end of a sentence, with its full stop. In UTC.
  var clause: String {
    switch self {
    case .changed(let actor, let at): "\(actor) changed it at \(TimeText.utc(at))."
    case .refused(let error): error.message(in: .utc)
    }
  }
}

extension SlotError {
  /// Whether a rule refused, rather than the store failed.
  var isRefusal: Bool { code.rawValue.hasPrefix("E") && code != .unexpected }
}
