/// A weekly pattern with what its slots are like.
public struct SlotSeries: Hashable, Sendable {
  public var pattern: WeeklyPattern
  public var capacity: Int
  public var isLockable: Bool
  public var metadata: Metadata

  public init(
    _ pattern: WeeklyPattern,
    capacity: Int = 1,
    isLockable: Bool = true,
    metadata: Metadata = .empty
  ) {
    self.pattern = pattern
    self.capacity = capacity
    self.isLockable = isLockable
    self.metadata = metadata
  }

  /// The slots that it comes to in a block, and the starts that the clock skips.
  ///
  /// - Throws: as `WeeklyPattern.unrolled`.
  public func drafts(
    in block: BookingBlock.ID,
    zone: Zone
  ) throws(SlotError) -> (drafts: [SlotDraft], skipped: [SlotPlan.Skipped]) {
    let unrolled = try pattern.unrolled(in: zone)
    let drafts = unrolled.ranges.map {
      SlotDraft(
        blockID: block,
        range: $0,
        capacity: capacity,
        isLockable: isLockable,
        metadata: metadata
      )
    }
    return (drafts, unrolled.skipped)
  }
}
