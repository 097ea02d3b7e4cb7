/// Keeps the rows of a store: blocks, slots, appointments, the keys of locks, and the journal. It knows
/// transactions and queries, and no rule: what may be done is decided over it, once for all engines.
///
/// Every call is one batch, which over a network is one trip there and back; hence rows are asked for and
/// written together. Every function can throw `.storeBusy` S001, `.storeDamaged` S002 and `.fileProblem`
/// S007.
protocol RowEngine: AnyObject {
  /// What people know the store by.
  var place: String { get }
  /// Whether a batch takes a way over a network.
  var isRemote: Bool { get }
  /// How far its clock is ahead of this machine's.
  var clockOffset: Span { get }
  /// From another thread: what is being asked ends as soon as it can, with `.stopped` S008.
  func cancel()
  /// So many rows it likes to be asked for, or to be handed, at once.
  var batch: Int { get }

  // MARK: Moments

  /// Lets several batches see one and the same moment.
  func inOneMoment<Result>(_ body: () throws(SlotError) -> Result) throws(SlotError) -> Result
  /// All or nothing: what `body` applies is kept when it returns. Nobody else writes meanwhile what it
  /// reads.
  ///
  /// - Throws: `.readOnly` S004 on a store that was opened for reading.
  func write<Result>(_ body: () throws(SlotError) -> Result) throws(SlotError) -> Result
  /// The same, of which nothing is kept. Nobody waits for it, and whoever may only read can do it.
  func trial<Result>(_ body: () throws(SlotError) -> Result) throws(SlotError) -> Result

  // MARK: Rows

  func find(_ needs: Needs) throws(SlotError) -> Found
  /// Very many rows come now, within `write` or `trial`.
  func expectMany() throws(SlotError)
  /// Only within `write` and `trial`; what is found afterwards has it.
  func apply(_ writes: Writes) throws(SlotError)

  // MARK: Lists, of which only a part is ever in memory

  /// Hands over what a query wants, by start. `body` may ask other questions, but for no list.
  ///
  /// - Returns: How many there are in all.
  func forEachSlot(
    in list: SlotList,
    _ body: (Slot) throws(SlotError) -> Void
  ) throws(SlotError) -> Int
  /// The same for appointments, by the start of their slot, then by when they were made.
  func forEachAppointment(
    in list: AppointmentQuery,
    _ body: (Appointment) throws(SlotError) -> Void
  ) throws(SlotError) -> Int
  /// The slots of a block that overlap a stretch of time, by start.
  func forEachSlot(
    of block: BookingBlock.ID,
    in range: TimeRange,
    _ body: (Slot) throws(SlotError) -> Void
  ) throws(SlotError)
  /// The appointments on those slots, by slot, in the order in which they were made.
  func forEachAppointment(
    of block: BookingBlock.ID,
    in range: TimeRange,
    _ body: (Appointment) throws(SlotError) -> Void
  ) throws(SlotError)
  /// The ids that begin like this, in order, at most `limit`.
  func identifiers(
    of kind: ObjectKind,
    beginning prefix: IdentifierPrefix,
    limit: Int
  ) throws(SlotError) -> [IdentifierBytes]
  /// Looks through the metadata of slots or of appointments, by falling key.
  ///
  /// - `last`: Only what has a lower key.
  /// - `limit`: At most so many.
  /// - `body`: Gets the key and the bytes, which are there only for as long as it runs; false ends it.
  func scan(
    _ kind: ObjectKind,
    below last: Int64,
    limit: Int,
    _ body: (Int64, UnsafeBufferPointer<UInt8>) -> Bool
  ) throws(SlotError)
  /// The keys of a block's slots whose metadata has the text `uid`, with it.
  func slotsWithUID(inBlock key: Int64) throws(SlotError) -> [(key: Int64, uid: String)]

  // MARK: The journal

