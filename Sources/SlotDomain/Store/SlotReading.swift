/// What can be asked of the present and of the past alike: a store answers with what is, what
/// `SlotStore.past` returns with what was.
public protocol SlotReading: AnyObject {
  /// All blocks, by name.
  func blocks() throws(SlotError) -> [BookingBlock]
  /// - Throws: `.slotNotFound` E025.
  func slot(_ id: Slot.ID) throws(SlotError) -> Slot
  /// Every slot of a block that overlaps a stretch of time, by start.
  func slots(of block: BookingBlock.ID, in range: TimeRange) throws(SlotError) -> [Slot]
  /// The nearest slot of a block that starts after (or before) a moment; nil at the end.
  func slot(
    _ direction: SearchDirection,
    _ instant: Instant,
    in block: BookingBlock.ID
  ) throws(SlotError) -> Slot?
  /// The nearest slot of a block that starts after (or before) a moment and for which a condition holds
  /// at `now`; nil at the end.
  func slot(
    _ direction: SearchDirection,
    _ instant: Instant,
    in block: BookingBlock.ID,
    where condition: SlotCondition,
    at now: Instant
  ) throws(SlotError) -> Slot?
  /// The `number`th slot of a block, counted from 1, that starts after (or before) a moment and can be
  /// booked at `now`; the furthest where there are fewer, nil where there is none.
  func availableSlot(
    _ direction: SearchDirection,
    _ instant: Instant,
    in block: BookingBlock.ID,
    number: Int,
    at now: Instant
  ) throws(SlotError) -> Slot?
  /// What a screen shows of a block in a stretch of time, all of one moment.
  ///
  /// - `range`: Which stretch, once the block and the slot that was asked for are known; nil:
  ///   nothing of it.
  /// - Throws: `.slotNotFound` E025 for a slot that is named.
  func period(
    _ question: PeriodQuestion,
    at now: Instant,
    range: (BookingBlock?, Slot?) throws(SlotError) -> TimeRange?
  ) throws(SlotError) -> Period
  /// What a block offers on each of some days, and how much of it is free at `now`.
  ///
  /// - `days`: In order, without overlaps.
  /// - Throws: `.blockNotFound` E052.
  func places(
    of block: BookingBlock.ID,
    on days: [TimeRange],
    at now: Instant
  ) throws(SlotError) -> [PlaceCounts]
  /// Who has places of the slots of a block that overlap a stretch of time: their active appointments, in
  /// the order in which those were made, of each slot at most `Period.mostGuests`.
  func guests(
    of block: BookingBlock.ID,
    in range: TimeRange
  ) throws(SlotError) -> [Slot.ID: [Guest]]
  /// All appointments on a slot, in the order in which they were made; empty when there is no such
  /// slot.
  func appointments(on slot: Slot.ID) throws(SlotError) -> [Appointment]
}
