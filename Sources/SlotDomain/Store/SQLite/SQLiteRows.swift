/// The rows of a store in one SQLite file, shared by every screen and command on a server.
///
/// It hands every question to the tables and queries that know its SQL. A batch is as many statements as it
/// needs: they cost no trip to anywhere.
final class SQLiteRows: RowEngine {
  let opening: SQLiteOpening
  /// Replaced when a store that nobody was writing gains its first writer, see `Following`, and by a
  /// trial.
  var connection: Connection
  private var isTrial = false
  private var hasWideCache = false

  /// Opens a store; a new one is made, an older one brought up to date.
  ///
  /// - Throws: `.storeDamaged` S002 and `.storeNewer` S003, the file untouched; `.fileProblem` S007.
  init(_ opening: SQLiteOpening) throws(SlotError) {
    self.opening = opening
    connection = try opening.open()
  }

  /// Begins with a store that is nowhere, to be filled and then backed up.
  init(emptyFor opening: SQLiteOpening) throws(SlotError) {
    self.opening = opening
    connection = try Connection(path: opening.path, mode: .temporary, busyTimeout: 0)
    try connection.migrate(by: opening.migrations)
    try connection.execute("PRAGMA foreign_keys = ON; PRAGMA synchronous = OFF")
  }

  var place: String { opening.path }

  var isRemote: Bool { false }
  var clockOffset: Span { Span(milliseconds: 0) }

  /// Nobody waits for it on another thread.
  func cancel() {}

  /// Asking costs no trip to anywhere. So few stay in the processor's cache, and a key is obeyed at once.
  let batch = 500

  private var blocks: BlockTable { BlockTable(connection: connection) }
  private var slots: SlotTable { SlotTable(connection: connection) }
  private var appointments: AppointmentTable { AppointmentTable(connection: connection) }
  private var journal: JournalTables { JournalTables(connection: connection) }
  private var spans: SpanQueries { SpanQueries(connection: connection) }
  private var places: PlaceQueries { PlaceQueries(connection: connection) }
  private var lists: ListQueries { ListQueries(connection: connection) }
  private var past: PastQueries { PastQueries(connection: connection) }
  private var upkeep: Upkeep { Upkeep(connection: connection, opening: opening) }

  // MARK: Moments

  func inOneMoment<Result>(
    _ body: () throws(SlotError) -> Result
  ) throws(SlotError) -> Result {
    try connection.read(body)
  }

  /// A constraint that refuses what the rules let pass is a mistake of ours only if the store was sound:
  /// whoever asks is told what is wrong with it.
  ///
  /// - Throws: `.storeDamaged` S002 in place of `.unexpected` E001.
  func write<Result>(
    _ body: () throws(SlotError) -> Result
  ) throws(SlotError) -> Result {
    try connection.keep(.changed)
    defer { narrowCache() }
    do {
      return try connection.write(body)
    } catch {
      guard case .unexpected = error else { throw error }
      // What cannot even be checked is told as that.
      guard let finding = try check().first else { throw error }
      throw connection.damage("it is not sound, \(finding.sentence.dropLast())")
    }
  }

  /// Reads the store as it is. The first row that is written goes to a copy, which is thrown away.
  func trial<Result>(
    _ body: () throws(SlotError) -> Result
  ) throws(SlotError) -> Result {
    let real = connection
    isTrial = true
    try real.keep(.changed)
    defer {
      connection = real
      isTrial = false
      narrowCache()
    }
    return try real.read { () throws(SlotError) in
      // SQLite's moment is that of the first look.
      _ = try journal.position()
      return try body()
    }
  }

  private func copyForTrial() throws(SlotError) {
    guard isTrial, connection.mode != .temporary else { return }
    connection = try connection.scratchCopy()
    if hasWideCache { try connection.keep(.many) }
    try connection.execute("BEGIN")
  }

  /// Ids come in no order, and each touches another page of their index: with a cache of the usual
  /// size a million of them would write the index many times over.
  func expectMany() throws(SlotError) {
    try connection.keep(.many)
    hasWideCache = true
  }

  private func narrowCache() {
    hasWideCache = false
    try? connection.keep(.looked)
  }

