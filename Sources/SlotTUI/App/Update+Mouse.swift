import SlotDomain
import TerminalKit

/// What the mouse does. It points, marks, opens and scrolls; what changes the store has keys.
extension AppState {
  /// How far a notch of the wheel goes; in the month it is a week.
  private static let rowsOfWheel = 3

  mutating func switchMouse(_ isOn: Bool) {
    let text =
      isOn
      ? "The mouse is on: it marks and scrolls here; Shift and the mouse select text as the"
        + " terminal does."
      : mouse.isOn
        ? "The mouse is off: it selects text as the terminal does."
        : "This terminal does not tell of a mouse: the keys do all that it would do."
    message = Message(text)
    mouse = Mouse(isOn: isOn)
  }

  mutating func take(_ event: MouseEvent) -> [Effect] {
    // A question stands until a key answers it.
    guard mouse.isOn, question == nil else { return [] }
    switch (event.kind, event.button) {
    case (.wheelUp, _): return turnWheel(.up)
    case (.wheelDown, _): return turnWheel(.down)
    case (.press, 0): return press(event)
    case (.release, 0): return release(event)
    case (.press, _), (.release, _): return []
    }
  }

  private var question: Question? {
    if case .question(let question) = overlay { question } else { nil }
  }

  // MARK: Buttons

  /// What is under the pointer gets the focus at once.
  private mutating func press(_ event: MouseEvent) -> [Effect] {
    message = nil
    sequence = KeySequence()
    if let click = mouse.click, click.isRepeated(by: event, at: clock) {
      // The cursor is there already.
      mouse.press = click.press
      return []
    }
    let target = ScreenView(self).target(x: event.x, y: event.y)
    if target != mouse.click?.press.target { mouse.click = nil }
    mouse.press = target.map { Mouse.Press(event: event, target: $0) }
    return target.map { point(at: $0) } ?? []
  }

  /// Where it was pressed that is a click, elsewhere the end of a range.
  private mutating func release(_ event: MouseEvent) -> [Effect] {
    guard let press = mouse.press else { return [] }
    let click = mouse.click
    mouse.forget()
    let isSamePlace = (event.x, event.y) == (press.event.x, press.event.y)
    let target = isSamePlace ? press.target : ScreenView(self).target(x: event.x, y: event.y)
    guard target == press.target else {
      return target.map { markRange(from: press.target, to: $0) } ?? []
    }
    if click?.press.target == target { return enter(press.target) }
    // Each click on a title sorts.
    if case .column = press.target { return [] }
    mouse.click = Mouse.Click(press: press, at: clock)
    return []
  }

  private mutating func point(at target: MouseTarget) -> [Effect] {
    switch target {
    case .cell(let cell):
      guard let moment = week.moment(ofOtherBlocks: cell) else {
        return moved { $0.stand(onDay: cell.day, row: cell.row) }
      }
      return [load(.moment(moment), block: cell.block)]
    case .slot(let id):
      guard let index = week.slots.firstIndex(where: { $0.id == id }) else { return [] }
      return moved { $0.stand(onSlot: index) }
    case .column(let column):
      let agenda = week.agenda
      return sort(by: column, isDescending: column == agenda.sorting && !agenda.isDescending)
    case .day(let date): return date == week.focusedDate ? [] : move(toDate: date)
    case .block(let id): return id == content.block?.id ? [] : move(toBlock: id)
    case .entry(let index): select(index)
    case .appointment(let index):
      if case .details(var screen) = overlay {
        screen.move(index - screen.selection)
        overlay = .details(screen)
      }
    case .field(let index):
      if case .form(var form) = overlay {
        form.focus = index
        overlay = .form(form)
      }
    }
    return []
  }

  private mutating func select(_ index: Int) {
    switch overlay {
    case .palette(var palette):
      palette.select(index)
      overlay = .palette(palette)
    case .blockPicker(var picker):
      picker.select(index)
      overlay = .blockPicker(picker)
    case .search(var screen):
      screen.select(index)
      overlay = .search(screen)
    case nil, .help, .form, .question, .datePrompt, .details, .history, .occupancy: break
    }
  }

  /// What Enter does there, where that is about what was clicked.
  private mutating func enter(_ target: MouseTarget) -> [Effect] {
    switch target {
    case .cell, .slot, .day: overlay == nil ? act(.open, count: nil) : []
    case .entry: takeInOverlay(.enter)
    case .column, .block, .appointment, .field: []
    }
  }

  /// As if a range were begun where it was pressed and ended where it was released.
  private mutating func markRange(from first: MouseTarget, to last: MouseTarget) -> [Effect] {
    guard overlay == nil else { return [] }
    switch (first, last) {
    case (.cell(let start), .cell(let end)) where start.block != end.block:
      message = Message("A range stays in one booking block: end it in the column of its start.")
      return []
    case (.cell(let start), _) where start.block != content.block?.id:
      // It is still being read.
      return []
    case (.cell, .cell), (.slot, .slot):
      // The cursor stands on the first one since it was pressed.
      marks.rangeStart = week.focusedMoment
      return point(at: last) + markRange()
    case (.day, .day): return act(.markRange, count: nil)
    default: return []
    }
  }

  // MARK: The wheel

  /// - Parameter key: The arrow in its direction.
  private mutating func turnWheel(_ key: Key) -> [Effect] {
    mouse.forget()
    message = nil
    sequence = KeySequence()
    switch overlay {
    case nil:
      let rows = week.view == .month ? 1 : Self.rowsOfWheel
      return act(key == .up ? .up : .down, count: rows)
    case .help, .history, .occupancy, .palette, .blockPicker, .search:
      return (0..<Self.rowsOfWheel).flatMap { _ in takeInOverlay(key) }
    case .details(var screen):
      let view = DetailsView(state: self, details: screen.details, selection: screen.selection)
      let (top, last) = view.scrolling(screen, layout)
      screen.scroll(to: top + (key == .up ? -Self.rowsOfWheel : Self.rowsOfWheel), last: last)
      overlay = .details(screen)
      return []
    case .form, .question, .datePrompt: return []
    }
  }
}
