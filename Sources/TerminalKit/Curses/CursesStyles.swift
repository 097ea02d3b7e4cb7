import CNcurses

/// The attributes and colour pair of each style on the open terminal. Pairs are made when first
/// used.
struct CursesStyles {
  struct Look {
    let attributes: attr_t
    let pair: Int32
  }

  private var palette: Palette
  /// Some terminals cannot go back to their own colours; there it is white on black.
  private let hasDefaultColors: Bool
  private var looks: [Look?] = Array(repeating: nil, count: Style.allCases.count)
  /// The colours of each, from pair 1 on.
  private var pairs: [Int32] = []

  init(background: Background, scheme: ColorScheme) {
    let hasColors = scheme != .none && has_colors() && start_color() == OK
    let depth = hasColors ? ColorDepth(colors: Int(tigetnum("colors"))) : .monochrome
    palette = Palette(depth: depth, background: background, scheme: scheme)
    hasDefaultColors = hasColors && use_default_colors() == OK
  }

  /// Whether the terminal's background makes a difference.
  var wantsGround: Bool {
    palette.depth == .full && palette.scheme != .none && palette.background == .unknown
  }

  /// The terminal has told its background: text can have colours that are read there.
  mutating func adopt(_ ground: RGB) {
    guard wantsGround else { return }
    palette = Palette(
      depth: palette.depth,
      background: ground.isDark ? .dark : .light,
      ground: ground,
      scheme: palette.scheme
    )
    looks = Array(repeating: nil, count: Style.allCases.count)
  }

  /// The look of a cell.
  mutating func look(of cell: Cell) -> Look {
    let base = look(of: cell.style)
    let flags = cell.flags
    guard !flags.isEmpty else { return base }
    var attributes = base.attributes
    // Reversed twice would be lost in the line around it.
    if flags.contains(.reversed) { attributes ^= CN_REVERSE }
    if flags.contains(.underlined) { attributes |= CN_UNDERLINE }
    if flags.contains(.bold) { attributes |= CN_BOLD }
    return Look(attributes: attributes, pair: base.pair)
  }

  private mutating func look(of style: Style) -> Look {
    let index = Int(style.rawValue)
    if let look = looks[index] { return look }
    let appearance = palette.appearance(of: style)
    let look = Look(
      attributes: Self.attributes(appearance.attributes),
      pair: pair(appearance.foreground, appearance.background)
    )
    looks[index] = look
    return look
  }

  private static func attributes(_ attributes: Appearance.Attributes) -> attr_t {
    var result: attr_t = 0
    if attributes.contains(.bold) { result |= CN_BOLD }
    if attributes.contains(.underline) { result |= CN_UNDERLINE }
    if attributes.contains(.reverse) { result |= CN_REVERSE }
    return result
  }

  /// The pair of the two colours; 0, the terminal's own, when it has no more.
  private mutating func pair(_ foreground: Int16, _ background: Int16) -> Int32 {
    if foreground < 0, background < 0 { return 0 }
    let colors = Int32(foreground) << 16 | Int32(background) & 0xFFFF
    if let index = pairs.firstIndex(of: colors) { return Int32(index + 1) }
    let pair = Int32(pairs.count + 1)
    let front = foreground < 0 && !hasDefaultColors ? Int16(COLOR_WHITE) : foreground
    let back = background < 0 && !hasDefaultColors ? Int16(COLOR_BLACK) : background
    guard init_pair(Int16(pair), front, back) == OK else { return 0 }
    pairs.append(colors)
    return pair
  }
}
