import ProgramDriver
import SlotDomain

@testable import SlotTUI

// What tests ask of the state, by short names.

extension AppState {
  typealias Size = ScreenSize

  var settings: ScreenSettings { desk.settings }
  var keyMap: KeyMap { desk.keyMap }
  var now: Instant { desk.now }
  var clock: Instant { desk.clock }
  var asOf: Instant? { desk.time.asOf }
  var layout: ScreenLayout { desk.layout }
  var size: ScreenSize {
    get { desk.layout.size }
    set { desk.layout.size = newValue }
  }
  var takesText: Bool { layers.top?.takesText == true }
  var field: TextField? { layers.top?.field }
  func target(x: Int, y: Int) -> MouseTarget? { Mouse.target(x: x, y: y, self) }
  static let restingTime = Desk.restingTime
  var zoneChoice: ZoneChoice { desk.zoneChoice }
  var isChangeable: Bool { desk.isChangeable }
  var formTimes: TimeFormat { desk.formTimes }
  var lines: Scroll { scroll }
  var marksElsewhere: Int { BottomText(self).hiddenMarks.count }
  var shownPeriod: ShownPeriod { desk.sheet.period }

  var content: PeriodContent {
    get { desk.content }
    set { desk.sheet.show(newValue, now: now) }
  }
  var message: Message? {
    get { desk.line.message }
    set { desk.line.message = newValue }
  }
  var sequence: KeySequence { desk.line.sequence }
  var search: Search? { desk.selection.search }
  var marks: Marks {
    get { desk.selection.marks }
    set { desk.selection.marks = newValue }
  }
  var copied: SlotCopy? { desk.selection.copied }
  var plannedPaste: Paste? { desk.selection.planned }
  var inHand: AppointmentInHand? { desk.selection.inHand }
  var flashes: [Slot.ID: Flash] {
    get { desk.journal.flashes }
    set { desk.journal.flashes = newValue }
  }
  var ownActions: Set<SlotDomain.Action.ID> {
    get { Set(desk.journal.actions.keys) }
    set {
      desk.journal.actions = Dictionary(uniqueKeysWithValues: newValue.map { ($0, desk.clock) })
    }
  }
  var lastCommands: [String] {
    get { desk.journal.lastCommands }
    set { desk.journal.lastCommands = newValue }
  }
  var panel: SlotDetails? {
    get { desk.surroundings.panel }
    set { desk.surroundings.panel = newValue }
  }
  var restsAt: Instant? { desk.surroundings.restsAt }

  func available(in block: BookingBlock.ID) -> Int? { desk.available(in: block) }
  func places(on date: CivilDate) -> PlaceCounts? {
    (views.screen as? MonthScreen)?.places(on: date, desk)
  }
  var places: DayPlaces? { (views.screen as? MonthScreen)?.days.places }
  var preview: SeriesPreview? {
    layers.all.lazy.compactMap { $0 as? SeriesWindow }.first?.preview
  }

  func obstacle(to action: ScreenAction) -> String? { desk.obstacle(to: action) }
  mutating func reload(_ focus: Focus) -> Effect { desk.reload(focus) }
  func reloadDetails() -> [Effect] { layers.renewal(desk) }
  mutating func showPast(atWritten text: String) -> [Effect]? { desk.showPast(atWritten: text) }

  // MARK: What lies over the view

  enum Overlay: Equatable {
    case help(HelpWindow)
    case form(Form)
    case question(Question)
    case datePrompt(TextField)
    case blockPicker(BlockPicker)
    case search(SearchWindow)
    case details(DetailsWindow)
    case move(MoveWindow)
    case history(HistoryWindow)
    case occupancy(OccupancyWindow)
    case palette(PaletteWindow)
  }

  /// The topmost of what lies over the view.
  var overlay: Overlay? {
    get {
      switch layers.top {
      case let layer as HelpWindow: .help(layer)
      case let layer as any FormLayer: .form(layer.form)
      case let layer as SeriesWindow: .form(layer.form)
      case let layer as BookingForm: .form(layer.form)
      case let layer as Question: .question(layer)
      case let layer as DatePrompt: .datePrompt(layer.input)
      case let layer as BlockPicker: .blockPicker(layer)
      case let layer as SearchWindow: .search(layer)
      case let layer as DetailsWindow: .details(layer)
      case let layer as MoveWindow: .move(layer)
      case let layer as HistoryWindow: .history(layer)
      case let layer as OccupancyWindow: .occupancy(layer)
      case let layer as PaletteWindow: .palette(layer)
      default: nil
      }
    }
    set {
      let top = layers.top as? any FormLayer
      layers.closeAll()
      if case .form(let form) = newValue, var layer = top {
        layer.form = form
        layers.open(layer)
      }
    }
  }

  var booking: BookingForm? { layers.top as? BookingForm }
  var move: MoveWindow? { if case .move(let window) = overlay { window } else { nil } }
  var form: Form? { if case .form(let form) = overlay { form } else { nil } }
  var question: Question? { if case .question(let question) = overlay { question } else { nil } }
  var details: DetailsWindow? { if case .details(let screen) = overlay { screen } else { nil } }

  // MARK: The view

  /// The week, its cursor, and what the views make of both.
  struct Week {
    let state: AppState
    private var sheet: Sheet { state.desk.sheet }

    struct Cursor: Equatable {
      let day: Int
      let position: Int
      let slot: Slot.ID?
    }

    var view: PeriodView { state.views.shown }
    var slots: [Slot] { sheet.slots }
    var faces: [SlotFace] { sheet.faces }
    var layout: WeekLayout { sheet.layout }
    var filter: SlotFilter { sheet.filter }
    var firstDay: CivilDate { sheet.content.firstDay }
    var cursor: Cursor {
      Cursor(day: sheet.day, position: sheet.cursor.position, slot: sheet.cursor.slot)
    }
    var row: Int { sheet.row }
    var top: Int { sheet.top }
    var revision: Int { sheet.revision }
    var rowsShown: Int { sheet.wishes.height }
    var planned: [TimeRange] { sheet.wishes.planned }
    var chosenStep: Int? { sheet.wishes.step }
    var focusedSlot: Slot? { sheet.focusedSlot }
    var focusedInstant: Instant? { sheet.focusedInstant }
    var focusedMoment: Instant { sheet.focusedMoment }
    var focusedDate: CivilDate { sheet.cursor.date }
    var shownSlots: [Slot] { sheet.shownSlots }
    var isBesideRead: Bool { sheet.isBesideRead }
    var blocks: (request: BlockDay.Request?, columns: [Neighbours.Column]) {
      (sheet.wishes.others?.request, (state.views.screen as? GridScreen)?.neighbours.columns ?? [])
    }
    var blockColumns: [(column: GridColumn, segments: [WeekLayout.Segment])] {
      ((state.views.screen as? GridScreen)?.gridColumns(sheet) ?? []).map { ($0, $0.segments) }
    }
    var agenda: (sorting: AgendaColumn, isDescending: Bool, order: [Int], top: Int) {
      let agenda = state.views.screen as? AgendaScreen ?? AgendaScreen()
      return (agenda.sorting, agenda.isDescending, agenda.order, agenda.scroll.top)
    }
  }

  var week: Week { Week(state: self) }
}

extension WeekLayout {
  init(slots: [Slot], firstDay: CivilDate, zone: Zone, height: Int) {
    let content = PeriodContent(
      position: 0,
      blocks: [],
      zone: zone,
      firstDay: firstDay,
      slots: slots
    )
    self.init(content, Wishes(height: height))
  }
}
