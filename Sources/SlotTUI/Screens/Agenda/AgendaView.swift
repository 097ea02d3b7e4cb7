import SlotDomain
import TerminalKit

/// The agenda: the slots of the week as a table, a row each.
struct AgendaView {
  private let week: WeekScreen
  private let now: Instant
  private let times: TimeFormat
  private let flashes: [Slot.ID: Flash]
  private let marks: Marks
  private let openRange: ClosedRange<Instant>?
  private let isCovered: Bool
  private let emptyHint: String

  init(state: AppState) {
    week = state.week
    now = state.now
    times = state.times
    flashes = state.flashes
    marks = state.marks
    openRange = state.openBounds
    isCovered = state.overlay != nil
    let keys = state.keyMap
    let create =
      !state.isChangeable ? "" : "\(keys.keyName(.create)) creates one, "
    let all =
      week.filter.condition == nil ? "" : "\(keys.keyName(.showAll)) shows all slots, "
    emptyHint =
      "\(all.isEmpty ? create : all)\(keys.keyName(.nextSlot)) goes to the next one,"
      + " \(keys.keyName(.nextPeriod)) to the next week."
  }

  func draw(in area: Rect, into canvas: inout Canvas) {
    canvas.clipped(to: area) { canvas in
      let columns = places(in: area)
      drawTitles(columns, y: area.y, into: &canvas)
      let body = area.inset(top: 1)
      if week.agenda.order.isEmpty { drawEmpty(in: body, into: &canvas) }
      for (row, index) in week.agenda.order.dropFirst(week.agenda.top).prefix(body.height)
        .enumerated()
      {
        draw(week.slots[index], week.faces[index], columns, y: body.y + row, into: &canvas)
      }
    }
  }

  private typealias Column = (column: AgendaColumn, x: Int, width: Int)

  private func places(in area: Rect) -> [Column] {
    var x = area.x
    return AgendaColumn.fitting(area.width, times.style).map { column, width in
      defer { x += width + AgendaColumn.gap(area.width) }
      return (column, x, width)
    }
  }

  /// Which columns have room.
  static func columns(in area: Rect, _ style: TimeStyle) -> [AgendaColumn] {
    AgendaColumn.fitting(area.width, style).map(\.column)
  }

  /// The column by which the rows are sorted says so by an arrow.
  private func drawTitles(_ columns: [Column], y: Int, into canvas: inout Canvas) {
    for (column, x, width) in columns {
      let title = column.rawValue
      let isSorting = column == week.agenda.sorting
      let style: Style = isSorting ? .today : .heading
      let start = column.isRight ? x + width - title.count : x + (column == .time ? 2 : 0)
      canvas.put(title, x: start, y: y, style: style, flags: isSorting ? .bold : [])
      guard isSorting else { continue }
      canvas.put(
        week.agenda.isDescending ? .down : .up,
        x: column.isRight ? start - 1 : start + title.count,
        y: y,
        style: style,
        flags: .bold
      )
    }
  }

  private func drawEmpty(in body: Rect, into canvas: inout Canvas) {
    canvas.put(emptyTitle, x: body.x, y: body.y, style: .heading)
    for (row, text) in Text.wrap(emptyHint, width: body.width - 1).enumerated() {
      canvas.put(text, x: body.x, y: body.y + 1 + row)
    }
  }

  private var emptyTitle: String {
    guard let condition = week.filter.condition, !week.slots.isEmpty else {
      return "No slot in this week."
    }
    return "No \(condition.adjective) slot in this week."
  }

  // MARK: Rows

  private func draw(
    _ slot: Slot,
    _ face: SlotFace,
    _ columns: [Column],
    y: Int,
    into canvas: inout Canvas
  ) {
    let flash = flashes.isEmpty ? nil : flashes[slot.id]
    let flags: Cell.Flags = flash == nil ? [] : [.bold, .underlined]
    for (column, x, width) in columns {
      let text = flash != nil && column == .state ? flash?.actor ?? "" : text(column, slot, face)
      guard column != .time else {
        canvas.put(face.glyph, x: x, y: y, style: face.style, flags: flags)
        canvas.put(" " + text, x: x + 1, y: y, width: width - 1, style: face.style, flags: flags)
        if marks.contains(slot.id) { canvas.put(.mark, x: x + 1, y: y, style: .mark) }
        continue
      }
      let start = column.isRight ? x + max(0, width - text.count) : x
      let style = column.isOfState ? face.style : .plain
      canvas.put(text, x: start, y: y, width: width, style: style, flags: flags)
    }
  }

  private func text(_ column: AgendaColumn, _ slot: Slot, _ face: SlotFace) -> String {
    switch column {
    case .time: times.range(slot.range)
    case .state: face.state
    case .taken: "\(slot.activeAppointments)/\(slot.capacity)"
    case .lock: slot.lock(at: now).map(text) ?? ""
    case .id: slot.id.short
    case .lockable: slot.isLockable ? "yes" : "no"
    case .metadata: slot.metadata.line
    }
  }

  private func text(_ lock: Slot.Lock) -> String {
    let isToday = times.zone.date(lock.end) == times.zone.date(now)
    return "\(isToday ? "" : times.day(lock.end) + " ")\(times.clock(lock.end)) \(lock.owner)"
  }

  // MARK: The mouse

  /// The slot whose row is drawn at a place of the screen.
  func slot(x: Int, y: Int, in area: Rect) -> Slot.ID? {
    let body = area.inset(top: 1)
    let row = week.agenda.top + y - body.y
    guard body.contains(x: x, y: y), week.agenda.order.indices.contains(row) else { return nil }
    return week.slots[week.agenda.order[row]].id
  }

  /// The column whose title is drawn there.
  func title(x: Int, y: Int, in area: Rect) -> AgendaColumn? {
    guard y == area.y else { return nil }
    return places(in: area).first { ($0.x..<($0.x + $0.width)).contains(x) }?.column
  }

  // MARK: The cursor

  func drawFocus(in area: Rect, into canvas: inout Canvas) {
    let body = area.inset(top: 1)
    let row = (week.agendaRow ?? 0) - week.agenda.top
    guard (0..<body.height).contains(row) else { return }
    if let openRange { draw(openRange, in: body, into: &canvas) }
    let y = body.y + row
    canvas.restyle(
      Rect(x: body.x, y: y, width: min(body.width - 1, WeekView.focusWidth), height: 1),
      style: week.focusedSlot == nil ? .focus : nil,
      adding: .reversed
    )
    if !isCovered { canvas.cursor = Canvas.Position(x: body.x, y: y) }
  }

  /// Follows the cursor, so it is drawn with the focus.
  private func draw(
    _ openRange: ClosedRange<Instant>,
    in body: Rect,
    into canvas: inout Canvas
  ) {
    let shown = week.agenda.order.dropFirst(week.agenda.top).prefix(body.height)
    for (row, index) in shown.enumerated() {
      let slot = week.slots[index]
      guard openRange.contains(slot.range.start), !marks.contains(slot.id) else { continue }
      canvas.put(.inRange, x: body.x + 1, y: body.y + row, style: .mark)
    }
  }
}

extension AgendaColumn {
  /// Drawn in the colour of the slot's state.
  fileprivate var isOfState: Bool {
    switch self {
    case .time, .state, .taken: true
    case .lock, .id, .lockable, .metadata: false
    }
  }
}
