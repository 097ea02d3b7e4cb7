import SlotDomain
import TerminalKit

/// Where gutter, columns and rows of a grid are on the screen.
struct WeekGrid {
  /// Columns of days that are narrower say nothing: then fewer are shown at once.
  static let narrowestColumn = 9
  /// Of a clock of 24 hours. A repeated hour is told apart by its offset, which needs room.
  static let widestGutter = 12

  let gutter: Rect
  let body: Rect
  /// Of the week's days, or of the blocks that stand side by side.
  let columns: Range<Int>
  /// The one with the cursor.
  let focused: Int
  /// The day that all columns are of, where they are blocks.
  private let commonDay: Int?
  let columnWidth: Int
  let rows: Range<Int>
  /// Where now stands, when it is in what is shown.
  let now: (day: Int, row: Int)?

  /// - `clockWidth`: Columns of a time.
  init(_ area: Rect, _ week: WeekScreen, now: Instant, clockWidth: Int) {
    let gutterWidth = clockWidth + (week.layout.axis.repeats.isEmpty ? 1 : 7)
    (gutter, body) = area.inset(top: 1).split(left: gutterWidth)
    commonDay = week.view == .blocks ? week.cursor.day : nil
    let (all, room): (Int, Int)
    if week.view == .blocks {
      let blocks = week.blockColumns
      (all, room) = (blocks.count, body.width / BlocksScreen.narrowestColumn)
      focused = blocks.firstIndex { $0.column.block.id == week.block?.id } ?? 0
    } else {
      (all, room) = (7, week.view == .day ? 1 : body.width / Self.narrowestColumn)
      focused = week.cursor.day
    }
    let count = min(all, max(1, room))
    let first = min(max(0, focused - count / 2), all - count)
    columns = first..<(first + count)
    columnWidth = body.width / max(1, count)
    let place = week.layout.place(of: now, zone: week.zone)
    self.now = week.view.isOfOneDay && place?.day != week.cursor.day ? nil : place
    rows = week.top..<min(week.top + body.height, week.layout.rows.rows.count)
  }

  func x(_ column: Int) -> Int { body.x + (column - columns.lowerBound) * columnWidth }
  func y(_ row: Int) -> Int { body.y + row - rows.lowerBound }

  /// Where the cursor's block has a day of the week; nil where that is not seen.
  func x(ofDay day: Int) -> Int? {
    guard let commonDay else { return columns.contains(day) ? x(day) : nil }
    return commonDay == day ? x(focused) : nil
  }

  /// A slot, named by its first row, or a free row.
  struct Cell: Hashable, Sendable {
    let block: BookingBlock.ID?
    /// Of the week.
    let day: Int
    let row: Int
  }

  /// What is drawn at a place of the screen; nil beside the columns and below the rows.
  func cell(x: Int, y: Int, of week: WeekScreen) -> Cell? {
    let row = rows.lowerBound + y - body.y
    guard body.contains(x: x, y: y), rows.contains(row), columnWidth > 0 else { return nil }
    let index = (x - body.x) / columnWidth
    let columns = columns(of: week)
    guard columns.indices.contains(index) else { return nil }
    let column = columns[index]
    let segment = column.segments.first { $0.rows.contains(row) }
    return Cell(
      block: column.block?.id ?? week.block?.id,
      day: column.day,
      row: segment?.rows.lowerBound ?? row
    )
  }

  /// A column, and what stands in it.
  struct Column {
    let x: Int
    /// Of the week: whose clock it is.
    let day: Int
    /// Nil in a column of a day.
    let block: BookingBlock?
    let slots: [Slot]
    let faces: [SlotFace]
    let segments: [WeekLayout.Segment]
    let filter: SlotFilter
  }

  /// Those that have room, from left to right.
  func columns(of week: WeekScreen) -> [Column] {
    guard week.view == .blocks else {
      return columns.map { day in
        Column(
          x: x(day),
          day: day,
          block: nil,
          slots: week.slots,
          faces: week.faces,
          segments: week.layout.columns[day],
          filter: week.filter
        )
      }
    }
    let blocks = week.blockColumns
    return columns.map { index in
      let (column, segments) = blocks[index]
      return Column(
        x: x(index),
        day: week.cursor.day,
        block: column.block,
        slots: column.slots,
        faces: column.faces,
        segments: segments,
        filter: column.filter
      )
    }
  }
}
