/// A store over some engine. It hands everything on: to the engine what is only read, to `Verbs`, `Bulk`,
/// `Undo`, `Intake`, `Past` and `Searching` what is more than that.
public final class RowStore: SlotStore {
  let engine: any RowEngine
  public let actor: String
  public var isRemote: Bool { engine.isRemote }
  public var clockOffset: Span { engine.clockOffset }
  public func cancel() { engine.cancel() }
  private var outlooks = OutlookReading()
  public var onProgress: ((WorkProgress) -> WorkProgress.Answer)?

  init(_ engine: any RowEngine, actor: String) {
    self.engine = engine
    self.actor = actor
  }

  // MARK: Blocks

  public func blocks() throws(SlotError) -> [BookingBlock] {
    var needs = Needs()
    needs.allBlocks = true
    return try engine.find(needs).blocks.map(\.block)
  }

  public func block(_ id: BookingBlock.ID) throws(SlotError) -> BookingBlock {
    var needs = Needs()
    needs.blocks = [id]
    guard let found = try engine.find(needs).blocks.first else { throw .blockNotFound("\(id)") }
    return found.block
  }

  public func counts(of id: BookingBlock.ID, at now: Instant) throws(SlotError) -> BlockCounts {
    var needs = Needs()
    needs.counts = (id, .available(at: now))
    guard let counts = try engine.find(needs).counts else { throw .blockNotFound("\(id)") }
    return counts
  }

  public func availableSlots(
    in range: TimeRange,
    at now: Instant
  ) throws(SlotError) -> [BookingBlock.ID: Int] {
    var needs = Needs()
    needs.fitting = (range, .available(at: now))
    return try engine.find(needs).fitting
  }

  public func places(
    of block: BookingBlock.ID,
    on days: [TimeRange],
    at now: Instant
  ) throws(SlotError) -> [PlaceCounts] {
    guard let start = days.first?.start, let end = days.last?.end else { return [] }
    var needs = Needs()
    needs.blocks = [block]
    needs.places = (block, TimeRange(start: start, end: end))
    let found = try engine.find(needs)
    guard let stored = found.blocks.first else { throw .blockNotFound("\(block)") }
    return PlaceCounts.counted(found.places, of: stored.block, on: days, at: now)
  }

  // MARK: Slots

  public func slot(_ id: Slot.ID) throws(SlotError) -> Slot {
    var needs = Needs()
    needs.slots = [id]
    guard let found = try engine.find(needs).slots.first else { throw .slotNotFound("\(id)") }
    return found.slot
  }

  public func slots(_ ids: [Slot.ID]) throws(SlotError) -> [Slot] {
    var slots: [Slot] = []
    for part in ids.pieces(of: engine.batch) {
      var needs = Needs()
      needs.slots = part
      slots += try engine.find(needs).slots.map(\.slot)
    }
    return slots
  }

  public func slots(of block: BookingBlock.ID, in range: TimeRange) throws(SlotError) -> [Slot] {
    var needs = Needs()
    needs.periods = [(block, range)]
    return try engine.find(needs).periods.first ?? []
  }

  private func nearest(_ slot: NearestSlot) throws(SlotError) -> Slot? {
    var needs = Needs()
    needs.nearest = [slot]
    return try engine.find(needs).nearest.first ?? nil
  }

  public func slot(
    _ direction: SearchDirection,
    _ instant: Instant,
    in block: BookingBlock.ID
  ) throws(SlotError) -> Slot? {
    try nearest(NearestSlot(direction: direction, moment: instant, block: block))
  }

  public func slot(
    _ direction: SearchDirection,
    _ instant: Instant,
    in block: BookingBlock.ID,
    where condition: SlotCondition,
    at now: Instant
  ) throws(SlotError) -> Slot? {
    try nearest(
      NearestSlot(
        direction: direction,
        moment: instant,
        block: block,
        condition: condition.row(at: now)
      )
    )
  }

  public func availableSlot(
    _ direction: SearchDirection,
    _ instant: Instant,
    in block: BookingBlock.ID,
    number: Int,
    at now: Instant
  ) throws(SlotError) -> Slot? {
    var needs = Needs()
    needs.blocks = [block]
    needs.nearest = [
      NearestSlot(
        direction: direction,
        moment: instant,
        block: block,
        condition: .available(at: now),
        number: number
      )
    ]
    let found = try engine.find(needs)
    guard !found.blocks.isEmpty else { throw .blockNotFound("\(block)") }
    return found.nearest.first ?? nil
  }

