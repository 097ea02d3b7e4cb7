import Testing

@testable import TerminalKit

@Suite struct PaletteTests {
  static let states: [(style: Style, glyph: Glyph)] = [
    (.available, .available), (.partlyTaken, .partlyTaken), (.full, .full),
    (.disabled, .disabled), (.locked, .locked), (.past, .past), (.draft, .draft),
  ]
  static let depths: [ColorDepth] = [.monochrome, .eight, .sixteen, .full]

  @Test(arguments: [Glyphs.unicode, .ascii])
  func statesDifferWithoutColor(glyphs: Glyphs) {
    let palette = Palette(depth: .monochrome, background: .unknown)
    let looks = Self.states.map {
      "\(glyphs[$0.glyph]) \(palette.appearance(of: $0.style).attributes.rawValue)"
    }
    #expect(Set(looks).count == Self.states.count)
    let colored = Style.allCases.filter { palette.appearance(of: $0).foreground != -1 }
    #expect(colored.isEmpty)
  }

  @Test(arguments: depths)
  func backgroundIsTheTerminalsOwn(depth: ColorDepth) {
    for background in [Background.unknown, .dark, .light] {
      let palette = Palette(depth: depth, background: background)
      for style in Style.allCases { #expect(palette.appearance(of: style).background == -1) }
    }
  }

  /// Reversing shows the focus, so no state may be reversed itself.
  @Test(arguments: depths)
  func focusShowsOnEveryState(depth: ColorDepth) {
    let palette = Palette(depth: depth, background: .unknown)
    for state in Self.states {
      #expect(!palette.appearance(of: state.style).attributes.contains(.reverse))
    }
  }

  /// On an unknown background only the theme's own colours are readable for sure.
  @Test func unknownBackgroundsGetTheThemesColors() {
    let palette = Palette(depth: .full, background: .unknown)
    for style in Style.allCases { #expect(palette.appearance(of: style).foreground < 16) }
  }

  @Test(arguments: [Background.dark, .light])
  func colorsAreReadable(background: Background) {
    let palette = Palette(depth: .full, background: background)
    for style in Style.allCases {
      let color = palette.appearance(of: style).foreground
      guard color >= 0 else { continue }
      let contrast = Contrast(color: Int(color))
      if background != .light { #expect(contrast.toBlack > 3.8, "\(style)") }
      if background != .dark { #expect(contrast.toWhite > 3.8, "\(style)") }
    }
  }

  /// Blue against orange, told apart by brightness too: for eyes that do not tell red from green, or
  /// no colours at all.
  @Test(arguments: [Background.dark, .light])
  func colorBlindStatesDifferInBrightness(background: Background) {
    let palette = Palette(depth: .full, background: background, scheme: .colorBlind)
    let states: [Style] = [.available, .partlyTaken, .locked, .draft, .disabled]
    let contrasts = states.map {
      Contrast(color: Int(palette.appearance(of: $0).foreground))
    }
    for (index, one) in contrasts.enumerated() {
      #expect((background == .dark ? one.toBlack : one.toWhite) > 3.8, "\(states[index])")
      for (other, two) in contrasts.enumerated().dropFirst(index + 1) {
        let ratio = max(one.toBlack / two.toBlack, two.toBlack / one.toBlack)
        #expect(ratio > 1.25, "\(states[index]) and \(states[other])")
      }
    }
  }

  @Test(arguments: depths)
  func colorBlindStatesAreNeitherRedNorGreen(depth: ColorDepth) {
    let palette = Palette(depth: depth, background: .unknown, scheme: .colorBlind)
    for state in Self.states {
      #expect(![1, 2, 9, 10].contains(palette.appearance(of: state.style).foreground))
    }
    let telling: [Style] = [.available, .partlyTaken, .locked]
    guard depth != .monochrome else { return }
    #expect(Set(telling.map { palette.appearance(of: $0).foreground }).count == telling.count)
  }

  @Test func noColorsAreNone() {
    let palette = Palette(depth: .full, background: .dark, scheme: .none)
    let monochrome = Palette(depth: .monochrome, background: .unknown)
    for style in Style.allCases {
      #expect(palette.appearance(of: style) == monochrome.appearance(of: style))
    }
  }

  @Test func depthFollowsTheNumberOfColors() {
    let depths = [-1, 0, 8, 16, 88, 256, 0x100_0000].map(ColorDepth.init(colors:))
    #expect(depths == [.monochrome, .monochrome, .eight, .sixteen, .sixteen, .full, .full])
  }
}

/// Contrast of a colour of xterm's 256 as WCAG 2 counts it.
private struct Contrast {
  let toBlack: Double
  let toWhite: Double

  init(color: Int) {
    let levels = [0, 95, 135, 175, 215, 255]
    let gray = 8 + 10 * (color - 232)
    let parts =
      color >= 232
      ? [gray, gray, gray]
      : [(color - 16) / 36, (color - 16) / 6 % 6, (color - 16) % 6].map { levels[$0] }
    let weights = [0.2126, 0.7152, 0.0722]
    let luminance = zip(parts, weights).map { part, weight in
      let value = Double(part) / 255
      // The exponent 2.4 of sRGB, near enough, without a mathematics library.
      return weight * (value <= 0.04045 ? value / 12.92 : Self.power24((value + 0.055) / 1.055))
    }
    .reduce(0, +)
    toBlack = (luminance + 0.05) / 0.05
    toWhite = 1.05 / (luminance + 0.05)
  }

  /// x^2.4 as x² · x^0.4, the latter the fifth root of x² by Newton's method.
  private static func power24(_ x: Double) -> Double {
    let square = x * x
    var root = 1.0
    for _ in 0..<40 {
      let fourth = root * root * root * root
      root -= (fourth * root - square) / (5 * fourth)
    }
    return square * root
  }
}
