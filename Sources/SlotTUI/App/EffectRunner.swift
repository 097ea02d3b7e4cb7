import SlotCommands
import SlotDomain

/// Carries out effects on the store: the screen's only caller of `SlotStore`.
final class EffectRunner {
  let store: any SlotStore
  private let settings: ScreenSettings
  private let findUserZone: () -> Zone
  private lazy var userZone = findUserZone()

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

  /// See `SlotStore`.
  var onProgress: ((WorkProgress) -> WorkProgress.Answer)? {
    get { store.onProgress }
    set { store.onProgress = newValue }
  }

  /// What the effect led to. Those that concern the terminal or another store are not for here and
  /// lead to nothing.
  func run(_ effect: Effect, at now: Instant) throws(SlotError) -> [Event] {
    switch effect {
    case .load(let request):
      return [try load(request, at: now)]
    case .countAvailable(let firstDay, let zone, let days):
      let range = zone.range(of: firstDay, days: days)
      let counts = try store.availableSlots(in: range, at: now)
      return [.counted(AvailableCounts(firstDay: firstDay, days: days, counts: counts))]
    case .loadDay(let request):
      return [.dayLoaded(try day(request))]
    case .countPlaces(let request):
      let days = request.dates.map(request.zone.day)
      let counts = try source(asOf: request.asOf)
        .places(of: request.block, on: days, at: request.asOf ?? now)
      return [.placesCounted(MonthPlaces(request: request, days: counts))]
    case .find(let block, let range, let then):
      let slots = try source(asOf: then).slots(of: block, in: range)
      return [.found(slots.filter { range.contains($0.range.start) })]
    case .search(let query, let position):
      let step = try store.search(query, from: position, rows: Self.rowsOfSearch)
      return [.searched(query, from: position, step)]
    case .loadDetails(let slot, let use):
      return [.detailsLoaded(try details(of: slot), use)]
    case .loadPastDetails(let slot, let use, let then):
      return [.detailsLoaded(try details(of: slot, asOf: then), use)]
    case .tallyOccupancy(let request):
      return [.occupancyTallied(try tally(request, at: now))]
    case .readChanges(let position):
      return [.storeChanged(try store.entries(after: position, limit: Self.changesShown))]
    case .perform(let operation):
      return [.performed(operation, try store.perform(operation, at: now))]
    case .planPaste(let paste):
      return [.pastePlanned(try plan(paste))]
    case .surveySeries(let request):
      let step = try request.survey.step(from: request.position, in: store)
      return [.seriesSurveyed(request, step)]
    case .lock(let slots, let end):
      let key = "\(Identifier<Slot.Lock>())"
      return try run(.perform(.lockSlots(slots, until: end, key: key)), at: now)
    case .loadSampleData:
      let demo = try DemoData(now: now)
      let outcome = try store.perform(demo.operation, at: demo.at, reason: "sample data")
      return [.performed(demo.operation, outcome)]
    case .undo:
      return [.undone(try store.undo(nil, force: false, at: now))]
    case .redo:
      return [.undone(try store.redo(at: now))]
    case .openTour, .closeTour, .actAsColleague, .editMetadata, .copy, .listenToMouse, .redraw,
      .suspend, .quit:
      return []
    }
  }

  /// A millisecond's worth of a search: what a key can come to wait for.
  private static let rowsOfSearch = 2000

  /// Of one action; more cannot be marked on a screen.
  private static let changesShown = 2000

  // MARK: Reading a week

