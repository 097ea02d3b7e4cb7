/// How objects look in the journal: JSON text with the property names of the wire, dates as UTC
/// milliseconds. Written by hand into one string, because a plan of 100,000 slots writes as many.
///
/// A change keeps only the properties that differ, on both sides.
enum JournalValues {
  static func all(_ slot: Slot) -> String { fields(of: slot).text { _ in true } }
  static func all(_ block: BookingBlock) -> String { fields(of: block).text { _ in true } }
  static func all(_ appointment: Appointment) -> String {
    fields(of: appointment).text { _ in true }
  }

  static func difference(_ before: Slot, _ after: Slot) -> (String, String) {
    difference(fields(of: before), fields(of: after))
  }

  static func difference(_ before: BookingBlock, _ after: BookingBlock) -> (String, String) {
    difference(fields(of: before), fields(of: after))
  }

  static func difference(_ before: Appointment, _ after: Appointment) -> (String, String) {
    difference(fields(of: before), fields(of: after))
  }

  private static func difference(_ before: Fields, _ after: Fields) -> (String, String) {
    let differing = before.values.indices.map { before.values[$0] != after.values[$0] }
    return (before.text { differing[$0] }, after.text { differing[$0] })
  }

  private struct Fields {
    let names: [StaticString]
    /// JSON text each.
    let values: [String]

    func text(where wanted: (Int) -> Bool) -> String {
      var text = "{"
      for index in values.indices where wanted(index) {
        text += text.utf8.count == 1 ? "\"" : ",\""
        text += names[index].description
        text += "\":"
        text += values[index]
      }
      text += "}"
      return text
    }
  }

  private static let slotNames: [StaticString] = [
    "start_date", "end_date", "capacity", "status", "lockable", "locked_until", "locked_by",
    "metadata", "created_at", "updated_at",
  ]

  private static func fields(of slot: Slot) -> Fields {
    Fields(
      names: slotNames,
      values: [
        "\(slot.range.start.milliseconds)", "\(slot.range.end.milliseconds)", "\(slot.capacity)",
        slot.status == .active ? "\"active\"" : "\"disabled\"",
        slot.isLockable ? "true" : "false",
        slot.storedLock.map { "\($0.end.milliseconds)" } ?? "null",
        slot.storedLock.map { quoted($0.owner) } ?? "null",
        slot.metadata.json, "\(slot.createdAt.milliseconds)", "\(slot.updatedAt.milliseconds)",
      ]
    )
  }

  private static let blockNames: [StaticString] = [
    "name", "short_id", "timezone", "status", "booking_disabled_before", "metadata", "created_at",
    "updated_at",
  ]

  private static func fields(of block: BookingBlock) -> Fields {
    Fields(
      names: blockNames,
      values: [
        quoted(block.name), quoted(block.shortID), quoted(block.timezone),
        quoted(block.status.rawValue), "\(block.bookingDisabledBefore)", block.metadata.json,
        "\(block.createdAt.milliseconds)", "\(block.updatedAt.milliseconds)",
      ]
    )
  }

  private static let appointmentNames: [StaticString] = [
    "slot_id", "status", "metadata", "created_at", "updated_at",
  ]

  private static func fields(of appointment: Appointment) -> Fields {
    Fields(
      names: appointmentNames,
      values: [
        "\"\(appointment.slotID)\"", quoted(appointment.status.rawValue), appointment.metadata.json,
        "\(appointment.createdAt.milliseconds)", "\(appointment.updatedAt.milliseconds)",
      ]
    )
  }

  private static func quoted(_ text: String) -> String { JSONValue.string(text).text() }
}
