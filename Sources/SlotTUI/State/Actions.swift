import SlotDomain

/// What the keys of the screen do, where the view does nothing of its own.
extension AppState {
  /// - `onlyFrees`: Of what a key turns: whether it may only enable, or unlock.
  mutating func act(
    _ action: ScreenAction,
    count: Int?,
    onlyFrees: Bool = false
  ) -> [Effect] {
    guard isSureOfCursor(action) else {
      // Another key has taken away who did what.
      let reason = desk.selection.cursorLeft?.reason.map { ": \($0)" } ?? "."
      let what = "The slot under the cursor has just left this list\(reason)"
      return desk.say("\(what) Look, then press again.", .error)
    }
    let act = Step.Act(action: action, count: count, onlyFrees: onlyFrees)
    if let look = lookAgain(before: act) { return [look] }
    if let task = TourTask(action) { tellTour { tour, _ in tour.note(task) } }
    defer { lastAction = action }
    let effects =
      onlyFrees
      ? change { $0.free(action, &$1) }
      : views.act(action, count ?? 1, &desk) ?? actAnywhere(action, count)
    tellTour { $0.note($1.marks) }
    return effects
  }

  /// False where an action can have been meant for a slot that is under the cursor no longer.
  private mutating func isSureOfCursor(_ action: ScreenAction) -> Bool {
    guard action.isAboutSlots else {
      // Whoever goes on has looked.
      desk.selection.cursorLeft = nil
      return true
    }
    guard desk.marks.isEmpty, let left = desk.selection.cursorLeft else { return true }
    return desk.clock >= left.at + Surprise.length
  }

  /// What is marked and not shown can be otherwise by now, and what is asked before something is done to it
  /// depends on how it is.
  private func lookAgain(before act: Step.Act) -> Effect? {
    let marks = desk.marks
    guard act.action.isAboutSlots, !marks.isEmpty, desk.content.asOf == nil,
      desk.selection.marksSeen != desk.content.position
    else { return nil }
    let shown = Set(desk.content.slots.map(\.id))
    return marks.ids.isSubset(of: shown) ? nil : .lookAgain(Array(marks.ids), before: act)
  }

  /// With the marked slots as they are.
  mutating func goOn(with act: Step.Act, on slots: [Slot]) -> [Effect] {
    desk.selection.marks.renew(slots)
    guard !desk.marks.isEmpty else { return desk.say("The marked slots are gone.", .error) }
    desk.selection.marksSeen = desk.content.position
    return self.act(act.action, count: act.count, onlyFrees: act.onlyFrees)
  }

