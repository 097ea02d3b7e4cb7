import SlotDomain
import TerminalKit

/// Draws the whole state into a canvas. Pure; called once for all events of a moment.
struct ScreenView {
  let state: AppState
  let layout: ScreenLayout

  init(_ state: AppState) {
    self.state = state
    layout = state.layout
  }

  func draw(into canvas: inout Canvas) {
    drawBackdrop(into: &canvas)
    drawForeground(into: &canvas)
  }

  /// The same picture; what only the cursor changes is drawn over what `backdrop` keeps of the last
  /// one. A third of the work, and a held arrow key does nothing else.
  func draw(into canvas: inout Canvas, keeping backdrop: inout Backdrop?) {
    // Lines follow the cursor and the clock, and are quickly drawn.
    if layout.isLinear { return draw(into: &canvas) }
    if let backdrop, backdrop.key == key {
      canvas.restore(backdrop.canvas)
    } else {
      drawBackdrop(into: &canvas)
      backdrop = Backdrop(key: key, canvas: canvas.snapshot())
    }
    drawForeground(into: &canvas)
  }

  /// All but what follows the cursor.
  struct Backdrop {
    fileprivate struct Key: Equatable {
      let revision: Int
      let weekRevision: Int
      let top: Int
      let columns: Range<Int>
      let month: MonthView.Period?
      /// The title says it of the moment under the cursor: a clock change can lie between two.
      let offset: Int
    }

    fileprivate let key: Key
    fileprivate let canvas: Canvas
  }

  private var key: Backdrop.Key {
    Backdrop.Key(
      revision: state.revision,
      weekRevision: state.week.revision,
      top: state.week.top,
      columns: WeekView(state: state).columns(in: layout.week),
      month: state.week.view == .month ? MonthView(state: state).period(in: layout.month) : nil,
      offset: TitleView(state: state).offset
    )
  }

  private func drawBackdrop(into canvas: inout Canvas) {
    canvas.clear()
    guard !layout.isTooSmall else { return }
    if layout.isLinear {
      LinearTitleView(state: state).draw(in: layout.title, into: &canvas)
    } else {
      TitleView(state: state).draw(in: layout.title, into: &canvas)
    }
    if let tour = state.tour {
      TourPanel(TourText(tour, state), isLinear: layout.isLinear)
        .draw(in: layout.tour, into: &canvas)
    }
    if let block = state.content.block {
      if !layout.isLinear { drawGrid(of: block, into: &canvas) }
    } else {
      WelcomeView(state: state).draw(in: layout.body, into: &canvas)
    }
    if !layout.isLinear { BottomView(state: state).drawBackdrop(layout, into: &canvas) }
  }

  private func drawForeground(into canvas: inout Canvas) {
    guard !layout.isTooSmall else {
      let smallest = ScreenLayout.smallest
      canvas.put("slottui needs \(smallest.width)×\(smallest.height).", x: 0, y: 0)
      canvas.cursor = Canvas.Position(x: 0, y: 0)
      return
    }
    if state.content.block != nil { drawFocus(into: &canvas) }
    if let overlay = state.overlay { draw(overlay, into: &canvas) }
    // Last, since the cursor belongs to a question where there is one.
    BottomView(state: state).draw(layout, into: &canvas)
  }

  private func drawFocus(into canvas: inout Canvas) {
    if layout.isLinear { return LinearView(state: state).draw(in: layout.body, into: &canvas) }
    switch state.week.view {
    case .day, .week, .blocks: WeekView(state: state).drawFocus(in: layout.week, into: &canvas)
    case .month: MonthView(state: state).drawFocus(in: layout.month, into: &canvas)
    case .agenda: AgendaView(state: state).drawFocus(in: layout.week, into: &canvas)
    }
  }

  private func drawGrid(of block: BookingBlock, into canvas: inout Canvas) {
    if layout.hasBlockList {
      BlockListView(state: state, current: block).draw(in: layout.blockList, into: &canvas)
    }
    switch state.week.view {
    case .day, .week, .blocks: WeekView(state: state).draw(in: layout.week, into: &canvas)
    case .month: MonthView(state: state).draw(in: layout.month, into: &canvas)
    case .agenda: AgendaView(state: state).draw(in: layout.week, into: &canvas)
    }
    if layout.hasPanel, state.week.view != .month, let panel = state.panel {
      let area = layout.panel
      canvas.vline(x: area.x, y: area.y, length: area.height, style: .border)
      DetailsView(state: state, details: panel, selection: nil)
        .draw(in: area.inset(left: 2, right: 1), top: 0, into: &canvas)
    }
  }

  private func draw(_ overlay: Overlay, into canvas: inout Canvas) {
    switch overlay {
    case .datePrompt:
      break
    case .question(let question):
      // A plan is looked at in the grid.
      if let previous = question.previous.first, state.plannedPaste == nil || layout.docked > 0 {
        draw(previous, into: &canvas)
      }
    case .help(let help):
      HelpView(keyMap: state.keyMap, help: help).draw(layout, into: &canvas)
    case .form(let form):
      if layout.docked > 0 {
        DockedForm(form, remark(on: form)).draw(in: layout.dock, into: &canvas)
      } else {
        FormView(form: form, remark: remark(on: form)).draw(layout, into: &canvas)
      }
    case .blockPicker(let picker):
      BlockPickerView(picker: picker, state: state).draw(layout, into: &canvas)
    case .search(let screen):
      SearchView(screen: screen, state: state).draw(layout, into: &canvas)
    case .history(let screen):
      HistoryView(details: screen.details, times: state.times, now: state.now)
        .draw(screen.scroll, layout, into: &canvas)
    case .occupancy(let screen):
      OccupancyView(screen.report, state).draw(screen.scroll, layout, into: &canvas)
    case .palette(let palette):
      PaletteView(palette: palette, state: state).draw(layout, into: &canvas)
    case .details(let screen):
      DetailsView.drawOverlay(screen, state, layout, into: &canvas)
    }
  }

  /// What is wrong, or else what Enter would make.
  func remark(on form: Form) -> FormRemark? {
    if let problem = form.problem {
      return FormRemark(problem.error.message(in: state.content.zone), .error)
    }
    guard case .createSeries = form.purpose, let preview = state.preview else { return nil }
    return state.remark(on: preview)
  }
}
