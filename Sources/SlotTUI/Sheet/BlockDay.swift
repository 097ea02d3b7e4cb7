import SlotDomain

/// The slots of some booking blocks on one day: what a look at the store gives the blocks view.
struct BlockDay: Hashable, Sendable {
  struct Request: Hashable, Sendable {
    var date: CivilDate
    /// Whose day it is; also for blocks that are on another clock.
    var zone: Zone
    /// From left to right.
    var blocks: [BookingBlock.ID]
    /// Nil: as it is.
    var asOf: Instant?
    /// Whether to read who has the places, too.
    var withGuests = true
  }

  let request: Request
  /// Of each block.
  let slots: [[Slot]]
  /// Who has places in any of them; nobody where names are off.
  var guests: [Slot.ID: [Guest]] = [:]
}
