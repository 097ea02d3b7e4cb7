import SlotDomain

/// All that the screen depends on. `update` is the only one to change it, drawing only reads it.
struct AppState: Sendable {
  var desk: Desk
  var views: ViewShelf
  var layers = LayerStack()
  var mouse: Mouse
  /// What the last key that was not for a window did.
  var lastAction: ScreenAction?
  /// Which lines are shown, where lines take the place of grids.
  private(set) var scroll = Scroll()
  private var store = ShownStore.own
  /// Another number whenever something other than the cursor is to be seen anew.
  private(set) var revision = 0

  /// Whose store is shown.
  private indirect enum ShownStore: Sendable {
    case own
    /// The tour's. Behind it the screen on the user's own, to come back to.
    case tour(Tour, behind: AppState)
  }

  init(
    settings: ScreenSettings,
    keyMap: KeyMap = .standard,
    now: Instant,
    size: ScreenSize,
    content: PeriodContent,
    view: PeriodView = .week,
    focus: Focus = .now
  ) {
    var layout = ScreenLayout(size, isLinear: settings.isLinear)
    layout.makeRoom(for: content.blocks)
    let wishes = WeekLayout.Wishes(height: layout.gridRows, hours: settings.hours)
    views = ViewShelf(view)
    let manner = views.screen.manner(isLinear: settings.isLinear)
    desk = Desk(
      settings: settings,
      keyMap: keyMap,
      names: Names(areShown: settings.showsNames),
      time: ScreenTime(clock: now),
      layout: layout,
      sheet: Sheet(content, manner, wishes, now: now),
      journal: OwnJournal(start: now)
    )
    mouse = Mouse(isOn: settings.usesMouse)
    desk.sheet.focus(on: focus, now: now)
    desk.rest()
    settle(isMoving: true)
  }

  /// What view and windows have left to do after an event.
  ///
  /// - Parameter isMoving: Whether another week is on its way.
  @discardableResult
  mutating func settle(isMoving: Bool = false) -> [Effect] {
    let effects = layers.settle(&desk)
    if desk.marks.isEmpty {
      desk.selection.marksSeen = nil
    } else if desk.selection.marksSeen == nil {
      desk.selection.marksSeen = desk.content.position
    }
    desk.layout.docksForm = layers.isDocked
    desk.layout.isCovered = !layers.isEmpty
    desk.layout.hasTour = tour != nil
    desk.sheet.resize(rows: desk.layout.gridRows)
    desk.sheet.plan(planned)
    let lacking = views.settle(desk, canAsk: !isMoving)
    if desk.layout.isLinear, desk.content.block != nil {
      scroll.bringIntoView(views.screen.lines(desk), in: desk.layout.body)
    }
    return effects + lacking
  }

  /// What would be made, where the view can show it.
  private var planned: [TimeRange] {
    guard !layers.isEmpty || desk.selection.planned != nil else { return [] }
    let range = desk.sheet.rangeInSight
    if let ranges = layers.planned(in: range, desk) { return ranges }
    guard let paste = desk.selection.planned, paste.block == desk.content.block?.id else {
      return []
    }
    return paste.plan?.created.map(\.range).filter(range.overlaps) ?? []
  }

  /// The next picture is drawn from its beginning: nothing that is kept of the last one is used.
  mutating func showAnew() { revision += 1 }

  // MARK: The tour

  var tour: Tour? { if case .tour(let tour, _) = store { tour } else { nil } }

  /// Tells the tour, while there is one, what has been done.
  mutating func tellTour(_ body: (inout Tour, Desk) -> Void) {
    guard case .tour(var tour, let own) = store else { return }
    body(&tour, desk)
    store = .tour(tour, behind: own)
  }

  /// The block of the user's own store that is shown, or that a tour comes back to.
  var ownBlock: BookingBlock.ID? {
    if case .tour(_, let own) = store { own.ownBlock } else { desk.content.block?.id }
  }

  /// The sample data can be changed, whatever the user's own store allows.
  mutating func beginTour(_ content: PeriodContent, _ focus: Focus) {
    var settings = desk.settings
    settings.isReadOnly = false
    var state = AppState(
      settings: settings,
      keyMap: desk.keyMap,
      now: desk.clock,
      size: desk.layout.size,
      content: content,
      focus: focus
    )
    state.mouse = mouse
    state.desk.names = desk.names
    state.store = .tour(Tour(), behind: self)
    replace(with: state)
  }

  /// Everything is as it was left, but for what has happened to the terminal and the store meanwhile.
  mutating func endTour() -> [Effect] {
    guard case .tour(_, var state) = store else { return [] }
    state.desk.time.clock = desk.clock
    state.desk.layout.size = desk.layout.size
    state.mouse = mouse
    state.desk.names = desk.names
    let ways = desk.keyMap.keyName(.palette) + ScreenAction.tour.name
    state.desk.say("The tour is over and its data are gone. \(ways) starts it again.")
    replace(with: state)
    desk.rest()
    return [.readChanges(since: desk.content.position), desk.reload()]
  }

  /// Nothing drawn of this state can stand for the other one.
  private mutating func replace(with other: AppState) {
    let next = max(revision, other.revision) + 1
    self = other
    revision = next
  }
}
