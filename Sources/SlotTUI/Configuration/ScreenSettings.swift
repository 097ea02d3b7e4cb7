import SlotDomain

/// What does not change while the screen is open.
struct ScreenSettings: Hashable, Sendable {
  /// The operating-system user.
  var actor: String
  /// `--db` as it was written: a command that is shown needs it, too.
  var db: String?
  var isReadOnly = false
  /// For a login shell: no suspend, and nothing outside the store.
  var isRestricted = false
  /// Lines below each other in place of grids and boxes, for screen readers and braille lines.
  var isLinear = false
  /// Whether people are named; the user can have it otherwise for a while.
  var showsNames = true
  var firstWeekday = Weekday.monday
  var timeStyle = TimeStyle()
  /// Minutes of the wall clock between which the grid folds no row; nil folds all that are empty.
  var hours: Range<Int>?
  /// Whether the mouse is listened to, which takes the terminal's own selection away.
  var usesMouse = false
  /// Minutes of a new slot where no neighbour suggests a length.
  var slotMinutes = 30
  /// Of a new slot where no neighbour suggests one.
  var slotCapacity = 1
  /// Minutes of a lock without a number before its key.
  var lockMinutes = 15
  /// Whether a new booking block can be booked at once.
  var publishesBlocks = true
}

extension ScreenSettings {
  /// A command line that is about the store which is shown.
  func withStore(_ command: String) -> String {
    db.map { "\(command) --db \(ShellWord.quoted($0))" } ?? command
  }

  /// Makes them what the user has configured, as far as the state of the screen depends on it.
  mutating func adopt(_ configuration: Configuration) {
    showsNames = configuration.showsNames
    firstWeekday = configuration.firstWeekday
    timeStyle = configuration.timeStyle
    hours = configuration.hours
    usesMouse = configuration.usesMouse
    slotMinutes = configuration.slotMinutes
    slotCapacity = configuration.slotCapacity
    lockMinutes = configuration.lockMinutes
    publishesBlocks = configuration.publishesBlocks
  }
}
