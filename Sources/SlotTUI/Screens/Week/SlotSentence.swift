import SlotDomain

/// A slot in one sentence, for the bottom line, a screen reader and a braille line (SPEC §6). What
/// cannot be booked says every reason, and the key that mends it.
struct SlotSentence {
  let times: TimeFormat
  let now: Instant
  let keys: KeyMap
  let actor: String

  func text(_ slot: Slot, in block: BookingBlock) -> String {
    let facts = [
      times.range(slot.range, now: now),
      "\(slot.activeAppointments) of \(slot.capacity) taken",
    ]
    return (facts + reasons(slot, in: block)).joined(separator: ", ")
  }

  private func reasons(_ slot: Slot, in block: BookingBlock) -> [String] {
    if slot.range.end <= now { return ["past"] + (slot.status == .disabled ? ["disabled"] : []) }
    return slot.obstacles(in: block, at: now).compactMap { obstacle in
      switch obstacle {
      case .blockIsDraft: "block is a draft"
      case .disabled: "disabled (\(keys.keyName(.toggleStatus)) enables)"
      case .locked(let lock):
        "locked by \(lock.owner == actor ? "you" : lock.owner) for"
          + " \(TimeFormat.left(lock.end - now)) (\(keys.keyName(.toggleLock)) unlocks)"
      case .full: slot.activeAppointments > 0 ? "full (\(keys.keyName(.edit)) raises it)" : nil
      case .closed(let since): closed(slot, since: since)
      }
    }
  }

  private func closed(_ slot: Slot, since: Instant) -> String {
    slot.range.start <= now ? "has begun" : "booking closed at \(times.clock(since))"
  }

  /// For a place of the grid without a slot.
  func free(day: CivilDate, from start: String, isReadOnly: Bool) -> String {
    "\(TimeFormat.day(day)) \(start), no slot"
      + (isReadOnly ? "" : " (\(keys.keyName(.create)) creates one)")
  }
}
