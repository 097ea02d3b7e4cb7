extension SQLiteStore {
  static let actionColumns = """
    a.id, a.at, a.actor, a.verb, a.reason, a.target, a.undone_by, a.objects
    """

  static func readAction(_ row: Statement) throws(SlotError) -> Action {
    guard let verb = Action.Verb(rawValue: row.text(3)) else {
      throw row.damage(
        JournalPlace.action(row.integer(0)).wrong("\"\(shown(row.text(3)))\" is none of its verbs")
      )
    }
    return Action(
      id: row.integer(0),
      at: row.instant(1),
      actor: row.text(2),
      verb: verb,
      reason: row.optionalText(4),
      target: row.optionalInteger(5),
      undoneBy: row.optionalInteger(6),
      objects: row.int(7)
    )
  }

  public func position() throws(SlotError) -> Action.ID {
    try connection.refuseReplacedFile()
    return try connection.integer("SELECT coalesce(max(id), 0) FROM action")
  }

  public func action(_ id: Action.ID) throws(SlotError) -> Action? {
    try connection.statement("SELECT \(Self.actionColumns) FROM action a WHERE a.id = ?")
      .bind(1, id).first(Self.readAction)
  }

  public func entries(
    after position: Action.ID,
    limit: Int
  ) throws(SlotError) -> [JournalEntry] {
    try connection.refuseReplacedFile()
    return try connection.read { () throws(SlotError) in
      let actions = try connection.statement(
        "SELECT \(Self.actionColumns) FROM action a WHERE a.id > ? ORDER BY a.id"
      )
      .bind(1, position).all(Self.readAction)
      return try actions.map { (action) throws(SlotError) in
        let changes = try storedChanges(of: action.id, limit: limit)
        return JournalEntry(
          action: action,
          changes: try changes.map { (stored) throws(SlotError) in try stored.change }
        )
      }
    }
  }

  public func history(matching query: HistoryQuery) throws(SlotError) -> [JournalEntry] {
    var entries: [JournalEntry] = []
    try forEachEntry(matching: query) { entries.append($0) }
    return entries
  }

  public func forEachEntry(
    matching query: HistoryQuery,
    _ body: (JournalEntry) throws(SlotError) -> Void
  ) throws(SlotError) {
    try connection.read { () throws(SlotError) in
      let slotKey = try query.slot.map { (id) throws(SlotError) in
        guard let key = try journalKey(.slot, of: id) else { throw .slotNotFound("\(id)") }
        return key
      }
      let blockKey = try query.block.map { (id) throws(SlotError) in
        guard let key = try journalKey(.block, of: id) else { throw .blockNotFound("\(id)") }
        return key
      }
      let rows = try connection.statement(Self.actionsWanted)
        .bind(1, slotKey).bind(2, blockKey).bind(3, query.actor)
        .bind(4, query.since?.milliseconds).bind(5, query.limit).bind(6, query.until?.milliseconds)
      defer { rows.reset() }
      while try rows.step() {
        let action = try Self.readAction(rows)
        let changes =
          if let slotKey { try changes(of: action.id, onSlot: slotKey) } else { [] as [Change] }
        try body(JournalEntry(action: action, changes: changes))
      }
    }
  }

  /// On slot ?1, in block ?2, by ?3, from ?4 to ?6, at most ?5.
  private static let actionsWanted = """
    SELECT \(actionColumns) FROM action a
    WHERE (?1 IS NULL OR a.id IN (\(actionsOnSlot)))
      AND (?2 IS NULL OR EXISTS (
        SELECT 1 FROM change c WHERE c.action = a.id AND c.block = ?2
        UNION ALL SELECT 1 FROM creation n WHERE n.action = a.id AND n.block = ?2))
      AND (?3 IS NULL OR a.actor = ?3) AND (?4 IS NULL OR a.at >= ?4)
      AND (?6 IS NULL OR a.at <= ?6)
    ORDER BY a.id DESC LIMIT ?5
    """

  /// Actions that changed slot ?1 or an appointment that was on it, before or after.
  private static let actionsOnSlot = """
    SELECT action FROM change WHERE kind = 1 AND object = ?1
    UNION SELECT action FROM change WHERE slot = ?1
    UNION SELECT action FROM change WHERE old_slot = ?1
    UNION \(actionThatMadeSlot)
    """

  /// By these indexes: of an action there can be 100,000 changes, and of a slot as many.
  private func changes(of action: Action.ID, onSlot key: Int64) throws(SlotError) -> [Change] {
    let creation = try creation(ofSlot: key).flatMap { $0.action == action ? $0 : nil }
    let made = try creation.map { (made) throws(SlotError) in [try made.change(key).change] } ?? []
    return try made
      + connection.statement(
        """
        SELECT \(StoredChange.columns) FROM change c INDEXED BY change_by_object
        WHERE c.action = ?2 AND c.kind = 1 AND c.object = ?1
        UNION ALL SELECT \(StoredChange.columns) FROM change c INDEXED BY change_by_slot
        WHERE c.action = ?2 AND c.slot = ?1
        UNION ALL SELECT \(StoredChange.columns) FROM change c INDEXED BY change_by_old_slot
        WHERE c.action = ?2 AND c.old_slot = ?1
        ORDER BY c.number
        """
      )
      .bind(1, key).bind(2, action).all { (row) throws(SlotError) in try StoredChange(row).change }
  }

  /// The key that the journal knows an object by, also one that is deleted; nil when there never was
  /// such a one.
  private func journalKey<Object>(
    _ kind: ObjectKind,
    of id: Identifier<Object>
  ) throws(SlotError) -> Int64? {
    let present = try connection.statement("SELECT key FROM \(kind.table) WHERE id = ?")
      .bind(1, id).first { $0.integer(0) }
    if let present { return present }
    return try connection.statement(
      "SELECT object FROM change WHERE kind = ? AND id = ? ORDER BY object DESC LIMIT 1"
    )
    .bind(1, kind.rawValue).bind(2, id).first { $0.integer(0) }
  }

  /// Who changed an object last, and when.
  func lastChange(_ kind: ObjectKind, key: Int64) throws(SlotError) -> (String, Instant) {
    let found = try connection.statement(
      """
      SELECT a.actor, a.at FROM change c JOIN action a ON a.id = c.action
      WHERE c.kind = ? AND c.object = ? ORDER BY c.action DESC LIMIT 1
      """
    )
    .bind(1, kind.rawValue).bind(2, key).first { ($0.text(0), $0.instant(1)) }
    if let found { return found }
    if kind == .slot, let made = try creation(ofSlot: key), let maker = try action(made.action) {
      return (maker.actor, maker.at)
    }
    return ("somebody", Instant(milliseconds: 0))
  }

  func storedChanges(
    of action: Action.ID,
    newestFirst: Bool = false,
    limit: Int = .max
  ) throws(SlotError) -> [StoredChange] {
    var changes = try connection.statement(
      """
      SELECT \(StoredChange.columns) FROM change c
      WHERE c.action = ? ORDER BY c.number \(newestFirst ? "DESC" : "ASC") LIMIT ?
      """
    )
    .bind(1, action).bind(2, limit).all { (row) throws(SlotError) in try StoredChange(row) }
    let creations = try creations(by: action)
    guard !creations.isEmpty else { return changes }
    for made in newestFirst ? creations.reversed() : creations {
      let wanted = min(made.count, limit)
      for place in newestFirst ? made.count - wanted..<made.count : 0..<wanted {
        changes.append(made.change(made.firstKey + Int64(place)))
      }
    }
    changes.sort { newestFirst ? $0.number > $1.number : $0.number < $1.number }
    return Array(changes.prefix(limit))
  }
}
