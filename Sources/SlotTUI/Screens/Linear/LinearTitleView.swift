import SlotDomain
import TerminalKit

/// The title as one plain line: `Dr. Ada, 2026-03-02 to 2026-03-08, week 10, Europe/Warsaw, 10:12`.
struct LinearTitleView {
  let state: AppState

  func draw(in area: Rect, into canvas: inout Canvas) {
    guard let block = state.content.block else {
      canvas.put("slottui, \(clock)", x: area.x, y: area.y, width: area.width)
      return
    }
    var x = area.x
    if state.tour != nil { x += canvas.put("\(TitleView.tour), ", x: x, y: area.y) }
    x += canvas.put(block.name, x: x, y: area.y, width: max(8, area.width / 3))
    let remarks = [
      block.status == .draft ? "draft" : nil,
      state.week.filter.condition.map { "only \($0.adjective)" },
      state.week.view == .agenda ? sorting : nil,
    ].compactMap { $0 }
    for remark in remarks { x += canvas.put(", \(remark)", x: x, y: area.y) }
    let room = area.maxX - x - clock.count - 2
    let facts = TitleView(state: state).facts(room: room, separator: ", ")
    canvas.put(", \(facts), \(clock)", x: x, y: area.y, width: area.maxX - x)
  }

  private var sorting: String? {
    let agenda = state.week.agenda
    guard agenda.sorting != .time || agenda.isDescending else { return nil }
    return "by \(agenda.sorting.rawValue)\(agenda.isDescending ? ", last first" : "")"
  }

  private var clock: String {
    state.content.asOf.map { "as it was \(state.times.moment($0, now: state.clock))" }
      ?? state.times.minute(state.now)
  }
}
