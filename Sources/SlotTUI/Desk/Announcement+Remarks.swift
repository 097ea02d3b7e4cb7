import SlotDomain
import TerminalKit

extension Announcement {
  /// What to do about the people whose slots were closed, and what the note of a slot says in which somebody
  /// gave up their place: who waits for it, perhaps. Empty where there is nothing.
  static func remark(on operation: Operation, _ outcome: Outcome, _ desk: Desk) -> String {
    if case .cancelAppointments = operation, outcome.action != nil {
      let slots = Set(outcome.appointments.map(\.slotID))
      let slot = slots.count == 1 ? desk.content.slots.first { slots.contains($0.id) } : nil
      let note = slot.map { desk.names.text(SlotMember.note.text(in: $0.metadata)) } ?? ""
      return note.isEmpty ? "" : " The slot's note: \(PlainText.cut(note, to: 60))."
    }
    guard case .changeSlots(_, .setStatus(.disabled)) = operation, outcome.action != nil else {
      return ""
    }
    let people = outcome.slots.reduce(0) {
      $0 + ($1.status == .disabled && $1.range.end > desk.clock ? $1.activeAppointments : 0)
    }
    guard people > 0 else { return "" }
    let who = counted(people, "person", plural: "people")
    return " \(desk.keyMap.keyName(.tray)) finds other places for \(who)."
  }
}
