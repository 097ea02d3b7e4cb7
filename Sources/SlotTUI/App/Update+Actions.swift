import SlotDomain
import TerminalKit

/// What the keys of the grid do.
extension AppState {
  mutating func act(_ action: ScreenAction, count: Int?) -> [Effect] {
    let times = count ?? 1
    if let task = TourTask(action) { tour?.take(task) }
    if settings.isLinear, let effects = actInLines(action, times) { return effects }
    if week.view == .month, let effects = actInMonth(action, times) { return effects }
    switch action {
    case .up: return moved { $0.moveVertically(-times) }
    case .down: return moved { $0.moveVertically(times) }
    case .left: return moveSideways(-times)
    case .right: return moveSideways(times)
    case .nextSlot: return move(inTime: times)
    case .previousSlot: return move(inTime: -times)
    case .nextAvailable: return [load(.available(.after, week.focusedMoment, count: times))]
    case .previousAvailable: return [load(.available(.before, week.focusedMoment, count: times))]
    case .nextPeriod: return move(periods: times)
    case .previousPeriod: return move(periods: -times)
    case .nextMonth: return move(toDate: week.focusedDate.adding(months: times))
    case .previousMonth: return move(toDate: week.focusedDate.adding(months: -times))
    case .firstSlot: return moved { $0.moveToFirstSlot() }
    case .lastSlot: return moved { $0.moveToLastSlot() }
    case .now: return [load(.now)]
    case .goToDate: return open(.datePrompt(TextField()))
    case .search: return openSearch()
    case .nextMatch: return goToMatch(times)
    case .previousMatch: return goToMatch(-times)
    case .nextBlock: return moveToBlock(1)
    case .previousBlock: return moveToBlock(-1)
    case .pickBlock:
      return open(.blockPicker(BlockPicker())) + [countAvailable]
    case .viewDay: return show(.day)
    case .viewWeek: return show(.week)
    case .viewMonth: return show(.month)
    case .viewAgenda: return show(.agenda)
    case .viewBlocks: return show(.blocks)
    case .finerRows, .coarserRows, .fittingRows: return zoom(action)
    case .sort, .reverseSort: return sort(reversing: action == .reverseSort)
    case .filterAvailable: return filter(by: .available)
    case .filterPartlyTaken: return filter(by: .partlyTaken)
    case .filterFull: return filter(by: .full)
    case .filterDisabled: return filter(by: .disabled)
    case .filterLocked: return filter(by: .locked)
    case .filterBooked: return filter(by: .booked)
    case .showAll: return filter(by: nil)
    case .create: return changing { $0.openCreate() }
    case .createSeries: return changing { $0.openSeries() }
    case .edit: return changing { $0.withSlots { $0.openEdit($1) } }
    case .toggleStatus: return changing { $0.withSlots { $0.toggleStatus($1) } }
    case .toggleLock: return changing { $0.withSlots { $0.toggleLock($1, minutes: count) } }
    case .delete: return changing { $0.withSlots { $0.askToDelete($1) } }
    case .book: return booking { $0.changing { $0.withSlot { $0.openBooking($1) } } }
    case .copy: return withSlots { $0.copy($1) }
    case .paste: return changing { $0.paste() }
    case .open: return withSlot { [.loadDetails($1.id, .overlay)] }
    case .mark: return withSlot { $0.toggleMark($1) }
    case .markRange: return markRange()
    case .markAll: return markAll()
    case .clearMarks: return clearMarksOrComeBack()
    case .undo: return changing { _ in [.undo] }
    case .redo: return changing { _ in [.redo] }
    case .history: return withSlot { [.loadDetails($1.id, .history)] }
    case .showCommand: return showCommand()
    case .copyID: return permitted(action) { $0.withSlots { [.copy($1.map(\.id))] } }
    case .occupancy: return showOccupancy()
    case .cycleZone: return cycleZone()
    case .mouse: return [.listenToMouse(!mouse.isOn)]
    case .refresh: return [reload(.stay), .redraw]
    case .palette: return open(.palette(PaletteScreen()))
    case .help: return open(.help(HelpScreen()))
    case .suspend: return permitted(action) { _ in [.suspend] }
    case .tour: return permitted(action) { $0.openTour() }
    case .tourNext: return inTour { $0.skipStep() }
    case .tourEnd: return inTour { _ in [.closeTour] }
    // Out of the tour first: what is behind it was not left by the user.
    case .quit: return [tour == nil ? .quit : .closeTour]
    }
  }