  // MARK: Rows

  func find(_ needs: Needs) throws(SlotError) -> Found {
    try connection.read { () throws(SlotError) in
      var found = Found()
      try findObjects(needs, &found)
      try findAround(needs, &found)
      try findForScreens(needs, &found)
      return found
    }
  }

  private func findObjects(_ needs: Needs, _ found: inout Found) throws(SlotError) {
    if needs.allBlocks { found.blocks = try blocks.all() }
    if needs.blockNames { found.blockNames = try blocks.names() }
    if !needs.blocks.isEmpty { found.blocks += try blocks.find(needs.blocks) }
    if !needs.blockKeys.isEmpty { found.blocks += try blocks.find(keys: needs.blockKeys) }
    if !needs.slots.isEmpty { found.slots = try slots.find(needs.slots) }
    if !needs.slotKeys.isEmpty { found.slots += try slots.find(keys: needs.slotKeys) }
    if !needs.appointments.isEmpty {
      found.appointments = try appointments.find(needs.appointments)
    }
    if !needs.appointmentKeys.isEmpty {
      found.appointments += try appointments.find(keys: needs.appointmentKeys)
    }
    if needs.withAppointments {
      for slot in found.slots where slot.slot.appointments > 0 {
        found.appointments += try appointments.find(onSlot: slot.key)
      }
    }
    if needs.withSlots, !found.appointments.isEmpty {
      let known = Set(found.slots.map(\.key))
      let others = Set(found.appointments.map(\.slotKey)).subtracting(known)
      found.slots += try slots.find(keys: others)
    }
    if needs.withBlocks, !found.slots.isEmpty {
      let known = Set(found.blocks.map(\.key))
      let others = Set(found.slots.map(\.blockKey)).subtracting(known)
      found.blocks += try blocks.find(keys: Array(others))
    }
    if !needs.lockKeys.isEmpty { found.opening = try slots.opening(needs.lockKeys) }
  }

  private func findAround(_ needs: Needs, _ found: inout Found) throws(SlotError) {
    for span in needs.taken { found.taken.append(try spans.taken(span)) }
    for key in needs.slotsOfBlocks { found.slotsOfBlocks[key] = try slots.ids(inBlock: key) }
    for key in needs.slotCounts { found.slotCounts[key] = try slots.count(inBlock: key) }
    for kind in needs.freeKeys.keys { found.freeKeys[kind] = [try journal.freeKeys(kind)] }
  }

  private func findForScreens(_ needs: Needs, _ found: inout Found) throws(SlotError) {
    if needs.position { found.position = try journal.position() }
    for (block, range) in needs.periods {
      found.periods.append(try spans.slots(of: block, in: range))
    }
    for span in needs.guests { found.guests.append(try spans.guests(span)) }
    if !needs.summaries.isEmpty {
      found.summaries = try SummaryQueries(connection: connection).summaries(of: needs.summaries)
    }
    try findPlaces(needs, &found)
    for wanted in needs.nearest { found.nearest.append(try spans.nearest(wanted)) }
    if let (block, range) = needs.places {
      found.places = try spans.places(of: block, in: range)
    }
    if let (range, condition) = needs.fitting {
      found.fitting = try spans.count(.slots, in: range, condition)
    }
    if let (block, available) = needs.counts {
      found.counts = try spans.counts(of: block, available: available)
    }
    guard let query = needs.history else { return }
    try journal.forEachAction(matching: query) { found.history.append(($0, $1)) }
  }

  private func findPlaces(_ needs: Needs, _ found: inout Found) throws(SlotError) {
    for wanted in needs.fittingSlots { found.fittingSlots.append(try places.slots(wanted)) }
    for (range, condition) in needs.freePlaces {
      found.freePlaces.append(try spans.count(.freePlaces, in: range, condition))
    }
    if let wanted = needs.displacedSlots {
      found.displacedSlots = try places.displacedSlots(wanted)
    }
    guard let wanted = needs.displaced else { return }
    (found.displaced, found.displacedCount) = try places.displaced(wanted)
  }

