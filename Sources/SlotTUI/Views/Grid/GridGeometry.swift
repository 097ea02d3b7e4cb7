import SlotDomain
import TerminalKit

/// A column of the grid, and what stands in it.
struct GridColumn {
  /// Of the week: whose clock it is.
  let day: Int
  /// Nil in a column of a day.
  let block: BookingBlock?
  let slots: [Slot]
  let faces: [SlotFace]
  let segments: [WeekLayout.Segment]
  let filter: SlotFilter
}

extension GridScreen {
  /// How many columns there are, and which one has the cursor.
  func columnCount(_ sheet: Sheet) -> (all: Int, focused: Int) {
    switch columns {
    case .daysOfWeek: return (7, sheet.day)
    case .oneDay: return (1, 0)
    case .blocks:
      guard let block = sheet.block else { return (0, 0) }
      guard hasNeighbours(sheet) else { return (1, 0) }
      let blocks = neighbours.columns
      return (blocks.count, blocks.firstIndex { $0.block.id == block.id } ?? 0)
    }
  }

  private func hasNeighbours(_ sheet: Sheet) -> Bool {
    sheet.isBesideRead && sheet.layout.beside.count == neighbours.columns.count
  }

  /// From left to right: days, or the blocks; of those the cursor's alone while the others have not been
  /// read.
  func gridColumns(_ sheet: Sheet) -> [GridColumn] {
    func column(_ day: Int, _ block: BookingBlock? = nil) -> GridColumn {
      GridColumn(
        day: day,
        block: block,
        slots: sheet.slots,
        faces: sheet.faces,
        segments: sheet.layout.columns[day],
        filter: sheet.filter
      )
    }
    switch columns {
    case .daysOfWeek: return (0..<7).map { column($0) }
    case .oneDay: return [column(sheet.day)]
    case .blocks:
      guard let block = sheet.block else { return [] }
      let own = column(sheet.day, block)
      guard hasNeighbours(sheet) else { return [own] }
      return zip(neighbours.columns, sheet.layout.beside).map { other, segments in
        guard other.block.id != block.id else { return own }
        return GridColumn(
          day: sheet.day,
          block: other.block,
          slots: other.slots,
          faces: other.faces,
          segments: segments,
          filter: other.filter
        )
      }
    }
  }
}

/// Where gutter, columns and rows of a grid are on the screen.
struct GridGeometry {
  /// Columns of days that are narrower say nothing: then fewer are shown at once.
  static let narrowestColumn = 9
  /// Of a clock of 24 hours. A repeated hour is told apart by its offset, which needs room.
  static let widestGutter = 12

  let gutter: Rect
  let body: Rect
  /// Those that have room, among all that there are.
  let columns: Range<Int>
  /// The one with the cursor.
  let focused: Int
  let columnWidth: Int
  let rows: Range<Int>
  /// Where now stands, when it is in what is shown.
  let now: (day: Int, row: Int)?

  init(_ area: Rect, _ screen: GridScreen, _ desk: Desk) {
    let sheet = desk.sheet
    let gutterWidth = desk.times.style.clockWidth + (sheet.layout.axis.repeats.isEmpty ? 1 : 7)
    (gutter, body) = area.inset(top: 1).split(left: gutterWidth)
    let narrowest =
      screen.columns == .blocks ? Neighbours.narrowestColumn : Self.narrowestColumn
    let all: Int
    (all, focused) = screen.columnCount(sheet)
    let count = min(all, max(1, body.width / narrowest))
    let first = min(max(0, focused - count / 2), all - count)
    columns = first..<(first + count)
    columnWidth = body.width / max(1, count)
    let place = sheet.layout.place(of: desk.now, zone: sheet.zone)
    now = sheet.manner.isOfOneDay && place?.day != sheet.day ? nil : place
    rows = sheet.top..<min(sheet.top + body.height, sheet.layout.rows.rows.count)
  }

  func x(_ column: Int) -> Int { body.x + (column - columns.lowerBound) * columnWidth }
  func y(_ row: Int) -> Int { body.y + row - rows.lowerBound }

  /// What a column has in a row, without the gap to the next column.
  func cell(_ column: Int, _ row: Int) -> Rect {
    Rect(x: x(column), y: y(row), width: columnWidth - 1, height: 1)
  }

  /// What is drawn at a place of the screen; nil beside the columns and below the rows.
  func cell(x: Int, y: Int, of all: [GridColumn], _ sheet: Sheet) -> MouseTarget.Cell? {
    let row = rows.lowerBound + y - body.y
    guard body.contains(x: x, y: y), rows.contains(row), columnWidth > 0 else { return nil }
    let index = columns.lowerBound + (x - body.x) / columnWidth
    guard columns.contains(index) else { return nil }
    let column = all[index]
    let segment = column.segments.first { $0.rows.contains(row) }
    return MouseTarget.Cell(
      block: column.block?.id ?? sheet.block?.id,
      day: column.day,
      row: segment?.rows.lowerBound ?? row
    )
  }
}
