/// How many colours the terminal shows.
enum ColorDepth: Sendable {
  /// Attributes only: no colours there, or NO_COLOR.
  case monochrome
  case eight, sixteen
  /// 256 and more; of these only the fixed ones (16 …) are used.
  case full

  /// From the number that the terminal's description gives.
  init(colors: Int) {
    switch colors {
    case ..<8: self = .monochrome
    case ..<16: self = .eight
    case ..<256: self = .sixteen
    default: self = .full
    }
  }
}

/// What the terminal's own background is. `.unknown` leaves the colours to the terminal's theme.
package enum Background: String, CaseIterable, Sendable {
  case unknown = "auto"
  case dark, light
}

/// Which colours tell the states apart, beside glyph and text.
package enum ColorScheme: String, CaseIterable, Sendable {
  case standard
  /// Blues against oranges, which also differ in brightness: for those who do not tell red from
  /// green.
  case colorBlind = "color-blind"
  /// Attributes only.
  case none
}

/// How a style looks: colours by number (-1 is the terminal's own) and attributes.
struct Appearance: Equatable, Sendable {
  struct Attributes: OptionSet, Hashable, Sendable {
    let rawValue: UInt8
    static let bold = Attributes(rawValue: 1)
    static let underline = Attributes(rawValue: 4)
    static let reverse = Attributes(rawValue: 8)
  }

  var foreground: Int16 = -1
  var background: Int16 = -1
  var attributes: Attributes = []
}

/// The looks of all styles on one kind of terminal.
///
/// No theme's red, blue or gray can be read on every theme's ground, so text is in the terminal's own
/// colours, bold, underlined or reversed. Of 256 colours those from 16 on are the same everywhere: they
/// make a ground and what stands on it, and where the terminal's own ground is known, text on that.
struct Palette: Sendable {
  let depth: ColorDepth
  /// Dark or light, if that is known.
  let background: Background
  /// The background itself, where the terminal has told it.
  var ground: RGB?
  var scheme = ColorScheme.standard

  func appearance(of style: Style) -> Appearance {
    guard scheme != .none, depth == .full else {
      return Appearance(attributes: Self.attributes(style))
    }
    if let chip = chip(style) { return chip }
    var appearance = Appearance(attributes: Self.attributes(style))
    if let hue = Self.hue(style) { appearance.foreground = number(of: hue) }
    return appearance
  }
}

// MARK: - Colours

extension Palette {
  /// What is free stands on a ground of its own, also on one that is not known.
  private func chip(_ style: Style) -> Appearance? {
    let isBlue = scheme == .colorBlind
    switch style {
    case .chip:
      return Appearance(foreground: 16, background: isBlue ? 39 : 35, attributes: [.bold])
    case .chipFocused:
      return Appearance(foreground: 231, background: isBlue ? 25 : 22, attributes: [.bold])
    default: return nil
    }
  }

  private enum Hue { case green, blue, red, orange, purple, teal, gray }

  private static func hue(_ style: Style) -> Hue? {
    switch style {
    case .available, .success, .heat1, .heat2, .heat3, .heat4: .green
    case .partlyTaken: .teal
    case .error, .fieldError: .red
    case .locked: .purple
    case .warning: .orange
    case .today, .nowLine, .mark, .key, .field, .fieldFocused: .blue
    case .dim, .gutter, .disabled, .past, .draft, .nonexistent, .fold, .hint, .border, .heat0: .gray
    // What is full is as it should be: it stands back, so that what is free stands out.
    case .plain, .full, .heading, .title, .focus, .selection, .chip, .chipFocused: nil
    }
  }

  /// The terminal's own, where nothing is known of its ground or the colour could not be read there.
  private func number(of hue: Hue) -> Int16 {
    guard background != .unknown else { return -1 }
    let choice = scheme == .colorBlind ? blueAndOrange(hue) : standard(hue)
    let number = background == .light ? choice.light : choice.dark
    if let ground, ground.contrast(to: RGB(fixed: Int(number))) < RGB.readable { return -1 }
    return number
  }

  private func standard(_ hue: Hue) -> (dark: Int16, light: Int16) {
    switch hue {
    case .green: (78, 22)
    case .blue: (117, 25)
    case .red: (210, 124)
    case .orange: (215, 94)
    case .purple: (183, 90)
    case .teal: (80, 23)
    case .gray: (249, 240)
    }
  }

  /// What is free is blue, what stands in the way orange, and none as bright as another.
  private func blueAndOrange(_ hue: Hue) -> (dark: Int16, light: Int16) {
    switch hue {
    case .green: (195, 17)
    case .teal: (75, 20)
    case .blue: (117, 25)
    case .orange: (229, 88)
    case .purple: (215, 94)
    case .red: (216, 88)
    case .gray: (250, 240)
    }
  }
}

// MARK: - Attributes

extension Palette {
  /// Without colours the states of a slot differ by weight and underline, beside glyph and text. Nothing is
  /// dimmed: how pale that is, no terminal tells.
  private static func attributes(_ style: Style) -> Appearance.Attributes {
    switch style {
    case .chip: [.reverse]
    // Reversed twice it would be lost among the others.
    case .chipFocused: [.bold, .underline]
    case .title, .heading, .mark, .error, .key, .warning, .nowLine, .available, .heat4: [.bold]
    case .today: [.bold, .underline]
    case .selection: [.reverse]
    case .field, .locked: [.underline]
    case .fieldFocused, .fieldError, .partlyTaken: [.bold, .underline]
    case .plain, .dim, .gutter, .full, .disabled, .past, .draft, .nonexistent, .fold, .focus, .hint,
      .success, .border, .heat0, .heat1, .heat2, .heat3:
      []
    }
  }
}
