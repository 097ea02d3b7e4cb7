/// What can be said of a slot at a moment.
public enum SlotState: Hashable, Sendable {
  case past
  case disabled
  case locked(Slot.Lock)
  /// Its block is a draft.
  case draft
  case full
  /// It goes on right now.
  case begun
  /// It is too late to book since this moment: the start, less the block's `bookingDisabledBefore`.
  case closed(since: Instant)
  case partlyTaken
  case available
}

extension Slot {
  /// What a cell, a table and a sentence say of the slot: of all that holds, what says most.
  public func state(in block: BookingBlock, at now: Instant) -> SlotState {
    var first = SlotState.available
    forEachState(in: block, at: now) { state in
      first = state
      return false
    }
    return first
  }

  /// Everything that holds, `state` first. Never empty; only the last one can be `partlyTaken` or
  /// `available`, and then nothing keeps it from being booked.
  public func states(in block: BookingBlock, at now: Instant) -> [SlotState] {
    var states: [SlotState] = []
    forEachState(in: block, at: now) { state in
      states.append(state)
      return true
    }
    return states
  }

  /// The one place that knows the order.
  ///
  /// What is over is over. Then comes what somebody did to this very slot, and what a key on it undoes:
  /// with a draft said first, `d` and `L` would change nothing that is to be seen in a whole block.
  /// Then the block's own state, which everybody in the slot suffers from, then how full it is, and
  /// last the time, which nobody can mend. A booking is refused in another order, that of `BookingRules`.
  private func forEachState(
    in block: BookingBlock,
    at now: Instant,
    _ goesOn: (SlotState) -> Bool
  ) {
    if range.end <= now {
      if goesOn(.past), status == .disabled { _ = goesOn(.disabled) }
      return
    }
    var isBookable = true
    func tell(_ state: SlotState) -> Bool {
      isBookable = false
      return goesOn(state)
    }
    if status == .disabled, !tell(.disabled) { return }
    if let lock = lock(at: now), !tell(.locked(lock)) { return }
    if block.status == .draft, !tell(.draft) { return }
    if activeAppointments >= capacity, !tell(.full) { return }
    let closing = bookingCloses(in: block)
    if now >= closing, !tell(range.start <= now ? .begun : .closed(since: closing)) { return }
    guard isBookable else { return }
    _ = goesOn(activeAppointments > 0 ? .partlyTaken : .available)
  }

  /// Whether somebody is to come, and nobody will be there: it is disabled, or its block a draft.
  public func isStranded(in block: BookingBlock, at now: Instant) -> Bool {
    activeAppointments > 0 && range.end > now && (status == .disabled || block.status == .draft)
  }

  /// Of all moments at which a slot's state or a lock's minutes change, the next one.
  public static func nextChange(
    of slots: [Slot],
    in block: BookingBlock,
    after now: Instant
  ) -> Instant? {
    var next: Instant?
    func consider(_ moment: Instant) {
      if moment > now, moment < next ?? moment + .minutes(1) { next = moment }
    }
    for slot in slots {
      consider(slot.range.start)
      consider(slot.range.end)
      consider(slot.bookingCloses(in: block))
      if let lock = slot.lock(at: now) {
        // Its minutes count down from its end.
        consider(now + Span(milliseconds: (lock.end - now).milliseconds % 60_000 + 1))
      }
    }
    return next
  }
}