  func apply(_ writes: Writes) throws(SlotError) {
    try copyForTrial()
    var newSlots = SlotRows(connection)
    for row in writes.rows {
      if case .newSlot(let slot) = row {
        try newSlots.add(slot)
      } else {
        try newSlots.finish()
        try apply(row)
      }
    }
    try newSlots.finish()
    try journal.insert(writes.notes, of: writes.action)
    try journal.insert(writes.creations)
    if let action = writes.finished { try journal.insert(action) }
    if let (action, undo) = writes.undone { try journal.mark(action, undoneBy: undo) }
  }

  private func apply(_ row: Writes.Row) throws(SlotError) {
    switch row {
    case .newBlock(let block): try blocks.insert(block)
    case .block(let block): try blocks.update(block)
    case .noBlock(let key): try blocks.delete(key: key)
    case .newSlot(let slot): try SlotRows.insert(slot, connection)
    case .slot(let slot): try slots.update(slot)
    case .noSlot(let key): try slots.delete(key: key)
    case .newAppointment(let appointment): try appointments.insert(appointment)
    case .appointment(let appointment): try appointments.update(appointment)
    case .noAppointment(let key): try appointments.delete(key: key)
    case .lockKey(let number, let slot, let end, let text):
      try slots.insertLockKey(number: number, slot: slot, end: end, text: text)
    case .noLockKeys(let slot, let moment):
      try slots.deleteLockKeys(slot: slot, until: moment)
    }
  }

  // MARK: Lists

  func forEachSlot(
    in list: SlotList,
    _ body: (Slot) throws(SlotError) -> Void
  ) throws(SlotError) -> Int {
    try lists.forEachSlot(in: list, body)
  }

  func forEachAppointment(
    in list: AppointmentQuery,
    _ body: (Appointment) throws(SlotError) -> Void
  ) throws(SlotError) -> Int {
    try lists.forEachAppointment(in: list, body)
  }

  func forEachSlot(
    of block: BookingBlock.ID,
    in range: TimeRange,
    _ body: (Slot) throws(SlotError) -> Void
  ) throws(SlotError) {
    try spans.forEachSlot(of: block, in: range, body)
  }

  func forEachAppointment(
    of block: BookingBlock.ID,
    in range: TimeRange,
    _ body: (Appointment) throws(SlotError) -> Void
  ) throws(SlotError) {
    try spans.forEachAppointment(of: block, in: range, body)
  }

  func identifiers(
    of kind: ObjectKind,
    beginning prefix: IdentifierPrefix,
    limit: Int
  ) throws(SlotError) -> [IdentifierBytes] {
    try connection.statement(
      "SELECT id FROM \(kind.name) WHERE id BETWEEN ? AND ? ORDER BY id LIMIT ?"
    )
    .bind(1, high: prefix.lowest.high, low: prefix.lowest.low)
    .bind(2, high: prefix.highest.high, low: prefix.highest.low).bind(3, limit)
    .all { (row) throws(SlotError) in
      guard let id = row.identifierBytes(0) else {
        throw row.damage("an id does not have 16 bytes")
      }
      return id
    }
  }

  func scan(
    _ kind: ObjectKind,
    below last: Int64,
    limit: Int,
    _ body: (Int64, UnsafeBufferPointer<UInt8>) -> Bool
  ) throws(SlotError) {
    let rows = try connection.statement(
      "SELECT key, metadata FROM \(kind.name) WHERE key < ?1 ORDER BY key DESC LIMIT ?2"
    )
    .bind(1, last).bind(2, limit)
    defer { rows.reset() }
    while try rows.step() {
      let key = rows.integer(0)
      guard rows.withText(1, { body(key, $0) }) else { return }
    }
  }

  /// The schema has no index of what is in metadata.
  func slotsWithUID(inBlock key: Int64) throws(SlotError) -> [(key: Int64, uid: String)] {
    try connection.statement(
      """
      SELECT key, json_extract(metadata, '$.uid') FROM slot
      WHERE block = ? AND instr(metadata, '"uid"') > 0
        AND json_type(metadata, '$.uid') = 'text'
      """
    )
    .bind(1, key).all { (key: $0.integer(0), uid: $0.text(1)) }
  }

