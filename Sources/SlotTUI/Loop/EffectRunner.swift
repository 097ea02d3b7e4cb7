import SlotCommands
import SlotDomain

/// Carries out effects on the store. While the screen is open nobody else but the tour's stage calls it.
final class EffectRunner {
  let store: any SlotStore
  let settings: ScreenSettings
  private let findUserZone: () -> Zone
  private lazy var userZone = findUserZone()
  /// As they were when a week was read last: whose clock the next one has can be told before it is read.
  private var blocks: [BookingBlock] = []

  /// - `userZone`: Looked for when it is first asked for.
  init(
    store: any SlotStore,
    settings: ScreenSettings,
    userZone: @autoclosure @escaping () -> Zone = .ofSystem()
  ) {
    self.store = store
    self.settings = settings
    findUserZone = userZone
  }

  /// Finds out what is found out once, before two threads ask for it.
  func prepareForThreads() { _ = userZone }

  /// See `SlotStore`.
  var onProgress: ((WorkProgress) -> WorkProgress.Answer)? {
    get { store.onProgress }
    set { store.onProgress = newValue }
  }

  /// What is shown, and up to where the journal is known: what comes of a change is read along with it.
  struct Showing {
    let period: PeriodRequest
    let position: JournalPosition
  }

  /// What the effect led to. Those that concern the terminal or another store are not for here and
  /// lead to nothing.
  func run(
    _ effect: Effect,
    at now: Instant,
    showing: Showing? = nil
  ) throws(SlotError) -> [Event] {
    switch effect {
    case .load(let request):
      return [try load(request, at: now)]
    case .readOutlook(let request):
      let (today, period) = (request.today, request.period)
      let outlook = try store.outlook(of: request.block, today: today, period: period, at: now)
      return [.outlookRead(request, outlook)]
    case .loadDay(let request):
      return [.dayLoaded(try day(request))]
    case .countPlaces(let request):
      let days = request.dates.map(request.zone.day)
      let counts = try source(asOf: request.asOf)
        .places(of: request.block, on: days, at: request.asOf ?? now)
      return [.placesCounted(DayPlaces(request: request, days: counts))]
    case .find(let block, let range, let then):
      let slots = try source(asOf: then).slots(of: block, in: range)
      return [.found(slots.filter { range.contains($0.range.start) })]
    case .lookAgain(let ids, let act):
      return [.lookedAgain(try store.slots(ids), before: act)]
    case .search(let query, let position):
      let step = try store.search(query, from: position, rows: Self.rowsOfSearch)
      return [.searched(query, from: position, step)]
    case .findPlaces(let query, let position):
      let limit = Self.placesInAStep
      let step = try store.freePlaces(query, from: position, limit: limit, at: now)
      return [.placesFound(query, from: position, step)]
    case .goToPlace(let query, let zoneChoice, let withGuests):
      return [try go(toFirstOf: query, zoneChoice, withGuests: withGuests, at: now)]
    case .goToAvailable(let walk):
      return [try go(walk, at: now)]
    case .askToClose(let closing):
      return [.closingAsked(try asked(closing, at: now))]
    case .loadDetails(let slot, let use, let then):
      return [.detailsLoaded(try details(of: slot, asOf: then), use)]
    case .findPlace(let wish, let position):
      return [try seek(wish, from: position, at: now)]
    case .findPeople(let query, let position):
      return [try findPeople(query, from: position)]
    case .findEngagements(let person, let range):
      let found = try store.engagements(of: person, in: range)
      return [.engagementsFound(person, range, found)]
    case .findPlacesToMove(let id):
      return [try placesToMove(id, at: now)]
    case .readHolidays(let request):
      return [.holidaysRead(request, holidays(request))]
    case .readTray(let limit):
      let page = try store.tray(at: now, limit: limit)
      return [.trayRead(TrayPart(rows: page.elements, total: page.total))]
    case .readActivity(let query):
      return [.activityRead(query, try store.activity(matching: query))]
    case .readDaySheet(let request):
      return [.daySheetRead(request, try pages(request))]
    case .readSince(let moment):
      return [.sinceRead(try since(moment))]
    case .tallyOccupancy(let request):
      return [.occupancyTallied(try tally(request, at: now))]
    case .readChanges(let position):
      // The week first: what is committed in between is then told twice, and not never.
      let loaded = showing.flatMap { try? load($0.period, at: now) }
      let news = try store.entries(after: position, limit: Self.changesShown)
      return [.storeChanged(news.entries, news.position, Fresh(news.entries, loaded))]
    case .perform(let operation):
      let outcome = try perform(operation, seen: showing?.position, at: now)
      let performed = performed(operation, outcome, at: now, showing)
      return [performed] + restOfVisit(after: performed)
    case .planPaste(let paste):
      return [.pastePlanned(try plan(paste))]
    case .surveySeries(let request):
      let step = try request.survey.step(from: request.position, in: store)
      return [.seriesSurveyed(request, step)]
    case .lock(let slots, let end):
      let key = "\(Identifier<Slot.Lock>())"
      return try run(
        .perform(.changeSlots(slots, .lock(until: end, key: key))),
        at: now,
        showing: showing
      )
    case .loadSampleData:
      let demo = try DemoData(now: now)
      let outcome = try store.perform(demo.operation, at: demo.at, reason: "sample data")
      return [performed(demo.operation, outcome, at: now, showing)]
    case .undo:
      let last = try store.undoable()
      return try store.activity(of: [last]).map { .undoFound($0) }
    case .takeBack(let id):
      return [undone(try store.undo(id, force: false, at: now), at: now, showing)]
    case .redo:
      return [undone(try store.redo(at: now), at: now, showing)]
    case .findPattern(let block):
      return [.patternFound(block, try? store.lastPattern(of: block))]
    case .findSlotsToClose(let closing):
      return [.slotsToCloseFound(try slots(of: closing, at: now))]
    case .close(let slots, let reason):
      let operation = Operation.changeSlots(slots, .setStatus(.disabled))
      let outcome = try store.perform(operation, at: now, reason: reason)
      return [performed(operation, outcome, at: now, showing)]
    case .openTour, .closeTour, .actAsColleague, .editMetadata, .copy, .listenToMouse, .redraw,
      .suspend, .quit:
      return []
    }
  }

