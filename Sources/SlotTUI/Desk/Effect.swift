import SlotDomain

/// Something to do for which the screen needs the world.
enum Effect: Hashable, Sendable {
  case load(PeriodRequest)
  /// How much is free in a week, or so many days, in each block.
  case countAvailable(CivilDate, Zone, days: Int = 7)
  /// For the blocks view.
  case loadDay(BlockDay.Request)
  /// For views that count days.
  case countPlaces(DayPlaces.Request)
  /// The slots of a block that start in a stretch of time, to be marked.
  case find(BookingBlock.ID, TimeRange, asOf: Instant? = nil)
  /// One step of a search. It waits until no key does, and a newer one takes its place.
  case search(SearchQuery, from: SearchPosition)
  case loadDetails(Slot.ID, DetailsUse, asOf: Instant? = nil)
  case tallyOccupancy(OccupancyRequest)
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
  case undo
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

  /// Whether it brings another week, or another look at this one.
  var isLoad: Bool { if case .load = self { true } else { false } }

  /// The picture comes first, and the next key later.
  var isUnseen: Bool { if case .load(let request) = self { request.isUnseen } else { false } }

  /// What is done only while nothing else is to do; a newer effect of one kind takes the older's place.
  enum IdleWork: Hashable, Sendable {
    case search
    case survey
  }

  /// Nil for what is done at once.
  var idleWork: IdleWork? {
    switch self {
    case .search: .search
    case .surveySeries: .survey
    case .load, .countAvailable, .loadDay, .countPlaces, .find, .loadDetails, .tallyOccupancy,
      .readChanges, .perform, .planPaste, .lock, .loadSampleData, .undo, .redo, .openTour,
      .closeTour, .actAsColleague, .editMetadata, .copy, .listenToMouse, .redraw, .suspend, .quit:
      nil
    }
  }
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

/// What is to be counted: the slots that begin in a period, of all blocks.
struct OccupancyRequest: Hashable, Sendable {
  var period: ShownPeriod
  /// Where its days begin and end.
  var zone: Zone
  /// Nil: as it is.
  var asOf: Instant?
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
  /// Who did what to it.
  case history
  /// The panel beside the grid.
  case panel
}
