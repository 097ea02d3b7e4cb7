import SlotDomain
import TerminalKit

/// What a user can have otherwise on the screen. It is no matter of scripts: the verbs of the command
/// line do the same for everybody.
struct Configuration: Hashable, Sendable {
  // [screen]
  var view = PeriodView.week
  /// Nil: the standard ones, or none where NO_COLOR says so.
  var colors: ColorScheme?
  var background = Background.unknown
  var isASCII = false
  var isLinear = false
  var usesMouse = false
  var showsNames = true
  var firstWeekday = Weekday.monday
  var timeStyle = TimeStyle()
  /// Minutes of the wall clock; nil where empty rows are folded at any hour.
  var hours: Range<Int>?

  // [slots]
  var slotMinutes = 30
  var slotCapacity = 1
  var lockMinutes = 15
  var publishesBlocks = true

  // [keys]
  var keyMap = KeyMap.standard
}
