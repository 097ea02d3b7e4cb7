/// Text from data on its way to a terminal, for tables and sentences: one line, nothing that drives
/// the terminal or reorders what stands beside it.
enum PlainText {
  /// The text with a visible mark for each character that is not shown as itself.
  static func safe(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: isHostile) else { return text }
    var safe = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      safe.append(isHostile(scalar) ? mark(for: scalar) : scalar)
    }
    return String(safe)
  }

  /// How many columns a safe text takes.
  static func columns(of text: String) -> Int {
    text.unicodeScalars.reduce(0) { $0 + columns(of: $1) }
  }

  private static func isHostile(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x20, 0x7F..<0xA0, 0xAD, 0x61C, 0x200B...0x200F, 0x2028...0x202E, 0x2060...0x206F,
      0xFEFF, 0xFFF9...0xFFFB, 0xE0000...0xE0FFF:
      true
    default: false
    }
  }

  private static func mark(for scalar: Unicode.Scalar) -> Unicode.Scalar {
    let value = scalar.value == 0x7F ? 0x21 : scalar.value
    return value <= 0x21 ? Unicode.Scalar(0x2400 + value) ?? "\u{FFFD}" : "\u{FFFD}"
  }

  private static func columns(of scalar: Unicode.Scalar) -> Int {
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark: return 0
    default: break
    }
    switch scalar.value {
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF,
      0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F900...0x1FAFF,
      0x20000...0x3FFFD:
      return 2
    default: return 1
    }
  }
}

extension PlainText {
  /// The text cut to so many columns, with `…` for what is missing.
  static func cut(_ text: String, to width: Int) -> String {
    guard columns(of: text) > width else { return text }
    var cut = ""
    var taken = 0
    for character in text {
      let columns = columns(of: String(character))
      guard taken + columns < width else { break }
      cut.append(character)
      taken += columns
    }
    return width > 0 ? cut + "…" : ""
  }
}
