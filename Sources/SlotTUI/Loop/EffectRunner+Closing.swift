import SlotCommands
import SlotDomain

/// What closes slots, and who has places in them; also whole days of calendars, which keep free of slots.
extension EffectRunner {
  func holidays(
    _ request: HolidayRequest
  ) -> Result<[ClosedRange<CivilDate>], SlotError> {
    do {
      return .success(try closedDays(request.path, within: request.days).map(\.days))
    } catch {
      return .failure(error)
    }
  }

  /// A restricted login names no file, whatever asks.
  private func closedDays(
    _ path: String,
    within days: ClosedRange<CivilDate>
  ) throws(SlotError) -> [ClosedDay] {
    guard !settings.isRestricted else {
      throw .badRequest("This login may open no file but the store.")
    }
    return try HolidayFile.closedDays(named: path, within: days)
  }

  /// The slots of one block and of all that touch the days, as far as they are open and not over, and who
  /// has places in them.
  func slots(of closing: HolidayClosing, at now: Instant) throws(SlotError) -> HolidayClosing {
    var closing = closing
    let blocks = try store.blocks().filter { !$0.zone.isLost }
    // One that has begun and is not over can have begun long ago.
    var (starts, ends) = ([now], [Instant]())
    for block in blocks {
      if let last = try store.slot(.before, TimeRange.all.end, in: block.id) {
        ends.append(last.range.end)
      }
      starts += try store.slots(of: block.id, in: TimeRange(at: now)).map(\.range.start)
    }
    let first = Zone.utc.date(starts.min() ?? now).adding(days: -1)
    guard let last = ends.max().map({ Zone.utc.date($0).adding(days: 1) }), first <= last else {
      return closing
    }
    let days = try closedDays(closing.path, within: first...last)
    let slots = try store.slots(touching: days, of: blocks.map(\.id), notEndedBy: now)
      .filter { $0.status == .active }
    let own = slots.filter { $0.blockID == closing.block }
    closing.reason = days.touching(own, of: blocks).reason
    closing.reasonOfAll = days.touching(slots, of: blocks).reason
    closing.own = try part(own)
    closing.all = try part(slots)
    return closing
  }

  private func part(_ slots: [Slot]) throws(SlotError) -> HolidayClosing.Part {
    var query = AppointmentQuery()
    query.slots = slots.filter { $0.activeAppointments > 0 }.map(\.id)
    let (people, names) = try people(query)
    return HolidayClosing.Part(slots: slots.map(\.id), people: people, names: names)
  }

  /// With who is in those slots.
  func asked(_ closing: Closing, at now: Instant) throws(SlotError) -> Closing {
    var (closing, query) = (closing, AppointmentQuery())
    if let block = closing.block {
      (query.block, query.from) = (block.id, now)
    } else {
      query.slots = closing.slotsToCome
    }
    (closing.people, closing.names) = try people(query)
    return closing
  }

  /// How many have a place, and the first names.
  func people(_ query: AppointmentQuery) throws(SlotError) -> (count: Int, names: [String]) {
    var query = query
    query.status = .active
    query.limit = Closing.mostNames
    let page = try store.appointments(matching: query)
    return (page.total, page.elements.map(\.label))
  }
}
