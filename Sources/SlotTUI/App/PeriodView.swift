/// How the screen shows the slots of a period.
enum PeriodView: String, CaseIterable, Hashable, Sendable {
  /// The grid of a single day, with room for more about each slot.
  case day
  /// A grid: a column a day, a cell a slot.
  case week
  /// A table: a row a slot.
  case agenda
}
