/// Reads what a screen shows of a block, in as few batches as that takes.
struct PeriodReading {
  let rows: any RowEngine
  let question: PeriodQuestion
  let now: Instant

  func read(
    _ range: (BookingBlock?, Slot?) throws(SlotError) -> TimeRange?
  ) throws(SlotError) -> Period {
    var needs = Needs()
    needs.position = true
    needs.allBlocks = true
    if case .slot(let id) = question.target { needs.slots = [id] }
    if let block = question.block {
      needs.nearest = nearest(in: block)
      if let guess = question.guess { need(guess, of: block, &needs) }
    }
    let found = try rows.find(needs)
    let blocks = found.blocks.map(\.block)
    let block = blocks.first { $0.id == question.block } ?? blocks.first
    let slot = try slot(found, in: block)
    guard let position = found.position else {
      throw .unexpected("The engine does not know where it stands")
    }
    var period = Period(position: position, blocks: blocks, block: block, slot: slot)
    guard let wanted = try range(block, slot), let block else { return period }
    var read = found
    if block.id != question.block || wanted != question.guess {
      needs = Needs()
      need(wanted, of: block.id, &needs)
      read = try rows.find(needs)
    }
    period.slots = read.periods.first ?? []
    period.guests = read.guests.first.map(Guest.bySlot) ?? [:]
    return period
  }

  private func need(_ range: TimeRange, of block: BookingBlock.ID, _ needs: inout Needs) {
    needs.periods = [(block, range)]
    if question.withGuests { needs.guests = [GuestSpan(block, range)] }
  }

  private func slot(_ found: Found, in block: BookingBlock?) throws(SlotError) -> Slot? {
    if case .slot(let id) = question.target {
      guard let slot = found.slots.first?.slot else { throw .slotNotFound("\(id)") }
      return slot
    }
    guard let block else { return nil }
    if block.id == question.block { return found.nearest.first ?? nil }
    // The block that was asked for is not there.
    var needs = Needs()
    needs.nearest = nearest(in: block.id)
    guard !needs.nearest.isEmpty else { return nil }
    return try rows.find(needs).nearest.first ?? nil
  }

  private func nearest(in block: BookingBlock.ID) -> [NearestSlot] {
    switch question.target {
    case .time, .slot:
      return []
    case .now:
      var next = NearestSlot(direction: .after, moment: now, block: block)
      next.orAtMoment = true
      return [next]
    case .neighbour(let direction, let moment, let condition, let count):
      var next = NearestSlot(direction: direction, moment: moment, block: block, number: count)
      if let condition { next.condition = condition.row(at: now) }
      return [next]
    }
  }
}

extension Guest {
  /// What rows that come by slot, in the order in which they were made, say of each slot.
  static func bySlot(_ rows: [GuestRow]) -> [Slot.ID: [Guest]] {
    var guests: [Slot.ID: [Guest]] = [:]
    for row in rows {
      guests[row.slot, default: []].append(Guest(row.appointment, row.metadata))
    }
    return guests
  }
}

extension GuestSpan {
  /// As many as a screen shows of a slot.
  init(_ block: BookingBlock.ID, _ range: TimeRange) {
    self.init(block: block, range: range, most: Period.mostGuests)
  }
}
