/// The ways in which the screen shows the slots of a period, by their names.
enum PeriodView: String, CaseIterable, Hashable, Sendable {
  /// The grid of a single day, with room for more about each slot.
  case day
  /// A grid: a column a day, a cell a slot.
  case week
  /// A heat map: a cell a day.
  case month
  /// A table: a row a slot.
  case agenda
  /// The grid of a single day: a column a booking block.
  case blocks
}
