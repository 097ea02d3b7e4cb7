import SlotDomain

/// Which slots the next change is about: marked ones, a range of them, copied ones, or the one under the
/// cursor.
extension Desk {
  /// Whether nothing lies under the cursor, and nothing is marked, that a key could be meant for.
  var isOnFreeRow: Bool { isOfSlots && sheet.focusedSlot == nil && marks.isEmpty }

  /// The one under the cursor; nil where there is none, which is said.
  mutating func slotAtCursor() -> Slot? {
    if isOfSlots, let slot = sheet.focusedSlot { return slot }
    guard content.block != nil else {
      sayThereIsNoBlock()
      return nil
    }
    let create = isChangeable && sheet.isOnTime ? ", \(keyMap.keyName(.create)) creates one" : ""
    say(
      isOfSlots
        ? "There is no slot here. \(keyMap.keyName(.nextSlot)) goes to the next one\(create)."
        : "The \(sheet.manner.length.name) shows days: \(keyMap.keyName(.open)) opens"
          + " \(sheet.manner.length.part == "day" ? "this one" : "its \(sheet.manner.length.part)")."
    )
    return nil
  }

  /// All that are marked, or else the slot under the cursor. A range that is still open counts: it is what
  /// the user looks at.
  mutating func chosenSlots() -> [Slot]? {
    // What a range leaves out is not what was meant, whatever the cursor stands on.
    if marks.rangeStart != nil, !closeRange(), marks.isEmpty { return nil }
    return marks.isEmpty ? slotAtCursor().map { [$0] } : marks.sorted
  }

  /// As they are by now, where they are shown.
  func present(_ slots: [Slot]) -> [Slot] {
    slots.map { slot in content.slots.first { $0.id == slot.id } ?? slot }
  }

  /// The cursor's day on the clock of a block, whatever clock the screen shows.
  func dayAtCursor(in block: BookingBlock) -> CivilDate {
    guard isOfSlots, content.zone != block.zone, let moment = sheet.focusedInstant else {
      return sheet.cursor.date
    }
    return block.zone.date(moment)
  }

  // MARK: Marking

  mutating func toggleMark() {
    guard let slot = slotAtCursor() else { return }
    selection.marks.toggle(slot)
    sheet.moveToSlotBelow()
  }

  /// Begins a range at the cursor, or marks what lies in the one that is open.
  mutating func markRange() {
    if marks.rangeStart != nil {
      closeRange()
    } else if sheet.shownSlots.isEmpty {
      say("There is no \(filterWord)slot in this week.")
    } else {
      selection.marks.rangeStart = sheet.focusedMoment
    }
  }

  /// - Returns: Whether there is a slot in it; that there is none is said.
  @discardableResult
  private mutating func closeRange() -> Bool {
    let slots = openRange
    if slots.isEmpty { say("There is no \(filterWord)slot in that range.") }
    selection.marks.insert(slots)
    selection.marks.rangeStart = nil
    return !slots.isEmpty
  }

  /// From where the range was begun to the cursor, both included.
  var openRange: [Slot] {
    guard let bounds = openBounds else { return [] }
    return sheet.shownSlots.filter { bounds.contains($0.range.start) }
  }

  mutating func mark(_ slots: [Slot]) {
    let slots = standingOut(slots)
    if slots.isEmpty { say("There is no \(filterWord)slot \(sheet.place).") }
    selection.marks.insert(slots)
  }

  /// An appointment in hand goes first, then an open range, so that neither takes the marks along; then the
  /// marks. Without any of them the past is left.
  mutating func giveUp() -> [Effect] {
    if marks.isEmpty, marks.rangeStart == nil, content.asOf != nil { return comeBack() }
    if let held = selection.inHand {
      selection.inHand = nil
      return say("\(who(held.appointment)) stays on \(when(held.slot)).")
    }
    if marks.rangeStart != nil {
      selection.marks.rangeStart = nil
    } else {
      selection.marks.removeAll()
    }
    return []
  }

  // MARK: Copying

  mutating func copy(_ slots: [Slot]) {
    let copy = SlotCopy(slots) { [content] slot in
      content.blocks.first { $0.id == slot.blockID }?.zone ?? content.zone
    }
    selection.copied = copy
    // Copies of another week are those of no day of this one.
    let areShown = Set(slots.map(\.id)).isSubset(of: content.slots.lazy.map(\.id))
    selection.copiedOn = areShown ? content.block.map(dayAtCursor) : nil
    selection.copiedPerson = nil
    // The next paste puts down what was taken up last.
    let stays = selection.inHand.map { " \(who($0.appointment)) stays where they are." } ?? ""
    selection.inHand = nil
    // What comes next is meant for the copies, or for other slots.
    selection.marks.removeAll()
    say(Announcement(self).sentence(copied: slots, copy) + stays, .success)
  }

  /// What would come of the copies on the cursor's day.
  mutating func planPaste() -> [Effect] {
    guard let copied = selection.copied else {
      return say(
        "Nothing is copied. \(keyMap.keyName(.copy)) copies the slot under the cursor, or all that"
          + " are marked."
      )
    }
    guard let block = content.block else { return [] }
    let source = Paste.Source(copied, of: selection.copiedOn, on: dayAtCursor(in: block))
    return [.planPaste(Paste(source: source, block: block.id, zone: block.zone))]
  }

  /// Whether that is another slot, in which nothing is in the way.
  func canPutDown(_ held: AppointmentInHand, on slot: Slot) -> Bool {
    slot.id != held.appointment.slotID && obstacle(to: slot) == nil
  }

  /// The old place is given up in the same moment as the new one is taken, so a refusal loses neither.
  ///
  /// - `slot`: Nil: the one under the cursor.
  mutating func putDown(_ held: AppointmentInHand, on slot: Slot? = nil) -> [Effect] {
    guard let slot = slot ?? slotAtCursor() else { return [] }
    let name = who(held.appointment)
    if slot.id == held.appointment.slotID {
      return say("\(name) has this slot already. Choose another one.")
    }
    if let reason = obstacle(to: slot) {
      return say("\(name) cannot be moved here: \(reason).", .error)
    }
    return [moving(held.appointment, to: slot)]
  }

  func moving(_ appointment: Appointment, to slot: Slot) -> Effect {
    let move = Operation.rescheduleAppointment(appointment.id, to: slot.id, lockKey: nil)
    return .perform(consumingOwnLocks(of: [slot], move))
  }
}