  // MARK: A change

  /// Nobody is moved or cancelled who was moved or cancelled after they were last seen here: of two who do
  /// that at once, one is told.
  private func perform(
    _ operation: Operation,
    seen: JournalPosition?,
    at now: Instant
  ) throws(SlotError) -> Outcome {
    let ids = operation.movedOrCancelled
    guard let seen, !ids.isEmpty else { return try store.perform(operation, at: now) }
    return try store.perform(at: now, reason: nil, isTrial: false) { () throws(SlotError) in
      for entry in try store.entries(after: seen, limit: Self.changesShown).entries {
        for change in entry.changes {
          guard case .appointment(let id) = change.subject, ids.contains(id),
            let deed = change.deedToAppointment
          else { continue }
          throw .badRequest(
            "\(entry.action.actor) has just \(deed) this appointment. Look at it, then decide anew."
          )
        }
      }
      return operation
    }
  }

  // MARK: After a change

  private func performed(
    _ operation: Operation,
    _ outcome: Outcome,
    at now: Instant,
    _ showing: Showing?
  ) -> Event {
    let request = showing?.period.following(operation, outcome)
    let told = withPlaces(outcome, of: operation)
    return .performed(operation, told, fresh(request, showing, at: now))
  }

  private func undone(_ outcome: UndoOutcome, at now: Instant, _ showing: Showing?) -> Event {
    let activity = try? store.activity(of: [outcome.target]).first
    return .undone(outcome, fresh(showing?.period, showing, at: now), about: activity)
  }

  /// Nil when it cannot be read now: the change is told nevertheless, and this is asked for again.
  private func fresh(_ request: PeriodRequest?, _ showing: Showing?, at now: Instant) -> Fresh? {
    guard let request, let showing, let loaded = try? load(request, at: now),
      let news = try? store.entries(after: showing.position, limit: Self.changesShown)
    else { return nil }
    return Fresh(news.entries, loaded)
  }

  /// A millisecond's worth of a search: what a key can come to wait for.
  static let rowsOfSearch = 2000

  /// More than a window has rows.
  private static let placesInAStep = 60

  /// Of one action; more cannot be marked on a screen.
  private static let changesShown = 2000

  // MARK: Reading

  func load(_ request: PeriodRequest, at now: Instant) throws(SlotError) -> Event {
    let source = try source(asOf: request.asOf)
    let now = request.asOf ?? now
    var shown: (zone: Zone, firstDay: CivilDate, focus: Focus)?
    var question = PeriodQuestion(block: request.block, target: request.target.question)
    question.withGuests = request.withGuests
    question.guess = guess(request, at: now)
    let period = try source.period(question, at: now) { (block, slot) throws(SlotError) in
      if request.asOf != nil, block == nil || block?.id != request.block {
        throw .badRequest("This booking block did not exist then. Choose a later time.")
      }
      shown = week(request, of: block, around: slot, at: now)
      return shown.map { $0.zone.range(of: $0.firstDay, days: 7) }
    }
    blocks = period.blocks
    guard let shown else {
      guard period.block != nil else { return .said("There is no booking block yet.") }
      return .said(
        "This block has no \(request.target.sought).",
        request.target.wayOn(ofBlocks: period.blocks.count)
      )
    }
    var content = PeriodContent(
      position: period.position,
      blocks: period.blocks,
      block: period.block,
      zone: shown.zone,
      firstDay: shown.firstDay,
      slots: period.slots,
      asOf: request.asOf
    )
    content.guests = period.guests
    return .loaded(content, shown.focus)
  }

