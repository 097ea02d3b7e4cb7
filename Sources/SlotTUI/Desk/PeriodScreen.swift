import SlotDomain
import TerminalKit

/// A way to show the slots of a period. All of them move the one cursor of the sheet; what else one of them
/// remembers is its own.
protocol PeriodScreen: Sendable {
  /// How it has the week laid out.
  func manner(isLinear: Bool) -> Sheet.Manner
  /// What a key does here; nil for what it does everywhere.
  mutating func act(_ action: ScreenAction, _ count: Int, _ desk: inout Desk) -> [Effect]?
  /// Called after every event: another week, another state or a move can leave something to do.
  ///
  /// - `canAsk`: False while another week is on its way.
  /// - Returns: What it lacks beyond the week.
  mutating func settle(_ desk: Desk, canAsk: Bool) -> [Effect]
  /// What the store answered, if that was meant for this view.
  mutating func receive(_ event: Event, _ desk: inout Desk)
  /// The next moment at which it changes by itself, besides the week's slots.
  func nextChange(_ desk: Desk) -> Instant?
  /// Where it was pressed with the mouse.
  mutating func point(at target: MouseTarget, _ desk: inout Desk) -> [Effect]
  /// It is about to take the place of another view.
  mutating func open(_ desk: inout Desk)

  // What it shows.

  /// - `isFiltered`: Of those the ones that stand out.
  func slots(_ desk: Desk, isFiltered: Bool) -> [Slot]
  /// How many steps up or down a turn of the wheel is.
  var linesOfWheel: Int { get }
  /// What opening the place of the cursor shows; nil where that is a slot.
  var opens: PeriodView? { get }

  // How it shows it.

  func draw(in area: Rect, _ desk: Desk, into canvas: inout Canvas)
  /// All that follows the cursor, and the cursor itself.
  func drawFocus(in area: Rect, _ desk: Desk, isCovered: Bool, into canvas: inout Canvas)
  /// What is in view. When this changes, the picture without the focus is drawn again; nothing else of the
  /// cursor matters to it.
  func section(in area: Rect, _ desk: Desk) -> ViewSection
  func target(x: Int, y: Int, in area: Rect, _ desk: Desk) -> MouseTarget?
  /// The period, for the title.
  func period(_ desk: Desk) -> PeriodTitle
  /// Whose clock it is, where that is not plain.
  func zoneRemark(_ desk: Desk) -> String
  /// What is under the cursor.
  func sentence(_ desk: Desk) -> String
  func hints(_ desk: Desk) -> [Hint]
  /// Keys that are wanted less often, where there is room for them.
  func moreHints(_ desk: Desk) -> [Hint]
  /// Lines in place of the grid.
  func lines(_ desk: Desk) -> LinearLines
  /// What the title says of it there.
  func remark(_ desk: Desk) -> String?
}

/// What of a view is in view.
struct ViewSection: Equatable {
  /// Where the cursor goes from period to period by itself: another one has another title.
  var period = 0
  /// The first row, or week.
  let top: Int
  /// The first column.
  var left = 0
}

extension PeriodScreen {
  mutating func settle(_ desk: Desk, canAsk: Bool) -> [Effect] { [] }
  mutating func receive(_ event: Event, _ desk: inout Desk) {}
  func nextChange(_ desk: Desk) -> Instant? { nil }
  mutating func open(_ desk: inout Desk) {}
  var linesOfWheel: Int { 3 }
  var opens: PeriodView? { nil }
  func zoneRemark(_ desk: Desk) -> String { "" }
  func remark(_ desk: Desk) -> String? { nil }

  func slots(_ desk: Desk, isFiltered: Bool) -> [Slot] {
    isFiltered ? desk.sheet.shownSlots : desk.content.slots
  }

  func period(_ desk: Desk) -> PeriodTitle { PeriodTitle(weekFrom: desk.content.firstDay, desk) }

  func sentence(_ desk: Desk) -> String { desk.sentenceAtCursor }

  func hints(_ desk: Desk) -> [Hint] { Hints.ofSlots(desk) }

  func moreHints(_ desk: Desk) -> [Hint] { Hints.moreOfSlots(desk) }
}
