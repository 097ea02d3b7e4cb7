import SlotDomain
import TerminalKit

/// What a view shows beyond the week of the cursor's block.
enum ViewRequest: Hashable, Sendable {
  case day(BlockDay.Request)
  case places(MonthPlaces.Request)
}

extension AppState {
  /// Asks for what the view lacks. Called after every event, so that no key has to think of it: another
  /// day, block, zone or size is another request, and what may be otherwise by now is forgotten.
  mutating func completeView(after effects: [Effect] = []) -> [Effect] {
    guard week.view == .blocks || week.view == .month else {
      asked = nil
      return []
    }
    // What is on its way can be of another day.
    guard !effects.contains(where: { if case .load = $0 { true } else { false } }) else {
      return []
    }
    let request = viewRequest
    guard request != asked else { return [] }
    asked = request
    switch request {
    case .day(let day): return [.loadDay(day)]
    case .places(let places): return [.countPlaces(places)]
    case nil: return []
    }
  }

  private var viewRequest: ViewRequest? {
    guard let block = content.block else { return nil }
    switch week.view {
    case .day, .week, .agenda:
      return nil
    case .blocks:
      guard let index = content.blocks.firstIndex(where: { $0.id == block.id }) else { return nil }
      // Lines below each other need no width.
      let width = settings.isLinear ? BlocksScreen.widest : layout.week.width
      let window = week.blocks.window(around: index, in: content.blocks, width: width)
      return .day(
        BlockDay.Request(
          date: week.focusedDate,
          zone: content.zone,
          blocks: content.blocks[window].map(\.id),
          asOf: content.asOf
        )
      )
    case .month:
      let grid = monthGrid
      return .places(
        MonthPlaces.Request(
          block: block.id,
          zone: content.zone,
          firstDay: grid.firstDay,
          days: grid.days,
          asOf: content.asOf
        )
      )
    }
  }

  mutating func show(_ day: BlockDay) {
    // The user can have gone on while the store was busy.
    guard asked == .day(day.request) else { return }
    week.show(day, of: content.blocks, now: now)
    let range = day.request.zone.day(day.request.date)
    marks.refresh(day.slots.flatMap { $0 }, in: range, of: day.request.blocks)
    rest()
  }

  // MARK: The list of blocks

  /// Of the week, or in the month view of the month.
  var countAvailable: Effect {
    let (firstDay, days) = countedPeriod
    return .countAvailable(firstDay, content.zone, days: days)
  }

  private var countedPeriod: (firstDay: CivilDate, days: Int) {
    guard week.view == .month else { return (content.firstDay, 7) }
    return (week.focusedDate.startOfMonth, week.focusedDate.daysInMonth)
  }

  var isAvailableOfPeriod: Bool {
    guard let available, content.asOf == nil else { return false }
    return (available.firstDay, available.days) == countedPeriod
  }

  /// How many slots of a block can be booked in this period; nil while that is not known.
  func available(in block: BookingBlock.ID) -> Int? {
    isAvailableOfPeriod ? available?.counts[block] ?? 0 : nil
  }

  // MARK: Rows

  /// Finer or coarser rows, or again those that fit the slots best.
  mutating func zoom(_ action: ScreenAction) -> [Effect] {
    guard !settings.isLinear else {
      message = Message("Lines have no rows of time: each is a slot.")
      return []
    }
    guard week.view.isGrid else {
      message = Message("Rows of time are in the grids: \(keyMap.keyName(.viewWeek)) shows one.")
      return []
    }
    let step = week.layout.rows.step
    switch action {
    case .finerRows:
      guard let finer = WeekRows.steps.first(where: { $0 < step }) else { return sayEdge(step) }
      week.setStep(finer)
    case .coarserRows:
      guard let next = WeekRows.steps.last(where: { $0 > step }) else { return sayEdge(step) }
      guard coarsen(from: step) else {
        message = Message("Rows of \(next) min would draw slots over one another.", .error)
        return []
      }
    default:
      week.setStep(nil)
      message = Message("Rows of \(week.layout.rows.step) min, as fits the slots.")
      rest()
      return []
    }
    message = Message("Rows of \(week.layout.rows.step) min.")
    rest()
    return []
  }

  private mutating func sayEdge(_ step: Int) -> [Effect] {
    let end = step == WeekRows.steps.first ? "coarsest" : "finest"
    message = Message("Rows of \(step) min are the \(end) there are.")
    return []
  }

  /// To the next coarser rows that keep the slots apart; false when there are none.
  private mutating func coarsen(from step: Int) -> Bool {
    let chosen = week.chosenStep
    for coarser in WeekRows.steps.reversed() where coarser > step {
      week.setStep(coarser)
      if week.layout.rows.step == coarser { return true }
    }
    week.setStep(chosen)
    return false
  }
}
