import SlotDomain

/// Many slots on their way into a block: what comes of them is found out before anything is made.
struct Paste: Hashable, Sendable {
  enum Source: Hashable, Sendable {
    /// Copied ones; the day of the first becomes this day.
    case copy(SlotCopy, day: CivilDate)
    case series(SlotSeries)

    /// Whole weeks further on a week is copied to another one, whichever of its days the cursor is on; else
    /// the first slot goes to the cursor's day.
    ///
    /// - `then`: The cursor's day when they were copied.
    init(_ copied: SlotCopy, of then: CivilDate?, on day: CivilDate) {
      let distance = then.map { day.dayNumber - $0.dayNumber } ?? 0
      let isWeeks = distance != 0 && distance.isMultiple(of: 7)
      let first = isWeeks ? copied.firstDay?.adding(days: distance) : nil
      self = .copy(copied, day: first ?? day)
    }
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
