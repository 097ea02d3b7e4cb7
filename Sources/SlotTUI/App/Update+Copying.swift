import SlotDomain

/// Copying slots, and putting the copies down on another day.
extension AppState {
  mutating func copy(_ slots: [Slot]) -> [Effect] {
    var zones: [BookingBlock.ID: Zone] = [:]
    for id in Set(slots.map(\.blockID)) {
      zones[id] = content.blocks.first { $0.id == id }?.zone
    }
    let copy = SlotCopy(slots) { zones[$0.blockID] ?? content.zone }
    copied = copy
    // What comes next is meant for the copies, or for other slots.
    marks.removeAll()
    let them = copy.count == 1 ? "it" : "them"
    message = Message(
      "Copied \(counted(copy.count, "slot")) of \(days(of: copy))."
        + " \(keyMap.keyName(.paste)) pastes \(them) at the cursor's day.",
      .success
    )
    return []
  }

  /// `Mon 23 Nov – Fri 27 Nov`.
  private func days(of copy: SlotCopy) -> String {
    let days = [copy.firstDay, copy.lastDay].compactMap { $0.map(times.style.day) }
    return days.first == days.last ? days.first ?? "" : days.joined(separator: " – ")
  }

  /// Puts down what is in hand: an appointment, or else the copied slots.
  mutating func paste() -> [Effect] {
    if let inHand { return putDown(inHand) }
    guard let copied else {
      message = Message(
        "Nothing is copied. \(keyMap.keyName(.copy)) copies the slot under the cursor, or all that"
          + " are marked."
      )
      return []
    }
    guard let block = content.block else { return [] }
    return [
      .planPaste(
        Paste(
          source: .copy(copied, day: week.focusedDate),
          block: block.id,
          zone: block.zone
        )
      )
    ]
  }

  /// What can be pasted without a loss is pasted, since undo takes it back; else the loss is said first.
  mutating func take(_ planned: Paste) -> [Effect] {
    guard let plan = planned.plan else { return [] }
    if case .series = planned.source { return takeSeries(planned, plan) }
    guard !plan.created.isEmpty else {
      plannedPaste = nil
      message = Message("Nothing can be pasted here: \(obstacles(to: PlanTally(plan))).", .error)
      return []
    }
    plannedPaste = planned
    let pasting = Effect.perform(.createSlots(plan.created))
    guard !plan.isComplete else { return [pasting] }
    return open(
      .question(
        .confirm(
          "Paste \(counted(plan.created.count, "slot"))? \(obstacles(to: PlanTally(plan))).",
          refusal: "Nothing was pasted.",
          [pasting]
        )
      )
    )
  }

  /// Somebody was faster: what can still be pasted is found out anew. Nil when the refusal is about
  /// something else.
  mutating func planAgain(after error: SlotError) -> [Effect]? {
    guard var paste = plannedPaste else { return nil }
    plannedPaste = nil
    guard error.code == .slotsOverlap else { return nil }
    paste.plan = nil
    return [.planPaste(paste)]
  }
}
