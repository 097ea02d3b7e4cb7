/// An appointment as the world outside sees it.
public enum AppointmentJSON {
  /// The appointment's object.
  public static func value(_ appointment: Appointment, dates: DateStyle = .utc) -> JSONValue {
    var members: JSONMembers = ["_object": "appointment"]
    for property in AppointmentProperty.allCases {
      members[property.rawValue] = value(property, of: appointment, dates)
    }
    return .object(members)
  }

  private static func value(
    _ property: AppointmentProperty,
    of appointment: Appointment,
    _ dates: DateStyle
  ) -> JSONValue {
    switch property {
    case .blockID: .string("\(appointment.blockID)")
    case .createdAt: dates.value(appointment.createdAt)
    case .id: .string("\(appointment.id)")
    case .metadata: appointment.metadata.value
    case .slotID: .string("\(appointment.slotID)")
    case .status: .string(appointment.status.rawValue)
    case .updatedAt: dates.value(appointment.updatedAt)
    }
  }
}
