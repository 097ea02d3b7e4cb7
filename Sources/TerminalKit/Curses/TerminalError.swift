/// Why the screen cannot be opened.
package enum TerminalError: Error, Equatable {
  /// Standard input or output is a file or a pipe.
  case notATerminal
  /// The terminal is known, and cannot place its cursor.
  case tooSimple(type: String)
  /// Neither this type nor any to fall back on is described on this machine.
  case unknownTerminal(type: String)
}

extension TerminalError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .notATerminal:
      "The screen needs a terminal. The commands work without one: see slottui --help."
    case .tooSimple(let type):
      "The terminal type \(SafeText.line(type)) cannot place its cursor. Set TERM to what yours is."
    case .unknownTerminal(let type):
      "The terminal type \(SafeText.line(type)) is unknown here, and no other one is described."
    }
  }
}
