/// Reads who has a place that serves nobody, and finds another one for each of them: the rows in one batch,
/// free places of their blocks in the next, and of any block in a third for those who are left.
struct TrayReading {
  let rows: any RowEngine
  let now: Instant

  func read(limit: Int) throws(SlotError) -> Page<TrayRow> {
    var needs = Needs()
    needs.displaced = Displaced(now: now, limit: limit)
    let found = try rows.find(needs)
    guard !found.displaced.isEmpty else { return Page(elements: [], total: found.displacedCount) }
    var proposals = Proposals(found.displaced)
    try proposeOwnBlock(&proposals)
    if !proposals.isComplete { try proposeElsewhere(&proposals) }
    return Page(elements: proposals.rows, total: found.displacedCount)
  }

  // MARK: Asking

  /// Of what follows a start, a row can want no more than there are rows up to it.
  private func proposeOwnBlock(_ proposals: inout Proposals) throws(SlotError) {
    var needs = Needs()
    for (block, starts) in proposals.starts() {
      needs.fittingSlots += spans(after: starts, in: [block], proposals) { $0 + 1 }
    }
    proposals.add(try rows.find(needs).fittingSlots)
    proposals.proposeAfter()
  }

  private func proposeElsewhere(_ proposals: inout Proposals) throws(SlotError) {
    var needs = Needs()
    let starts = proposals.starts()
    for (block, starts) in starts {
      needs.fittingSlots += spans(before: starts, in: block, proposals)
    }
    let all = starts.values.flatMap { $0 }.sorted()
    // Rows that go back take of these too.
    needs.fittingSlots += spans(after: all.thinned, in: nil, proposals) { _ in all.count }
    if let first = all.first, now < first {
      let range = TimeRange(start: now, end: first)
      needs.fittingSlots.append(wanted(range, nil, all.count + proposals.count(in: range)))
    }
    proposals.add(try rows.find(needs).fittingSlots)
    proposals.proposeBefore()
    proposals.proposeElsewhere()
  }

  /// Stretches from each start to the next one, apart from one another.
  ///
  /// - `count`: How many rows can want a slot that follows the start of this number.
  private func spans(
    after starts: [Instant],
    in blocks: [BookingBlock.ID]?,
    _ proposals: Proposals,
    _ count: (Int) -> Int
  ) -> [FittingSlots] {
    starts.indices.compactMap { index in
      let end = index + 1 < starts.count ? starts[index + 1] : TimeRange.all.end
      let range = TimeRange(start: max(starts[index], now), end: end)
      guard range.start < range.end else { return nil }
      return wanted(range, blocks, count(index) + proposals.count(in: range))
    }
  }

  /// From now to the first start, and from each to the next one, backwards.
  private func spans(
    before starts: [Instant],
    in block: BookingBlock.ID,
    _ proposals: Proposals
  ) -> [FittingSlots] {
    starts.indices.compactMap { index in
      let start = index > 0 ? starts[index - 1] : now
      let range = TimeRange(start: max(start, now), end: starts[index])
      guard range.start < range.end else { return nil }
      let count = starts.count - index + proposals.count(in: range)
      var wanted = wanted(range, [block], count)
      wanted.direction = .before
      return wanted
    }
  }

  private func wanted(
    _ range: TimeRange,
    _ blocks: [BookingBlock.ID]?,
    _ limit: Int
  ) -> FittingSlots {
    FittingSlots(blocks: blocks, range: range, condition: .available(at: now), limit: limit)
  }
}

extension [Instant] {
  /// Some of them, where there are very many: each is a stretch of time in which all blocks are asked. For
  /// what lies between them it can be a later slot than the first.
  fileprivate var thinned: [Instant] {
    let step = count / 300 + 1
    return indices.filter { $0 % step == 0 }.map { self[$0] }
  }
}

