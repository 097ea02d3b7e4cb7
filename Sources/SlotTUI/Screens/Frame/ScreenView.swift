import SlotDomain

/// Draws the whole state into a canvas. Pure; called once for all events of a moment.
struct ScreenView {
  let state: AppState
  let layout: ScreenLayout

  init(_ state: AppState) {
    self.state = state
    layout = ScreenLayout(state.size)
  }

  func draw(into canvas: inout Canvas) {
    canvas.clear()
    guard !layout.isTooSmall else {
      canvas.put(
        "slottui needs \(ScreenLayout.smallest.width)×\(ScreenLayout.smallest.height).",
        x: 0,
        y: 0
      )
      canvas.cursor = Canvas.Position(x: 0, y: 0)
      return
    }
    TitleView(state: state).draw(in: layout.title, into: &canvas)
    if let block = state.content.block {
      drawGrid(of: block, into: &canvas)
    } else {
      WelcomeView(state: state).draw(in: layout.body, into: &canvas)
    }
    BottomView(state: state).draw(layout, into: &canvas)
    drawOverlay(into: &canvas)
  }

  private func drawGrid(of block: BookingBlock, into canvas: inout Canvas) {
    if layout.hasBlockList {
      BlockListView(state: state, current: block).draw(in: layout.blockList, into: &canvas)
    }
    WeekView(state: state, block: block).draw(in: layout.week, into: &canvas)
    if layout.hasPanel, let panel = state.panel {
      let area = layout.panel
      canvas.vline(x: area.x, y: area.y, length: area.height, style: .border)
      DetailsView(state: state, details: panel, selection: nil)
        .draw(in: area.inset(left: 2, right: 1), top: 0, into: &canvas)
    }
  }

  private func drawOverlay(into canvas: inout Canvas) {
    switch state.overlay {
    case nil, .question, .datePrompt:
      break
    case .help(let help):
      HelpView(keyMap: state.keyMap, help: help).draw(layout, into: &canvas)
    case .form(let form):
      FormView(form: form, zone: state.content.zone).draw(layout, into: &canvas)
    case .blockPicker(let picker):
      BlockPickerView(picker: picker, state: state).draw(layout, into: &canvas)
    case .details(let screen):
      DetailsView.drawOverlay(screen, state, layout, into: &canvas)
    }
  }
}
