import SlotDomain

/// What keys do in the month view, where the cursor stands on a day. The rest does what it does in
/// every view.
extension AppState {
  var monthGrid: MonthGrid {
    MonthGrid(of: week.focusedDate, firstWeekday: settings.firstWeekday)
  }

  /// From its first day to its last.
  var shownMonth: TimeRange {
    content.zone.range(of: monthGrid.month, days: monthGrid.month.daysInMonth)
  }

  /// Nil for what is the same in every view.
  mutating func actInMonth(_ action: ScreenAction, _ times: Int) -> [Effect]? {
    let date = week.focusedDate
    let day = content.zone.day(date)
    let end = day.end - Span(milliseconds: 1)
    switch action {
    case .up: return move(days: -7 * times)
    case .down: return move(days: 7 * times)
    // To the next day that has some, not to the day's next slot, which would look the same.
    case .nextSlot: return [load(.neighbour(.after, end, where: week.filter.condition))]
    case .previousSlot: return [load(.neighbour(.before, day.start, where: week.filter.condition))]
    case .nextAvailable: return [load(.available(.after, end, count: times))]
    case .previousAvailable: return [load(.available(.before, day.start, count: times))]
    case .firstSlot: return move(toDate: monthGrid.month)
    case .lastSlot: return move(days: date.daysInMonth - date.day)
    case .open: return openDay()
    case .mark: return toggleMarks(of: day)
    case .markRange:
      message = Message(
        "The month shows days: \(keyMap.keyName(.mark)) marks one, \(keyMap.keyName(.markAll)) all."
      )
      return []
    default: return nil
    }
  }

  /// On its slot, or else the day's first.
  private mutating func openDay() -> [Effect] {
    let effects = show(.day)
    return week.focusedSlot == nil ? effects + moved { $0.moveToFirstSlot() } : effects
  }

  /// The slots of the cursor's day are among those of its week.
  private mutating func toggleMarks(of day: TimeRange) -> [Effect] {
    let slots = standingOut(week.slots.filter { day.contains($0.range.start) })
    if slots.isEmpty { message = Message("There is no slot on this day.") }
    if slots.allSatisfy({ marks.contains($0.id) }) {
      marks.remove(slots.map(\.id))
    } else {
      marks.insert(slots)
    }
    return []
  }
}