  public func period(
    _ question: PeriodQuestion,
    at now: Instant,
    range: (BookingBlock?, Slot?) throws(SlotError) -> TimeRange?
  ) throws(SlotError) -> Period {
    try engine.refuseReplaced()
    return try engine.inOneMoment { () throws(SlotError) in
      try PeriodReading(rows: engine, question: question, now: now).read(range)
    }
  }

  public func details(
    of id: Slot.ID,
    asOf then: Instant?,
    entries: Int
  ) throws(SlotError) -> SlotDetails {
    let reading = DetailsReading(rows: engine, id: id)
    guard let then else { return try reading.read(entries: entries) }
    return try reading.read(entries: entries, asOf: then, in: past(at: then))
  }

  public func guests(
    of block: BookingBlock.ID,
    in range: TimeRange
  ) throws(SlotError) -> [Slot.ID: [Guest]] {
    var needs = Needs()
    needs.guests = [GuestSpan(block, range)]
    return try engine.find(needs).guests.first.map(Guest.bySlot) ?? [:]
  }

  // MARK: Places

  public func freePlaces(
    _ query: FreePlaceQuery,
    from position: Instant?,
    limit: Int,
    at now: Instant
  ) throws(SlotError) -> FreePlaceStep {
    try FreePlaceReading(rows: engine, query: query, now: now).step(from: position, limit: limit)
  }

  public func outlook(
    of block: BookingBlock.ID?,
    today: TimeRange,
    period: TimeRange,
    at now: Instant
  ) throws(SlotError) -> Outlook {
    try outlooks.read(engine, of: block, today: today, period: period, at: now)
  }

  public func tray(at now: Instant, limit: Int) throws(SlotError) -> Page<TrayRow> {
    try engine.inOneMoment { () throws(SlotError) in
      try TrayReading(rows: engine, now: now).read(limit: limit)
    }
  }

  public func placesToMove(
    _ id: Appointment.ID,
    at now: Instant,
    limit: Int
  ) throws(SlotError) -> [Slot] {
    try engine.inOneMoment { () throws(SlotError) in
      try PlacesToMove(rows: engine, now: now).read(id, limit: limit)
    }
  }

  public func engagements(
    of person: Person,
    in range: TimeRange
  ) throws(SlotError) -> [Engagement] {
    try engine.inOneMoment { () throws(SlotError) in
      try EngagementReading(rows: engine).read(of: person, in: range)
    }
  }

  public func lastPattern(of block: BookingBlock.ID) throws(SlotError) -> DerivedPattern? {
    try engine.inOneMoment { () throws(SlotError) in
      try PlanningReading(rows: engine).lastPattern(of: block)
    }
  }

  public func slots(
    touching days: [ClosedDay],
    of blocks: [BookingBlock.ID],
    notEndedBy now: Instant
  ) throws(SlotError) -> [Slot] {
    try engine.inOneMoment { () throws(SlotError) in
      try PlanningReading(rows: engine).slots(touching: days, of: blocks, notEndedBy: now)
    }
  }

  public func slotIDs(
    beginning prefix: IdentifierPrefix,
    limit: Int
  ) throws(SlotError) -> [Slot.ID] {
    try engine.identifiers(of: .slot, beginning: prefix, limit: limit).map { $0.identifier() }
  }

  // MARK: Appointments

  public func appointment(_ id: Appointment.ID) throws(SlotError) -> Appointment {
    var needs = Needs()
    needs.appointments = [id]
    guard let found = try engine.find(needs).appointments.first else {
      throw .appointmentNotFound("\(id)")
    }
    return found.appointment
  }

  public func appointmentIDs(
    beginning prefix: IdentifierPrefix,
    limit: Int
  ) throws(SlotError) -> [Appointment.ID] {
    try engine.identifiers(of: .appointment, beginning: prefix, limit: limit)
      .map { $0.identifier() }
  }

  // MARK: Lists

  public func slots(matching query: SlotQuery, at now: Instant) throws(SlotError) -> Page<Slot> {
    var slots: [Slot] = []
    let total = try engine.forEachSlot(in: SlotList(query, at: now)) { slots.append($0) }
    return Page(elements: slots, total: total)
  }

  public func forEachSlot(
    matching query: SlotQuery,
    at now: Instant,
    _ body: (Slot) throws(SlotError) -> Void
  ) throws(SlotError) {
    _ = try engine.forEachSlot(in: SlotList(query, at: now), body)
  }

  public func forEachSlot(
    of block: BookingBlock.ID,
    in range: TimeRange,
    _ body: (Slot) throws(SlotError) -> Void
  ) throws(SlotError) {
    try engine.forEachSlot(of: block, in: range, body)
  }

