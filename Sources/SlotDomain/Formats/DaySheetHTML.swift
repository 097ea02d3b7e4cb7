/// The day sheet: the slots of a day with who comes, and a blank line for each place that is free, to
/// print on A4 and pin up.
///
/// One file that refers to nothing outside, in black on white. Whatever comes from data is escaped.
public enum DaySheetHTML {
  /// More blank lines than fit a page help nobody.
  private static let mostBlankLines = 40

  public static let header = """
    <!DOCTYPE html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
    <title>Day sheet</title>
    <style>
    @page { size: A4; margin: 15mm; }
    body { font: 11pt/1.4 sans-serif; color: #000; background: #fff; margin: 0 auto; max-width: 180mm; }
    section { break-after: page; }
    section:last-child { break-after: auto; }
    h1 { font-size: 16pt; margin: 0; }
    p { margin: 0 0 4mm; }
    table { border-collapse: collapse; width: 100%; }
    thead { display: table-header-group; }
    tr { break-inside: avoid; }
    th, td { border-bottom: 0.5pt solid #000; padding: 1.5mm 2mm; text-align: left; vertical-align: top; }
    th:first-child, td:first-child { white-space: nowrap; width: 1%; }
    ul { list-style: none; margin: 0; padding: 0; }
    li { border-bottom: 0.5pt dotted #000; min-height: 6mm; }
    li:last-child { border-bottom: none; }
    .off { text-decoration: line-through; }
    .phone { float: right; white-space: nowrap; }
    .note { display: block; font-style: italic; overflow-wrap: anywhere; }
    </style>
    </head>
    <body>

    """

  public static let footer = "</body>\n</html>\n"

  public static func dayHeader(
    _ date: CivilDate,
    of block: BookingBlock,
    in zone: Zone
  ) -> String {
    let draft = block.status == .draft ? ", a draft" : ""
    return """
      <section>
      <h1><bdi>\(escaped(block.name))</bdi></h1>
      <p>\(date.weekday.name), \(date), \(escaped(zone.shownName))\(draft)</p>
      <table>
      <thead><tr><th>Time</th><th>Taken</th><th>Who</th></tr></thead>
      <tbody>

      """
  }

  /// - `walkIns`: Of the slots above it.
  public static func dayFooter(_ walkIns: DaySheetPage.WalkIns) -> String {
    let blanks = String(repeating: "<li></li>", count: DaySheetPage.WalkIns.lines)
    let row = "<tr><td>Walk-ins</td><td></td><td><ul>\(blanks)</ul></td></tr>\n"
    return (walkIns.needLines ? row : "") + "</tbody>\n</table>\n</section>\n"
  }

  /// A day on which nothing is offered.
  public static let emptyDay = "<tr><td>–</td><td></td><td>No slots.</td></tr>\n"

  /// - `appointments`: All on the slot; cancelled ones are left out.
  /// - `now`: Decides whether a lock still holds.
  public static func row(
    _ slot: Slot,
    _ appointments: [Appointment],
    in zone: Zone,
    at now: Instant
  ) -> String {
    var people = appointments.filter { $0.status == .active }.map(person)
    if slot.status == .active, let lock = slot.lock(at: now), slot.freePlaces > 0 {
      let end = TimeText.local(lock.end, in: zone)
      let date = zone.date(lock.end) == zone.date(slot.range.start) ? "" : "\(end.prefix(10)) "
      people.append(
        "<li>locked by <bdi>\(escaped(lock.owner))</bdi> until \(date)\(clock(lock.end, zone))</li>"
      )
    } else if slot.status == .active {
      let blank = min(slot.freePlaces, mostBlankLines)
      people += (0..<blank).map { _ in "<li></li>" }
      if slot.freePlaces > blank {
        people.append("<li>… and \(slot.freePlaces - blank) more places</li>")
      }
    } else {
      people.append("<li>\(DaySheetText.disabled(isTaken: !people.isEmpty))</li>")
    }
    let time = "\(clock(slot.range.start, zone))–\(clock(slot.range.end, zone))"
    let mark = slot.status == .disabled ? " class=\"off\"" : ""
    let notes = SlotMember.texts(in: slot.metadata).map { note($0.text) }.joined()
    return "<tr><td\(mark)>\(time)</td><td>\(slot.activeAppointments)/\(slot.capacity)</td>"
      + "<td>\(notes)<ul>\(people.joined())</ul></td></tr>\n"
  }

  private static func person(_ appointment: Appointment) -> String {
    let metadata = appointment.metadata
    let (name, phone) = (appointment.label, AppointmentMember.phone.text(in: metadata))
    let told =
      phone.isEmpty || phone == name
      ? "" : "<span class=\"phone\"><bdi>\(escaped(phone))</bdi></span>"
    return
      "<li>\(told)<bdi>\(escaped(name))</bdi>\(note(AppointmentMember.note.text(in: metadata)))</li>"
  }

  private static func note(_ text: String) -> String {
    text.isEmpty ? "" : "<span class=\"note\"><bdi>\(escaped(text))</bdi></span>"
  }

  /// `09:00`; with its offset on a day whose clock is changed, when an hour can come twice.
  private static func clock(_ instant: Instant, _ zone: Zone) -> String {
    let text = TimeText.local(instant, in: zone)
    let time = String(text.dropFirst(11).prefix(5))
    let isChanged = zone.day(zone.date(instant)).length != .hours(24)
    return isChanged ? "\(time) (\(text.suffix(6)))" : time
  }

  /// Text between tags or in an attribute. A control character becomes a visible mark.
  static func escaped(_ text: String) -> String {
    var escaped = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\"": escaped += "&quot;"
      case "'": escaped += "&#39;"
      case "\n", "\t": escaped += " "
      case "\u{0}"..<" ", "\u{7F}"..."\u{9F}", "\u{2028}", "\u{2029}": escaped += "\u{FFFD}"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }
}
