import SlotDomain
import TerminalKit

/// Something that happened: to the keyboard, the clock, the terminal or the store.
enum Event: Hashable, Sendable {
  case key(Key)
  /// More characters in one read than fingers type, without the marks of a paste.
  case burst
  case resized(AppState.Size)
  /// Nothing but time passed.
  case tick
  case loaded(PeriodContent, Focus)
  case counted(AvailableCounts)
  case dayLoaded(BlockDay)
  case placesCounted(MonthPlaces)
  /// Slots that were asked for to be marked.
  case found([Slot])
  /// A step of a search from a position on.
  case searched(SearchQuery, from: SearchPosition, SearchStep)
  case detailsLoaded(SlotDetails, DetailsUse)
  case occupancyTallied(OccupancyReport)
  /// Somebody committed; these actions are new.
  case storeChanged([JournalEntry], JournalPosition? = nil)
  /// A paste with what would come of it.
  case pastePlanned(Paste)
  /// A step of planning what a form would make.
  case seriesSurveyed(SeriesPreview.Request, SeriesSurvey.Step)
  /// How far a change is that takes long.
  case progressed(WorkProgress)
  case performed(SlotDomain.Operation, Outcome)
  case undone(UndoOutcome)
  case refused(SlotError)
  /// What the user made of the metadata in the editor.
  case editedMetadata(String)
  /// The tour's store is open, and this is to be seen in it.
  case tourOpened(PeriodContent, Focus)
  /// What is asked of the store from now on is asked of the user's own.
  case tourClosed
  /// The terminal tells what the mouse does, or does not.
  case mouseSwitched(isOn: Bool)
  /// An effect found nothing to do, and this is why.
  case said(String)
  /// Another process is writing; the effect is tried again.
  case waiting
}

/// Where the cursor goes when a week has been read.
enum Focus: Hashable, Sendable {
  /// On its slot, wherever that is now, or where it is.
  case stay
  case slot(Slot.ID)
  /// On the first slot of a day, or on the day.
  case date(CivilDate)
  /// Where a moment stands.
  case moment(Instant)
  case now
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
