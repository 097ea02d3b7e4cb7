/// Everything that screens and commands do with stored objects.
///
/// Times are handed in: `now` decides about locks, lead times and what `available` means. Every
/// function can also throw `.storeBusy` S001, `.storeDamaged` S002 and `.fileProblem` S007; what
/// changes something throws `.readOnly` S004 on a store opened for reading, and `.stopped` S008 when
/// `onProgress` asked for it.
public protocol SlotStore: SlotReading {
  /// Whom the store knows us as: the operating-system user, or our role on a server.
  var actor: String { get }
  /// Whether what is asked takes a way over a network, so that nobody should wait for it with a key.
  var isRemote: Bool { get }
  /// How far the clock that counts for everybody is ahead of this machine's; nothing where that is as right.
  var clockOffset: Span { get }
  /// Ends what is being done on another thread as soon as that can be; what was kept stays.
  func cancel()

  // MARK: Reading, with what every `SlotReading` can do

  /// - Throws: `.blockNotFound` E052.
  func block(_ id: BookingBlock.ID) throws(SlotError) -> BookingBlock
  /// How much is in a block; available means at `now`.
  func counts(of id: BookingBlock.ID, at now: Instant) throws(SlotError) -> BlockCounts
  /// Those of these slots that are there, in no order.
  func slots(_ ids: [Slot.ID]) throws(SlotError) -> [Slot]
  /// One page of the slots that a query wants, by start.
  func slots(matching query: SlotQuery, at now: Instant) throws(SlotError) -> Page<Slot>
  /// How many slots of each block can be booked at `now` and start within a stretch of time.
  func availableSlots(
    in range: TimeRange,
    at now: Instant
  ) throws(SlotError) -> [BookingBlock.ID: Int]
  /// - Throws: `.appointmentNotFound` E048.
  func appointment(_ id: Appointment.ID) throws(SlotError) -> Appointment
  /// One page of appointments, by the start of their slot, then by when they were made.
  func appointments(matching query: AppointmentQuery) throws(SlotError) -> Page<Appointment>
  /// The ids that begin like this, at most `limit`.
  func slotIDs(beginning prefix: IdentifierPrefix, limit: Int) throws(SlotError) -> [Slot.ID]
  func appointmentIDs(
    beginning prefix: IdentifierPrefix,
    limit: Int
  ) throws(SlotError) -> [Appointment.ID]

  /// One step of a search. Of people it looks at the names and phones of their appointments. Of everything it
  /// looks through all blocks: their names, the values of the metadata of slots and
  /// appointments (cancelled ones too), and ids, of which the words can be the unique beginning. What
  /// changes meanwhile may be found or not; what is deleted is never found.
  ///
  /// - `position`: `.start`, or what the step before gave.
  /// - `rows`: How much to look at in this step; that decides how long it takes.
  func search(
    _ query: SearchQuery,
    from position: SearchPosition,
    rows: Int
  ) throws(SlotError) -> SearchStep
  /// The store as it was at a moment: after the last action that was done then or before. Nothing is
  /// written.
  func past(at then: Instant) throws(SlotError) -> any SlotReading

  /// A slot with its appointments and the newest of what was done to it.
  ///
  /// - `then`: Nil: as it is; else as it was at a moment.
  /// - `entries`: At most so many of the journal.
  /// - Throws: `.slotNotFound` E025.
  func details(
    of id: Slot.ID,
    asOf then: Instant?,
    entries: Int
  ) throws(SlotError) -> SlotDetails

  // MARK: Places, of all blocks

  /// One step of looking for free places, in order of time: it looks at a stretch of time of all the
  /// blocks at once.
  ///
  /// A block that was not named and whose zone is lost has no weekdays and hours: where these matter, it
  /// is left out.
  ///
  /// - `position`: Nil: at the beginning; else what the step before gave.
  /// - `limit`: At most so many; only of those that start together there can be more.
  /// - Throws: E022 for a block that was named, whose zone is lost.
  func freePlaces(
    _ query: FreePlaceQuery,
    from position: Instant?,
    limit: Int,
    at now: Instant
  ) throws(SlotError) -> FreePlaceStep
  /// What stands around a block, as of `now`, whatever period is shown.
  func outlook(
    of block: BookingBlock.ID?,
    today: TimeRange,
    period: TimeRange,
    at now: Instant
  ) throws(SlotError) -> Outlook
  /// Everybody whose place in a slot to come serves nobody, by the start of the slot, then by name of the
  /// block, then as they were made; the total counts all of them.
  ///
  /// A proposal is the first place that can be booked after the old one in its block, else the nearest
  /// before it, else the first one of any block, at that time or later if there is one. No two rows propose
  /// the same slot.
  func tray(at now: Instant, limit: Int) throws(SlotError) -> Page<TrayRow>
  /// Slots to which an appointment can be moved: the next two of its block, then one of each other block,
  /// then those from its own start on, then the rest, each by start. From `now` on, and never the one it is
  /// in.
  ///
  /// - Throws: `.appointmentNotFound` E048.
  func placesToMove(
    _ id: Appointment.ID,
    at now: Instant,
    limit: Int
  ) throws(SlotError) -> [Slot]

