/// Questions about the journal: actions, what each changed, and the slots that it made.
///
/// Numbers of actions rise along the history of each object, and nothing orders actions of different blocks:
/// what came after a look is therefore told by a snapshot, never by a number.
enum PostgresJournal {
  static let actionColumns = """
    a.id, a.at, a.actor, a.verb, a.reason, a.target, a.undone_by, a.objects
    """

  static let changeColumns = """
    c.kind, c.object, c.id, c.block, c.before, c.after, c.action, c.number
    """

  static let creationColumns = "n.action, n.number, n.first, n.block, n.metadata, n.count, n.slots"

  // MARK: Positions

  static let position = PostgresStatement("SELECT pg_current_snapshot()::text")

  /// The text of a position, as far as it is one of a server: `10:20:10,14`.
  static func snapshot(_ position: JournalPosition) -> String {
    let parts = position.text.split(separator: ":", omittingEmptySubsequences: false)
    let isSnapshot =
      parts.count == 3 && parts[0].count > 0 && parts[1].count > 0
      && position.text.utf8.allSatisfy { (48...58).contains($0) || $0 == UInt8(ascii: ",") }
    return isSnapshot ? position.text : "1:1:"
  }

  /// Whether action `a` became visible after a snapshot.
  static func isNew(_ parameter: String) -> String {
    """
    a.xid >= pg_snapshot_xmin(\(parameter)::pg_snapshot)
      AND NOT pg_visible_in_snapshot(a.xid, \(parameter)::pg_snapshot)
    """
  }

  /// Where the journal stands, and whether anything became visible after a snapshot.
  static func look(after snapshot: String?) -> PostgresStatement {
    PostgresStatement(
      """
      SELECT pg_current_snapshot()::text,
        EXISTS (SELECT 1 FROM slottui.action a WHERE $1 IS NOT NULL AND \(isNew("$1")))
      """,
      [.text(snapshot)]
    )
  }

  // MARK: Actions

  static func action(_ id: Action.ID) -> PostgresStatement {
    PostgresStatement("SELECT \(actionColumns) FROM action a WHERE a.id = $1", [.integer(id)])
  }

  static func lastHolding(of actor: String) -> PostgresStatement {
    PostgresStatement(
      """
      SELECT \(actionColumns) FROM action a
      WHERE a.actor = $1 AND a.target IS NULL AND a.undone_by IS NULL ORDER BY a.id DESC LIMIT 1
      """,
      [.text(actor)]
    )
  }

  static func lastUndone(by actor: String) -> PostgresStatement {
    PostgresStatement(
      """
      SELECT \(actionColumns), u.id FROM action u
      JOIN action a ON a.id = u.target AND a.undone_by = u.id
      WHERE u.actor = $1 AND u.id > coalesce(
        (SELECT max(id) FROM action WHERE actor = $1 AND target IS NULL), 0)
      ORDER BY u.id DESC LIMIT 1
      """,
      [.text(actor)]
    )
  }

  /// The keys that the journal knows an object by, also one that is deleted.
  static func key(_ kind: ObjectKind, of id: IdentifierBytes) -> PostgresStatement {
    PostgresStatement(
      """
      SELECT key FROM (
        SELECT key, 1 AS place FROM \(kind.name) WHERE id = $1
        UNION ALL (
          SELECT object, 2 FROM change WHERE kind = \(kind.rawValue) AND id = $1
          ORDER BY object DESC LIMIT 1)) found ORDER BY place LIMIT 1
      """,
      [.id(id)]
    )
  }

  /// The newest first. The slot and the block are given by their keys.
  static func actions(
    matching query: HistoryQuery,
    slot: Int64?,
    block: Int64?
  ) -> PostgresStatement {
    let (conditions, values) = conditions(of: query, slot: slot, block: block)
    return PostgresStatement(
      """
      SELECT \(actionColumns) FROM action a WHERE \(conditions)
      ORDER BY a.id DESC LIMIT $\(values.count + 1)
      """,
      values + [.integer(query.limit)]
    )
  }

  /// How many there are, whatever the limit.
  static func count(
    matching query: HistoryQuery,
    slot: Int64?,
    block: Int64?
  ) -> PostgresStatement {
    let (conditions, values) = conditions(of: query, slot: slot, block: block)
    return PostgresStatement("SELECT count(*) FROM action a WHERE \(conditions)", values)
  }

