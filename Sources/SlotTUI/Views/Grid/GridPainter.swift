import SlotDomain
import TerminalKit

/// Draws a grid.
struct GridPainter {
  // Taken out of the desk once: the inner loops run some 500 times for each picture.
  private let sheet: Sheet
  private let layout: WeekLayout
  private let now: Instant
  private let times: TimeFormat
  private let names: Names
  private let flashes: [Slot.ID: Flash]
  private let marks: Marks
  private let openRange: ClosedRange<Instant>?
  private let isOneDay: Bool
  /// Columns of the widest face of that day.
  private let widestFace: Int
  private let columns: [GridColumn]
  private let geometry: GridGeometry

  /// - `columns`: None where they are not to be drawn.
  init(_ screen: GridScreen, _ desk: Desk, in area: Rect, _ columns: [GridColumn]) {
    sheet = desk.sheet
    layout = sheet.layout
    now = desk.now
    times = desk.times
    names = desk.names
    flashes = desk.journal.flashes
    marks = desk.marks
    openRange = desk.openBounds
    isOneDay = screen.columns == .oneDay
    let faces = isOneDay ? columns.flatMap { day in day.segments.map { day.faces[$0.slot] } } : []
    widestFace = faces.map(\.width).max() ?? 0
    self.columns = columns
    geometry = GridGeometry(area, screen, desk)
  }

  func draw(into canvas: inout Canvas) {
    drawGutter(into: &canvas)
    for index in geometry.columns {
      drawHeading(index, into: &canvas)
      drawColumn(index, into: &canvas)
    }
    drawPlanned(into: &canvas)
  }

  // MARK: Headings and hours

  private func drawHeading(_ index: Int, into canvas: inout Canvas) {
    let column = columns[index]
    let y = geometry.gutter.y - 1
    let area = Rect(x: geometry.x(index), y: y, width: geometry.width(index), height: 1)
    if let block = column.block { return drawHeading(of: block, in: area, into: &canvas) }
    let date = layout.axis.days[column.day].date
    let isToday = date == sheet.zone.date(now)
    let isEmpty = layout.isNarrow(day: column.day)
    let text = heading(date, isToday: isToday, width: isEmpty ? 2 : area.width)
    canvas.put(text, in: area, style: isToday ? .today : isEmpty ? .gutter : .heading)
  }

  /// `Mon 30 Nov`, or as much of it as has room; of today that it is.
  private func heading(_ date: CivilDate, isToday: Bool, width: Int) -> String {
    let (long, short) = (times.style.day(date), "\(date.weekday.short) \(date.day)")
    let choices = isToday ? ["\(long) today", "\(short) today", long, short] : [long, short]
    return choices.first { $0.count <= width } ?? String(date.weekday.short.prefix(2))
  }

  private func drawHeading(of block: BookingBlock, in area: Rect, into canvas: inout Canvas) {
    // Where there is little room, the name counts for more.
    let hasRoom = area.width >= Neighbours.narrowestColumn
    let remark = block.status == .draft && hasRoom ? " draft" : ""
    let style: Style = block.status == .draft ? .draft : .heading
    let used = canvas.put(block.name, in: area.inset(right: remark.count), style: style)
    canvas.put(remark, x: area.x + used, y: area.y, width: remark.count, style: style)
  }

  private func drawGutter(into canvas: inout Canvas) {
    let (gutter, body) = (geometry.gutter, geometry.body)
    for row in geometry.rows {
      let y = geometry.y(row)
      if layout.rows.rows[row].isFold {
        canvas.hline(x: body.x, y: y, length: body.width - 1, glyph: .fold, style: .fold)
      }
      let area = Rect(x: gutter.x, y: y, width: gutter.width, height: 1)
      if geometry.now?.row == row {
        let clock = times.style.aligned(times.minute(now))
        canvas.put(.nowMarker, x: gutter.x, y: y, style: .nowLine)
        canvas.put(clock, in: area.inset(left: 1), style: .nowLine)
      } else {
        drawHour(row, in: area, into: &canvas)
      }
    }
    drawArrows(into: &canvas)
  }