  func load(_ request: PeriodRequest, at now: Instant) throws(SlotError) -> Event {
    let position = try store.position()
    let source = try source(asOf: request.asOf)
    let now = request.asOf ?? now
    let blocks = try source.blocks()
    let block = blocks.first { $0.id == request.block } ?? blocks.first
    if request.asOf != nil, block == nil || block?.id != request.block {
      throw .badRequest("This booking block did not exist then. Choose a later time.")
    }
    let zone = zone(of: block, request.zoneChoice)
    guard
      let (date, focus) = try resolve(request.target, in: block, of: source, zone: zone, at: now)
    else {
      return .said("This block has no \(request.target.sought).")
    }
    let firstDay = date.startOfWeek(firstDay: settings.firstWeekday)
    let range = zone.range(of: firstDay, days: 7)
    let content = PeriodContent(
      position: position,
      blocks: blocks,
      block: block,
      zone: zone,
      firstDay: firstDay,
      slots: try block.map { (block) throws(SlotError) in
        try source.slots(of: block.id, in: range)
      } ?? [],
      asOf: request.asOf
    )
    return .loaded(content, focus)
  }

  /// A block that is gone by now has none.
  private func day(_ request: BlockDay.Request) throws(SlotError) -> BlockDay {
    let range = request.zone.day(request.date)
    let source = try source(asOf: request.asOf)
    let slots = try request.blocks.map { (block) throws(SlotError) in
      try source.slots(of: block, in: range)
    }
    return BlockDay(request: request, slots: slots)
  }

  private func zone(of block: BookingBlock?, _ choice: ZoneChoice) -> Zone {
    switch choice {
    case .block: block?.zone ?? userZone
    case .user: userZone
    case .utc: .utc
    }
  }

  /// Which week, and what in it gets the focus; nil when there is no neighbour.
  private func resolve(
    _ target: PeriodRequest.Target,
    in block: BookingBlock?,
    of source: any SlotReading,
    zone: Zone,
    at now: Instant
  ) throws(SlotError) -> (CivilDate, Focus)? {
    switch target {
    case .date(let date): return (date, .date(date))
    case .week(let date): return (date, .stay)
    case .moment(let moment): return (zone.date(moment), .moment(moment))
    case .slot(let id): return (zone.date(try source.slot(id).range.start), .slot(id))
    case .now:
      guard let block, let slot = try slotOfNow(in: block.id, of: source, at: now) else {
        return (zone.date(now), .now)
      }
      // Of a slot that began weeks ago the week of now is wanted.
      return (zone.date(slot.range.contains(now) ? now : slot.range.start), .slot(slot.id))
    case .neighbour(let direction, let moment, let condition, let count):
      var found: Slot?
      for _ in 0..<count {
        guard let block,
          let slot = try neighbour(
            direction,
            found?.range.start ?? moment,
            in: block.id,
            of: source,
            where: condition,
            at: now
          )
        else { break }
        found = slot
      }
      guard let slot = found else { return nil }
      return (zone.date(slot.range.start), .slot(slot.id))
    case .available(let direction, let moment, let count):
      guard let block,
        let slot = try source.availableSlot(direction, moment, in: block.id, number: count, at: now)
      else { return nil }
      return (zone.date(slot.range.start), .slot(slot.id))
    }
  }

  private func neighbour(
    _ direction: SearchDirection,
    _ moment: Instant,
    in block: BookingBlock.ID,
    of source: any SlotReading,
    where condition: SlotCondition?,
    at now: Instant
  ) throws(SlotError) -> Slot? {
    guard let condition else { return try source.slot(direction, moment, in: block) }
    return try source.slot(direction, moment, in: block, where: condition, at: now)
  }

  private func slotOfNow(
    in block: BookingBlock.ID,
    of source: any SlotReading,
    at now: Instant
  ) throws(SlotError) -> Slot? {
    let moment = TimeRange(start: now, end: now + Span(milliseconds: 1))
    if let present = try source.slots(of: block, in: moment).first { return present }
    return try source.slot(.after, now, in: block)
  }

  private func plan(_ paste: Paste) throws(SlotError) -> Paste {
    let (drafts, skipped) = try paste.drafts()
    var planned = paste
    planned.plan = try store.plan(drafts, skipped: skipped)
    return planned
  }
}

extension PeriodRequest.Target {
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
}

extension Zone {
  /// So many days, the first one included.
  func range(of firstDay: CivilDate, days: Int) -> TimeRange {
    TimeRange(start: startOfDay(firstDay), end: startOfDay(firstDay.adding(days: days)))
  }
}
