/// The rows of the journal: actions, what each changed, and the slots that it made.
struct JournalTables {
  let connection: Connection

  static let actionColumns = """
    a.id, a.at, a.actor, a.verb, a.reason, a.target, a.undone_by, a.objects
    """

  static let changeColumns = """
    c.kind, c.object, c.id, c.block, c.before, c.after, c.action, c.number
    """

  static let creationColumns = "n.action, n.number, n.first, n.block, n.metadata, n.count, n.slots"

  // MARK: Actions

  func position() throws(SlotError) -> JournalPosition {
    JournalPosition(text: String(try lastAction()))
  }

  private func lastAction() throws(SlotError) -> Action.ID {
    try connection.integer("SELECT coalesce(max(id), 0) FROM action")
  }

  /// The number of the action that comes next. It is known before it is written, because nobody else can
  /// write meanwhile.
  private func nextAction() throws(SlotError) -> Action.ID {
    let last = try lastAction()
    // Changes come before their action, and are there only with it.
    let changed = max(
      try connection.integer("SELECT coalesce(max(action), 0) FROM change"),
      try connection.integer("SELECT coalesce(max(action), 0) FROM creation")
    )
    guard changed <= last else {
      throw JournalPlace.action(changed)
        .damage(in: connection.path, "there are changes of it alone")
    }
    return try connection.next(after: last)
  }

  /// All keys that were never used, not even by what is deleted.
  func freeKeys(_ kind: KeyKind) throws(SlotError) -> Range<Int64> {
    try firstFreeKey(kind)..<ObjectKey.possible.upperBound
  }

  private func firstFreeKey(_ kind: KeyKind) throws(SlotError) -> Int64 {
    func last(_ table: String, _ kind: ObjectKind) throws(SlotError) -> Int64 {
      max(
        try connection.integer("SELECT coalesce(max(key), 0) FROM \(table)"),
        try connection.integer(
          "SELECT coalesce(max(object), 0) FROM change WHERE kind = \(kind.rawValue)"
        )
      )
    }
    let used =
      switch kind {
      case .action: try nextAction() - 1
      case .block: try last("block", .block)
      case .appointment: try last("appointment", .appointment)
      case .slot:
        max(
          try last("slot", .slot),
          try connection.integer(
            "SELECT first + count - 1 FROM creation ORDER BY first DESC LIMIT 1"
          )
        )
      case .lock: try connection.integer("SELECT coalesce(max(number), 0) FROM lock_key")
      }
    return try connection.next(after: used)
  }

  func action(_ id: Action.ID) throws(SlotError) -> Action? {
    try connection.statement("SELECT \(Self.actionColumns) FROM action a WHERE a.id = ?")
      .bind(1, id).first(Action.init(row:))
  }

  func lastHolding(of actor: String) throws(SlotError) -> Action? {
    try connection.statement(
      """
      SELECT \(Self.actionColumns) FROM action a
      WHERE a.actor = ? AND a.target IS NULL AND a.undone_by IS NULL ORDER BY a.id DESC LIMIT 1
      """
    )
    .bind(1, actor).first(Action.init(row:))
  }

  func lastUndone(by actor: String) throws(SlotError) -> (Action, undo: Action.ID)? {
    try connection.statement(
      """
      SELECT \(Self.actionColumns), u.id FROM action u
      JOIN action a ON a.id = u.target AND a.undone_by = u.id
      WHERE u.actor = ?1 AND u.id > coalesce(
        (SELECT max(id) FROM action WHERE actor = ?1 AND target IS NULL), 0)
      ORDER BY u.id DESC LIMIT 1
      """
    )
    .bind(1, actor).first { (row) throws(SlotError) in
      (try Action(row: row), row.integer(8))
    }
  }

  /// Newest first, each with what it changed on the slot that is asked for.
  func forEachAction(
    matching query: HistoryQuery,
    _ body: (Action, [StoredChange]) throws(SlotError) -> Void
  ) throws(SlotError) {
    // A file does at once what it is asked for, or not at all: it knows no requests.
    guard query.request == nil else { return }
    let slotKey = try slotKey(of: query)
    let rows = try bound(
      "SELECT \(Self.actionColumns) \(Self.actionsWanted) ORDER BY a.id DESC LIMIT ?5",
      query,
      slotKey
    )
    defer { rows.reset() }
    while try rows.step() {
      let action = try Action(row: rows)
      let changes =
        if let slotKey { try changes(by: action.id, onSlot: slotKey) } else { [] as [StoredChange] }
      try body(action, changes)
    }
  }

