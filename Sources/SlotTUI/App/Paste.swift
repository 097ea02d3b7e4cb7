import SlotDomain

/// Copied slots on their way to a day of a block.
struct Paste: Hashable, Sendable {
  let copy: SlotCopy
  let block: BookingBlock.ID
  /// The block's.
  let zone: Zone
  /// What the day of the first copied slot becomes.
  let day: CivilDate
  /// What would come of it; nil until the store was asked.
  var plan: SlotPlan?
}
