import SlotDomain
import TerminalKit

/// The grid: a time gutter, a column a day, or a block on one day; a cell a slot.
struct WeekView {
  // Taken out of the state once: the inner loops run some 500 times for each picture.
  let week: WeekScreen
  private let now: Instant
  let times: TimeFormat
  private let flashes: [Slot.ID: Flash]
  let marks: Marks
  let openRange: ClosedRange<Instant>?
  private let isCovered: Bool

  init(state: AppState) {
    week = state.week
    now = state.now
    times = state.times
    flashes = state.flashes
    marks = state.marks
    openRange = state.openBounds
    isCovered = state.overlay != nil
  }

  /// The focus is no wider, so that moving it stays cheap on wide terminals.
  static let focusWidth = 14

  func draw(in area: Rect, into canvas: inout Canvas) {
    let grid = grid(area)
    canvas.clipped(to: area) { canvas in
      drawGutter(grid, into: &canvas)
      for column in grid.columns(of: week) {
        drawHeading(column, grid, into: &canvas)
        drawColumn(column, grid, into: &canvas)
      }
      drawPlanned(grid, into: &canvas)
    }
  }

  // MARK: Headings and hours

  private func drawHeading(
    _ column: WeekGrid.Column,
    _ grid: WeekGrid,
    into canvas: inout Canvas
  ) {
    if let block = column.block { return drawHeading(of: block, column, grid, into: &canvas) }
    let date = week.layout.axis.days[column.day].date
    let long = times.style.day(date)
    let text = long.count < grid.columnWidth ? long : "\(date.weekday.short) \(date.day)"
    let isToday = date == week.zone.date(now)
    canvas.put(
      text,
      x: column.x,
      y: grid.gutter.y - 1,
      width: grid.columnWidth - 1,
      style: isToday ? .today : .heading,
      flags: isToday ? .bold : []
    )
  }

  private func drawHeading(
    of block: BookingBlock,
    _ column: WeekGrid.Column,
    _ grid: WeekGrid,
    into canvas: inout Canvas
  ) {
    let remark = block.status == .draft ? " draft" : ""
    let (y, room) = (grid.gutter.y - 1, grid.columnWidth - 1 - remark.count)
    let style: Style = block.status == .draft ? .draft : .heading
    let used = canvas.put(block.name, x: column.x, y: y, width: room, style: style)
    canvas.put(remark, x: column.x + used, y: y, width: remark.count, style: style)
  }

  private func drawGutter(_ grid: WeekGrid, into canvas: inout Canvas) {
    for row in grid.rows {
      let y = grid.y(row)
      if week.layout.rows.rows[row].isFold {
        canvas.hline(
          x: grid.body.x,
          y: y,
          length: grid.body.width - 1,
          glyph: .fold,
          style: .fold
        )
      }
      if grid.now?.row == row {
        canvas.put(.nowMarker, x: grid.gutter.x, y: y, style: .nowLine)
        canvas.put(
          times.style.aligned(times.minute(now)),
          x: grid.gutter.x + 1,
          y: y,
          width: grid.gutter.width - 1,
          style: .nowLine
        )
      } else {
        drawHour(row, grid, into: &canvas)
      }
    }
  }

  private func drawHour(_ row: Int, _ grid: WeekGrid, into canvas: inout Canvas) {
    let axis = week.layout.axis
    let line = week.layout.rows.rows[row]
    let (wall, second) = axis.wallTime(at: line.range.lowerBound)
    let clock = times.style.aligned(times.style.clock(wall))
    if line.isFold {
      canvas.put(clock, x: grid.gutter.x, y: grid.y(row), style: .fold)
      return
    }
    let isHour = wall % 3_600_000 == 0
    // Minutes alone say nothing where the row above is not of the same hour.
    let isAfterJump = row == grid.rows.lowerBound || week.layout.rows.rows[row - 1].isFold
    let repeated = second ?? axis.repeats.first { $0.start <= wall && wall < $0.end }
    let offset = repeated.map {
      TimeText.offset(axis.offset(of: $0, isSecond: second != nil, zone: week.zone))
    }
    canvas.put(
      isHour || repeated != nil || isAfterJump ? clock + (offset ?? "") : minutes(wall),
      x: grid.gutter.x,
      y: grid.y(row),
      width: grid.gutter.width - 1,
      style: .gutter
    )
  }

  /// `  :15`, below the minutes of an hour.
  private func minutes(_ wall: Int) -> String { "  :\(TimeStyle.two(wall / 60_000 % 60))" }

  // MARK: Slots

  private func drawColumn(_ column: WeekGrid.Column, _ grid: WeekGrid, into canvas: inout Canvas) {
    if let now = grid.now, now.day == column.day, grid.rows.contains(now.row) {
      canvas.hline(
        x: column.x,
        y: grid.y(now.row),
        length: grid.columnWidth - 1,
        glyph: .nowLine,
        style: .nowLine
      )
    }
    drawMissingTime(column, grid, into: &canvas)
    let segments = column.segments
    var index = segments.partitioningIndex { $0.rows.upperBound > grid.rows.lowerBound }
    while index < segments.count, segments[index].rows.lowerBound < grid.rows.upperBound {
      draw(segments[index], column, grid, into: &canvas)
      index += 1
    }
  }

