/// What an action writes, as statements: rows of one kind that follow one another go together.
struct PostgresWriting {
  private(set) var statements: [PostgresStatement] = []
  private(set) var newBlocks: Set<Int64> = []
  private(set) var touchedBlocks: Set<Int64> = []

  init(_ writes: Writes, request: IdentifierBytes?) {
    var rest = writes.rows[...]
    while let first = rest.first {
      let end = rest.firstIndex { !$0.isLike(first) } ?? rest.endIndex
      add(rest[..<end])
      rest = rest[end...]
    }
    add(writes.notes, of: writes.action)
    add(writes.creations)
    if let action = writes.finished { add(action, request) }
    if let (action, undo) = writes.undone {
      add("UPDATE action SET undone_by = $1 WHERE id = $2", [.integer(undo), .integer(action)])
    }
  }

  private mutating func add(_ text: String, _ values: [PostgresValue]) {
    statements.append(PostgresStatement(text, values))
  }

  // MARK: Rows

  private mutating func add(_ rows: ArraySlice<Writes.Row>) {
    switch rows.first {
    case .newBlock:
      add(new: rows.compactMap { if case .newBlock(let block) = $0 { block } else { nil } })
    case .block:
      add(rows.compactMap { if case .block(let block) = $0 { block } else { nil } })
    case .noBlock:
      remove("block", rows.compactMap { if case .noBlock(let key) = $0 { key } else { nil } })
    case .newSlot:
      add(new: rows.compactMap { if case .newSlot(let slot) = $0 { slot } else { nil } })
    case .slot:
      add(rows.compactMap { if case .slot(let slot) = $0 { slot } else { nil } })
    case .noSlot:
      remove("slot", rows.compactMap { if case .noSlot(let key) = $0 { key } else { nil } })
    case .newAppointment:
      add(new: rows.compactMap { if case .newAppointment(let one) = $0 { one } else { nil } })
    case .appointment:
      add(rows.compactMap { if case .appointment(let one) = $0 { one } else { nil } })
    case .noAppointment:
      remove(
        "appointment",
        rows.compactMap { if case .noAppointment(let key) = $0 { key } else { nil } }
      )
    case .lockKey:
      for case .lockKey(let number, let slot, let end, let text) in rows {
        add(
          "INSERT INTO lock_key (number, slot, locked_until, secret) VALUES ($1, $2, $3, $4)",
          [.integer(number), .integer(slot), .instant(end), .text(text)]
        )
      }
    case .noLockKeys:
      for case .noLockKeys(let slot, let moment) in rows {
        add(
          "DELETE FROM lock_key WHERE slot = $1 AND locked_until <= $2",
          [.integer(slot), .instant(moment)]
        )
      }
    case nil: break
    }
  }

  private mutating func remove(_ table: String, _ keys: [Int64]) {
    add("DELETE FROM \(table) WHERE key = ANY ($1)", [.integers(keys)])
  }

  private mutating func add(new blocks: [StoredBlock]) {
    newBlocks.formUnion(blocks.map(\.key))
    touchedBlocks.formUnion(blocks.map(\.key))
    var columns = PostgresColumns(blocks)
    columns.integers("key") { $0.key }
    columns.ids("id") { IdentifierBytes($0.block.id) }
    columns.texts("short_id") { $0.block.shortID }
    columns.addProperties()
    columns.instants("created_at") { $0.block.createdAt }
    statements.append(columns.insertion(into: "block"))
  }

  private mutating func add(_ blocks: [StoredBlock]) {
    touchedBlocks.formUnion(blocks.map(\.key))
    var columns = PostgresColumns(blocks)
    columns.integers("key") { $0.key }
    columns.addProperties()
    statements.append(columns.update(of: "block"))
  }

  private mutating func add(new slots: [StoredSlot]) {
    touchedBlocks.formUnion(slots.map(\.blockKey))
    var columns = PostgresColumns(slots)
    columns.integers("key") { $0.key }
    columns.ids("id") { IdentifierBytes($0.slot.id) }
    columns.integers("block") { $0.blockKey }
    columns.addProperties()
    columns.instants("created_at") { $0.slot.createdAt }
    statements.append(columns.insertion(into: "slot"))
  }

  private mutating func add(_ slots: [StoredSlot]) {
    touchedBlocks.formUnion(slots.map(\.blockKey))
    var columns = PostgresColumns(slots)
    columns.integers("key") { $0.key }
    columns.addProperties()
    statements.append(columns.update(of: "slot"))
  }

