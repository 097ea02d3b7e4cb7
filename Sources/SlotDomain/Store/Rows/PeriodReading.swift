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
    if let block = question.block { needs.nearest = nearest(in: block) }
    let found = try rows.find(needs)
    let blocks = found.blocks.map(\.block)
    let block = blocks.first { $0.id == question.block } ?? blocks.first
    let slot = try slot(found, in: block)
    guard let position = found.position else {
      throw .unexpected("The engine does not know where it stands")
    }
    var period = Period(position: position, blocks: blocks, block: block, slot: slot)
    guard let wanted = try range(block, slot), let block else { return period }
    needs = Needs()
    needs.periods = [(block.id, wanted)]
    period.slots = try rows.find(needs).periods.first ?? []
    return period
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
