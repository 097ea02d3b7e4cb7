import SlotDomain
import TerminalKit

/// Waits, updates, runs effects, draws: everything that happens on the screen passes here.
///
/// It sleeps in one `ppoll` on keys, signals and the store's files until the next moment at which
/// something on the screen changes by itself.
final class EventLoop {
  /// A busy store is tried again for so long before that is an error.
  private static let patience = Span.seconds(5)
  /// In whatever goes on, it is looked that often whether the program shall end.
  private static let lookPause = Span(milliseconds: 50)

  /// How long idle work goes on before a look for keys.
  private static let idleSlice = Span(milliseconds: 8)

  private let terminal: CursesTerminal
  private let signals: Signals
  /// The user's own store.
  private let home: Stage
  /// Another one, while the tour goes on.
  private var tour: TourStage?
  private var live: LiveState
  private var picture: Picture
  private var ending = Ending()
  /// The effect that is being run.
  private var work = LongWork(start: Clock.now())
  /// What the worker is doing; nil where nothing is far away.
  private var inFlight: Effect?
  /// It is reading ahead, and nobody waits for it.
  private var isReadingAhead = false
  private var nearby = NearbyWeeks()
  /// What was typed while a change took long.
  private var waitingKeys: [Key] = []

  /// What was drawn last.
  private struct Picture {
    var canvas: Canvas
    var backdrop: ScreenView.Backdrop?

    init(_ size: ScreenSize, _ glyphs: Glyphs) {
      canvas = Canvas(width: size.width, height: size.height, glyphs: glyphs)
    }

    mutating func draw(_ state: AppState) {
      ScreenView(state).draw(into: &canvas, keeping: &backdrop)
    }
  }

  /// Whether the program shall end.
  private struct Ending {
    var status: Int32?
    /// The uptime of the next look for that.
    var nextLook = Clock.uptime()
    /// Signals that came while a change was being made, and can wait for its end.
    var waitingSignals: [Signals.Event] = []
  }

  init(
    terminal: CursesTerminal,
    signals: Signals,
    feed: any ChangeFeed,
    runner: EffectRunner,
    state: AppState,
    first: [Effect] = []
  ) {
    self.terminal = terminal
    self.signals = signals
    let worker = runner.store.isRemote ? StoreWorker() : nil
    if worker != nil { runner.prepareForThreads() }
    home = Stage(runner: runner, feed: feed, worker: worker)
    picture = Picture(state.desk.layout.size, terminal.glyphs)
    var state = state
    state.desk.surroundings.isOfServer = runner.store.isRemote
    let effects = state.settle() + first
    live = LiveState(state, effects)
    reportProgress()
  }

  /// The one of the user's own store that is shown, or that a tour comes back to.
  var block: BookingBlock.ID? { state.ownBlock }

  private var state: AppState { live.state }
  private var stage: Stage { tour?.stage ?? home }
  private var feed: any ChangeFeed { stage.feed }

  private func reportProgress() {
    // A worker hears of it on its own thread.
    guard stage.worker == nil else { return }
    stage.runner.onProgress = { [unowned self] in report($0) }
  }

  private static let hangUp: Int32 = 129

  /// Returns the exit status when the user leaves, the connection drops or a signal ends it.
  func run() -> Int32 {
    defer { tour = nil }
    while true {
      runEffects()
      if let status = ending.status { return leave(status) }
      if stage.worker != nil { nearby.follow(state.desk.content, state.desk.shown) }
      draw()
      let due = state.nextChange
      let outcome = sleep(until: due)
      // What ends the program would have ended the sleep.
      ending.nextLook = Clock.uptime() + Self.lookPause
      if outcome.ready.contains(signals.descriptor) || !ending.waitingSignals.isEmpty {
        handleSignals()
      }
      takeAnswer()
      followStore(isTouched: outcome.ready.contains(feed.fileDescriptor))
      runUnseenEffects()
      handleKeys()
      // Whoever looks at the status cannot tell which of the two came first: this or the signal.
      if terminal.isGone { return leave(ending.status ?? Self.hangUp) }
      let isTimeOver = outcome == Poller.Outcome() && !isAnyIdle
      runIdleEffects(unless: outcome)
      if isTimeOver || due <= Clock.now() { live.post(.tick) }
    }
  }

  /// Whatever ends the program is heard while it sleeps. Otherwise it is heard between two keys or two
  /// effects; and where that takes long, `Rescue` sees to it.
  ///
  /// - Parameter due: When something on the screen changes by itself.
  private func sleep(until due: Instant) -> Poller.Outcome {
    Rescue.watch(false)
    defer { Rescue.watch(true) }
    return Poller.wait(on: descriptors, milliseconds: timeout(until: due))
  }

