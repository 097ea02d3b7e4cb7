import SlotDomain

/// `slot list --as-of TIME`
extension SlotList {
  func past(
    _ then: String,
    _ request: PageRequest,
    _ session: Session
  ) throws(SlotError) -> Report {
    let (block, zone) = try blockAndZone(then, session)
    let moment = try session.pastTime(then, in: zone)
    let (past, all) = try session.goBack(to: moment)
    let blocks = block.map { block in all.filter { $0.id == block } } ?? all
    let wanted = try selection.selection(in: zone, session)
    let now = session.now
    func forEach(_ body: (Slot) throws(SlotError) -> Void) throws(SlotError) {
      try past.forEachSlot(fitting: wanted, ofAny: blocks, at: now, body)
    }
    guard request.limit != nil else {
      return Report(streaming: { (lines) throws(SlotError) in try forEach(lines.put) })
    }
    var page = PageGatherer<Slot>(request)
    try session.store.inOneMoment { () throws(SlotError) in try forEach { page.add($0) } }
    var report = report(page.elements, total: page.total, request)
    if page.total == 0 { report.headline = "No slots here then." }
    return report
  }

  /// The block that is meant: by its name of today, or by that of then if it has none. Of a block
  /// that is gone only the past knows the zone, in which the time is read again.
  private func blockAndZone(
    _ then: String,
    _ session: Session
  ) throws(SlotError) -> (BookingBlock.ID?, Zone) {
    guard let reference = selection.block else { return (nil, .utc) }
    do {
      let present = try session.references.block(reference)
      return (present.id, try session.zone(of: present))
    } catch {
      guard error.code == .blockNotFound else { throw error }
    }
    let all = try session.store.past(at: try session.pastTime(then, in: .utc)).blocks()
    let block = try session.references.block(reference, among: all)
    return (block.id, block.zone)
  }
}
