/// Looks at what actions did without reading all of it: the first changes, the last ones, and how many
/// there are of which kind. All of it stands in the journal by action.
struct SummaryQueries {
  let connection: Connection

  func summaries(of ids: [Action.ID]) throws(SlotError) -> Summaries {
    let journal = JournalTables(connection: connection)
    var summaries = Summaries()
    for id in ids where summaries.actions[id] == nil {
      guard let action = try journal.action(id) else { continue }
      summaries.actions[id] = try summary(of: action)
    }
    for stored in try BlockTable(connection: connection).all() {
      summaries.blocks[stored.key] = stored.block
    }
    try findObjects(&summaries)
    return summaries
  }

  // MARK: Changes

  private func summary(of action: Action) throws(SlotError) -> ActionSummary {
    var summary = ActionSummary(action: action)
    var changes = try changes(of: action.id, "ASC", after: -1)
    // Fewer than that are all of them.
    if changes.count == ActionSummary.sample, let last = changes.last?.change.number {
      changes += try self.changes(of: action.id, "DESC", after: last).reversed()
    }
    changes += try created(by: action.id)
    summary.changes = changes.sorted { $0.change.number < $1.change.number }
    try count(&summary)
    return summary
  }

  private func changes(
    of action: Action.ID,
    _ order: String,
    after number: Int
  ) throws(SlotError) -> [ActionSummary.Sampled] {
    try connection.statement(
      """
      SELECT \(JournalTables.changeColumns), c.slot, c.old_slot FROM change c
      WHERE c.action = ?1 AND c.number > ?2 ORDER BY c.number \(order) LIMIT ?3
      """
    )
    .bind(1, action).bind(2, number).bind(3, ActionSummary.sample).all { (row) throws(SlotError) in
      ActionSummary.Sampled(
        change: try StoredChange(row: row),
        slot: row.optionalInteger(8),
        oldSlot: row.optionalInteger(9)
      )
    }
  }

  /// The first and the last of those that were made together.
  private func created(by action: Action.ID) throws(SlotError) -> [ActionSummary.Sampled] {
    var sampled: [ActionSummary.Sampled] = []
    for order in ["ASC", "DESC"] {
      let made = try connection.statement(
        """
        SELECT \(JournalTables.creationColumns) FROM creation n
        WHERE n.action = ? ORDER BY n.number \(order) LIMIT 1
        """
      )
      .bind(1, action).first(CreatedSlots.init(row:))
      guard let made else { break }
      let key = order == "ASC" ? made.firstKey : made.keys.upperBound - 1
      sampled.append(ActionSummary.Sampled(change: made.change(key), slot: nil, oldSlot: nil))
    }
    return sampled
  }

  private func count(_ summary: inout ActionSummary) throws(SlotError) {
    let changed = try connection.statement(
      """
      SELECT kind, block, count(DISTINCT object) FROM (
        SELECT kind, block, object FROM change WHERE action = ?1 LIMIT ?2)
      GROUP BY kind, block
      """
    )
    .bind(1, summary.action.id).bind(2, ActionSummary.mostCounted)
    .all { (kind: $0.integer(0), block: $0.integer(1), count: $0.int(2)) }
    for (kind, block, count) in changed {
      guard let kind = ObjectKind(rawValue: kind) else { continue }
      summary.counts[kind, default: [:]][block, default: 0] += count
    }
    let created = try connection.statement(
      "SELECT block, sum(count) FROM creation WHERE action = ? GROUP BY block"
    )
    .bind(1, summary.action.id).all { (block: $0.integer(0), count: $0.int(1)) }
    for (block, count) in created {
      summary.counts[.slot, default: [:]][block, default: 0] += count
    }
  }

  // MARK: Objects

  private func findObjects(_ summaries: inout Summaries) throws(SlotError) {
    var wanted: [ObjectKind: Set<Int64>] = [:]
    for summary in summaries.actions.values {
      for sampled in summary.changes {
        wanted[sampled.change.kind, default: []].insert(sampled.change.key)
        wanted[.slot, default: []].formUnion([sampled.slot, sampled.oldSlot].compactMap { $0 })
        wanted[.block, default: []].insert(sampled.change.blockKey)
      }
    }
    for stored in try SlotTable(connection: connection).find(keys: wanted[.slot] ?? []) {
      summaries.slots[stored.key] = stored
      wanted[.block, default: []].insert(stored.blockKey)
    }
    if let first = summaries.actions.keys.min() {
      for key in wanted[.slot] ?? [] {
        summaries.moves[key] = try moves(ofSlot: key, after: first)
      }
    }
    let people = Array(wanted[.appointment] ?? [])
    for stored in try AppointmentTable(connection: connection).find(keys: people) {
      summaries.appointments[stored.key] = stored
    }
    for (kind, keys) in wanted {
      for key in keys where !summaries.has(kind, key) {
        let object = ObjectKey(kind: kind, key: key)
        summaries.deletions[object] = try deletion(of: object)
      }
    }
  }

  private func moves(
    ofSlot key: Int64,
    after action: Action.ID
  ) throws(SlotError) -> [StoredChange] {
    try connection.statement(
      """
      SELECT \(JournalTables.changeColumns) FROM change c
      WHERE c.kind = 1 AND c.object = ? AND c.action > ? AND instr(c.before, '"start_date"') > 0
      ORDER BY c.action, c.number
      """
    )
    .bind(1, key).bind(2, action).all(StoredChange.init(row:))
  }

  private func deletion(of object: ObjectKey) throws(SlotError) -> StoredChange? {
    try connection.statement(
      """
      SELECT \(JournalTables.changeColumns) FROM change c INDEXED BY change_by_object
      WHERE c.kind = ? AND c.object = ? AND c.after IS NULL ORDER BY c.action DESC LIMIT 1
      """
    )
    .bind(1, object.kind.rawValue).bind(2, object.key).first(StoredChange.init(row:))
  }
}

extension Summaries {
  fileprivate func has(_ kind: ObjectKind, _ key: Int64) -> Bool {
    switch kind {
    case .block: blocks[key] != nil
    case .slot: slots[key] != nil
    case .appointment: appointments[key] != nil
    }
  }
}
