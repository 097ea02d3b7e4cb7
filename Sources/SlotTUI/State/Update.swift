import SlotDomain
import TerminalKit

/// What follows from an event: a new state, and effects for the world. Pure, so that a test can say
/// the whole of both. This file only routes.
extension AppState {
  mutating func update(_ event: Event, at now: Instant) -> [Effect] {
    let isNewMinute = desk.clock.seconds / 60 != now.seconds / 60
    desk.time.clock = now
    let before = (desk.sheet.cursor, desk.sheet.revision, desk.surroundings.panel?.slot.id)
    let slotBefore = desk.selection.person == nil ? nil : desk.sheet.focusedSlot?.id
    let canMerelyMove = !isNewMinute && isMove(event)
    var effects = react(to: event, isNewMinute: isNewMinute)
    effects += settle(isMoving: effects.contains(where: \.isLoad))
    if event != .tick, before.0 != desk.sheet.cursor || before.1 != desk.sheet.revision {
      desk.rest()
    }
    // Whoever was found there is not who is meant when somebody comes back to it.
    if let slotBefore, desk.selection.person?.slot == slotBefore,
      desk.sheet.focusedSlot?.id != slotBefore
    {
      desk.selection.person = nil
    }
    // What is read behind the picture is seen when it has been.
    let isPictureKept =
      canMerelyMove && effects.allSatisfy(\.isUnseen) && desk.line == StatusLine() && layers.isEmpty
      && before.1 == desk.sheet.revision && before.2 == desk.surroundings.panel?.slot.id
    if !isPictureKept { showAnew() }
    return effects
  }

  /// Whether nothing but the cursor may come to be seen elsewhere.
  private func isMove(_ event: Event) -> Bool {
    guard case .key(let key) = event, layers.isEmpty, desk.line == StatusLine(), tour == nil else {
      return false
    }
    return desk.keyMap.action(for: key)?.isMovement == true
  }

  private mutating func react(to event: Event, isNewMinute: Bool) -> [Effect] {
    switch event {
    case .key(let key):
      return obey(key)
    case .burst:
      return desk.say("That came faster than fingers type, so no key was obeyed.", .error)
    case .resized(let size):
      desk.layout.size = size
      desk.rest()
      return [.redraw]
    case .tick:
      return tick(isNewMinute: isNewMinute)
    case .loaded(let content, let focus):
      let told = desk.content.position
      desk.show(content, focus)
      // What was read before anybody looked for news has it already: it is told all the same.
      if content.asOf == nil, content.position != told { return [.readChanges(since: told)] }
    case .outlookRead(let request, let outlook):
      desk.show(outlook, of: request)
    case .dayLoaded, .placesCounted:
      views.receive(event, &desk)
    case .found(let slots):
      desk.mark(slots)
      tellTour { $0.note($1.marks) }
    case .lookedAgain(let slots, let act):
      return goOn(with: act, on: slots)
    case .searched(let query, let position, let step):
      // It knows nothing of the past.
      guard desk.time.asOf == nil else { return [] }
      // Nor whom nobody is to know of.
      let step = desk.names.areShown ? step : step.withoutPeople
      let event = Event.searched(query, from: position, step)
      if let effects = layers.offer(event, &desk) { return effects }
      guard var search = desk.selection.search, search.query == query,
        search.add(step, from: position, at: desk.now)
      else { return [] }
      let steps = search.takeAwaited()
      desk.selection.search = search
      return search.effects + (steps.map { Search.goToMatch($0, &desk) } ?? [])
    case .detailsLoaded(let details, .panel):
      desk.surroundings.panel = details
    case .detailsLoaded(let details, .overlay):
      return layers.offer(event, &desk) ?? openAlone(DetailsWindow(details))
    case .detailsLoaded(let details, .person(let person)):
      return layers.offer(event, &desk) ?? openAlone(DetailsWindow(details, on: person))
    case .detailsLoaded(let details, .history):
      return layers.offer(event, &desk) ?? openAlone(HistoryWindow(details))
    case .closingAsked(let closing):
      guard let question = Question(closing, desk) else { return [closing.effect] }
      layers.open(question)
    case .occupancyTallied(let report):
      return layers.offer(event, &desk) ?? openAlone(OccupancyWindow(report))
    case .pastePlanned(let paste):
      return layers.offer(event, &desk) ?? paste.plan.map { pasted($0, of: paste) } ?? []
    case .seriesSurveyed, .editedMetadata, .placeSought, .peopleFound, .engagementsFound,
      .placesToMoveFound, .holidaysRead, .patternFound, .placesFound, .trayRead, .activityRead,
      .daySheetRead:
      return layers.offer(event, &desk) ?? []
    case .sinceRead(let since):
      // What the user has done meanwhile comes first.
      guard desk.line == StatusLine(), layers.isEmpty, let text = since.sentence(desk) else {
        return []
      }
      return desk.say(text)
    case .storeChanged(let entries, let position, let fresh):
      return hear(of: entries, upTo: position, fresh)
    case .progressed(let progress):
      return desk.say("\(progress.phrase)… Esc stops and nothing changes.", .working)
    case .performed(let operation, let outcome, let fresh):
      return finish(operation, outcome, fresh)
    case .restOfVisitFound(let appointment, let rest):
      return say(rest, of: appointment)
    case .undone(let outcome, let fresh, let activity):
      return finish(outcome, fresh, about: activity)
    case .undoFound(let activity):
      return takeBack(activity)
    case .slotsToCloseFound(let closing):
      return ask(about: closing)
    case .refused(let error):
      return refuse(error)
    case .tourOpened(let content, let focus):
      beginTour(content, focus)
    case .tourClosed:
      return endTour()
    case .mouseSwitched(let isOn):
      mouse.isSwitched(on: isOn, &desk)
    case .said(let sentence, let way):
      return desk.say(sentence + (way.map { desk.offer($0) } ?? ""))
    case .saving:
      return desk.say("Saving… Esc stops it.", .working)
    case .reached(let isReached):
      return reach(isReached)
    case .waiting:
      return desk.say("Waiting for somebody else to finish writing… Esc gives up.")
    }
    return []
  }