  /// Where somebody has active appointments in slots that start within a stretch of time, by start, in all
  /// blocks. People are known by name, in whatever letters; of two with one name the phone decides, where
  /// both have one.
  func engagements(
    of person: Person,
    in range: TimeRange
  ) throws(SlotError) -> [Engagement]

  // MARK: Planning

  /// How a block's slots recurred last time, in the weeks up to its last one; nil when it has none.
  ///
  /// - Throws: `.blockNotFound` E052.
  func lastPattern(of block: BookingBlock.ID) throws(SlotError) -> DerivedPattern?
  /// The slots of some blocks that touch days, each on the calendar of its block, by start. What has ended
  /// is left out.
  ///
  /// - Throws: `.blockNotFound` E052, `.invalidTimezone` E022 for a block whose zone is lost.
  func slots(
    touching days: [ClosedDay],
    of blocks: [BookingBlock.ID],
    notEndedBy now: Instant
  ) throws(SlotError) -> [Slot]

  /// Lets several questions be answered as of one and the same moment.
  func inOneMoment<Result>(_ body: () throws(SlotError) -> Result) throws(SlotError) -> Result
  /// Hands over every slot of a block that overlaps a stretch of time, by start, without having them
  /// all in memory. `body` may ask the store other questions, but not this one.
  func forEachSlot(
    of block: BookingBlock.ID,
    in range: TimeRange,
    _ body: (Slot) throws(SlotError) -> Void
  ) throws(SlotError)
  /// Hands over what a query wants, in the order of `slots(matching:)` and as of one moment, with a few
  /// thousand slots in memory at most. `body` may ask the store other questions, but for no list.
  func forEachSlot(
    matching query: SlotQuery,
    at now: Instant,
    _ body: (Slot) throws(SlotError) -> Void
  ) throws(SlotError)
  /// The same for appointments, unless the query names their slots.
  func forEachAppointment(
    matching query: AppointmentQuery,
    _ body: (Appointment) throws(SlotError) -> Void
  ) throws(SlotError)
  /// The same for the journal.
  func forEachEntry(
    matching query: HistoryQuery,
    _ body: (JournalEntry) throws(SlotError) -> Void
  ) throws(SlotError)
  /// The same as `forEachSlot(of:in:)` for the appointments on those slots, by slot and in the order
  /// in which they were made.
  func forEachAppointment(
    of block: BookingBlock.ID,
    in range: TimeRange,
    _ body: (Appointment) throws(SlotError) -> Void
  ) throws(SlotError)

  // MARK: Changing