  public func appointments(
    matching query: AppointmentQuery
  ) throws(SlotError) -> Page<Appointment> {
    var appointments: [Appointment] = []
    let total = try engine.forEachAppointment(in: query) { appointments.append($0) }
    return Page(elements: appointments, total: total)
  }

  public func forEachAppointment(
    matching query: AppointmentQuery,
    _ body: (Appointment) throws(SlotError) -> Void
  ) throws(SlotError) {
    _ = try engine.forEachAppointment(in: query, body)
  }

  public func forEachAppointment(
    of block: BookingBlock.ID,
    in range: TimeRange,
    _ body: (Appointment) throws(SlotError) -> Void
  ) throws(SlotError) {
    try engine.forEachAppointment(of: block, in: range, body)
  }

  public func search(
    _ query: SearchQuery,
    from position: SearchPosition,
    rows: Int
  ) throws(SlotError) -> SearchStep {
    try engine.inOneMoment { () throws(SlotError) in
      try Searching(rows: engine, query: query).step(from: position, rows: rows)
    }
  }

  public func past(at then: Instant) throws(SlotError) -> any SlotReading {
    try Past(engine, at: then)
  }

  public func inOneMoment<Result>(
    _ body: () throws(SlotError) -> Result
  ) throws(SlotError) -> Result {
    try engine.inOneMoment(body)
  }

  // MARK: Changing

  /// One action, or the trial of one, whose work begins when it is known what it is about.
  private func act<Result>(
    at now: Instant,
    isTrial: Bool = false,
    _ body: (_ begin: (Action.Verb, _ total: Int) -> Work) throws(SlotError) -> Result
  ) throws(SlotError) -> Result {
    func run() throws(SlotError) -> Result {
      try body { verb, total in
        Work(
          verb,
          of: total,
          engine,
          at: now,
          by: actor,
          isTrial: isTrial,
          onProgress: onProgress
        )
      }
    }
    return try isTrial ? engine.trial(run) : engine.write(run)
  }

  public func perform(
    at now: Instant,
    reason: String?,
    isTrial: Bool,
    deciding decide: () throws(SlotError) -> Operation?
  ) throws(SlotError) -> Outcome {
    try act(at: now, isTrial: isTrial) { (begin) throws(SlotError) in
      guard let operation = try decide() else { return Outcome() }
      let work = begin(operation.verb, operation.objectCount)
      try Verbs(work: work).perform(operation)
      work.outcome.action = try work.finish(reason: reason)
      return work.outcome
    }
  }

  public func perform(
    _ change: BulkChange,
    on choice: SlotChoice,
    onConflict policy: ConflictPolicy,
    at now: Instant,
    reason: String?
  ) throws(SlotError) -> (preview: BulkPreview, outcome: Outcome) {
    let (preview, outcome, refusal) = try perform(
      change,
      on: choice,
      onConflict: policy,
      at: now,
      reason: reason,
      isTrial: false
    )
    if let refusal { throw refusal }
    return (preview, outcome)
  }

  public func tryOut(
    _ change: BulkChange,
    on choice: SlotChoice,
    onConflict policy: ConflictPolicy,
    at now: Instant
  ) throws(SlotError) -> (preview: BulkPreview, refusal: SlotError?) {
    let (preview, _, refusal) = try perform(
      change,
      on: choice,
      onConflict: policy,
      at: now,
      reason: nil,
      isTrial: true
    )
    return (preview, refusal)
  }

  private func perform(
    _ change: BulkChange,
    on choice: SlotChoice,
    onConflict policy: ConflictPolicy,
    at now: Instant,
    reason: String?,
    isTrial: Bool
  ) throws(SlotError) -> (preview: BulkPreview, outcome: Outcome, refusal: SlotError?) {
    // Nobody else need wait for a count.
    let ended = try countEnded(in: choice, at: now)
    var preview = BulkPreview()
    do {
      let outcome = try act(at: now, isTrial: isTrial) { (begin) throws(SlotError) in
        let ids = try slotIDs(in: choice, at: now)
        let work = begin(change.verb, ids.count)
        var bulk = Bulk(change, onConflict: policy, work)
        defer {
          preview = bulk.preview
          preview.ended = ended
        }
        try bulk.perform(on: ids)
        work.outcome.action = try work.finish(reason: reason)
        return work.outcome
      }
      return (preview, outcome, nil)
    } catch {
      guard error == preview.refusal else { throw error }
      return (preview, Outcome(), error)
    }
  }

