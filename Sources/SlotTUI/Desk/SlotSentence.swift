import SlotDomain

/// A slot in one sentence, for the bottom line, a screen reader and a braille line (SPEC §6). What
/// cannot be booked says every reason, and the key that mends it.
struct SlotSentence {
  let times: TimeFormat
  let now: Instant
  let keys: KeyMap
  let actor: String
  /// Then no key mends anything.
  let isReadOnly: Bool

  func text(_ slot: Slot, in block: BookingBlock) -> String {
    let facts = [
      times.range(slot.range, now: now),
      "\(slot.activeAppointments) of \(slot.capacity) taken",
    ]
    let members = SlotMember.allCases.compactMap { member in
      let text = member.text(in: slot.metadata)
      return text.isEmpty ? nil : "\(member.rawValue): \(text)"
    }
    return (facts + reasons(slot, in: block) + members).joined(separator: ", ")
  }

  /// Why nobody can book it, each with the key that mends it; empty when it is available.
  func reasons(_ slot: Slot, in block: BookingBlock) -> [String] {
    slot.states(in: block, at: now).compactMap { state -> String? in
      switch state {
      case .past: "past"
      // What is over is not mended.
      case .disabled: "disabled" + (slot.range.end <= now ? "" : mend(.toggleStatus, "enables"))
      case .locked(let lock):
        "locked by \(lock.owner == actor ? "you" : lock.owner) for"
          + " \((lock.end - now).timeLeft)" + mend(.toggleLock, "unlocks")
      case .draft: "block is a draft"
      case .full: "full" + mend(.edit, "raises the capacity")
      case .begun: "has begun"
      case .closed(let since): closed(since: since)
      case .partlyTaken, .available: nil
      }
    }
  }

  /// The reasons against booking it, for the one at this screen; nil when there are none.
  func obstacle(to slot: Slot, in block: BookingBlock) -> String? {
    var slot = slot
    if slot.lock(at: now)?.owner == actor { slot.storedLock = nil }
    let reasons = reasons(slot, in: block)
    return reasons.isEmpty ? nil : reasons.joined(separator: ", ")
  }

  private func mend(_ action: ScreenAction, _ effect: String) -> String {
    isReadOnly ? "" : " (\(keys.keyName(action)) \(effect))"
  }

  private func closed(since: Instant) -> String {
    let isToday = times.zone.date(since) == times.zone.date(now)
    return "booking closed \(isToday ? "" : times.day(since, now: now) + " ")\(times.clock(since))"
  }

  /// For a place of the grid without a slot.
  func free(day: CivilDate, from start: String) -> String {
    "\(times.style.day(day)) \(start), no slot" + mend(.create, "creates one")
  }
}

extension SlotSentence {
  /// As this screen speaks of slots.
  init(_ desk: Desk) {
    self.init(
      times: desk.times,
      now: desk.now,
      keys: desk.keyMap,
      actor: desk.settings.actor,
      isReadOnly: !desk.isChangeable
    )
  }
}
