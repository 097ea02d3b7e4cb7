import SlotDomain

/// What comes of a key for the chosen slots: a change, or a form or question before it.
struct ChosenSlots {
  private let slots: [Slot]
  private var ids: [Slot.ID] { slots.map(\.id) }

  init(_ slots: [Slot]) { self.slots = slots }

  /// - `count`: What was typed before the key.
  func obey(_ deed: SlotDeed, count: Int?, _ desk: inout Desk) -> Step {
    switch deed {
    case .edit: edit(desk)
    case .toggleStatus: toggleStatus(&desk)
    case .toggleLock: toggleLock(minutes: count, desk)
    case .shift: shift(minutes: count, &desk)
    case .delete: Step(.open(Question(deleting: slots, desk)))
    }
  }

  private func edit(_ desk: Desk) -> Step {
    Step(.open(slots.count == 1 ? SlotForm(editing: slots[0], desk) : ManySlotsForm(slots)))
  }

  /// Of what a colleague has just closed it would be the opposite of what was meant.
  private func toggleStatus(_ desk: inout Desk) -> Step {
    if let turn = desk.journal.turn, desk.clock < turn.at + Surprise.length,
      slots.contains(where: { turn.slots.contains($0.id) })
    {
      let key = desk.keyMap.keyName(.slots(.toggleStatus))
      let text = "\(turn.actor) has just changed that. Look, then press \(key) again."
      return Step(.stay, desk.say(text, .error))
    }
    let open = slots.filter { $0.status == .active }
    guard !open.isEmpty else {
      return Step(.stay, [.perform(.changeSlots(ids, .setStatus(.active)))])
    }
    let toCome = open.filter { $0.range.end > desk.now }
    guard toCome.contains(where: { $0.activeAppointments > 0 }) else {
      return Step(.stay, [.perform(.changeSlots(ids, .setStatus(.disabled)))])
    }
    let closing = Closing(slots: open.map(\.id), slotsToCome: toCome.map(\.id))
    return Step(.stay, [.askToClose(closing)])
  }

  /// Locks those that are not locked; when all are, unlocks them.
  private func toggleLock(minutes: Int?, _ desk: Desk) -> Step {
    let unlocked = slots.filter { $0.lock(at: desk.now) == nil }.map(\.id)
    let foreign = slots.compactMap { $0.lock(at: desk.now) }
      .filter { $0.owner != desk.settings.actor }
    let end = desk.now + .minutes(minutes ?? desk.settings.lockMinutes)
    let effect: Effect =
      unlocked.isEmpty
      ? .perform(.changeSlots(ids, .unlock(key: nil))) : .lock(unlocked, until: end)
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
  private func shift(minutes: Int?, _ desk: inout Desk) -> Step {
    guard let minutes else { return Step(.open(ShiftForm(slots))) }
    let span = Span.minutes(minutes)
    // Whom it would move is asked only where it can be done.
    if let obstacle = desk.content.obstacle(toShifting: slots, by: span) {
      let keys = desk.keyMap
      let text =
        "\(obstacle.code.rawValue): \(desk.times.sentence(of: obstacle))"
        + " To move what follows too, mark it: \(keys.keyName(.markRange)) at both ends, then"
        + " \(keys.keyName(.slots(.shift)))."
      return Step(.stay, desk.say(text, .error))
    }
    let effect = Effect.perform(.changeSlots(ids, .shift(by: span)))
    let question = Question(moving: slots, by: span, desk, [effect])
    return question.map { Step(.open($0)) } ?? Step(.stay, [effect])
  }

  /// What `enable` and `unlock` ask for by their names, whatever the key would do.
  func free(_ action: ScreenAction, _ desk: inout Desk) -> Step {
    let what = slots.count == 1 ? "This slot is" : "All \(slots.count) slots are"
    if action == .slots(.toggleStatus) {
      guard slots.contains(where: { $0.status == .disabled }) else {
        return Step(.stay, desk.say("\(what) enabled already."))
      }
      return Step(.stay, [.perform(.changeSlots(ids, .setStatus(.active)))])
    }
    let locked = slots.filter { $0.lock(at: desk.now) != nil }
    guard !locked.isEmpty else { return Step(.stay, desk.say("\(what) not locked.")) }
    return ChosenSlots(locked).toggleLock(minutes: nil, desk)
  }
}