  private mutating func actAnywhere(_ action: ScreenAction, _ count: Int?) -> [Effect] {
    let times = count ?? 1
    switch action {
    case .up, .down, .left, .right, .nextPeriod, .previousPeriod, .firstSlot, .lastSlot: return []
    case .nextSlot: return desk.move(inTime: times)
    case .previousSlot: return desk.move(inTime: -times)
    case .nextAvailable:
      return [desk.load(.available(.after, desk.sheet.focusedMoment, count: times))]
    case .previousAvailable:
      return [desk.load(.available(.before, desk.sheet.focusedMoment, count: times))]
    case .nextMonth: return desk.move(months: times)
    case .previousMonth: return desk.move(months: -times)
    case .now: return [desk.load(.now)]
    case .goToDate: layers.open(DatePrompt())
    case .search:
      return inPresent {
        $0.layers.open(SearchWindow())
        return []
      }
    case .nextMatch: return inPresent { Search.goToMatch(times, &$0.desk) }
    case .previousMatch: return inPresent { Search.goToMatch(-times, &$0.desk) }
    case .nextBlock: return move(blocks: 1)
    case .previousBlock: return move(blocks: -1)
    case .pickBlock:
      layers.open(BlockPicker())
      return desk.outlookToRead
    case .view(let view): views.show(view, &desk)
    case .finerRows, .coarserRows, .fittingRows:
      let week = desk.keyMap.keyName(.view(.week))
      return desk.say(
        desk.layout.isLinear
          ? "Lines have no rows of time: each is a slot."
          : "Rows of time are in the grids: \(week) shows one."
      )
    case .sort, .reverseSort:
      let agenda = desk.keyMap.keyName(.view(.agenda))
      return desk.say("Sorting is for the agenda: \(agenda) shows it.")
    case .filter(let condition): return filter(by: condition)
    case .showAll: return filter(by: nil)
    case .newBlock: return changing { $0.openNewBlock() }
    case .renameBlock: return changing { $0.openRename() }
    case .create: return changing { $0.openCreate() }
    case .createSeries: return changing { $0.openSeries() }
    case .slots(let deed): return change { $0.obey(deed, count: count, &$1) }
    case .findPlace: return inPresent { $0.openPlaces() }
    case .book: return book()
    case .daySheet: return openDaySheet()
    case .tray:
      return inPresent {
        let window = TrayWindow()
        $0.layers.open(window)
        return [window.reading]
      }
    case .activity:
      return inPresent {
        let window = ActivityWindow()
        $0.layers.open(window)
        return window.reading($0.desk)
      }
    case .copy: if let slots = desk.chosenSlots() { desk.copy(slots) }
    case .paste: return changing { $0.paste() }
    case .publish: return changing { $0.set(.published) }
    case .draft: return changing { $0.set(.draft) }
    case .open:
      if let view = views.screen.opens { return open(view) }
      return desk.slotAtCursor().map { [desk.opening($0.id)] } ?? []
    case .mark: desk.toggleMark()
    case .markRange: desk.markRange()
    case .markAll: desk.mark(views.screen.slots(desk, isFiltered: true))
    case .clearMarks: return desk.giveUp()
    case .undo: return changing { _ in [.undo] }
    case .redo: return changing { _ in [.redo] }
    case .history: return desk.slotAtCursor().map { [desk.details(of: $0.id, .history)] } ?? []
    case .showCommand:
      let commands = desk.journal.lastCommands.joined(separator: "; ")
      // Of an appointment it has the name, the phone and the note; and why is mostly about people.
      let options = SlotMember.allCases.map(\.rawValue) + ["metadata", "reason"]
      let namesPeople = ([" appointment "] + options.map { " --\($0) " })
        .contains(where: commands.contains)
      guard desk.names.areShown || !namesPeople else {
        return desk.say("The command names somebody, and nobody is named on this screen.")
      }
      return desk.say(
        commands.isEmpty ? "You have changed nothing yet that a command could do." : commands
      )
    case .copyID:
      return permitted(action) { $0.desk.chosenSlots().map { [.copy($0.map(\.id))] } ?? [] }
    case .occupancy: return tallyOccupancy()
    case .cycleZone: return cycleZone()
    case .names: return permitted(action) { $0.toggleNames() }
    case .mouse: return [.listenToMouse(!mouse.isOn)]
    case .refresh: return [desk.reload(), .redraw]
    case .palette: layers.open(PaletteWindow())
    case .help: layers.open(HelpWindow())
    case .suspend: return permitted(action) { _ in [.suspend] }
    case .tour: return permitted(action) { $0.openTour() }
    case .tourNext:
      return inTour {
        $0.tellTour { tour, _ in tour.skip() }
        return []
      }
    case .tourEnd: return inTour { _ in [.closeTour] }
    // Out of the tour first: what is behind it was not left by the user.
    case .quit: return [tour == nil ? .quit : .closeTour]
    }
    return []
  }

  // MARK: Where something is allowed

  /// Only what this login may do.
  private mutating func permitted(
    _ action: ScreenAction,
    _ body: (inout AppState) -> [Effect]
  ) -> [Effect] {
    guard let obstacle = desk.obstacle(to: action) else { return body(&self) }
    return desk.say(obstacle, .error)
  }