  private mutating func add(new people: [StoredAppointment]) {
    touchedBlocks.formUnion(people.map(\.blockKey))
    var columns = PostgresColumns(people)
    columns.integers("key") { $0.key }
    columns.ids("id") { IdentifierBytes($0.appointment.id) }
    columns.addProperties()
    columns.instants("created_at") { $0.appointment.createdAt }
    statements.append(columns.insertion(into: "appointment"))
  }

  private mutating func add(_ people: [StoredAppointment]) {
    touchedBlocks.formUnion(people.map(\.blockKey))
    var columns = PostgresColumns(people)
    columns.integers("key") { $0.key }
    columns.addProperties()
    statements.append(columns.update(of: "appointment"))
  }

  // MARK: The journal

  private mutating func add(_ notes: [Writes.Note], of action: Action.ID) {
    guard !notes.isEmpty else { return }
    touchedBlocks.formUnion(notes.map(\.block))
    var columns = PostgresColumns(notes)
    columns.integers("action") { _ in action }
    columns.integers("number") { Int64($0.number) }
    columns.integers("kind") { $0.object.kind.rawValue }
    columns.integers("object") { $0.object.key }
    columns.ids("id") { $0.id }
    columns.integers("block") { $0.block }
    columns.integers("slot") { $0.slot }
    columns.integers("old_slot") { $0.oldSlot }
    columns.texts("before") { $0.before }
    columns.texts("after") { $0.after }
    statements.append(columns.insertion(into: "change"))
  }

  private mutating func add(_ creations: [CreatedSlots]) {
    guard !creations.isEmpty else { return }
    var columns = PostgresColumns(creations)
    columns.integers("first") { $0.firstKey }
    columns.integers("count") { Int64($0.count) }
    columns.integers("action") { $0.action }
    columns.integers("number") { Int64($0.number) }
    columns.integers("block") { $0.blockKey }
    columns.texts("metadata") { $0.metadata.json }
    columns.byteStrings("slots") { $0.records }
    statements.append(columns.insertion(into: "creation"))
  }

  private mutating func add(_ action: Action, _ request: IdentifierBytes?) {
    add(
      """
      INSERT INTO action (id, at, actor, verb, reason, target, objects, request)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
      """,
      [
        .integer(action.id), .instant(action.at), .text(action.actor),
        .text(action.verb.rawValue), .text(action.reason), .integer(action.target),
        .integer(action.objects), PostgresValue.id(request),
      ]
    )
  }
}

extension PostgresColumns<StoredBlock> {
  /// What can change.
  fileprivate mutating func addProperties() {
    texts("name") { $0.block.name }
    texts("timezone") { $0.block.timezone }
    bools("published") { $0.block.status == .published }
    integers("booking_disabled_before") { Int64($0.block.bookingDisabledBefore) }
    texts("metadata") { $0.block.metadata.json }
    instants("updated_at") { $0.block.updatedAt }
  }
}

extension PostgresColumns<StoredSlot> {
  /// What can change.
  fileprivate mutating func addProperties() {
    instants("start_at") { $0.slot.range.start }
    instants("end_at") { $0.slot.range.end }
    integers("capacity") { Int64($0.slot.capacity) }
    bools("disabled") { $0.slot.status == .disabled }
    bools("lockable") { $0.slot.isLockable }
    integers("locked_until") { $0.slot.storedLock?.end.milliseconds }
    texts("locked_by") { $0.slot.storedLock?.owner }
    integers("lock") { $0.slot.storedLock?.number }
    texts("metadata") { $0.slot.metadata.json }
    instants("updated_at") { $0.slot.updatedAt }
  }
}

extension PostgresColumns<StoredAppointment> {
  /// What can change.
  fileprivate mutating func addProperties() {
    integers("slot") { $0.slotKey }
    bools("cancelled") { $0.appointment.status == .cancelled }
    texts("metadata") { $0.appointment.metadata.json }
    instants("updated_at") { $0.appointment.updatedAt }
  }
}

extension Writes.Row {
  /// Whether both go into one statement.
  fileprivate func isLike(_ other: Writes.Row) -> Bool {
    switch (self, other) {
    case (.newBlock, .newBlock), (.block, .block), (.noBlock, .noBlock), (.newSlot, .newSlot),
      (.slot, .slot), (.noSlot, .noSlot), (.newAppointment, .newAppointment),
      (.appointment, .appointment), (.noAppointment, .noAppointment), (.lockKey, .lockKey),
      (.noLockKeys, .noLockKeys):
      true
    default: false
    }
  }
}
