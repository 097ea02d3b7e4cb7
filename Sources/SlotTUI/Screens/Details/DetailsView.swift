import SlotDomain
import TerminalKit

/// Everything about one slot, line by line: in the panel beside the grid, or as a window.
struct DetailsView {
  let state: AppState
  let details: SlotDetails
  /// The chosen appointment, where one can be chosen.
  let selection: Int?

  private struct Line {
    var label: String
    var text: String
    let style: Style
    let appointment: Int?
    let indent: Int

    init(label: String = "", text: String, style: Style = .plain, appointment: Int? = nil) {
      self.label = label
      self.text = text
      self.style = style
      self.appointment = appointment
      indent = label.isEmpty ? 0 : 12
    }

    /// `label: text`, where nothing stands beside anything else.
    var joined: Line {
      label.isEmpty ? self : Line(text: "\(label): \(text)", style: style)
    }
  }

  /// The appointment that is drawn at a place of the screen.
  static func appointment(
    x: Int,
    y: Int,
    _ screen: DetailsScreen,
    _ state: AppState,
    _ layout: ScreenLayout
  ) -> Int? {
    let view = DetailsView(state: state, details: screen.details, selection: screen.selection)
    let lines = view.lines(width: width(layout))
    let list = ScrolledList(
      area: Box.inside(width: width(layout) + 4, height: lines.count + 2, in: layout.body),
      top: view.scrolling(screen, layout).top,
      count: lines.count
    )
    return list.index(x: x, y: y).flatMap { lines[$0].appointment }
  }

  static func drawOverlay(
    _ screen: DetailsScreen,
    _ state: AppState,
    _ layout: ScreenLayout,
    into canvas: inout Canvas
  ) {
    let view = DetailsView(state: state, details: screen.details, selection: screen.selection)
    let title = state.times.range(screen.details.slot.range, now: state.now)
    let inside = Box.draw(
      title,
      width: Self.width + 4,
      height: view.lines(width: width(layout)).count + 2,
      in: layout,
      into: &canvas
    )
    canvas.cursor = Canvas.Position(x: inside.x, y: inside.y)
    view.draw(in: inside, top: view.scrolling(screen, layout).top, into: &canvas)
  }

  private static let width = 72

  private static func width(_ layout: ScreenLayout) -> Int {
    Box.columnsInside(layout, width: width + 4)
  }

  /// The first line that the window shows, and the largest that it can. The chosen appointment is in
  /// view unless the user scrolled away from it.
  func scrolling(_ screen: DetailsScreen, _ layout: ScreenLayout) -> (top: Int, last: Int) {
    let lines = lines(width: Self.width(layout))
    let height = min(lines.count, Box.rowsInside(layout))
    let last = lines.count - height
    let top = min(screen.top, last)
    guard screen.followsSelection,
      let chosen = lines.firstIndex(where: { $0.appointment == screen.selection })
    else { return (top, last) }
    let end = lines.lastIndex { $0.appointment == screen.selection } ?? chosen
    return (min(max(top, end - height + 1), chosen), last)
  }

  func draw(in area: Rect, top: Int, into canvas: inout Canvas) {
    var isCursorSet = false
    for (row, line) in lines(width: area.width).dropFirst(top).prefix(area.height).enumerated() {
      let y = area.y + row
      canvas.put(line.label, x: area.x, y: y, width: min(11, area.width), style: .dim)
      let isChosen = selection != nil && line.appointment == selection
      canvas.put(
        line.text,
        x: area.x + line.indent,
        y: y,
        width: area.width - line.indent,
        style: line.style,
        flags: isChosen ? .reversed : []
      )
      guard isChosen, !isCursorSet else { continue }
      canvas.cursor = Canvas.Position(x: area.x, y: y)
      isCursorSet = true
      if isLinear {
        canvas.put(">", x: area.x - LinearLines.margin, y: y)
        canvas.cursor?.x -= LinearLines.margin
      }
    }
  }

  private var isLinear: Bool { state.settings.isLinear }

  // MARK: What it says

  /// What does not fit one line goes on in the next.
  private func lines(width: Int) -> [Line] {
    let lines = properties + metadata + appointments + history
    return (isLinear ? lines.map(\.joined) : lines).flatMap { line in
      Text.wrap(line.text, width: width - line.indent).enumerated().map { row, text in
        var part = line
        part.text = text
        if row > 0 { part.label = "" }
        return part
      }
    }
  }

  private var properties: [Line] {
    let slot = details.slot
    let now = state.now
    let lock = slot.lock(at: now).map {
      "until \(state.times.clock($0.end)) by \($0.owner) (\(($0.end - now).timeLeft))"
    }
    return [
      Line(label: "start", text: state.times.full(slot.range.start)),
      Line(label: "end", text: state.times.full(slot.range.end)),
      Line(label: "length", text: "\(slot.range.length.minutes) min"),
      Line(label: "status", text: slot.status.rawValue),
      Line(label: "available", text: availability),
      Line(label: "taken", text: "\(slot.activeAppointments) of \(slot.capacity)"),
      Line(label: "cancelled", text: "\(slot.cancelledAppointments)"),
      Line(label: "lockable", text: slot.isLockable ? "yes" : "no"),
      Line(label: "locked", text: lock ?? "no"),
      Line(label: "created", text: state.times.fullUTC(slot.createdAt)),
      Line(label: "updated", text: state.times.fullUTC(slot.updatedAt)),
      Line(label: "id", text: "\(slot.id)"),
    ]
  }

  private var availability: String {
    guard let block = state.content.block, block.id == details.slot.blockID else { return "" }
    let reasons = SlotSentence(state).reasons(details.slot, in: block)
    return reasons.isEmpty ? "yes" : "no: " + reasons.joined(separator: ", ")
  }

  private var metadata: [Line] {
    let members = details.slot.metadata.members
    guard !members.isEmpty else { return [] }
    return heading("Metadata")
      + members.map { Line(label: $0.key, text: $0.value.string ?? $0.value.text()) }
  }

  private var appointments: [Line] {
    let appointments = details.appointments
    guard !appointments.isEmpty else { return heading("No appointments") }
    return heading("Appointments")
      + appointments.enumerated().map { index, appointment in
        let contact = ["phone", "email", "note"].compactMap { appointment.metadata[$0]?.string }
        let text = ([appointment.label] + contact).joined(separator: ", ")
        let isActive = appointment.status == .active
        return Line(
          text: isActive ? text : "\(text) (cancelled)",
          style: isActive ? .plain : .dim,
          appointment: index
        )
      }
  }

  private var history: [Line] {
    guard !details.history.isEmpty else { return [] }
    return heading("History")
      + details.history.map { entry in
        let action = entry.action
        let at = "\(state.times.day(action.at, now: state.now)) \(state.times.clock(action.at))"
        return Line(
          text: "\(at) \(action.actor) \(action.verb.rawValue) \(Self.summary(entry.changes))"
        )
      }
  }

  private func heading(_ text: String) -> [Line] {
    [Line(text: ""), Line(text: text, style: .heading)]
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