  private func leave(_ status: Int32) -> Int32 {
    if status != 0 { Rescue.expectEnd(status: status) }
    return status
  }

  private func draw(waits: Bool = true) {
    picture.draw(state)
    terminal.draw(picture.canvas, waits: waits)
  }

  // MARK: Waiting

  private var descriptors: [Int32] {
    let worker = stage.worker?.descriptor ?? -1
    let changes = feed.hears(at: Clock.uptime()) ? feed.fileDescriptor : -1
    return [terminal.inputDescriptor, signals.descriptor, changes, worker]
      .filter { $0 >= 0 }
  }

  private var isAnyIdle: Bool { live.queue.isAnyIdle || nearby.isAnyWanted }

  /// Milliseconds until something has to be done.
  private func timeout(until due: Instant) -> Int {
    // The terminal gets the processor first, to show the picture.
    if live.queue.isAnyUnseen { return 1 }
    if isAnyIdle, inFlight == nil { return 0 }
    var wait = max(0, Int((due - Clock.now()).milliseconds)) + 1
    if let key = waitingKeys.first, isObeyed(key) { return 0 }
    if inFlight?.isChange == true || inFlight != nil && live.queue.isChangeDue {
      wait = min(wait, 50)
    } else if inFlight != nil {
      wait = min(wait, 1000)
    }
    if let look = feed.wait(at: Clock.uptime()) { wait = min(wait, look) }
    if live.queue.isAnyPostponed { wait = min(wait, 20) }
    if let keys = terminal.keysAreDue { wait = min(wait, keys) }
    return wait
  }

  // MARK: What happens

  private func handleSignals() {
    let heard = ending.waitingSignals + signals.read()
    ending.waitingSignals = []
    for signal in heard { handle(signal) }
  }

  /// Whether to leave whatever is being done; looks for that now and then.
  ///
  /// - Parameter inChange: The store is locked meanwhile: nothing but an end is obeyed.
  private func isEnding(inChange: Bool = false) -> Bool {
    let now = Clock.uptime()
    if now >= ending.nextLook {
      ending.nextLook = now + Self.lookPause
      ending.waitingSignals += signals.read()
      if !inChange || ending.waitingSignals.contains(where: \.isEnd) { handleSignals() }
      terminal.lookForHangUp()
    }
    return ending.status != nil || terminal.isGone
  }

  private func handle(_ signal: Signals.Event) {
    switch signal {
    case .hangUp: ending.status = Self.hangUp
    case .terminate: ending.status = 143
    case .interrupt: ending.status = 130
    case .stop: terminal.suspend()
    case .resume: terminal.resume()
    }
  }

  private func handleKeys() {
    var keys = (waitingKeys + stopWork(by: terminal.readKeys()))[...]
    waitingKeys = []
    var guardian = BurstGuard(keys)
    while !keys.isEmpty, !isEnding() {
      guard isObeyed(keys[keys.startIndex]) else {
        waitingKeys = Array(keys)
        return
      }
      if let refusal = guardian.refusal(of: keys, state) { return live.post(refusal) }
      obey(firstOf: &keys)
    }
  }

  /// Obeys the first key, or all that are text for one field: what is proposed for it, and drawn, is
  /// worked out once then.
  private func obey(firstOf keys: inout ArraySlice<Key>) {
    if keys.first == .resize {
      keys.removeFirst()
      return resize()
    }
    let isForField = state.layers.top?.field != nil
    let key = (isForField ? Key.takeText(from: &keys) : nil) ?? keys.removeFirst()
    // What a key leads to comes before the next key.
    runUnseenEffects()
    live.post(.key(key))
    runEffects()
  }

  private func resize() {
    let size = ScreenSize(width: terminal.size.width, height: terminal.size.height)
    guard size != state.desk.layout.size else { return }
    picture = Picture(size, terminal.glyphs)
    live.post(.resized(size))
  }

  private func followStore(isTouched: Bool) {
    if isTouched { feed.acknowledge() }
    if feed.look(at: Clock.uptime()) {
      live.queue.append(.readChanges(since: state.desk.content.position))
    }
  }

  // MARK: Effects

  private func runEffects() {
    run(until: live.queue.resume() ?? Clock.uptime() + Self.patience)
  }

  private func runUnseenEffects() {
    guard live.queue.isAnyUnseen else { return }
    live.queue.makeUnseenDue()
    runEffects()
  }

