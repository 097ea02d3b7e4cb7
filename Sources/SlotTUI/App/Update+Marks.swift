import SlotDomain

/// The keys that mark slots, and those that act on all that are marked.
extension AppState {
  mutating func toggleMark(_ slot: Slot) -> [Effect] {
    marks.toggle(slot)
    week.moveToSlotBelow()
    rest()
    return []
  }

  /// Begins a range at the cursor, or marks what lies in the one that is open.
  mutating func markRange() -> [Effect] {
    if marks.rangeStart != nil {
      closeRange()
    } else if hasSlots() {
      marks.rangeStart = week.focusedMoment
    }
    return []
  }

  private mutating func closeRange() {
    let slots = openRange ?? []
    if slots.isEmpty { message = Message("There is no slot in that range.") }
    marks.insert(slots)
    marks.rangeStart = nil
  }

  /// From where the range was begun to the cursor, both included; nil while none is open.
  var openRange: [Slot]? {
    openBounds.map { bounds in week.shownSlots.filter { bounds.contains($0.range.start) } }
  }

  /// Between which starts the slots of that range lie.
  var openBounds: ClosedRange<Instant>? {
    guard let start = marks.rangeStart else { return nil }
    let end = week.focusedMoment
    return min(start, end)...max(start, end)
  }

  /// All that the view shows; the slots of a month have to be read for that.
  mutating func markAll() -> [Effect] {
    if week.view == .month, let block = content.block { return [.find(block.id, shownMonth)] }
    mark(week.slotsOfView(filtered: true))
    return []
  }

  mutating func mark(_ slots: [Slot]) {
    let slots = standingOut(slots)
    if slots.isEmpty {
      let which = week.filter.condition.map { "\($0.adjective) " } ?? ""
      message = Message("There is no \(which)slot \(week.view.place).")
    }
    marks.insert(slots)
  }

  /// What the filter lets pass, also where it is not seen.
  func standingOut(_ slots: [Slot]) -> [Slot] {
    guard let condition = week.filter.condition else { return slots }
    return slots.filter { slot in
      content.blocks.first { $0.id == slot.blockID }.map {
        condition.holds(for: slot, in: $0, at: now)
      } ?? false
    }
  }

  private mutating func hasSlots() -> Bool {
    let slots = week.shownSlots
    if slots.isEmpty {
      let which = week.filter.condition.map { "\($0.adjective) " } ?? ""
      message = Message("There is no \(which)slot in this week.")
    }
    return !slots.isEmpty
  }

  /// An appointment in hand goes first, then an open range, so that neither takes the marks along.
  mutating func clearMarks() {
    if inHand != nil {
      giveUpMoving()
    } else if marks.rangeStart != nil {
      marks.rangeStart = nil
    } else {
      marks.removeAll()
    }
  }

  /// How many marked slots are not among those that the view shows.
  var marksElsewhere: Int {
    guard week.view == .month else {
      return marks.count - week.slotsOfView(filtered: false).count { marks.contains($0.id) }
    }
    let month = shownMonth
    return marks.all.count { $0.blockID != content.block?.id || !month.contains($0.range.start) }
  }

  /// What a new look at the store means for the marks.
  mutating func refreshMarks(isOtherPeriod: Bool) {
    let range = TimeRange(start: week.firstMoment, end: week.lastMoment)
    marks.refresh(week.slots, in: range, of: content.block.map { [$0.id] } ?? [])
    if isOtherPeriod, marks.rangeStart != nil {
      marks.rangeStart = nil
      message = message ?? Message("The range was given up: it goes no further than its week.")
    }
  }

  // MARK: What acts on marked slots

  /// All that are marked, or else the slot under the cursor. A range that is still open counts: it
  /// is what the user looks at.
  mutating func withSlots(_ body: (inout AppState, [Slot]) -> [Effect]) -> [Effect] {
    if marks.rangeStart != nil { closeRange() }
    guard marks.isEmpty else { return body(&self, marks.sorted) }
    return withSlot { body(&$0, [$1]) }
  }

  mutating func toggleStatus(_ slots: [Slot]) -> [Effect] {
    let isAnyActive = slots.contains { $0.status == .active }
    return [.perform(.setSlotStatus(slots.map(\.id), isAnyActive ? .disabled : .active))]
  }

  /// Locks those that are not locked; when all are, unlocks them.
  mutating func toggleLock(_ slots: [Slot], minutes: Int?) -> [Effect] {
    let unlocked = slots.filter { $0.lock(at: now) == nil }.map(\.id)
    let foreign = slots.compactMap { $0.lock(at: now) }.filter { $0.owner != settings.actor }
    let effect: Effect =
      unlocked.isEmpty
      ? .perform(.unlockSlots(slots.map(\.id), key: nil))
      : .lock(unlocked, until: now + .minutes(minutes ?? settings.lockMinutes))
    guard let lock = foreign.first else { return [effect] }
    let text: String
    if slots.count == 1 {
      let left = (lock.end - now).timeLeft
      text = "\(lock.owner) locked this slot for another \(left). Unlock it all the same?"
    } else {
      let owners = Set(foreign.map(\.owner)).sorted().joined(separator: " and ")
      let whose = "\(owners) locked \(foreign.count) of the \(slots.count) marked slots."
      let rest = unlocked.count == 1 ? "one that is" : "\(unlocked.count) that are"
      text =
        unlocked.isEmpty
        ? "\(whose) Unlock all \(slots.count) all the same?" : "\(whose) Lock the \(rest) unlocked?"
    }
    let refusal =
      if !unlocked.isEmpty {
        "Nothing was locked."
      } else {
        slots.count == 1 ? "It stays locked." : "They stay locked."
      }
    return open(.question(.confirm(text, refusal: refusal, [effect])))
  }

  mutating func askToDelete(_ slots: [Slot]) -> [Effect] {
    let booked = slots.filter { $0.appointments > 0 }
    let appointments = counted(booked.reduce(0) { $0 + $1.appointments }, "appointment")
    let what: String
    if slots.count == 1 {
      what =
        times.range(slots[0].range, now: now) + (booked.isEmpty ? "" : " and its \(appointments)")
    } else {
      what =
        counted(slots.count, "slot")
        + (booked.isEmpty ? "" : ", \(booked.count) of them with \(appointments)")
    }
    return open(
      .question(
        .confirm(
          "Delete \(what)?",
          refusal: "Nothing was deleted.",
          [.perform(deletion(of: slots))]
        )
      )
    )
  }

  /// Only slots that were counted as booked are deleted by force: a booking that came since to one
  /// of the others makes the store refuse, instead of being lost unseen.
  private func deletion(of slots: [Slot]) -> SlotDomain.Operation {
    let booked = slots.filter { $0.appointments > 0 }.map(\.id)
    let free = slots.filter { $0.appointments == 0 }.map(\.id)
    if free.isEmpty || booked.isEmpty { return .deleteSlots(booked + free, force: free.isEmpty) }
    return .batch(
      .deleteSlots,
      [.deleteSlots(booked, force: true), .deleteSlots(free, force: false)]
    )
  }
}