  /// Hands over actions, newest first, each with what it changed on the one slot that is asked for.
  ///
  /// - Throws: `.slotNotFound` E025 and `.blockNotFound` E052 for what never was.
  func forEachAction(
    matching query: HistoryQuery,
    _ body: (Action, [StoredChange]) throws(SlotError) -> Void
  ) throws(SlotError)
  /// How many there are, whatever the limit of the query.
  func countActions(matching query: HistoryQuery) throws(SlotError) -> Int
  /// What became visible after a position, oldest first, with at most `limit` changes of each action.
  func news(after position: JournalPosition, limit: Int) throws(SlotError) -> StoredNews
  func action(_ id: Action.ID) throws(SlotError) -> Action?
  /// The last action of somebody that still holds, undos and redos aside.
  func lastHolding(of actor: String) throws(SlotError) -> Action?
  /// What somebody took back last, and the undo, unless they have done something else since.
  func lastUndone(by actor: String) throws(SlotError) -> (Action, undo: Action.ID)?
  /// What an action did, the newest first.
  func changes(by action: Action.ID) throws(SlotError) -> [StoredChange]
  /// What was done after an action, newest first.
  ///
  /// - `objects`: To these.
  /// - `slots`: To appointments on these.
  func touches(
    of objects: [ObjectKey],
    onSlots slots: [Int64],
    after action: Action.ID
  ) throws(SlotError) -> Touches
  /// Who changed objects last before an action.
  func lastChanges(
    of objects: [ObjectKey],
    before action: Action.ID
  ) throws(SlotError) -> [ObjectKey: Action]

  // MARK: The past

  /// The last action that was done then or before, and the key of the first slot that was made after it.
  func moment(at then: Instant) throws(SlotError) -> PastMoment
  /// The present blocks, and what happened to blocks after an action, the newest first.
  func blocks(
    after action: Action.ID
  ) throws(SlotError) -> (present: [StoredBlock], changes: [StoredChange])
  /// The present slots of a block that overlap a stretch of time and have lower keys.
  func slots(
    inBlock key: Int64,
    overlapping range: TimeRange,
    below last: Int64
  ) throws(SlotError) -> [StoredSlot]
  /// The keys of slots of a block that were moved or deleted after an action.
  func strays(inBlock key: Int64, after action: Action.ID) throws(SlotError) -> [Int64]
  /// The keys that have this id now, or had it until they were deleted after an action, by block.
  func keys(
    of slot: Slot.ID,
    after action: Action.ID
  ) throws(SlotError) -> [(key: Int64, blockKey: Int64)]
  /// The first start after a moment among a block's present slots with lower keys.
  func nextStart(
    after moment: Instant,
    inBlock key: Int64,
    below last: Int64
  ) throws(SlotError) -> Instant?
  /// What happened to objects of one kind after an action, the newest first.
  func changes(
    of kind: ObjectKind,
    _ keys: [Int64],
    after action: Action.ID
  ) throws(SlotError) -> [StoredChange]
  /// The appointments that something happened to after an action and that were on these slots before it
  /// or after.
  func touchedAppointments(
    onSlots keys: [Int64],
    after action: Action.ID
  ) throws(SlotError) -> [TouchedAppointment]

  // MARK: Following and upkeep

  /// Refuses a store that is no longer what people would open under its name.
  func refuseReplaced() throws(SlotError)
  /// Lets everybody of the store's group use it.
  func share() throws(SlotError)
  func watch() throws(SlotError) -> any ChangeFeed
  func check() throws(SlotError) -> [Finding]
  func backUp(to path: String) throws(SlotError)
  /// Hands over all there is, as of one moment, as writes that make the same store out of an empty one: in
  /// the order of the journal, which no guard refuses.
  func handOver(_ body: (Writes) throws(SlotError) -> Void) throws(SlotError)
}

/// What an action, or a screen, is about to look at: asked for together.
struct Needs {
  // MARK: Objects

  /// All of them, by name.
  var allBlocks = false
  /// Of all of them, what a search asks for at every step.
  var blockNames = false
  var blocks: [BookingBlock.ID] = []
  var blockKeys: [Int64] = []
  var slots: [Slot.ID] = []
  var slotKeys: [Int64] = []
  var appointments: [Appointment.ID] = []
  var appointmentKeys: [Int64] = []
  /// Also the slots that the found appointments are on.
  var withSlots = false
  /// Also the appointments on the found slots, in the order in which they were made.
  var withAppointments = false
  /// Also the blocks of the found slots.
  var withBlocks = false
  /// Which of these keys open the lock of their slot.
  var lockKeys: [LockKey] = []

  // MARK: Around them

  /// When slots of these blocks overlap stretches of time.
  var taken: [TakenSpan] = []
  /// The slots that are in these blocks, by start.
  var slotsOfBlocks: [Int64] = []
  /// How many slots are in these blocks.
  var slotCounts: [Int64] = []
  /// How many keys that were never used.
  var freeKeys: [KeyKind: Int] = [:]

