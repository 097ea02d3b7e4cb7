import SlotDomain
import TerminalKit

extension Tables {
  /// Actions, and with their values below them where they were read.
  func history(_ entries: [JournalEntry], withValues: Bool) throws(SlotError) -> [String] {
    guard !entries.isEmpty else { return [] }
    let words = try words()
    guard !withValues else { return entries.flatMap { detailed($0, words) } }
    var table = Table([
      Table.Column(title: "ID", isRight: true), Table.Column(title: "AT (\(words.zone.shownName))"),
      Table.Column(title: "BY", isFlexible: true), Table.Column(title: "ACTION"),
      Table.Column(title: "OBJECTS", isRight: true),
      Table.Column(title: "REASON", isFlexible: true),
    ])
    for entry in entries {
      let action = entry.action
      table.add([
        "\(action.id)", words.moment(action.at), action.actor,
        title(action), "\(action.objects)", action.reason ?? "",
      ])
    }
    return table.lines()
  }

  /// `slot disable`, `undo of 12`, and whether it still holds.
  private func title(_ action: Action) -> String {
    action.verb.rawValue + (action.target.map { " of \($0)" } ?? "")
      + (action.undoneBy == nil ? "" : " (undone)")
  }

  private func detailed(_ entry: JournalEntry, _ words: TimeWords) -> [String] {
    let action = entry.action
    let reason = action.reason.map { ": \($0)" } ?? ""
    let head =
      "\(action.id)  \(words.moment(action.at))  \(action.actor)  \(title(action))\(reason)"
    return [PlainText.safe(head)] + entry.changes.flatMap { lines($0, .local(words.zone)) }
  }

  /// The values of one change: `capacity  1 → 2`. Those that every change has are left out.
  private func lines(_ change: Change, _ dates: DateStyle) -> [String] {
    let before = change.before.map { ActionJSON.written($0, dates: dates) }
    let after = change.after.map { ActionJSON.written($0, dates: dates) }
    let what = before == nil ? "created" : after == nil ? "deleted" : "changed"
    var sheet = PropertySheet()
    for name in Set((before ?? [:]).keys).union((after ?? [:]).keys).map(\.text).sorted()
    where name != "updated_at" && name != "created_at" {
      let values = [before?[name], after?[name]].compactMap { $0 }.map { $0.string ?? $0.text() }
      sheet.add("    " + name, values.joined(separator: " → "))
    }
    let kind = change.subject.kind == "booking_block" ? "block" : change.subject.kind
    return ["  \(kind) \(change.subject.id.prefix(8)) \(what)"] + sheet.lines()
  }

  // MARK: Undo

  /// What was taken back or done again, and each object that was left alone with the reason.
  func undo(_ outcome: UndoOutcome) throws(SlotError) -> [String] {
    let words = try words()
    let done = outcome.action.verb == .redo ? "Done again" : "Taken back"
    var lines = [
      "\(done): action \(outcome.target.id), \(outcome.target.verb.rawValue), of"
        + " \(words.moment(outcome.target.at)) \(words.offset(outcome.target.at))"
        + " (\(counted(outcome.action.objects, "object")))."
    ]
    if !outcome.conflicts.isEmpty {
      lines.append("\(counted(outcome.conflicts.count, "object")) left alone:")
    }
    for conflict in outcome.conflicts {
      lines.append("  \(conflict.subject.name): \(sentence(conflict, words))")
    }
    return lines.map(PlainText.safe)
  }

  private func sentence(_ conflict: UndoOutcome.Conflict, _ words: TimeWords) -> String {
    switch conflict.reason {
    case .changed(let actor, let at):
      "\(actor) changed it at \(words.moment(at)) \(words.offset(at))."
    case .refused(let error): error.message(in: session.blocks.zone(for: error))
    }
  }

  private func words() throws(SlotError) -> TimeWords {
    guard let block = session.onlyBlock else { return TimeWords(zone: .utc) }
    return try words(block)
  }
}
