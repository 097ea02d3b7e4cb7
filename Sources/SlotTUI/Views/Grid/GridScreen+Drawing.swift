import SlotDomain
import TerminalKit

/// A time gutter, a column a day, or a block on one day; a cell a slot.
extension GridScreen {
  func draw(in area: Rect, _ desk: Desk, into canvas: inout Canvas) {
    let painter = GridPainter(self, desk, in: area, gridColumns(desk.sheet))
    canvas.clipped(to: area) { painter.draw(into: &$0) }
  }

  func drawFocus(in area: Rect, _ desk: Desk, isCovered: Bool, into canvas: inout Canvas) {
    // A range is seen in the columns; the cursor needs none of what stands in them.
    let columns = desk.marks.rangeStart == nil ? [] : gridColumns(desk.sheet)
    GridPainter(self, desk, in: area, columns).drawFocus(isCovered: isCovered, into: &canvas)
  }

  func section(in area: Rect, _ desk: Desk) -> ViewSection {
    let geometry = GridGeometry(area, self, desk)
    return ViewSection(top: geometry.rows.lowerBound, left: geometry.columns.lowerBound)
  }

  func target(x: Int, y: Int, in area: Rect, _ desk: Desk) -> MouseTarget? {
    let (geometry, columns) = (GridGeometry(area, self, desk), gridColumns(desk.sheet))
    return geometry.cell(x: x, y: y, of: columns, desk.sheet).map { .cell($0) }
  }

  // MARK: Lines in place of a grid

  /// One of the slots of a column, or a column without any.
  struct Row: Hashable {
    let column: Int
    let slot: Int?
  }

  /// From top to bottom: over midnight a slot has a line on both days.
  func rows(_ all: [GridColumn]) -> [Row] {
    all.enumerated().flatMap { number, column -> [Row] in
      let shown = column.segments.map(\.slot).filter(column.filter.shows)
      return shown.isEmpty
        ? [Row(column: number, slot: nil)] : shown.map { Row(column: number, slot: $0) }
    }
  }

  /// The one with the cursor.
  private func focusedRow(_ all: [GridColumn], _ sheet: Sheet) -> Row {
    let column =
      columns == .blocks
      ? all.firstIndex { $0.block?.id == sheet.block?.id } ?? 0
      : all.firstIndex { $0.day == sheet.day } ?? 0
    return Row(column: column, slot: sheet.focusedIndex)
  }

  func lines(_ desk: Desk) -> LinearLines {
    let all = gridColumns(desk.sheet)
    let rows = rows(all)
    let focused = rows.firstIndex(of: focusedRow(all, desk.sheet))
    return LinearLines(count: rows.count, focused: focused) { index in
      let column = all[rows[index].column]
      guard let block = column.block ?? desk.content.block else { return "" }
      let draft = columns == .blocks && block.status == .draft ? ", block is a draft" : ""
      let date = desk.sheet.layout.axis.days[column.day].date
      let name = columns == .blocks ? block.name : desk.name(of: date)
      guard let slot = rows[index].slot else {
        return "\(name): no \(desk.filterWord)slots\(draft)"
      }
      let shown = column.slots[slot]
      let guests = column.guests[shown.id] ?? []
      return desk.line(of: shown, in: block, guests, naming: columns == .blocks ? name : nil)
    }
  }

  /// By slots and free rows; where lines are, by those. Stops at the edges.
  func move(lines steps: Int, _ desk: inout Desk) -> [Effect] {
    guard desk.layout.isLinear else {
      desk.sheet.moveVertically(steps)
      return []
    }
    let all = gridColumns(desk.sheet)
    let rows = rows(all)
    guard let here = rows.firstIndex(of: focusedRow(all, desk.sheet)) else { return [] }
    let target = rows[min(max(0, here + steps), rows.count - 1)]
    let column = all[target.column]
    if let block = column.block, block.id != desk.content.block?.id {
      // On the day that is shown, also of a slot that came over midnight.
      let start = desk.content.zone.day(desk.sheet.cursor.date).start
      let moment = target.slot.map { max(column.slots[$0].range.start, start) }
      return [desk.load(.moment(moment ?? desk.sheet.focusedMoment), block: block.id)]
    }
    desk.sheet.stand(onDay: column.day)
    if let segment = column.segments.first(where: { $0.slot == target.slot }) {
      desk.sheet.stand(onRow: segment.rows.lowerBound)
    }
    return []
  }
}
