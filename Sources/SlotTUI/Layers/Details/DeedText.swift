import SlotDomain

/// What an action did to one slot and the people in it, in words: `ben disabled it: conference`.
struct DeedText {
  let details: SlotDetails
  let desk: Desk

  private var times: TimeFormat { desk.times(of: details.slot) }

  /// Who did what, without the time.
  func sentence(_ entry: JournalEntry) -> String {
    let action = entry.action
    let deeds = entry.changes.flatMap { self.deeds($0, action.verb) }.withoutRepeats
    let what = deeds.isEmpty ? action.verb.words.past + " it" : deeds.joined(separator: ", ")
    // Why is what somebody wrote, and mostly about people.
    let reason = action.reason.map { desk.names.areShown ? ": \($0)" : "" } ?? ""
    let undone = action.undoneBy == nil ? "" : " (taken back since)"
    switch action.verb {
    // What came of it, not what was taken back.
    case .undo:
      return "\(action.actor) took a change back" + (deeds.isEmpty ? "" : ", which \(what)")
    case .redo:
      return "\(action.actor) did a change again" + (deeds.isEmpty ? "" : ", which \(what)")
    default: return "\(action.actor) \(what)\(reason)\(undone)"
    }
  }

  private func deeds(_ change: Change, _ verb: Action.Verb) -> [String] {
    switch change.subject {
    case .slot: deedsToSlot(change)
    case .appointment(let id): deeds(to: id, change, isLate: verb == .createLateAppointments)
    case .block: []
    }
  }

  // MARK: The slot

  private func deedsToSlot(_ change: Change) -> [String] {
    guard let before = change.before else { return ["created it"] }
    guard let after = change.after else { return ["deleted it"] }
    var deeds: [String] = []
    switch after["status"]?.string.flatMap(Slot.Status.init(rawValue:)) {
    case .disabled: deeds.append("disabled it")
    case .active: deeds.append("enabled it")
    case nil: break
    }
    if let start = moment(after["start_date"]) {
      let old =
        moment(before["start_date"]).map { " from \(times.moment($0, now: desk.now))" } ?? ""
      deeds.append("moved it\(old) to \(times.moment(start, now: desk.now))")
    } else if let end = moment(after["end_date"]) {
      deeds.append("made it end at \(times.clock(end))")
    }
    if let old = before["capacity"]?.integer, let new = after["capacity"]?.integer {
      deeds.append("changed its places from \(old) to \(new)")
    }
    if let isLockable = after["lockable"]?.bool {
      deeds.append(isLockable ? "made it lockable" : "made it one that cannot be locked")
    }
    if let lock = after["locked_until"] {
      deeds.append(
        moment(lock).map { "locked it until \(times.until($0, now: desk.now))" } ?? "unlocked it"
      )
    }
    return deeds + changes(of: change, owner: "its")
  }

  private func moment(_ value: JSONValue?) -> Instant? {
    value?.integer.map { Instant(milliseconds: $0) }
  }

  // MARK: Somebody

  private func deeds(to id: Appointment.ID, _ change: Change, isLate: Bool) -> [String] {
    let who = name(of: id, change)
    guard let before = change.before else { return ["booked \(who)\(isLate ? " late" : "")"] }
    guard let after = change.after else { return ["deleted the appointment of \(who)"] }
    var deeds: [String] = []
    if let target = slot(after) {
      let isHere = target == details.slot.id
      let place = place(of: isHere ? slot(before) : target)
      deeds.append(
        isHere
          ? "moved \(who) here\(place.map { " from \($0)" } ?? "")"
          : "moved \(who) \(place.map { "to \($0)" } ?? "away")"
      )
    }
    switch after["status"]?.string.flatMap(Appointment.Status.init(rawValue:)) {
    case .cancelled: deeds.append("cancelled the appointment of \(who)")
    case .active: deeds.append("enabled the appointment of \(who)")
    case nil: break
    }
    return deeds + (before["metadata"] == nil ? [] : changes(of: change, owner: "\(who)’s"))
  }

  private func slot(_ values: Change.Values) -> Slot.ID? {
    values["slot_id"]?.string.flatMap { Slot.ID($0) }
  }

  /// Nil where it is not there any more.
  private func place(of id: Slot.ID?) -> String? {
    details.elsewhere.slots.first { $0.id == id }.map(desk.place(of:))
  }

  private func name(of id: Appointment.ID, _ change: Change) -> String {
    guard desk.names.areShown else { return "somebody" }
    // What they were called then; they can have another name by now.
    let values = change.before?["metadata"] ?? change.after?["metadata"]
    if let label = values.flatMap({ try? Metadata($0) })?.label { return label }
    let known = details.appointments + details.elsewhere.appointments
    if let label = known.first(where: { $0.id == id })?.label { return label }
    // Of somebody who was deleted since, the deletion has all that was known.
    let others = details.history.lazy.flatMap(\.changes).filter { $0.subject == change.subject }
    return others.compactMap { ($0.before?["metadata"]).flatMap { try? Metadata($0) }?.label }.first
      ?? "somebody"
  }

  // MARK: What is known of either

  /// Member by member, as people read it.
  private func changes(of change: Change, owner: String) -> [String] {
    guard let before = change.before?["metadata"]?.members,
      let after = change.after?["metadata"]?.members
    else { return [] }
    guard desk.names.areShown else { return ["changed \(owner) details"] }
    return Set(before.keys).union(after.keys).sorted().compactMap { key in
      guard before[key] != after[key] else { return nil }
      // Whoever was changed by mistake is to be mended.
      guard let new = after[key] else {
        return "took away \(owner) \(key.text)\(before[key].map { " “\($0.words)”" } ?? "")"
      }
      let old = before[key].map { " from “\($0.words)”" } ?? ""
      return "changed \(owner) \(key.text)\(old) to “\(new.words)”"
    }
  }
}

extension JSONValue {
  /// As a person reads it.
  var words: String {
    switch self {
    case .null: "nothing"
    case .bool(let isTrue): isTrue ? "yes" : "no"
    case .number(let literal): literal
    case .string(let text): text
    case .array(let values): values.map(\.words).joined(separator: ", ")
    case .object(let members):
      members.sorted { $0.key < $1.key }.map { "\($0.key.text): \($0.value.words)" }
        .joined(separator: ", ")
    }
  }
}
