/// Reads a slot with who has its places and what was done to it last: in one batch, and in a second one
/// whoever was moved between it and other slots, with those.
struct DetailsReading {
  let rows: any RowEngine
  let id: Slot.ID

  /// - `entries`: So many of its history, the newest.
  /// - Throws: `.slotNotFound` E025.
  func read(entries: Int) throws(SlotError) -> SlotDetails {
    var needs = Needs()
    needs.slots = [id]
    needs.withAppointments = true
    needs.history = history(entries, until: nil)
    let found = try rows.find(needs)
    guard let slot = found.slots.first?.slot else { throw .slotNotFound("\(id)") }
    let appointments = found.appointments.sorted {
      ($0.appointment.createdAt, $0.key) < ($1.appointment.createdAt, $1.key)
    }
    return try withOthers(
      SlotDetails(
        slot: slot,
        appointments: appointments.map(\.appointment),
        history: try Self.entries(found)
      )
    )
  }

  /// The same as it was at a moment.
  func read(entries: Int, asOf then: Instant, in past: any SlotReading) throws(SlotError)
    -> SlotDetails
  {
    var needs = Needs()
    needs.history = history(entries, until: then)
    let found = try rows.find(needs)
    return SlotDetails(
      slot: try past.slot(id),
      appointments: try past.appointments(on: id),
      history: try Self.entries(found)
    )
  }

  private func history(_ entries: Int, until then: Instant?) -> HistoryQuery {
    var history = HistoryQuery()
    history.slot = id
    history.until = then
    history.limit = entries
    return history
  }

  private static func entries(_ found: Found) throws(SlotError) -> [JournalEntry] {
    try found.history.map { (action, changes) throws(SlotError) in
      try JournalEntry(action, changes)
    }
  }

  private func withOthers(_ details: SlotDetails) throws(SlotError) -> SlotDetails {
    let here = Set(details.appointments.map(\.id))
    var (people, slots): (Set<Appointment.ID>, Set<Slot.ID>) = ([], [])
    for change in details.history.flatMap(\.changes) {
      guard case .appointment(let person) = change.subject else { continue }
      let places = [change.before, change.after].compactMap { $0?["slot_id"]?.string }
      slots.formUnion(places.compactMap { Slot.ID($0) })
      // What was made or deleted says itself whose it is.
      if !here.contains(person), change.before != nil, change.after != nil { people.insert(person) }
    }
    slots.remove(id)
    guard !people.isEmpty || !slots.isEmpty else { return details }
    var needs = Needs()
    needs.appointments = Array(people)
    needs.slots = Array(slots)
    let found = try rows.find(needs)
    var details = details
    details.elsewhere = SlotDetails.Elsewhere(
      appointments: found.appointments.map(\.appointment),
      slots: found.slots.map(\.slot)
    )
    return details
  }
}
