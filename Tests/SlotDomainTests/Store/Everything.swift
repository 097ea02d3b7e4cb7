import Testing

@testable import SlotDomain

/// All that can be asked of a store and done to it, for stores that somebody spoilt.
enum Everything {
  /// Asks for all that there is and tries all that can be done, as two users.
  static func expectAnswers(
    of path: String,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    for access in [SQLiteStore.Options.Access.readOnly, .readWrite] {
      var options = SQLiteStore.Options(actor: access == .readOnly ? "ben" : "ana")
      options.access = access
      options.busyTimeout = 0
      guard
        let store = attempt({ () throws(SlotError) in try SQLiteStore(path: path, options: options)
        })
      else { continue }
      ask(store)
      if access == .readWrite {
        for slot in attempt({ () throws(SlotError) in try everySlot(store) }) ?? [] {
          change(slot, store)
        }
        for forced in [false, true] {
          for id in [nil, 2, 6, .max] as [Int64?] {
            _ = attempt { () throws(SlotError) in try store.undo(id, force: forced, at: moment(9)) }
            _ = attempt { () throws(SlotError) in try store.redo(at: moment(9)) }
          }
        }
        for block in attempt({ () throws(SlotError) in try store.blocks() }) ?? [] {
          _ = attempt { () throws(SlotError) in
            try store.perform(.deleteBlocks([block.id], force: true), at: moment(9))
          }
        }
        ask(store)
      }
    }
  }

  private static func everySlot(_ store: SQLiteStore) throws(SlotError) -> [Slot] {
    try store.slots(matching: SlotQuery(), at: moment(0)).elements
  }

  /// What it gives, or nil for a refusal, which must be sayable.
  private static func attempt<Result>(_ body: () throws(SlotError) -> Result) -> Result? {
    do {
      return try body()
    } catch {
      #expect(error.message(in: .utc).utf8.count > 10)
      // Rules refuse, and what is damaged is; nothing is a mistake of ours.
      #expect(error.code != .unexpected, "\(error)")
      return nil
    }
  }

  private static func ask(_ store: SQLiteStore) {
    _ = attempt { () throws(SlotError) in try store.check() }
    _ = attempt { () throws(SlotError) in try store.entries(after: 0, limit: 5) }
    _ = attempt { () throws(SlotError) in try store.history(matching: HistoryQuery()) }
    for block in attempt({ () throws(SlotError) in try store.blocks() }) ?? [] { ask(store, block) }
    for slot in (attempt { () throws(SlotError) in try everySlot(store) } ?? []).prefix(5) {
      _ = attempt { () throws(SlotError) in try store.appointments(on: slot.id) }
      var query = HistoryQuery()
      query.slot = slot.id
      let entries = attempt { () throws(SlotError) in try store.history(matching: query) } ?? []
      for entry in entries { _ = ActionJSON.value(entry).text() }
    }
    let people = attempt { () throws(SlotError) in
      try store.appointments(matching: AppointmentQuery())
    }
    for person in people?.elements.prefix(5) ?? [] { _ = AppointmentJSON.value(person).text() }
    if let query = SearchQuery("ada x") {
      var position: SearchPosition? = SearchPosition(stage: .names)
      var steps = 0
      while let from = position, steps < 50 {
        steps += 1
        position =
          attempt { () throws(SlotError) in
            try store.search(query, from: from, rows: 1000)
          }?.next
      }
    }
    askOfAllBlocks(store)
    for then in [Instant(milliseconds: .min), moment(0), moment(2), Instant(milliseconds: .max)] {
      guard let past = attempt({ () throws(SlotError) in try store.past(at: then) }) else {
        continue
      }
      for block in attempt({ () throws(SlotError) in try past.blocks() }) ?? [] {
        let slots = attempt { () throws(SlotError) in try past.slots(of: block.id, in: .all) } ?? []
        _ = attempt { () throws(SlotError) in try past.guests(of: block.id, in: .all) }
        for slot in slots.prefix(3) {
          _ = attempt { () throws(SlotError) in try past.appointments(on: slot.id) }
        }
      }
    }
  }

  /// What a front desk asks.
  private static func askOfAllBlocks(_ store: SQLiteStore) {
    let now = moment(0)
    for moment in [Instant(milliseconds: .min), now, Instant(milliseconds: .max)] {
      let query = FreePlaceQuery(from: moment)
      _ = attempt { () throws(SlotError) in try store.freePlaces(query, limit: 9, at: now) }
      let page = attempt { () throws(SlotError) in try store.tray(at: moment, limit: 9) }
      for row in page?.elements ?? [] { _ = AppointmentJSON.value(row.appointment).text() }
      _ = attempt { () throws(SlotError) in
        try store.outlook(of: nil, today: range(0, 1440), period: .all, at: moment)
      }
    }
    let person = Person(name: "Ada")
    let engagements = attempt { () throws(SlotError) in
      try store.engagements(of: person, in: .all)
    }
    for one in engagements ?? [] {
      _ = attempt { () throws(SlotError) in
        try store.placesToMove(one.appointment.id, at: now, limit: 5)
      }
    }
    let dates = ActivityDates(day: { instant, _ in "\(instant)" }, moment: { "\($0) \($1 ?? "")" })
    let told = attempt { () throws(SlotError) in try store.activity(matching: HistoryQuery()) }
    for activity in told ?? [] { _ = ActivityText(dates).sentence(activity) }
  }

