import SlotDomain
import TerminalKit

/// Draws how much is taken: a bar and its numbers for all, each block, each weekday and each hour.
struct OccupancyView {
  private typealias Places = Occupancy.Places

  private enum Line {
    case heading(String)
    case bar(String, Places)
    case blank
    case sentence(String)

    /// Numbers in place of a bar.
    var text: String {
      switch self {
      case .blank: return ""
      case .heading(let text), .sentence(let text): return text
      case .bar(let label, let places):
        let taken = "\(places.taken) of \(places.offered) taken"
        let more = [
          (places.locked, "locked"), (places.disabled, "disabled"),
          (places.onDisabled, "on disabled slots"), (places.cancelled, "cancelled"),
        ].filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
        let facts = [taken, places.percent.map { "\($0) %" }].compactMap { $0 } + more
        return "\(label): \(facts.joined(separator: ", "))"
      }
    }
  }

  private static let width = 92

  private let title: String
  private let lines: [Line]

  init(_ report: OccupancyReport, _ state: AppState) {
    let period = report.request.period
    let style = state.times.style
    let first = style.day(period.firstDay)
    let last = style.day(period.firstDay.adding(days: period.days - 1))
    title = "Occupancy \(first)" + (period.days > 1 ? " to \(last)" : "")
    let firstWeekday = state.settings.firstWeekday
    let width = Box.columnsInside(state.layout, width: Self.width)
    let warnings = report.warnings.flatMap {
      [.blank] + Text.wrap($0, width: width).map(Line.sentence)
    }
    let lines = Self.lines(report, firstWeekday: firstWeekday, style) + warnings
    guard state.settings.isLinear else {
      self.lines = lines
      return
    }
    self.lines = lines.flatMap { Text.wrap($0.text, width: width).map(Line.sentence) }
  }

  /// Lines in all.
  var rows: Int { lines.count }

  // MARK: What it says

  private static func lines(_ report: OccupancyReport, firstWeekday: Weekday, _ style: TimeStyle)
    -> [Line]
  {
    let occupancy = report.occupancy
    guard occupancy.total.slots > 0 else { return [.sentence("No slot begins in these days.")] }
    let blocks = report.blocks.compactMap { block in
      occupancy.byBlock[block.id].map { Line.bar(block.name, $0) }
    }
    let used = occupancy.byHour.indices.filter { occupancy.byHour[$0].slots > 0 }
    let hours = (used.first ?? 0)...(used.last ?? 0)
    return [.heading("All"), .bar("\(occupancy.total.slots) slots", occupancy.total), .blank]
      + [.heading("By booking block")] + blocks + [.blank]
      + [.heading("By weekday")] + weekdays(report, firstWeekday) + [.blank]
      + [.heading("By hour of the start")]
      + hours.map { .bar(style.aligned(style.clock($0 * 3_600_000)), occupancy.byHour[$0]) }
  }

  /// All of them, or of fewer days than a week those there are.
  private static func weekdays(_ report: OccupancyReport, _ first: Weekday) -> [Line] {
    let all = Weekday.allCases
    let start = all.firstIndex(of: first) ?? 0
    return (all[start...] + all[..<start]).compactMap { day in
      let places = report.occupancy.places(on: day)
      guard report.request.period.days >= 7 || places.slots > 0 else { return nil }
      return .bar(day.name, places)
    }
  }

  // MARK: Drawing

  /// Where the columns stand, in a window of a certain width.
  private struct Columns {
    let label: Rect
    let bar: Rect
    let taken: Rect
    /// Locked, disabled, on them, cancelled; empty where there is no room.
    let more: Rect

    init(_ line: Rect) {
      let (rest, more) = line.split(right: line.width >= 64 ? 35 : 0)
      let (left, taken) = rest.split(right: min(16, rest.width / 2))
      let (label, bar) = left.split(left: min(20, left.width * 3 / 5))
      (self.label, self.bar, self.taken, self.more) = (label, bar, taken, more)
    }
  }

