/// Copied slots, as a pattern that can be put down on another day: the day of the first one becomes
/// that day, and the others follow at the same distance.
///
/// The time on the wall is kept, each in the zone of its own block, and the length in elapsed time.
/// Capacity, lockable and metadata come along. Appointments and locks do not, and neither
/// does the status: what a holiday closed is open again in the week it is copied to.
public struct SlotCopy: Hashable, Sendable {
  private struct Part: Hashable, Sendable {
    let slot: Slot
    let start: LocalTime
    let zone: Zone
  }

  private let parts: [Part]

  /// - `zone`: In which a slot's start is read from the wall.
  public init(_ slots: [Slot], zone: (Slot) -> Zone) {
    parts = slots.map { slot in
      let zone = zone(slot)
      return Part(slot: slot, start: zone.local(slot.range.start), zone: zone)
    }
    .sorted { $0.start < $1.start }
  }

  public var count: Int { parts.count }
  public var firstDay: CivilDate? { parts.first?.start.date }
  public var lastDay: CivilDate? { parts.last?.start.date }

  /// The slots that it would become in a block, and those whose start that block's clock skips. Of a
  /// start that the clock shows twice, the first is meant.
  ///
  /// - Throws: E022 when a zone is lost: nobody knows the time on the wall.
  public func drafts(
    in block: BookingBlock.ID,
    zone: Zone,
    from day: CivilDate
  ) throws(SlotError) -> (drafts: [SlotDraft], skipped: [SlotPlan.Skipped]) {
    for zone in [zone] + parts.map(\.zone) { try SlotError.aboutTime(zone.mustBeKnown) }
    var drafts: [SlotDraft] = []
    var skipped: [SlotPlan.Skipped] = []
    let distance = firstDay.map { day.dayNumber - $0.dayNumber } ?? 0
    for part in parts {
      var local = part.start
      local.date = local.date.adding(days: distance)
      switch zone.resolve(local) {
      case .one(let start), .twice(let start, _):
        drafts.append(SlotDraft(of: part.slot, in: block, from: start))
      case .gap(let gap):
        let error = SlotError.invalidDate(.doesNotExist(local, gap: gap))
        skipped.append(SlotPlan.Skipped(start: gap.instant, error: error))
      }
    }
    return (drafts, skipped)
  }
}

extension SlotDraft {
  fileprivate init(of slot: Slot, in block: BookingBlock.ID, from start: Instant) {
    self.init(
      blockID: block,
      range: TimeRange(start: start, end: start + slot.range.length),
      capacity: slot.capacity,
      isLockable: slot.isLockable,
      metadata: slot.metadata
    )
  }
}
