/// What `Needs` asks of a server, and how its answers are read.
struct PostgresQuestions {
  private let needs: Needs
  /// The number of the action that goes on, when it has one.
  private let number: Action.ID?
  private(set) var statements: [PostgresStatement] = []
  private var readers: [(inout Found, PostgresResult) throws(SlotError) -> Void] = []

  init(_ needs: Needs, number: Action.ID?) {
    self.needs = needs
    self.number = number
    addObjects()
    addAround()
    addForScreens()
    addPlaces()
  }

  private mutating func ask(
    _ statement: PostgresStatement,
    _ read: @escaping (inout Found, PostgresResult) throws(SlotError) -> Void
  ) {
    statements.append(statement)
    readers.append(read)
  }

  func found(_ results: [PostgresResult]) throws(SlotError) -> Found {
    var found = Found()
    for (read, result) in zip(readers, results) { try read(&found, result) }
    if needs.freeKeys[.slot] != nil, let action = number ?? found.freeKeys[.action]?.first?.first {
      found.freeKeys[.slot] = [Self.slotKeys(of: action)]
    }
    found.keepEachOnce()
    return found
  }

  // MARK: Objects

  /// Objects that are named by their ids, by their keys or by both. Where it is one way, the server plans
  /// for one.
  private struct Named {
    private let ids: PostgresValue?
    private let keys: PostgresValue?

    init<Object>(_ ids: [Identifier<Object>], _ keys: [Int64]) {
      self.ids = ids.isEmpty ? nil : .ids(ids)
      self.keys = keys.isEmpty ? nil : .integers(keys)
    }

    var values: [PostgresValue] { [ids, keys].compactMap { $0 } }
    var isAny: Bool { !values.isEmpty }

    func condition(_ table: String) -> String {
      let columns = [ids.map { _ in "id" }, keys.map { _ in "key" }].compactMap { $0 }
      return columns.enumerated().map { "\(table).\($1) = ANY ($\($0 + 1))" }
        .joined(separator: " OR ")
    }
  }

  private mutating func addObjects() {
    if needs.allBlocks {
      ask(
        PostgresStatement(
          "SELECT \(PostgresObjects.blockColumns) FROM block b ORDER BY b.name, b.key"
        )
      ) {
        (found, rows) throws(SlotError) in found.blocks += try rows.all(StoredBlock.init(row:))
      }
    }
    if needs.blockNames {
      ask(PostgresStatement("SELECT key, id, name FROM block")) { (found, rows) throws(SlotError) in
        found.blockNames = try rows.all { (row) throws(SlotError) in
          NamedBlock(key: row.integer(0), id: try row.identifier(1), name: row.text(2))
        }
      }
    }
    if !needs.blocks.isEmpty { askBlocks("b.id = ANY ($1)", [.ids(needs.blocks)]) }
    if !needs.blockKeys.isEmpty { askBlocks("b.key = ANY ($1)", [.integers(needs.blockKeys)]) }
    let slots = Named(needs.slots, needs.slotKeys)
    let people = Named(needs.appointments, needs.appointmentKeys)
    if slots.isAny { askSlots(slots.condition("s"), slots.values) }
    if people.isAny { askAppointments(people.condition("a"), people.values) }
    if needs.withAppointments, slots.isAny {
      askAppointments(
        "s.key IN \(Self.once("SELECT n.key FROM slot n WHERE \(slots.condition("n"))"))",
        slots.values
      )
    }
    let places = Self.once("SELECT n.slot FROM appointment n WHERE \(people.condition("n"))")
    let slotsOfPeople = "s.key IN \(places)"
    if needs.withSlots, people.isAny { askSlots(slotsOfPeople, people.values) }
    if needs.withBlocks {
      if slots.isAny {
        askBlocks(
          "b.key IN \(Self.once("SELECT n.block FROM slot n WHERE \(slots.condition("n"))"))",
          slots.values
        )
      }
      if needs.withSlots, people.isAny {
        askBlocks("b.key IN (SELECT s.block FROM slot s WHERE \(slotsOfPeople))", people.values)
      }
    }
    if !needs.lockKeys.isEmpty { askLocks() }
  }

  /// What is looked up by many ids is looked up once: a server whose statistics are out of date would go
  /// through all ids for each row of another table.
  private static func once(_ select: String) -> String {
    "(WITH found AS MATERIALIZED (\(select)) SELECT * FROM found)"
  }

  private mutating func askBlocks(_ condition: String, _ values: [PostgresValue]) {
    ask(
      PostgresStatement(
        "SELECT \(PostgresObjects.blockColumns) FROM block b WHERE \(condition)",
        values
      )
    ) { (found, rows) throws(SlotError) in found.blocks += try rows.all(StoredBlock.init(row:)) }
  }

  private mutating func askSlots(_ condition: String, _ values: [PostgresValue]) {
    ask(
      PostgresStatement(
        """
        SELECT \(PostgresObjects.slotColumns) FROM \(PostgresObjects.slotTables)
        WHERE \(condition) ORDER BY s.key
        """,
        values
      )
    ) { (found, rows) throws(SlotError) in found.slots += try rows.all(StoredSlot.init(row:)) }
  }

