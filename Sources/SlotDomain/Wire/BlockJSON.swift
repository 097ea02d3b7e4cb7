/// A booking block as the world outside sees it.
public enum BlockJSON {
  /// The block's object, with what was counted in it.
  ///
  /// - Note: Source: SPEC §1.
  public static func value(
    _ block: BookingBlock,
    counts: BlockCounts,
    dates: DateStyle = .utc
  ) -> JSONValue {
    .object([
      "_object": "booking_block",
      "booking_disabled_before": .integer(block.bookingDisabledBefore),
      "created_at": dates.value(block.createdAt),
      "id": .string("\(block.id)"),
      "metadata": block.metadata.value,
      "name": .string(block.name),
      "num_active_appointments": .integer(counts.activeAppointments),
      "num_appointments": .integer(counts.activeAppointments + counts.cancelledAppointments),
      "num_available_slots": .integer(counts.availableSlots),
      "num_cancelled_appointments": .integer(counts.cancelledAppointments),
      "num_slots": .integer(counts.slots),
      "short_id": .string(block.shortID),
      "status": .string(block.status.rawValue),
      "timezone": .string(block.timezone),
      "updated_at": dates.value(block.updatedAt),
    ])
  }
}
