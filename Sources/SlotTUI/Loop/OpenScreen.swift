import Glibc
import SlotCommands
import SlotDomain
import TerminalKit

/// Opens the screen and returns when the user leaves it.
///
/// - Throws: `.badRequest` E013 when there is no terminal that can show it, or a date is none; what
///   opening the store and finding the block throw.
func openScreen(_ options: OpenOptions) throws(SlotError) -> Int32 {
  guard isatty(STDIN_FILENO) != 0, isatty(STDOUT_FILENO) != 0 else {
    throw .badRequest("\(TerminalError.notATerminal)")
  }
  if options.isRestricted { ServerAddress.forgetEnvironment() }
  let (store, isReadOnly) = try openStore(options)
  let now = Clock.now()
  var settings = ScreenSettings(actor: store.actor)
  settings.db = options.isRestricted ? nil : options.db
  settings.isReadOnly = isReadOnly
  settings.isRestricted = options.isRestricted
  if settings.isRestricted { CoreDumps.forbid() }
  let (configuration, complaint) = readConfiguration()
  settings.adopt(configuration)
  settings.isLinear = options.isLinear || configuration.isLinear
  if options.hidesNames { settings.showsNames = false }
  let runner = EffectRunner(store: store, settings: settings)
  let feed = try store.watch()
  let path = absolute(options.path)
  // A restricted login reaches no file but the store.
  let lastBlock = options.block == nil && !settings.isRestricted ? LastBlocks()[path] : nil
  let request = try firstRequest(options, lastBlock, settings, store, now: now)
  guard case .loaded(let content, let focus) = try runner.load(request, at: now) else { return 0 }

  // Before the terminal is taken over, so that no signal can leave it as it is then.
  let signals = Signals()
  let terminal = try openTerminal(options, configuration, signals)
  defer { terminal.close() }
  if settings.usesMouse { settings.usesMouse = terminal.listen(toMouse: true) }
  let size = ScreenSize(width: terminal.size.width, height: terminal.size.height)
  var state = AppState(
    settings: settings,
    keyMap: configuration.keyMap,
    now: now,
    size: size,
    content: content,
    view: options.view ?? configuration.view,
    focus: focus
  )
  let notices = [terminal.notice, complaint, store.clockRemark].compactMap { $0 }.joined(
    separator: " "
  )
  if !notices.isEmpty { state.desk.say(notices, complaint == nil ? .plain : .error) }
  // A restricted login reaches no file but the store.
  let lastSeen = settings.isRestricted ? nil : LastSeen()[path]
  let loop = EventLoop(
    terminal: terminal,
    signals: signals,
    feed: feed,
    runner: runner,
    state: state,
    first: lastSeen.map { [.readSince($0)] } ?? []
  )
  let status = loop.run()
  if !settings.isReadOnly, !settings.isRestricted, loop.block != content.block?.id {
    var blocks = LastBlocks()
    blocks[path] = loop.block
    blocks.write()
  }
  if !settings.isReadOnly, !settings.isRestricted {
    var seen = LastSeen()
    seen[path] = Clock.now()
    seen.write()
  }
  return status
}

/// What means the same in another folder: a path from the root on, or the servers.
private func absolute(_ path: String) -> String {
  if case .server(let address)? = try? StoreAddress(path) { return address.place }
  guard !path.begins(with: "/"), let folder = getcwd(nil, 0) else { return path }
  defer { free(folder) }
  return String(cString: folder) + "/" + path
}

/// The user's configuration, and what is to be said of it. None is so wrong that the screen stays shut.
private func readConfiguration() -> (Configuration, complaint: String?) {
  do {
    let (configuration, problems) = try ConfigurationFile.read()
    return (configuration, problems.summary)
  } catch {
    return (Configuration(), "\(error.code.rawValue): \(error.message(in: .utc))")
  }
}

/// A store that this user may not write is opened for reading.
private func openStore(
  _ options: OpenOptions
) throws(SlotError) -> (store: any SlotStore, isReadOnly: Bool) {
  var store = StoreOptions.storeOptions
  let address = try StoreAddress(options.path)
  // The loop waits for a busy store itself, and obeys keys meanwhile.
  store.busyTimeout = 50
  var isReadOnly = options.isReadOnly
  let opened = try StoreOptions.connect(to: address) { () throws(SlotError) in
    if !isReadOnly {
      do throws(SlotError) {
        return try address.open(store)
      } catch {
        guard error.code == .readOnly else { throw error }
        isReadOnly = true
      }
    }
    store.access = .readOnly
    return try address.open(store)
  }
  return (opened, isReadOnly)
}

private func firstRequest(
  _ options: OpenOptions,
  _ lastBlock: BookingBlock.ID?,
  _ settings: ScreenSettings,
  _ store: any SlotStore,
  now: Instant
) throws(SlotError) -> PeriodRequest {
  var request = PeriodRequest(block: lastBlock, zoneChoice: .block, target: .now)
  request.withGuests = settings.showsNames
  var zone = Zone.utc
  if let reference = options.block {
    let block = try References(store: store, blocks: BlockDirectory(store)).block(reference)
    request.block = block.id
    zone = block.zone
  } else if options.date != nil {
    let blocks = try store.blocks()
    zone = (blocks.first { $0.id == lastBlock } ?? blocks.first)?.zone ?? zone
  }
  if let text = options.date {
    let order = settings.timeStyle.dateOrder
    do {
      request.target = .date(try WrittenDate.read(text, today: zone.date(now), order: order))
    } catch {
      throw .invalidDate(.noDay(text, error))
    }
  }
  return request
}

private func openTerminal(
  _ options: OpenOptions,
  _ configuration: Configuration,
  _ signals: Signals
) throws(SlotError) -> CursesTerminal {
  var terminal = CursesTerminal.Options()
  terminal.isASCII = options.isASCII || configuration.isASCII
  terminal.background = configuration.background
  if let colors = configuration.colors { terminal.colors = colors }
  terminal.interruption = signals.descriptor
  do {
    return try CursesTerminal(options: terminal)
  } catch {
    throw .badRequest("\(error)")
  }
}
