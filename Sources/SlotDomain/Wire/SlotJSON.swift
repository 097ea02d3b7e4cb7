/// A slot as the world outside sees it.
public enum SlotJSON {
  /// The slot's object. The key of a lock is not in it.
  ///
  /// - `now`: decides about `available` and about whether a lock still holds.
  public static func value(
    _ slot: Slot,
    in block: BookingBlock,
    at now: Instant,
    dates: DateStyle = .utc
  ) -> JSONValue {
    var members: JSONMembers = ["_object": "slot"]
    for property in SlotProperty.allCases {
      members[property.rawValue] = self.value(property, of: slot, in: block, at: now, dates: dates)
    }
    return .object(members)
  }

  /// The value of one property.
  static func value(
    _ property: SlotProperty,
    of slot: Slot,
    in block: BookingBlock,
    at now: Instant,
    dates: DateStyle
  ) -> JSONValue {
    switch property {
    case .available: .bool(slot.isAvailable(in: block, at: now))
    case .blockID: .string("\(slot.blockID)")
    case .capacity: .integer(slot.capacity)
    case .createdAt: dates.value(slot.createdAt)
    case .end: dates.value(slot.range.end)
    case .id: .string("\(slot.id)")
    case .isLockable: .bool(slot.isLockable)
    case .lockedUntil: slot.lock(at: now).map { dates.value($0.end) } ?? .null
    case .metadata: slot.metadata.value
    case .activeAppointments: .integer(slot.activeAppointments)
    case .appointments: .integer(slot.appointments)
    case .cancelledAppointments: .integer(slot.cancelledAppointments)
    case .start: dates.value(slot.range.start)
    case .status: .string(slot.status.rawValue)
    case .updatedAt: dates.value(slot.updatedAt)
    }
  }
}

extension SlotJSON {
  /// Appends a slot's object and the end of a line to bytes: the text of `value`, made without that,
  /// because a store has a million slots.
  ///
  /// - `withLock`: Whether a lock is told of. An export does not: it stays in its store.
  public static func appendLine(
    _ slot: Slot,
    in block: BookingBlock,
    at now: Instant,
    dates: DateStyle = .utc,
    withLock: Bool = false,
    to line: inout [UInt8]
  ) {
    var slot = slot
    if !withLock { slot.storedLock = nil }
    line.add(#"{"_object":"slot","available":"#)
    line.add("", slot.isAvailable(in: block, at: now) ? "true" : "false")
    line.add(#","booking_block_id":""#, slot.blockID.description)
    line.add(#"","capacity":"#, String(slot.capacity))
    line.add(#","created_at":""#, dates.text(slot.createdAt))
    line.add(#"","end_date":""#, dates.text(slot.range.end))
    line.add(#"","id":""#, slot.id.description)
    line.add(#"","lockable":"#, slot.isLockable ? "true" : "false")
    line.add(#","locked_until":"#, slot.lock(at: now).map { "\"\(dates.text($0.end))\"" } ?? "null")
    line.add(#","metadata":"#, slot.metadata.isEmpty ? "{}" : slot.metadata.value.text())
    line.add(#","num_active_appointments":"#, String(slot.activeAppointments))
    line.add(#","num_appointments":"#, String(slot.appointments))
    line.add(#","num_cancelled_appointments":"#, String(slot.cancelledAppointments))
    line.add(#","start_date":""#, dates.text(slot.range.start))
    line.add(#"","status":""#, slot.status.rawValue)
    line.add(#"","updated_at":""#, dates.text(slot.updatedAt))
    line.add("\"}\n")
  }
}

extension [UInt8] {
  fileprivate mutating func add(_ text: StaticString, _ value: String = "") {
    append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    append(contentsOf: value.utf8)
  }
}
