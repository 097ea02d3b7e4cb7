import TerminalKit

/// Draws the palette: the field, and below it the commands that fit, each with its key.
struct PaletteView {
  let palette: PaletteScreen
  let state: AppState

  /// The longest name has room.
  private static let nameWidth = 20
  private static let groupWidth = 9

  private static let width = 92

  /// As high for few matches as for many, so that typing moves nothing.
  private static func height(_ commands: [PaletteCommand]) -> Int { commands.count + 3 }

  /// The command whose row is drawn at a place of the screen, among those that fit.
  func entry(x: Int, y: Int, _ layout: ScreenLayout) -> Int? {
    let commands = PaletteCommand.all(state.keyMap)
    let inside = Box.inside(width: Self.width, height: Self.height(commands), in: layout.body)
    return list(in: inside, count: palette.matches(commands).count).index(x: x, y: y)
  }

  private func list(in inside: Rect, count: Int) -> ScrolledList {
    let area = inside.inset(top: 1)
    return ScrolledList(
      area: area,
      top: max(0, palette.selection - area.height + 1),
      count: count
    )
  }

  func draw(_ layout: ScreenLayout, into canvas: inout Canvas) {
    let commands = PaletteCommand.all(state.keyMap)
    let matches = palette.matches(commands)
    let inside = Box.draw(
      "Any action by its name",
      width: Self.width,
      height: Self.height(commands),
      in: layout,
      into: &canvas
    )
    let (line, rest) = inside.split(top: 1)
    if layout.isLinear { return drawLines(matches, line, rest, into: &canvas) }
    let colon = canvas.put(":", x: line.x, y: line.y, style: .heading)
    let shown = list(in: inside, count: matches.count)
    let (list, top) = (shown.area, shown.top)
    let keysWidth = list.width >= 60 ? 10 : 8
    for (row, command) in matches.dropFirst(top).prefix(list.height).enumerated() {
      let isSelected = top + row == palette.selection
      let line = Rect(x: list.x, y: list.y + row, width: list.width, height: 1)
      draw(command, isSelected: isSelected, keysWidth, in: line, into: &canvas)
    }
    if matches.isEmpty {
      canvas.put("Nothing is called that.", x: list.x, y: list.y, width: list.width, style: .dim)
    }
    if top + list.height < matches.count {
      canvas.put(.down, x: inside.maxX - 1, y: inside.maxY, style: .border)
    }
    FieldView.draw(palette.field, in: line.inset(left: colon), isFocused: true, into: &canvas)
  }

  private func drawLines(
    _ matches: [PaletteCommand],
    _ line: Rect,
    _ list: Rect,
    into canvas: inout Canvas
  ) {
    LinearPrompt(label: ":", field: palette.field, isInList: palette.selection > 0).draw(
      matches.isEmpty
        ? LinearLines(count: 1, focused: nil) { _ in "Nothing is called that." }
        : LinearLines(count: matches.count, focused: palette.selection) { text(matches[$0]) },
      line,
      list,
      into: &canvas
    )
  }

  /// `toggle-lock: lock (a number before: minutes), or unlock, L`
  private func text(_ command: PaletteCommand) -> String {
    let name = command.argument.map { "\(command.name) \($0)" } ?? command.name
    let obstacle = command.binding.flatMap { state.obstacle(to: $0.action) }
    let keys = command.binding?.names.joined(separator: " ") ?? ""
    return "\(name): \(obstacle ?? command.help)" + (keys.isEmpty ? "" : ", \(keys)")
  }

  /// Name, what it does or why not now, group, keys: those that have room.
  private func draw(
    _ command: PaletteCommand,
    isSelected: Bool,
    _ keysWidth: Int,
    in line: Rect,
    into canvas: inout Canvas
  ) {
    let obstacle = command.binding.flatMap { state.obstacle(to: $0.action) }
    let style: Style = isSelected ? .selection : obstacle == nil ? .plain : .dim
    if isSelected { canvas.fill(line, style: style) }
    let name = command.argument.map { "\(command.name) \($0)" } ?? command.name
    let keys = command.binding?.names.joined(separator: " ") ?? ""
    let keysStyle: Style = isSelected ? style : .key
    let (rest, right) = line.split(right: keysWidth)
    canvas.put(keys, x: right.x, y: line.y, width: right.width, style: keysStyle)
    guard rest.width >= 2 * Self.nameWidth else {
      let text = obstacle == nil ? name : "\(name) (not now)"
      canvas.put(text, x: rest.x, y: line.y, width: rest.width - 1, style: style)
      return
    }
    canvas.put(name, x: rest.x, y: line.y, width: Self.nameWidth - 1, style: style)
    let hasGroup = rest.width >= Self.nameWidth + 46 + Self.groupWidth
    let (help, group) = rest.inset(left: Self.nameWidth).split(
      right: hasGroup ? Self.groupWidth : 0
    )
    canvas.put(obstacle ?? command.help, x: help.x, y: line.y, width: help.width - 1, style: style)
    canvas.put(
      command.binding?.group ?? "",
      x: group.x,
      y: line.y,
      width: group.width,
      style: isSelected ? style : .dim
    )
  }
}
