/// The signs the screen is drawn with, by meaning.
package enum Glyph: CaseIterable, Sendable {
  // States of a slot; each differs from the others without its colour.
  case available, partlyTaken, full, disabled, locked, past, draft
  /// People in a slot that cannot serve them.
  case alarm
  /// Fills an hour that the clock skips.
  case nonexistent
  case nowLine, nowMarker, fold
  case up, down, left, right
  case ellipsis, mark
  /// In a range of marks that is still open.
  case inRange
  /// A slot that would be made.
  case planned
  case horizontal, vertical
  case topLeft, topRight, bottomLeft, bottomRight
  case heat0, heat1, heat2, heat3, heat4

  /// Each takes one column in every font: no emoji, nothing wide.
  fileprivate var signs: Signs {
    switch self {
    case .available: Signs("○", "o")
    case .partlyTaken: Signs("◐", "%")
    case .full: Signs("●", "@")
    case .disabled: Signs("✕", "x")
    case .locked: Signs("◆", "L")
    case .past: Signs("·", ".", console: "·")
    case .draft: Signs("◌", "?")
    case .alarm: Signs("!", "!")
    case .nonexistent: Signs("░", ":", console: "░")
    case .nowLine: Signs("━", "=", console: "═")
    case .nowMarker: Signs("▸", ">")
    case .fold: Signs("┄", "-")
    case .up: Signs("↑", "^", console: "↑")
    case .down: Signs("↓", "v", console: "↓")
    case .left: Signs("←", "<", console: "←")
    case .right: Signs("→", ">", console: "→")
    case .ellipsis: Signs("…", "~")
    case .mark: Signs("✓", "*")
    case .inRange: Signs("›", ">")
    case .planned: Signs("+", "+")
    case .horizontal: Signs("─", "-", console: "─")
    case .vertical: Signs("│", "|", console: "│")
    case .topLeft: Signs("┌", "+", console: "┌")
    case .topRight: Signs("┐", "+", console: "┐")
    case .bottomLeft: Signs("└", "+", console: "└")
    case .bottomRight: Signs("┘", "+", console: "┘")
    case .heat0: Signs(" ", " ")
    case .heat1: Signs("░", ".", console: "░")
    case .heat2: Signs("▒", ":", console: "▒")
    case .heat3: Signs("▓", "+", console: "■")
    case .heat4: Signs("█", "#", console: "█")
    }
  }
}

/// One sign in each set.
private struct Signs {
  let unicode: Unicode.Scalar
  let ascii: Unicode.Scalar
  let console: Unicode.Scalar

  /// - Parameter console: That of ASCII, where the console's fonts have nothing better.
  init(_ unicode: Unicode.Scalar, _ ascii: Unicode.Scalar, console: Unicode.Scalar? = nil) {
    self.unicode = unicode
    self.ascii = ascii
    self.console = console ?? ascii
  }
}

/// A set of signs: `glyphs[.locked]`.
package enum Glyphs: Sendable {
  case unicode
  /// For the Linux console, whose fonts have 256 or 512 signs: those that all of them have.
  case console
  /// For terminals and people that show or read nothing but ASCII.
  case ascii

  package var isASCII: Bool { self == .ascii }

  package subscript(glyph: Glyph) -> Unicode.Scalar {
    switch self {
    case .unicode: glyph.signs.unicode
    case .console: glyph.signs.console
    case .ascii: glyph.signs.ascii
    }
  }

  /// Those for a type of terminal that shows UTF-8.
  package init(terminal type: String) { self = type.hasPrefix("linux") ? .console : .unicode }
}