  /// What this day's clock does not show: the hour of a gap, the second showing on other days.
  private func drawMissingTime(
    _ column: WeekGrid.Column,
    _ grid: WeekGrid,
    into canvas: inout Canvas
  ) {
    let axis = week.layout.axis
    guard axis.days[column.day].gap != nil || !axis.repeats.isEmpty else { return }
    for row in grid.rows where week.layout.isNonexistent(day: column.day, row: row) {
      canvas.hline(
        x: column.x,
        y: grid.y(row),
        length: grid.columnWidth - 1,
        glyph: .nonexistent,
        style: .nonexistent
      )
    }
  }

  private func draw(
    _ segment: WeekLayout.Segment,
    _ column: WeekGrid.Column,
    _ grid: WeekGrid,
    into canvas: inout Canvas
  ) {
    let x = column.x
    guard column.filter.shows(segment.slot) else {
      return drawBack(column.slots[segment.slot], segment, x: x, grid, into: &canvas)
    }
    let face = column.faces[segment.slot]
    for row in segment.rows.clamped(to: grid.rows).dropFirst(
      grid.rows.contains(segment.rows.lowerBound) ? 1 : 0
    ) {
      canvas.put(.vertical, x: x, y: grid.y(row), style: face.style)
    }
    guard grid.rows.contains(segment.rows.lowerBound) else { return }
    let y = grid.y(segment.rows.lowerBound)
    if let now = grid.now, now.day == column.day, now.row == segment.rows.lowerBound {
      // Nothing of the now-line is to show through.
      canvas.fill(Rect(x: x, y: y, width: grid.columnWidth - 1, height: 1), style: face.style)
    }
    drawFace(
      face,
      column.slots[segment.slot],
      segment,
      x: x,
      y: y,
      width: grid.columnWidth - 1,
      into: &canvas
    )
  }

  /// A slot that the filter does not let pass stays where it is.
  private func drawBack(
    _ slot: Slot,
    _ segment: WeekLayout.Segment,
    x: Int,
    _ grid: WeekGrid,
    into canvas: inout Canvas
  ) {
    guard grid.rows.contains(segment.rows.lowerBound) else { return }
    canvas.put(.past, x: x, y: grid.y(segment.rows.lowerBound), style: .dim)
    if !marks.isEmpty, marks.contains(slot.id) {
      canvas.put(.mark, x: x + 1, y: grid.y(segment.rows.lowerBound), style: .mark)
    }
  }

  /// The whole face is one text of one style: each change of style costs bytes on the line.
  private func drawFace(
    _ face: SlotFace,
    _ slot: Slot,
    _ segment: WeekLayout.Segment,
    x: Int,
    y: Int,
    width: Int,
    into canvas: inout Canvas
  ) {
    let flash = flashes.isEmpty ? nil : flashes[slot.id]
    let flags: Cell.Flags = flash == nil ? [] : [.bold, .underlined]
    var text = face.text.utf8.count < width ? face.text : face.count
    if let flash { text = "\(face.count) \(flash.actor)" }
    if week.view == .day {
      text = Self.padded(text) + more(slot)
    } else if !segment.isAligned {
      // Half a time says nothing.
      let start = " " + times.clock(slot.range.start)
      if text.utf8.count + start.utf8.count < width { text += start }
    }
    canvas.put(segment.isContinued ? .up : face.glyph, x: x, y: y, style: face.style, flags: flags)
    canvas.put(text, x: x + 1, y: y, width: width - 1, style: face.style, flags: flags)
    // In place of the blank behind the glyph, so that the face keeps its width.
    if !marks.isEmpty, marks.contains(slot.id) {
      canvas.put(.mark, x: x + 1, y: y, style: .mark)
    }
  }

  /// What a wide cell has room for: from when to when, and a label.
  private func more(_ slot: Slot) -> String {
    let isOneDay = times.zone.date(slot.range.start) == times.zone.date(slot.range.end)
    let range = isOneDay ? times.clocks(slot.range) : times.range(slot.range)
    return "\(range)  \(slot.metadata.label ?? "")"
  }

  /// So that the times stand below each other.
  private static func padded(_ text: String) -> String {
    text + String(repeating: " ", count: max(2, 13 - text.count))
  }

  // MARK: The cursor

  private func grid(_ area: Rect) -> WeekGrid {
    WeekGrid(area, week, now: now, clockWidth: times.style.clockWidth)
  }

  /// Which columns have room.
  func columns(in area: Rect) -> Range<Int> { grid(area).columns }

  /// The slot or free row that is drawn at a place of the screen.
  func cell(x: Int, y: Int, in area: Rect) -> WeekGrid.Cell? {
    grid(area).cell(x: x, y: y, of: week)
  }

  func drawFocus(in area: Rect, into canvas: inout Canvas) {
    let grid = grid(area)
    let row = week.row
    guard grid.rows.contains(row), grid.columns.contains(grid.focused) else { return }
    if let openRange { draw(openRange, grid, into: &canvas) }
    let x = grid.x(grid.focused)
    let y = grid.y(row)
    canvas.restyle(
      Rect(x: x, y: y, width: min(grid.columnWidth - 1, Self.focusWidth), height: 1),
      style: week.focusedSlot == nil ? .focus : nil,
      adding: .reversed
    )
    if !isCovered { canvas.cursor = Canvas.Position(x: x, y: y) }
  }
}
