/// How the screen shows the slots of a period.
enum PeriodView: String, CaseIterable, Hashable, Sendable {
  /// A grid: a column a day, a cell a slot.
  case week
  /// A table: a row a slot.
  case agenda
}
