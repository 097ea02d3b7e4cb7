import SlotDomain
import TerminalKit

struct BlockPickerView {
  let picker: BlockPicker
  let state: AppState

  private static let width = 60

  private static func height(_ matches: [BookingBlock]) -> Int { max(4, matches.count + 3) }

  /// The match whose row is drawn at a place of the screen.
  func entry(x: Int, y: Int, _ layout: ScreenLayout) -> Int? {
    let matches = picker.matches(state.content.blocks)
    let inside = Box.inside(width: Self.width, height: Self.height(matches), in: layout.body)
    return list(in: inside, count: matches.count).index(x: x, y: y)
  }

  private func list(in inside: Rect, count: Int) -> ScrolledList {
    let area = inside.inset(top: 1)
    return ScrolledList(area: area, top: max(0, picker.selection - area.height + 1), count: count)
  }

  func draw(_ layout: ScreenLayout, into canvas: inout Canvas) {
    let matches = picker.matches(state.content.blocks)
    let inside = Box.draw(
      "Booking block",
      width: Self.width,
      height: Self.height(matches),
      in: layout,
      into: &canvas
    )
    let (field, rest) = inside.split(top: 1)
    if layout.isLinear { return drawLines(matches, field, rest, into: &canvas) }
    let shown = list(in: inside, count: matches.count)
    let (list, top) = (shown.area, shown.top)
    for (row, block) in matches.dropFirst(top).prefix(list.height).enumerated() {
      draw(block, isSelected: top + row == picker.selection, y: list.y + row, list, &canvas)
    }
    if matches.isEmpty {
      canvas.put(noMatch, x: list.x, y: list.y, width: list.width, style: .dim)
    }
    FieldView.draw(picker.filter, in: field, isFocused: true, into: &canvas)
  }

  private var noMatch: String {
    !state.isChangeable
      ? "None is called that." : "None is called that. Enter makes one of this name."
  }

  private func fact(_ block: BookingBlock) -> String {
    block.status == .draft ? "draft" : state.available(in: block.id).map { "\($0) free" } ?? ""
  }

  private func drawLines(
    _ matches: [BookingBlock],
    _ field: Rect,
    _ list: Rect,
    into canvas: inout Canvas
  ) {
    LinearPrompt(label: "Find: ", field: picker.filter, isInList: picker.selection > 0).draw(
      matches.isEmpty
        ? LinearLines(count: 1, focused: nil) { _ in noMatch }
        : LinearLines(count: matches.count, focused: picker.selection) { index in
          let block = matches[index]
          return [block.name, block.timezone, fact(block)].filter { !$0.isEmpty }
            .joined(separator: ", ")
        },
      field,
      list,
      into: &canvas
    )
  }

  private func draw(
    _ block: BookingBlock,
    isSelected: Bool,
    y: Int,
    _ list: Rect,
    _ canvas: inout Canvas
  ) {
    let style: Style = isSelected ? .selection : block.status == .draft ? .draft : .plain
    let fact = fact(block)
    if isSelected { canvas.fill(Rect(x: list.x, y: y, width: list.width, height: 1), style: style) }
    let hasZone = list.width >= 52
    let room = list.width - (hasZone ? 32 : fact.count + 1)
    canvas.put(block.name, x: list.x, y: y, width: room, style: style)
    if hasZone {
      canvas.put(block.timezone, x: list.maxX - 30, y: y, width: 20, style: style)
    }
    canvas.put(fact, x: list.maxX - fact.count, y: y, style: style)
  }
}