  private mutating func openAlone(_ layer: any Layer) -> [Effect] {
    layers.openAlone(layer)
    return []
  }

  // MARK: Keys

  private mutating func obey(_ key: Key) -> [Effect] {
    if case .resize = key { return [] }
    if let end = desk.line.deafUntil, desk.clock < end { return [] }
    desk.line.deafUntil = nil
    let lateAnswers = desk.line.lateAnswers
    desk.line.lateAnswers = []
    if case .character(let answer) = key, lateAnswers.contains(answer) { return [] }
    if case .mouse(let event) = key { return Mouse.obey(event, &self) }
    mouse.forget()
    if isMisplacedText(key) { return [] }
    desk.line.message = nil
    // What is not to be seen is not meant.
    if desk.layout.isTooSmall { return leaves(by: key) ? act(.quit, count: nil) : [] }
    // Function keys are text for no field, so that the tour's obey from within everything.
    if tour != nil, case .function = key, let action = desk.keyMap.action(for: key),
      [.tourNext, .tourEnd].contains(action)
    {
      return act(action, count: nil)
    }
    if !layers.isEmpty {
      let effects = obey(inLayer: key)
      if let excess = layers.top?.field?.excess { desk.say(excess.sentence, .error) }
      return effects
    }
    switch key {
    case .paste, .text: return desk.say("Pasted text is not obeyed as keys.", .error)
    default: break
    }
    // Where there is nothing to look at or to count, these keys have something better to do.
    if desk.content.block == nil, desk.line.sequence == KeySequence() {
      if key.name == Welcome.sampleKey, !desk.settings.isReadOnly { return [.loadSampleData] }
      if key.name == Welcome.tourKey { return act(.tour, count: nil) }
    }
    switch desk.line.sequence.add(key, in: desk.keyMap) {
    case .pending, .cancelled: return []
    case .action(let action, let count): return act(action, count: count)
    case .tooLarge:
      return desk.say("Give a number from 1 to \(KeySequence.largestCount).", .error)
    case .unknown:
      guard key != .escape else { return [] }
      let (name, help) = (SafeText.line(key.name), desk.keyMap.keyName(.help))
      if desk.isOfSlots, desk.sheet.focusedSlot != nil, desk.isChangeable,
        let deed = DetailsWindow.deeds[key]
      {
        let open = desk.keyMap.keyName(.open)
        return desk.say("\(name) \(deed) somebody in the details: \(open) opens them.")
      }
      return desk.say("\(name) does nothing here. \(help) shows the keys.")
    case .noSequence(let keys):
      // What could have followed is said.
      let typed = keys.map { SafeText.line($0.name) }.joined(separator: " ")
      let begun = Array(keys.dropLast())
      let name = begun.map(\.name).joined(separator: " ")
      let choices = desk.keyMap.continuations(of: begun).joined(separator: ", ")
      return desk.say("\(typed) does nothing. After \(name) comes one of: \(choices).")
    }
  }

