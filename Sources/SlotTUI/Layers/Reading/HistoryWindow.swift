import SlotDomain
import TerminalKit

/// Who did what to one slot and its appointments, with the values before and after: an action a paragraph,
/// newest first.
struct HistoryWindow: ScrolledLayer {
  static let width = 76

  private(set) var details: SlotDetails
  var scroll = Scroll()

  init(_ details: SlotDetails) { self.details = details }

  var slot: Slot.ID? { details.slot.id }

  func renewal(_ desk: Desk) -> [Effect] { [desk.details(of: details.slot.id, .history)] }

  mutating func receive(_ event: Event, _ desk: inout Desk) -> Step? {
    guard case .detailsLoaded(let new, .history) = event, new.slot.id == details.slot.id else {
      return nil
    }
    details = new
    return Step()
  }

  func title(_ desk: Desk) -> String {
    "History of \(desk.times.range(details.slot.range, now: desk.now))"
  }

  func lines(_ desk: Desk) -> [Line] {
    guard !details.history.isEmpty else { return [Line("Nothing is known of it.")] }
    let width = desk.layout.columnsInBox(Self.width)
    return details.history.flatMap { entry in
      [Line(heading(entry.action, desk), .heading)]
        + entry.changes.flatMap { change in
          values(change, desk).flatMap { Text.wrap($0, width: width - 2) }.map { Line("  \($0)") }
        }
    }
  }

  private func heading(_ action: Action, _ desk: Desk) -> String {
    let reason = action.reason.map { " (\($0))" } ?? ""
    let undone = action.undoneBy == nil ? "" : ", taken back"
    return "\(at(action.at, desk))  \(action.actor)  \(action.verb.rawValue)\(reason)\(undone)"
  }

  private func at(_ moment: Instant, _ desk: Desk) -> String {
    "\(desk.times.day(moment, now: desk.now)) \(desk.times.clock(moment))"
  }

  /// `capacity 1 → 2`; of what was made or deleted all that it was.
  private func values(_ change: Change, _ desk: Desk) -> [String] {
    func text(_ value: JSONValue?, _ name: String) -> String {
      guard let value, value != .null else { return "none" }
      let isMoment = name.hasSuffix("_date") || name.hasSuffix("_until")
      if isMoment, let milliseconds = value.integer {
        return at(Instant(milliseconds: milliseconds), desk)
      }
      return value.string ?? value.text()
    }
    let names = Set((change.before ?? [:]).keys).union((change.after ?? [:]).keys)
    let shown = names.subtracting(["created_at", "updated_at", "locked_by"])
      .map(\.text).sorted()
    let subject = if case .appointment = change.subject { "appointment " } else { "" }
    if let before = change.before, let after = change.after {
      return shown.map { "\(subject)\($0) \(text(before[$0], $0)) → \(text(after[$0], $0))" }
    }
    let values = change.before ?? change.after ?? [:]
    return [
      (change.before == nil ? "made: " : "was: ") + subject
        + shown.filter { values[$0] != .null }.map { "\($0) \(text(values[$0], $0))" }
        .joined(separator: ", ")
    ]
  }
}
