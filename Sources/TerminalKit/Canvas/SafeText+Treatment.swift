import SlotDomain

extension SafeText {
  /// What becomes of one scalar in its place.
  enum Treatment {
    case keep
    /// Stays on the scalar before it.
    case combine
    /// Changes only how its neighbour looks, and would make terminals differ in columns.
    case drop
    /// C0 and DEL: a sign that names it.
    case picture
    /// U+FFFD, where something hidden or unknown stands.
    case replace

    init(of scalar: Unicode.Scalar, after base: Unicode.Scalar?, before next: Unicode.Scalar?) {
      switch scalar.value {
      case 0x00..<0x20, 0x7F: self = .picture
      case 0x20..<0x7F: self = .keep
      case 0x200C, 0x200D: self = Self.joiner(scalar, between: base, and: next)
      // Skin tones colour the emoji before them, where the terminal knows how.
      case 0x1F3FB...0x1F3FF where base.map(Self.isEmoji) == true: self = .drop
      // The letters of a region after a black flag.
      case 0xE0020...0xE007F where base == "\u{1F3F4}": self = .drop
      default: self = Self.byProperties(scalar, after: base)
      }
    }

    /// Joined emoji are taken apart, since a terminal may draw them as one or as many. In scripts
    /// that are written joined, a joiner is spelling.
    private static func joiner(
      _ scalar: Unicode.Scalar,
      between base: Unicode.Scalar?,
      and next: Unicode.Scalar?
    ) -> Treatment {
      guard let base, let next else { return .replace }
      if scalar.value == 0x200D, isEmoji(base), isEmoji(next) { return .drop }
      return isJoiningScript(base) && isJoiningScript(next) ? .combine : .replace
    }

    private static func byProperties(
      _ scalar: Unicode.Scalar,
      after base: Unicode.Scalar?
    ) -> Treatment {
      let properties = scalar.properties
      if properties.isVariationSelector { return base == nil ? .replace : .drop }
      if properties.isDefaultIgnorableCodePoint { return .replace }
      switch properties.generalCategory {
      case .control, .format, .surrogate, .privateUse, .unassigned: return .replace
      case .lineSeparator, .paragraphSeparator: return .replace
      default: return DisplayWidth.columns(of: scalar) == 0 ? .combine : .keep
      }
    }

    private static func isEmoji(_ scalar: Unicode.Scalar) -> Bool {
      scalar.value > 0xFF && scalar.properties.isEmoji
    }

    /// Arabic to Sinhala, Myanmar, Khmer, Mongolian.
    private static func isJoiningScript(_ scalar: Unicode.Scalar) -> Bool {
      switch scalar.value {
      case 0x600...0xDFF, 0x1000...0x109F, 0x1780...0x18AF: true
      default: false
      }
    }
  }

  /// What stands for a scalar that the Linux console's fonts may lack; nil for what is kept.
  enum ConsoleFallback {
    static func text(for scalar: Unicode.Scalar) -> String? {
      switch scalar.value {
      case 0xD7: "x"
      case 0xAB, 0xBB, 0xA0, 0x2000...0x2021, 0x2023...0x203A, 0x205F, 0x2212:
        ASCIIFallback.text(for: scalar)
      case 0x2400...0x241F: "^" + String(Character(Unicode.Scalar(UInt8(scalar.value - 0x23C0))))
      case 0x2421: "^?"
      case 0x25CC, 0xFFFD: "?"
      // Han, Hangul and Kana: its cells are all of one width, and it has room for 512 signs.
      default: DisplayWidth.columns(of: scalar) == 2 ? "?" : nil
      }
    }
  }

  /// What stands for a scalar where only ASCII may be shown.
  enum ASCIIFallback {
    /// U+00C0 to U+017F in order.
    private static let latin = Array(
      ("AAAAAAACEEEEIIIIDNOOOOOxOUUUUYTsaaaaaaaceeeeiiiidnooooo/ouuuuyty"
        + "AaAaAaCcCcCcCcDdDdEeEeEeEeEeGgGgGgGgHhHhIiIiIiIiIiIiJjKkkLlLlLlL"
        + "lLlNnNnNnnNnOoOoOoOoRrRrRrSsSsSsSsTtTtTtUuUuUuUuUuUuWwYyYZzZzZzs").unicodeScalars
    )

    static func text(for scalar: Unicode.Scalar) -> String {
      switch scalar.value {
      case 0..<0x80: String(Character(scalar))
      case 0xA0, 0x2000...0x200A, 0x202F, 0x205F: " "
      case 0xC0...0x17F: String(Character(latin[Int(scalar.value) - 0xC0]))
      case 0xB7: "."
      case 0xAB, 0xBB, 0x201C...0x201F: "\""
      case 0x2018...0x201B: "'"
      case 0x2010...0x2015, 0x2212: "-"
      case 0x2022: "*"
      case 0x2026: "..."
      case 0x20AC: "EUR"
      case 0x2190: "<-"
      case 0x2191: "^"
      case 0x2193: "v"
      case 0x2192: "->"
      case 0x180...0x24F, 0x1E00...0x1EFF: letters(under: scalar)
      default: "?"
      }
    }

    /// Without accents, as a search compares it.
    private static func letters(under scalar: Unicode.Scalar) -> String {
      let letters = String(decoding: FoldedText.fold(String(Character(scalar))), as: UTF8.self)
      guard letters.utf8.allSatisfy({ $0 < 0x80 }) else { return "?" }
      return scalar.properties.isUppercase ? letters.uppercased() : letters
    }
  }
}
