import SlotDomain
import TerminalKit

/// The top line: block, period, whose clock it is, and what that clock shows or showed then.
struct TitleView {
  private let desk: Desk
  private let screen: any PeriodScreen
  private let hasTour: Bool

  init(_ state: AppState) {
    desk = state.desk
    screen = state.views.screen
    hasTour = state.tour != nil
  }

  /// Whose data these are not.
  private static let tour = "tour: sample data"

  private var clock: String {
    desk.content.asOf.map { "as it was \(desk.times.moment($0, now: desk.clock))" }
      ?? desk.times.minute(desk.now)
  }

  func draw(in area: Rect, into canvas: inout Canvas) {
    canvas.fill(area, style: .title)
    let clock = " \(clock) "
    let right = area.maxX - clock.count
    canvas.put(clock, x: right, y: area.y, style: .title, flags: .bold)
    guard let block = desk.content.block else {
      canvas.put(" slottui", x: area.x, y: area.y, style: .title, flags: .bold)
      return
    }
    var x = area.x + 1
    if hasTour {
      x += canvas.put(Self.tour, x: x, y: area.y, style: .title, flags: .bold) + 2
    }
    let name = Rect(x: x, y: area.y, width: max(8, (right - x) / 3), height: 1)
    x += canvas.put(block.name, in: name, style: .title, flags: .bold)
    if block.status == .draft { x += canvas.put(" (draft)", x: x, y: area.y, style: .title) }
    if let condition = desk.sheet.filter.condition {
      x += canvas.put(" (only \(condition.adjective))", x: x, y: area.y, style: .title)
    }
    let facts = "  " + facts(room: right - x, separator: "  ")
    canvas.put(facts, x: x, y: area.y, width: right - x, style: .title)
  }

  /// One plain line: `Dr. Ada, 2026-03-02 to 2026-03-08, week 10, Europe/Warsaw, 10:12`.
  func drawLine(in area: Rect, into canvas: inout Canvas) {
    guard let block = desk.content.block else {
      canvas.put("slottui, \(clock)", in: area)
      return
    }
    var x = area.x
    if hasTour { x += canvas.put("\(Self.tour), ", x: x, y: area.y) }
    x += canvas.put(block.name, x: x, y: area.y, width: max(8, area.width / 3))
    let remarks = [
      block.status == .draft ? "draft" : nil,
      desk.sheet.filter.condition.map { "only \($0.adjective)" },
      screen.remark(desk),
    ]
    for remark in remarks.compactMap({ $0 }) { x += canvas.put(", \(remark)", x: x, y: area.y) }
    let facts = facts(room: area.maxX - x - clock.count - 2, separator: ", ")
    canvas.put(", \(facts), \(clock)", x: x, y: area.y, width: area.maxX - x)
  }

  /// From UTC at the moment under the cursor, in seconds.
  var offset: Int {
    desk.content.zone.offset(at: desk.sheet.focusedInstant ?? desk.now)
  }

  /// Period and zone, shorter where the line is short.
  private func facts(room: Int, separator: String) -> String {
    let zone = desk.content.zone
    let name = zone.shownName
    let full = zone.isLost ? name : "\(name) (UTC\(TimeText.offset(offset)))"
    let choices = screen.titles(desk).enumerated().map { index, parts in
      (parts + [index == 0 ? full : name]).joined(separator: separator) + whose
    }
    // The zone says what all other times mean: it is left standing longest.
    return choices.first { $0.count + 2 <= room } ?? name + whose
  }

  private var whose: String {
    switch desk.zoneChoice {
    case .block: screen.zoneRemark(desk)
    case .user: ", yours"
    case .utc: ", not the block's"
    }
  }
}
