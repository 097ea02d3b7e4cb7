/// Looks at what actions did without reading all of it: the first changes, the last ones, and how many there
/// are of which kind.
struct PostgresSummaries {
  let rows: PostgresRows

  func summaries(of ids: [Action.ID]) throws(SlotError) -> Summaries {
    let results = try rows.ask(questions(Array(Set(ids))))
    var summaries = Summaries()
    for action in try results[0].all(Action.init(row:)) {
      summaries.actions[action.id] = ActionSummary(action: action)
    }
    for row in try results[1].all({ $0 }) {
      let sampled = ActionSummary.Sampled(
        change: try StoredChange(row: row),
        slot: row.optionalInteger(8),
        oldSlot: row.optionalInteger(9)
      )
      summaries.actions[row.integer(6)]?.changes.append(sampled)
    }
    for (made, isFirst) in try results[2].all({ (row) throws(SlotError) in
      (try CreatedSlots(row: row), row.bool(7))
    }) {
      let change = made.change(isFirst ? made.firstKey : made.keys.upperBound - 1)
      summaries.actions[made.action]?.changes.append(
        ActionSummary.Sampled(change: change, slot: nil, oldSlot: nil)
      )
    }
    for row in try results[3].all({ $0 }) {
      guard let kind = ObjectKind(rawValue: row.integer(1)) else { continue }
      summaries.actions[row.integer(0)]?
        .counts[kind, default: [:]][row.integer(2), default: 0] += row.int(3)
    }
    for stored in try results[4].all(StoredBlock.init(row:)) {
      summaries.blocks[stored.key] = stored.block
    }
    for id in summaries.actions.keys {
      summaries.actions[id]?.changes.sort { $0.change.number < $1.change.number }
    }
    try findObjects(&summaries)
    return summaries
  }

  private func questions(_ ids: [Action.ID]) -> [PostgresStatement] {
    let values: [PostgresValue] = [.integers(ids), .integer(ActionSummary.sample)]
    func sample(_ order: String) -> String {
      "(SELECT * FROM change WHERE action = k.id ORDER BY number \(order) LIMIT $2)"
    }
    func made(_ order: String) -> String {
      """
      (SELECT creation.*, \(order == "ASC") AS first_one FROM creation WHERE action = k.id
        ORDER BY number \(order) LIMIT 1)
      """
    }
    return [
      PostgresStatement(
        "SELECT \(PostgresJournal.actionColumns) FROM action a WHERE a.id = ANY ($1)",
        [values[0]]
      ),
      PostgresStatement(
        """
        SELECT \(PostgresJournal.changeColumns), c.slot, c.old_slot FROM unnest($1) AS k (id), LATERAL (
          \(sample("ASC")) UNION \(sample("DESC"))) c
        """,
        values
      ),
      PostgresStatement(
        """
        SELECT \(PostgresJournal.creationColumns), n.first_one FROM unnest($1) AS k (id), LATERAL (
          \(made("ASC")) UNION ALL \(made("DESC"))) n
        """,
        [values[0]]
      ),
      PostgresStatement(
        """
        SELECT k.id, c.kind, c.block, count(DISTINCT c.object) FROM unnest($1) AS k (id), LATERAL (
          SELECT kind, block, object FROM change WHERE action = k.id LIMIT $2) c
        GROUP BY k.id, c.kind, c.block
        UNION ALL SELECT action, 1, block, sum(count)::bigint FROM creation WHERE action = ANY ($1)
        GROUP BY action, block
        """,
        [values[0], .integer(ActionSummary.mostCounted)]
      ),
      PostgresStatement("SELECT \(PostgresObjects.blockColumns) FROM block b"),
    ]
  }

  /// The objects of the changes, and how those were deleted that are gone.
  private func findObjects(_ summaries: inout Summaries) throws(SlotError) {
    var wanted: [ObjectKind: Set<Int64>] = [:]
    for summary in summaries.actions.values {
      for sampled in summary.changes {
        wanted[sampled.change.kind, default: []].insert(sampled.change.key)
        wanted[.slot, default: []].formUnion([sampled.slot, sampled.oldSlot].compactMap { $0 })
        wanted[.block, default: []].insert(sampled.change.blockKey)
      }
    }
    func keys(_ kind: ObjectKind) -> PostgresValue { .integers((wanted[kind] ?? []).sorted()) }
    let results = try rows.ask([
      PostgresStatement(
        """
        SELECT \(PostgresObjects.slotColumns) FROM \(PostgresObjects.slotTables)
        WHERE s.key = ANY ($1)
        """,
        [keys(.slot)]
      ),
      PostgresStatement(
        """
        SELECT \(PostgresObjects.appointmentColumns) FROM \(PostgresObjects.appointmentTables)
        WHERE a.key = ANY ($1)
        """,
        [keys(.appointment)]
      ),
      PostgresStatement(
        """
        SELECT \(PostgresJournal.changeColumns) FROM (
          SELECT 0::smallint AS kind, key FROM unnest($1) AS k (key)
          UNION ALL SELECT 1::smallint, key FROM unnest($2) AS k (key)
          UNION ALL SELECT 2::smallint, key FROM unnest($3) AS k (key)) k, LATERAL (
          SELECT * FROM change WHERE kind = k.kind AND object = k.key AND after IS NULL
          ORDER BY action DESC LIMIT 1) c
        """,
        [keys(.block), keys(.slot), keys(.appointment)]
      ),
      PostgresStatement(
        """
        SELECT \(PostgresJournal.changeColumns) FROM change c
        WHERE c.kind = 1 AND c.object = ANY ($1) AND c.action > $2
          AND strpos(c.before, '"start_date"') > 0
        ORDER BY c.action, c.number
        """,
        [keys(.slot), .integer(summaries.actions.keys.min() ?? 0)]
      ),
    ])
    for stored in try results[0].all(StoredSlot.init(row:)) { summaries.slots[stored.key] = stored }
    for stored in try results[1].all(StoredAppointment.init(row:)) {
      summaries.appointments[stored.key] = stored
    }
    for change in try results[2].all(StoredChange.init(row:)) {
      summaries.deletions[change.object] = change
    }
    for change in try results[3].all(StoredChange.init(row:)) {
      summaries.moves[change.key, default: []].append(change)
    }
  }
}