  /// That there are slots above what is shown, or below it.
  private func drawArrows(into canvas: inout Canvas) {
    guard let first = geometry.rows.first, let last = geometry.rows.last else { return }
    let x = geometry.gutter.maxX - 1
    if columns.contains(where: { ($0.segments.first?.rows.lowerBound ?? first) < first }) {
      canvas.put(.up, x: x, y: geometry.y(first), style: .gutter)
    }
    if columns.contains(where: { ($0.segments.last?.rows.upperBound ?? last) > last + 1 }) {
      canvas.put(.down, x: x, y: geometry.y(last), style: .gutter)
    }
  }

  private func drawHour(_ row: Int, in area: Rect, into canvas: inout Canvas) {
    let (axis, rows) = (layout.axis, layout.rows.rows)
    let wall = axis.wallTime(at: rows[row].range.lowerBound).wall
    let clock = times.style.aligned(times.style.clock(wall))
    if rows[row].isFold {
      canvas.put(clock, x: area.x, y: area.y, style: .fold)
      return
    }
    // Minutes alone say nothing where the row above is not of the same hour.
    let isFirst = row == geometry.rows.lowerBound || rows[row - 1].isFold
    let above = isFirst ? nil : axis.wallTime(at: rows[row - 1].range.lowerBound).wall
    let isNewHour = above.map { $0 / 3_600_000 != wall / 3_600_000 } ?? true
    let offset = axis.showing(at: rows[row].range.lowerBound).map {
      TimeText.offset(axis.offset(of: $0.stretch, isSecond: $0.isSecond, zone: sheet.zone))
    }
    // Below the minutes of an hour.
    let minutes = "  :\(TimeStyle.two(wall / 60_000 % 60))"
    let text = isNewHour || offset != nil ? clock + (offset ?? "") : minutes
    canvas.put(text, in: area.inset(right: 1), style: .gutter)
  }

  // MARK: Slots

  private func drawColumn(_ index: Int, into canvas: inout Canvas) {
    let column = columns[index]
    if let now = geometry.now, now.day == column.day, geometry.rows.contains(now.row) {
      drawRule(index, now.row, .nowLine, .nowLine, into: &canvas)
    }
    // What this day's clock does not show: the hour of a gap, the second showing on other days.
    if layout.axis.days[column.day].gap != nil || !layout.axis.repeats.isEmpty {
      for row in geometry.rows where layout.isNonexistent(day: column.day, row: row) {
        drawRule(index, row, .nonexistent, .nonexistent, into: &canvas)
      }
    }
    let segments = column.segments
    var next = segments.partitioningIndex { $0.rows.upperBound > geometry.rows.lowerBound }
    while next < segments.count, segments[next].rows.lowerBound < geometry.rows.upperBound {
      draw(segments[next], column, index, into: &canvas)
      next += 1
    }
  }

  private func drawRule(
    _ column: Int,
    _ row: Int,
    _ glyph: Glyph,
    _ style: Style,
    into canvas: inout Canvas
  ) {
    let cell = geometry.cell(column, row)
    canvas.hline(x: cell.x, y: cell.y, length: cell.width, glyph: glyph, style: style)
  }

  private func draw(
    _ segment: WeekLayout.Segment,
    _ column: GridColumn,
    _ index: Int,
    into canvas: inout Canvas
  ) {
    let slot = column.slots[segment.slot]
    let isBegun = geometry.rows.contains(segment.rows.lowerBound)
    let cell = geometry.cell(index, segment.rows.lowerBound)
    guard column.filter.shows(segment.slot) else {
      // What the filter does not let pass stays where it is.
      guard isBegun else { return }
      canvas.put(.past, x: cell.x, y: cell.y, style: .dim)
      drawMark(slot, in: cell, into: &canvas)
      return
    }
    let face = column.faces[segment.slot]
    for row in segment.rows.clamped(to: geometry.rows).dropFirst(isBegun ? 1 : 0) {
      canvas.put(.vertical, x: cell.x, y: geometry.y(row), style: face.style)
    }
    guard isBegun else { return }
    if let now = geometry.now, now.day == column.day, now.row == segment.rows.lowerBound {
      // Nothing of the now-line is to show through.
      canvas.fill(cell, style: .plain)
    }
    let nowLine = geometry.now.flatMap { $0.day == column.day ? $0.row : nil }
    let below = segment.rows.clamped(to: geometry.rows).dropFirst().filter { $0 != nowLine }
    let names = drawFace(face, slot, segment, in: cell, rowsBelow: below.count, into: &canvas)
    for (row, line) in zip(below, names) {
      let cell = geometry.cell(index, row)
      canvas.put(line, in: cell.inset(left: 2), style: face.textStyle)
    }
  }

