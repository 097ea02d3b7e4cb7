/// An entry of the journal as the world outside sees it.
public enum ActionJSON {
  /// The action: `objects` is how many it changed. Where there is one, `target_id` is what an undo or redo
  /// was about, and `undone_by` the undo that took it back and still holds.
  public static func value(_ action: Action, dates: DateStyle = .utc) -> JSONValue {
    .object(members(action, dates))
  }

  /// The action with the values before and after in place of their count.
  public static func value(_ entry: JournalEntry, dates: DateStyle = .utc) -> JSONValue {
    var members = members(entry.action, dates)
    members["objects"] = .array(entry.changes.map { value($0, dates: dates) })
    return .object(members)
  }

  /// What an undo or redo did: itself, the action it was about, and what it had to leave alone.
  public static func value(_ outcome: UndoOutcome, dates: DateStyle = .utc) -> JSONValue {
    var members = members(outcome.action, dates)
    members["target"] = value(outcome.target, dates: dates)
    members["conflicts"] = .array(outcome.conflicts.map { value($0, dates: dates) })
    return .object(members)
  }

  private static func members(_ action: Action, _ dates: DateStyle) -> JSONMembers {
    var members: JSONMembers = [
      "action": .string(action.verb.rawValue),
      "at": dates.value(action.at),
      "by": .string(action.actor),
      "id": .integer(action.id),
      "objects": .integer(action.objects),
      "reason": action.reason.map(JSONValue.string) ?? .null,
    ]
    members["target_id"] = action.target.map(JSONValue.integer)
    members["undone_by"] = action.undoneBy.map(JSONValue.integer)
    return members
  }

  private static func value(_ change: Change, dates: DateStyle) -> JSONValue {
    .object([
      "_object": .string(change.subject.kind),
      "after": change.after.map { .object(written($0, dates: dates)) } ?? .null,
      "before": change.before.map { .object(written($0, dates: dates)) } ?? .null,
      "id": .string(change.subject.id),
    ])
  }

  private static func value(_ conflict: UndoOutcome.Conflict, dates: DateStyle) -> JSONValue {
    var members: JSONMembers = [
      "_object": .string(conflict.subject.kind), "id": .string(conflict.subject.id),
    ]
    switch conflict.reason {
    case .changed(let actor, let at):
      members["by"] = .string(actor)
      members["at"] = dates.value(at)
    case .refused(let error):
      members["code"] = .string(error.code.rawValue)
      members["message"] = .string(error.message(in: dates.zone))
    }
    return .object(members)
  }

  /// A change's values with dates as text, for output.
  public static func written(_ values: Change.Values, dates: DateStyle) -> Change.Values {
    var values = values
    for property in [SlotProperty.start, .end, .lockedUntil, .createdAt, .updatedAt] {
      guard let milliseconds = values[property.rawValue]?.integer else { continue }
      values[property.rawValue] = dates.value(Instant(milliseconds: milliseconds))
    }
    return values
  }
}

extension Change.Subject {
  /// The `_object` of what it is about.
  public var kind: String {
    switch self {
    case .block: "booking_block"
    case .slot: "slot"
    case .appointment: "appointment"
    }
  }

  /// The id's text.
  public var id: String {
    switch self {
    case .block(let id): "\(id)"
    case .slot(let id): "\(id)"
    case .appointment(let id): "\(id)"
    }
  }
}

extension DateStyle {
  /// The zone in which sentences beside these dates speak of times.
  var zone: Zone {
    switch self {
    case .utc: .utc
    case .local(let zone): zone
    }
  }
}