  /// Runs what is due. A busy store puts it off: keys are still obeyed meanwhile.
  private func run(until deadline: Span) {
    while !isEnding(), let effect = live.queue.next() {
      if showNearby(effect) { continue }
      guard inFlight == nil || effect == .quit else {
        live.queue.putBack(effect)
        // Whoever leaves waits for no other week.
        if live.queue.due.contains(.quit) { ending.status = 0 }
        return
      }
      do {
        try run(effect)
      } catch {
        guard error == .storeBusy, Clock.uptime() < deadline else {
          refuse(effect, error)
          continue
        }
        live.queue.postpone(effect, until: deadline)
        live.post(.waiting)
      }
    }
  }

  /// What was typed behind a change was meant for what it would have led to.
  private func refuse(_ effect: Effect, _ error: SlotError) {
    if effect.isChange { waitingKeys = [] }
    // A file that was moved away or replaced: what is shown is not what others see.
    if effect.looksAtStore, error.code == .fileProblem { live.post(.reached(false)) }
    live.post(.refused(error))
  }

  /// In the middle of a change that takes long: shows how far it is, and lets Esc stop it.
  private func report(_ progress: WorkProgress) -> WorkProgress.Answer {
    guard !isEnding(inChange: true) else { return .stop }
    let now = Clock.now()
    guard work.isDue(at: now) else { return .goOn }
    let keys = terminal.readKeys()
    // Where the mouse was pressed, something else can stand by then.
    waitingKeys += keys.filter { !LongWork.isStopped(by: $0) && !$0.isMouse }
    guard !keys.contains(where: LongWork.isStopped) else { return .stop }
    live.post(.progressed(progress))
    // Nobody shall wait for the store because this terminal hangs.
    draw(waits: false)
    return .goOn
  }

  /// Some steps, when neither a key nor anybody's change came first. The answer to one can lead to the
  /// next.
  private func runIdleEffects(unless outcome: Poller.Outcome) {
    guard outcome == Poller.Outcome(), inFlight == nil else { return }
    defer { readAhead() }
    let end = Clock.uptime() + Self.idleSlice
    while !live.queue.isAnyDue, inFlight == nil, Clock.uptime() < end {
      // A key or a signal that came meanwhile does not wait for more than a step.
      let awaited = [terminal.inputDescriptor, signals.descriptor]
      guard Poller.wait(on: awaited, milliseconds: 0).ready.isEmpty,
        let effect = live.queue.nextIdle()
      else { return }
      do {
        try run(effect)
      } catch {
        guard error == .storeBusy else {
          live.post(.refused(error))
          continue
        }
        live.queue.putBackIdle(effect)
        return
      }
    }
  }

  private func run(_ effect: Effect) throws(SlotError) {
    switch effect {
    case .redraw: terminal.redrawAll()
    case .suspend:
      terminal.suspend()
      resize()
    case .editMetadata(let text): edit(text)
    case .copy(let ids): copy(ids)
    case .listenToMouse(let isOn):
      live.post(.mouseSwitched(isOn: terminal.listen(toMouse: isOn)))
    case .openTour, .closeTour:
      // What was begun on one store is brought to its end there.
      live.queue.remove(effect)
      guard !live.queue.isAnyDue else { return live.queue.append(effect) }
      effect == .openTour ? try openTour() : closeTour()
    case .actAsColleague(let operation): try tour?.actAsColleague(operation, at: Clock.now())
    case .quit: ending.status = 0
    // Whatever else there is the runner does: it has to name each.
    default:
      let now = Clock.now()
      work = LongWork(start: now)
      let showing = live.showing
      if let worker = stage.worker {
        inFlight = effect
        return worker.start(effect, by: stage.runner, at: now, showing: showing)
      }
      // The state is not held meanwhile: what takes long posts how far it is.
      let events = try stage.runner.run(effect, at: now, showing: showing)
      if effect.looksAtStore, !state.desk.surroundings.isReached {
        live.post(.reached(true))
      }
      for event in events { live.post(event, at: now) }
    }
  }

  // MARK: A store that is far away

  /// Whether a key is obeyed before what is on its way has come, and what waits for its turn: both can change
  /// what it means. What is read by the way keeps nobody from leaving a server that does not answer, nor does
  /// another week, in which the same keys leave.
  private func isObeyed(_ key: Key) -> Bool {
    guard let inFlight else { return true }
    var awaited = live.queue.due.filter(\.isAskedFor)
    if inFlight.isAskedFor, !isReadingAhead { awaited.append(inFlight) }
    return awaited.isEmpty || state.isHarmless(key)
      || awaited.allSatisfy(\.isLoad) && state.leaves(by: key)
  }

