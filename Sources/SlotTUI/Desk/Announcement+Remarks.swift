import SlotDomain

extension Announcement {
  /// What to do about the people whose slots were closed; empty where there are none.
  static func remark(on operation: Operation, _ outcome: Outcome, _ desk: Desk) -> String {
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
