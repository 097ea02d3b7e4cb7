import SlotDomain

/// The guided tour: at which step it is, and what of that has been done.
struct Tour: Hashable, Sendable {
  /// Something that the colleague will do by and by.
  struct Turn: Hashable, Sendable {
    /// Long enough for what the user did to be read first.
    static let delay = Span.seconds(3)

    let at: Instant
    /// The slot that the user locked.
    let locked: Slot
  }

  /// How the step before ended.
  enum Ending: Hashable, Sendable {
    case done(TourStep)
    case skipped(TourStep)
  }

  /// Nil when all of them are over.
  private(set) var step: TourStep? = .move
  /// Of this step.
  private(set) var done: Set<TourTask> = []
  /// Until the present step is begun.
  private(set) var ending: Ending?
  /// Nil when nothing is about to happen.
  private(set) var turn: Turn?

  /// Somebody else at the same store, in name.
  static func colleague(of actor: String) -> String { actor == "ben" ? "ana" : "ben" }

  /// Counts what the user did, where the step asks for it, and goes on when nothing is left.
  ///
  /// - Returns: Whether it was asked for.
  @discardableResult
  mutating func note(_ task: TourTask) -> Bool {
    guard let step, step.tasks.contains(task), !done.contains(task),
      task.requirement.map(done.contains) ?? true
    else { return false }
    done.formUnion([task] + task.implied)
    ending = nil
    if done.isSuperset(of: step.tasks) { begin(after: .done(step)) }
    return true
  }

  mutating func skip() {
    guard let step else { return }
    begin(after: .skipped(step))
  }

  private mutating func begin(after ending: Ending) {
    step = step?.next
    done = []
    self.ending = ending
    turn = nil
  }
}

// MARK: - What the user did

/// What was done is told to the tour, which keeps nothing from being done.
extension Tour {
  /// What was marked can be so no longer.
  mutating func note(_ marks: Marks) {
    if marks.count > 1 { note(.marks) } else { done.remove(.marks) }
  }

  mutating func note(_ operation: Operation, _ outcome: Outcome, _ desk: Desk) {
    guard outcome.action != nil else { return }
    switch operation.verb {
    case .createAppointments, .createLateAppointments: note(.books)
    case .rescheduleAppointment:
      note(.movesPerson)
      note(.rebooks)
    case .cancelAppointments: note(.cancels)
    case .disableSlots: note(.disables)
    case .createSlots, .plan: note(.creates)
    case .lockSlots:
      if note(.locks), let locked = outcome.slots.first {
        turn = Turn(at: desk.clock + Turn.delay, locked: locked)
      }
    default: break
    }
    let isOfOldSlots = operation.verb.topic == .slots && operation.verb != .createSlots
    if isOfOldSlots, outcome.slots.count > 1 { note(.changesMany) }
  }

  mutating func note(_ entries: [JournalEntry], of actor: String) {
    let colleague = Self.colleague(of: actor)
    if entries.contains(where: { $0.action.actor == colleague }) { note(.seesColleague) }
  }

  // MARK: The colleague

  /// What the colleague does now, if that is due: as things are by then, whatever the user did meanwhile.
  mutating func nextDeed(_ desk: Desk) -> Operation? {
    guard let turn, turn.at <= desk.clock else { return nil }
    self.turn = nil
    return Self.answer(to: turn.locked, desk)
  }

  /// Another slot near the locked one is booked, if there is one where that can be seen; where none can
  /// be booked, one is created.
  private static func answer(to locked: Slot, _ desk: Desk) -> Operation {
    func distance(_ slot: Slot) -> Span {
      max(slot.range.start - locked.range.start, locked.range.start - slot.range.start)
    }
    func isInView(_ slot: Slot) -> Bool {
      let sheet = desk.sheet
      let row = sheet.layout.place(of: slot.range.start, zone: sheet.zone)?.row
      return row.map((sheet.top..<sheet.top + desk.layout.gridRows).contains) ?? false
    }
    let slots = desk.content.slots
    let free = slots.filter { $0.id != locked.id && desk.obstacle(to: $0) == nil }
    let seen = free.filter(isInView)
    if let slot = (seen.isEmpty ? free : seen).min(by: { distance($0) < distance($1) }) {
      let name = try? Metadata(.object(["name": "Grace Hopper"]))
      return .createAppointments([AppointmentDraft(slotID: slot.id, metadata: name ?? .empty)])
    }
    let end = slots.map(\.range.end).max() ?? locked.range.end
    let range = TimeRange(start: end, end: end + .minutes(30))
    return .createSlots([SlotDraft(blockID: locked.blockID, range: range)])
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
    case .open: self = .opensPeople
    case .tray: self = .opensTray
    case .palette: self = .opensPalette
    case .help: self = .opensHelp
    default: return nil
    }
  }
}
