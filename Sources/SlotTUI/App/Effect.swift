import SlotDomain

/// Something to do for which the screen needs the world.
enum Effect: Hashable, Sendable {
  case load(PeriodRequest)
  /// How much is free in a week, or so many days, in each block.
  case countAvailable(CivilDate, Zone, days: Int = 7)
  /// For the blocks view.
  case loadDay(BlockDay.Request)
  /// For the month view.
  case countPlaces(MonthPlaces.Request)
  /// The slots of a block that start in a stretch of time, to be marked.
  case find(BookingBlock.ID, TimeRange, asOf: Instant? = nil)
  /// One step of a search. It waits until no key does, and a newer one takes its place.
  case search(SearchQuery, from: SearchPosition)
  case loadDetails(Slot.ID, DetailsUse)
  /// The same, as it was at a moment.
  case loadPastDetails(Slot.ID, DetailsUse, Instant)
  case tallyOccupancy(OccupancyRequest)
  case readChanges(since: JournalPosition)
  case perform(SlotDomain.Operation)
  /// What would come of copied slots on another day.
  case planPaste(Paste)
  /// One step of planning what a form would make. It waits until no key does, and a newer one takes its
  /// place.
  case surveySeries(SeriesPreview.Request)
  /// A lock's key is random, so it is made where the effect is run.
  case lock([Slot.ID], until: Instant)
  case loadSampleData
  case undo
  case redo
  /// To sample data in a store of their own, for the tour, and back.
  case openTour
  case closeTour
  /// What a colleague does, as far as the tour is concerned.
  case actAsColleague(SlotDomain.Operation)
  /// Metadata as JSON, in the user's editor.
  case editMetadata(String)
  /// To the clipboard of the user's own terminal.
  case copy([Slot.ID])
  /// Has the terminal tell what the mouse does, or no longer.
  case listenToMouse(Bool)
  case redraw
  case suspend
  case quit

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
    default: nil
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