  /// How many there are, whatever the limit.
  func countActions(matching query: HistoryQuery) throws(SlotError) -> Int {
    let count = try bound("SELECT count(*) \(Self.actionsWanted)", query, try slotKey(of: query))
    return try count.first { $0.int(0) } ?? 0
  }

  private func slotKey(of query: HistoryQuery) throws(SlotError) -> Int64? {
    try query.slot.map { (id) throws(SlotError) in
      guard let key = try key(.slot, of: id) else { throw .slotNotFound("\(id)") }
      return key
    }
  }

  private func bound(
    _ sql: String,
    _ query: HistoryQuery,
    _ slotKey: Int64?
  ) throws(SlotError) -> Statement {
    let blockKey = try query.block.map { (id) throws(SlotError) in
      guard let key = try key(.block, of: id) else { throw .blockNotFound("\(id)") }
      return key
    }
    return try connection.statement(sql)
      .bind(1, slotKey).bind(2, blockKey).bind(3, query.actor)
      .bind(4, query.since?.milliseconds).bind(5, query.limit).bind(6, query.until?.milliseconds)
      .bind(7, query.notActor).bind(8, query.after.map { Int64($0.text) ?? 0 } ?? 0)
  }

  /// On slot ?1, in block ?2, by ?3 and not by ?7, from ?4 to ?6, after action ?8, at most ?5.
  private static let actionsWanted = """
    FROM action a
    WHERE (?1 IS NULL OR a.id IN (\(actionsOnSlot)))
      AND (?2 IS NULL OR EXISTS (
        SELECT 1 FROM change c WHERE c.action = a.id AND c.block = ?2
        UNION ALL SELECT 1 FROM change c JOIN slot s ON s.key = c.slot
          WHERE c.action = a.id AND c.old_slot IS NOT NULL AND s.block = ?2
        UNION ALL SELECT 1 FROM creation n WHERE n.action = a.id AND n.block = ?2))
      AND (?3 IS NULL OR a.actor = ?3) AND (?4 IS NULL OR a.at >= ?4)
      AND (?6 IS NULL OR a.at <= ?6) AND (?7 IS NULL OR a.actor <> ?7) AND a.id > ?8
    """

  /// Actions that changed slot ?1 or an appointment that was on it, before or after.
  private static let actionsOnSlot = """
    SELECT action FROM change WHERE kind = 1 AND object = ?1
    UNION SELECT action FROM change WHERE slot = ?1
    UNION SELECT action FROM change WHERE old_slot = ?1
    UNION SELECT action FROM creation
    WHERE first = (SELECT max(first) FROM creation WHERE first <= ?1) AND first + count > ?1
    """

  /// The key that the journal knows an object by, also one that is deleted; nil when there never was
  /// such a one.
  private func key<Object>(
    _ kind: ObjectKind,
    of id: Identifier<Object>
  ) throws(SlotError) -> Int64? {
    let present = try connection.statement("SELECT key FROM \(kind.name) WHERE id = ?")
      .bind(1, id).first { $0.integer(0) }
    if let present { return present }
    return try connection.statement(
      "SELECT object FROM change WHERE kind = ? AND id = ? ORDER BY object DESC LIMIT 1"
    )
    .bind(1, kind.rawValue).bind(2, id).first { $0.integer(0) }
  }

  func news(after position: JournalPosition, limit: Int) throws(SlotError) -> StoredNews {
    let actions = try connection.statement(
      "SELECT \(Self.actionColumns) FROM action a WHERE a.id > ? ORDER BY a.id"
    )
    .bind(1, Int64(position.text) ?? 0).all(Action.init(row:))
    let entries = try actions.map { (action) throws(SlotError) in
      (action: action, changes: try changes(by: action.id, newestFirst: false, limit: limit))
    }
    let last = actions.last.map { JournalPosition(text: String($0.id)) }
    return StoredNews(entries: entries, position: last ?? position)
  }

