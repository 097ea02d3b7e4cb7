// Which properties two states of an object differ in, by their names on the wire. When it was changed
// is not among them.

extension BookingBlock {
  func differences(from other: BookingBlock) -> [String] {
    [
      ("name", exactName != other.exactName), ("timezone", timezone != other.timezone),
      ("status", status != other.status),
      ("booking_disabled_before", bookingDisabledBefore != other.bookingDisabledBefore),
      ("metadata", metadata != other.metadata),
    ].filter(\.1).map(\.0)
  }
}

extension Slot {
  func differences(from other: Slot) -> [String] {
    [
      ("start_date", range.start != other.range.start), ("end_date", range.end != other.range.end),
      ("capacity", capacity != other.capacity), ("status", status != other.status),
      ("lockable", isLockable != other.isLockable), ("metadata", metadata != other.metadata),
    ].filter(\.1).map(\.0)
  }
}

extension Appointment {
  func differences(from other: Appointment) -> [String] {
    [
      ("slot_id", slotID != other.slotID), ("status", status != other.status),
      ("metadata", metadata != other.metadata),
    ].filter(\.1).map(\.0)
  }
}