/// The rows, and what is proposed to each of them so far.
private struct Proposals {
  private let displaced: [DisplacedRow]
  private var proposals: [Slot?]
  private var taken: Set<Slot.ID> = []
  /// The starts of what is proposed, in order.
  private var proposed: [Instant] = []
  private var free: [Slot] = []
  private var known: Set<Slot.ID> = []

  init(_ rows: [DisplacedRow]) {
    displaced = rows
    proposals = Array(repeating: nil, count: rows.count)
  }

  var isComplete: Bool { !proposals.contains(nil) }

  var rows: [TrayRow] {
    zip(displaced, proposals).map {
      TrayRow(appointment: $0.appointment, slot: $0.slot, proposal: $1)
    }
  }

  /// When the rows that nothing is proposed to yet are, a start for each row, in order.
  func starts() -> [BookingBlock.ID: [Instant]] {
    let open = zip(displaced, proposals).filter { $1 == nil }.map(\.0.slot)
    return Dictionary(grouping: open, by: \.blockID).mapValues { $0.map(\.range.start).sorted() }
  }

  /// How many slots of a stretch of time are proposed already.
  func count(in range: TimeRange) -> Int {
    proposed.partitioningIndex { $0 >= range.end }
      - proposed.partitioningIndex { $0 >= range.start }
  }

  mutating func add(_ slots: [[Slot]]) {
    for slot in slots.joined() where known.insert(slot.id).inserted { free.append(slot) }
    free.sort { $0.range.start < $1.range.start }
  }

  // MARK: Proposing

  /// The first slot of its block that comes after a row.
  mutating func proposeAfter() {
    var lists = Dictionary(grouping: free, by: \.blockID).mapValues(FreeSlots.init)
    propose { taken, old in
      lists[old.blockID]?.first(from: old.range.start + Span(milliseconds: 1), besides: taken)
    }
  }

  /// The last slot of its block that comes before a row.
  mutating func proposeBefore() {
    var lists = Dictionary(grouping: free, by: \.blockID).mapValues(FreeSlots.init)
    propose { taken, old in lists[old.blockID]?.last(before: old.range.start, besides: taken) }
  }

  /// The first slot from a row on, wherever it is; after that the first there is.
  mutating func proposeElsewhere() {
    var list = FreeSlots(free)
    propose { taken, old in list.first(from: old.range.start, besides: taken) }
    propose { taken, _ in list.first(from: TimeRange.all.start, besides: taken) }
  }

  private mutating func propose(_ choose: (_ taken: Set<Slot.ID>, _ old: Slot) -> Slot?) {
    for index in displaced.indices where proposals[index] == nil {
      guard let slot = choose(taken, displaced[index].slot) else { continue }
      proposals[index] = slot
      taken.insert(slot.id)
    }
    proposed = proposals.compactMap { $0?.range.start }.sorted()
  }
}

/// Slots by start, of which one after the other is taken.
private struct FreeSlots {
  private let slots: [Slot]
  private let starts: [Instant]
  /// From each place on the next (or the one before) that may still be free.
  private var following: [Int]
  private var preceding: [Int]

  init(_ slots: [Slot]) {
    self.slots = slots
    starts = slots.map(\.range.start)
    following = Array(slots.indices)
    preceding = Array(slots.indices)
  }

  mutating func first(from start: Instant, besides taken: Set<Slot.ID>) -> Slot? {
    let first = starts.partitioningIndex { $0 >= start }
    var place = first
    while place < slots.count, taken.contains(slots[place].id) {
      place = max(place + 1, following[place])
    }
    if first < slots.count { following[first] = place }
    return place < slots.count ? slots[place] : nil
  }

  mutating func last(before end: Instant, besides taken: Set<Slot.ID>) -> Slot? {
    let last = starts.partitioningIndex { $0 >= end } - 1
    var place = last
    while place >= 0, taken.contains(slots[place].id) { place = min(place - 1, preceding[place]) }
    if last >= 0 { preceding[last] = place }
    return place >= 0 ? slots[place] : nil
  }
}
