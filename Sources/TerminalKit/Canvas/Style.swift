/// What a cell means; the terminal decides how that looks.
///
/// The raw value is stored in a `Cell` and indexes tables; it is not kept anywhere else.
package enum Style: UInt8, CaseIterable, Sendable {
  case plain, dim, heading
  /// The top line.
  case title
  case today, gutter, nowLine
  // States of a slot.
  /// Behind the sign of what is free: the one ground that is filled.
  case chip
  /// The same with the focus.
  case chipFocused
  case available, partlyTaken, full, disabled, locked, past
  /// A slot of a booking block that is not published.
  case draft
  /// An hour that the clock skips.
  case nonexistent
  /// A stretch of time left out.
  case fold
  /// The focus where there is no state to keep visible; elsewhere it is `Cell.Flags.reversed`.
  case focus
  case mark
  case hint
  /// The name of a key in the hint line.
  case key
  case error, success, warning
  case field, fieldFocused, fieldError
  case selection, border
  // How much is free in a period, nothing to everything.
  case heat0, heat1, heat2, heat3, heat4
}

extension Style {
  /// Stands for the style in `Canvas.styles`. All differ, none is an upper-case letter.
  var letter: Character {
    switch self {
    case .plain: "."
    case .dim: ","
    case .heading: "h"
    case .title: "t"
    case .today: "y"
    case .gutter: "g"
    case .nowLine: "n"
    case .chip: "c"
    case .chipFocused: "$"
    case .available: "a"
    case .partlyTaken: "p"
    case .full: "f"
    case .disabled: "d"
    case .locked: "l"
    case .past: "o"
    case .draft: "r"
    case .nonexistent: "x"
    case .fold: "z"
    case .focus: "@"
    case .mark: "m"
    case .hint: "i"
    case .key: "k"
    case .error: "e"
    case .success: "s"
    case .warning: "w"
    case .field: "_"
    case .fieldFocused: "="
    case .fieldError: "!"
    case .selection: "v"
    case .border: "b"
    case .heat0: "0"
    case .heat1: "1"
    case .heat2: "2"
    case .heat3: "3"
    case .heat4: "4"
    }
  }
}