  private mutating func askAppointments(_ condition: String, _ values: [PostgresValue]) {
    ask(
      PostgresStatement(
        """
        SELECT \(PostgresObjects.appointmentColumns) FROM \(PostgresObjects.appointmentTables)
        WHERE \(condition) ORDER BY a.key
        """,
        values
      )
    ) { (found, rows) throws(SlotError) in
      found.appointments += try rows.all(StoredAppointment.init(row:))
    }
  }

  /// The keys of locks are compared where they are kept: they never come here.
  private mutating func askLocks() {
    let keys = needs.lockKeys
    ask(
      PostgresStatement(
        "SELECT opens FROM unnest(lock_opens($1, $2)) WITH ORDINALITY AS o (opens, place) ORDER BY place",
        [.ids(keys.map(\.slot)), .texts(keys.map(\.text))]
      )
    ) { (found, rows) throws(SlotError) in
      for (key, opens) in zip(keys, try rows.all({ $0.bool(0) })) where opens {
        found.opening.insert(key)
      }
    }
  }

  // MARK: Around them

  private mutating func addAround() {
    for span in needs.taken { askTaken(span) }
    if !needs.slotsOfBlocks.isEmpty {
      ask(
        PostgresStatement(
          "SELECT block, id FROM slot WHERE block = ANY ($1) ORDER BY block, start_at",
          [.integers(needs.slotsOfBlocks)]
        )
      ) { (found, rows) throws(SlotError) in
        for (block, id) in try rows.all({ (row) throws(SlotError) in
          (row.integer(0), try row.identifier(1, of: Slot.self))
        }) {
          found.slotsOfBlocks[block, default: []].append(id)
        }
      }
    }
    if !needs.slotCounts.isEmpty {
      ask(
        PostgresStatement(
          "SELECT key, (SELECT count(*) FROM slot WHERE block = b.key) FROM block b WHERE key = ANY ($1)",
          [.integers(needs.slotCounts)]
        )
      ) { (found, rows) throws(SlotError) in
        for (key, count) in try rows.all({ ($0.integer(0), $0.int(1)) }) {
          found.slotCounts[key] = count
        }
      }
    }
    addKeys()
  }

  private mutating func askTaken(_ span: TakenSpan) {
    let (condition, block): (String, PostgresValue) =
      switch span.block {
      case .id(let id): ("b.id = $1", .id(id))
      case .key(let key): ("b.key = $1", .integer(key))
      }
    ask(
      PostgresStatement(
        """
        SELECT b.key, t.start_at, t.end_at FROM block b LEFT JOIN LATERAL (
          SELECT DISTINCT s.start_at, s.end_at
          FROM unnest($2, $3) AS r (first, last), LATERAL (
            SELECT start_at, end_at FROM slot
            WHERE block = b.key AND start_at < r.last AND end_at > r.first
              AND start_at >= coalesce((
                SELECT max(start_at) FROM slot WHERE block = b.key AND start_at <= r.first), r.first)
          ) s ORDER BY s.start_at) t ON true
        WHERE \(condition) ORDER BY t.start_at
        """,
        [
          block, .integers(span.ranges.map(\.start.milliseconds)),
          .integers(span.ranges.map(\.end.milliseconds)),
        ]
      )
    ) { (found, rows) throws(SlotError) in
      let ranges = try rows.all {
        $0.isNull(1) ? nil : TimeRange(start: $0.instant(1), end: $0.instant(2))
      }
      let taken = TakenRanges(blockKey: rows.first?.integer(0), ranges: ranges.compactMap { $0 })
      found.taken.append(taken)
    }
  }

  /// The slots of an action have keys that begin with its number, so that they rise as actions do.
  static let slotBits: Int64 = 24

  static func slotKeys(of action: Action.ID) -> Range<Int64> {
    action << slotBits..<(action + 1) << slotBits
  }

  private mutating func addKeys() {
    for (kind, count) in needs.freeKeys where kind != .slot {
      let sequence =
        switch kind {
        case .action, .slot: "action_id"
        case .block: "block_key"
        case .appointment: "appointment_key"
        case .lock: "lock_number"
        }
      ask(
        PostgresStatement(
          "SELECT nextval('\(sequence)') FROM generate_series(1, $1)",
          [.integer(max(count, 1))]
        )
      ) { (found, rows) throws(SlotError) in
        found.freeKeys[kind] = Self.ranges(try rows.all { $0.integer(0) })
      }
    }
  }

  private static func ranges(_ keys: [Int64]) -> [Range<Int64>] {
    var ranges: [Range<Int64>] = []
    for key in keys {
      if let last = ranges.last, last.upperBound == key {
        ranges[ranges.count - 1] = last.lowerBound..<key + 1
      } else {
        ranges.append(key..<key + 1)
      }
    }
    return ranges
  }