  /// By whose clock, which week, and what gets the focus in it; nil where the slot that it needs is missing.
  private func week(
    _ request: PeriodRequest,
    of block: BookingBlock?,
    around slot: Slot?,
    at now: Instant
  ) -> (zone: Zone, firstDay: CivilDate, focus: Focus)? {
    let zone = zone(of: block, request.zoneChoice)
    guard let (date, focus) = request.target.resolved(slot, in: zone, at: now) else { return nil }
    return (zone, date.startOfWeek(firstDay: settings.firstWeekday), focus)
  }

  /// The same, as far as it can be told without the store.
  private func foreseenWeek(
    _ request: PeriodRequest,
    among blocks: [BookingBlock],
    at now: Instant
  ) -> (zone: Zone, firstDay: CivilDate, focus: Focus)? {
    guard case .time = request.target.question,
      let block = blocks.first(where: { $0.id == request.block })
    else { return nil }
    return week(request, of: block, around: nil, at: now)
  }

  /// The week that will be wanted, unless its block has another clock by now.
  private func guess(_ request: PeriodRequest, at now: Instant) -> TimeRange? {
    guard store.isRemote, let week = foreseenWeek(request, among: blocks, at: now) else {
      return nil
    }
    return week.zone.range(of: week.firstDay, days: 7)
  }

  /// A week that was read ahead, and what gets the focus in it. The one that is shown is read anew.
  func nearby(
    _ request: PeriodRequest,
    in weeks: NearbyWeeks,
    beside shown: PeriodContent,
    at now: Instant
  ) -> (PeriodContent, Focus)? {
    guard let week = foreseenWeek(request, among: shown.blocks, at: now),
      request.block != shown.block?.id || week.firstDay != shown.firstDay,
      let content = weeks.content(request, firstDay: week.firstDay, beside: shown)
    else { return nil }
    return (content, week.focus)
  }

  /// A block that is gone by now has none.
  private func day(_ request: BlockDay.Request) throws(SlotError) -> BlockDay {
    let range = request.zone.day(request.date)
    let source = try source(asOf: request.asOf)
    let slots = try request.blocks.map { (block) throws(SlotError) in
      try source.slots(of: block, in: range)
    }
    var day = BlockDay(request: request, slots: slots)
    guard request.withGuests else { return day }
    for block in request.blocks {
      day.guests.merge(try source.guests(of: block, in: range)) { $1 }
    }
    return day
  }

  private func zone(of block: BookingBlock?, _ choice: ZoneChoice) -> Zone {
    switch choice {
    case .block: block?.zone ?? userZone
    case .user: userZone
    case .utc: .utc
    }
  }

  private func plan(_ paste: Paste) throws(SlotError) -> Paste {
    let (drafts, skipped) = try paste.drafts()
    var planned = paste
    planned.plan = try store.plan(drafts, skipped: skipped)
    return planned
  }
}

extension PeriodRequest.Target {
  /// What has to be found for it.
  fileprivate var question: PeriodQuestion.Target {
    switch self {
    case .date, .week, .moment: .time
    case .slot(let id): .slot(id)
    case .now: .now
    case .neighbour(let direction, let moment, let condition, let count):
      .neighbour(direction, moment, where: condition, count: count)
    case .available(let direction, let moment, let count):
      .neighbour(direction, moment, where: .available, count: count)
    }
  }

  /// Which week, and what in it gets the focus; nil when there is no neighbour.
  fileprivate func resolved(_ slot: Slot?, in zone: Zone, at now: Instant) -> (CivilDate, Focus)? {
    switch self {
    case .date(let date): return (date, .date(date))
    case .week(let date): return (date, .stay)
    case .moment(let moment): return (zone.date(moment), .moment(moment))
    case .now:
      guard let slot else { return (zone.date(now), .now) }
      // Of a slot that began weeks ago the week of now is wanted.
      return (zone.date(slot.range.contains(now) ? now : slot.range.start), .slot(slot.id))
    case .slot, .neighbour, .available:
      guard let slot else { return nil }
      return (zone.date(slot.range.start), .slot(slot.id))
    }
  }

  /// What was looked for, after "no".
  fileprivate var sought: String {
    switch self {
    case .neighbour(let direction, _, let condition, _):
      (direction == .after ? "later" : "earlier") + (condition.map { " \($0.adjective)" } ?? "")
        + " slot"
    case .available(.after, _, _): "later available slot"
    case .available(.before, _, _): "earlier available slot"
    case .now, .date, .week, .moment, .slot: "such slot"
    }
  }

  /// Where somebody is to come, and this block has no place any more.
  ///
  /// - Parameter count: How many blocks there are.
  fileprivate func wayOn(ofBlocks count: Int) -> WayOn? {
    guard case .available(.after, _, _) = self else { return nil }
    return count > 1 ? WayOn(action: .findPlace, effect: "looks in all blocks") : .create
  }
}
