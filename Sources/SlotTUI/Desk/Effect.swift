import SlotDomain

/// Something to do for which the screen needs the world.
enum Effect: Hashable, Sendable {
  case load(PeriodRequest)
  /// What is free around the view.
  case readOutlook(OutlookRequest)
  /// For the blocks view.
  case loadDay(BlockDay.Request)
  /// For views that count days.
  case countPlaces(DayPlaces.Request)
  /// The slots of a block that start in a stretch of time, to be marked.
  case find(BookingBlock.ID, TimeRange, asOf: Instant? = nil)
  /// Marked slots as they are by now, before something is done to them.
  case lookAgain([Slot.ID], before: Step.Act)
  /// One step of a search. It waits until no key does, and a newer one takes its place.
  case search(SearchQuery, from: SearchPosition)
  /// To the available slot that many after or before a place in time, of whichever block.
  case goToAvailable(AvailableWalk)
  /// One step of looking for free places. It waits until no key does, and a newer one takes its place.
  case findPlaces(FreePlaceQuery, from: Instant)
  /// To the first free place, for whoever does not wait for a list of them.
  case goToPlace(FreePlaceQuery, ZoneChoice, withGuests: Bool)
  case loadDetails(Slot.ID, DetailsUse, asOf: Instant? = nil)
  /// Who loses a place when slots are closed.
  case askToClose(Closing)
  /// One step of looking for the next free place. It waits until no key does, and a newer one takes its
  /// place.
  case findPlace(PlaceWish, from: Instant)
  /// One step of looking for people known from earlier appointments; the same.
  case findPeople(SearchQuery, from: SearchPosition)
  /// Which other appointments somebody has in a stretch of time.
  case findEngagements(Person, TimeRange)
  /// Where an appointment can be moved to.
  case findPlacesToMove(Appointment.ID)
  /// The days that a calendar's file closes.
  case readHolidays(HolidayRequest)
  /// How the slots of a block recurred last time.
  case findPattern(BookingBlock.ID)
  /// Which slots touch the whole days of a calendar's file, and who has places in them.
  case findSlotsToClose(HolidayClosing)
  /// For a reason, as one action.
  case close([Slot.ID], reason: String?)
  case tallyOccupancy(OccupancyRequest)
  /// Whose place serves them no longer: at most so many.
  case readTray(limit: Int)
  case readActivity(HistoryQuery)
  case readDaySheet(DaySheetRequest)
  /// What others have done since a moment. Nobody waits for it.
  case readSince(Instant)
  case readChanges(since: JournalPosition)
  case perform(Operation)
  /// What would come of copied slots on another day.
  case planPaste(Paste)
  /// One step of planning what a form would make. It waits until no key does, and a newer one takes its
  /// place.
  case surveySeries(SeriesPlanning)
  /// A lock's key is random, so it is made where the effect is run.
  case lock([Slot.ID], until: Instant)
  case loadSampleData
  /// Finds out what would be taken back: what was done long ago is asked about first.
  case undo
  case takeBack(Action.ID)
  case redo
  /// To sample data in a store of their own, for the tour, and back.
  case openTour
  case closeTour
  /// What a colleague does, as far as the tour is concerned.
  case actAsColleague(Operation)
  /// Metadata as JSON, in the user's editor.
  case editMetadata(String)
  /// To the clipboard of the user's own terminal.
  case copy([Slot.ID])
  /// Has the terminal tell what the mouse does, or no longer.
  case listenToMouse(Bool)
  case redraw
  case suspend
  case quit

  /// How it is run, and who waits for it.
  private enum Kind: Hashable {
    /// It changes the store.
    case change
    /// It brings another week, or another look at this one.
    case load
    /// Read by the way.
    case byTheWay
    /// The same, only while nothing else is to do.
    case idle(IdleWork)
    /// What somebody's key wants.
    case other
  }

  /// What is done only while nothing else is to do; a newer effect of one kind takes the older's place.
  enum IdleWork: Hashable, Sendable {
    case search
    case survey
    case place
    case people
    case places
    case since
    case outlook
  }