  /// Shows a week that was read ahead, and needs no store for that.
  private func showNearby(_ effect: Effect) -> Bool {
    let (now, shown) = (Clock.now(), state.desk.content)
    guard stage.worker != nil, case .load(let request) = effect,
      let (content, focus) = stage.runner.nearby(request, in: nearby, beside: shown, at: now)
    else { return false }
    live.post(.loaded(content, focus), at: now)
    return true
  }

  private func readAhead() {
    guard let worker = stage.worker, inFlight == nil, !live.queue.isAnyDue,
      let request = nearby.next()
    else { return }
    (inFlight, isReadingAhead) = (.load(request), true)
    worker.start(.load(request), by: stage.runner, at: Clock.now(), showing: live.showing)
  }

  /// Whether the server was there.
  private func noteReach(_ answer: StoreWorker.Answer) {
    switch answer {
    case .done: if !state.desk.surroundings.isReached { live.post(.reached(true)) }
    case .refused(_, let error):
      if error.code == .storeOutOfReach { live.post(.reached(false)) }
    }
  }

  /// What came from the worker, and what is to be said while it works.
  private func takeAnswer() {
    guard let worker = stage.worker else { return }
    let (answer, progress) = worker.take()
    guard let effect = inFlight else { return }
    // Another server can have taken over.
    Clock.follow(stage.runner.store.clockOffset)
    guard let answer else {
      let now = Clock.now()
      if effect.isChange || live.queue.isChangeDue, work.isDue(at: now) {
        live.post(progress.map { .progressed($0) } ?? .saving)
      }
      // A server that hangs tells nobody.
      if !effect.isChange, work.isLong(at: now), state.desk.surroundings.isReached {
        live.post(.reached(false))
      }
      return
    }
    inFlight = nil
    noteReach(answer)
    if isReadingAhead, case .load(let request) = effect {
      isReadingAhead = false
      // What could not be read is read when somebody goes there.
      if case .done(let events) = answer {
        for case .loaded(let content, _) in events { nearby.keep(content, for: request) }
      }
      return runEffects()
    }
    switch answer {
    case .done(let events):
      for event in events { live.post(event) }
    case .refused(let effect, let error):
      // The title says it already.
      let isSaid = !effect.isAskedFor || effect == .load(state.desk.shown)
      guard error.code != .storeOutOfReach || !isSaid else { return }
      refuse(effect, error)
    }
    runEffects()
  }

  /// What ends a change does nothing else.
  private func stopWork(by keys: [Key]) -> [Key] {
    guard keys.contains(where: LongWork.isStopped) else { return keys }
    if inFlight?.isChange == true {
      stage.worker?.stop()
    } else if let effect = live.queue.giveUpChange() {
      refuse(effect, .stopped)
    } else {
      return keys
    }
    return keys.filter { !LongWork.isStopped(by: $0) }
  }

  // MARK: The tour

  private func openTour() throws(SlotError) {
    guard tour == nil else { return }
    let now = Clock.now()
    let opened = try TourStage(settings: state.desk.settings, at: now)
    var request = PeriodRequest(zoneChoice: .block, target: .now)
    request.withGuests = state.desk.names.areShown
    guard case .loaded(let content, let focus) = try opened.stage.runner.load(request, at: now)
    else { return }
    changeStage(to: opened)
    live.post(.tourOpened(content, focus))
  }

  private func closeTour() {
    changeStage(to: nil)
    live.post(.tourClosed)
  }

  private func changeStage(to next: TourStage?) {
    tour = next
    nearby = NearbyWeeks()
    live.queue.dropWhatCanWait()
    reportProgress()
  }

  /// Everything else waits until the editor has ended.
  private func edit(_ text: String) {
    terminal.pause()
    // The editor's end is waited for in a sleep that hears signals.
    Rescue.watch(false)
    defer { Rescue.watch(true) }
    let (outcome, ending) = TextEditor().edit(
      text,
      name: "metadata.json",
      terminal: terminal.inputDescriptor,
      signals: signals
    )
    terminal.resume()
    resize()
    if let ending { handle(ending) }
    switch outcome {
    case .text(let text): live.post(.editedMetadata(text))
    case .problem(let sentence): live.post(.said(sentence))
    }
  }

  private func copy(_ ids: [Slot.ID]) {
    let isSent = terminal.copy(ids.map { "\($0)" }.joined(separator: "\n"))
    let what = ids.count == 1 ? "The id \(ids[0])" : "\(ids.count) ids"
    live.post(
      .said(
        isSent
          ? "\(what) went to your terminal's clipboard, if the terminal allows that."
          : "This terminal has no clipboard that can be reached from here."
      )
    )
  }
}
