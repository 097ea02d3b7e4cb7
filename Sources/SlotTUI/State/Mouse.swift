import SlotDomain
import TerminalKit

/// Whether the mouse is listened to, and what it did last. It points, marks, opens and scrolls; beyond
/// that it does what Enter does.
struct Mouse: Equatable, Sendable {
  /// A button that is held down.
  struct Press: Equatable, Sendable {
    let event: MouseEvent
    let target: MouseTarget
  }

  /// A press that was released in its place.
  struct Click: Equatable, Sendable {
    let press: Press
    let at: Instant

    /// Whether a press at the same place comes so soon that it means the same thing, though another may
    /// be drawn there by now: narrow screens scroll to what was clicked.
    func isRepeated(by event: MouseEvent, at now: Instant) -> Bool {
      (event.x, event.y) == (press.event.x, press.event.y) && now - at <= Span(milliseconds: 500)
    }
  }

  /// How far a notch of the wheel goes in a window.
  private static let linesOfWheel = 3

  private(set) var isOn: Bool
  private(set) var press: Press?
  /// The last one, if nothing has happened since: another one on its target does what Enter does.
  private(set) var click: Click?

  init(isOn: Bool) { self.isOn = isOn }

  mutating func forget() { self = Mouse(isOn: isOn) }

  mutating func isSwitched(on isOn: Bool, _ desk: inout Desk) {
    let text =
      isOn
      ? "The mouse is on: it marks and scrolls here; Shift and the mouse select text as the"
        + " terminal does."
      : self.isOn
        ? "The mouse is off: it selects text as the terminal does."
        : "This terminal does not tell of a mouse: the keys do all that it would do."
    desk.say(text)
    self = Mouse(isOn: isOn)
  }

  static func obey(_ event: MouseEvent, _ state: inout AppState) -> [Effect] {
    // A question stands until a key answers it.
    guard state.mouse.isOn, state.layers.top?.question == nil else { return [] }
    switch (event.kind, event.button) {
    case (.wheelUp, _): return turnWheel(-1, &state)
    case (.wheelDown, _): return turnWheel(1, &state)
    case (.press, 0): return press(event, &state)
    case (.release, 0): return release(event, &state)
    case (.press, _), (.release, _): return []
    }
  }

  private static func turnWheel(_ direction: Int, _ state: inout AppState) -> [Effect] {
    state.mouse.forget()
    state.desk.line = StatusLine()
    guard state.layers.isEmpty else {
      return state.followUp(state.layers.scroll(direction * linesOfWheel, &state.desk))
    }
    return state.act(direction < 0 ? .up : .down, count: state.views.screen.linesOfWheel)
  }

  // MARK: Buttons

  /// What is under the pointer gets the focus at once.
  private static func press(_ event: MouseEvent, _ state: inout AppState) -> [Effect] {
    state.desk.line = StatusLine()
    if let click = state.mouse.click, click.isRepeated(by: event, at: state.desk.clock) {
      // The cursor is there already.
      state.mouse.press = click.press
      return []
    }
    let target = target(x: event.x, y: event.y, state)
    if target != state.mouse.click?.press.target { state.mouse.click = nil }
    state.mouse.press = target.map { Press(event: event, target: $0) }
    return target.map { point(at: $0, &state) } ?? []
  }

  /// Where it was pressed that is a click, elsewhere the end of a range.
  private static func release(_ event: MouseEvent, _ state: inout AppState) -> [Effect] {
    guard let press = state.mouse.press else { return [] }
    let click = state.mouse.click
    state.mouse.forget()
    let isSamePlace = (event.x, event.y) == (press.event.x, press.event.y)
    let target = isSamePlace ? press.target : target(x: event.x, y: event.y, state)
    guard target == press.target else {
      return target.map { markRange(from: press.target, to: $0, &state) } ?? []
    }
    if click?.press.target == target { return enter(press.target, &state) }
    // Each click on a title sorts.
    if case .title = press.target { return [] }
    state.mouse.click = Click(press: press, at: state.desk.clock)
    return []
  }

  private static func point(at target: MouseTarget, _ state: inout AppState) -> [Effect] {
    (state.lastAction, state.desk.selection.cursorLeft) = (nil, nil)
    switch target {
    case .cell, .slot, .title, .day: return state.views.point(at: target, &state.desk)
    case .block(let id):
      guard id != state.desk.content.block?.id else { return [] }
      return state.move(to: id)
    case .entry, .part:
      state.layers.point(at: target)
      return []
    }
  }

  /// What Enter does there, where that is about what was clicked.
  private static func enter(_ target: MouseTarget, _ state: inout AppState) -> [Effect] {
    switch target {
    case .cell, .slot, .day: state.layers.isEmpty ? state.act(.open, count: nil) : []
    case .entry: state.obey(inLayer: .enter)
    case .title, .block, .part: []
    }
  }

  /// As if a range were begun where it was pressed and ended where it was released.
  private static func markRange(
    from first: MouseTarget,
    to last: MouseTarget,
    _ state: inout AppState
  ) -> [Effect] {
    guard state.layers.isEmpty else { return [] }
    switch (first, last) {
    case (.cell(let start), .cell(let end)) where start.block != end.block:
      let text = "A range stays in one booking block: end it in the column of its start."
      return state.desk.say(text)
    case (.cell(let start), _) where start.block != state.desk.content.block?.id:
      // It is still being read.
      return []
    case (.cell, .cell), (.slot, .slot):
      // The cursor stands on the first one since it was pressed.
      state.desk.selection.marks.rangeStart = state.desk.sheet.focusedMoment
      return point(at: last, &state) + state.act(.markRange, count: nil)
    case (.day, .day): return state.act(.markRange, count: nil)
    default: return []
    }
  }

  /// What can be pointed at; nil where there is nothing of that kind. Lines are to be read: there the
  /// mouse does no more than scroll.
  static func target(x: Int, y: Int, _ state: AppState) -> MouseTarget? {
    let (desk, layout) = (state.desk, state.desk.layout)
    guard !layout.isTooSmall, !layout.isLinear else { return nil }
    if let top = state.layers.top {
      if layout.docked > 0, let dock = top.dock(in: layout.dock, desk) {
        return dock.target(x: x, y: y)
      }
      return top.box(desk)?.target(x: x, y: y, in: layout.body)
    }
    guard desk.content.block != nil else { return nil }
    if layout.hasBlockList, layout.blockList.contains(x: x, y: y) {
      return BlockSidebar(desk).block(x: x, y: y).map { .block($0) }
    }
    return state.views.screen.target(x: x, y: y, in: desk.viewArea, desk)
  }
}
