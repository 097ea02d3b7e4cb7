import SlotDomain

/// What keys do where lines take the place of grids: up and down go by lines. The rest does what it
/// does in every view.
extension AppState {
  /// Nil for what is the same in grids.
  mutating func actInLines(_ action: ScreenAction, _ times: Int) -> [Effect]? {
    switch action {
    case .up: return move(lines: -times)
    case .down: return move(lines: times)
    default: return nil
    }
  }

  /// Stops at the edges, but goes on from month to month.
  private mutating func move(lines steps: Int) -> [Effect] {
    if week.view == .month { return move(days: steps) }
    let all = week.lines
    guard let here = all.firstIndex(of: week.focusedLine) else { return [] }
    let target = all[min(max(0, here + steps), all.count - 1)]
    guard let block = block(of: target), block.id != content.block?.id else {
      return moved { $0.stand(on: target) }
    }
    return [load(.moment(firstMoment(of: target)), block: block.id)]
  }

  /// Of the blocks view alone, where lines of several follow each other.
  private func block(of line: LinearLine) -> BookingBlock? {
    switch line {
    case .slotOfBlock(let number, _), .blockWithoutSlots(let number):
      week.blockColumns[number].column.block
    case .slot, .dayWithoutSlots, .date, .nothing: nil
    }
  }

  /// On the day that is shown, also of a slot that came over midnight.
  private func firstMoment(of line: LinearLine) -> Instant {
    guard case .slotOfBlock(let number, let index) = line else { return week.focusedMoment }
    let slot = week.blockColumns[number].column.slots[index]
    return max(slot.range.start, content.zone.day(week.focusedDate).start)
  }
}