  private var kind: Kind {
    switch self {
    case .perform, .lock, .close, .loadSampleData, .takeBack, .redo: .change
    case .load, .goToAvailable, .goToPlace: .load
    case .readChanges: .byTheWay
    case .search: .idle(.search)
    case .surveySeries: .idle(.survey)
    case .readOutlook: .idle(.outlook)
    case .findPlace: .idle(.place)
    case .findPeople: .idle(.people)
    case .findPlaces: .idle(.places)
    case .readSince: .idle(.since)
    case .loadDay, .countPlaces, .find, .lookAgain, .loadDetails, .askToClose, .findEngagements,
      .findPlacesToMove, .readHolidays, .findPattern, .findSlotsToClose, .tallyOccupancy, .readTray,
      .readActivity, .readDaySheet, .planPaste, .undo, .openTour, .closeTour, .actAsColleague,
      .editMetadata, .copy, .listenToMouse, .redraw, .suspend, .quit:
      .other
    }
  }

  /// Whether it changes the store.
  var isChange: Bool { kind == .change }

  /// Whether it brings another week, or another look at this one.
  var isLoad: Bool { kind == .load }

  /// Whether it reads what is shown, and so tells whether the store is there.
  var looksAtStore: Bool { kind == .load || kind == .byTheWay }

  /// Whether it is what somebody's key wants, and not read by the way.
  var isAskedFor: Bool {
    switch kind {
    case .change, .load, .other: !isUnseen
    case .byTheWay, .idle: false
    }
  }

  /// The picture comes first, and the next key later.
  var isUnseen: Bool { if case .load(let request) = self { request.isUnseen } else { false } }

  /// Nil for what is done at once.
  var idleWork: IdleWork? { if case .idle(let work) = kind { work } else { nil } }
}

/// Which week of which block to show.
struct PeriodRequest: Hashable, Sendable {
  enum Target: Hashable, Sendable {
    /// The slot of now, or the next one, or else today.
    case now
    /// The week of a date; the first slot of that day gets the focus.
    case date(CivilDate)
    /// The week of a date; the cursor stays.
    case week(CivilDate)
    /// The week of a moment, on which the cursor is put.
    case moment(Instant)
    /// The week of the slot that many after or before a moment, which gets the focus: the furthest where
    /// there are fewer. With a condition, of those for which it holds.
    case neighbour(SearchDirection, Instant, where: SlotCondition? = nil, count: Int = 1)
    /// The week of the slot that many available ones after or before a moment, which gets the focus.
    case available(SearchDirection, Instant, count: Int)
    /// The week of a slot, which gets the focus.
    case slot(Slot.ID)
  }

  /// Nil: the first one.
  var block: BookingBlock.ID?
  var zoneChoice: ZoneChoice
  var target: Target
  /// Nil: as it is.
  var asOf: Instant?
  /// Nothing of it shows: the picture need not wait for it.
  var isUnseen = false
  /// Whether to read who has the places, too.
  var withGuests = true
}

/// From available slot to available slot of all blocks, in order of time; of those that start together in
/// the order in which the blocks stand side by side.
struct AvailableWalk: Hashable, Sendable {
  var direction: SearchDirection
  var moment: Instant
  /// Where it begins.
  var block: BookingBlock.ID
  var count: Int
  var zoneChoice: ZoneChoice
  /// Nil: as it is.
  var asOf: Instant?
  /// Whether to read who has the places, too.
  var withGuests = true
}

/// Slots that are about to be closed, and whom that leaves without a place.
struct Closing: Hashable, Sendable {
  /// How many people are named.
  static let mostNames = 20

  let slots: [Slot.ID]
  /// Those that are not over yet: who comes to one of them loses a place.
  let slotsToCome: [Slot.ID]
  /// In their stead all of a block, which becomes a draft.
  var block: BookingBlock?
  /// Nil until the store was asked.
  var people: Int?
  /// The first of them.
  var names: [String] = []

