import SlotDomain
import TerminalKit

/// The booking blocks on the left, each with how many of its slots are free in this period.
struct BlockSidebar {
  private let desk: Desk
  private let area: Rect
  /// Below its title.
  private let list: Rect
  /// The first block that is shown: the current one is in the middle, where there are more than have room.
  private let top: Int

  init(_ desk: Desk) {
    self.desk = desk
    area = desk.layout.blockList
    list = area.inset(top: 1, right: 2)
    let blocks = desk.content.blocks
    let index = blocks.firstIndex { $0.id == desk.content.block?.id } ?? 0
    top = min(max(0, index - list.height / 2), max(0, blocks.count - list.height))
  }

  /// The block whose row is drawn at a place of the screen.
  func block(x: Int, y: Int) -> BookingBlock.ID? {
    let (blocks, index) = (desk.content.blocks, top + y - list.y)
    guard list.contains(x: x, y: y), blocks.indices.contains(index) else { return nil }
    return blocks[index].id
  }

  func draw(into canvas: inout Canvas) {
    canvas.vline(x: area.maxX - 1, y: area.y, length: area.height, style: .border)
    canvas.put(" Blocks", x: list.x, y: area.y, style: .heading)
    let free = "free"
    canvas.put(free, x: list.maxX - free.count, y: area.y, style: .dim)
    for (row, block) in desk.content.blocks.dropFirst(top).prefix(list.height).enumerated() {
      draw(block, in: list.inset(top: row).split(top: 1).top, into: &canvas)
    }
  }

  private func draw(_ block: BookingBlock, in line: Rect, into canvas: inout Canvas) {
    let (isCurrent, isDraft) = (block.id == desk.content.block?.id, block.status == .draft)
    let number = isDraft ? "draft" : desk.available(in: block.id).map { "\($0)" } ?? ""
    let style: Style = isDraft ? .draft : .plain
    let flags: Cell.Flags = isCurrent ? .bold : []
    if isCurrent { canvas.put(.nowMarker, x: line.x, y: line.y, style: .key) }
    let name = line.inset(left: 1, right: number.count + 1)
    canvas.put(block.name, in: name, style: style, flags: flags)
    canvas.put(number, x: line.maxX - number.count, y: line.y, style: style, flags: flags)
  }
}
