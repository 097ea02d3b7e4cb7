extension PostgresRows {
  // MARK: Lists

  func forEachSlot(
    in list: SlotList,
    _ body: (Slot) throws(SlotError) -> Void
  ) throws(SlotError) -> Int {
    let list = PostgresLists.slots(list)
    return try forEachRow(of: list.query, counting: list.count) { (row) throws(SlotError) in
      try body(try StoredSlot(row: row).slot)
    }
  }

  func forEachAppointment(
    in query: AppointmentQuery,
    _ body: (Appointment) throws(SlotError) -> Void
  ) throws(SlotError) -> Int {
    let list = PostgresLists.appointments(query)
    return try forEachRow(of: list.query, counting: list.count) { (row) throws(SlotError) in
      try body(try StoredAppointment(row: row).appointment)
    }
  }

  func forEachSlot(
    of block: BookingBlock.ID,
    in range: TimeRange,
    _ body: (Slot) throws(SlotError) -> Void
  ) throws(SlotError) {
    try forEachRow(of: PostgresSpans.slots(of: block, in: range)) { (row) throws(SlotError) in
      try body(try StoredSlot(row: row).slot)
    }
  }

  func forEachAppointment(
    of block: BookingBlock.ID,
    in range: TimeRange,
    _ body: (Appointment) throws(SlotError) -> Void
  ) throws(SlotError) {
    let query = PostgresSpans.appointments(of: block, in: range)
    try forEachRow(of: query) { (row) throws(SlotError) in
      try body(try StoredAppointment(row: row).appointment)
    }
  }

  /// Ids sort in PostgreSQL as their bytes do.
  func identifiers(
    of kind: ObjectKind,
    beginning prefix: IdentifierPrefix,
    limit: Int
  ) throws(SlotError) -> [IdentifierBytes] {
    let question = PostgresStatement(
      "SELECT id FROM \(kind.name) WHERE id BETWEEN $1 AND $2 ORDER BY id LIMIT $3",
      [
        .id(IdentifierBytes(high: prefix.lowest.high, low: prefix.lowest.low)),
        .id(IdentifierBytes(high: prefix.highest.high, low: prefix.highest.low)),
        .integer(limit),
      ]
    )
    return try ask([question])[0].all { $0.identifierBytes(0) }.compactMap { $0 }
  }

  func scan(
    _ kind: ObjectKind,
    below last: Int64,
    limit: Int,
    _ body: (Int64, UnsafeBufferPointer<UInt8>) -> Bool
  ) throws(SlotError) {
    let question = PostgresStatement(
      "SELECT key, metadata FROM \(kind.name) WHERE key < $1 ORDER BY key DESC LIMIT $2",
      [.integer(last), .integer(limit)]
    )
    for row in try ask([question])[0].all({ $0 }) {
      guard row.withText(1, { body(row.integer(0), $0) }) else { return }
    }
  }

  /// No text of PostgreSQL can hold U+0000, which JSON can write.
  func slotsWithUID(inBlock key: Int64) throws(SlotError) -> [(key: Int64, uid: String)] {
    let question = PostgresStatement(
      """
      SELECT key, parsed ->> 'uid' FROM slot s, LATERAL (
        SELECT replace(s.metadata, '\\u0000', '\\ufffd')::json AS parsed) p
      WHERE block = $1 AND metadata LIKE '%"uid"%' AND json_typeof(parsed -> 'uid') = 'string'
      """,
      [.integer(key)]
    )
    return try ask([question])[0].all { (key: $0.integer(0), uid: $0.text(1)) }
  }

  // MARK: The journal

  func forEachAction(
    matching query: HistoryQuery,
    _ body: (Action, [StoredChange]) throws(SlotError) -> Void
  ) throws(SlotError) {
    try inOneMoment { () throws(SlotError) in
      let (slot, block) = (try slotKey(of: query), try blockKey(of: query))
      let actions = PostgresJournal.actions(matching: query, slot: slot, block: block)
      try forEachRow(of: actions) { (row) throws(SlotError) in
        let action = try Action(row: row)
        try body(action, slot == nil ? [] : try changes(by: action.id, onSlot: slot ?? 0))
      }
    }
  }

  func countActions(matching query: HistoryQuery) throws(SlotError) -> Int {
    try inOneMoment { () throws(SlotError) in
      let (slot, block) = (try slotKey(of: query), try blockKey(of: query))
      let count = PostgresJournal.count(matching: query, slot: slot, block: block)
      return Int(try ask([count])[0].first?.integer(0) ?? 0)
    }
  }

  private func slotKey(of query: HistoryQuery) throws(SlotError) -> Int64? {
    guard let id = query.slot else { return nil }
    guard let key = try key(.slot, IdentifierBytes(id)) else {
      throw .slotNotFound("\(id)")
    }
    return key
  }

  private func blockKey(of query: HistoryQuery) throws(SlotError) -> Int64? {
    guard let id = query.block else { return nil }
    guard let key = try key(.block, IdentifierBytes(id)) else {
      throw .blockNotFound("\(id)")
    }
    return key
  }

  private func key(_ kind: ObjectKind, _ id: IdentifierBytes) throws(SlotError) -> Int64? {
    try ask([PostgresJournal.key(kind, of: id)])[0].first?.integer(0)
  }

  private func changes(
    by action: Action.ID,
    onSlot key: Int64
  ) throws(SlotError) -> [StoredChange] {
    let results = try ask(PostgresJournal.changes(by: action, onSlot: key))
    return try results[0].all { (row) throws(SlotError) in
      try CreatedSlots(row: row).change(key)
    } + results[1].all(StoredChange.init(row:))
  }

  func news(after position: JournalPosition, limit: Int) throws(SlotError) -> StoredNews {
    let results = try ask(PostgresJournal.news(after: position, limit: limit))
    var changes: [Action.ID: [StoredChange]] = [:]
    for row in try results[1].all({ $0 }) {
      changes[row.integer(6), default: []].append(try StoredChange(row: row))
    }
    for made in try results[2].all(CreatedSlots.init(row:)) {
      changes[made.action, default: []] += made.keys.prefix(limit).map(made.change)
    }
    let entries = try results[0].all { (row) throws(SlotError) in
      let action = try Action(row: row)
      let own = changes[action.id, default: []].sorted { $0.number < $1.number }
      return (action: action, changes: Array(own.prefix(limit)))
    }
    let next = results[3].first.map { JournalPosition(text: $0.text(0)) }
    return StoredNews(entries: entries, position: next ?? position)
  }

  func action(_ id: Action.ID) throws(SlotError) -> Action? {
    try ask([PostgresJournal.action(id)])[0].first.map(Action.init(row:))
  }

  func lastHolding(of actor: String) throws(SlotError) -> Action? {
    try ask([PostgresJournal.lastHolding(of: actor)])[0].first.map(Action.init(row:))
  }

  func lastUndone(by actor: String) throws(SlotError) -> (Action, undo: Action.ID)? {
    try ask([PostgresJournal.lastUndone(by: actor)])[0].first.map { (row) throws(SlotError) in
      (try Action(row: row), undo: row.integer(8))
    }
  }

  func changes(by action: Action.ID) throws(SlotError) -> [StoredChange] {
    let results = try ask(PostgresJournal.changes(by: [action]))
    var changes = try results[0].all(StoredChange.init(row:))
    for made in try results[1].all(CreatedSlots.init(row:)) {
      changes += made.keys.map(made.change)
    }
    return changes.sorted { $0.number > $1.number }
  }

  /// In a change, nobody may add to what was found.
  func touches(
    of objects: [ObjectKey],
    onSlots slots: [Int64],
    after action: Action.ID
  ) throws(SlotError) -> Touches {
    var needs = Needs()
    needs.blockKeys = objects.filter { $0.kind == .block }.map(\.key)
    needs.slotKeys = objects.filter { $0.kind == .slot }.map(\.key) + slots
    needs.appointmentKeys = objects.filter { $0.kind == .appointment }.map(\.key)
    try lock(needs)
    let after = PostgresValue.integer(action)
    let groups = Dictionary(grouping: objects, by: \.kind)
    var questions = groups.map { kind, objects in
      PostgresJournal.touches(
        "c.kind = \(kind.rawValue) AND c.object = ANY ($2)",
        [after, .integers(objects.map(\.key))]
      )
    }
    if !slots.isEmpty {
      questions.append(PostgresJournal.touches("c.slot = ANY ($2)", [after, .integers(slots)]))
    }
    var touches = Touches()
    guard !questions.isEmpty else { return touches }
    let results = try ask(questions)
    for result in results.prefix(groups.count) {
      for row in try result.all({ $0 }) {
        guard let kind = ObjectKind(rawValue: row.integer(9)) else { continue }
        touches.objects[ObjectKey(kind: kind, key: row.integer(8)), default: []]
          .append(try Action(row: row))
      }
    }
    for row in try results.dropFirst(groups.count).first?.all({ $0 }) ?? [] {
      touches.slots[row.integer(10), default: []].append(try Action(row: row))
    }
    return touches
  }

  func lastChanges(
    of objects: [ObjectKey],
    before action: Action.ID
  ) throws(SlotError) -> [ObjectKey: Action] {
    let groups = Array(Dictionary(grouping: objects, by: \.kind))
    var last: [ObjectKey: Action] = [:]
    let questions = groups.map {
      PostgresJournal.lastChanges($0.key, before: action, $0.value.map(\.key))
    }
    guard !questions.isEmpty else { return last }
    for (group, result) in zip(groups, try ask(questions)) {
      for row in try result.all({ $0 }) {
        last[ObjectKey(kind: group.key, key: row.integer(8))] = try Action(row: row)
      }
    }
    return last
  }

  // MARK: The past

  func moment(at then: Instant) throws(SlotError) -> PastMoment {
    let question = PostgresStatement(
      """
      SELECT last.id, (
        SELECT first FROM creation WHERE action > last.id ORDER BY action, number LIMIT 1)
      FROM (SELECT coalesce(
        (SELECT id FROM action WHERE at <= $1 ORDER BY id DESC LIMIT 1), 0) AS id) last
      """,
      [.instant(then)]
    )
    let row = try ask([question])[0].first
    let last = row?.integer(0) ?? 0
    // Slots that came here from a file have keys of their own.
    let first = PostgresQuestions.slotKeys(of: last).upperBound
    return PastMoment(last: last, firstNewSlot: min(first, row?.optionalInteger(1) ?? first))
  }

  func blocks(
    after action: Action.ID
  ) throws(SlotError) -> (present: [StoredBlock], changes: [StoredChange]) {
    let results = try ask([
      PostgresStatement(
        "SELECT \(PostgresObjects.blockColumns) FROM block b ORDER BY b.name, b.key"
      ),
      PostgresStatement(
        """
        SELECT \(PostgresJournal.changeColumns) FROM change c WHERE c.kind = 0 AND c.action > $1
        ORDER BY c.action DESC, c.number DESC
        """,
        [.integer(action)]
      ),
    ])
    return (
      try results[0].all(StoredBlock.init(row:)), try results[1].all(StoredChange.init(row:))
    )
  }

  func slots(
    inBlock key: Int64,
    overlapping range: TimeRange,
    below last: Int64
  ) throws(SlotError) -> [StoredSlot] {
    let question = PostgresSpans.slots(inBlock: key, overlapping: range, below: last)
    return try ask([question])[0].all(StoredSlot.init(row:))
  }

  func strays(inBlock key: Int64, after action: Action.ID) throws(SlotError) -> [Int64] {
    let question = PostgresStatement(
      """
      SELECT DISTINCT object FROM change
      WHERE action > $1 AND kind = 1 AND block = $2 AND before IS NOT NULL
        AND (after IS NULL OR before LIKE '%"start_date"%' OR before LIKE '%"end_date"%')
      """,
      [.integer(action), .integer(key)]
    )
    return try ask([question])[0].all { $0.integer(0) }
  }

  func keys(
    of slot: Slot.ID,
    after action: Action.ID
  ) throws(SlotError) -> [(key: Int64, blockKey: Int64)] {
    let question = PostgresStatement(
      """
      SELECT key, block FROM slot WHERE id = $1
      UNION SELECT object, block FROM change
      WHERE action > $2 AND kind = 1 AND id = $1 AND after IS NULL
      """,
      [.id(slot), .integer(action)]
    )
    return try ask([question])[0].all { (key: $0.integer(0), blockKey: $0.integer(1)) }
  }

  func nextStart(
    after moment: Instant,
    inBlock key: Int64,
    below last: Int64
  ) throws(SlotError) -> Instant? {
    let question = PostgresStatement(
      """
      SELECT start_at FROM slot WHERE block = $1 AND start_at > $2 AND key < $3
      ORDER BY start_at LIMIT 1
      """,
      [.integer(key), .instant(moment), .integer(last)]
    )
    return try ask([question])[0].first?.instant(0)
  }

  func changes(
    of kind: ObjectKind,
    _ keys: [Int64],
    after action: Action.ID
  ) throws(SlotError) -> [StoredChange] {
    let question = PostgresStatement(
      """
      SELECT \(PostgresJournal.changeColumns) FROM change c
      WHERE c.kind = $1::smallint AND c.object = ANY ($2) AND c.action > $3
      ORDER BY c.object, c.action DESC, c.number DESC
      """,
      [.integer(kind.rawValue), .integers(keys), .integer(action)]
    )
    return try ask([question])[0].all(StoredChange.init(row:))
  }

  func touchedAppointments(
    onSlots keys: [Int64],
    after action: Action.ID
  ) throws(SlotError) -> [TouchedAppointment] {
    let question = PostgresStatement(
      """
      SELECT slot, object, id FROM change WHERE slot = ANY ($1) AND action > $2
      UNION SELECT old_slot, object, id FROM change WHERE old_slot = ANY ($1) AND action > $2
      """,
      [.integers(keys), .integer(action)]
    )
    return try ask([question])[0].all { (row) throws(SlotError) in
      TouchedAppointment(
        slotKey: row.integer(0),
        key: row.integer(1),
        id: try row.identifier(2)
      )
    }
  }
}
