import SlotDomain

/// The sentences that say what a colleague did.
struct News {
  private let desk: Desk
  private var content: PeriodContent { desk.content }
  /// Of the week that is shown, as they are since; nil while that is not known.
  private let slots: [Slot]?

  init(_ desk: Desk, _ slots: [Slot]? = nil) { (self.desk, self.slots) = (desk, slots) }

  /// `ben disabled Wed 5 Mar 09:00–09:30.`
  func sentence(_ entry: JournalEntry) -> String {
    let action = entry.action
    return "\(action.actor) \(deed(entry))."
  }

  private func deed(_ entry: JournalEntry) -> String {
    let verb = entry.action.verb
    let past = verb.words.past
    return switch verb.topic {
    case .slots: "\(past) \(slots(entry))"
    case .blocks: "\(past) \(block(entry))"
    case .appointments:
      "\(past) \(verb.isBooking ? places(entry) : appointments(entry))"
    case .anything:
      switch verb {
      case .undo: "took back a change of \(objects(entry))"
      case .redo: "did a change of \(objects(entry)) again"
      case .demo: "filled the store with sample data"
      default: "\(past) \(slots(entry))"
      }
    }
  }

  private func objects(_ entry: JournalEntry) -> String {
    let isOfPeople = entry.changes.allSatisfy { change in
      if case .appointment = change.subject { true } else { false }
    }
    return isOfPeople ? appointments(entry) : slots(entry)
  }

  /// The slot by its time where there is one and it is known, else how many.
  private func slots(_ entry: JournalEntry) -> String {
    let changes = entry.changes.filter { $0.subject.slot != nil }
    if entry.action.objects == 1, let change = changes.first {
      return change.subject.slot.flatMap(time(ofSlot:)) ?? time(change) ?? "a slot"
    }
    let isAll = changes.count == entry.changes.count
    let isDeletion = !changes.isEmpty && entry.changes.allSatisfy { $0.after == nil }
    if !isAll, isDeletion, entry.changes.count == entry.action.objects {
      return deleted(changes, entry)
    }
    return counted(entry.action.objects, isAll ? "slot" : "object")
  }

  /// `Wed 4 Mar 11:00–11:30 with the appointment of Anna First`
  private func deleted(_ slots: [Change], _ entry: JournalEntry) -> String {
    let only = slots.count == 1 ? slots.first : nil
    let what = only.flatMap { $0.subject.slot.flatMap(time(ofSlot:)) ?? time($0) }
    let people = entry.changes.filter { $0.subject.slot == nil }
    return (what ?? counted(slots.count, "slot")) + with(people)
  }

  /// Who went with a slot: ` with the appointment of Anna First`.
  func people(on slot: Slot.ID, in entry: JournalEntry) -> String {
    with(entry.changes.filter { $0.after == nil && Change.slot(of: $0.before) == slot })
  }

  private func with(_ people: [Change]) -> String {
    guard let first = people.first else { return "" }
    let known = people.count == 1 ? whereKnown(first.subject) : nil
    let whose = known.map { "the appointment of \($0.guest.label)" }
    return " with " + (whose ?? counted(people.count, "appointment"))
  }

  private func places(_ entry: JournalEntry) -> String {
    guard entry.action.objects == 1, let slot = entry.changes.first?.bookedSlot,
      let time = time(ofSlot: slot)
    else { return counted(entry.action.objects, "appointment") }
    return time
  }

  private func appointments(_ entry: JournalEntry) -> String {
    guard entry.action.objects == 1, let change = entry.changes.first else {
      return counted(entry.action.objects, "appointment")
    }
    let known = whereKnown(change.subject)
    let slot = (change.bookedSlot ?? known?.slot).flatMap(time(ofSlot:))
    let what = known.map { "the appointment of \($0.guest.label)" } ?? "an appointment"
    let preposition = entry.action.verb == .rescheduleAppointment ? "to" : "on"
    return what + (slot.map { " \(preposition) \($0)" } ?? "")
  }

