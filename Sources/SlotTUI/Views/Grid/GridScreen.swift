import SlotDomain
import TerminalKit

/// The grid: rows of time, and columns of days or of booking blocks.
struct GridScreen: PeriodScreen {
  /// Of what the columns are.
  enum Columns: Hashable, Sendable {
    case daysOfWeek
    /// The cursor's day alone, with room for more about each slot.
    case oneDay
    /// Booking blocks on the cursor's day.
    case blocks
  }

  let columns: Columns
  /// The blocks beside the cursor's, where those are the columns.
  private(set) var neighbours = Neighbours()

  init(_ columns: Columns) { self.columns = columns }

  func manner(isLinear: Bool) -> Sheet.Manner {
    Sheet.Manner(
      length: columns == .daysOfWeek ? .week : .day,
      isShared: columns == .blocks,
      standing: isLinear ? .lines : .rows
    )
  }

  // MARK: Keys

  mutating func act(_ action: ScreenAction, _ count: Int, _ desk: inout Desk) -> [Effect]? {
    switch action {
    case .up: return move(lines: -count, &desk)
    case .down: return move(lines: count, &desk)
    case .left, .right:
      let step = action == .left ? -count : count
      return columns == .blocks ? move(blocks: step, &desk) : desk.move(days: step)
    case .nextAvailable, .previousAvailable:
      // In one block all views go alike.
      guard columns == .blocks else { return nil }
      return walk(action == .nextAvailable ? .after : .before, count, desk)
    case .nextPeriod: return move(periods: count, &desk)
    case .previousPeriod: return move(periods: -count, &desk)
    case .firstSlot: desk.sheet.moveToEnd(isFirst: true)
    case .lastSlot: desk.sheet.moveToEnd(isFirst: false)
    case .finerRows, .coarserRows, .fittingRows:
      // Lines have no rows of time.
      if desk.layout.isLinear { return nil }
      zoom(action, &desk)
    default: return nil
    }
    return []
  }

  private func move(periods: Int, _ desk: inout Desk) -> [Effect] {
    guard columns == .daysOfWeek else { return desk.move(days: periods) }
    return [desk.load(.week(desk.content.firstDay.adding(days: 7 * periods)))]
  }

  private func move(blocks step: Int, _ desk: inout Desk) -> [Effect] {
    guard let target = desk.block(step) else {
      return desk.say("There is no other booking block.")
    }
    return move(to: target, &desk)
  }

  /// Side by side the moment is what stays, also where the other block is on another clock. A slot that
  /// came over midnight is not gone back to.
  private func move(to target: BookingBlock.ID, _ desk: inout Desk) -> [Effect] {
    let day = desk.content.zone.day(desk.sheet.cursor.date)
    let moment = max(desk.sheet.focusedMoment, day.start)
    let isInSight = showColumn(of: target, at: moment, &desk)
    return [desk.load(.moment(moment), block: target, isUnseen: isInSight)]
  }

  /// Goes to a block beside this one with the slots that are shown of it, those of the day. False where
  /// the picture has to wait for its week.
  private func showColumn(
    of target: BookingBlock.ID,
    at moment: Instant,
    _ desk: inout Desk
  ) -> Bool {
    guard desk.sheet.isBesideRead, desk.marks.rangeStart == nil,
      let column = neighbours.columns.first(where: { $0.block.id == target }),
      desk.zoneChoice != .block || column.block.timezone == desk.content.block?.timezone
    else { return false }
    var content = desk.content
    content.block = column.block
    content.slots = column.slots
    content.guests = column.guests
    desk.sheet.show(content, now: desk.now)
    desk.focus(on: .moment(moment))
    return true
  }

  /// By time through all columns.
  private func walk(_ direction: SearchDirection, _ count: Int, _ desk: Desk) -> [Effect] {
    guard let block = desk.content.block else { return [] }
    let walk = AvailableWalk(
      direction: direction,
      moment: desk.sheet.focusedMoment,
      block: block.id,
      count: count,
      zoneChoice: desk.zoneChoice,
      asOf: desk.time.asOf,
      withGuests: desk.names.areShown
    )
    return [.goToAvailable(walk)]
  }

  // MARK: Rows

  /// Finer or coarser rows, or again those that fit the slots best.
  private func zoom(_ action: ScreenAction, _ desk: inout Desk) {
    let step = desk.sheet.layout.rows.step
    if action == .fittingRows {
      desk.sheet.setStep(nil)
      desk.say("Rows of \(desk.sheet.layout.rows.step) min, as fits the slots.")
      return
    }
    let others = WeekRows.steps.filter { action == .finerRows ? $0 < step : $0 > step }
    guard let next = action == .finerRows ? others.first : others.last else {
      let end = step == WeekRows.steps.first ? "coarsest" : "finest"
      desk.say("Rows of \(step) min are the \(end) there are.")
      return
    }
    if action == .finerRows {
      desk.sheet.setStep(next)
    } else if !coarsen(from: step, &desk) {
      desk.say("Rows of \(next) min would draw slots over one another.", .error)
      return
    }
    desk.say("Rows of \(desk.sheet.layout.rows.step) min.")
  }

