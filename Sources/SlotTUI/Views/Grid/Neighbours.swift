import SlotDomain
import TerminalKit

/// The booking blocks that stand side by side, with their slots of a day. The cursor is that of the sheet,
/// and its column the current block's.
struct Neighbours: Hashable, Sendable {
  struct Column: Hashable, Sendable {
    let block: BookingBlock
    let slots: [Slot]
    fileprivate(set) var guests: [Slot.ID: [Guest]]
    fileprivate(set) var faces: [SlotFace] = []
    fileprivate(set) var filter = SlotFilter()
  }

  /// No terminal shows more, and no more are read.
  static let most = 48
  /// Columns narrower than this say neither a name nor what is in them.
  static let narrowestColumn = 14
  /// Columns of a screen with room for the most.
  private static let widest = GridGeometry.widestGutter + most * narrowestColumn

  private(set) var columns: [Column] = []
  /// What was asked of the store last, and how old what it knew was then.
  private var asked: BlockDay.Request?
  private var age = 0
  /// Of the sheet when the columns were looked at last.
  private var revision = 0
  /// Nil where the columns have not been judged.
  private var judgement: Judgement?

  /// What the columns were judged by.
  private struct Judgement: Hashable {
    let condition: SlotCondition?
    let areNamesShown: Bool
    let from: Instant
    /// Nil where no state changes by itself any more.
    let until: Instant?

    func holds(_ desk: Desk) -> Bool {
      condition == desk.sheet.filter.condition && areNamesShown == desk.names.areShown
        && from <= desk.now && until.map { desk.now < $0 } ?? true
    }
  }

  /// The next moment at which a state changes by itself.
  var changesAt: Instant? { judgement?.until }

  /// What is to be read; nil when it was asked for already.
  mutating func request(_ desk: Desk) -> BlockDay.Request? {
    let content = desk.content
    guard let index = content.blocks.firstIndex(where: { $0.id == content.block?.id }) else {
      return nil
    }
    let request = BlockDay.Request(
      date: desk.sheet.cursor.date,
      zone: content.zone,
      blocks: content.blocks[window(around: index, desk)].map(\.id),
      asOf: content.asOf,
      withGuests: desk.names.areShown
    )
    guard request != asked || age != desk.surroundings.age else { return nil }
    (asked, age) = (request, desk.surroundings.age)
    return request
  }

  /// What was read may be otherwise by now.
  mutating func forget() { asked = nil }

  /// Whether it is what was asked for last.
  mutating func show(_ day: BlockDay, _ desk: Desk) -> Bool {
    guard asked == day.request else { return false }
    columns = zip(day.request.blocks, day.slots).compactMap { id, slots in
      desk.block(id).map { Column(block: $0, slots: slots, guests: day.guests) }
    }
    (revision, judgement) = (0, nil)
    judge(desk)
    return true
  }

  /// States change, and with them faces and what stands out. They are many, and most keys change none.
  mutating func judge(_ desk: Desk) {
    guard revision != desk.sheet.revision else { return }
    revision = desk.sheet.revision
    if let judgement, judgement.holds(desk) { return }
    var until: Instant?
    for index in columns.indices {
      if !desk.names.areShown { columns[index].guests = [:] }
      let (slots, block) = (columns[index].slots, columns[index].block)
      columns[index].faces = SlotFace.all(slots, in: block, at: desk.now, columns[index].guests)
      columns[index].filter.condition = desk.sheet.filter.condition
      columns[index].filter.judge(slots, in: block, at: desk.now)
      let change = Slot.nextChange(of: slots, in: block, after: desk.now)
      until = [until, change].compactMap { $0 }.min()
    }
    judgement = Judgement(
      condition: desk.sheet.filter.condition,
      areNamesShown: desk.names.areShown,
      from: desk.now,
      until: until
    )
  }

  /// Which of all blocks have room: those that are shown, as long as the current one is among them,
  /// else those around it.
  private func window(around current: Int, _ desk: Desk) -> Range<Int> {
    let blocks = desk.content.blocks
    // Lines below each other need no width.
    let width = desk.layout.isLinear ? Self.widest : desk.layout.week.width
    // The gutter of a day with a repeated hour is the widest one.
    let room = (width - GridGeometry.widestGutter) / Self.narrowestColumn
    let count = min(blocks.count, Self.most, max(1, room))
    let shown = columns.first.flatMap { column in blocks.firstIndex { $0.id == column.block.id } }
    var first = shown ?? current
    if !(first..<(first + count)).contains(current) { first = current - count / 2 }
    first = min(max(0, first), blocks.count - count)
    return first..<(first + count)
  }
}