  private static func ask(_ store: SQLiteStore, _ block: BookingBlock) {
    let now = moment(0)
    _ = attempt { () throws(SlotError) in try store.guests(of: block.id, in: .all) }
    _ = attempt { () throws(SlotError) in try store.lastPattern(of: block.id) }
    let day = zoneDay(block)
    _ = attempt { () throws(SlotError) in
      try store.slots(touching: [day], of: [block.id], notEndedBy: now)
    }
    let counts = attempt { () throws(SlotError) in try store.counts(of: block.id, at: now) }
    _ = BlockJSON.value(block, counts: counts ?? BlockCounts()).text()
    let week = range(0, 7 * 1440)
    _ = attempt { () throws(SlotError) in try store.availableSlots(in: week, at: now) }
    _ = attempt { () throws(SlotError) in
      try store.places(of: block.id, on: [range(0, 1440), range(1440, 2880)], at: now)
    }
    for direction in [SearchDirection.before, .after] {
      for moment in [Instant(milliseconds: .min), now, Instant(milliseconds: .max)] {
        _ = attempt { () throws(SlotError) in try store.slot(direction, moment, in: block.id) }
      }
      _ = attempt { () throws(SlotError) in
        try store.availableSlot(direction, now, in: block.id, number: 2, at: now)
      }
    }
    let zone = block.zone
    var texts = ""
    var occupancy = Occupancy()
    _ = attempt { () throws(SlotError) in
      try store.forEachSlot(of: block.id, in: .all) { (slot) throws(SlotError) in
        occupancy.add(slot, in: zone, at: now)
        texts += SlotCSV.row(slot, in: block, at: now) + FHIRText.slot(slot, at: now)
        texts +=
          ICalendarText.event(slot, in: block) + DaySheetHTML.row(slot, [], in: zone, at: moment(0))
        texts += SlotJSON.value(slot, in: block, at: now).text()
        _ = (slot.isAvailable(in: block, at: now), slot.metadata.label, slot.freePlaces)
      }
    }
    _ = attempt { () throws(SlotError) in
      try store.forEachAppointment(of: block.id, in: .all) {
        texts += AppointmentJSON.value($0).text()
      }
    }
    #expect(!texts.utf8.contains(0x1B))
  }

  private static func zoneDay(_ block: BookingBlock) -> ClosedDay {
    let date = block.zone.date(moment(0))
    return ClosedDay(days: date...date.adding(days: 30), name: "x")
  }

  private static func change(_ slot: Slot, _ store: SQLiteStore) {
    let now = moment(6)
    func attempt(_ operation: SlotDomain.Operation) {
      _ = self.attempt { () throws(SlotError) in try store.perform(operation, at: now) }
    }
    attempt(.changeSlots([slot.id], .update(SlotChanges(capacity: slot.freePlaces > 0 ? 7 : 9))))
    attempt(.changeSlots([slot.id], .update(SlotChanges(start: slot.range.start - .minutes(1)))))
    attempt(.reviseSlots([slot.id], SlotRevision(move: SlotMove(days: 1))))
    attempt(.changeSlots([slot.id], .setStatus(.disabled)))
    attempt(.changeSlots([slot.id], .setStatus(.active)))
    attempt(.changeSlots([slot.id], .unlock(key: "secret")))
    attempt(.changeSlots([slot.id], .lock(until: moment(99), key: "k")))
    attempt(.changeSlots([slot.id], .unlock(key: nil)))
    attempt(.createAppointments([AppointmentDraft(slotID: slot.id)]))
    let people =
      self.attempt { () throws(SlotError) in try store.appointments(on: slot.id) } ?? []
    for person in people.prefix(3) {
      attempt(.cancelAppointments([person.id]))
      attempt(.enableAppointments([person.id]))
      attempt(.updateAppointments([person.id], AppointmentChanges(members: ["name": "New"])))
    }
    attempt(.updateBlock(slot.blockID, BlockChanges(name: "Other", bookingDisabledBefore: 60)))
    let draft = SlotDraft(blockID: slot.blockID, range: range(5000, 5020))
    attempt(.createSlots([draft]))
    if people.count < 10 { attempt(.changeSlots([slot.id], .delete(force: true))) }
  }
}
