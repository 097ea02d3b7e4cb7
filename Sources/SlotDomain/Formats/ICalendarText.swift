/// Slots as a calendar that any calendar program opens: one event a slot, times in UTC, so that no
/// description of a time zone has to be understood.
///
/// - Note: Source: RFC 5545.
public enum ICalendarText {
  /// What stands before the first event.
  ///
  /// - Parameter block: The only one; nil where there are several.
  public static func header(_ block: BookingBlock?) -> String {
    var lines = [
      "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//slottui//slottui//EN", "CALSCALE:GREGORIAN",
    ]
    if let block {
      // Not of the RFC, but what programs call the calendar and which clock they show.
      lines.append("X-WR-CALNAME:\(escaped(block.name))")
      lines.append("X-WR-TIMEZONE:\(escaped(block.timezone))")
    }
    return lines.map(folded).joined()
  }

  public static let footer = folded("END:VCALENDAR")

  /// A slot's event. It says what the slot is and how much is taken, not by whom.
  public static func event(_ slot: Slot, in block: BookingBlock) -> String {
    let status =
      slot.status == .disabled
      ? "CANCELLED" : slot.activeAppointments > 0 ? "CONFIRMED" : "TENTATIVE"
    let isTaken = slot.status == .active && slot.activeAppointments > 0
    let lines = [
      "BEGIN:VEVENT", "UID:\(slot.id)\(uidSuffix)",
      "DTSTAMP:\(ICalendarTime.utc(slot.updatedAt))",
      "CREATED:\(ICalendarTime.utc(slot.createdAt))",
      "LAST-MODIFIED:\(ICalendarTime.utc(slot.updatedAt))",
      "DTSTART:\(ICalendarTime.utc(slot.range.start))",
      "DTEND:\(ICalendarTime.utc(slot.range.end))",
      "SUMMARY:\(escaped(block.name)) \(slot.activeAppointments)/\(slot.capacity)",
      "STATUS:\(status)", "TRANSP:\(isTaken ? "OPAQUE" : "TRANSPARENT")", "END:VEVENT",
    ]
    return lines.map(folded).joined()
  }

  // MARK: Ids

  private static let uidSuffix = "@slottui"

  /// The slot whose event has this UID; nil for a UID that is not of our making.
  static func slotID(ofUID uid: String) -> Slot.ID? {
    uid.hasSuffix(uidSuffix) ? Slot.ID(uid.dropLast(uidSuffix.count)) : nil
  }

  /// The id of the slot that an event becomes.
  ///
  /// - `again`: When it was to begin, for one of many repetitions.
  static func slotID(_ uid: String, again: Instant?, in block: BookingBlock.ID) -> Slot.ID {
    if again == nil, let id = slotID(ofUID: uid) { return id }
    return Slot.ID(madeOf: "\(block)", uid, again.map { "\($0.milliseconds)" } ?? "")
  }

  // MARK: Text

  /// A value of type TEXT. Control characters, which it cannot have, are left out.
  static func escaped(_ text: String) -> String {
    var escaped = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\\", ";", ",": escaped.append(contentsOf: ["\\", scalar])
      case "\n": escaped.append(contentsOf: ["\\", "n"])
      case "\u{0}"..<" ", "\u{7F}"..."\u{9F}": break
      default: escaped.append(scalar)
      }
    }
    return String(escaped)
  }

  /// A line with its end, folded so that no part has more than 75 bytes, and none half a character.
  static func folded(_ line: String) -> String {
    var folded = ""
    var length = 0
    for scalar in line.unicodeScalars {
      let size = UTF8.width(scalar)
      if length + size > 75 {
        folded += "\r\n "
        length = 1
      }
      folded.unicodeScalars.append(scalar)
      length += size
    }
    return folded + "\r\n"
  }
}
