import SlotDomain

/// How the cursor moves by slots, rows and days.
extension WeekScreen {
  /// Up or down by slots and free rows; stops at the edges.
  mutating func moveVertically(_ steps: Int) {
    if view == .agenda { return moveInAgenda(steps) }
    for _ in 0..<abs(steps) {
      let target = steps > 0 ? (segmentAtCursor?.rows.upperBound ?? row + 1) : row - 1
      guard layout.rows.rows.indices.contains(target) else { break }
      stand(onRow: target)
    }
  }

  /// To the next slot of the same day, if there is one.
  mutating func moveToSlotBelow() {
    let below = layout.columns[cursor.day].first {
      $0.rows.lowerBound > row && filter.shows($0.slot)
    }
    guard let below else { return }
    stand(onRow: below.rows.lowerBound)
  }

  /// To another day of this week; false when that lies outside.
  mutating func moveHorizontally(_ days: Int) -> Bool {
    guard (0..<7).contains(cursor.day + days) else { return false }
    stand(onDay: cursor.day + days)
    return true
  }

  /// For the week that comes after a move over the edge.
  mutating func setDay(_ day: Int) {
    stand(onDay: min(max(0, day), 6))
  }

  /// To the slot that is so many further in time; false when that is not in this week.
  mutating func moveInTime(_ steps: Int) -> Bool {
    guard let target = slotIndex(after: steps) else { return false }
    stand(onSlot: target)
    return true
  }

  /// Of the slots that stand out; nil when there are not so many.
  private func slotIndex(after steps: Int) -> Int? {
    indices(inDirectionOf: steps).dropFirst(abs(steps) - 1).first { _ in true }
  }

  /// How many slots this week has from the cursor on, or back from it.
  func slotsAhead(_ steps: Int) -> Int { indices(inDirectionOf: steps).count { _ in true } }

  /// The slots that stand out, the nearest first.
  private func indices(inDirectionOf steps: Int) -> LazyFilterSequence<StrideTo<Int>> {
    let here = segmentAtCursor?.slot
    let moment = focusedMoment
    let next = here ?? slots.partitioningIndex { $0.range.start >= moment }
    let ahead =
      steps > 0
      ? stride(from: here == nil ? next : next + 1, to: slots.count, by: 1)
      : stride(from: next - 1, to: -1, by: -1)
    return ahead.lazy.filter(filter.shows)
  }

  mutating func moveToFirstSlot() {
    switch view {
    case .agenda: moveInAgenda(-slots.count)
    case .day, .blocks:
      if let first = layout.columns[cursor.day].first { stand(onRow: first.rows.lowerBound) }
    case .week, .month:
      if let first = slots.indices.first(where: { !leavesOut($0) }) { stand(onSlot: first) }
    }
  }

  mutating func moveToLastSlot() {
    switch view {
    case .agenda: moveInAgenda(slots.count)
    case .day, .blocks:
      if let last = layout.columns[cursor.day].last { stand(onRow: last.rows.lowerBound) }
    case .week, .month:
      if let last = slots.indices.last(where: { !leavesOut($0) }) { stand(onSlot: last) }
    }
  }

  var range: TimeRange { TimeRange(start: firstMoment, end: lastMoment) }
  var firstMoment: Instant { layout.axis.days[0].range.start }
  var lastMoment: Instant { layout.axis.days[6].range.end }
}