  public func undoable() throws(SlotError) -> Action {
    try Undo(rows: engine, actor: actor).last()
  }

  public func undo(
    _ id: Action.ID?,
    force: Bool,
    at now: Instant,
    reason: String?
  ) throws(SlotError) -> UndoOutcome {
    try act(at: now) { (begin) throws(SlotError) in
      let undo = Undo(rows: engine, actor: actor)
      let target = if let id { try undo.named(id, force: force) } else { try undo.last() }
      var back = TakingBack(target.id, of: target, begin(.undo, target.objects))
      return try back.run(reason: reason)
    }
  }

  public func redo(at now: Instant, reason: String?) throws(SlotError) -> UndoOutcome {
    try act(at: now) { (begin) throws(SlotError) in
      let (target, undo) = try Undo(rows: engine, actor: actor).lastUndone()
      // To do something again is to take back its undoing.
      var back = TakingBack(undo, of: target, begin(.redo, target.objects))
      return try back.run(reason: reason)
    }
  }

  public func takeOver(
    at now: Instant,
    reason: String?,
    isTrial: Bool,
    _ body: (any ObjectIntake) throws(SlotError) -> Void
  ) throws(SlotError) -> Action? {
    try act(at: now, isTrial: isTrial) { (begin) throws(SlotError) in
      let work = begin(.takeOver, 0)
      try engine.expectMany()
      try body(Intake(work))
      return try work.finish(reason: reason)
    }
  }

  // MARK: Journal

  public func position() throws(SlotError) -> JournalPosition {
    try engine.refuseReplaced()
    var needs = Needs()
    needs.position = true
    guard let position = try engine.find(needs).position else {
      throw .unexpected("The engine does not know where it stands")
    }
    return position
  }

  public func history(matching query: HistoryQuery) throws(SlotError) -> [JournalEntry] {
    var entries: [JournalEntry] = []
    try forEachEntry(matching: query) { entries.append($0) }
    return entries
  }

  public func forEachEntry(
    matching query: HistoryQuery,
    _ body: (JournalEntry) throws(SlotError) -> Void
  ) throws(SlotError) {
    try engine.forEachAction(matching: query) { (action, changes) throws(SlotError) in
      try body(try JournalEntry(action, changes))
    }
  }

  public func historyCount(matching query: HistoryQuery) throws(SlotError) -> Int {
    try engine.countActions(matching: query)
  }

  public func activity(matching query: HistoryQuery) throws(SlotError) -> [Activity] {
    try engine.inOneMoment { () throws(SlotError) in
      try ActivityReading(rows: engine).read(query)
    }
  }

  public func activity(of actions: [Action]) throws(SlotError) -> [Activity] {
    try ActivityReading(rows: engine).read(actions)
  }

  public func entries(
    after position: JournalPosition,
    limit: Int
  ) throws(SlotError) -> JournalNews {
    try engine.refuseReplaced()
    let news = try engine.news(after: position, limit: limit)
    return JournalNews(
      entries: try news.entries.map { (entry) throws(SlotError) in
        try JournalEntry(entry.action, entry.changes)
      },
      position: news.position
    )
  }

  // MARK: Following and upkeep

  /// What people know the store by.
  public var place: String { engine.place }

  /// Lets everybody of the store's group use it.
  ///
  /// - Throws: `.fileProblem` S007.
  public func share() throws(SlotError) { try engine.share() }

  public func watch() throws(SlotError) -> any ChangeFeed { try engine.watch() }

  public func check() throws(SlotError) -> [Finding] { try engine.check() }

  public func backup(to path: String) throws(SlotError) {
    try StoreAddress.refuseServer(asFile: path)
    try engine.backUp(to: path)
  }
}

extension RowStore {
  /// The slots that are meant, without having them all in memory.
  private func slotIDs(in choice: SlotChoice, at now: Instant) throws(SlotError) -> [Slot.ID] {
    switch choice {
    case .ids(let ids):
      return ids
    case .selection(let selection):
      var found: [Slot.ID] = []
      try forEachSlot(fitting: selection.narrowed(at: now), at: now) { found.append($0.id) }
      return found
    }
  }
}

extension JournalEntry {
  init(_ action: Action, _ changes: [StoredChange]) throws(SlotError) {
    self.init(
      action: action,
      changes: try changes.map { (stored) throws(SlotError) in try stored.change }
    )
  }
}

extension SlotList {
  /// With what *available* means at a moment.
  fileprivate init(_ query: SlotQuery, at now: Instant) {
    self.init(query: query, condition: query.isAvailable.map { (.available(at: now), $0) })
  }
}
