import SlotDomain

/// What is done to the chosen slots: a change, or a form or question before it.
struct SlotDeed {
  private let slots: [Slot]
  private let desk: Desk
  private var ids: [Slot.ID] { slots.map(\.id) }

  init(_ slots: [Slot], _ desk: Desk) {
    self.slots = slots
    self.desk = desk
  }

  func edit() -> Step {
    let isOne = slots.count == 1
    return Step(.open(isOne ? Form.editSlot(slots[0], desk) : Form.editSlots(slots)))
  }

  func toggleStatus() -> Step {
    let open = slots.filter { $0.status == .active }
    guard !open.isEmpty else { return Step(.stay, [.perform(.setSlotStatus(ids, .active))]) }
    let toCome = open.filter { $0.range.end > desk.now }
    guard toCome.contains(where: { $0.activeAppointments > 0 }) else {
      return Step(.stay, [.perform(.setSlotStatus(ids, .disabled))])
    }
    let closing = Closing(slots: open.map(\.id), slotsToCome: toCome.map(\.id))
    return Step(.stay, [.askToClose(closing)])
  }

  /// Locks those that are not locked; when all are, unlocks them.
  func toggleLock(minutes: Int?) -> Step {
    let unlocked = slots.filter { $0.lock(at: desk.now) == nil }.map(\.id)
    let foreign = slots.compactMap { $0.lock(at: desk.now) }
      .filter { $0.owner != desk.settings.actor }
    let end = desk.now + .minutes(minutes ?? desk.settings.lockMinutes)
    let effect: Effect =
      unlocked.isEmpty ? .perform(.unlockSlots(ids, key: nil)) : .lock(unlocked, until: end)
    guard let lock = foreign.first else { return Step(.stay, [effect]) }
    let text: String
    if slots.count == 1 {
      let left = (lock.end - desk.now).timeLeft
      text = "\(lock.owner) locked this slot for another \(left). Unlock it all the same?"
    } else {
      let owners = Set(foreign.map(\.owner)).sorted().joined(separator: " and ")
      let whose = "\(owners) locked \(foreign.count) of the \(slots.count) marked slots."
      let rest = unlocked.count == 1 ? "one that is" : "\(unlocked.count) that are"
      text =
        unlocked.isEmpty
        ? "\(whose) Unlock all \(slots.count) all the same?" : "\(whose) Lock the \(rest) unlocked?"
    }
    let stays = slots.count == 1 ? "It stays locked." : "They stay locked."
    let refusal = unlocked.isEmpty ? stays : "Nothing was locked."
    var question = Question(text, refusal: refusal, [effect], about: ids.map { .slot($0) })
    // Whether they are locked is what may have changed.
    question.withdrawal = "Nothing was done."
    return Step(.open(question))
  }

  /// Moves them to another time. Whoever has an appointment then comes at another time, too: that is said
  /// first.
  ///
  /// - Parameter minutes: How much later; nil: that is asked.
  func shift(minutes: Int?) -> Step {
    guard let minutes else { return Step(.open(Form.shiftSlots(slots))) }
    let span = Span.minutes(minutes)
    let effect = Effect.perform(BulkChange.shift(by: span).operation(on: ids))
    let question = Question(moving: slots, by: span, desk, [effect])
    return question.map { Step(.open($0)) } ?? Step(.stay, [effect])
  }

  func delete() -> Step { Step(.open(Question(deleting: slots, desk))) }
}
