import SlotDomain
import TerminalKit

/// A column of the grid, and what stands in it.
struct GridColumn {
  /// Of the week: whose clock it is.
  let day: Int
  /// Nil in a column of a day.
  let block: BookingBlock?
  let slots: [Slot]
  /// Who has their places, as far as that may be known.
  let guests: [Slot.ID: [Guest]]
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

  /// Those that need no more than a name, as long as others have something to show.
  func emptyColumns(_ sheet: Sheet) -> Set<Int> {
    switch columns {
    case .daysOfWeek: return Set((0..<7).filter(sheet.layout.isNarrow))
    case .oneDay: return []
    case .blocks:
      guard hasNeighbours(sheet) else { return [] }
      let isEmpty = neighbours.columns.map { column in
        column.block.id == sheet.block?.id
          ? sheet.layout.columns[sheet.day].isEmpty : column.slots.isEmpty
      }
      guard isEmpty.contains(false) else { return [] }
      return Set(isEmpty.indices.filter { isEmpty[$0] })
    }
  }

  /// From left to right: days, or the blocks; of those the cursor's alone while the others have not been
  /// read.
  func gridColumns(_ sheet: Sheet) -> [GridColumn] {
    func column(_ day: Int, _ block: BookingBlock? = nil) -> GridColumn {
      GridColumn(
        day: day,
        block: block,
        slots: sheet.slots,
        guests: sheet.content.guests,
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
          guests: other.guests,
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
  /// A day without slots: two letters of its name.
  static let emptyColumn = 2
  /// A block without slots on this day: the beginning of its name.
  static let emptyBlock = 10
  /// Of a clock of 24 hours. A repeated hour is told apart by its offset, which needs room.
  static let widestGutter = 12

  let gutter: Rect
  let body: Rect
  /// Those that have room, among all that there are.
  let columns: Range<Int>
  /// The one with the cursor.
  let focused: Int
  let rows: Range<Int>
  /// Where now stands, when it is in what is shown.
  let now: (day: Int, row: Int)?
  /// What each of the columns takes of the body's width, without the gap to the next one.
  private let places: [Range<Int>]

  init(_ area: Rect, _ screen: GridScreen, _ desk: Desk) {
    let sheet = desk.sheet
    let gutterWidth = desk.times.style.clockWidth + (sheet.layout.namesOffsets ? 7 : 1)
    (gutter, body) = area.inset(top: 1).split(left: gutterWidth)
    let all: Int
    (all, focused) = screen.columnCount(sheet)
    let layout = sheet.layout
    let emptyWidth = screen.columns == .blocks ? Self.emptyBlock : Self.emptyColumn
    let empty = screen.emptyColumns(sheet)
    func isEmpty(_ column: Int) -> Bool { empty.contains(column) }
    // The last one needs no gap behind it.
    let room = body.width + 1
    var narrowest = screen.columns == .blocks ? Neighbours.narrowestColumn : Self.narrowestColumn
    // Where one column less makes room for all of them, none is left out.
    let needed = (0..<all).reduce(0) { $0 + (isEmpty($1) ? 1 + emptyWidth : narrowest) }
    if needed <= room { narrowest -= 1 }
    func least(_ column: Int) -> Int { 1 + (isEmpty(column) ? emptyWidth : narrowest) }
    columns = Self.window(around: focused, of: all, room: room, least)
    let wide = columns.count { !isEmpty($0) }
    var (rest, left) = (room - (columns.count - wide) * (1 + emptyWidth), wide)
    var x = 0
    places = columns.map { column in
      var width = 1 + emptyWidth
      if !isEmpty(column) {
        // What cannot be divided goes to the first ones.
        width = (rest + left - 1) / left
        (rest, left) = (rest - width, left - 1)
      }
      defer { x += width }
      return x..<(x + width - 1)
    }
    let place = layout.place(of: desk.now, zone: sheet.zone)
    now = sheet.manner.isOfOneDay && place?.day != sheet.day ? nil : place
    rows = sheet.top..<min(sheet.top + body.height, layout.rows.rows.count)
  }

  /// As many columns around one as have room, about as many on either side.
  private static func window(
    around focused: Int,
    of all: Int,
    room: Int,
    _ least: (Int) -> Int
  ) -> Range<Int> {
    guard all > 0 else { return 0..<0 }
    var (first, end) = (focused, focused + 1)
    var used = least(focused)
    var hasGrown = true
    while hasGrown {
      hasGrown = false
      if end < all, used + least(end) <= room {
        (used, end, hasGrown) = (used + least(end), end + 1, true)
      }
      if first > 0, used + least(first - 1) <= room {
        (used, first, hasGrown) = (used + least(first - 1), first - 1, true)
      }
    }
    return first..<end
  }

  private func place(_ column: Int) -> Range<Int> { places[column - columns.lowerBound] }

  func x(_ column: Int) -> Int { body.x + place(column).lowerBound }
  func y(_ row: Int) -> Int { body.y + row - rows.lowerBound }

  /// Without the gap to the next one.
  func width(_ column: Int) -> Int { place(column).count }

  /// What a column has in a row, without the gap to the next column.
  func cell(_ column: Int, _ row: Int) -> Rect {
    Rect(x: x(column), y: y(row), width: width(column), height: 1)
  }

  /// What is drawn at a place of the screen; nil beside the columns and below the rows.
  func cell(x: Int, y: Int, of all: [GridColumn], _ sheet: Sheet) -> MouseTarget.Cell? {
    let row = rows.lowerBound + y - body.y
    guard body.contains(x: x, y: y), rows.contains(row) else { return nil }
    // With the gap behind it.
    guard let index = columns.first(where: { self.x($0)...(self.x($0) + width($0)) ~= x }) else {
      return nil
    }
    let column = all[index]
    let segment = column.segments.first { $0.rows.contains(row) }
    return MouseTarget.Cell(
      block: column.block?.id ?? sheet.block?.id,
      day: column.day,
      row: segment?.rows.lowerBound ?? row
    )
  }
}
