/// A slot as the world outside sees it.
public enum SlotJSON {
  /// The slot's object. The key of a lock is not in it.
  ///
  /// - Parameter now: decides about `available` and about whether a lock still holds.
  /// - Note: Source: SPEC §1.
  public static func value(
    _ slot: Slot,
    in block: BookingBlock,
    at now: Instant,
    dates: DateStyle = .utc
  ) -> JSONValue {
    .object([
      "_object": "slot",
      "available": .bool(slot.isAvailable(in: block, at: now)),
      "booking_block_id": .string("\(slot.blockID)"),
      "capacity": .integer(slot.capacity),
      "created_at": dates.value(slot.createdAt),
      "end_date": dates.value(slot.range.end),
      "id": .string("\(slot.id)"),
      "lockable": .bool(slot.isLockable),
      "locked_until": slot.lock(at: now).map { dates.value($0.end) } ?? .null,
      "metadata": slot.metadata.value,
      "num_active_appointments": .integer(slot.activeAppointments),
      "num_appointments": .integer(slot.appointments),
      "num_cancelled_appointments": .integer(slot.cancelledAppointments),
      "start_date": dates.value(slot.range.start),
      "status": .string(slot.status.rawValue),
      "updated_at": dates.value(slot.updatedAt),
    ])
  }
}