  /// To the next coarser rows that keep the slots apart; false when there are none.
  private func coarsen(from step: Int, _ desk: inout Desk) -> Bool {
    let chosen = desk.sheet.wishes.step
    for coarser in WeekRows.steps.reversed() where coarser > step {
      desk.sheet.setStep(coarser)
      if desk.sheet.layout.rows.step == coarser { return true }
    }
    desk.sheet.setStep(chosen)
    return false
  }

  // MARK: The mouse

  mutating func point(at target: MouseTarget, _ desk: inout Desk) -> [Effect] {
    switch target {
    case .cell(let cell):
      guard let moment = moment(ofOtherBlocks: cell, desk.sheet) else {
        desk.sheet.stand(onDay: cell.day, row: cell.row)
        return []
      }
      return [desk.load(.moment(moment), block: cell.block)]
    case .block(let id): return move(to: id, &desk)
    case .slot, .title, .day, .entry, .part:
      return []
    }
  }

  /// Where a cell of another block's column stands in time, on the day that is shown; nil for one of the
  /// cursor's block.
  private func moment(ofOtherBlocks cell: MouseTarget.Cell, _ sheet: Sheet) -> Instant? {
    guard cell.block != sheet.block?.id,
      let column = gridColumns(sheet).first(where: { $0.block?.id == cell.block })
    else { return nil }
    guard let segment = column.segments.first(where: { $0.rows.contains(cell.row) }) else {
      let position = sheet.start(ofRow: cell.row)
      return sheet.layout.axis.firstInstant(from: position, on: cell.day, zone: sheet.zone)
    }
    let start = sheet.layout.axis.days[cell.day].range.start
    return max(column.slots[segment.slot].range.start, start)
  }

  // MARK: The blocks beside the cursor's

  mutating func open(_ desk: inout Desk) { neighbours.forget() }

  mutating func settle(_ desk: Desk, canAsk: Bool) -> [Effect] {
    guard columns == .blocks else { return [] }
    neighbours.judge(desk)
    return canAsk ? neighbours.request(desk).map { [.loadDay($0)] } ?? [] : []
  }

  mutating func receive(_ event: Event, _ desk: inout Desk) {
    // The user can have gone on while the store was busy.
    guard case .dayLoaded(var day) = event, neighbours.show(day, desk) else { return }
    if !desk.names.areShown { day.guests = [:] }
    desk.sheet.show(day, now: desk.now)
    let range = day.request.zone.day(day.request.date)
    desk.selection.marks.refresh(day.slots.flatMap { $0 }, in: range, of: day.request.blocks)
  }

  func nextChange(_ desk: Desk) -> Instant? { neighbours.changesAt }

  // MARK: What it shows

  func slots(_ desk: Desk, isFiltered: Bool) -> [Slot] {
    if columns == .daysOfWeek {
      return isFiltered ? desk.sheet.shownSlots : desk.content.slots
    }
    return gridColumns(desk.sheet).flatMap { column in
      column.segments.map(\.slot).filter { !isFiltered || column.filter.shows($0) }
        .map { column.slots[$0] }
    }
  }

  func period(_ desk: Desk) -> PeriodTitle {
    var title =
      columns == .daysOfWeek
      ? PeriodTitle(weekFrom: desk.content.firstDay, desk)
      : PeriodTitle(day: desk.sheet.cursor.date, desk)
    guard columns == .blocks else {
      // The heads of columns have no year.
      title.isSeenBelow = PeriodTitle.isOfThisYear(desk.content.firstDay, desk)
      return title
    }
    // Else somebody who is free at that time would not be missed.
    let (shown, all) = (gridColumns(desk.sheet).count, desk.content.blocks.count)
    if !desk.layout.isLinear, shown < all { title.long += ", \(shown) of \(all) blocks" }
    return title
  }

  /// Side by side, whose slot it is.
  func sentence(_ desk: Desk) -> String {
    guard columns == .blocks, let block = desk.content.block else { return desk.sentenceAtCursor }
    return desk.sentence(of: block.name)
  }

  /// Of the blocks that stand side by side, each can have its own clock.
  func zoneRemark(_ desk: Desk) -> String {
    let zones = gridColumns(desk.sheet).compactMap(\.block?.timezone)
    return zones.contains { $0 != desk.content.block?.timezone } ? ", this block's" : ""
  }

  func hints(_ desk: Desk) -> [Hint] {
    guard columns == .blocks, !desk.layout.isLinear else { return Hints.ofSlots(desk) }
    // Rows are as fine as the finest of many blocks needs.
    let keys = [ScreenAction.finerRows, .coarserRows].map(desk.keyMap.keyName)
    return Hints.ofSlots(desk, and: [(keys.joined(separator: " "), "rows")])
  }
}
