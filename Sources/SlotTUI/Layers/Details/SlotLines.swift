import SlotDomain
import TerminalKit

/// Everything about one slot, line by line: in the panel beside the view, or in a window.
struct SlotLines {
  let details: SlotDetails
  let desk: Desk

  private struct Entry {
    var label = ""
    let text: String
    var style = Style.plain
    var appointment: Int?
  }

  /// What does not fit one line goes on in the next.
  func lines(width: Int) -> [Line] {
    (properties + metadata + appointments + history).flatMap { entry -> [Line] in
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

  private var properties: [Entry] {
    let (slot, times) = (details.slot, desk.times)
    let lock = slot.lock(at: desk.now).map {
      "until \(times.clock($0.end)) by \($0.owner) (\(($0.end - desk.now).timeLeft))"
    }
    let facts = [
      ("start", times.full(slot.range.start)),
      ("end", times.full(slot.range.end)),
      ("length", "\(slot.range.length.minutes) min"),
      ("status", slot.status.rawValue),
      ("available", availability),
      ("taken", "\(slot.activeAppointments) of \(slot.capacity)"),
      ("cancelled", "\(slot.cancelledAppointments)"),
      ("lockable", slot.isLockable ? "yes" : "no"),
      ("locked", lock ?? "no"),
      ("created", times.fullUTC(slot.createdAt)),
      ("updated", times.fullUTC(slot.updatedAt)),
      ("id", "\(slot.id)"),
    ]
    return facts.map { Entry(label: $0, text: $1) }
  }

  private var availability: String {
    guard let block = desk.content.block, block.id == details.slot.blockID else { return "" }
    let reasons = SlotSentence(desk).reasons(details.slot, in: block)
    return reasons.isEmpty ? "yes" : "no: " + reasons.joined(separator: ", ")
  }

  private var metadata: [Entry] {
    let members = details.slot.metadata.members
    guard !members.isEmpty else { return [] }
    return heading("Metadata")
      + members.map { Entry(label: $0.key, text: $0.value.string ?? $0.value.text()) }
  }

  private var appointments: [Entry] {
    let appointments = details.appointments
    guard !appointments.isEmpty else { return heading("No appointments") }
    return heading("Appointments")
      + appointments.enumerated().map { index, appointment in
        let contact = ["phone", "email", "note"].compactMap { appointment.metadata[$0]?.string }
        let text = ([appointment.label] + contact).joined(separator: ", ")
        return appointment.status == .active
          ? Entry(text: text, appointment: index)
          : Entry(text: "\(text) (cancelled)", style: .dim, appointment: index)
      }
  }

  private var history: [Entry] {
    guard !details.history.isEmpty else { return [] }
    return heading("History")
      + details.history.map { entry in
        let action = entry.action
        let at = "\(desk.times.day(action.at, now: desk.now)) \(desk.times.clock(action.at))"
        let changes = Self.summary(entry.changes)
        return Entry(text: "\(at) \(action.actor) \(action.verb.rawValue) \(changes)")
      }
  }

  private func heading(_ text: String) -> [Entry] {
    [Entry(text: ""), Entry(text: text, style: .heading)]
  }

  /// What a change changed, in a few words: `status active → disabled`.
  private static func summary(_ changes: [Change]) -> String {
    changes.flatMap { change -> [String] in
      guard let before = change.before, let after = change.after else { return [] }
      return after.keys.map(\.text).sorted().filter { !["updated_at", "locked_by"].contains($0) }
        .compactMap {
          guard let old = before[$0], let new = after[$0], !$0.hasSuffix("_date"),
            $0 != "locked_until"
          else { return nil }
          return "\($0) \(old.string ?? old.text()) → \(new.string ?? new.text())"
        }
    }
    .joined(separator: ", ")
  }
}
