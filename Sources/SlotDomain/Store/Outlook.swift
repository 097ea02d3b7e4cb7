/// What stands around what a screen shows: read when nothing else is to be done.
public struct Outlook: Hashable, Sendable {
  /// The next slot of the block that can be booked.
  public var nextFree: Slot?
  /// The same of any block.
  public var nextFreeAnywhere: Slot?
  /// How many active appointments are in slots to come that serve nobody: `SlotStore.tray`.
  public var toRebook = 0
  /// Free places of slots that can be booked, where the slot starts within the day, of every block.
  public var freeToday: [BookingBlock.ID: Int] = [:]
  /// The same within the period.
  public var freeInPeriod: [BookingBlock.ID: Int] = [:]

  public init() {}
}
