import TerminalKit

/// A list in a window, of whose rows one is chosen: with the arrows, the wheel or a click; with a field above
/// it, or without. What is to be done to the row is the window's own.
protocol ListLayer: Layer {
  static var width: Int { get }
  var picker: Picker { get set }
  /// Rows there are so far.
  var count: Int { get }
  func title(_ desk: Desk) -> String
  /// What stands before the field; nil where nothing is typed.
  var label: String? { get }
  /// A row, as wide as the window has room.
  func line(_ index: Int, room: Int, _ desk: Desk) -> Line
  /// What is said in place of rows.
  func nothing(_ desk: Desk) -> String
}

extension ListLayer {
  var label: String? { nil }
  var field: TextField? { label == nil ? nil : picker.field }

  /// The row that is chosen; nil where there is none.
  var selection: Int? { count == 0 ? nil : min(picker.chosen ?? 0, count - 1) }

  /// Goes through the list; false for a key that does not. Without a field letters do so too.
  mutating func goes(by key: Key, _ desk: Desk) -> Bool {
    let here = selection ?? 0
    switch key {
    case .character("j") where label == nil: picker.choose(here + 1, of: count)
    case .character("k") where label == nil: picker.choose(here - 1, of: count)
    case .home where label == nil: picker.choose(0, of: count)
    case .end where label == nil: picker.choose(count - 1, of: count)
    case .up, .down, .pageUp, .pageDown, .control("p"), .control("n"):
      let page = max(1, rows(desk) - 1)
      _ = picker.follow(key, count: count, from: here, page: page)
    default: return false
    }
    return true
  }

  mutating func point(at target: MouseTarget) {
    if case .entry(let index) = target { picker.choose(index, of: count) }
  }

  mutating func scroll(_ lines: Int, _ desk: inout Desk) -> Step {
    picker.choose((selection ?? 0) + lines, of: count)
    return Step()
  }

  /// That have room.
  func rows(_ desk: Desk) -> Int { max(1, desk.layout.rowsInBox - (label == nil ? 0 : 1)) }

  func box(_ desk: Desk) -> Box? {
    let room = desk.layout.columnsInBox(Self.width)
    let nothing = Text.wrap(nothing(desk), width: room).map { Line($0, .dim) }
    var box = Box(title(desk), width: Self.width, count: count) { index in
      var line = line(index, room: room, desk)
      line.target = .entry(index)
      return line
    }
    // What is narrowed by typing stays where it is; other lists are as high as they are long.
    if label != nil { box.height = desk.layout.rowsInBox + 2 }
    if let label {
      let isInList = picker.chosen != nil
      box.ask(
        .init(label: label, field: picker.field, isInList: isInList),
        selected: selection,
        orSay: nothing
      )
    } else {
      box.focus = selection.map { $0..<$0 + 1 }
      if count == 0 { box.footer = nothing }
    }
    box.place = .around(selection ?? 0)
    return box
  }
}
