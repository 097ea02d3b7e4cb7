import SlotDomain
import TerminalKit

/// How much of a period is taken: a bar and its numbers for all, each block, each weekday and each hour.
struct OccupancyWindow: ScrolledLayer {
  private typealias Places = Occupancy.Places

  static let width = 92

  private(set) var report: OccupancyReport
  var scroll = Scroll()

  init(_ report: OccupancyReport) { self.report = report }

  func renewal(_ desk: Desk) -> [Effect] { [.tallyOccupancy(report.request)] }

  /// It was counted anew, while it is looked at.
  mutating func receive(_ event: Event, _ desk: inout Desk) -> Step? {
    guard case .occupancyTallied(let new) = event else { return nil }
    report = new
    return Step()
  }

  func title(_ desk: Desk) -> String {
    let (period, style) = (report.request.period, desk.times.style)
    let first = style.day(period.firstDay)
    let last = style.day(period.firstDay.adding(days: period.days - 1))
    return "Occupancy \(first)" + (period.days > 1 ? " to \(last)" : "")
  }

  // MARK: What it says

  func lines(_ desk: Desk) -> [Line] {
    let columns = Columns(
      width: desk.layout.columnsInBox(Self.width),
      widest: Bar(places: report.occupancy.total).numbers.count
    )
    let warnings = report.warnings.flatMap { warning in
      [Line("")] + Text.wrap(warning, width: columns.width).map { Line($0) }
    }
    return counts(columns, desk) + warnings
  }

  private func counts(_ columns: Columns, _ desk: Desk) -> [Line] {
    let (occupancy, style) = (report.occupancy, desk.times.style)
    guard occupancy.total.slots > 0 else { return [Line("No slot begins in these days.")] }
    func lines(_ heading: String, _ bars: [(String, Places)]) -> [Line] {
      [columns.heading(heading)] + bars.map { columns.line($0, Bar(places: $1)) }
    }
    let blocks = report.blocks.compactMap { block in
      occupancy.byBlock[block.id].map { (block.name, $0) }
    }
    let used = occupancy.byHour.indices.filter { occupancy.byHour[$0].slots > 0 }
    let hours = ((used.first ?? 0)...(used.last ?? 0)).map {
      (style.aligned(style.clock($0 * 3_600_000)), occupancy.byHour[$0])
    }
    return lines("All", [("\(occupancy.total.slots) slots", occupancy.total)]) + [Line("")]
      + lines("By booking block", blocks) + [Line("")]
      + lines("By weekday", weekdays(desk.settings.firstWeekday)) + [Line("")]
      + lines("By hour of the start", hours)
  }

  /// All of them, or of fewer days than a week those there are.
  private func weekdays(_ first: Weekday) -> [(String, Places)] {
    let all = Weekday.allCases
    let start = all.firstIndex(of: first) ?? 0
    return (all[start...] + all[..<start]).compactMap { day in
      let places = report.occupancy.places(on: day)
      guard report.request.period.days >= 7 || places.slots > 0 else { return nil }
      return (day.name, places)
    }
  }
}

/// Taken, locked and free places, as parts of what was offered, and in numbers.
private struct Bar {
  let places: Occupancy.Places

  var text: String {
    let taken = "\(places.taken) of \(places.offered) taken"
    let more = [
      (places.locked, "locked"), (places.disabled, "disabled"),
      (places.onDisabled, "on disabled slots"), (places.cancelled, "cancelled"),
    ].filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
    let facts = [taken, places.percent.map { "\($0) %" }].compactMap { $0 } + more
    return facts.joined(separator: ", ")
  }

  /// `14 of 20  70 %`: taken of offered.
  var numbers: String {
    let percent = places.percent.map { "\($0) %" } ?? "-"
    let padding = String(repeating: " ", count: max(0, 7 - percent.count))
    return "\(places.taken) of \(places.offered)\(padding)\(percent)"
  }

  func parts(x: Int, width: Int) -> [Line.Part] {
    guard places.offered > 0, width > 0 else { return [] }
    let taken = places.part(places.taken, of: width)
    let held = places.part(places.taken + places.locked, of: width)
    return [
      .run(.heat1, x: x, length: width, .dim),
      .run(.heat2, x: x, length: max(taken, held), .locked),
      .run(.heat4, x: x, length: taken, .plain),
    ]
  }
}

/// Where the columns stand, in a window of a certain width.
private struct Columns {
  let width: Int
  private let label: Int
  private let bar: Int
  private let taken: Int
  /// Locked, disabled, on them, cancelled; none where there is no room.
  private let more: Int

  /// - `widest`: Columns of the longest number.
  init(width: Int, widest: Int) {
    self.width = width
    more = width >= 64 ? 35 : 0
    // With a blank before the widest number.
    taken = min(max(18, widest + 1), (width - more) / 2)
    let left = width - more - taken
    label = min(20, left * 3 / 5)
    bar = left - label
  }

  func heading(_ text: String) -> Line {
    Line(
      text,
      parts: [.text(text, x: 0, width: label + bar - 1, .heading)]
        + numbers("taken", ["locked", "disabled", "on them", "cancelled"], .dim)
    )
  }

  func line(_ name: String, _ bar: Bar) -> Line {
    let places = bar.places
    let more = [places.locked, places.disabled, places.onDisabled, places.cancelled]
      .map { $0 == 0 ? "" : "\($0)" }
    return Line(
      "\(name): \(bar.text)",
      parts: [.text(name, x: 0, width: label - 1, .plain)]
        + bar.parts(x: label, width: self.bar) + numbers(bar.numbers, more, .plain)
    )
  }

  private func numbers(_ taken: String, _ more: [String], _ style: Style) -> [Line.Part] {
    let others = self.more == 0 ? [] : zip(more, [27, 18, 10, 0]).map { ($0, width - $1) }
    return [right(taken, from: label + bar, to: label + bar + self.taken, style)]
      + others.map { right($0, from: width - self.more, to: $1, style) }
  }

  private func right(_ text: String, from start: Int, to end: Int, _ style: Style) -> Line.Part {
    let x = max(start, end - text.count)
    return .text(text, x: x, width: end - x, style)
  }
}