  /// A sign; what is free, filled; who is there. Each change of style costs bytes on the line, so the filled
  /// part is no wider than the focus.
  ///
  /// - Returns: Further names, for the rows below where the slot has some.
  private func drawFace(
    _ face: SlotFace,
    _ slot: Slot,
    _ segment: WeekLayout.Segment,
    in cell: Rect,
    rowsBelow: Int,
    into canvas: inout Canvas
  ) -> [String] {
    let flash = flashes.isEmpty ? nil : flashes[slot.id]
    let flags: Cell.Flags = flash == nil ? [] : [.bold, .underlined]
    let glyph = segment.isContinued ? .up : face.glyph
    canvas.put(glyph, x: cell.x, y: cell.y, style: face.style, flags: flags)
    var text = face.text
    if let flash { text = text.isEmpty ? flash.actor : "\(flash.actor): \(text)" }
    // Half a time says nothing.
    let start = isOneDay || segment.isAligned ? "" : times.clock(slot.range.start)
    let hasStart = !start.isEmpty && face.width + start.utf8.count + 1 <= cell.width && flash == nil
    var room = cell.inset(left: 1)
    if isOneDay {
      let width = faceOfDay(in: cell)
      drawMore(slot, face, in: cell.inset(left: width + 1), into: &canvas)
      room = room.split(left: width - 1).left
    }
    if !face.chip.isEmpty {
      var more = hasStart && text.isEmpty ? "\(start) " : ""
      // Where the row says another time, at least the minutes are said, as rows say them.
      if !start.isEmpty, more.isEmpty, text.isEmpty {
        let minute = times.zone.local(slot.range.start).millisecondOfDay / 60_000 % 60
        let short = ":\(minute < 10 ? "0" : "")\(minute) "
        if face.width + short.utf8.count <= cell.width { more = short }
      }
      let used = drawChip(face.chip + more, isAlone: text.isEmpty, slot, in: room, into: &canvas)
      room = room.inset(left: used)
    }
    var names: [String] = []
    if !text.isEmpty {
      if hasStart { text += " \(start)" }
      let line = room.inset(left: 1)
      if rowsBelow > 0, slot.capacity > 1, DisplayWidth.columns(of: text) > line.width {
        names = Text.wrapList(text, width: line.width, lines: rowsBelow + 1)
        text = names.removeFirst()
      }
      canvas.put(text, in: line, style: face.textStyle, flags: flags)
    }
    drawMark(slot, in: cell, into: &canvas)
    return names
  }

  /// - `isAlone`: Nothing follows it.
  /// - Returns: The columns it takes.
  private func drawChip(
    _ chip: String,
    isAlone: Bool,
    _ slot: Slot,
    in room: Rect,
    into canvas: inout Canvas
  ) -> Int {
    // Where there is hardly any room, how many it is.
    let text =
      chip.utf8.count <= room.width
      ? chip : chip.utf8.count == room.width + 1 ? String(chip.dropLast()) : "\(slot.freePlaces)"
    let wide = isAlone ? max(text.utf8.count, ScreenLayout.focusWidth - 1) : text.utf8.count
    let area = room.split(left: min(room.width, wide)).left
    canvas.fill(area, style: .chip)
    canvas.put(text, in: area, style: .chip)
    return area.width
  }

