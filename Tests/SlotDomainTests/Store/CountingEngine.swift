@testable import SlotDomain

/// An engine that counts how often it is asked. Over a network every batch is a trip there and back.
final class CountingEngine: RowEngine {
  private let engine: any RowEngine

  var clockOffset: Span { engine.clockOffset }
  var isRemote: Bool { engine.isRemote }
  func cancel() { engine.cancel() }
  private(set) var batches: [String] = []

  init(_ engine: any RowEngine) { self.engine = engine }

  var place: String { engine.place }
  /// As many as go over a network together.
  let batch = 10_000

  func startAnew() { batches = [] }

  private func count(_ name: String = #function) {
    batches.append(String(name.prefix { $0 != "(" }))
  }

  // MARK: Moments, which come with their first batch

  func inOneMoment<Result>(
    _ body: () throws(SlotError) -> Result
  ) throws(SlotError) -> Result {
    try engine.inOneMoment(body)
  }

  func write<Result>(
    _ body: () throws(SlotError) -> Result
  ) throws(SlotError) -> Result {
    try engine.write(body)
  }

  func trial<Result>(
    _ body: () throws(SlotError) -> Result
  ) throws(SlotError) -> Result {
    try engine.trial(body)
  }

  func expectMany() throws(SlotError) { try engine.expectMany() }
  func refuseReplaced() throws(SlotError) { try engine.refuseReplaced() }

  // MARK: Batches

  func find(_ needs: Needs) throws(SlotError) -> Found {
    count()
    return try engine.find(needs)
  }

  func apply(_ writes: Writes) throws(SlotError) {
    count()
    try engine.apply(writes)
  }

  func forEachSlot(
    in list: SlotList,
    _ body: (Slot) throws(SlotError) -> Void
  ) throws(SlotError) -> Int {
    count()
    return try engine.forEachSlot(in: list, body)
  }

  func forEachAppointment(
    in list: AppointmentQuery,
    _ body: (Appointment) throws(SlotError) -> Void
  ) throws(SlotError) -> Int {
    count()
    return try engine.forEachAppointment(in: list, body)
  }

  func forEachSlot(
    of block: BookingBlock.ID,
    in range: TimeRange,
    _ body: (Slot) throws(SlotError) -> Void
  ) throws(SlotError) {
    count()
    try engine.forEachSlot(of: block, in: range, body)
  }

  func forEachAppointment(
    of block: BookingBlock.ID,
    in range: TimeRange,
    _ body: (Appointment) throws(SlotError) -> Void
  ) throws(SlotError) {
    count()
    try engine.forEachAppointment(of: block, in: range, body)
  }

  func identifiers(
    of kind: ObjectKind,
    beginning prefix: IdentifierPrefix,
    limit: Int
  ) throws(SlotError) -> [IdentifierBytes] {
    count()
    return try engine.identifiers(of: kind, beginning: prefix, limit: limit)
  }

  func scan(
    _ kind: ObjectKind,
    below last: Int64,
    limit: Int,
    _ body: (Int64, UnsafeBufferPointer<UInt8>) -> Bool
  ) throws(SlotError) {
    count()
    try engine.scan(kind, below: last, limit: limit, body)
  }

  func slotsWithUID(inBlock key: Int64) throws(SlotError) -> [(key: Int64, uid: String)] {
    count()
    return try engine.slotsWithUID(inBlock: key)
  }

  func forEachAction(
    matching query: HistoryQuery,
    _ body: (SlotDomain.Action, [StoredChange]) throws(SlotError) -> Void
  ) throws(SlotError) {
    count()
    try engine.forEachAction(matching: query, body)
  }

  func countActions(matching query: HistoryQuery) throws(SlotError) -> Int {
    count()
    return try engine.countActions(matching: query)
  }

  func news(after position: JournalPosition, limit: Int) throws(SlotError) -> StoredNews {
    count()
    return try engine.news(after: position, limit: limit)
  }

  func action(_ id: SlotDomain.Action.ID) throws(SlotError) -> SlotDomain.Action? {
    count()
    return try engine.action(id)
  }

  func lastHolding(of actor: String) throws(SlotError) -> SlotDomain.Action? {
    count()
    return try engine.lastHolding(of: actor)
  }

  func lastUndone(
    by actor: String
  ) throws(SlotError) -> (SlotDomain.Action, undo: SlotDomain.Action.ID)? {
    count()
    return try engine.lastUndone(by: actor)
  }

  func changes(by action: SlotDomain.Action.ID) throws(SlotError) -> [StoredChange] {
    count()
    return try engine.changes(by: action)
  }

  func touches(
    of objects: [ObjectKey],
    onSlots slots: [Int64],
    after action: SlotDomain.Action.ID
  ) throws(SlotError) -> Touches {
    count()
    return try engine.touches(of: objects, onSlots: slots, after: action)
  }

  func lastChanges(
    of objects: [ObjectKey],
    before action: SlotDomain.Action.ID
  ) throws(SlotError) -> [ObjectKey: SlotDomain.Action] {
    count()
    return try engine.lastChanges(of: objects, before: action)
  }

  func moment(at then: Instant) throws(SlotError) -> PastMoment {
    count()
    return try engine.moment(at: then)
  }

  func blocks(
    after action: SlotDomain.Action.ID
  ) throws(SlotError) -> (present: [StoredBlock], changes: [StoredChange]) {
    count()
    return try engine.blocks(after: action)
  }

  func slots(
    inBlock key: Int64,
    overlapping range: TimeRange,
    below last: Int64
  ) throws(SlotError) -> [StoredSlot] {
    count()
    return try engine.slots(inBlock: key, overlapping: range, below: last)
  }

  func strays(
    inBlock key: Int64,
    after action: SlotDomain.Action.ID
  ) throws(SlotError) -> [Int64] {
    count()
    return try engine.strays(inBlock: key, after: action)
  }

  func keys(
    of slot: Slot.ID,
    after action: SlotDomain.Action.ID
  ) throws(SlotError) -> [(key: Int64, blockKey: Int64)] {
    count()
    return try engine.keys(of: slot, after: action)
  }

  func nextStart(
    after moment: Instant,
    inBlock key: Int64,
    below last: Int64
  ) throws(SlotError) -> Instant? {
    count()
    return try engine.nextStart(after: moment, inBlock: key, below: last)
  }

  func changes(
    of kind: ObjectKind,
    _ keys: [Int64],
    after action: SlotDomain.Action.ID
  ) throws(SlotError) -> [StoredChange] {
    count()
    return try engine.changes(of: kind, keys, after: action)
  }

  func touchedAppointments(
    onSlots keys: [Int64],
    after action: SlotDomain.Action.ID
  ) throws(SlotError) -> [TouchedAppointment] {
    count()
    return try engine.touchedAppointments(onSlots: keys, after: action)
  }

  // MARK: Following and upkeep

  func share() throws(SlotError) { try engine.share() }
  func watch() throws(SlotError) -> any ChangeFeed { try engine.watch() }
  func check() throws(SlotError) -> [Finding] { try engine.check() }
  func backUp(to path: String) throws(SlotError) { try engine.backUp(to: path) }

  func handOver(_ body: (Writes) throws(SlotError) -> Void) throws(SlotError) {
    try engine.handOver(body)
  }
}
