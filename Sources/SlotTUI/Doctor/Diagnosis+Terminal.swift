import TerminalKit

/// The terminal that the program was started on, as far as it can be known without drawing.
struct TerminalFacts {
  /// `$TERM`
  var type: String
  /// Nil when no description of that type is installed.
  var description: TerminalDescription?
  /// Columns and rows; nil when the output is not a terminal.
  var size: (width: Int, height: Int)?
  /// NO_COLOR is set.
  var isColorUnwanted: Bool

  /// Of standard output.
  static func current() -> TerminalFacts {
    let type = Environment["TERM"] ?? ""
    return TerminalFacts(
      type: type,
      description: TerminalDescription(of: type),
      size: TerminalDescription.size(),
      isColorUnwanted: Environment["NO_COLOR"]?.isEmpty == false
    )
  }
}

extension Diagnosis {
  static func terminal(_ facts: TerminalFacts) -> [Diagnosis] {
    [type(facts), size(facts), colors(facts)].compactMap { $0 }
  }

  private static func type(_ facts: TerminalFacts) -> Diagnosis {
    let subject = "terminal"
    guard !facts.type.isEmpty else {
      return .problem(
        subject,
        "TERM is not set. Set it to what the terminal is, such as xterm-256color."
      )
    }
    guard let description = facts.description else {
      return .problem(
        subject,
        "The type \(facts.type) is not known here. Install ncurses-term, or set TERM to a known type"
          + " such as xterm-256color."
      )
    }
    guard description.canPlaceCursor else {
      return .problem(
        subject,
        "The type \(facts.type) cannot place its cursor. Set TERM to what the terminal really is."
      )
    }
    return .fine(subject, facts.type)
  }

  /// The smallest that shows every window whole.
  private static let comfortable = (width: 80, height: 24)

  private static func size(_ facts: TerminalFacts) -> Diagnosis? {
    let subject = "size"
    guard let size = facts.size else {
      return .fine(subject, "not known: the output is not a terminal")
    }
    let words = "\(size.width) columns, \(size.height) rows"
    guard size.width >= comfortable.width, size.height >= comfortable.height else {
      return .warning(subject, "\(words). Make it 80 by 24 or larger to see more at once.")
    }
    return .fine(subject, words)
  }

  private static func colors(_ facts: TerminalFacts) -> Diagnosis? {
    let subject = "colours"
    guard let description = facts.description else { return nil }
    if facts.isColorUnwanted {
      return .fine(subject, "not used, since NO_COLOR is set: signs and words tell everything")
    }
    switch description.colors {
    case 256...: return .fine(subject, "\(description.colors)")
    case 8...: return .fine(subject, "\(description.colors): no shades")
    default:
      return .warning(
        subject,
        "The type \(facts.type) has none; signs and words tell everything. If the terminal has"
          + " colours, set TERM to xterm-256color."
      )
    }
  }
}
