import SlotDomain

/// How the cursor moves by slots, rows and days.
extension Sheet {
  /// Up or down by slots and free rows; stops at the edges.
  mutating func moveVertically(_ steps: Int) {
    for _ in 0..<abs(steps) {
      let target = steps > 0 ? (segmentAtCursor?.rows.upperBound ?? row + 1) : row - 1
      guard layout.rows.rows.indices.contains(target) else { break }
      stand(onRow: target)
    }
  }

  /// To the next slot of the same day, if there is one.
  mutating func moveToSlotBelow() {
    let below = layout.columns[day].first {
      $0.rows.lowerBound > row && filter.shows($0.slot)
    }
    guard let below else { return }
    stand(onRow: below.rows.lowerBound)
  }

  /// To a day of this week; false when it is none of those.
  mutating func move(to date: CivilDate) -> Bool {
    let day = date.dayNumber - content.firstDay.dayNumber
    guard (0..<7).contains(day) else { return false }
    stand(onDay: day)
    return true
  }

  /// To the slot that is so many further in time; false when that is not in this week.
  mutating func moveInTime(_ steps: Int) -> Bool {
    guard
      let target = indices(inDirectionOf: steps).dropFirst(abs(steps) - 1).first(where: { _ in true
      })
    else { return false }
    stand(onSlot: target)
    return true
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

  /// To the first or the last slot of what is laid out: the week, or the cursor's day.
  mutating func moveToEnd(isFirst: Bool) {
    if manner.isOfOneDay {
      let column = layout.columns[day]
      guard let end = isFirst ? column.first : column.last else { return }
      stand(onRow: end.rows.lowerBound)
    } else {
      let shown = slots.indices.filter { !leavesOut($0) }
      guard let end = isFirst ? shown.first : shown.last else { return }
      stand(onSlot: end)
    }
  }

  /// The cursor's time on another day; where the clock changes, about that.
  func sameTime(on date: CivilDate) -> Instant {
    let wall = layout.axis.wallTime(at: cursor.position).wall
    let day = zone.day(date)
    return min(day.start + Span(milliseconds: Int64(wall)), day.end - Span(milliseconds: 1))
  }
}
