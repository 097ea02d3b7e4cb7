import SlotDomain
import TerminalKit

/// Saving over what a colleague saved while the form was open.
extension Form {
  /// Puts the form on top of a colleague's newer slot: what was typed here stays, every other field
  /// shows theirs. Returns what they changed, as `capacity 2 → 4`; empty when nothing of it can be told.
  mutating func adopt(
    _ theirs: Slot,
    by actor: String,
    now: Instant
  ) -> [String] {
    guard case .editSlot(let seen) = purpose else { return [] }
    let showsMembers = fields.contains { $0.name == .metadata }
    let before = Form.editSlot(seen, times: times, showsMembers: showsMembers)
    var form = Form.editSlot(theirs, times: times, showsMembers: showsMembers)
    var changes: [String] = []
    for index in fields.indices {
      let (old, new) = (before.fields[index].text, form.fields[index].text)
      let isTyped = ExactText(fields[index].text) != ExactText(old)
      if ExactText(new) != ExactText(old) {
        changes.append(
          "\(fields[index].name.rawValue.lowercased()) \(Self.short(old)) → \(Self.short(new))"
        )
        if isTyped { form.fields[index].hint = "\(actor): \(new)" }
      }
      if isTyped {
        form.fields[index].input = fields[index].input
        form.fields[index].isProposed = false
      }
    }
    form.focus = focus
    self = form
    return changes + states(seen, theirs, now: now)
  }

  /// What no field shows.
  private func states(_ seen: Slot, _ theirs: Slot, now: Instant) -> [String] {
    var changes: [String] = []
    if seen.status != theirs.status {
      changes.append(theirs.status == .active ? "now enabled" : "now disabled")
    }
    if seen.lock(at: now) != theirs.lock(at: now) {
      changes.append(
        theirs.lock(at: now).map { "locked until \(times.clock($0.end))" } ?? "no longer locked"
      )
    }
    return changes
  }

  private static func short(_ text: String) -> String { PlainText.cut(text, to: 24) }
}