  /// Whether many of a key at once do no harm: it moves, or is text for a field.
  func isHarmless(_ key: Key) -> Bool {
    if overlay?.takesText == true { return true }
    switch key {
    case .paste, .resize, .mouse: return true
    default: break
    }
    return key.isMovement || keyMap.action(for: key)?.isMovement == true
  }

  mutating func open(_ overlay: Overlay) -> [Effect] {
    self.overlay = overlay
    return []
  }

  private mutating func showCommand() -> [Effect] {
    message = Message(
      lastCommands.isEmpty
        ? "You have changed nothing yet that a command could do."
        : lastCommands.joined(separator: "; ")
    )
    return []
  }

  /// Only what this login may do.
  private mutating func permitted(
    _ action: ScreenAction,
    _ body: (inout AppState) -> [Effect]
  ) -> [Effect] {
    guard let obstacle = obstacle(to: action) else { return body(&self) }
    message = Message(obstacle, .error)
    return []
  }

  // MARK: Moving

  mutating func moved(_ move: (inout WeekScreen) -> Void) -> [Effect] {
    move(&week)
    rest()
    return []
  }

  func load(
    _ target: PeriodRequest.Target,
    block: BookingBlock.ID? = nil,
    isUnseen: Bool = false
  ) -> Effect {
    .load(
      PeriodRequest(
        block: block ?? content.block?.id,
        zoneChoice: zoneChoice,
        target: target,
        isUnseen: isUnseen
      )
    )
  }

  mutating func show(_ view: PeriodView) -> [Effect] {
    let now = now
    if view == .month, marks.rangeStart != nil {
      marks.rangeStart = nil
      message = Message("The range was given up: the month shows days.")
    }
    return moved { $0.change(to: view, now: now) }
  }

  /// By the next column that is shown, or the other way round.
  private mutating func sort(reversing: Bool) -> [Effect] {
    guard week.view == .agenda else {
      message = Message("Sorting is for the agenda: \(keyMap.keyName(.viewAgenda)) shows it.")
      return []
    }
    let agenda = week.agenda
    let columns = agendaColumns
    let next = (columns.firstIndex(of: agenda.sorting) ?? -1) + 1
    let column = reversing ? agenda.sorting : columns[next % columns.count]
    return sort(by: column, isDescending: reversing && !agenda.isDescending)
  }

  mutating func sort(by column: AgendaColumn, isDescending: Bool) -> [Effect] {
    week.sortAgenda(by: column, isDescending: isDescending, now: now)
    message = Message("Sorted by \(column.rawValue)\(isDescending ? ", last first" : "").")
    return []
  }

  /// By which the agenda can be sorted: those that are shown, and in lines all of them.
  private var agendaColumns: [AgendaColumn] {
    settings.isLinear ? AgendaColumn.allCases : AgendaView.columns(in: layout.week, times.style)
  }

  /// An order that no column's title shows would be a riddle.
  mutating func sortByWhatIsShown() {
    let columns = agendaColumns
    guard !columns.contains(week.agenda.sorting) else { return }
    week.sortAgenda(by: .time, isDescending: false, now: now)
  }

  private mutating func move(periods: Int) -> [Effect] {
    switch week.view {
    case .day, .blocks: return move(days: periods)
    case .month: return move(toDate: week.focusedDate.adding(months: periods))
    case .week, .agenda: return [load(.week(content.firstDay.adding(days: 7 * periods)))]
    }
  }

  /// Columns are days, or blocks.
  private mutating func moveSideways(_ columns: Int) -> [Effect] {
    week.view == .blocks ? moveToBlock(columns) : move(days: columns)
  }

  mutating func move(days: Int) -> [Effect] {
    if week.view == .agenda { return moveInAgenda(days: days) }
    return move(toDate: week.focusedDate.adding(days: days))
  }

  /// In the agenda a day without slots is none to stand on.
  private mutating func moveInAgenda(days: Int) -> [Effect] {
    if week.moveInAgenda(days: days) {
      rest()
      return []
    }
    let target = week.focusedDate.adding(days: days)
    let edge = content.firstDay.adding(days: days > 0 ? 7 : -1)
    return [load(.date(days > 0 ? max(target, edge) : min(target, edge)))]
  }

  mutating func move(toDate date: CivilDate) -> [Effect] {
    let day = date.dayNumber - content.firstDay.dayNumber
    if week.moveHorizontally(day - week.cursor.day) {
      rest()
      return []
    }
    if week.view == .agenda { return [load(.date(date))] }
    if week.isInLines { return [load(.moment(week.sameTime(on: date)))] }
    let isInSight =
      week.view == .month && date.startOfMonth == week.focusedDate.startOfMonth
    let firstDay = date.startOfWeek(firstDay: settings.firstWeekday)
    week.setDay(date.dayNumber - firstDay.dayNumber)
    if isInSight { week.dayAhead = date }
    return [load(.week(date), isUnseen: isInSight)]
  }

