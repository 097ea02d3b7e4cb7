/// What the journal can say of an object: names, types and limits of its values. `JournalValues` writes
/// nothing else, so that anything else is damage; and what is put back from here meets no constraint
/// of the schema.
enum JournalProperties {
  /// What is wrong with values, as the end of a sentence; nil when nothing is.
  ///
  /// - `isWhole`: They are all of an object that was made or deleted, not only what differs.
  static func problem(
    in values: Change.Values,
    of kind: ObjectKind,
    isWhole: Bool
  ) -> String? {
    for (name, value) in values where !isSound(name.text, value, of: kind) {
      return "a wrong \(shown(name.text))"
    }
    if isWhole, let missing = needed(kind).first(where: { values[$0] == nil }) {
      return "no \(missing)"
    }
    if let start = values["start_date"]?.integer, let end = values["end_date"]?.integer,
      start >= end
    {
      return "a start that is not before the end"
    }
    return hasSoundLock(values) ? nil : "half a lock"
  }

  private static func isSound(_ name: String, _ value: JSONValue, of kind: ObjectKind) -> Bool {
    switch name {
    case "created_at", "updated_at": return value.integer != nil
    case "metadata": if case .object = value { return true } else { return false }
    default: break
    }
    return switch kind {
    case .block: isSoundOfBlock(name, value)
    case .slot: isSoundOfSlot(name, value)
    case .appointment: isSoundOfAppointment(name, value)
    }
  }

  private static func isSoundOfBlock(_ name: String, _ value: JSONValue) -> Bool {
    switch name {
    case "name": value.string.map { !$0.isEmpty && $0.unicodeScalars.count <= 200 } ?? false
    case "short_id": value.string.map(ShortID.isWellFormed) ?? false
    case "timezone": value.string.map { !$0.isEmpty } ?? false
    case "status": value.string.flatMap(BookingBlock.Status.init) != nil
    case "booking_disabled_before": value.integer.map { 0...1_000_000_000 ~= $0 } ?? false
    default: false
    }
  }

  private static func isSoundOfSlot(_ name: String, _ value: JSONValue) -> Bool {
    switch name {
    case "start_date", "end_date":
      value.integer.map {
        SlotRules.earliest.milliseconds...SlotRules.latest.milliseconds ~= $0
      } ?? false
    case "capacity": value.integer.map { 1...Int64(Int32.max) ~= $0 } ?? false
    case "status": value.string.flatMap(Slot.Status.init) != nil
    case "lockable": value.bool != nil
    case "locked_until", JournalValues.lockNumber: value == .null || value.integer != nil
    case "locked_by": value == .null || value.string != nil
    default: false
    }
  }

  private static func isSoundOfAppointment(_ name: String, _ value: JSONValue) -> Bool {
    switch name {
    case "slot_id": value.string.flatMap { Slot.ID($0) } != nil
    case "status": value.string.flatMap(Appointment.Status.init) != nil
    default: false
    }
  }

  /// The three properties of a lock come and go together.
  private static func hasSoundLock(_ values: Change.Values) -> Bool {
    guard let end = values["locked_until"] else {
      return values["locked_by"] == nil && values[JournalValues.lockNumber] == nil
    }
    guard let owner = values["locked_by"], let number = values[JournalValues.lockNumber] else {
      return false
    }
    return (end == .null) == (owner == .null) && (end == .null) == (number == .null)
  }

  private static func needed(_ kind: ObjectKind) -> [String] {
    switch kind {
    case .block:
      [
        "name", "short_id", "timezone", "status", "booking_disabled_before", "metadata",
        "created_at", "updated_at",
      ]
    case .slot:
      [
        "start_date", "end_date", "capacity", "status", "lockable", "metadata", "created_at",
        "updated_at",
      ]
    case .appointment: ["slot_id", "status", "metadata", "created_at", "updated_at"]
    }
  }
}
