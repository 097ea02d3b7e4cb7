import SlotDomain

/// The agenda's own state: in which order its rows stand, and which are shown. The cursor is that of
/// the week.
struct AgendaScreen: Hashable, Sendable {
  private(set) var sorting = AgendaColumn.time
  private(set) var isDescending = false
  /// Indices among the week's slots, from the top.
  private(set) var order: [Int] = []
  /// First row that is shown.
  private(set) var top = 0

  mutating func sort(by column: AgendaColumn, isDescending: Bool) {
    sorting = column
    self.isDescending = isDescending
  }

  /// What is equal stays in order of its start.
  mutating func arrange(
    _ slots: [Slot],
    _ faces: [SlotFace],
    _ filter: SlotFilter,
    at now: Instant
  ) {
    guard slots.count == faces.count else {
      order = []
      return
    }
    let keys = zip(slots, faces).map { sorting.sortKey($0, $1, at: now) }
    let isDescending = isDescending
    order = slots.indices.filter(filter.shows).sorted { first, second in
      let (a, b) = isDescending ? (keys[second], keys[first]) : (keys[first], keys[second])
      return a == b ? first < second : a < b
    }
  }

  /// Scrolls by a third of the screen, so that not every step does.
  mutating func bringIntoView(_ row: Int, rowsShown: Int) {
    let step = max(1, rowsShown / 3)
    if row < top { top = min(row, max(0, top - step)) }
    if row >= top + rowsShown { top = max(row - rowsShown + 1, top + step) }
    top = min(max(0, top), max(0, order.count - rowsShown))
  }
}

extension WeekScreen {
  /// The row of the agenda on which the cursor stands; nil when the week has no slot.
  var agendaRow: Int? { focusedIndex.flatMap { agenda.order.firstIndex(of: $0) } }

  /// To the slot so many rows below; stops at the edges.
  mutating func moveInAgenda(_ rows: Int) {
    guard let row = agendaRow else { return }
    stand(onSlot: agenda.order[min(max(0, row + rows), agenda.order.count - 1)])
  }

  /// The agenda has no place without a slot: from there, the next slot of the day, else the one before
  /// it, else of another day.
  var nearestSlot: Int? {
    let day = layout.axis.days[cursor.day].range
    let moment = layout.axis.firstInstant(from: cursor.position, on: cursor.day, zone: zone)
    let here = slots.partitioningIndex { $0.range.start >= moment }
    let next = slots.indices[here...].first(where: filter.shows)
    let previous = slots.indices[..<here].last(where: filter.shows)
    if let next, day.contains(slots[next].range.start) { return next }
    if let previous, next == nil || slots[previous].range.end > day.start { return previous }
    return next
  }

  /// To the first slot of the day so many days on, or of the next one that has some; false when there
  /// is none in this week.
  mutating func moveInAgenda(days: Int) -> Bool {
    let target = cursor.day + days
    let candidates =
      days > 0 ? Array(max(0, target)..<max(7, target)) : (0..<max(0, target + 1)).reversed()
    for day in candidates where layout.columns.indices.contains(day) {
      let column = layout.columns[day]
      if let segment = column.first(where: {
        (!$0.isContinued || day == 0) && filter.shows($0.slot)
      }) {
        stand(onSlot: segment.slot)
        return true
      }
    }
    return false
  }
}
