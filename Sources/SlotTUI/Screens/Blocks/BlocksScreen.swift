import SlotDomain
import TerminalKit

/// The blocks view's own state: which booking blocks stand side by side, with their slots of a day.
/// The cursor is that of the grid, and its column the current block's.
struct BlocksScreen: Hashable, Sendable {
  struct Column: Hashable, Sendable {
    let block: BookingBlock
    let slots: [Slot]
    fileprivate(set) var faces: [SlotFace]
    fileprivate(set) var filter: SlotFilter
  }

  /// No terminal shows more, and no more are read.
  static let most = 48
  /// Columns narrower than this say neither a name nor what is in them.
  static let narrowestColumn = 14
  /// Columns of a screen with room for the most.
  static let widest = WeekGrid.widestGutter + most * narrowestColumn

  /// Of which day the columns are, and by whose clock; nil while nothing was read.
  private(set) var request: BlockDay.Request?
  private(set) var columns: [Column] = []

  mutating func show(
    _ day: BlockDay,
    of blocks: [BookingBlock],
    _ condition: SlotCondition?,
    now: Instant
  ) {
    request = day.request
    columns = zip(day.request.blocks, day.slots).compactMap { id, slots in
      blocks.first { $0.id == id }.map { block in
        Column(block: block, slots: slots, faces: [], filter: SlotFilter())
      }
    }
    tick(condition, now: now)
  }

  mutating func tick(_ condition: SlotCondition?, now: Instant) {
    for index in columns.indices {
      let (slots, block) = (columns[index].slots, columns[index].block)
      columns[index].faces = SlotFace.all(slots, in: block, at: now)
      columns[index].filter.condition = condition
      columns[index].filter.look(at: slots, in: block, now: now)
    }
  }

  /// Which of all blocks have room: those that are shown, as long as the current one is among them,
  /// else those around it.
  func window(around current: Int, in blocks: [BookingBlock], width: Int) -> Range<Int> {
    // The gutter of a day with a repeated hour is the widest one.
    let room = (width - WeekGrid.widestGutter) / Self.narrowestColumn
    let count = min(blocks.count, Self.most, max(1, room))
    let shown = columns.first.flatMap { column in blocks.firstIndex { $0.id == column.block.id } }
    var first = shown ?? current
    if !(first..<(first + count)).contains(current) { first = current - count / 2 }
    first = min(max(0, first), blocks.count - count)
    return first..<(first + count)
  }
}

extension WeekScreen {
  /// Whether the blocks beside the cursor's are those of the day that is shown.
  var isBesideRead: Bool {
    guard let request = blocks.request, let block else { return false }
    return request.date == firstDay.adding(days: cursor.day) && request.zone == zone
      && blocks.columns.contains { $0.block.id == block.id }
  }

  /// What shares the rows with the cursor's column; that one itself is empty here.
  var slotsBeside: [[Slot]] {
    guard view == .blocks, isBesideRead else { return [] }
    return blocks.columns.map { $0.block.id == block?.id ? [] : $0.slots }
  }

  /// The columns from left to right, each with what stands in it; the cursor's alone while the others
  /// have not been read.
  var blockColumns: [(column: BlocksScreen.Column, segments: [WeekLayout.Segment])] {
    guard let block else { return [] }
    let own = (
      BlocksScreen.Column(block: block, slots: slots, faces: faces, filter: filter),
      layout.columns[cursor.day]
    )
    guard isBesideRead, layout.beside.count == blocks.columns.count else { return [own] }
    return zip(blocks.columns, layout.beside).map { $0.block.id == block.id ? own : ($0, $1) }
  }

  /// Where a cell of another block's column stands in time, on the day that is shown; nil for one of the
  /// cursor's block.
  func moment(ofOtherBlocks cell: WeekGrid.Cell) -> Instant? {
    guard cell.block != block?.id,
      let (column, segments) = blockColumns.first(where: { $0.column.block.id == cell.block })
    else { return nil }
    guard let segment = segments.first(where: { $0.rows.contains(cell.row) }) else {
      let position = layout.rows.rows[cell.row].range.lowerBound
      return layout.axis.firstInstant(from: position, on: cell.day, zone: zone)
    }
    return max(column.slots[segment.slot].range.start, layout.axis.days[cell.day].range.start)
  }

  /// The slots that the view shows; with the filter, of those the ones that stand out.
  func slotsOfView(filtered: Bool) -> [Slot] {
    func isShown(_ index: Int, _ filter: SlotFilter) -> Bool { !filtered || filter.shows(index) }
    switch view {
    case .week, .agenda, .month:
      return slots.indices.filter { isShown($0, filter) }.map { slots[$0] }
    case .day:
      return layout.columns[cursor.day].map(\.slot).filter { isShown($0, filter) }.map { slots[$0] }
    case .blocks:
      return blockColumns.flatMap { column, segments in
        segments.map(\.slot).filter { isShown($0, column.filter) }.map { column.slots[$0] }
      }
    }
  }
}