  /// Told now and then how far a change of many objects has come; its answer can stop that. It is
  /// called in the middle of the change, and must not call the store.
  var onProgress: ((WorkProgress) -> WorkProgress.Answer)? { get set }
  /// Does what `decide` makes of the store as it is, with nobody writing between its look and the
  /// change: all of it or nothing. Nil from `decide`: there is nothing to do.
  ///
  /// - `isTrial`: It is the same, with whatever it refuses, and nothing of it is kept: nobody waits for
  ///   it, and whoever may only read the store can do it too.
  func perform(
    at now: Instant,
    reason: String?,
    isTrial: Bool,
    deciding decide: () throws(SlotError) -> Operation?
  ) throws(SlotError) -> Outcome
  /// Does a change to many slots as one action. What is found out and what is done are of the same
  /// moment.
  ///
  /// - Returns: What it came to, and the slots that were not refused, as they are now.
  /// - Throws: With `.fail` all refusals; else what the change throws for no slot in particular.
  func perform(
    _ change: BulkChange,
    on choice: SlotChoice,
    onConflict policy: ConflictPolicy,
    at now: Instant,
    reason: String?
  ) throws(SlotError) -> (preview: BulkPreview, outcome: Outcome)
  /// The same, of which nothing is kept.
  ///
  /// - Returns: What it would come to, and why nothing would happen.
  /// - Throws: What the change throws for no slot in particular.
  func tryOut(
    _ change: BulkChange,
    on choice: SlotChoice,
    onConflict policy: ConflictPolicy,
    at now: Instant
  ) throws(SlotError) -> (preview: BulkPreview, refusal: SlotError?)
  /// The user's last action that still holds: what is taken back when none is named.
  ///
  /// - Throws: `.cannotUndo` S005 when there is none.
  func undoable() throws(SlotError) -> Action
  /// Takes back the user's last action, or a named one. Objects that somebody changed since are left
  /// alone and named in the outcome.
  ///
  /// - `force`: allows a named action of a colleague.
  /// - Throws: `.cannotUndo` S005.
  func undo(
    _ action: Action.ID?,
    force: Bool,
    at now: Instant,
    reason: String?
  ) throws(SlotError) -> UndoOutcome
  /// Does again what the user's last undo took back.
  ///
  /// - Throws: `.cannotUndo` S005.
  func redo(at now: Instant, reason: String?) throws(SlotError) -> UndoOutcome

  /// Takes objects over from elsewhere with their ids and dates, all of them as one action `import`,
  /// or none: what `body` throws takes all of it back. It hands them over one by one, so that they
  /// need not all be in memory.
  ///
  /// - `isTrial`: Nothing is kept, although the outcome is that of doing it, and nobody is kept from
  ///   writing meanwhile.
  /// - Returns: Nil when nothing was changed.
  func takeOver(
    at now: Instant,
    reason: String?,
    isTrial: Bool,
    _ body: (any ObjectIntake) throws(SlotError) -> Void
  ) throws(SlotError) -> Action?

  // MARK: Journal

  /// Where the journal stands. Every look of a screen begins with it.
  ///
  /// - Throws: `.fileProblem` S007 when the file has another one in its place by now.
  func position() throws(SlotError) -> JournalPosition
  /// Actions newest first, without their changes unless the query is about one slot.
  func history(matching query: HistoryQuery) throws(SlotError) -> [JournalEntry]
  /// How many there are, whatever the limit of the query.
  func historyCount(matching query: HistoryQuery) throws(SlotError) -> Int
  /// The same so that it can be told in words, newest first, with what each was about. Of an action that
  /// changed very many objects not all of it is read.
  func activity(matching query: HistoryQuery) throws(SlotError) -> [Activity]
  /// What some actions were about, in their order.
  func activity(of actions: [Action]) throws(SlotError) -> [Activity]
  /// What happened after a position, oldest first; at most `limit` changes of each action.
  func entries(
    after position: JournalPosition,
    limit: Int
  ) throws(SlotError) -> JournalNews

  // MARK: Following and upkeep

  /// Tells when another process may have changed the store.
  func watch() throws(SlotError) -> any ChangeFeed
  /// Everything that is wrong with the store; empty when all invariants hold.
  func check() throws(SlotError) -> [Finding]
  /// Copies the store while it is in use, and checks the copy.
  ///
  /// - Throws: `.fileProblem` S007 when the destination exists or cannot be written.
  func backup(to path: String) throws(SlotError)
}

extension SlotStore {
  public func appointments(on slot: Slot.ID) throws(SlotError) -> [Appointment] {
    var query = AppointmentQuery()
    query.slots = [slot]
    return try appointments(matching: query).elements
  }

  /// Does all of it or nothing. Refusals stand at the cases of `Operation`.
  public func perform(
    _ operation: Operation,
    at now: Instant,
    reason: String?
  ) throws(SlotError) -> Outcome {
    try perform(at: now, reason: reason, isTrial: false) { () throws(SlotError) in operation }
  }

  public func perform(_ operation: Operation, at now: Instant) throws(SlotError) -> Outcome {
    try perform(operation, at: now, reason: nil)
  }

  public func undo(
    _ action: Action.ID?,
    force: Bool,
    at now: Instant
  ) throws(SlotError) -> UndoOutcome {
    try undo(action, force: force, at: now, reason: nil)
  }

  public func redo(at now: Instant) throws(SlotError) -> UndoOutcome {
    try redo(at: now, reason: nil)
  }
}
