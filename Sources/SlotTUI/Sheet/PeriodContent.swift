import SlotDomain

/// What one look at the store gives: a week of one block, and all blocks there are.
struct PeriodContent: Hashable, Sendable {
  /// Of the journal, so that the changes since can be asked for.
  var position: JournalPosition
  var blocks: [BookingBlock] { didSet { usualZones = Self.usualZones(of: blocks) } }
  /// Those of most blocks; several where there are as many of each.
  private(set) var usualZones: Set<String>
  /// Nil while the store has no block.
  var block: BookingBlock?
  var zone: Zone
  var firstDay: CivilDate
  var slots: [Slot]
  /// Who has places in them, in the order of booking; nobody where names are off.
  var guests: [Slot.ID: [Guest]] = [:]
  /// The moment as of which all this is; nil for the present.
  var asOf: Instant?

  init(
    position: JournalPosition,
    blocks: [BookingBlock],
    block: BookingBlock? = nil,
    zone: Zone,
    firstDay: CivilDate,
    slots: [Slot],
    guests: [Slot.ID: [Guest]] = [:],
    asOf: Instant? = nil
  ) {
    (self.position, self.blocks, self.block) = (position, blocks, block)
    (self.zone, self.firstDay, self.slots) = (zone, firstDay, slots)
    (self.guests, self.asOf) = (guests, asOf)
    usualZones = Self.usualZones(of: blocks)
  }

  private static func usualZones(of blocks: [BookingBlock]) -> Set<String> {
    let counts = blocks.reduce(into: [:]) { $0[$1.timezone, default: 0] += 1 }
    let most = counts.values.max()
    return Set(counts.filter { $0.value == most }.keys)
  }

  /// From its first moment to the end of its last day.
  var range: TimeRange { zone.range(of: firstDay, days: 7) }

  /// What stands where slots would be moved to, as far as it is here; nil where nothing does. Of the rest
  /// the store knows.
  func obstacle(toShifting moved: [Slot], by span: Span) -> SlotError? {
    let ids = Set(moved.map(\.id))
    let others = slots.filter { !ids.contains($0.id) }
    for slot in moved where slot.blockID == block?.id {
      let range = BulkChange.shift(by: span).moved(slot.range)
      // They are sorted, and none overlaps another one.
      let next = others.partitioningIndex { $0.range.end > range.start }
      guard next < others.count, others[next].range.overlaps(range) else { continue }
      return .slotsOverlap(range, existing: others[next].range, isNew: false)
    }
    return nil
  }
}

/// Where the cursor goes when a week has been read.
enum Focus: Hashable, Sendable {
  /// On its slot, wherever that is now, or where it is.
  case stay
  case slot(Slot.ID)
  /// On the first slot of a day, or on the day.
  case date(CivilDate)
  /// Where a moment stands.
  case moment(Instant)
  case now
}