  private static func conditions(
    of query: HistoryQuery,
    slot: Int64?,
    block: Int64?
  ) -> (text: String, values: [PostgresValue]) {
    var conditions = ["true"]
    var values: [PostgresValue] = []
    func add(_ condition: String, _ value: PostgresValue) {
      values.append(value)
      conditions.append(condition.replacing("?", with: "$\(values.count)"))
    }
    if let slot { add("a.id IN (\(actionsOnSlot))", .integer(slot)) }
    if let block {
      add(
        """
        (EXISTS (SELECT 1 FROM change c WHERE c.action = a.id AND c.block = ?)
          OR EXISTS (SELECT 1 FROM change c JOIN slot s ON s.key = c.slot
            WHERE c.action = a.id AND c.old_slot IS NOT NULL AND s.block = ?)
          OR EXISTS (SELECT 1 FROM creation n WHERE n.action = a.id AND n.block = ?))
        """,
        .integer(block)
      )
    }
    if let request = query.request { add("a.request = ?", .id(request)) }
    if let actor = query.actor { add("a.actor = ?", .text(actor)) }
    if let actor = query.notActor { add("a.actor <> ?", .text(actor)) }
    if let since = query.since { add("a.at >= ?", .instant(since)) }
    if let until = query.until { add("a.at <= ?", .instant(until)) }
    if let after = query.after { add(isNew("?"), .text(snapshot(after))) }
    return (conditions.joined(separator: " AND "), values)
  }

  /// Actions that changed a slot or an appointment that was on it, before or after.
  private static let actionsOnSlot = """
    SELECT action FROM change WHERE kind = 1 AND object = ?
    UNION SELECT action FROM change WHERE slot = ?
    UNION SELECT action FROM change WHERE old_slot = ?
    UNION SELECT action FROM creation
    WHERE first = (SELECT max(first) FROM creation WHERE first <= ?) AND first + count > ?
    """

  // MARK: The history of one slot

  /// The last actions that concern a slot, each with its changes of it, in one answer: rows of actions, of
  /// changes and of what was made. The first row tells whether there ever was such a slot.
  static func actionsOnSlot(_ query: HistoryQuery) -> PostgresStatement {
    let slot = query.slot ?? Slot.ID(high: 0, low: 0)
    return PostgresStatement(
      """
      WITH slot_key AS (
        SELECT key FROM (
          SELECT key, 1 AS place FROM slot WHERE id = $1
          UNION ALL (SELECT object, 2 FROM change WHERE kind = 1 AND id = $1 ORDER BY object DESC LIMIT 1)
        ) found ORDER BY place LIMIT 1),
      wanted AS (
        SELECT \(actionColumns) FROM action a WHERE a.id IN (
          SELECT action FROM change WHERE kind = 1 AND object = (SELECT key FROM slot_key)
          UNION SELECT action FROM change WHERE slot = (SELECT key FROM slot_key)
          UNION SELECT action FROM change WHERE old_slot = (SELECT key FROM slot_key)
          UNION SELECT action FROM creation
          WHERE first = (SELECT max(first) FROM creation WHERE first <= (SELECT key FROM slot_key))
            AND first + count > (SELECT key FROM slot_key))
        AND ($2::bigint IS NULL OR a.at <= $2) ORDER BY a.id DESC LIMIT $3)
      SELECT a.*, \(changeColumns), \(creationColumns), k.key
      FROM slot_key k LEFT JOIN wanted a ON true
      LEFT JOIN LATERAL (
        SELECT * FROM change c WHERE c.action = a.id AND c.kind = 1 AND c.object = k.key
        UNION SELECT * FROM change c WHERE c.action = a.id AND c.slot = k.key
        UNION SELECT * FROM change c WHERE c.action = a.id AND c.old_slot = k.key) c ON true
      LEFT JOIN LATERAL (
        SELECT * FROM creation n
        WHERE n.action = a.id AND n.first <= k.key AND n.first + n.count > k.key LIMIT 1) n ON true
      ORDER BY a.id DESC, c.number
      """,
      [.id(slot), .instant(query.until), .integer(query.limit)]
    )
  }

