import SlotDomain
import TerminalKit

/// Titles, and below them a row a slot.
extension AgendaScreen {
  private typealias Column = (column: AgendaColumn, x: Int, width: Int)

  func draw(in area: Rect, _ desk: Desk, into canvas: inout Canvas) {
    canvas.clipped(to: area) { canvas in
      let columns = places(in: area, desk)
      drawTitles(columns, y: area.y, into: &canvas)
      let body = area.inset(top: 1)
      if order.isEmpty { drawEmpty(in: body, desk, into: &canvas) }
      for (row, index) in shownRows(in: area).enumerated() {
        draw(index, columns, y: body.y + row, desk, into: &canvas)
      }
    }
  }

  private func shownRows(in area: Rect) -> ArraySlice<Int> {
    order.dropFirst(scroll.top).prefix(area.height - 1)
  }

  private func places(in area: Rect, _ desk: Desk) -> [Column] {
    var x = area.x
    return AgendaColumn.fitting(area.width, desk.times.style).map { column, width in
      defer { x += width + AgendaColumn.gap(area.width) }
      return (column, x, width)
    }
  }

  /// The column by which the rows are sorted says so by an arrow.
  private func drawTitles(_ columns: [Column], y: Int, into canvas: inout Canvas) {
    for (column, x, _) in columns {
      let title = column.title
      let isSorting = column == sorting
      let style: Style = isSorting ? .today : .heading
      let start = x + (column == .time ? 2 : column == .free ? 1 : 0)
      canvas.put(title, x: start, y: y, style: style, flags: isSorting ? .bold : [])
      guard isSorting else { continue }
      canvas.put(
        isDescending ? .down : .up,
        x: start + title.count,
        y: y,
        style: style,
        flags: .bold
      )
    }
  }

  private func drawEmpty(in body: Rect, _ desk: Desk, into canvas: inout Canvas) {
    let filter = desk.content.slots.isEmpty ? "" : desk.filterWord
    canvas.put("No \(filter)slot in this week.", x: body.x, y: body.y, style: .heading)
    let keys = desk.keyMap
    let create = !desk.isChangeable ? "" : "\(keys.keyName(.create)) creates one, "
    let all =
      desk.sheet.filter.condition == nil ? "" : "\(keys.keyName(.showAll)) shows all slots, "
    let hint =
      "\(all.isEmpty ? create : all)\(keys.keyName(.nextSlot)) goes to the next one,"
      + " \(keys.keyName(.nextPeriod)) to the next week."
    for (row, text) in Text.wrap(hint, width: body.width - 1).enumerated() {
      canvas.put(text, x: body.x, y: body.y + 1 + row)
    }
  }

  // MARK: Rows

  private func draw(
    _ index: Int,
    _ columns: [Column],
    y: Int,
    _ desk: Desk,
    into canvas: inout Canvas
  ) {
    let (slot, face) = (desk.sheet.slots[index], desk.sheet.faces[index])
    let flash = desk.journal.flashes.isEmpty ? nil : desk.journal.flashes[slot.id]
    let flags: Cell.Flags = flash == nil ? [] : [.bold, .underlined]
    // Where names have no column of their own, they say that a place is taken.
    let isNamed = !face.who.isEmpty && !columns.contains { $0.column == .who }
    for (column, x, width) in columns {
      let isNews = flash != nil && column == .state
      let hasName = isNamed && column == .state
      let text =
        isNews ? flash?.actor ?? "" : hasName ? face.who : text(column, slot, face, desk)
      let style = hasName ? face.textStyle : column.isOfState ? face.style : .plain
      if column == .time {
        canvas.put(face.glyph, x: x, y: y, style: style, flags: flags)
        canvas.put(" " + text, x: x + 1, y: y, width: width - 1, style: style, flags: flags)
        if desk.marks.contains(slot.id) { canvas.put(.mark, x: x + 1, y: y, style: .mark) }
      } else {
        let style: Style = column == .free ? .chip : column == .who ? face.textStyle : style
        canvas.put(text, x: x, y: y, width: width, style: style, flags: flags)
      }
    }
  }

  private func text(
    _ column: AgendaColumn,
    _ slot: Slot,
    _ face: SlotFace,
    _ desk: Desk
  ) -> String {
    let times = desk.times
    switch column {
    case .time: return times.range(slot.range)
    case .state: return face.state
    case .free: return face.chip
    case .who: return face.who
    case .phone: return face.phone
    case .taken: return "\(slot.activeAppointments) of \(slot.capacity)"
    case .lock:
      guard let lock = slot.lock(at: desk.now) else { return "" }
      return "\(times.until(lock.end, now: desk.now)) \(lock.owner)"
    case .id: return slot.id.short
    case .lockable: return slot.isLockable ? "yes" : "no"
    case .member(let member): return desk.names.text(member.text(in: slot.metadata))
    case .metadata: return desk.names.metadata(slot.metadata).line
    }
  }

  func section(in area: Rect, _ desk: Desk) -> ViewSection { ViewSection(top: scroll.top) }

  // MARK: The mouse

  func target(x: Int, y: Int, in area: Rect, _ desk: Desk) -> MouseTarget? {
    if y == area.y {
      return places(in: area, desk).firstIndex { ($0.x..<($0.x + $0.width)).contains(x) }
        .map { .title($0) }
    }
    let row = scroll.top + y - area.y - 1
    guard area.contains(x: x, y: y), order.indices.contains(row) else { return nil }
    return .slot(desk.sheet.slots[order[row]].id)
  }

  // MARK: The cursor

  func drawFocus(in area: Rect, _ desk: Desk, isCovered: Bool, into canvas: inout Canvas) {
    let body = area.inset(top: 1)
    let row = row(desk.sheet).map { $0 - scroll.top } ?? 0
    guard (0..<body.height).contains(row) else { return }
    if let range = desk.openBounds {
      // It follows the cursor.
      for (row, index) in shownRows(in: area).enumerated() {
        let slot = desk.sheet.slots[index]
        guard range.contains(slot.range.start), !desk.marks.contains(slot.id) else { continue }
        canvas.put(.inRange, x: body.x + 1, y: body.y + row, style: .mark)
      }
    }
    let line = body.inset(top: row, right: 1).split(top: 1).top
    canvas.focus(
      line.split(left: ScreenLayout.focusWidth).left,
      style: desk.sheet.focusedSlot == nil ? .focus : nil
    )
    if !isCovered { canvas.cursor = Canvas.Position(x: line.x, y: line.y) }
  }
}
