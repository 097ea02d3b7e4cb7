import SlotDomain
import TerminalKit

/// Keys, and what they do, in a word or two.
typealias Hint = (keys: String, text: String)

/// A window over the view, or a question below it: it gets the keys first. The topmost is seen.
protocol Layer: Hashable, Sendable {
  func hints(_ desk: Desk) -> [Hint]
  mutating func obey(_ key: Key, _ desk: inout Desk) -> Step
  /// Nil where nothing lies over the view.
  func box(_ desk: Desk) -> Box?

  // What most do not need.

  /// Whether what is typed is text for a field.
  var takesText: Bool { get }
  /// The field that is typed into; nil where a letter is no text.
  var field: TextField? { get }
  /// A click on something in the window.
  mutating func point(at target: MouseTarget)
  /// A turn of the wheel, by so many lines.
  mutating func scroll(_ lines: Int, _ desk: inout Desk) -> Step
  /// An answer from the store. Nil where it is not meant for this one.
  mutating func receive(_ event: Event, _ desk: inout Desk) -> Step?
  /// The question above this one was answered with a key; nil: with none of its answers.
  mutating func hear(_ answer: Character?, _ desk: inout Desk) -> Step
  /// What it shows of the store, to be read again.
  func renewal(_ desk: Desk) -> [Effect]
  /// Called after every event: what was typed or has happened can leave something to be asked for.
  mutating func settle(_ desk: inout Desk) -> [Effect]
  /// The slot that it is about.
  var slot: Slot.ID? { get }
  /// What would be made, and is to be seen in the view; nil where it makes nothing of that kind.
  func planned(in range: TimeRange, _ desk: Desk) -> [TimeRange]?
  /// Asked in the bottom lines.
  var question: String? { get }
  /// What the bottom line says in place of the slot under the cursor.
  func sentence(_ desk: Desk) -> String?
  /// In place of the keys in the bottom line.
  func prompt(_ desk: Desk) -> Line?
  /// Whether it stands below the view, where that has room, in place of a window over it.
  var isDocked: Bool { get }
  func dock(in area: Rect, _ desk: Desk) -> Dock?
}

extension Layer {
  var takesText: Bool { field != nil }
  var field: TextField? { nil }
  mutating func point(at target: MouseTarget) {}
  mutating func scroll(_ lines: Int, _ desk: inout Desk) -> Step { Step() }
  mutating func receive(_ event: Event, _ desk: inout Desk) -> Step? { nil }
  mutating func hear(_ answer: Character?, _ desk: inout Desk) -> Step { Step() }
  func renewal(_ desk: Desk) -> [Effect] { [] }
  mutating func settle(_ desk: inout Desk) -> [Effect] { [] }
  var slot: Slot.ID? { nil }
  func planned(in range: TimeRange, _ desk: Desk) -> [TimeRange]? { nil }
  var question: String? { nil }
  func sentence(_ desk: Desk) -> String? { nil }
  func prompt(_ desk: Desk) -> Line? { nil }
  var isDocked: Bool { false }
  func dock(in area: Rect, _ desk: Desk) -> Dock? { nil }

  /// Whether the key for help asks for help there: where it is neither text nor an answer.
  var isHelped: Bool { !takesText && question == nil }

  /// Where no text is typed, some keys do in every window what they do in the view: those that take back the
  /// last change, or do it again; and those that look for something else, which takes the place of all
  /// windows. Whoever has somebody new on the phone does not close a window first, and what is typed after
  /// such a key is no command for this one. Nil for any other key.
  func everywhere(_ key: Key, _ desk: Desk) -> Step? {
    guard let action = desk.keyMap.action(for: key) else { return nil }
    let act = Step.Act(action: action, count: nil)
    switch action {
    case .undo, .redo: return Step(act: act)
    case .search, .findPlace, .goToDate, .tray, .activity, .daySheet:
      return Step(.closeAll, act: act)
    default: return nil
    }
  }
}

/// What comes of a key in a window.
struct Step: Sendable {
  enum Turn: Sendable {
    case stay
    /// Back to what lies below.
    case close
    /// Back to the view.
    case closeAll
    /// Back to what lies below; what that shows is read again.
    case leave
    case replace(any Layer)
    case open(any Layer)
    /// Back to what lies below, which hears how its question was answered.
    case answer(Character?)
  }

  /// An action of the view, as if its key had been pressed there.
  struct Act: Hashable, Sendable {
    let action: ScreenAction
    let count: Int?
    /// Of what a key turns: whether it may only enable, or unlock.
    var onlyFrees = false
  }

  var turn: Turn
  var effects: [Effect]
  var act: Act?

  init(_ turn: Turn = .stay, _ effects: [Effect] = [], act: Act? = nil) {
    self.turn = turn
    self.effects = effects
    self.act = act
  }
}

/// Lines that are read: arrows scroll them, any other key closes them.
protocol ScrolledLayer: Layer {
  static var width: Int { get }
  var scroll: Scroll { get set }
  func title(_ desk: Desk) -> String
  func lines(_ desk: Desk) -> [Line]
}

extension ScrolledLayer {
  func hints(_ desk: Desk) -> [Hint] { [("↑↓", "scroll"), ("Esc", "back")] }

  mutating func obey(_ key: Key, _ desk: inout Desk) -> Step {
    if let step = everywhere(key, desk) { return step }
    let shown = desk.layout.rowsInBox
    return Step(scroll.follow(key, rows: shownLines(desk).count, shown: shown) ? .stay : .close)
  }

  mutating func scroll(_ lines: Int, _ desk: inout Desk) -> Step {
    let shown = desk.layout.rowsInBox
    scroll.go(to: scroll.top + lines, rows: shownLines(desk).count, shown: shown)
    return Step()
  }

  func box(_ desk: Desk) -> Box? {
    Box(title(desk), width: Self.width, shownLines(desk), from: scroll.top)
  }

  func shownLines(_ desk: Desk) -> [Line] {
    lines(desk).setOut(desk.layout, width: Self.width)
  }
}
