import SlotDomain
import TerminalKit

/// The booking blocks on the left, each with how many of its slots are free in this week.
struct BlockListView {
  let state: AppState
  let current: BookingBlock

  func draw(in area: Rect, into canvas: inout Canvas) {
    canvas.vline(x: area.maxX - 1, y: area.y, length: area.height, style: .border)
    let inside = area.inset(right: 2)
    canvas.put(" Blocks", x: inside.x, y: inside.y, style: .heading)
    let free = "free"
    canvas.put(free, x: inside.maxX - free.count, y: inside.y, style: .dim)
    let (list, top) = list(in: area)
    for (row, block) in state.content.blocks.dropFirst(top).prefix(list.height).enumerated() {
      draw(block, in: list.split(top: row + 1).top.split(bottom: 1).bottom, into: &canvas)
    }
  }

  /// Below its title; the current block is in the middle, where there are more than have room.
  private func list(in area: Rect) -> (list: Rect, top: Int) {
    let list = area.inset(top: 1, right: 2)
    let blocks = state.content.blocks
    let index = blocks.firstIndex { $0.id == current.id } ?? 0
    return (list, min(max(0, index - list.height / 2), max(0, blocks.count - list.height)))
  }

  /// The block whose row is drawn at a place of the screen.
  func block(x: Int, y: Int, in area: Rect) -> BookingBlock.ID? {
    let (list, top) = list(in: area)
    let index = top + y - list.y
    guard list.contains(x: x, y: y), state.content.blocks.indices.contains(index) else {
      return nil
    }
    return state.content.blocks[index].id
  }

  private func draw(_ block: BookingBlock, in line: Rect, into canvas: inout Canvas) {
    let isCurrent = block.id == current.id
    let number =
      block.status == .draft ? "draft" : state.available(in: block.id).map { "\($0)" } ?? ""
    let style: Style = block.status == .draft ? .draft : .plain
    let flags: Cell.Flags = isCurrent ? .bold : []
    if isCurrent { canvas.put(.nowMarker, x: line.x, y: line.y, style: .key) }
    canvas.put(
      block.name,
      x: line.x + 1,
      y: line.y,
      width: line.width - number.count - 2,
      style: style,
      flags: flags
    )
    canvas.put(number, x: line.maxX - number.count, y: line.y, style: style, flags: flags)
  }
}
