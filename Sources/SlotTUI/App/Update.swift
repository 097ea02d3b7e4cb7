import SlotDomain
import TerminalKit

/// What follows from an event: a new state, and effects for the world. Pure, so that a test can say
/// the whole of both. This file only routes.
extension AppState {
  /// How long the cursor has to stand still before the panel reads about its slot.
  static let restingTime = Span(milliseconds: 350)

  mutating func update(_ event: Event, at now: Instant) -> [Effect] {
    let minuteBefore = clock.seconds / 60
    clock = now
    self.now = content.asOf ?? now
    let effects = take(event, isNewMinute: minuteBefore != now.seconds / 60) + followTour(event)
    let preview = completePreview()
    week.resize(rows: layout.gridRows)
    week.plan(plannedRanges(in: week.range))
    let all = asOfShown(effects + preview + completeView(after: effects))
    bringLineIntoView()
    return all
  }

  private mutating func take(_ event: Event, isNewMinute: Bool) -> [Effect] {
    switch event {
    case .key(let key):
      return take(key)
    case .burst:
      message = Message("That came faster than fingers type, so no key was obeyed.", .error)
      return []
    case .resized(let size):
      self.size = size
      sortByWhatIsShown()
      rest()
      return [.redraw]
    case .tick:
      return tick(isNewMinute: isNewMinute)
    case .loaded(let content, let focus):
      show(content, focus)
      return []
    case .counted(let counts):
      available = counts
      availableIsStale = false
      return []
    case .dayLoaded(let day):
      show(day)
      return []
    case .placesCounted(let places):
      self.places = places
      return []
    case .found(let slots):
      mark(slots)
      return []
    case .searched(let query, let position, let step):
      return take(step, from: position, of: query)
    case .detailsLoaded(let details, let use):
      take(details, use)
      return []
    case .occupancyTallied(let report):
      show(report)
      return []
    case .storeChanged(let entries, let position):
      return announce(entries, position)
    case .pastePlanned(let paste):
      return take(paste)
    case .seriesSurveyed(let request, let step):
      return take(step, of: request)
    case .progressed(let progress):
      message = Message("\(progress.phrase)… Esc stops and nothing changes.", .working)
      return []
    case .performed(let operation, let outcome):
      return finish(operation, outcome)
    case .undone(let outcome):
      ownActions.insert(outcome.action.id)
      lastCommands = ["slottui \(outcome.action.verb.rawValue)"]
      message = Message(announcement(outcome), outcome.conflicts.isEmpty ? .success : .plain)
      return [.readChanges(since: content.position), reload(.stay)]
    case .refused(let error):
      if let effects = planAgain(after: error) { return effects }
      refuse(error)
      return []
    case .editedMetadata(let text):
      takeMetadata(text)
      return []
    case .tourOpened(let content, let focus):
      beginTour(content, focus)
      return []
    case .tourClosed:
      return endTour()
    case .mouseSwitched(let isOn):
      switchMouse(isOn)
      return []
    case .said(let sentence):
      message = Message(sentence)
      return []
    case .waiting:
      message = Message("Waiting for somebody else to finish writing…")
      return []
    }
  }

  // MARK: Keys

  private mutating func take(_ key: Key) -> [Effect] {
    if case .resize = key { return [] }
    if case .mouse(let event) = key { return take(event) }
    mouse.forget()
    if ignoreAsName(key) { return [] }
    message = nil
    if let effects = takeForTour(key) { return effects }
    if overlay != nil {
      let effects = takeInOverlay(key)
      if let excess = overlay?.field?.excess { message = Message(excess.sentence, .error) }
      return effects
    }
    switch key {
    case .paste, .text:
      message = Message("Pasted text is not obeyed as keys.", .error)
      return []
    default: break
    }
    // Where there is nothing to look at or to count, these keys have something better to do.
    if content.block == nil, sequence == KeySequence() {
      if key.name == WelcomeView.sampleKey, !settings.isReadOnly { return [.loadSampleData] }
      if key.name == WelcomeView.tourKey { return act(.tour, count: nil) }
    }
    switch sequence.take(key, in: keyMap) {
    case .pending, .cancelled: return []
    case .action(let action, let count): return act(action, count: count)
    case .unknown: return takeUnknown(key)
    case .noSequence(let keys): return takeUnknown(keys)
    }
  }

  /// A sequence that is none: what could have followed is said.
  private mutating func takeUnknown(_ keys: [Key]) -> [Effect] {
    let typed = keys.map { SafeText.line($0.name) }.joined(separator: " ")
    let begun = Array(keys.dropLast())
    let begunName = begun.map(\.name).joined(separator: " ")
    let choices = keyMap.continuations(of: begun).joined(separator: ", ")
    message = Message("\(typed) does nothing. After \(begunName) comes one of: \(choices).")
    return []
  }

  private mutating func takeUnknown(_ key: Key) -> [Effect] {
    if key != .escape {
      let name = SafeText.line(key.name)
      message = Message("\(name) does nothing here. \(keyMap.keyName(.help)) shows the keys.")
    }
    return []
  }

  // MARK: Time

  private mutating func tick(isNewMinute: Bool) -> [Effect] {
    flashes = flashes.filter { $0.value.end > clock }
    week.tick(now: now)
    var effects: [Effect] = []
    if let restsAt, restsAt <= clock {
      self.restsAt = nil
      effects += readSurroundings()
    }
    // What is free in the other blocks changes with the clock as well.
    if isNewMinute, content.asOf == nil { effects.append(reload(.stay)) }
    return effects
  }

  /// The next moment at which something on the screen changes by itself.
  var nextChange: Instant {
    let minute = Instant(seconds: (clock.seconds / 60 + 1) * 60)
    let moments =
      flashes.values.map(\.end)
      + [restsAt, content.asOf == nil ? week.changesAt : nil, tour?.turn?.at]
      .compactMap { $0 }
    return moments.reduce(minute, min)
  }

  /// The cursor came to stand somewhere. What stands beside the grid is read when it stays there, so
  /// that a held key moves nothing but the cursor.
  mutating func rest() {
    if week.focusedSlot == nil { panel = nil }
    restsAt = readSurroundings().isEmpty ? nil : clock + Self.restingTime
  }

  /// What the panel and the list of blocks do not know yet.
  private func readSurroundings() -> [Effect] {
    var effects: [Effect] = []
    if layout.hasPanel, week.view != .month, let slot = week.focusedSlot, slot != panel?.slot {
      effects.append(.loadDetails(slot.id, .panel))
    }
    let isStale = availableIsStale || !isAvailableOfPeriod
    if layout.hasBlockList, isStale, content.block != nil, asOf == nil {
      effects.append(countAvailable)
    }
    return effects
  }
}