  // MARK: For screens

  /// Where the journal stands.
  var position = false
  /// The slots of a block that overlap a stretch of time, by start.
  var periods: [(block: BookingBlock.ID, range: TimeRange)] = []
  /// Who has places of slots that overlap a stretch of time.
  var guests: [GuestSpan] = []
  var nearest: [NearestSlot] = []
  /// Slots that fit conditions, wherever they are.
  var fittingSlots: [FittingSlots] = []
  /// How many free places the slots of each block have that start in a stretch of time and fit a
  /// condition.
  var freePlaces: [(range: TimeRange, condition: RowCondition)] = []
  /// The active appointments in slots that have not ended and serve nobody: disabled ones, and those of
  /// drafts.
  var displaced: Displaced?
  /// Those slots, all or only those that something happened to since.
  var displacedSlots: DisplacedSlots?
  /// What is counted of a block's slots that start in a stretch of time, by start.
  var places: (block: BookingBlock.ID, range: TimeRange)?
  /// How many slots of each block start in a stretch of time and fit a condition.
  var fitting: (range: TimeRange, condition: RowCondition)?
  /// How much is in a block; what is available is what fits a condition.
  var counts: (block: BookingBlock.ID, available: RowCondition)?
  /// The last actions that concern a slot, with what they changed on it.
  var history: HistoryQuery?
  /// What actions did, without reading all of it.
  var summaries: [Action.ID] = []
}

/// What was found of `Needs`; what is not there is missing.
struct Found {
  var blocks: [StoredBlock] = []
  var blockNames: [NamedBlock] = []
  var slots: [StoredSlot] = []
  var appointments: [StoredAppointment] = []
  /// Of the keys that were asked about, those that open their slot's lock as it is stored.
  var opening: Set<LockKey> = []
  /// In the order of `Needs.taken`.
  var taken: [TakenRanges] = []
  var slotsOfBlocks: [Int64: [Slot.ID]] = [:]
  var slotCounts: [Int64: Int] = [:]
  /// At least as many as were asked for.
  var freeKeys: [KeyKind: [Range<Int64>]] = [:]
  var position: JournalPosition?
  /// In the order of `Needs.periods`.
  var periods: [[Slot]] = []
  /// In the order of `Needs.guests`; of each block by the start of the slot, then as they were made.
  var guests: [[GuestRow]] = []
  /// In the order of `Needs.fittingSlots`.
  var fittingSlots: [[Slot]] = []
  /// In the order of `Needs.freePlaces`, of every block.
  var freePlaces: [[BookingBlock.ID: Int]] = []
  /// By start of the slot, then by name of the block, then as they were made.
  var displaced: [DisplacedRow] = []
  var displacedCount = 0
  var displacedSlots: FoundDisplacedSlots?
  /// In the order of `Needs.nearest`.
  var nearest: [Slot?] = []
  var places: [PlaceRow] = []
  var fitting: [BookingBlock.ID: Int] = [:]
  var counts: BlockCounts?
  var history: [(Action, [StoredChange])] = []
  var summaries = Summaries()
}

/// What somebody says opens the lock of a slot.
struct LockKey: Hashable {
  let slot: Slot.ID
  let text: String
}

/// What has keys of its own.
enum KeyKind: Hashable, CaseIterable {
  /// The action that is to be written last.
  case action
  case block
  case slot
  case appointment
  case lock
}

/// Stretches of time in a block, in order and apart from one another.
struct TakenSpan {
  enum Block: Hashable {
    case id(BookingBlock.ID)
    case key(Int64)
  }

  let block: Block
  let ranges: [TimeRange]
}

/// When slots are there in these stretches of time, by start.
struct TakenRanges {
  /// Nil when there is no such block.
  let blockKey: Int64?
  let ranges: [TimeRange]
}

/// A slot of a block that fits a condition and starts after (or before) a moment.
struct NearestSlot {
  let direction: SearchDirection
  let moment: Instant
  let block: BookingBlock.ID
  var condition = RowCondition.any
  /// Counted from 1; the furthest where there are fewer.
  var number = 1
  /// Also what has begun by then and has not ended.
  var orAtMoment = false
}