  /// What closes them.
  var effect: Effect {
    .perform(
      block.map { .setBlockStatus([$0.id], .draft) } ?? .changeSlots(slots, .setStatus(.disabled))
    )
  }
}

/// What a block offers on some days in a row.
struct DayPlaces: Hashable, Sendable {
  struct Request: Hashable, Sendable {
    var block: BookingBlock.ID
    var zone: Zone
    var firstDay: CivilDate
    var days: Int
    /// Nil: as it is.
    var asOf: Instant?

    var dates: [CivilDate] { (0..<days).map { firstDay.adding(days: $0) } }
  }

  let request: Request
  let days: [PlaceCounts]

  /// Nil for a day that was not counted.
  func counts(on date: CivilDate) -> PlaceCounts? {
    let index = date.dayNumber - request.firstDay.dayNumber
    return days.indices.contains(index) ? days[index] : nil
  }
}

/// Around what the view's outlook is read.
struct OutlookRequest: Hashable, Sendable {
  /// Whose next free place it is; nil where there is no block.
  var block: BookingBlock.ID?
  /// By the clock that is shown.
  var today: TimeRange
  /// In which free places are counted, besides today.
  var period: TimeRange
}

/// What is to be counted: the slots that begin in a period, of all blocks.
struct OccupancyRequest: Hashable, Sendable {
  var period: ShownPeriod
  /// Where its days begin and end.
  var zone: Zone
  /// Nil: as it is.
  var asOf: Instant?
}

/// The sheet of a day.
struct DaySheetRequest: Hashable, Sendable {
  /// As each block's own calendar has it.
  var date: CivilDate
  /// Nil: all of them.
  var block: BookingBlock.ID?
  /// Nil: as it is.
  var asOf: Instant?
}

/// A part of the tray.
struct TrayPart: Hashable, Sendable {
  let rows: [TrayRow]
  /// In all.
  let total: Int
}

/// What was counted.
struct OccupancyReport: Hashable, Sendable {
  let request: OccupancyRequest
  /// All there are, also those without a slot in the period.
  let blocks: [BookingBlock]
  var occupancy = Occupancy()
  /// Of blocks whose clock this machine cannot read.
  var warnings: [String] = []
}

/// One step of finding out what a pattern would make. Its number tells it from those that what was typed
/// since has overtaken.
struct SeriesPlanning: Hashable, Sendable {
  let number: Int
  let survey: SeriesSurvey
  let position: SeriesSurvey.Position
}

/// What a slot's details are read for.
enum DetailsUse: Hashable, Sendable {
  /// The user asked for them.
  case overlay
  /// The same, for somebody who has a place in it.
  case person(Appointment.ID)
  /// Who did what to it.
  case history
  /// The panel beside the grid.
  case panel
}

/// A place that somebody looks for in a block.
struct PlaceWish: Hashable, Sendable {
  let block: BookingBlock.ID
  /// Where slots start at the earliest.
  let after: Instant
  /// How many must be free in one slot.
  let places: Int

  var query: FreePlaceQuery {
    var query = FreePlaceQuery(from: after)
    (query.blocks, query.places) = ([block], places)
    return query
  }
}

/// Whole days of a calendar's file, as far as they fall into a stretch of days.
struct HolidayRequest: Hashable, Sendable {
  let path: String
  let days: ClosedRange<CivilDate>
}

/// A calendar whose whole days are to close slots: of one block, or of all.
struct HolidayClosing: Hashable, Sendable {
  /// Slots, and whom it leaves without a place.
  struct Part: Hashable, Sendable {
    var slots: [Slot.ID] = []
    var people = 0
    /// The first of them.
    var names: [String] = []
  }

  let path: String
  /// The one that is shown.
  let block: BookingBlock.ID
  /// What the events are called that close a slot of it, and one of any block; nil where they have no names.
  var reason: String?
  var reasonOfAll: String?
  var own = Part()
  var all = Part()
}
