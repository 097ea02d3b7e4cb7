import SlotDomain
import TerminalKit

/// Something that happened: to the keyboard, the clock, the terminal or the store.
enum Event: Hashable, Sendable {
  case key(Key)
  /// More characters in one read than fingers type, without the marks of a paste.
  case burst
  case resized(ScreenSize)
  /// Nothing but time passed.
  case tick
  case loaded(PeriodContent, Focus)
  case outlookRead(OutlookRequest, Outlook)
  case dayLoaded(BlockDay)
  case placesCounted(DayPlaces)
  /// Slots that were asked for to be marked.
  case found([Slot])
  /// Those marked slots that are there, as they are, before something is done to them.
  case lookedAgain([Slot], before: Step.Act)
  /// A step of a search from a position on.
  case searched(SearchQuery, from: SearchPosition, SearchStep)
  /// A step of looking for free places from a position on.
  case placesFound(FreePlaceQuery, from: Instant, FreePlaceStep)
  case detailsLoaded(SlotDetails, DetailsUse)
  /// Who would lose a place.
  case closingAsked(Closing)
  /// A step of looking for a free place.
  case placeSought(PlaceWish, FreePlaceStep)
  /// A step of looking for known people from a position on.
  case peopleFound(SearchQuery, from: SearchPosition, SearchStep)
  case engagementsFound(Person, TimeRange, [Engagement])
  /// Where an appointment can be moved to.
  case placesToMoveFound(Appointment.ID, [Slot])
  /// The days of a calendar's file, or why they cannot be read.
  case holidaysRead(HolidayRequest, Result<[ClosedRange<CivilDate>], SlotError>)
  case patternFound(BookingBlock.ID, DerivedPattern?)
  case slotsToCloseFound(HolidayClosing)
  case trayRead(TrayPart)
  case activityRead(HistoryQuery, [Activity])
  case sinceRead(Since)
  case daySheetRead(DaySheetRequest, [DaySheetPage])
  case occupancyTallied(OccupancyReport)
  /// Somebody committed: these actions are new, up to there, and this is to be seen since.
  case storeChanged([JournalEntry], JournalPosition? = nil, Fresh? = nil)
  /// A paste with what would come of it.
  case pastePlanned(Paste)
  /// A step of planning what a form would make.
  case seriesSurveyed(SeriesPlanning, SeriesSurvey.Step)
  /// How far a change is that takes long.
  case progressed(WorkProgress)
  /// An own change, and what is to be seen since.
  case performed(Operation, Outcome, Fresh? = nil)
  /// Whoever was just moved or cancelled still has places in a row with the one that they left.
  case restOfVisitFound(Appointment, [Engagement])
  case undone(UndoOutcome, Fresh? = nil, about: Activity? = nil)
  /// What would be taken back.
  case undoFound(Activity)
  case refused(SlotError)
  /// What the user made of the metadata in the editor.
  case editedMetadata(String)
  /// The tour's store is open, and this is to be seen in it.
  case tourOpened(PeriodContent, Focus)
  /// What is asked of the store from now on is asked of the user's own.
  case tourClosed
  /// The terminal tells what the mouse does, or does not.
  case mouseSwitched(isOn: Bool)
  /// An effect found nothing to do, and this is why; with a way on where there is one.
  case said(String, WayOn? = nil)
  /// Another process is writing; the effect is tried again.
  case waiting
  /// A change is on its way to a server, for longer than a moment.
  case saving
  /// Whether the store's server answers.
  case reached(Bool)
}

/// The key that leads on from where nothing was found.
struct WayOn: Hashable, Sendable {
  let action: ScreenAction
  /// What it does, after the key's name.
  let effect: String

  static let create = WayOn(action: .createSeries, effect: "creates some")
}

/// What is to be seen after a change. Where it could not be read, it is asked for.
struct Fresh: Hashable, Sendable {
  /// What was done since the last look, by whomever.
  let entries: [JournalEntry]
  let content: PeriodContent
  let focus: Focus

  /// Nil without a week.
  init?(_ entries: [JournalEntry], _ loaded: Event?) {
    guard case .loaded(let content, let focus) = loaded else { return nil }
    self.entries = entries
    self.content = content
    self.focus = focus
  }
}