  /// The keys of slots that were changed after a position, or appointments on them; nil when that are too
  /// many, or blocks were changed.
  func slotsTouched(after position: JournalPosition) throws(SlotError) -> Set<Int64>? {
    // A file that was put in another's place can stand before it.
    guard let last = Int64(position.text), try lastAction() >= last else { return nil }
    let most = 1000
    let changes = try connection.statement(
      "SELECT kind, object, slot, old_slot FROM change WHERE action > ?1 LIMIT ?2"
    )
    .bind(1, last).bind(2, most)
    .all {
      (
        kind: ObjectKind(rawValue: $0.integer(0)),
        keys: [$0.integer(1), $0.integer(2), $0.integer(3)]
      )
    }
    guard changes.count < most else { return nil }
    var keys: Set<Int64> = []
    for (kind, found) in changes {
      switch kind {
      case .slot: keys.insert(found[0])
      // A column without a value is 0, which is no key.
      case .appointment: keys.formUnion(found[1...])
      case .block, nil: return nil
      }
    }
    return keys
  }

  // MARK: Changes of an action

  func changes(
    by action: Action.ID,
    newestFirst: Bool = true,
    limit: Int = .max
  ) throws(SlotError) -> [StoredChange] {
    var changes = try connection.statement(
      """
      SELECT \(Self.changeColumns) FROM change c
      WHERE c.action = ? ORDER BY c.number \(newestFirst ? "DESC" : "ASC") LIMIT ?
      """
    )
    .bind(1, action).bind(2, limit).all(StoredChange.init(row:))
    let creations = try connection.statement(
      "SELECT \(Self.creationColumns) FROM creation n WHERE n.action = ? ORDER BY n.number"
    )
    .bind(1, action).all(CreatedSlots.init(row:))
    guard !creations.isEmpty else { return changes }
    // More than the limit of them would be made for nothing: an import can have made half a million.
    var room = limit
    for made in newestFirst ? creations.reversed() : creations where room > 0 {
      let wanted = min(made.count, room)
      room -= wanted
      for place in newestFirst ? made.count - wanted..<made.count : 0..<wanted {
        changes.append(made.change(made.firstKey + Int64(place)))
      }
    }
    changes.sort { newestFirst ? $0.number > $1.number : $0.number < $1.number }
    return Array(changes.prefix(limit))
  }

  /// By these indexes: of an action there can be 100,000 changes, and of a slot as many.
  private func changes(
    by action: Action.ID,
    onSlot key: Int64
  ) throws(SlotError) -> [StoredChange] {
    let creation = try creation(ofSlot: key).flatMap { $0.action == action ? $0 : nil }
    let made = creation.map { [$0.change(key)] } ?? []
    return try made
      + connection.statement(
        """
        SELECT \(Self.changeColumns) FROM change c INDEXED BY change_by_object
        WHERE c.action = ?2 AND c.kind = 1 AND c.object = ?1
        UNION ALL SELECT \(Self.changeColumns) FROM change c INDEXED BY change_by_slot
        WHERE c.action = ?2 AND c.slot = ?1
        UNION ALL SELECT \(Self.changeColumns) FROM change c INDEXED BY change_by_old_slot
        WHERE c.action = ?2 AND c.old_slot = ?1
        ORDER BY c.number
        """
      )
      .bind(1, key).bind(2, action).all(StoredChange.init(row:))
  }

  /// With which others a slot was made; nil when it came into the journal by itself.
  func creation(ofSlot key: Int64) throws(SlotError) -> CreatedSlots? {
    let found = try connection.statement(
      """
      SELECT \(Self.creationColumns) FROM creation n WHERE n.first <= ?
      ORDER BY n.first DESC LIMIT 1
      """
    )
    .bind(1, key).first(CreatedSlots.init(row:))
    return found?.keys.contains(key) == true ? found : nil
  }

  // MARK: Changes of objects

