import Testing

@testable import TerminalKit

@Suite struct PaletteTests {
  static let states: [(style: Style, glyph: Glyph)] = [
    (.available, .available), (.partlyTaken, .partlyTaken), (.full, .full),
    (.disabled, .disabled), (.locked, .locked), (.past, .past), (.draft, .draft),
    (.warning, .alarm),
  ]
  static let depths: [ColorDepth] = [.monochrome, .eight, .sixteen, .full]
  static let schemes: [ColorScheme] = [.standard, .colorBlind]

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

  // MARK: What can be read

  /// Out of the box: whether the terminal has told its background or not.
  @Test(arguments: TerminalPalette.all, depths)
  func everyTextCanBeRead(terminal: TerminalPalette, depth: ColorDepth) {
    let least = min(RGB.readable, terminal.own)
    let isDark = terminal.ground.isDark
    for scheme in Self.schemes {
      let palettes = [
        Palette(depth: depth, background: .unknown, scheme: scheme),
        Palette(
          depth: depth,
          background: isDark ? .dark : .light,
          ground: terminal.ground,
          scheme: scheme
        ),
        // As the user has said.
        Palette(depth: depth, background: isDark ? .dark : .light, scheme: scheme),
      ]
      for palette in palettes {
        for style in Style.allCases {
          let look = palette.appearance(of: style)
          #expect(terminal.contrast(of: look) >= least, "\(style) \(scheme) \(palette.background)")
        }
      }
    }
  }

  /// The palettes are what the test above stands on.
  @Test func thePalettesAreThoseOfTerminals() {
    #expect(TerminalPalette.all.count == 13)
    #expect(
      TerminalPalette.all.filter { $0.own < RGB.readable }.map(\.description) == ["Solarized light"]
    )
    #expect(RGB(hex: 0).contrast(to: RGB(hex: 0xFFFFFF)) == 21)
    // What was wrong with the eight colours of old: they cannot be read everywhere.
    let blue = Appearance(foreground: 4)
    let gray = Appearance(foreground: 8)
    #expect(TerminalPalette.all.contains { $0.contrast(of: blue) < 2 })
    #expect(TerminalPalette.all.contains { $0.contrast(of: gray) < 2 })
  }

  @Test(arguments: depths, [Background.unknown, .dark, .light])
  func themesColorsAreNotUsed(depth: ColorDepth, background: Background) {
    for scheme in ColorScheme.allCases {
      let palette = Palette(depth: depth, background: background, scheme: scheme)
      for style in Style.allCases {
        let look = palette.appearance(of: style)
        #expect(!(0..<16).contains(look.foreground) && !(0..<16).contains(look.background))
      }
    }
  }

  /// Where nothing is known of the ground, colours stand on one of their own or not at all.
  @Test func unknownGroundsCarryNoColors() {
    for scheme in ColorScheme.allCases {
      let palette = Palette(depth: .full, background: .unknown, scheme: scheme)
      for style in Style.allCases {
        let look = palette.appearance(of: style)
        #expect((look.foreground < 0) == (look.background < 0), "\(style)")
      }
    }
  }

  /// A gray ground between dark and light reads nothing but the terminal's own text.
  @Test func colorsThatCannotBeReadAreLeftOut() {
    let gray = RGB(hex: 0x777777)
    for background in [Background.dark, .light] {
      let palette = Palette(depth: .full, background: background, ground: gray)
      for style in Style.allCases where palette.appearance(of: style).background < 0 {
        #expect(palette.appearance(of: style).foreground < 0, "\(style)")
      }
    }
  }

  // MARK: What stands out

  /// What is free is filled, and in a cell nothing else is.
  @Test(arguments: depths, [Background.unknown, .dark, .light])
  func onlyWhatIsFreeIsFilled(depth: ColorDepth, background: Background) {
    for scheme in ColorScheme.allCases {
      let palette = Palette(depth: depth, background: background, scheme: scheme)
      func isFilled(_ style: Style) -> Bool {
        let look = palette.appearance(of: style)
        return look.background >= 0 || look.attributes.contains(.reverse)
      }
      #expect(isFilled(.chip))
      #expect(Self.states.filter { isFilled($0.style) }.isEmpty)
      #expect(palette.appearance(of: .chip) != palette.appearance(of: .chipFocused))
      #expect(palette.appearance(of: .warning).attributes.contains(.bold))
    }
  }

  /// Blue against orange, told apart by brightness too: for eyes that do not tell red from green, or
  /// no colours at all.
  @Test(arguments: [Background.dark, .light])
  func colorBlindStatesDifferInBrightness(background: Background) {
    let palette = Palette(depth: .full, background: background, scheme: .colorBlind)
    let states: [Style] = [.available, .partlyTaken, .locked]
    let contrasts = states.map {
      RGB(fixed: Int(palette.appearance(of: $0).foreground)).contrast(to: RGB(0, 0, 0))
    }
    for (index, one) in contrasts.enumerated() {
      for (other, two) in contrasts.enumerated().dropFirst(index + 1) {
        #expect(max(one / two, two / one) > 1.25, "\(states[index]) and \(states[other])")
      }
    }
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

  @Test(arguments: [
    ("rgb:1e1e/1e1e/1e1e", 0x1E1E1E), ("rgb:ff/00/80", 0xFF0080), ("rgb:f/0/8", 0xFF0088),
    ("rgba:0000/2b2b/3636/ffff", 0x002B36),
  ])
  func answersAreRead(text: String, color: Int) {
    #expect(RGB(answer: text) == RGB(hex: color))
  }

  @Test(arguments: [
    "", "rgb:", "rgb:1/2", "rgb:1/2/3/4", "rgb:12345/1/1", "rgb:g/0/0", "rgb:-1/0/0", "#fff",
  ])
  func otherAnswersAreNone(text: String) { #expect(RGB(answer: text) == nil) }
}