/// The first (or last) slots that start in a stretch of time and fit a condition, by start (the last one
/// first), then by name of their block.
struct FittingSlots {
  var direction = SearchDirection.after
  /// Nil: any.
  var blocks: [BookingBlock.ID]?
  let range: TimeRange
  let condition: RowCondition
  /// Elapsed time from start to end, at least.
  var length = Span(milliseconds: 0)
  /// Free places, at least.
  var places = 1
  /// Of each block at most so many.
  var mostOfBlock = Int.max
  /// At most so many in all.
  let limit: Int
}

/// Active appointments in slots that serve nobody.
struct Displaced {
  /// Slots that have ended by then are left out.
  let now: Instant
  /// At most so many rows; 0 when only their number is asked for.
  let limit: Int
}

/// Slots that serve nobody, with active appointments.
struct DisplacedSlots {
  /// Slots that have ended by then are left out.
  let now: Instant
  /// Nil: all of them.
  let since: JournalPosition?
}

struct FoundDisplacedSlots {
  struct Row {
    let key: Int64
    let end: Instant
    let active: Int
  }

  /// The slots that were looked at; nil: all there are, since too much has happened.
  let touched: Set<Int64>?
  let rows: [Row]
}

struct DisplacedRow {
  let appointment: Appointment
  let slot: Slot
}

/// Active appointments on slots that overlap a stretch of time.
struct GuestSpan {
  /// Nil: all.
  let block: BookingBlock.ID?
  let range: TimeRange
  /// At most so many of a slot.
  let most: Int
}

/// Somebody who has a place, with what is said of them.
struct GuestRow {
  let slot: Slot.ID
  let appointment: Appointment.ID
  let metadata: Metadata
}

/// What counts of a slot where places are counted.
struct PlaceRow {
  let start: Instant
  let isDisabled: Bool
  let capacity: Int
  let active: Int
  let lockedUntil: Instant?
}

/// A list of slots, with its condition as queries have it.
struct SlotList {
  let query: SlotQuery
  /// Whether this must hold, or must not.
  var condition: (RowCondition, holds: Bool)?
}

/// What became visible in the journal.
struct StoredNews {
  var entries: [(action: Action, changes: [StoredChange])]
  let position: JournalPosition
}

/// Actions that touched objects, newest first.
struct Touches {
  var objects: [ObjectKey: [Action]] = [:]
  /// By what happened to appointments on them.
  var slots: [Int64: [Action]] = [:]
}

/// A moment of the past, as the journal has it.
struct PastMoment {
  /// The last action that had happened; 0 before the first.
  let last: Action.ID
  /// Slots of this key and later ones were made since: keys rise.
  let firstNewSlot: Int64
}

struct TouchedAppointment {
  let slotKey: Int64
  let key: Int64
  let id: Appointment.ID
}

/// What is to be written, in this order.
struct Writes {
  enum Row {
    case newBlock(StoredBlock)
    case block(StoredBlock)
    case noBlock(key: Int64)
    case newSlot(StoredSlot)
    /// All but its counts, which follow from the appointments.
    case slot(StoredSlot)
    case noSlot(key: Int64)
    case newAppointment(StoredAppointment)
    case appointment(StoredAppointment)
    case noAppointment(key: Int64)
    /// The key of a lock goes nowhere else.
    case lockKey(number: Int64, slot: Int64, end: Instant, text: String)
    /// Those of the slot's locks that are over.
    case noLockKeys(slot: Int64, until: Instant)
  }

  /// What happened to an object. Nil before: it was made; nil after: it is gone.
  struct Note {
    let number: Int
    let object: ObjectKey
    let id: IdentifierBytes
    let block: Int64
    /// For an appointment, the key of the slot that it is (or was last) on.
    let slot: Int64?
    /// For one that was moved, the key of the slot that it was on before.
    let oldSlot: Int64?
    let before: String?
    let after: String?
  }

  /// Whose they are.
  var action: Action.ID = 0
  var rows: [Row] = []
  var notes: [Note] = []
  var creations: [CreatedSlots] = []
  /// The action's own row, which comes last.
  var finished: Action?
  /// An action that is taken back by this one, or no longer.
  var undone: (action: Action.ID, by: Action.ID?)?

  var count: Int { rows.count + notes.count }

  /// Ends the writes of an action that was done before, with what it took back.
  mutating func finish(_ action: Action) {
    finished = action
    guard let target = action.target else { return }
    undone = (target, by: action.verb == .undo ? action.id : nil)
  }
}
