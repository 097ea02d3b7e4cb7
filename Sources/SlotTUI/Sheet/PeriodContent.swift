import SlotDomain

/// What one look at the store gives: a week of one block, and all blocks there are.
struct PeriodContent: Hashable, Sendable {
  /// Of the journal, so that the changes since can be asked for.
  var position: JournalPosition
  var blocks: [BookingBlock]
  /// Nil while the store has no block.
  var block: BookingBlock?
  var zone: Zone
  var firstDay: CivilDate
  var slots: [Slot]
  /// Who has places in them, in the order of booking; nobody where names are off.
  var guests: [Slot.ID: [Guest]] = [:]
  /// The moment as of which all this is; nil for the present.
  var asOf: Instant?

  /// From its first moment to the end of its last day.
  var range: TimeRange { zone.range(of: firstDay, days: 7) }
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