  // MARK: For screens

  private mutating func addForScreens() {
    if needs.position {
      ask(PostgresJournal.position) { (found, rows) throws(SlotError) in
        found.position = rows.first.map { JournalPosition(text: $0.text(0)) }
      }
    }
    for (block, range) in needs.periods {
      ask(PostgresSpans.slots(of: block, in: range)) { (found, rows) throws(SlotError) in
        found.periods.append(try rows.all(StoredSlot.init(row:)).map(\.slot))
      }
    }
    for span in needs.guests {
      ask(PostgresSpans.guests(span)) { (found, rows) throws(SlotError) in
        found.guests.append(
          try rows.all { (row) throws(SlotError) in
            GuestRow(
              slot: try row.identifier(0),
              appointment: try row.identifier(1),
              metadata: row.metadata(2)
            )
          }
        )
      }
    }
    for wanted in needs.nearest {
      ask(PostgresSpans.nearest(wanted)) { (found, rows) throws(SlotError) in
        found.nearest.append(try rows.first.map(StoredSlot.init(row:))?.slot)
      }
    }
    if let (block, range) = needs.places {
      ask(PostgresSpans.places(of: block, in: range)) { (found, rows) throws(SlotError) in
        found.places = try rows.all {
          PlaceRow(
            start: $0.instant(0),
            isDisabled: $0.bool(1),
            capacity: $0.int(2),
            active: $0.int(3),
            lockedUntil: $0.isNull(4) ? nil : $0.instant(4)
          )
        }
      }
    }
    if let (range, condition) = needs.fitting {
      ask(PostgresSpans.count("count(s.key)", in: range, condition)) {
        (found, rows) throws(SlotError) in
        found.fitting = try Self.counts(rows)
      }
    }
    if let (block, available) = needs.counts { askCounts(block, available) }
    if let query = needs.history {
      ask(PostgresJournal.actionsOnSlot(query)) { (found, rows) throws(SlotError) in
        found.history = try PostgresJournal.readHistory(rows)
      }
    }
  }

  private static func counts(
    _ rows: PostgresResult
  ) throws(SlotError) -> [BookingBlock.ID: Int] {
    var counts: [BookingBlock.ID: Int] = [:]
    for (id, count) in try rows.all({ (row) throws(SlotError) in
      (try row.identifier(0, of: BookingBlock.self), row.int(1))
    }) {
      counts[id] = count
    }
    return counts
  }

  private mutating func askCounts(_ block: BookingBlock.ID, _ available: RowCondition) {
    let condition = PostgresCondition(available, first: 2)
    ask(
      condition.statement(
        """
        SELECT count(s.key), count(s.key) FILTER (WHERE \(condition.text)),
          coalesce(sum(s.active), 0)::bigint, coalesce(sum(s.cancelled), 0)::bigint
        FROM block b LEFT JOIN slot s ON s.block = b.key WHERE b.id = $1 GROUP BY b.key
        """,
        [.id(block)]
      )
    ) { (found, rows) throws(SlotError) in
      found.counts = rows.first.map { row in
        var counts = BlockCounts()
        counts.slots = row.int(0)
        counts.availableSlots = row.int(1)
        counts.activeAppointments = row.int(2)
        counts.cancelledAppointments = row.int(3)
        return counts
      }
    }
  }

  // MARK: Places

  private mutating func addPlaces() {
    for wanted in needs.fittingSlots {
      ask(PostgresSpans.fitting(wanted)) { (found, rows) throws(SlotError) in
        found.fittingSlots.append(try rows.all(StoredSlot.init(row:)).map(\.slot))
      }
    }
    for (range, condition) in needs.freePlaces {
      let places = "coalesce(sum(s.capacity - s.active), 0)::bigint"
      ask(PostgresSpans.count(places, in: range, condition)) { (found, rows) throws(SlotError) in
        found.freePlaces.append(try Self.counts(rows))
      }
    }
    if let wanted = needs.displacedSlots {
      ask(PostgresSpans.displacedSlots(wanted)) { (found, rows) throws(SlotError) in
        found.displacedSlots = try PostgresSpans.readDisplacedSlots(rows)
      }
    }
    if let wanted = needs.displaced {
      ask(PostgresSpans.displacedCount(wanted)) { (found, rows) throws(SlotError) in
        found.displacedCount = rows.first?.int(0) ?? 0
      }
      guard wanted.limit > 0 else { return }
      ask(PostgresSpans.displaced(wanted)) { (found, rows) throws(SlotError) in
        found.displaced = try rows.all(PostgresSpans.readDisplaced)
      }
    }
  }
}

extension Found {
  /// What is reached by two ways comes once.
  fileprivate mutating func keepEachOnce() {
    var (keys, guests, places) = (Set<Int64>(), Set<Int64>(), Set<Int64>())
    slots = slots.filter { keys.insert($0.key).inserted }
    appointments = appointments.filter { guests.insert($0.key).inserted }
    blocks = blocks.filter { places.insert($0.key).inserted }
  }
}