  func draw(_ scroll: Scroll, _ layout: ScreenLayout, into canvas: inout Canvas) {
    let inside = Box.draw(
      scroll.title(title, rows: lines.count, in: layout),
      width: Self.width,
      height: lines.count + 2,
      in: layout,
      into: &canvas
    )
    for (row, line) in lines.dropFirst(scroll.top).prefix(inside.height).enumerated() {
      let area = Rect(x: inside.x, y: inside.y + row, width: inside.width, height: 1)
      draw(line, in: area, into: &canvas)
    }
    scroll.drawArrows(around: inside, rows: lines.count, in: layout, into: &canvas)
    canvas.cursor = Canvas.Position(x: inside.x, y: inside.y)
  }

  private func draw(_ line: Line, in area: Rect, into canvas: inout Canvas) {
    let columns = Columns(area)
    switch line {
    case .blank: break
    case .sentence(let text): canvas.put(text, x: area.x, y: area.y, width: area.width)
    case .heading(let text):
      canvas.put(text, x: area.x, y: area.y, width: columns.taken.x - area.x - 1, style: .heading)
      put("taken", right: 0, of: columns.taken, style: .dim, into: &canvas)
      putMore(
        ["locked", "disabled", "on them", "cancelled"],
        in: columns.more,
        style: .dim,
        into: &canvas
      )
    case .bar(let label, let places):
      canvas.put(label, x: area.x, y: area.y, width: columns.label.width - 1)
      drawBar(places, in: columns.bar, into: &canvas)
      put(Self.numbers(places), right: 0, of: columns.taken, style: .plain, into: &canvas)
      let more = [places.locked, places.disabled, places.onDisabled, places.cancelled]
        .map { $0 == 0 ? "" : "\($0)" }
      putMore(more, in: columns.more, style: .plain, into: &canvas)
    }
  }

  /// `14/20  70 %`: taken of offered.
  private static func numbers(_ places: Places) -> String {
    let percent = places.percent.map { "\($0) %" } ?? "-"
    let padding = String(repeating: " ", count: max(0, 7 - percent.count))
    return "\(places.taken)/\(places.offered)\(padding)\(percent)"
  }

  private func putMore(
    _ texts: [String],
    in area: Rect,
    style: Style,
    into canvas: inout Canvas
  ) {
    guard area.width > 0 else { return }
    for (text, distance) in zip(texts, [27, 18, 10, 0]) {
      put(text, right: distance, of: area, style: style, into: &canvas)
    }
  }

  private func put(
    _ text: String,
    right distance: Int,
    of area: Rect,
    style: Style,
    into canvas: inout Canvas
  ) {
    let x = max(area.x, area.maxX - distance - text.count)
    canvas.put(text, x: x, y: area.y, width: area.maxX - x, style: style)
  }

  /// Taken, locked and free places, as parts of what was offered.
  private func drawBar(_ places: Places, in area: Rect, into canvas: inout Canvas) {
    guard places.offered > 0, area.width > 0 else { return }
    let taken = Self.part(places.taken, of: places.offered, in: area.width)
    let held = Self.part(places.taken + places.locked, of: places.offered, in: area.width)
    let y = area.y
    canvas.hline(x: area.x, y: y, length: area.width, glyph: .heat1, style: .dim)
    canvas.hline(x: area.x, y: y, length: max(taken, held), glyph: .heat2, style: .locked)
    canvas.hline(x: area.x, y: y, length: taken, glyph: .heat4, style: .plain)
  }

  /// Rounded, but empty and full only when they are.
  private static func part(_ number: Int, of whole: Int, in width: Int) -> Int {
    if number == 0 || number >= whole { return number == 0 ? 0 : width }
    return min(max((number * width * 2 + whole) / (whole * 2), 1), max(1, width - 1))
  }
}
