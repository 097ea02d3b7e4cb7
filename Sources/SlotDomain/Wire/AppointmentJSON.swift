/// An appointment as the world outside sees it.
public enum AppointmentJSON {
  /// The appointment's object.
  ///
  /// - Note: Source: SPEC §1.
  public static func value(_ appointment: Appointment, dates: DateStyle = .utc) -> JSONValue {
    .object([
      "_object": "appointment",
      "booking_block_id": .string("\(appointment.blockID)"),
      "created_at": dates.value(appointment.createdAt),
      "id": .string("\(appointment.id)"),
      "metadata": appointment.metadata.value,
      "slot_id": .string("\(appointment.slotID)"),
      "status": .string(appointment.status.rawValue),
      "updated_at": dates.value(appointment.updatedAt),
    ])
  }
}
