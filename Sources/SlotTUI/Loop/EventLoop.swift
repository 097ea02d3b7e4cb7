import SlotDomain
import TerminalKit

/// Waits, updates, runs effects, draws: everything that happens on the screen passes here.
///
/// It sleeps in one `ppoll` on keys, signals and the store's files until the next moment at which
/// something on the screen changes by itself.
final class EventLoop {
  /// A busy store is tried again for so long before that is an error (SPEC §4).
  private static let patience = Span.seconds(5)
  /// More keys in one read than fingers type.
  private static let burstLimit = 20

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
    state: AppState
  ) {
    self.terminal = terminal
    self.signals = signals
    home = Stage(runner: runner, feed: feed)
    picture = Picture(state.desk.layout.size, terminal.glyphs)
    var state = state
    let effects = state.settle()
    live = LiveState(state, effects)
    reportProgress()
  }

  /// The one of the user's own store that is shown, or that a tour comes back to.
  var block: BookingBlock.ID? { state.ownBlock }

  private var state: AppState { live.state }
  private var stage: Stage { tour?.stage ?? home }
  private var feed: any ChangeFeed { stage.feed }

  private func reportProgress() {
    stage.runner.onProgress = { [unowned self] in report($0) }
  }

  /// Returns the exit status when the user leaves, the connection drops or a signal ends it.
  func run() -> Int32 {
    defer { tour = nil }
    while true {
      runEffects()
      if let status = ending.status { return leave(status) }
      draw()
      let outcome = sleep()
      handleSignals()
      followStore(isTouched: outcome.ready.contains(feed.fileDescriptor))
      runUnseenEffects()
      handleKeys()
      if terminal.isGone { return leave(0) }
      let isTimeOver = outcome == Poller.Outcome() && !live.queue.isAnyIdle
      runIdleEffects(unless: outcome)
      if isTimeOver || state.nextChange <= Clock.now() { live.post(.tick) }
    }
  }

  /// Whatever ends the program is heard while it sleeps. Otherwise it is heard between two keys or two
  /// effects; and where that takes long, `Rescue` sees to it.
  private func sleep() -> Poller.Outcome {
    Rescue.watch(false)
    defer { Rescue.watch(true) }
    return Poller.wait(on: descriptors, milliseconds: timeout)
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
    [terminal.inputDescriptor, signals.descriptor, feed.fileDescriptor].filter { $0 >= 0 }
  }

  /// Milliseconds until something is due.
  private var timeout: Int {
    // The terminal gets the processor first, to show the picture.
    if live.queue.isAnyUnseen { return 1 }
    if live.queue.isAnyIdle { return 0 }
    let now = Clock.now()
    var wait = max(0, Int((state.nextChange - now).milliseconds)) + 1
    if !waitingKeys.isEmpty { return 0 }
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
    case .hangUp: ending.status = 129
    case .terminate: ending.status = 143
    case .interrupt: ending.status = 130
    case .stop: terminal.suspend()
    case .resume: terminal.resume()
    }
  }

  private func handleKeys() {
    var keys = (waitingKeys + terminal.readKeys())[...]
    waitingKeys = []
    let isBurst = keys.count(where: { !$0.isMouse }) > Self.burstLimit
    // What follows the Enter that ends a text is looked at anew.
    var wasText = true
    while !keys.isEmpty, !isEnding() {
      let isText = state.layers.top?.takesText == true
      if isBurst, wasText, !isText, !keys.allSatisfy(state.isHarmless) { return live.post(.burst) }
      wasText = isText
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
      do {
        try run(effect)
      } catch {
        guard error == .storeBusy, Clock.uptime() < deadline else {
          live.post(.refused(error))
          continue
        }
        live.queue.postpone(effect, until: deadline)
        live.post(.waiting)
      }
    }
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
    guard outcome == Poller.Outcome() else { return }
    let end = Clock.uptime() + Self.idleSlice
    while !live.queue.isAnyDue, Clock.uptime() < end {
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
    case .load, .countAvailable, .loadDay, .countPlaces, .find, .search, .loadDetails,
      .tallyOccupancy, .readChanges, .perform, .planPaste, .surveySeries, .lock, .loadSampleData,
      .undo, .redo:
      let now = Clock.now()
      work = LongWork(start: now)
      try live.run(effect, by: stage.runner, at: now)
    }
  }

  // MARK: The tour

  private func openTour() throws(SlotError) {
    guard tour == nil else { return }
    let now = Clock.now()
    let opened = try TourStage(settings: state.desk.settings, at: now)
    let request = PeriodRequest(zoneChoice: .block, target: .now)
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
