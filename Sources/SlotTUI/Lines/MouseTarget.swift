import SlotDomain
import TerminalKit

/// What lies under the mouse, by its meaning: pictures can scroll between a press and its release.
enum MouseTarget: Hashable, Sendable {
  /// A slot, named by its first row, or a free row of a grid.
  struct Cell: Hashable, Sendable {
    let block: BookingBlock.ID?
    /// Of the week.
    let day: Int
    let row: Int
  }

  case cell(Cell)
  /// A row of a table.
  case slot(Slot.ID)
  /// The title of one of its columns, from the left.
  case title(Int)
  /// A day of the month.
  case day(CivilDate)
  /// Of the list on the left.
  case block(BookingBlock.ID)
  /// Of the list in a window, from its top: a second click does what Enter does there.
  case entry(Int)
  /// Something in a window that a click gives the focus to, and no more.
  case part(Int)
}
