import SlotDomain
import TerminalKit

/// A column a weekday, a row a week.
extension MonthScreen {
  func draw(in area: Rect, _ desk: Desk, into canvas: inout Canvas) {
    let painter = MonthPainter(self, desk, in: area)
    canvas.clipped(to: area) { painter.draw(y: area.y, into: &$0) }
  }

  func drawFocus(in area: Rect, _ desk: Desk, isCovered: Bool, into canvas: inout Canvas) {
    MonthPainter(self, desk, in: area).drawFocus(isCovered: isCovered, into: &canvas)
  }

  func section(in area: Rect, _ desk: Desk) -> ViewSection {
    let painter = MonthPainter(self, desk, in: area)
    return ViewSection(period: painter.month.month.dayNumber, top: painter.weeks.lowerBound)
  }

  func target(x: Int, y: Int, in area: Rect, _ desk: Desk) -> MouseTarget? {
    MonthPainter(self, desk, in: area).date(x: x, y: y).map { .day($0) }
  }
}

/// Draws a month. It knows where the days are on the screen.
struct MonthPainter {
  /// Of the lines below the number: more would cost a slow line more than they tell.
  private static let linesOfFocus = 1
  /// The column of the sign before a number, and the number.
  static let numberWidth = 3

  private let screen: MonthScreen
  private let desk: Desk
  let month: MonthGrid
  private let focused: CivilDate
  private let today: CivilDate
  private let gutter: Rect
  private let body: Rect
  private let width: Int
  private let height: Int
  /// Those that have room.
  let weeks: Range<Int>

  init(_ screen: MonthScreen, _ desk: Desk, in area: Rect) {
    self.screen = screen
    self.desk = desk
    month = screen.grid(desk)
    focused = desk.sheet.cursor.date
    today = desk.today
    // The numbers of weeks are those of ISO 8601, which begin on Monday: others have none.
    let hasNumbers = area.width >= 60 && month.firstDay.weekday == .monday
    (gutter, body) = area.inset(top: 1).split(left: hasNumbers ? 4 : 0)
    width = max(1, body.width / 7)
    height = max(1, body.height / month.weeks)
    let count = min(month.weeks, max(1, body.height))
    let first = min(max(0, month.week(of: focused) - count / 2), month.weeks - count)
    weeks = first..<(first + count)
  }

  /// The day that is drawn at a place of the screen.
  func date(x: Int, y: Int) -> CivilDate? {
    guard body.contains(x: x, y: y) else { return nil }
    let (week, weekday) = (weeks.lowerBound + (y - body.y) / height, (x - body.x) / width)
    guard weeks.contains(week), weekday < 7 else { return nil }
    return month.date(week: week, weekday: weekday)
  }

  /// The cell of a day, without the gap to the next one.
  private func cell(week: Int, weekday: Int) -> Rect {
    Rect(
      x: body.x + weekday * width,
      y: body.y + (week - weeks.lowerBound) * height,
      width: max(1, width - 1),
      height: height
    )
  }

  /// - `y`: Of the line with the names of the days.
  func draw(y: Int, into canvas: inout Canvas) {
    let marked = markedDays
    for weekday in 0..<7 {
      let name = month.date(week: 0, weekday: weekday).weekday.short
      let x = cell(week: weeks.lowerBound, weekday: weekday).x + 1
      canvas.put(name, x: x, y: y, width: width - 1, style: .heading)
    }
    for week in weeks {
      if !gutter.isEmpty {
        let number = "\(month.date(week: week, weekday: 0).isoWeek)"
        let y = cell(week: week, weekday: 0).y
        canvas.put(number, x: gutter.x + 3 - number.count, y: y, style: .gutter)
      }
      for weekday in 0..<7 {
        let date = month.date(week: week, weekday: weekday)
        let cell = cell(week: week, weekday: weekday)
        draw(date, isMarked: marked.contains(date), in: cell, into: &canvas)
      }
    }
  }

  /// Days on which slots of this block are marked.
  private var markedDays: Set<CivilDate> {
    guard !desk.marks.isEmpty else { return [] }
    let zone = desk.content.zone
    let shown = zone.range(of: month.firstDay, days: 42)
    let slots = desk.marks.all.filter {
      $0.blockID == desk.content.block?.id && shown.contains($0.range.start)
    }
    return Set(slots.map { zone.date($0.range.start) })
  }

  // MARK: A day