  static func readHistory(
    _ rows: PostgresResult
  ) throws(SlotError) -> [(Action, [StoredChange])] {
    var entries: [(Action, [StoredChange])] = []
    for row in try rows.all({ $0 }) where !row.isNull(0) {
      let action = try Action(row: row)
      if entries.last?.0.id != action.id {
        let made =
          row.isNull(18) ? [] : [try CreatedSlots(row: row.from(16)).change(row.integer(23))]
        entries.append((action, made))
      }
      if !row.isNull(9) { entries[entries.count - 1].1.append(try StoredChange(row: row.from(8))) }
    }
    return entries
  }

  // MARK: News

  /// With at most `limit` changes of each: rows of actions, and beside each those of its changes.
  static func news(after position: JournalPosition, limit: Int) -> [PostgresStatement] {
    let values: [PostgresValue] = [.text(snapshot(position)), .integer(limit)]
    return [
      PostgresStatement(
        "SELECT \(actionColumns) FROM action a WHERE \(isNew("$1")) ORDER BY a.id",
        [values[0]]
      ),
      PostgresStatement(
        """
        SELECT \(changeColumns) FROM action a, LATERAL (
          SELECT * FROM change WHERE action = a.id ORDER BY number LIMIT $2) c
        WHERE \(isNew("$1")) ORDER BY c.action, c.number
        """,
        values
      ),
      PostgresStatement(
        """
        SELECT \(creationColumns) FROM action a, LATERAL (
          SELECT * FROM creation WHERE action = a.id ORDER BY number LIMIT $2) n
        WHERE \(isNew("$1")) ORDER BY n.action, n.number
        """,
        values
      ),
      Self.position,
    ]
  }

  // MARK: Changes

  static func changes(by actions: [Action.ID]) -> [PostgresStatement] {
    [
      PostgresStatement(
        """
        SELECT \(changeColumns), c.slot, c.old_slot FROM change c WHERE c.action = ANY ($1)
        ORDER BY c.action, c.number
        """,
        [.integers(actions)]
      ),
      PostgresStatement(
        """
        SELECT \(creationColumns) FROM creation n WHERE n.action = ANY ($1)
        ORDER BY n.action, n.number
        """,
        [.integers(actions)]
      ),
    ]
  }

  /// What an action made of a slot, and what it changed on it and its appointments.
  static func changes(by action: Action.ID, onSlot key: Int64) -> [PostgresStatement] {
    let values: [PostgresValue] = [.integer(action), .integer(key)]
    return [
      PostgresStatement(
        """
        SELECT \(creationColumns) FROM creation n
        WHERE n.action = $1 AND n.first <= $2 AND n.first + n.count > $2
        """,
        values
      ),
      PostgresStatement(
        """
        SELECT \(changeColumns) FROM change c WHERE c.action = $1
          AND (c.kind = 1 AND c.object = $2 OR c.slot = $2 OR c.old_slot = $2) ORDER BY c.number
        """,
        values
      ),
    ]
  }

  /// Who changed what, the newest first. Parameter 2 is for the condition.
  static func touches(_ condition: String, _ values: [PostgresValue]) -> PostgresStatement {
    PostgresStatement(
      """
      SELECT \(actionColumns), c.object, c.kind, c.slot FROM change c JOIN action a ON a.id = c.action
      WHERE \(condition) AND c.action > $1 ORDER BY c.action DESC
      """,
      values
    )
  }

  static func lastChanges(_ kind: ObjectKind, before action: Action.ID, _ keys: [Int64])
    -> PostgresStatement
  {
    PostgresStatement(
      """
      SELECT \(actionColumns), k.key FROM unnest($2) AS k (key), LATERAL (
        SELECT a.* FROM (
          (SELECT action FROM change
          WHERE kind = \(kind.rawValue) AND object = k.key AND action < $1
          ORDER BY action DESC LIMIT 1)
          \(kind == .slot ? """
            UNION ALL (SELECT action FROM creation
              WHERE first = (SELECT max(first) FROM creation WHERE first <= k.key)
                AND first + count > k.key)
            """ : "")
        ) c JOIN action a ON a.id = c.action ORDER BY a.id DESC LIMIT 1) a
      """,
      [.integer(action), .integers(keys)]
    )
  }
}
