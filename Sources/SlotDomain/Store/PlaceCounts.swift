/// What a booking block offers in a stretch of time, counted in places: a slot has as many as its
/// capacity. A slot counts where it starts.
public struct PlaceCounts: Hashable, Sendable {
  public var slots = 0
  /// Slots that are not offered. Their places count nowhere.
  public var disabledSlots = 0
  /// Slots that are offered, and locked at present.
  public var lockedSlots = 0
  /// Places of all slots that are not disabled.
  public var offered = 0
  /// Of those, the ones with an active appointment.
  public var taken = 0
  /// Of those, the ones that can be booked at present. Whether the block is published does not matter.
  public var free = 0

  public init() {}

  public static func += (a: inout PlaceCounts, b: PlaceCounts) {
    a.slots += b.slots
    a.disabledSlots += b.disabledSlots
    a.lockedSlots += b.lockedSlots
    a.offered += b.offered
    a.taken += b.taken
    a.free += b.free
  }

  /// - `isOpen`: It is not too late to book it.
  mutating func count(
    isDisabled: Bool,
    capacity: Int,
    active: Int,
    isLocked: Bool,
    isOpen: Bool
  ) {
    slots += 1
    guard !isDisabled else {
      disabledSlots += 1
      return
    }
    offered += capacity
    taken += active
    if isLocked { lockedSlots += 1 }
    if isOpen, !isLocked { free += capacity - active }
  }
}