  /// Of a name that was typed into no form nothing is done.
  private mutating func isMisplacedText(_ key: Key) -> Bool {
    guard var typing = desk.line.typing else { return false }
    let isMovement = desk.keyMap.action(for: key)?.isMovement == true
    // On a slot the next `a` opens a form.
    let isNoPlace = layers.isEmpty && !(desk.isOfSlots && desk.sheet.focusedSlot != nil)
    let meaning =
      isNoPlace ? typing.meaning(of: key, at: desk.clock, isMovement: isMovement) : nil
    desk.line.typing = meaning == nil ? nil : typing
    guard meaning == .text else { return false }
    desk.say("There is no slot here, so nothing that was typed is obeyed.", .error)
    return true
  }

  mutating func obey(inLayer key: Key) -> [Effect] {
    if let top = layers.top, desk.keyMap.action(for: key) == .help, top.isHelped {
      layers.open(HelpWindow())
      return []
    }
    // What a line's noise spoils can be a window, and no window has another use for it.
    if case .control = key, desk.keyMap.action(for: key) == .refresh {
      return act(.refresh, count: nil)
    }
    let isSearch = layers.top is SearchWindow
    let effects = followUp(layers.obey(key, &desk))
    // Whoever leaves without a match is told nothing.
    if isSearch, layers.isEmpty, desk.line.message != nil {
      tellTour { tour, _ in tour.note(.searches) }
    }
    return effects
  }

  /// What a window wants done in the view.
  mutating func followUp(_ result: LayerStack.Result) -> [Effect] {
    guard let act = result.act else { return result.effects }
    return result.effects + self.act(act.action, count: act.count, onlyFrees: act.onlyFrees)
  }

  /// Whether many of a key at once do no harm: it moves, or is text for a field.
  func isHarmless(_ key: Key) -> Bool {
    if layers.top?.takesText == true { return true }
    switch key {
    case .paste, .resize, .mouse: return true
    default: return key.isMovement || desk.keyMap.action(for: key)?.isMovement == true
    }
  }

  /// Whether it ends the program, whatever slots are shown.
  func leaves(by key: Key) -> Bool {
    layers.isEmpty && desk.line.sequence.prefix.isEmpty && desk.keyMap.action(for: key) == .quit
  }

  // MARK: Time

  private mutating func tick(isNewMinute: Bool) -> [Effect] {
    desk.journal.flashes = desk.journal.flashes.filter { $0.value.end > desk.clock }
    watchingCursor { $0.sheet.tick(now: $0.now) }
    var effects: [Effect] = []
    if let restsAt = desk.surroundings.restsAt, restsAt <= desk.clock {
      desk.surroundings.restsAt = nil
      effects += desk.surroundingsToRead
    }
    // What is free in the other blocks changes with the clock as well.
    if isNewMinute, desk.content.asOf == nil { effects.append(desk.reload()) }
    var operation: Operation?
    tellTour { operation = $0.nextDeed($1) }
    guard let operation else { return effects }
    // What was said until then makes room for the news.
    desk.line.message = nil
    return effects + [.actAsColleague(operation)]
  }

  /// The next moment at which something on the screen changes by itself.
  var nextChange: Instant {
    var next = Instant(seconds: (desk.clock.seconds / 60 + 1) * 60)
    func consider(_ moment: Instant?) { if let moment { next = min(next, moment) } }
    if desk.content.asOf == nil {
      consider(desk.sheet.changesAt)
      consider(views.screen.nextChange(desk))
    }
    consider(desk.surroundings.restsAt)
    consider(tour?.turn?.at)
    for flash in desk.journal.flashes.values { consider(flash.end) }
    return next
  }
}