  func touches(
    of objects: [ObjectKey],
    onSlots slots: [Int64],
    after action: Action.ID
  ) throws(SlotError) -> Touches {
    var touches = Touches()
    let ofObject = try touching("c.kind = ?1 AND c.object = ?2")
    for object in objects {
      ofObject.bind(1, object.kind.rawValue).bind(2, object.key).bind(3, action)
      let found = try actions(in: ofObject)
      if !found.isEmpty { touches.objects[object] = found }
    }
    let onSlot = try touching("c.slot = ?2")
    for slot in slots {
      onSlot.bind(2, slot).bind(3, action)
      let found = try actions(in: onSlot)
      if !found.isEmpty { touches.slots[slot] = found }
    }
    return touches
  }

  private func touching(_ condition: String) throws(SlotError) -> Statement {
    try connection.statement(
      """
      SELECT \(Self.actionColumns) FROM change c JOIN action a ON a.id = c.action
      WHERE \(condition) AND c.action > ?3 ORDER BY c.action DESC
      """
    )
  }

  private func actions(in rows: Statement) throws(SlotError) -> [Action] {
    defer { rows.reset() }
    var actions: [Action] = []
    while try rows.step() { actions.append(try Action(row: rows)) }
    return actions
  }

  func lastChanges(
    of objects: [ObjectKey],
    before action: Action.ID
  ) throws(SlotError) -> [ObjectKey: Action] {
    var last: [ObjectKey: Action] = [:]
    for object in objects {
      let found = try connection.statement(
        """
        SELECT \(Self.actionColumns) FROM change c JOIN action a ON a.id = c.action
        WHERE c.kind = ? AND c.object = ? AND c.action < ? ORDER BY c.action DESC LIMIT 1
        """
      )
      .bind(1, object.kind.rawValue).bind(2, object.key).bind(3, action).first(Action.init(row:))
      if let found {
        last[object] = found
      } else if object.kind == .slot, let made = try creation(ofSlot: object.key) {
        last[object] = try self.action(made.action)
      }
    }
    return last
  }

  // MARK: Writing

  func insert(_ notes: [Writes.Note], of action: Action.ID) throws(SlotError) {
    guard !notes.isEmpty else { return }
    let statement = try connection.statement(
      """
      INSERT INTO change (action, number, kind, object, id, block, before, after, slot, old_slot)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """
    )
    for note in notes {
      try statement.bind(1, action).bind(2, note.number).bind(3, note.object.kind.rawValue)
        .bind(4, note.object.key).bind(5, high: note.id.high, low: note.id.low)
        .bind(6, note.block).bind(7, note.before).bind(8, note.after).bind(9, note.slot)
        .bind(10, note.oldSlot).run()
    }
  }

  func insert(_ creations: [CreatedSlots]) throws(SlotError) {
    for slots in creations {
      try connection.statement(
        """
        INSERT INTO creation (first, count, action, number, block, metadata, slots)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        """
      )
      .bind(1, slots.firstKey).bind(2, slots.count).bind(3, slots.action).bind(4, slots.number)
      .bind(5, slots.blockKey).bind(6, slots.metadata.json).bind(7, slots.records).run()
    }
  }

  func insert(_ action: Action) throws(SlotError) {
    try connection.statement(
      """
      INSERT INTO action (id, at, actor, verb, reason, target, objects)
      VALUES (?, ?, ?, ?, ?, ?, ?)
      """
    )
    .bind(1, action.id).bind(2, action.at).bind(3, action.actor).bind(4, action.verb.rawValue)
    .bind(5, action.reason).bind(6, action.target).bind(7, action.objects).run()
  }

  func mark(_ action: Action.ID, undoneBy undo: Action.ID?) throws(SlotError) {
    try connection.statement("UPDATE action SET undone_by = ? WHERE id = ?")
      .bind(1, undo).bind(2, action).run()
  }
}

extension Connection {
  /// The key that follows the highest one there is.
  ///
  /// - Throws: `.storeDamaged` S002 when it is the number of more objects than anybody can have made.
  fileprivate func next(after last: Int64) throws(SlotError) -> Int64 {
    guard last < ObjectKey.possible.upperBound else { throw damage("its keys are used up") }
    return max(last, 0) + 1
  }
}
