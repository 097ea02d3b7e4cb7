import SlotDomain
import TerminalKit

/// The guided tour: a screen of its own on sample data, behind which the user's own one waits. What
/// the user does is watched, and never kept from being done.
extension AppState {
  mutating func openTour() -> [Effect] {
    guard tour == nil else {
      message = Message("This is the tour. \(keyMap.keyName(.tourEnd)) leaves it.")
      return []
    }
    return [.openTour]
  }

  /// The sample data can be changed, whatever the user's own store allows.
  mutating func beginTour(_ content: PeriodContent, _ focus: Focus) {
    var settings = settings
    settings.isReadOnly = false
    var state = AppState(
      settings: settings,
      keyMap: keyMap,
      now: clock,
      size: size,
      content: content,
      focus: focus
    )
    state.mouse = mouse
    state.beforeTour = [self]
    state.tour = Tour()
    become(state)
  }

  /// Everything is as it was left, but for what has happened to the terminal and the store meanwhile.
  mutating func endTour() -> [Effect] {
    guard var state = beforeTour.first else { return [] }
    state.clock = clock
    state.now = state.content.asOf ?? clock
    state.size = size
    state.mouse = mouse
    let ways = keyMap.keyName(.palette) + ScreenAction.tour.name
    state.message = Message("The tour is over and its data are gone. \(ways) starts it again.")
    become(state)
    rest()
    return [.readChanges(since: content.position), reload(.stay)]
  }

  /// Of the user's own store, also during the tour.
  var ownBlock: BookingBlock.ID? { (beforeTour.first?.content ?? content).block?.id }

  // MARK: Keys

  /// Function keys are text for no field, so that the tour's obey from within everything. Nil for all
  /// others.
  mutating func takeForTour(_ key: Key) -> [Effect]? {
    guard tour != nil, case .function = key, let action = keyMap.action(for: key),
      [.tourNext, .tourEnd].contains(action)
    else { return nil }
    return act(action, count: nil)
  }

  mutating func inTour(_ body: (inout AppState) -> [Effect]) -> [Effect] {
    guard tour != nil else {
      let start = keyMap.keyName(.palette) + ScreenAction.tour.name
      message = Message("That is a key of the guided tour. \(start) starts it.")
      return []
    }
    return body(&self)
  }

  mutating func skipStep() -> [Effect] {
    tour?.skip()
    return []
  }

  // MARK: What the user did

  /// What has come of an event, as far as the tour asks for it. Keys tell it by themselves.
  mutating func followTour(_ event: Event) -> [Effect] {
    guard tour != nil else { return [] }
    if marks.count > 1 { tour?.take(.marks) } else { tour?.takeBack(.marks) }
    switch event {
    case .performed(let operation, let outcome) where outcome.action != nil:
      take(operation, outcome)
    case .undone(let outcome) where outcome.action.verb == .undo:
      tour?.take(.undoes)
    case .storeChanged(let entries, _):
      let colleague = Tour.colleague(of: settings.actor)
      if entries.contains(where: { $0.action.actor == colleague }) { tour?.take(.seesColleague) }
    case .tick:
      return takeTurn()
    default: break
    }
    return []
  }

  private mutating func take(_ operation: SlotDomain.Operation, _ outcome: Outcome) {
    switch operation.verb {
    case .createAppointments: tour?.take(.books)
    case .disableSlots: tour?.take(.disables)
    case .createSlots, .plan: tour?.take(.creates)
    case .lockSlots:
      if tour?.take(.locks) == true, let locked = outcome.slots.first {
        let turn = turn(beside: locked)
        tour?.turn = turn
      }
    default: break
    }
    if operation.verb.changesSlots, outcome.slots.count > 1 { tour?.take(.changesMany) }
  }

  // MARK: The colleague

  /// Another slot near the locked one is booked, if there is one where that can be seen; where none can
  /// be booked, one is created.
  private func turn(beside locked: Slot) -> Tour.Turn {
    func distance(_ slot: Slot) -> Span {
      max(slot.range.start - locked.range.start, locked.range.start - slot.range.start)
    }
    let free = content.slots.filter { $0.id != locked.id && obstacle(to: $0) == nil }
    let seen = free.filter(isInView)
    let operation: SlotDomain.Operation
    if let slot = (seen.isEmpty ? free : seen).min(by: { distance($0) < distance($1) }) {
      let name = try? Metadata(.object(["name": "Grace Hopper"]))
      operation = .createAppointments([
        AppointmentDraft(slotID: slot.id, metadata: name ?? .empty)
      ])
    } else {
      let end = content.slots.map(\.range.end).max() ?? locked.range.end
      let range = TimeRange(start: end, end: end + .minutes(30))
      operation = .createSlots([SlotDraft(blockID: locked.blockID, range: range)])
    }
    return Tour.Turn(at: clock + Tour.Turn.delay, operation: operation)
  }

  private func isInView(_ slot: Slot) -> Bool {
    let row = week.layout.place(of: slot.range.start, zone: content.zone)?.row
    return row.map((week.top..<week.top + layout.gridRows).contains) ?? false
  }

  /// What was said until then makes room for the news.
  private mutating func takeTurn() -> [Effect] {
    guard let turn = tour?.turn, turn.at <= clock else { return [] }
    tour?.turn = nil
    message = nil
    return [.actAsColleague(turn.operation)]
  }
}

extension TourTask {
  /// What is done with the key alone, whatever comes of it; nil where that is to be seen first.
  init?(_ action: ScreenAction) {
    switch action {
    case .up, .down, .left, .right, .nextSlot, .previousSlot: self = .moves
    case .nextPeriod: self = .nextPeriod
    case .now: self = .now
    case .nextAvailable: self = .findsAvailable
    case .palette: self = .opensPalette
    case .help: self = .opensHelp
    default: return nil
    }
  }
}

extension SlotDomain.Action.Verb {
  /// Whether it makes slots otherwise than they were.
  fileprivate var changesSlots: Bool {
    switch self {
    case .updateSlots, .enableSlots, .disableSlots, .lockSlots, .unlockSlots, .deleteSlots: true
    default: false
    }
  }
}