  /// Only where the store may be changed, and shown as it is.
  private mutating func changing(_ body: (inout AppState) -> [Effect]) -> [Effect] {
    desk.mayChange() ? body(&self) : []
  }

  /// Something done to the chosen slots.
  private mutating func change(_ body: (ChosenSlots, inout Desk) -> Step) -> [Effect] {
    changing { state in
      guard let slots = state.desk.chosenSlots() else { return [] }
      let step = body(ChosenSlots(slots), &state.desk)
      if case .open(let layer) = step.turn { state.layers.open(layer) }
      return step.effects
    }
  }

  /// Search knows nothing of the past, nor do lists of what is to be done.
  private mutating func inPresent(_ body: (inout AppState) -> [Effect]) -> [Effect] {
    guard desk.content.asOf != nil else { return body(&self) }
    let escape = desk.keyMap.keyName(.clearMarks)
    let text = "That finds what is there now: \(escape) comes back to the present."
    return desk.say(text, .error)
  }

  private mutating func inTour(_ body: (inout AppState) -> [Effect]) -> [Effect] {
    guard tour == nil else { return body(&self) }
    if let obstacle = desk.obstacle(to: .tour) { return desk.say(obstacle, .error) }
    let start = desk.keyMap.keyName(.palette) + ScreenAction.tour.name
    return desk.say("That is a key of the guided tour. \(start) starts it.")
  }

  // MARK: What is shown

  /// What is under the cursor, in another view; on its slot, or else its first one.
  private mutating func open(_ view: PeriodView) -> [Effect] {
    views.show(view, &desk)
    if desk.isOfSlots, desk.sheet.focusedSlot == nil { desk.sheet.moveToEnd(isFirst: true) }
    return []
  }

  private mutating func move(blocks step: Int) -> [Effect] {
    guard let block = desk.block(step) else { return desk.say("There is no other booking block.") }
    return move(to: block)
  }

  /// Of the blocks that stand side by side the view goes from one to the other.
  mutating func move(to block: BookingBlock.ID) -> [Effect] {
    if desk.sheet.manner.isShared { return views.point(at: .block(block), &desk) }
    return [desk.load(.week(desk.content.firstDay), block: block)]
  }

  private mutating func cycleZone() -> [Effect] {
    desk.zoneChoice = desk.zoneChoice.next
    let whose =
      switch desk.zoneChoice {
      case .block: "the block's zone"
      case .user: "your own zone"
      case .utc: "UTC"
      }
    desk.say("Times are shown in \(whose).")
    // On another clock a slot at an end of the week can be of another one.
    let isAtAnEnd = desk.sheet.day == 0 || desk.sheet.day == 6
    let slot = desk.isOfSlots && isAtAnEnd ? desk.sheet.focusedSlot : nil
    return [desk.reload(slot.map { .slot($0.id) } ?? .stay)]
  }

  /// What is known of people is forgotten, or read.
  private mutating func toggleNames() -> [Effect] {
    desk.names.areShown.toggle()
    if !desk.names.areShown { desk.forgetPeople() }
    desk.say(desk.names.areShown ? "People are named." : "Nobody is named: a taken place says so.")
    return [desk.reload()]
  }

  /// What does not match stands back, and the keys that go from slot to slot pass it over.
  private mutating func filter(by condition: SlotCondition?) -> [Effect] {
    let had = desk.sheet.filter.condition
    desk.sheet.setFilter(condition, now: desk.now)
    guard let condition else {
      return desk.say(had == nil ? "All slots are shown already." : "All slots are shown again.")
    }
    let again = "\(desk.keyMap.keyName(.showAll)) shows all again."
    guard desk.isOfSlots else {
      return desk.say("Only \(condition.adjective) slots stand out where slots are shown. \(again)")
    }
    let (count, all) = (desk.sheet.shownSlots.count, counted(desk.content.slots.count, "slot"))
    return desk.say(
      "\(count == 0 ? "None" : "\(count)") of \(all) in this week"
        + " \(count == 1 ? "is" : "are") \(condition.adjective). \(again)"
    )
  }

