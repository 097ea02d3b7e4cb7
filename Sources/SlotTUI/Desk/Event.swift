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
  case counted(AvailableCounts)
  case dayLoaded(BlockDay)
  case placesCounted(DayPlaces)
  /// Slots that were asked for to be marked.
  case found([Slot])
  /// A step of a search from a position on.
  case searched(SearchQuery, from: SearchPosition, SearchStep)
  case detailsLoaded(SlotDetails, DetailsUse)
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
  case undone(UndoOutcome, Fresh? = nil)
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
