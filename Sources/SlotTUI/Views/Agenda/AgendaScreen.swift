import SlotDomain
import TerminalKit

/// The agenda: the slots of the week as a table, a row each. The cursor stands on slots alone.
struct AgendaScreen: PeriodScreen {
  private(set) var sorting = AgendaColumn.time
  private(set) var isDescending = false
  /// Indices among the week's slots, from the top.
  private(set) var order: [Int] = []
  private(set) var scroll = Scroll()
  /// Of the sheet by whose slots they were put in order.
  private var revision = 0

  func manner(isLinear: Bool) -> Sheet.Manner { Sheet.Manner(standing: .slots) }

  // MARK: Keys

  mutating func act(_ action: ScreenAction, _ count: Int, _ desk: inout Desk) -> [Effect]? {
    switch action {
    case .up: return move(rows: -count, &desk)
    case .down: return move(rows: count, &desk)
    case .firstSlot: return move(rows: -order.count, &desk)
    case .lastSlot: return move(rows: order.count, &desk)
    case .left: return move(days: -count, &desk)
    case .right: return move(days: count, &desk)
    case .nextPeriod: return [desk.load(.week(desk.content.firstDay.adding(days: 7 * count)))]
    case .previousPeriod: return [desk.load(.week(desk.content.firstDay.adding(days: -7 * count)))]
    case .sort:
      let columns = columns(desk)
      let next = (columns.firstIndex(of: sorting) ?? -1) + 1
      return sort(by: columns[next % columns.count], isDescending: false, &desk)
    case .markRange where sorting != .time && desk.marks.rangeStart == nil:
      let (sort, mark) = (desk.keyMap.keyName(.sort), desk.keyMap.keyName(.mark))
      return desk.say(
        "A range goes by time, and the table does not: \(sort) sorts it, \(mark) marks a row."
      )
    case .reverseSort: return sort(by: sorting, isDescending: !isDescending, &desk)
    default: return nil
    }
  }

  /// To the slot so many rows below; stops at the edges.
  private func move(rows: Int, _ desk: inout Desk) -> [Effect] {
    guard let row = row(desk.sheet) else { return [] }
    desk.sheet.stand(onSlot: order[min(max(0, row + rows), order.count - 1)])
    return []
  }

  /// The row on which the cursor stands; nil when the week has no slot.
  func row(_ sheet: Sheet) -> Int? { sheet.focusedIndex.flatMap(order.firstIndex) }

  /// To the first slot of the day so many days on, or of the next one that has some: a day without slots is
  /// none to stand on.
  private func move(days: Int, _ desk: inout Desk) -> [Effect] {
    let (sheet, target) = (desk.sheet, desk.sheet.day + days)
    let candidates =
      days > 0 ? Array(max(0, target)..<max(7, target)) : (0..<max(0, target + 1)).reversed()
    for day in candidates where sheet.layout.columns.indices.contains(day) {
      let first = sheet.layout.columns[day].first {
        (!$0.isContinued || day == 0) && sheet.filter.shows($0.slot)
      }
      guard let first else { continue }
      desk.sheet.stand(onSlot: first.slot)
      return []
    }
    let date = sheet.cursor.date.adding(days: days)
    let edge = desk.content.firstDay.adding(days: days > 0 ? 7 : -1)
    return [desk.load(.date(days > 0 ? max(date, edge) : min(date, edge)))]
  }

  private mutating func sort(
    by column: AgendaColumn,
    isDescending: Bool,
    _ desk: inout Desk
  ) -> [Effect] {
    (sorting, self.isDescending) = (column, isDescending)
    revision = 0
    return desk.say("Sorted by \(column.title)\(isDescending ? ", last first" : "").")
  }

  /// By which it can be sorted: those that are shown, and in lines all of them.
  private func columns(_ desk: Desk) -> [AgendaColumn] {
    let (width, style) = (desk.layout.week.width, desk.times.style)
    return desk.layout.isLinear
      ? AgendaColumn.allCases : AgendaColumn.fitting(width, style).map(\.column)
  }

  mutating func point(at target: MouseTarget, _ desk: inout Desk) -> [Effect] {
    switch target {
    case .slot(let id):
      guard let index = desk.content.slots.firstIndex(where: { $0.id == id }) else { return [] }
      desk.sheet.stand(onSlot: index)
      return []
    case .title(let index):
      let column = columns(desk)[index]
      return sort(by: column, isDescending: column == sorting && !isDescending, &desk)
    case .cell, .day, .block, .entry, .part: return []
    }
  }

  // MARK: The order of rows

  mutating func settle(_ desk: Desk, canAsk: Bool) -> [Effect] {
    // An order that no column's title shows would be a riddle.
    if !columns(desk).contains(sorting) { (sorting, isDescending, revision) = (.time, false, 0) }
    if revision != desk.sheet.revision {
      revision = desk.sheet.revision
      order = ordered(desk)
    }
    let (rows, shown) = (order.count, desk.layout.gridRows)
    scroll.bringIntoView(row(desk.sheet) ?? 0, rows: rows, shown: shown)
    return []
  }

  /// What is equal stays in order of its start.
  private func ordered(_ desk: Desk) -> [Int] {
    let (slots, faces) = (desk.sheet.slots, desk.sheet.faces)
    guard slots.count == faces.count else { return [] }
    let keys = zip(slots, faces).map { sorting.sortKey($0, $1, at: desk.now) }
    return slots.indices.filter(desk.sheet.filter.shows).sorted { first, second in
      let (a, b) = isDescending ? (keys[second], keys[first]) : (keys[first], keys[second])
      return a == b ? first < second : a < b
    }
  }

  // MARK: What it shows

  func sentence(_ desk: Desk) -> String {
    if desk.sheet.focusedSlot == nil, let condition = desk.sheet.filter.condition {
      return "No \(condition.adjective) slot in this week."
    }
    return desk.sentenceAtCursor
  }

  func hints(_ desk: Desk) -> [Hint] { Hints.ofSlots(desk, and: desk.hints([(.sort, "sort")])) }

  func lines(_ desk: Desk) -> LinearLines {
    guard let block = desk.content.block, !order.isEmpty else {
      return LinearLines(count: 1, focused: 0) { _ in "No \(desk.filterWord)slot in this week." }
    }
    return LinearLines(count: order.count, focused: row(desk.sheet) ?? 0) {
      let slot = desk.sheet.slots[order[$0]]
      return desk.line(of: slot, in: block, desk.content.guests[slot.id] ?? [])
    }
  }

  func remark(_ desk: Desk) -> String? {
    guard sorting != .time || isDescending else { return nil }
    return "by \(sorting.title)\(isDescending ? ", last first" : "")"
  }
}
