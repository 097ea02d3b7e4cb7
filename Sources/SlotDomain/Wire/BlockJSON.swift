/// A booking block as the world outside sees it.
public enum BlockJSON {
  /// The block's object, with what was counted in it.
  public static func value(
    _ block: BookingBlock,
    counts: BlockCounts,
    dates: DateStyle = .utc
  ) -> JSONValue {
    var members: JSONMembers = ["_object": "booking_block"]
    for property in BlockProperty.allCases {
      members[property.rawValue] = value(property, of: block, counts, dates)
    }
    return .object(members)
  }

  private static func value(
    _ property: BlockProperty,
    of block: BookingBlock,
    _ counts: BlockCounts,
    _ dates: DateStyle
  ) -> JSONValue {
    switch property {
    case .bookingDisabledBefore: .integer(block.bookingDisabledBefore)
    case .createdAt: dates.value(block.createdAt)
    case .id: .string("\(block.id)")
    case .metadata: block.metadata.value
    case .name: .string(block.name)
    case .activeAppointments: .integer(counts.activeAppointments)
    case .appointments: .integer(counts.activeAppointments + counts.cancelledAppointments)
    case .availableSlots: .integer(counts.availableSlots)
    case .cancelledAppointments: .integer(counts.cancelledAppointments)
    case .slots: .integer(counts.slots)
    case .shortID: .string(block.shortID)
    case .status: .string(block.status.rawValue)
    case .timezone: .string(block.timezone)
    case .updatedAt: dates.value(block.updatedAt)
    }
  }
}
