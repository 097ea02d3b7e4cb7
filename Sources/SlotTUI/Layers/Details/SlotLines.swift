import SlotDomain
import TerminalKit

/// Everything about one slot, line by line: in the panel beside the view, or in a window. First who has a
/// place in it.
struct SlotLines {
  let details: SlotDetails
  let desk: Desk

  private struct Entry {
    var label = ""
    let text: String
    var style = Style.plain
    var appointment: Int?
  }

  private var times: TimeFormat { desk.times(of: details.slot) }

  /// What does not fit one line goes on in the next.
  func lines(width: Int) -> [Line] {
    (people + properties + metadata + history + origin).flatMap { entry -> [Line] in
      let target = entry.appointment.map { MouseTarget.part($0) }
      guard !desk.layout.isLinear else {
        let text = entry.label.isEmpty ? entry.text : "\(entry.label): \(entry.text)"
        return Text.wrap(text, width: width).map { Line($0, entry.style, target: target) }
      }
      let indent = entry.label.isEmpty ? 0 : 12
      return Text.wrap(entry.text, width: width - indent).enumerated().map { row, text in
        let label = Line.Part.text(entry.label, x: 0, width: min(11, width), .dim)
        let part = Line.Part.text(text, x: indent, width: width - indent, entry.style)
        return Line(text, entry.style, parts: (row == 0 ? [label] : []) + [part], target: target)
      }
    }
  }

  // MARK: Who

  private var people: [Entry] {
    guard !details.appointments.isEmpty else { return [Entry(text: "Nobody has a place here.")] }
    return [Entry(text: "People", style: .heading)]
      + details.appointments.enumerated().map { index, appointment in
        let text = ([desk.names.label(appointment)] + facts(appointment)).joined(separator: ", ")
        return appointment.status == .active
          ? Entry(text: text, appointment: index)
          : Entry(text: "\(text) (cancelled)", style: .dim, appointment: index)
      }
  }

  /// What is known of them: how to reach them, the note, then all else.
  private func facts(_ appointment: Appointment) -> [String] {
    let metadata = desk.names.metadata(appointment.metadata)
    let own = AppointmentMember.allCases.map(\.rawValue)
    let known = AppointmentMember.allCases.map { $0.text(in: metadata) }
      .filter { !$0.isEmpty && $0 != appointment.label }
    let others = metadata.members.filter { !own.contains($0.key) }
      .map { (key: $0.key, text: $0.value.words) }.filter { $0.text != appointment.label }
    return known + others.map { "\($0.key): \($0.text)" }
  }

  // MARK: What

  private var properties: [Entry] {
    let slot = details.slot
    let cancelled =
      slot.cancelledAppointments > 0 ? ", \(slot.cancelledAppointments) cancelled" : ""
    var facts = [
      ("when", times.range(slot.range, now: desk.now)),
      ("length", length(slot.range.length)),
      (
        "zone",
        "\(times.zone.shownName), UTC\(TimeText.offset(times.zone.offset(at: slot.range.start)))"
      ),
      ("state", state),
      ("places", "\(slot.activeAppointments) of \(slot.capacity) taken\(cancelled)"),
    ]
    if let lock = slot.lock(at: desk.now) {
      facts.append(("locked", "until \(times.until(lock.end, now: desk.now)) by \(lock.owner)"))
    } else if !slot.isLockable {
      facts.append(("locked", "never: it is not lockable"))
    }
    return [Entry(text: "")] + facts.map { Entry(label: $0, text: $1) }
  }

  private func length(_ span: Span) -> String {
    let (minutes, rest) = span.milliseconds.quotientAndRemainder(dividingBy: 60_000)
    return rest == 0 ? "\(minutes) min" : "\(minutes) min \(Double(rest) / 1000) s"
  }

  /// Without the keys that mend it in the view: here they do something else.
  private var state: String {
    guard let block = desk.block(details.slot.blockID) else { return details.slot.status.rawValue }
    var sentence = SlotSentence(desk)
    sentence.isReadOnly = true
    let reasons = sentence.reasons(details.slot, in: block)
    return reasons.isEmpty ? "can be booked" : reasons.joined(separator: ", ")
  }

  private var metadata: [Entry] {
    desk.names.metadata(details.slot.metadata).members.map {
      Entry(label: $0.key, text: $0.value.words)
    }
  }

  // MARK: Since when

  private var history: [Entry] {
    guard !details.history.isEmpty else { return [] }
    let text = DeedText(details: details, desk: desk)
    return [Entry(text: ""), Entry(text: "What happened", style: .heading)]
      + details.history.map { entry in
        Entry(text: "\(times.moment(entry.action.at, now: desk.now)) \(text.sentence(entry))")
      }
  }

  private var origin: [Entry] {
    let slot = details.slot
    let facts = [
      ("created", times.moment(slot.createdAt, now: desk.now)),
      ("changed", times.moment(slot.updatedAt, now: desk.now)),
      ("id", "\(slot.id)"),
    ]
    return [Entry(text: "")] + facts.map { Entry(label: $0, text: $1) }
  }
}
