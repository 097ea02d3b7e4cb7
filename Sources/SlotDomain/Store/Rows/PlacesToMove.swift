/// Finds where an appointment could be moved to: in one batch where it is, in the next what is free. First
/// the soonest places, for whoever can come earlier; then from its own time on, where the same hour beside it
/// comes first; and then the rest.
struct PlacesToMove {
  let rows: any RowEngine
  let now: Instant

  /// Of its own block, before the others have their turn.
  private static let firstOfOwn = 2

  func read(_ id: Appointment.ID, limit: Int) throws(SlotError) -> [Slot] {
    var needs = Needs()
    needs.appointments = [id]
    needs.withSlots = true
    let found = try rows.find(needs)
    guard let appointment = found.appointments.first?.appointment else {
      throw .appointmentNotFound("\(id)")
    }
    guard limit > 0 else { return [] }
    let start = max(now, found.slots.first?.slot.range.start ?? now)
    // One more than wanted: its own slot can be among them.
    let most = min(limit, Int(Int32.max)) + 1
    needs = Needs()
    needs.fittingSlots = [
      wanted([appointment.blockID], from: now, most: most, ofBlock: most),
      wanted(nil, from: now, most: most + 1, ofBlock: 1),
    ]
    needs.fittingSlots += (start > now ? [start, now] : [now]).map {
      wanted(nil, from: $0, most: most, ofBlock: most)
    }
    let lists = try rows.find(needs).fittingSlots.map { list in
      list.filter { $0.id != appointment.slotID }
    }
    guard lists.count > 2 else { return [] }
    var places = Array(lists[0].prefix(Self.firstOfOwn))
    places += lists[1].filter { $0.blockID != appointment.blockID }
    var known = Set(places.map(\.id))
    places += lists[2...].joined().filter { known.insert($0.id).inserted }
    return Array(places.prefix(limit))
  }

  private func wanted(
    _ blocks: [BookingBlock.ID]?,
    from start: Instant,
    most: Int,
    ofBlock mostOfBlock: Int
  ) -> FittingSlots {
    FittingSlots(
      blocks: blocks,
      range: TimeRange(start: start, end: TimeRange.all.end),
      condition: .available(at: now),
      mostOfBlock: mostOfBlock,
      limit: most
    )
  }
}
