import SlotDomain
import TerminalKit

/// The screen as a screen reader or a braille line reads it, from top to bottom: nothing beside anything
/// else. Nothing of such a picture is kept for the next one: lines follow the cursor, the clock
/// and colleagues, and are quickly drawn.
struct LinearView {
  private let state: AppState
  private var desk: Desk { state.desk }
  private var layout: ScreenLayout { desk.layout }

  init(_ state: AppState) { self.state = state }

  func draw(into canvas: inout Canvas) {
    canvas.clear()
    TitleView(state).drawLine(in: layout.title, into: &canvas)
    if let tour = state.tour { TourPanel(tour, desk).drawLines(in: layout.tour, into: &canvas) }
    if desk.content.block == nil {
      Welcome(desk).draw(from: Canvas.Position(x: layout.body.x, y: layout.body.y), into: &canvas)
    } else {
      let lines = state.views.screen.lines(desk)
      let place = lines.draw(from: state.scroll.top, in: layout.body, into: &canvas)
      if state.layers.isEmpty { canvas.cursor = place }
    }
    state.layers.shown(desk)?.box(desk)?.drawLines(in: layout.body, into: &canvas)
    BottomView(state).drawLines(into: &canvas)
  }
}
