import SlotDomain
import TerminalKit

/// What lies under the mouse, by its meaning: pictures can scroll between a press and its release.
enum MouseTarget: Hashable, Sendable {
  /// A slot or free row of a grid.
  case cell(WeekGrid.Cell)
  /// A row of the agenda.
  case slot(Slot.ID)
  /// The title of one of its columns.
  case column(AgendaColumn)
  /// A day of the month.
  case day(CivilDate)
  /// Of the list on the left.
  case block(BookingBlock.ID)
  /// Of the list in a window, from its top.
  case entry(Int)
  /// Of the details.
  case appointment(Int)
  /// Of a form.
  case field(Int)
}

extension ScreenView {
  /// What can be pointed at; nil where there is nothing of that kind. Lines are to be read: there the
  /// mouse does no more than scroll.
  func target(x: Int, y: Int) -> MouseTarget? {
    guard !layout.isTooSmall, !layout.isLinear else { return nil }
    if let overlay = state.overlay { return target(x: x, y: y, in: overlay) }
    guard let block = state.content.block else { return nil }
    if layout.hasBlockList, layout.blockList.contains(x: x, y: y) {
      return BlockListView(state: state, current: block)
        .block(x: x, y: y, in: layout.blockList).map { .block($0) }
    }
    switch state.week.view {
    case .day, .week, .blocks:
      return WeekView(state: state).cell(x: x, y: y, in: layout.week).map { .cell($0) }
    case .month:
      return MonthView(state: state).date(x: x, y: y, in: layout.month).map { .day($0) }
    case .agenda:
      let view = AgendaView(state: state)
      return view.slot(x: x, y: y, in: layout.week).map { .slot($0) }
        ?? view.title(x: x, y: y, in: layout.week).map { .column($0) }
    }
  }

  /// Nothing of a question: it is never answered by the mouse.
  private func target(x: Int, y: Int, in overlay: Overlay) -> MouseTarget? {
    switch overlay {
    case .question, .datePrompt, .help, .history, .occupancy: return nil
    case .form(let form):
      let field =
        layout.docked > 0
        ? DockedForm(form, nil).field(x: x, y: y, in: layout.dock)
        : FormView(form: form, remark: remark(on: form)).field(x: x, y: y, layout)
      return field.map { .field($0) }
    case .blockPicker(let picker):
      return BlockPickerView(picker: picker, state: state).entry(x: x, y: y, layout)
        .map { .entry($0) }
    case .search(let screen):
      return SearchView(screen: screen, state: state).entry(x: x, y: y, layout).map { .entry($0) }
    case .palette(let palette):
      return PaletteView(palette: palette, state: state).entry(x: x, y: y, layout)
        .map { .entry($0) }
    case .details(let screen):
      return DetailsView.appointment(x: x, y: y, screen, state, layout).map { .appointment($0) }
    }
  }
}
