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
    static let dim = Attributes(rawValue: 2)
    static let underline = Attributes(rawValue: 4)
    static let reverse = Attributes(rawValue: 8)
  }

  var foreground: Int16 = -1
  var background: Int16 = -1
  var attributes: Attributes = []
}

/// The looks of all styles on one kind of terminal.
struct Palette: Sendable {
  let depth: ColorDepth
  let background: Background
  var scheme = ColorScheme.standard

  func appearance(of style: Style) -> Appearance {
    guard scheme != .none, depth != .monochrome else {
      return Appearance(attributes: Self.monochrome(style))
    }
    var appearance = Appearance(attributes: Self.attributes(style))
    guard let hue = Self.hue(style) else { return appearance }
    appearance.foreground = number(of: hue)
    // Among eight colours there is no gray.
    if hue == .gray, depth == .eight { appearance.attributes.insert(.dim) }
    return appearance
  }
}

// MARK: - Colours

extension Palette {
  private enum Hue { case green, blue, red, orange, purple, teal, gray }

  private static func hue(_ style: Style) -> Hue? {
    switch style {
    case .available, .success, .heat4: .green
    case .partlyTaken, .heat3: .teal
    case .error, .fieldError, .heat1: .red
    case .locked, .heat2: .purple
    case .draft, .warning: .orange
    case .today, .nowLine, .mark, .key, .field, .fieldFocused: .blue
    case .dim, .gutter, .disabled, .past, .nonexistent, .fold, .hint, .border, .heat0: .gray
    // What is full is as it should be: it stands back, so that what is free stands out.
    case .plain, .full, .heading, .title, .focus, .selection: nil
    }
  }

  private func number(of hue: Hue) -> Int16 {
    switch depth {
    case .monochrome: -1
    case .eight, .sixteen: basicNumber(of: hue)
    // The first sixteen are the theme's, which fits its background; they are also fewer bytes.
    case .full: background == .unknown ? basicNumber(of: hue) : fullNumber(of: hue)
    }
  }

  private func fullNumber(of hue: Hue) -> Int16 {
    let choice = scheme == .colorBlind ? blueAndOrange(hue) : standard(hue)
    return background == .light ? choice.light : choice.dark
  }

  private func standard(_ hue: Hue) -> (dark: Int16, light: Int16) {
    switch hue {
    case .green: (78, 22)
    case .blue: (75, 25)
    case .red: (203, 124)
    case .orange: (215, 94)
    case .purple: (177, 90)
    case .teal: (80, 23)
    case .gray: (246, 240)
    }
  }

  /// What is free is blue, what stands in the way orange, and none as bright as another.
  private func blueAndOrange(_ hue: Hue) -> (dark: Int16, light: Int16) {
    switch hue {
    case .green: (117, 17)
    case .teal: (33, 20)
    case .blue: (75, 25)
    case .orange: (229, 124)
    case .purple: (208, 94)
    case .red: (202, 88)
    case .gray: (242, 244)
    }
  }

  /// The eight of old, which every terminal's theme adapts to its background.
  private func basicNumber(of hue: Hue) -> Int16 {
    if scheme == .colorBlind { return basicBlueOrYellow(hue) }
    return switch hue {
    case .red: 1
    case .green: 2
    case .orange: 3
    case .blue: 4
    case .purple: 5
    case .teal: 6
    case .gray: depth == .eight ? -1 : 8
    }
  }

  /// A theme's blue, cyan and yellow; what is left keeps the terminal's own colour.
  private func basicBlueOrYellow(_ hue: Hue) -> Int16 {
    switch hue {
    case .green, .blue: 4
    case .teal: 6
    case .purple, .red: 3
    case .orange: -1
    case .gray: depth == .eight ? -1 : 8
    }
  }
}

// MARK: - Attributes

extension Palette {
  private static func attributes(_ style: Style) -> Appearance.Attributes {
    switch style {
    case .heading, .today, .mark, .error: [.bold]
    case .title: [.bold, .reverse]
    case .selection: [.reverse]
    case .field: [.underline]
    case .fieldFocused: [.bold, .underline]
    case .fieldError: [.bold, .underline]
    default: []
    }
  }

  /// Without colours the states of a slot differ by weight and underline, beside glyph and text.
  private static func monochrome(_ style: Style) -> Appearance.Attributes {
    switch style {
    case .partlyTaken: [.bold, .underline]
    case .locked: [.underline]
    case .draft: [.dim, .underline]
    case .dim, .gutter, .disabled, .past, .nonexistent, .fold, .hint, .border: [.dim]
    case .nowLine, .heat4, .warning, .available, .key: [.bold]
    case .heat3: [.underline]
    default: attributes(style)
    }
  }
}