  /// In place of the blank behind the glyph, so that the face keeps its width.
  private func drawMark(_ slot: Slot, in cell: Rect, into canvas: inout Canvas) {
    guard !marks.isEmpty, marks.contains(slot.id) else { return }
    canvas.put(.mark, x: cell.x + 1, y: cell.y, style: .mark)
  }

  /// Columns that the face has in the wide cell of a single day, so that the times stand below each other:
  /// more than usual where many names want them, as far as times and phones have their own.
  private func faceOfDay(in cell: Rect) -> Int {
    max(min(30, max(14, cell.width / 2)), min(widestFace + 2, cell.width - Self.moreOfDay))
  }

  /// `09:00–09:20  +44 7700 900123`
  private static let moreOfDay = 35

  /// What such a cell has room for: from when to when, the phone of who is there, and a label.
  private func drawMore(
    _ slot: Slot,
    _ face: SlotFace,
    in room: Rect,
    into canvas: inout Canvas
  ) {
    let isOfOneDay = times.isOfOneDay(slot.range)
    let range = isOfOneDay ? times.clocks(slot.range) : times.range(slot.range)
    let label = names.metadata(slot.metadata).label ?? ""
    let text = [range, face.phone, label].filter { !$0.isEmpty }.joined(separator: "  ")
    canvas.put(text, in: room, style: .plain)
  }

  // MARK: What is not so yet

  /// The column of the cursor's block that a day of the week has; nil where that is not seen.
  private func column(ofDay day: Int) -> Int? {
    geometry.columns.first {
      columns[$0].day == day && columns[$0].block?.id ?? sheet.block?.id == sheet.block?.id
    }
  }

  /// In the rows as they are: what would be made there, where nothing is. Several of one row are counted.
  private func drawPlanned(into canvas: inout Canvas) {
    guard !sheet.wishes.planned.isEmpty else { return }
    var places: [Place: [TimeRange]] = [:]
    for range in sheet.wishes.planned {
      guard let (day, row) = layout.place(of: range.start, zone: sheet.zone),
        let column = column(ofDay: day), geometry.rows.contains(row),
        layout.segment(day: day, row: row) == nil
      else { continue }
      places[Place(column: column, row: row), default: []].append(range)
    }
    for (place, ranges) in places {
      let cell = geometry.cell(place.column, place.row)
      canvas.fill(cell, style: .mark)
      canvas.put(.planned, x: cell.x, y: cell.y, style: .mark)
      let text = ranges.count == 1 ? times.clock(ranges[0].start) : "\(ranges.count) new"
      canvas.put(text, in: cell.inset(left: 2), style: .mark)
    }
  }

  private struct Place: Hashable {
    let column: Int
    let row: Int
  }

  // MARK: The cursor

  func drawFocus(isCovered: Bool, into canvas: inout Canvas) {
    guard geometry.rows.contains(sheet.row), geometry.columns.contains(geometry.focused) else {
      return
    }
    if let openRange { draw(openRange, into: &canvas) }
    let cell = geometry.cell(geometry.focused, sheet.row)
    canvas.focus(
      cell.split(left: ScreenLayout.focusWidth).left,
      style: sheet.focusedSlot == nil ? .focus : nil
    )
    if !isCovered { canvas.cursor = Canvas.Position(x: cell.x, y: cell.y) }
  }

  /// Drawn with the focus: the range follows the cursor.
  private func draw(_ openRange: ClosedRange<Instant>, into canvas: inout Canvas) {
    for day in layout.columns.indices {
      guard let column = column(ofDay: day) else { continue }
      for segment in layout.columns[day] where geometry.rows.contains(segment.rows.lowerBound) {
        let slot = sheet.slots[segment.slot]
        guard openRange.contains(slot.range.start), !marks.contains(slot.id) else { continue }
        let cell = geometry.cell(column, segment.rows.lowerBound)
        canvas.put(.inRange, x: cell.x + 1, y: cell.y, style: .mark)
      }
    }
  }
}
