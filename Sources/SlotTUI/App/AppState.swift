import SlotDomain

/// All that the screen depends on. `update` is the only one to change it, views only read it.
struct AppState: Sendable {
  let settings: ScreenSettings
  let keyMap: KeyMap
  /// Another number whenever something other than the cursor is to be seen anew.
  private(set) var revision = 0
  /// At which moment slots have the states that are shown: that of the clock, or one of the past.
  var now: Instant {
    didSet { if now.seconds / 60 != oldValue.seconds / 60 { revision += 1 } }
  }
  /// What the clock says, also while the past is shown.
  var clock: Instant
  /// The moment whose store is wanted; nil for the present. `content` says which is shown.
  var asOf: Instant?
  var size: Size { didSet { revision += 1 } }
  /// What was read from the store last.
  var content: PeriodContent { didSet { revision += 1 } }
  var zoneChoice = ZoneChoice.block
  var week: WeekScreen
  /// Which lines are shown, where lines are.
  var lines = LinearScreen()
  /// What lies over the grid and gets the keys first.
  var overlay: Overlay? {
    didSet { if overlay != nil || oldValue != nil { revision += 1 } }
  }
  var sequence = KeySequence() { didSet { if sequence != oldValue { revision += 1 } } }
  var message: Message? { didSet { if message != oldValue { revision += 1 } } }
  /// The last search from which a match was chosen.
  var search: Search?
  var marks = Marks() { didSet { if marks != oldValue { revision += 1 } } }
  /// What `y` copied.
  var copied: SlotCopy?
  /// Copied slots that are about to be pasted.
  var plannedPaste: Paste? { didSet { if plannedPaste != oldValue { revision += 1 } } }
  /// What the form for a series would make.
  var preview: SeriesPreview? { didSet { revision += 1 } }
  /// How many plans were asked for, so that an answer can be told from a later one's.
  var plansAsked = 0
  /// The appointment that is being moved.
  var inHand: AppointmentInHand? { didSet { if inHand != oldValue { revision += 1 } } }
  /// Slots that a colleague changed a moment ago.
  var flashes: [Slot.ID: Flash] = [:] { didSet { if flashes != oldValue { revision += 1 } } }
  /// Details of the slot on which the cursor came to rest, for the panel of a wide terminal.
  var panel: SlotDetails? { didSet { if panel != oldValue { revision += 1 } } }
  /// What the month view shows, once it has been counted.
  var places: MonthPlaces? { didSet { if places != oldValue { revision += 1 } } }
  /// What the view was given, or was asked of the store for it.
  var asked: ViewRequest?
  /// How much is free in the blocks, counted when the cursor came to rest.
  var available: AvailableCounts? { didSet { if available != oldValue { revision += 1 } } }
  var availableIsStale = true
  /// Booking was refused, and what is typed can be the name that was meant for it.
  var refusedBooking: RefusedBooking?
  /// When the cursor will have rested long enough for its details to be read.
  var restsAt: Instant?
  var mouse: Mouse
  /// The guided tour, while it goes on.
  var tour: Tour? { didSet { if tour != oldValue { revision += 1 } } }
  /// The screen on the user's own store, to come back to from the tour: one or none.
  var beforeTour: [AppState] = []
  /// What the user changed last, as command lines.
  var lastCommands: [String] = []
  /// What this screen did itself: not to be announced as a colleague's.
  var ownActions: Set<SlotDomain.Action.ID> = []

  struct Size: Hashable, Sendable {
    var width: Int
    var height: Int
  }

  init(
    settings: ScreenSettings,
    keyMap: KeyMap = .standard,
    now: Instant,
    size: Size,
    content: PeriodContent,
    view: PeriodView = .week,
    focus: Focus = .now
  ) {
    self.settings = settings
    self.keyMap = keyMap
    self.now = now
    clock = now
    self.size = size
    self.content = content
    mouse = Mouse(isOn: settings.usesMouse)
    week = WeekScreen(
      content: content,
      now: now,
      rows: ScreenLayout(size, isLinear: settings.isLinear).gridRows,
      view: view,
      hours: settings.hours,
      isLinear: settings.isLinear
    )
    week.focus(on: focus, now: now)
    rest()
    bringLineIntoView()
  }

  var layout: ScreenLayout {
    ScreenLayout(
      size,
      isLinear: settings.isLinear,
      docksForm: seriesForm != nil,
      hasTour: tour != nil
    )
  }

  /// Shows another state in place of this one, which nothing drawn of this one can stand for.
  mutating func become(_ other: AppState) {
    let next = max(revision, other.revision) + 1
    self = other
    revision = next
  }

  var times: TimeFormat { TimeFormat(zone: content.zone, style: settings.timeStyle) }

  /// The clock of every form: the block's, whatever clock the screen shows. A series keeps its time on
  /// that wall, so its form can have no other one, and two forms on two clocks would be a trap.
  var formTimes: TimeFormat {
    guard zoneChoice != .block, let block = content.block else { return times }
    return TimeFormat(zone: block.zone, style: settings.timeStyle)
  }
}

/// What does not change while the screen is open.
struct ScreenSettings: Hashable, Sendable {
  /// The operating-system user.
  var actor: String
  var isReadOnly = false
  /// For a login shell: no suspend, and nothing outside the store.
  var isRestricted = false
  /// Lines below each other in place of grids and boxes, for screen readers and braille lines.
  var isLinear = false
  var firstWeekday = Weekday.monday
  var timeStyle = TimeStyle()
  /// Minutes of the wall clock between which the grid folds no row; nil folds all that are empty.
  var hours: Range<Int>?
  /// Whether the mouse is listened to, which takes the terminal's own selection away.
  var usesMouse = false
  /// Minutes of a new slot where no neighbour suggests a length.
  var slotMinutes = 30
  /// Of a new slot where no neighbour suggests one.
  var slotCapacity = 1
  /// Minutes of a lock without a number before its key.
  var lockMinutes = 15
  /// Whether a new booking block can be booked at once.
  var publishesBlocks = true
}

/// Whose clock the screen shows.
enum ZoneChoice: Hashable, Sendable, CaseIterable {
  case block
  case user
  case utc

  var next: ZoneChoice {
    switch self {
    case .block: .user
    case .user: .utc
    case .utc: .block
    }
  }
}

/// What the last key (or a colleague) did.
struct Message: Hashable, Sendable {
  enum Kind: Hashable, Sendable {
    case plain
    case success
    case error
    /// What a colleague did. The latest is what counts.
    case news
    /// What is being done: until that is over, no key but those that stop it is obeyed.
    case working
  }

  let text: String
  let kind: Kind

  init(_ text: String, _ kind: Kind = .plain) {
    self.text = text
    self.kind = kind
  }
}

/// The mark of a colleague's change.
struct Flash: Hashable, Sendable {
  static let duration = Span.seconds(4)

  let actor: String
  let end: Instant
}

/// What one look at the store gives: a week of one block, and how much is free in the others.
struct PeriodContent: Hashable, Sendable {
  /// Of the journal, so that the changes since can be asked for.
  var position: JournalPosition
  var blocks: [BookingBlock]
  /// Nil while the store has no block.
  var block: BookingBlock?
  var zone: Zone
  var firstDay: CivilDate
  var slots: [Slot]
  /// The moment as of which all this is; nil for the present.
  var asOf: Instant?
}

/// How many slots of each block can be booked in a week or a month.
struct AvailableCounts: Hashable, Sendable {
  let firstDay: CivilDate
  var days = 7
  let counts: [BookingBlock.ID: Int]
}
