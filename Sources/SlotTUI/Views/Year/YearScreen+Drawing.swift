import SlotDomain
import TerminalKit

extension YearScreen {
  func draw(in area: Rect, _ desk: Desk, into canvas: inout Canvas) {
    let painter = YearPainter(self, desk, in: area)
    canvas.clipped(to: area) { painter.draw(into: &$0) }
  }

  func drawFocus(in area: Rect, _ desk: Desk, isCovered: Bool, into canvas: inout Canvas) {
    YearPainter(self, desk, in: area).drawFocus(isCovered: isCovered, into: &canvas)
  }

  func section(in area: Rect, _ desk: Desk) -> ViewSection {
    let top = YearPainter(self, desk, in: area).firstRow
    return ViewSection(period: desk.sheet.cursor.date.year, top: top)
  }

  func target(x: Int, y: Int, in area: Rect, _ desk: Desk) -> MouseTarget? {
    YearPainter(self, desk, in: area).date(x: x, y: y).map { .day($0) }
  }
}

/// Draws a year: as many months beside each other as have room, and of a day as much as has: a sign, and
/// beside it how many places are free.
struct YearPainter {
  /// The name, and at most six weeks.
  private static let monthHeight = 7
  private static let gap = 2

  private let screen: YearScreen
  private let desk: Desk
  private let area: Rect
  private let focused: CivilDate
  /// Columns of a day: 3 have room for a number.
  private let dayWidth: Int
  private let columns: Int
  /// Lines from one row of months to the next.
  private let rowHeight: Int
  /// The first row of months that has room.
  let firstRow: Int
  private let rows: Int
  /// Lines above that have no room even for one month, so that the cursor's week has.
  private let hidden: Int

  init(_ screen: YearScreen, _ desk: Desk, in area: Rect) {
    self.screen = screen
    self.desk = desk
    self.area = area
    focused = desk.sheet.cursor.date
    func columns(of dayWidth: Int) -> Int {
      let fitting = (area.width + Self.gap) / (7 * dayWidth + Self.gap)
      return [6, 4, 3, 2].first { $0 <= fitting } ?? 1
    }
    func fits(_ dayWidth: Int) -> Bool {
      12 / columns(of: dayWidth) * Self.monthHeight <= area.height
    }
    dayWidth = [3, 2].first(where: fits) ?? 1
    self.columns = columns(of: dayWidth)
    let all = 12 / self.columns
    let spare = area.height - all * Self.monthHeight
    rowHeight = Self.monthHeight + (spare >= all - 1 ? 1 : 0)
    rows = max(1, min(all, (area.height + rowHeight - Self.monthHeight) / rowHeight))
    let row = (focused.month - 1) / self.columns
    firstRow = min(max(0, row - rows / 2), all - rows)
    let week = MonthGrid(of: focused, firstWeekday: desk.settings.firstWeekday).week(of: focused)
    hidden = area.height < Self.monthHeight ? max(0, week + 2 - area.height) : 0
  }

  private var months: [CivilDate] {
    let indices = firstRow * columns..<min(12, (firstRow + rows) * columns)
    return indices.map { focused.startOfYear.adding(months: $0) }
  }

  private func origin(of month: CivilDate) -> Canvas.Position {
    let index = month.month - 1
    return Canvas.Position(
      x: area.x + index % columns * (7 * dayWidth + Self.gap),
      y: area.y + (index / columns - firstRow) * rowHeight - hidden
    )
  }

  private func grid(of date: CivilDate) -> MonthGrid {
    MonthGrid(of: date, firstWeekday: desk.settings.firstWeekday)
  }

  private func cell(of date: CivilDate) -> Rect {
    let grid = grid(of: date)
    let origin = origin(of: date)
    let index = date.dayNumber - grid.firstDay.dayNumber
    return Rect(
      x: origin.x + index % 7 * dayWidth,
      y: origin.y + 1 + index / 7,
      width: dayWidth,
      height: 1
    )
  }

  /// The day that is drawn at a place of the screen.
  func date(x: Int, y: Int) -> CivilDate? {
    months.lazy.flatMap { month in (0..<month.daysInMonth).map(month.adding(days:)) }
      .first { cell(of: $0).contains(x: x, y: y) }
  }

  func draw(into canvas: inout Canvas) {
    for month in months {
      let origin = origin(of: month)
      let name = dayWidth > 1 ? month.monthName : month.shortMonthName
      let isPresent = month == desk.today.startOfMonth
      canvas.put(name, x: origin.x, y: origin.y, style: isPresent ? .today : .heading)
      for day in 0..<month.daysInMonth { draw(month.adding(days: day), into: &canvas) }
    }
  }

  private func draw(_ date: CivilDate, into canvas: inout Canvas) {
    let cell = cell(of: date)
    let isPast = date < desk.today
    let isDraft = desk.content.block?.status == .draft
    guard let counts = screen.places(on: date, desk),
      let face = MonthFace(counts, isPast: isPast, isDraft: isDraft)
    else {
      // The shape of the month is seen where nothing is.
      canvas.put("-", x: cell.x, y: cell.y, style: date == desk.today ? .today : .dim)
      return
    }
    canvas.put(face.glyph, x: cell.x, y: cell.y, style: face.style)
    guard dayWidth > 2, !face.chips.isEmpty else { return }
    let free = counts.free > 99 ? "++" : "\(counts.free)"
    canvas.put(free, x: cell.x + 1, y: cell.y, width: 2, style: face.style)
  }

  func drawFocus(isCovered: Bool, into canvas: inout Canvas) {
    let cell = cell(of: focused)
    canvas.restyle(cell.split(left: max(1, dayWidth - 1)).left, adding: .reversed)
    if !isCovered { canvas.cursor = Canvas.Position(x: cell.x, y: cell.y) }
  }
}