  /// Of whoever has a place in what is shown, and may be named.
  private func whereKnown(_ subject: Change.Subject) -> (slot: Slot.ID, guest: Guest)? {
    guard desk.names.areShown, case .appointment(let id) = subject else { return nil }
    return content.guests.place(of: id)
  }

  private func block(_ entry: JournalEntry) -> String {
    guard let change = entry.changes.first(where: { $0.subject.block != nil }),
      let id = change.subject.block
    else { return "a booking block" }
    let values = change.after ?? change.before
    let name = values?["name"]?.string ?? content.blocks.first { $0.id == id }?.name
    return name.map { "booking block \($0)" } ?? "a booking block"
  }

  private func time(ofSlot id: Slot.ID) -> String? {
    content.slots.first { $0.id == id }.map { desk.when($0) }
  }

  /// Of a slot that was made or deleted. One of this week that is not of the block that is shown is of
  /// another one, and perhaps on another clock.
  private func time(_ change: Change) -> String? {
    let values = change.after ?? change.before
    guard let start = values?["start_date"]?.integer, let end = values?["end_date"]?.integer
    else { return nil }
    let range = TimeRange(start: Instant(milliseconds: start), end: Instant(milliseconds: end))
    let isShown = slots?.contains { .slot($0.id) == change.subject } ?? true
    guard isShown || !content.range.overlaps(range) else { return "a slot of another block" }
    return desk.times.range(range, now: desk.now)
  }
}

extension Change {
  /// Where the appointment is that was made, moved or deleted.
  fileprivate var bookedSlot: Slot.ID? { Self.slot(of: after) ?? Self.slot(of: before) }

  fileprivate static func slot(of values: Values?) -> Slot.ID? {
    values?["slot_id"]?.string.flatMap(Slot.ID.init)
  }
}

extension Change.Subject {
  fileprivate var slot: Slot.ID? { if case .slot(let id) = self { id } else { nil } }
  fileprivate var block: BookingBlock.ID? { if case .block(let id) = self { id } else { nil } }
}

extension JournalEntry {
  /// Also those that came back.
  var createdSlots: [Slot.ID] {
    changes.compactMap { change in
      if case .slot(let id) = change.subject, change.before == nil { id } else { nil }
    }
  }

  var deletedSlots: [Slot.ID] {
    changes.compactMap { change in
      if case .slot(let id) = change.subject, change.after == nil { id } else { nil }
    }
  }

  func deletes(_ slot: Slot.ID) -> Bool { deletes(.slot(slot)) }

  func deletes(_ subject: Change.Subject) -> Bool {
    changes.contains { $0.subject == subject && $0.after == nil }
  }

  /// Whether it changes one of these, or who has a place in one. What was done to an appointment need not
  /// say in which slot that is: unless it is known to be in another one, it counts.
  ///
  /// - `guests`: Who is known to be where.
  func touches(_ subjects: Set<Change.Subject>, _ guests: [Slot.ID: [Guest]]) -> Bool {
    changes.contains { change in
      if subjects.contains(change.subject) { return true }
      guard case .appointment(let id) = change.subject else { return false }
      let told = [Change.slot(of: change.before), Change.slot(of: change.after)].compactMap { $0 }
      let known = guests.place(of: id).map { [$0.slot] } ?? []
      let slots = told.isEmpty ? known : told
      guard !slots.isEmpty else { return subjects.contains { $0.slot != nil } }
      return slots.contains { subjects.contains(.slot($0)) }
    }
  }
}

extension [Slot.ID: [Guest]] {
  fileprivate func place(of id: Appointment.ID) -> (slot: Slot.ID, guest: Guest)? {
    for (slot, guests) in self {
      if let guest = guests.first(where: { $0.appointment == id }) { return (slot, guest) }
    }
    return nil
  }
}