  private mutating func tallyOccupancy() -> [Effect] {
    guard desk.content.block != nil else {
      return desk.say("There is no booking block yet whose slots could be counted.")
    }
    return [.tallyOccupancy(occupancyRequest)]
  }

  var occupancyRequest: OccupancyRequest {
    OccupancyRequest(period: desk.sheet.period, zone: desk.content.zone, asOf: desk.time.asOf)
  }

  private mutating func openTour() -> [Effect] {
    guard tour != nil else { return [.openTour] }
    return desk.say("This is the tour. \(desk.keyMap.keyName(.tourEnd)) leaves it.")
  }

  /// Of the block that is shown. That nobody can book it any more is asked first.
  private mutating func set(_ status: BookingBlock.Status) -> [Effect] {
    guard let block = desk.content.block else {
      return desk.sayThereIsNoBlock()
    }
    guard block.status != status else {
      return desk.say("\(block.name) is \(status == .draft ? "a draft" : "published") already.")
    }
    return status == .draft
      ? [.askToClose(Closing(slots: [], slotsToCome: [], block: block))]
      : [.perform(.setBlockStatus([block.id], status))]
  }

  /// Of the day at the cursor.
  private mutating func openDaySheet() -> [Effect] {
    guard let block = desk.content.block else {
      return desk.sayThereIsNoBlock()
    }
    // After the last slot of today the next one is of another day, and today is meant all the same.
    let today = block.zone.date(desk.now)
    let isOver =
      lastAction == .now && desk.content.slots.contains { block.zone.date($0.range.start) == today }
    let request = DaySheetRequest(
      date: isOver ? today : desk.dayAtCursor(in: block),
      block: block.id,
      asOf: desk.time.asOf
    )
    let window = DaySheetWindow(request)
    layers.open(window)
    return window.reading
  }

  private mutating func openPlaces() -> [Effect] {
    guard desk.content.block != nil else {
      return desk.sayThereIsNoBlock()
    }
    let window = PlaceWindow(desk)
    layers.open(window)
    return window.effects
  }

  // MARK: Forms

  private mutating func openNewBlock() -> [Effect] {
    layers.open(BlockForm(desk))
    return []
  }

  private mutating func openRename() -> [Effect] {
    guard let block = desk.content.block else { return desk.sayThereIsNoBlock() }
    layers.open(BlockForm(editing: block))
    return []
  }

  private mutating func openCreate() -> [Effect] {
    guard let block = desk.content.block else { return openNewBlock() }
    layers.open(SlotForm(in: block, desk))
    return []
  }

  private mutating func openSeries() -> [Effect] {
    guard let block = desk.content.block else { return openCreate() }
    layers.open(SeriesWindow(in: block, desk))
    return [.findPattern(block.id)]
  }

  /// The slot under the cursor, or all that are marked.
  private mutating func book() -> [Effect] {
    guard desk.mayChange() else { return [] }
    if let slots = desk.chosenSlots() {
      layers.open(BookingForm(slots, desk))
    } else {
      // Whoever types a name blindly has typed it into nothing.
      let ways: [ScreenAction] = [.nextSlot, .create, .quit]
      let named = ways.flatMap { desk.keyMap.binding(for: $0)?.keys ?? [] }
      desk.line.typing = MisplacedTyping(at: desk.clock, naming: named)
    }
    return []
  }

  /// Puts down who is in hand, books who was copied, or plans copied slots.
  private mutating func paste() -> [Effect] {
    if let held = desk.selection.inHand { return desk.putDown(held) }
    guard let person = desk.selection.copiedPerson else { return desk.planPaste() }
    if let slot = desk.slotAtCursor() { layers.open(BookingForm([slot], for: person, desk)) }
    return []
  }
}
