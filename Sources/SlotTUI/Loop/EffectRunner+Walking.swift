import SlotDomain

extension EffectRunner {
  /// Loads the week of the slot that a walk leads to: the furthest where there are fewer.
  func go(_ walk: AvailableWalk, at now: Instant) throws(SlotError) -> Event {
    let source = try source(asOf: walk.asOf)
    let (then, isForward) = (walk.asOf ?? now, walk.direction == .after)
    let blocks = try source.blocks()
    let start = blocks.firstIndex { $0.id == walk.block } ?? 0
    func next(in index: Int, _ moment: Instant) throws(SlotError) -> Slot? {
      try source.slot(walk.direction, moment, in: blocks[index].id, where: .available, at: then)
    }
    // What starts at the same moment comes next in the columns that lie ahead.
    var candidates = try blocks.indices.map { (index) throws(SlotError) -> Slot? in
      let isAhead = isForward ? index > start : index < start
      let step = Span(milliseconds: isAhead ? (isForward ? -1 : 1) : 0)
      return try next(in: index, walk.moment + step)
    }
    var slot: Slot?
    for _ in 0..<walk.count {
      let open = candidates.indices.filter { candidates[$0] != nil }
      func isBefore(_ one: Int, _ other: Int) -> Bool {
        guard let first = candidates[one]?.range.start, let second = candidates[other]?.range.start
        else { return false }
        return (first, one) < (second, other)
      }
      guard let index = isForward ? open.min(by: isBefore) : open.max(by: isBefore),
        let found = candidates[index]
      else { break }
      slot = found
      candidates[index] = try next(in: index, found.range.start)
    }
    guard let slot else {
      return .said(
        "No block has \(isForward ? "a later" : "an earlier") available slot.",
        isForward ? .create : nil
      )
    }
    let request = PeriodRequest(
      block: slot.blockID,
      zoneChoice: walk.zoneChoice,
      target: .slot(slot.id),
      asOf: walk.asOf,
      withGuests: walk.withGuests
    )
    return try load(request, at: now)
  }

  /// Loads the week of the first free place.
  func go(
    toFirstOf query: FreePlaceQuery,
    _ zoneChoice: ZoneChoice,
    withGuests: Bool,
    at now: Instant
  ) throws(SlotError) -> Event {
    guard let slot = try store.freePlaces(query, limit: 1, at: now).first else {
      return .said("No place like that is free.")
    }
    let request = PeriodRequest(
      block: slot.blockID,
      zoneChoice: zoneChoice,
      target: .slot(slot.id),
      withGuests: withGuests
    )
    return try load(request, at: now)
  }
}
