/// How the screen shows the slots of a period.
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

  /// Whether it is a grid of the cursor's day alone.
  var isOfOneDay: Bool { self == .day || self == .blocks }

  /// Where its slots are, in a sentence.
  var place: String {
    switch self {
    case .day: "on this day"
    case .week, .agenda: "in this week"
    case .month: "in this month"
    case .blocks: "on this screen"
    }
  }

  /// Of marked slots, where others are: in another period, or of a block that is not shown.
  var elsewhere: String {
    switch self {
    case .day, .week, .agenda: "not \(place)"
    case .month, .blocks: "not shown"
    }
  }

  /// Whether it has rows of time.
  var isGrid: Bool {
    switch self {
    case .day, .week, .blocks: true
    case .month, .agenda: false
    }
  }
}
