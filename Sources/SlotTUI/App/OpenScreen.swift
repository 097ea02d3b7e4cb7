import Glibc
import SlotDomain

/// Opens the screen and returns when the user leaves it.
///
/// - Throws: `.badRequest` E013 when there is no terminal that can show it, or a date is none; what
///   opening the store and finding the block throw.
func openScreen(_ options: OpenOptions) throws(SlotError) -> Int32 {
  guard isatty(STDIN_FILENO) != 0, isatty(STDOUT_FILENO) != 0 else {
    throw .badRequest("\(TerminalError.notATerminal)")
  }
  let (store, isReadOnly) = try openStore(options)
  let now = Clock.now()
  var settings = ScreenSettings(actor: SystemUser.name)
  settings.isReadOnly = isReadOnly
  settings.isRestricted = options.isRestricted
  let runner = EffectRunner(store: store, settings: settings)
  let feed = try store.watch()
  let request = try firstRequest(options, store, now: now)
  guard case .loaded(let content, let focus) = try runner.load(request, at: now) else { return 0 }

  // Before the terminal is taken over, so that no signal can leave it as it is then.
  let signals = Signals()
  let terminal = try openTerminal(options)
  defer { terminal.close() }
  let size = AppState.Size(width: terminal.size.width, height: terminal.size.height)
  var state = AppState(
    settings: settings,
    now: now,
    size: size,
    content: content,
    view: options.view,
    focus: focus
  )
  state.message = terminal.notice.map { Message($0) }
  return EventLoop(
    terminal: terminal,
    signals: signals,
    feed: feed,
    runner: runner,
    state: state
  ).run()
}

/// A store that this user may not write is opened for reading.
private func openStore(
  _ options: OpenOptions
) throws(SlotError) -> (store: SQLiteStore, isReadOnly: Bool) {
  var store = StoreOptions.storeOptions
  // The loop waits for a busy store itself, and obeys keys meanwhile.
  store.busyTimeout = 50
  if !options.isReadOnly {
    do {
      return (try SQLiteStore(path: options.path, options: store), false)
    } catch {
      guard error == .readOnly else { throw error }
    }
  }
  store.access = .readOnly
  return (try SQLiteStore(path: options.path, options: store), true)
}

private func firstRequest(
  _ options: OpenOptions,
  _ store: any SlotStore,
  now: Instant
) throws(SlotError) -> PeriodRequest {
  var request = PeriodRequest(block: nil, zoneChoice: .block, target: .now)
  var zone = Zone.utc
  if let reference = options.block {
    let block = try References(store: store, blocks: BlockDirectory(store)).block(reference)
    request.block = block.id
    zone = block.zone
  } else if options.date != nil, let first = try store.blocks().first {
    zone = first.zone
  }
  if let text = options.date {
    guard let date = WrittenDate.parse(text, today: zone.date(now)) else {
      throw .badRequest("\"\(text)\" is no date. \(WrittenDate.remedy)")
    }
    request.target = .date(date)
  }
  return request
}

private func openTerminal(_ options: OpenOptions) throws(SlotError) -> CursesTerminal {
  var terminal = CursesTerminal.Options()
  terminal.isASCII = options.isASCII
  do {
    return try CursesTerminal(options: terminal)
  } catch {
    throw .badRequest("\(error)")
  }
}
