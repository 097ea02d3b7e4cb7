import SlotDomain

/// Many slots on their way into a block: what comes of them is found out before anything is made.
struct Paste: Hashable, Sendable {
  enum Source: Hashable, Sendable {
    /// Copied ones; the day of the first becomes this day.
    case copy(SlotCopy, day: CivilDate)
    case series(SlotSeries)
  }

  let source: Source
  let block: BookingBlock.ID
  /// The block's.
  let zone: Zone
  /// What would come of it; nil until the store was asked.
  var plan: SlotPlan?

  func drafts() throws(SlotError) -> (drafts: [SlotDraft], skipped: [SlotPlan.Skipped]) {
    switch source {
    case .copy(let copy, let day): try copy.drafts(in: block, zone: zone, from: day)
    case .series(let series): try series.drafts(in: block, zone: zone)
    }
  }
}
