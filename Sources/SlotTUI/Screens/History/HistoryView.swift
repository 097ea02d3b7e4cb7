import SlotDomain
import TerminalKit

/// Draws a slot's history: an action a paragraph, newest first.
struct HistoryView {
  let details: SlotDetails
  let times: TimeFormat
  let now: Instant

  private struct Line {
    let text: String
    var style = Style.plain
  }

  static let width = 76

  /// Lines in all, as wide as the window is there.
  func rows(_ layout: ScreenLayout) -> Int { lines(layout).count }

  private func lines(_ layout: ScreenLayout) -> [Line] {
    lines(width: Box.columnsInside(layout, width: Self.width))
  }

  func draw(_ scroll: Scroll, _ layout: ScreenLayout, into canvas: inout Canvas) {
    let lines = lines(layout)
    let inside = Box.draw(
      scroll.title(
        "History of \(times.range(details.slot.range, now: now))",
        rows: lines.count,
        in: layout
      ),
      width: Self.width,
      height: lines.count + 2,
      in: layout,
      into: &canvas
    )
    for (row, line) in lines.dropFirst(scroll.top).prefix(inside.height).enumerated() {
      canvas.put(
        line.text,
        x: inside.x,
        y: inside.y + row,
        width: inside.width,
        style: line.style
      )
    }
    scroll.drawArrows(around: inside, rows: lines.count, in: layout, into: &canvas)
    canvas.cursor = Canvas.Position(x: inside.x, y: inside.y)
  }

  // MARK: What it says

  private func lines(width: Int) -> [Line] {
    guard !details.history.isEmpty else { return [Line(text: "Nothing is known of it.")] }
    return details.history.flatMap { entry in
      [Line(text: heading(entry.action), style: .heading)]
        + entry.changes.flatMap { change in
          self.values(change).flatMap { Text.wrap($0, width: width - 2) }
            .map { Line(text: "  \($0)") }
        }
    }
  }

  private func heading(_ action: SlotDomain.Action) -> String {
    let reason = action.reason.map { " (\($0))" } ?? ""
    let undone = action.undoneBy == nil ? "" : ", taken back"
    return "\(times.day(action.at, now: now)) \(times.clock(action.at))  \(action.actor)"
      + "  \(action.verb.rawValue)\(reason)\(undone)"
  }

  /// `capacity 1 → 2`; of what was made or deleted all that it was.
  private func values(_ change: Change) -> [String] {
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

  private func text(_ value: JSONValue?, _ name: String) -> String {
    guard let value, value != .null else { return "none" }
    let isMoment = name.hasSuffix("_date") || name.hasSuffix("_until")
    if isMoment, let milliseconds = value.integer {
      let moment = Instant(milliseconds: milliseconds)
      return "\(times.day(moment, now: now)) \(times.clock(moment))"
    }
    return value.string ?? value.text()
  }
}
