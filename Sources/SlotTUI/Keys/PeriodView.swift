import TerminalKit

/// The ways in which the screen shows the slots of a period, by their names. `v` and the first letter of one
/// shows it.
enum PeriodView: String, CaseIterable, Hashable, Sendable {
  /// The grid of a single day, with room for more about each slot.
  case day
  /// A grid: a column a day, a cell a slot.
  case week
  /// A heat map: a cell a day.
  case month
  /// Twelve small months: a cell a day.
  case year
  /// A table: a row a slot.
  case agenda
  /// The grid of a single day: a column a booking block.
  case blocks

  /// Its row in the table of keys.
  var binding: KeyBinding {
    let (help, words) =
      switch self {
      case .day: ("one day as a grid, with times and labels", "day")
      case .week: ("the week as a grid", "week")
      case .month: ("what is free in the month, day by day", "month")
      case .year: ("what is free in the year, day by day", "year")
      case .agenda: ("the week as a table", "table list")
      case .blocks: ("one day of the blocks, side by side", "doctors rooms side")
      }
    let keys = [Key.character("v")] + rawValue.prefix(1).map(Key.character)
    return KeyBinding(.view(self), [], help, hint: rawValue, sequences: [keys]).called(words)
  }
}
