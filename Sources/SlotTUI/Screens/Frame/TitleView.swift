import SlotDomain
import TerminalKit

/// The top line: block, period, whose clock it is, and what that clock shows or showed then.
struct TitleView {
  let state: AppState

  func draw(in area: Rect, into canvas: inout Canvas) {
    canvas.fill(area, style: .title)
    let clock =
      state.content.asOf.map { " as it was \(state.times.moment($0, now: state.clock)) " }
      ?? " \(state.times.minute(state.now)) "
    let right = area.maxX - clock.count
    canvas.put(clock, x: right, y: area.y, style: .title, flags: .bold)
    guard let block = state.content.block else {
      canvas.put(" slottui", x: area.x, y: area.y, style: .title, flags: .bold)
      return
    }
    var x = area.x + 1
    if state.tour != nil {
      x += canvas.put(Self.tour, x: x, y: area.y, style: .title, flags: .bold) + 2
    }
    let nameWidth = max(8, (right - x) / 3)
    x += canvas.put(
      block.name,
      x: x,
      y: area.y,
      width: nameWidth,
      style: .title,
      flags: .bold
    )
    if block.status == .draft { x += canvas.put(" (draft)", x: x, y: area.y, style: .title) }
    if let condition = state.week.filter.condition {
      x += canvas.put(" (only \(condition.adjective))", x: x, y: area.y, style: .title)
    }
    canvas.put("  " + facts(room: right - x), x: x, y: area.y, width: right - x, style: .title)
  }

  /// Whose data these are not.
  static let tour = "tour: sample data"

  /// From UTC at the moment under the cursor, in seconds.
  var offset: Int { state.content.zone.offset(at: state.week.focusedInstant ?? state.now) }

  /// Period and zone, shorter where the line is short.
  func facts(room: Int, separator: String = "  ") -> String {
    if state.week.view == .month { return month(room: room, separator) }
    let isDay = state.week.view.isOfOneDay
    let first = isDay ? state.week.focusedDate : state.content.firstDay
    let last = first.adding(days: 6)
    let zone = state.content.zone
    let offset = TimeText.offset(offset)
    let style = state.times.style
    let days = isDay ? style.date(first) : "\(style.date(first)) to \(style.date(last))"
    // The weeks of ISO 8601 begin on Monday: of others the number would be half wrong.
    let week = state.settings.firstWeekday == .monday ? "week \(first.isoWeek)" : nil
    let name = zone.shownName
    let full = zone.isLost ? name : "\(name) (UTC\(offset))"
    let choices = [
      [days, week, full].compactMap { $0 }.joined(separator: separator),
      "\(isDay ? days : style.dates(first, last))\(separator)\(name)",
      "\(week ?? style.day(first))\(separator)\(name)",
    ].map { $0 + whose }
    // The zone says what all other times mean: it is left standing longest.
    return choices.first { $0.count + 2 <= room } ?? name + whose
  }

  private func month(room: Int, _ separator: String) -> String {
    let date = state.week.focusedDate
    let zone = state.content.zone
    let name = zone.shownName
    let full = zone.isLost ? name : "\(name) (UTC\(TimeText.offset(offset)))"
    let choices = [
      "\(date.monthName) \(date.year)\(separator)\(full)",
      "\(date.monthName) \(date.year)\(separator)\(name)",
      "\(date.shortMonthName) \(date.year)\(separator)\(name)",
    ].map { $0 + whose }
    // The bottom line names the cursor's month as well; nothing else names the zone.
    return choices.first { $0.count + 2 <= room } ?? name + whose
  }

  /// Of the blocks that stand side by side, each can have its own.
  private var isOneOfSeveral: Bool {
    state.week.view == .blocks
      && state.week.blockColumns.contains { $0.column.block.timezone != state.week.block?.timezone }
  }

  private var whose: String {
    switch state.zoneChoice {
    case .block: isOneOfSeveral ? ", this block's" : ""
    case .user: ", yours"
    case .utc: ", not the block's"
    }
  }
}