  // MARK: The journal

  func forEachAction(
    matching query: HistoryQuery,
    _ body: (Action, [StoredChange]) throws(SlotError) -> Void
  ) throws(SlotError) {
    try connection.read { () throws(SlotError) in
      try journal.forEachAction(matching: query, body)
    }
  }

  func countActions(matching query: HistoryQuery) throws(SlotError) -> Int {
    try connection.read { () throws(SlotError) in try journal.countActions(matching: query) }
  }

  func news(after position: JournalPosition, limit: Int) throws(SlotError) -> StoredNews {
    try connection.read { () throws(SlotError) in try journal.news(after: position, limit: limit) }
  }

  func action(_ id: Action.ID) throws(SlotError) -> Action? { try journal.action(id) }

  func lastHolding(of actor: String) throws(SlotError) -> Action? {
    try journal.lastHolding(of: actor)
  }

  func lastUndone(by actor: String) throws(SlotError) -> (Action, undo: Action.ID)? {
    try journal.lastUndone(by: actor)
  }

  func changes(by action: Action.ID) throws(SlotError) -> [StoredChange] {
    try journal.changes(by: action)
  }

  func touches(
    of objects: [ObjectKey],
    onSlots slots: [Int64],
    after action: Action.ID
  ) throws(SlotError) -> Touches {
    try journal.touches(of: objects, onSlots: slots, after: action)
  }

  func lastChanges(
    of objects: [ObjectKey],
    before action: Action.ID
  ) throws(SlotError) -> [ObjectKey: Action] {
    try journal.lastChanges(of: objects, before: action)
  }

  // MARK: The past

  func moment(at then: Instant) throws(SlotError) -> PastMoment { try past.moment(at: then) }

  func blocks(
    after action: Action.ID
  ) throws(SlotError) -> (present: [StoredBlock], changes: [StoredChange]) {
    try connection.read { () throws(SlotError) in
      (try blocks.all(), try past.blockChanges(after: action))
    }
  }

  func slots(
    inBlock key: Int64,
    overlapping range: TimeRange,
    below last: Int64
  ) throws(SlotError) -> [StoredSlot] {
    try past.slots(inBlock: key, overlapping: range, below: last)
  }

  func strays(inBlock key: Int64, after action: Action.ID) throws(SlotError) -> [Int64] {
    try past.strays(inBlock: key, after: action)
  }

  func keys(
    of slot: Slot.ID,
    after action: Action.ID
  ) throws(SlotError) -> [(key: Int64, blockKey: Int64)] {
    try past.keys(of: slot, after: action)
  }

  func nextStart(
    after moment: Instant,
    inBlock key: Int64,
    below last: Int64
  ) throws(SlotError) -> Instant? {
    try spans.nextStart(after: moment, inBlock: key, below: last)
  }

  func changes(
    of kind: ObjectKind,
    _ keys: [Int64],
    after action: Action.ID
  ) throws(SlotError) -> [StoredChange] {
    try past.changes(of: kind, keys, after: action)
  }

  func touchedAppointments(
    onSlots keys: [Int64],
    after action: Action.ID
  ) throws(SlotError) -> [TouchedAppointment] {
    try past.touchedAppointments(onSlots: keys, after: action)
  }

  // MARK: Following and upkeep

  func refuseReplaced() throws(SlotError) { try connection.files.refuseReplaced() }

  /// Mode 0660, also of the log beside the file.
  func share() throws(SlotError) { try connection.files.setPermissions(0o660) }

  func check() throws(SlotError) -> [Finding] { try upkeep.check() }

  func backUp(to path: String) throws(SlotError) { try upkeep.backUp(to: path) }
}

/// So many kilobytes of the file's pages may be kept.
enum PageCache: Int {
  /// What is looked at again and again fits; all else that a screen once looked at would only stay.
  case looked = 1200
  /// What a change of ten thousand slots touches again and again.
  case changed = 2000
  case many = 24000
}

extension Connection {
  func keep(_ cache: PageCache) throws(SlotError) {
    try execute("PRAGMA cache_size = -\(cache.rawValue)")
  }
}