  private mutating func move(inTime steps: Int) -> [Effect] {
    if week.moveInTime(steps) {
      rest()
      return []
    }
    let edge =
      steps > 0
      ? week.slots.last?.range.start ?? week.lastMoment
      : week.slots.first?.range.start ?? week.firstMoment
    return [
      load(
        .neighbour(
          steps > 0 ? .after : .before,
          edge,
          where: week.filter.condition,
          count: abs(steps) - week.slotsAhead(steps)
        )
      )
    ]
  }

  private mutating func moveToBlock(_ step: Int) -> [Effect] {
    let blocks = content.blocks
    guard let index = blocks.firstIndex(where: { $0.id == content.block?.id }), blocks.count > 1
    else {
      message = Message("There is no other booking block.")
      return []
    }
    return move(toBlock: blocks[((index + step) % blocks.count + blocks.count) % blocks.count].id)
  }

  mutating func move(toBlock target: BookingBlock.ID) -> [Effect] {
    guard week.view == .blocks else { return [load(.week(content.firstDay), block: target)] }
    // Side by side the moment is what stays, also where the other block is on another clock. A slot
    // that came over midnight is not gone back to.
    let moment = max(week.focusedMoment, content.zone.day(week.focusedDate).start)
    let isInSight = showColumn(of: target, at: moment)
    return [load(.moment(moment), block: target, isUnseen: isInSight)]
  }

  /// Goes to a block beside this one with the slots that are shown of it, those of the day. False where
  /// the picture has to wait for its week.
  private mutating func showColumn(of target: BookingBlock.ID, at moment: Instant) -> Bool {
    guard week.isBesideRead, marks.rangeStart == nil,
      let column = week.blocks.columns.first(where: { $0.block.id == target }),
      zoneChoice != .block || column.block.timezone == content.block?.timezone
    else { return false }
    content.block = column.block
    content.slots = column.slots
    week.show(content, now: now)
    focusWeek(on: .moment(moment))
    return true
  }

  private mutating func cycleZone() -> [Effect] {
    zoneChoice = zoneChoice.next
    let whose =
      switch zoneChoice {
      case .block: "the block's zone"
      case .user: "your own zone"
      case .utc: "UTC"
      }
    message = Message("Times are shown in \(whose).")
    return [reload(.stay)]
  }

  // MARK: Slots

  /// Only where the store may be changed, and shown as it is.
  mutating func changing(_ body: (inout AppState) -> [Effect]) -> [Effect] {
    guard let obstacle = obstacleToChanges else { return body(&self) }
    message = Message(obstacle, .error)
    return []
  }

  mutating func withSlot(_ body: (inout AppState, Slot) -> [Effect]) -> [Effect] {
    if week.view == .month {
      message = Message("The month shows days: \(keyMap.keyName(.open)) opens this one.")
      return []
    }
    if let slot = week.focusedSlot { return body(&self, slot) }
    message = Message(
      "There is no slot here. \(keyMap.keyName(.nextSlot)) goes to the next one,"
        + " \(keyMap.keyName(.create)) creates one."
    )
    return []
  }

  mutating func openCreate() -> [Effect] {
    guard let block = content.block else {
      return open(.form(.createBlock(timezone: content.zone.name, settings)))
    }
    let times = formTimes
    let draft = week.proposal(settings: settings, times: times)
    return open(
      .form(
        .createSlot(
          in: block.id,
          start: draft.start,
          minutes: draft.minutes,
          capacity: draft.capacity,
          times: times
        )
      )
    )
  }

  private mutating func openEdit(_ slots: [Slot]) -> [Effect] {
    open(.form(slots.count == 1 ? .editSlot(slots[0], times: formTimes) : .editSlots(slots)))
  }

  /// - `previous`: Where leaving the form goes back to, if not to the grid.
  mutating func openBooking(_ slot: Slot, from previous: Overlay? = nil) -> [Effect] {
    if let reason = obstacle(to: slot) {
      message = Message("This slot cannot be booked: \(reason).", .error)
      return []
    }
    var form = Form.book(slot, times: times, now: now)
    form.previousScreen = previous.map { [$0] } ?? []
    return open(.form(form))
  }

  /// Every reason against booking a slot of this block; nil when there is none.
  func obstacle(to slot: Slot) -> String? {
    content.block.flatMap { SlotSentence(self).obstacle(to: slot, in: $0) }
  }
}