  private func draw(_ date: CivilDate, isMarked: Bool, in cell: Rect, into canvas: inout Canvas) {
    let isOther = date.startOfMonth != month.month
    let style: Style =
      date == today ? .today : isOther ? .dim : date < today ? .past : .plain
    let number = date.day < 10 ? " \(date.day)" : "\(date.day)"
    let flags: Cell.Flags = date == today ? .bold : []
    if date == today { canvas.put(.nowMarker, x: cell.x, y: cell.y, style: style) }
    canvas.put(number, x: cell.x + 1, y: cell.y, style: style, flags: flags)
    // Where another month begins than that of the title, it is said.
    let isNamed = isOther && date.day == 1 && cell.height > 1 && cell.width >= 10
    if isNamed {
      canvas.put(date.shortMonthName, x: cell.maxX - 4, y: cell.y, style: style)
    }
    let isDraft = desk.content.block?.status == .draft
    let counts = screen.places(on: date, desk)
    let face = counts.flatMap {
      MonthFace($0, isPast: date < today, isToday: date == today, isDraft: isDraft)
    }
    if let face {
      draw(face, in: cell, besides: isNamed ? 5 : 0, into: &canvas)
    }
    let planned = desk.sheet.wishes.planned
    if !planned.isEmpty {
      let count = planned.count(where: desk.content.zone.day(date).overlaps)
      draw(planned: count, in: cell, into: &canvas)
    }
    if isMarked { canvas.put(.mark, x: cell.x + Self.numberWidth, y: cell.y, style: .mark) }
  }

  /// The bar stands beside the number. Below it, or where there is but one line behind it, how many places
  /// can be had.
  ///
  /// - Parameter right: Columns at the end of the first line that something else has.
  private func draw(
    _ face: MonthFace,
    in cell: Rect,
    besides right: Int,
    into canvas: inout Canvas
  ) {
    let hasGap = cell.width >= Self.numberWidth + 3
    var bar = cell.split(top: 1).top.inset(left: Self.numberWidth + (hasGap ? 1 : 0), right: right)
    let isOneLine = cell.height == 1
    let room = isOneLine ? bar.width - 2 : cell.width
    let chip = face.chips.first { $0.count <= room }
    let words = face.words.filter { $0.count < room }
    if isOneLine, let text = chip ?? words.first {
      let area: Rect
      (bar, area) = bar.split(right: text.count)
      canvas.put(text, in: area, style: chip == nil ? face.style(ofWord: text) : .chip)
      bar = bar.inset(right: 1)
    }
    let share = face.share == 0 ? 1 : max(1, (bar.width * face.share + 99) / 100)
    let length = min(share, bar.width)
    canvas.hline(x: bar.x, y: bar.y, length: length, glyph: face.glyph, style: face.style)
    guard !isOneLine else { return }
    var (line, rest) = (cell.inset(top: 1), Self.lines(in: cell))
    if let chip, rest > 0 {
      canvas.put(chip, in: line, style: .chip)
      (line, rest) = (line.inset(top: 1), rest - 1)
    }
    for (row, word) in words.prefix(max(0, rest)).enumerated() {
      canvas.put(word, in: line.inset(left: 1, top: row), style: face.style(ofWord: word))
    }
  }

  /// Lines below the number: one is left between two weeks where there is one to spare.
  private static func lines(in cell: Rect) -> Int { cell.height - 1 - (cell.height > 2 ? 1 : 0) }

  /// How many slots would be made: over the last of a day's lines.
  private func draw(planned count: Int, in cell: Rect, into canvas: inout Canvas) {
    guard count > 0 else { return }
    let long = "\(count) new"
    let text = long.count + 2 <= cell.width ? long : "\(count)"
    let line = cell.inset(top: Self.lines(in: cell)).split(top: 1).top
    // Beside the number, where a day has one line.
    let area = cell.height > 1 ? line : line.inset(left: Self.numberWidth + 1)
    canvas.fill(area, style: .mark)
    canvas.put(.planned, x: area.x, y: area.y, style: .mark)
    canvas.put(text, in: area.inset(left: 2), style: .mark)
  }

  // MARK: The cursor

  func drawFocus(isCovered: Bool, into canvas: inout Canvas) {
    let week = month.week(of: focused)
    guard weeks.contains(week) else { return }
    let weekday = (focused.dayNumber - month.firstDay.dayNumber) % 7
    let cell = cell(week: week, weekday: weekday)
    // Number and words: reversed, the bar would say the opposite. No wider than needed, so that moving it
    // stays cheap on wide terminals.
    let (top, below) = cell.split(top: 1)
    let lines = min(Self.lines(in: cell), Self.linesOfFocus)
    var words = below.split(left: ScreenLayout.focusWidth).left.split(top: lines).top
    // Blanks behind words would cost two more changes of colours; a day without words has them.
    let end = (words.x..<words.maxX).last { canvas[$0, words.y] != .blank }
    if let end { words = words.split(left: end + 1 - words.x).left }
    for area in [top.split(left: Self.numberWidth).left, words] {
      canvas.focus(area)
    }
    if !isCovered { canvas.cursor = Canvas.Position(x: cell.x, y: cell.y) }
  }
}
