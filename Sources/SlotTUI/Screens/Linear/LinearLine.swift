import SlotDomain

/// What a line is about, in the order in which a screen reader comes by them.
enum LinearLine: Hashable, Sendable {
  /// One of the week's slots, on one of its days: over midnight it has a line on both.
  case slot(Int, day: Int)
  case dayWithoutSlots(Int)
  /// Of the blocks that are shown: which one, and which of its slots.
  case slotOfBlock(Int, slot: Int)
  case blockWithoutSlots(Int)
  /// A day of the month.
  case date(CivilDate)
  /// The agenda shows slots alone, and there are none.
  case nothing
}

extension WeekScreen {
  /// Whether lines take the place of a grid of slots.
  var isInLines: Bool { isLinear && view.isGrid }

  /// From top to bottom; never empty.
  var lines: [LinearLine] {
    switch view {
    case .day: return lines(ofDay: cursor.day)
    case .week: return (0..<7).flatMap(lines)
    case .agenda:
      let lines = agenda.order.map { LinearLine.slot($0, day: cursor.day) }
      return lines.isEmpty ? [.nothing] : lines
    case .blocks:
      return blockColumns.enumerated().flatMap { number, place -> [LinearLine] in
        let shown = place.segments.map(\.slot).filter(place.column.filter.shows)
        return shown.isEmpty
          ? [.blockWithoutSlots(number)] : shown.map { .slotOfBlock(number, slot: $0) }
      }
    case .month:
      let month = focusedDate.startOfMonth
      return (0..<month.daysInMonth).map { .date(month.adding(days: $0)) }
    }
  }

  private func lines(ofDay day: Int) -> [LinearLine] {
    let shown = layout.columns[day].map(\.slot).filter(filter.shows)
    return shown.isEmpty ? [.dayWithoutSlots(day)] : shown.map { .slot($0, day: day) }
  }

  /// The one with the cursor.
  var focusedLine: LinearLine {
    switch view {
    case .day, .week, .agenda:
      if let index = focusedIndex { return .slot(index, day: cursor.day) }
      return view == .agenda ? .nothing : .dayWithoutSlots(cursor.day)
    case .blocks:
      let number = blockColumns.firstIndex { $0.column.block.id == block?.id } ?? 0
      return focusedIndex.map { .slotOfBlock(number, slot: $0) } ?? .blockWithoutSlots(number)
    case .month:
      return .date(focusedDate)
    }
  }

  /// A free row has no line: from there the row of the day's next slot, else of its last one; nil on a
  /// day without.
  var nearestLine: Int? {
    let shown = layout.columns[cursor.day].filter { filter.shows($0.slot) }
    return (shown.first { $0.rows.lowerBound >= row } ?? shown.last)?.rows.lowerBound
  }

  /// The cursor's time on another day; where the clock changes, about that.
  func sameTime(on date: CivilDate) -> Instant {
    let wall = layout.axis.wallTime(at: cursor.position).wall
    let day = zone.day(date)
    return min(day.start + Span(milliseconds: Int64(wall)), day.end - Span(milliseconds: 1))
  }

  /// To a line of the cursor's block.
  mutating func stand(on line: LinearLine) {
    switch line {
    case .slot(let index, let day):
      guard view != .agenda else { return stand(onSlot: index) }
      stand(onDay: day)
      if let rows = layout.columns[day].first(where: { $0.slot == index })?.rows {
        stand(onRow: rows.lowerBound)
      }
    case .dayWithoutSlots(let day): stand(onDay: day)
    case .slotOfBlock(_, let index): stand(onSlot: index)
    case .blockWithoutSlots, .date, .nothing: break
    }
  }
}
