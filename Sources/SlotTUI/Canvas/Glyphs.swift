/// The signs the screen is drawn with, by meaning.
enum Glyph: CaseIterable, Sendable {
  // States of a slot; each differs from the others without its colour.
  case available, partlyTaken, full, disabled, locked, past, draft
  /// Fills an hour that the clock skips.
  case nonexistent
  case nowLine, nowMarker, fold
  case up, down, left, right
  case ellipsis, bullet, times
  case mark, changed, prompt
  /// In a range of marks that is still open.
  case inRange
  /// A slot that would be made.
  case planned
  case horizontal, vertical
  case topLeft, topRight, bottomLeft, bottomRight
  case teeRight, teeLeft, teeDown, teeUp, cross
  case heat0, heat1, heat2, heat3, heat4

  /// Both take one column in every font: no emoji, nothing wide.
  fileprivate var signs: (unicode: Unicode.Scalar, ascii: Unicode.Scalar) {
    switch self {
    case .available: ("○", "o")
    case .partlyTaken: ("◐", "%")
    case .full: ("●", "@")
    case .disabled: ("✕", "x")
    case .locked: ("◆", "L")
    case .past: ("·", ".")
    case .draft: ("◌", "?")
    case .nonexistent: ("░", ":")
    case .nowLine: ("━", "=")
    case .nowMarker: ("▸", ">")
    case .fold: ("┄", "-")
    case .up: ("↑", "^")
    case .down: ("↓", "v")
    case .left: ("←", "<")
    case .right: ("→", ">")
    case .ellipsis: ("…", "~")
    case .bullet: ("•", "*")
    case .times: ("×", "x")
    case .mark: ("✓", "*")
    case .changed: ("•", "!")
    case .prompt: ("›", ">")
    case .inRange: ("›", ">")
    case .planned: ("+", "+")
    case .horizontal: ("─", "-")
    case .vertical: ("│", "|")
    case .topLeft: ("┌", "+")
    case .topRight: ("┐", "+")
    case .bottomLeft: ("└", "+")
    case .bottomRight: ("┘", "+")
    case .teeRight: ("├", "+")
    case .teeLeft: ("┤", "+")
    case .teeDown: ("┬", "+")
    case .teeUp: ("┴", "+")
    case .cross: ("┼", "+")
    case .heat0: (" ", " ")
    case .heat1: ("░", ".")
    case .heat2: ("▒", ":")
    case .heat3: ("▓", "+")
    case .heat4: ("█", "#")
    }
  }
}

/// A set of signs: `glyphs[.locked]`.
enum Glyphs: Sendable {
  case unicode
  /// For terminals and people that show or read nothing but ASCII.
  case ascii

  var isASCII: Bool { self == .ascii }

  subscript(glyph: Glyph) -> Unicode.Scalar {
    isASCII ? glyph.signs.ascii : glyph.signs.unicode
  }
}
