import SlotDomain
import TerminalKit

extension ScreenLayout {
  /// Gives the list of blocks what their names need.
  mutating func makeRoom(for blocks: [BookingBlock]) {
    widestName = blocks.map { DisplayWidth.columns(of: $0.name) }.max() ?? 0
  }
}

/// The booking blocks on the left, each with how many places of it are free today and in the period.
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

  /// Columns of a number, with a blank before it.
  private static let numberWidth = 6

  func draw(into canvas: inout Canvas) {
    canvas.vline(x: area.maxX - 1, y: area.y, length: area.height, style: .border)
    var x = list.x + canvas.put(" Blocks", x: list.x, y: area.y, style: .heading) + 1
    // As on the border of a window: there are more.
    let isCut = top + list.height < desk.content.blocks.count
    for (isThere, glyph) in [(top > 0, Glyph.up), (isCut, .down)] where isThere {
      canvas.put(glyph, x: x, y: area.y, style: .heading)
      x += 1
    }
    put("today", before: Self.numberWidth, y: area.y, .heading, into: &canvas)
    put(desk.nameOfCounted, before: 0, y: area.y, .heading, into: &canvas)
    for (row, block) in desk.content.blocks.dropFirst(top).prefix(list.height).enumerated() {
      draw(block, in: list.row(row), into: &canvas)
    }
  }

  /// Text that ends so many columns before the end of the list.
  private func put(
    _ text: String,
    before columns: Int,
    y: Int,
    _ style: Style,
    _ flags: Cell.Flags = Cell.Flags(),
    into canvas: inout Canvas
  ) {
    canvas.put(text, x: list.maxX - columns - text.count, y: y, style: style, flags: flags)
  }

  private func draw(_ block: BookingBlock, in line: Rect, into canvas: inout Canvas) {
    let (isCurrent, isDraft) = (block.id == desk.content.block?.id, block.status == .draft)
    let style: Style = isDraft ? .draft : .plain
    let flags: Cell.Flags = isCurrent ? .bold : []
    if isCurrent { canvas.put(.nowMarker, x: line.x, y: line.y, style: .key) }
    if isDraft {
      put("draft", before: 0, y: line.y, style, flags, into: &canvas)
    } else {
      let numbers = [desk.freeToday(in: block.id), desk.available(in: block.id)]
      for (number, columns) in zip(numbers, [Self.numberWidth, 0]) {
        guard let number else { continue }
        put("\(number)", before: columns, y: line.y, style, flags, into: &canvas)
      }
    }
    let name = line.inset(left: 1, right: isDraft ? Self.numberWidth : 2 * Self.numberWidth - 1)
    canvas.put(block.name, in: name, style: style, flags: flags)
  }
}
