/// Texts that want to be more than text: the one collection that every test of a field or of an output
/// draws from. None is longer than the name of a booking block may be.
public enum HostileTexts {
  public static let all =
    sequences + controls + layout + unassigned + combining + [long, wide]

  /// What sets the clipboard, the title or colours, clears the screen, asks for an answer, or never
  /// ends.
  public static let sequences = [
    "clip\u{1B}]52;c;ZXZpbA==\u{7}board", "ti\u{1B}]0;EVIL\u{7}tle",
    "li\u{1B}]8;;http://e\u{1B}\\nk", "red\u{1B}[31m", "cls\u{1B}[2J\u{1B}[H",
    "dcs\u{1B}Pq#0\u{1B}\\", "request\u{1B}P$q\"p\u{1B}\\", "apc\u{1B}_Gf=24;AAAA\u{1B}\\",
    "pm\u{1B}^x\u{1B}\\", "sos\u{1B}Xx\u{1B}\\", "ask\u{1B}[6n", "paste\u{1B}[201~D\ny",
    "reset\u{1B}c", "charset\u{1B}(0", "open\u{1B}]52;", "end\u{1B}",
    "c1\u{9B}31m", "osc\u{9D}0;EVIL\u{9C}", "dcs\u{90}q\u{9C}", "apc\u{9F}G\u{9C}",
  ]

  public static let controls = [
    "line\nbreak", "re\rturn", "bell\u{7}", "back\u{8}\u{8}", "tab\tform\u{C}", "shift\u{E}out",
    "del\u{7F}", "next\u{85}line", "cancel\u{18}\u{1A}",
  ]

  /// What turns text around, hides it, or breaks the line elsewhere.
  public static let layout = [
    "turn\u{202E}over", "em\u{202A}bed\u{202C}", "iso\u{2066}late\u{2067}\u{2068}\u{2069}",
    "mark\u{200E}\u{200F}\u{61C}", "zero\u{200B}\u{FEFF}width", "join\u{2060}\u{2064}er",
    "line\u{2028}\u{2029}end", "soft\u{AD}hyphen", "filler\u{3164}\u{115F}\u{FFA0}\u{34F}",
    "annotation\u{FFF9}a\u{FFFA}b\u{FFFB}", "ad\u{200C}min",
  ]

  /// What has no meaning, or one that cannot be seen: variation selectors, tags, private use.
  public static let unassigned = [
    "select\u{FE0F}\u{FE00}or", "more\u{E0100}\u{E01EF}", "tag\u{E0001}\u{E0041}\u{E007F}",
    "private\u{E000}\u{F0000}\u{10FFFF}", "none\u{378}\u{FFFE}",
  ]

  public static let combining = [
    "z\u{301}\u{302}\u{303}\u{304}\u{305}\u{306}", "\u{301}alone",
    "a" + String(repeating: "\u{489}", count: 150), "\u{1F468}\u{200D}\u{1F469}\u{200D}\u{1F467}",
  ]

  public static let long = String(repeating: "long ", count: 40)
  public static let wide = String(repeating: "\u{FDFD}漢", count: 90)

  /// Bytes that are no UTF-8: raw C1, ESC and `[` written too long, a surrogate, an end that is missing,
  /// and what is never part of a text.
  public static let bytes: [[UInt8]] = [
    Array("c1".utf8) + [0x9B, 0x33, 0x31, 0x6D], [0x9D, 0x30, 0x3B, 0x45, 0x9C, 0x61],
    [0xC0, 0x9B, 0x5B, 0x32, 0x4A, 0x61], [0xE0, 0x80, 0x9B, 0x61], [0xED, 0xA0, 0x80, 0x61],
    [0x61, 0xE2, 0x82], [0xFF, 0xFE, 0x61], [0xF5, 0x80, 0x80, 0x80, 0x61],
  ]

  /// The scalars of a text that a terminal or a reader would take for more than text, by their numbers.
  /// Written down here once more, so that it shares no mistake with the program.
  ///
  /// - Parameter allowed: Those that belong there, such as the ends of lines.
  public static func dangers(in text: some StringProtocol, except allowed: String = "") -> [String]
  {
    text.unicodeScalars.filter { isDangerous($0) && !allowed.unicodeScalars.contains($0) }
      .map { "U+" + String($0.value, radix: 16) }
  }

  private static func isDangerous(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x20, 0x7F..<0xA0, 0xAD, 0x34F, 0x61C, 0x115F, 0x3164, 0xFFA0: true
    case 0x200B, 0x200E, 0x200F, 0x2028...0x202E, 0x2060...0x206F: true
    case 0xFE00...0xFE0F, 0xFEFF, 0xFFF0...0xFFFB, 0xE000...0xF8FF, 0xE0000...0x10FFFF: true
    default: false
    }
  }
}
