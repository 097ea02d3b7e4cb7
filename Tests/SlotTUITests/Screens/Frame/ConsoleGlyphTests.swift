import SlotDomain
import TerminalKit
import Testing

@testable import SlotTUI

/// The Linux console shows what its font has, and a blank or a block for all else.
@Suite struct ConsoleGlyphTests {
  /// Beside ASCII, the code points that are in the Unicode table of each of these fonts: console-setup-linux
  /// 1.221 of Debian 12, /usr/share/consolefonts, all faces and sizes of Arabic, CyrSlav, FullCyrAsia,
  /// FullCyrSlav, FullGreek, Georgian, Greek, Hebrew, Lat2, Lat7, Lat15, Lat38, Uni1, Uni2, Uni3 and
  /// Vietnamese; and in code page 437 with the signs of its control characters, the kernel's own font
  /// (drivers/tty/vt/cp437.uni).
  static let inAllFonts: Set<Unicode.Scalar> = Set(
    "£§°±µ¶·ÄÖéë÷üπ•←↑→↓≤≥─│┌┐└┘├┤┬┴┼═║╒╔╗╘╙╚╛╝╞╟╠╡╣╦╧╨╩╪╬█░▒■▲▼♦".unicodeScalars
  )

  private static func isShown(_ scalar: Unicode.Scalar) -> Bool {
    (0x20..<0x7F).contains(scalar.value) || inAllFonts.contains(scalar)
  }

  @Test func everySignIsInAllFonts() {
    for glyph in Glyph.allCases {
      let sign = Glyphs.console[glyph]
      #expect(Self.isShown(sign), "\(glyph): \(sign)")
    }
  }

  @Test(arguments: [
    ("linux", Glyphs.console), ("linux-16color", .console), ("xterm", .unicode), ("", .unicode),
  ])
  func theConsoleIsKnownByItsType(type: String, glyphs: Glyphs) {
    #expect(Glyphs(terminal: type) == glyphs)
  }

  @Test(arguments: [
    ("09:00–09:30, 1 of 2…", "09:00-09:30, 1 of 2..."), ("“Ana” → ‘Eva’", "\"Ana\" → 'Eva'"),
    ("40×10", "40x10"), ("a\u{1B}[2Jb\u{7F}", "a^[[2Jb^?"), ("\u{202E}x", "?x"),
    ("Łukasz Żółć", "Łukasz Żółć"), ("山田 Hanako 김", "?? Hanako ?"),
  ])
  func punctuationIsWrittenInASCII(text: String, shown: String) {
    #expect(SafeText.line(text, .console) == shown)
    var canvas = Canvas(width: 40, height: 1, glyphs: .console)
    canvas.put(text, x: 0, y: 0)
    #expect(canvas.text == shown)
  }

  /// Whatever is drawn, where the data is ASCII.
  @Test(arguments: PeriodView.allCases)
  func nothingElseIsDrawn(view: PeriodView) throws {
    var scene = try Scene()
    try scene.add("2026-03-04 08:00", taken: 1)
    try scene.add("2026-03-04 11:00", capacity: 2, taken: 1)
    try scene.add("2026-03-04 12:00", status: .disabled)
    try scene.add("2026-03-04 13:00", lock: Scene.Hold(owner: "ben", minutes: 30))
    try scene.add("2026-03-05 11:00", taken: 1)
    for size in [(40, 10), (80, 24), (200, 50)] {
      scene.size = AppState.Size(width: size.0, height: size.1)
      for keys in [[], [":"], ["?"], ["/"], ["C"], ["g"], ["b"], ["e"], ["*"], ["D"], ["s"], ["3"]]
      {
        var state = scene.state(on: scene.slots[1])
        state.choose(view, reading: scene)
        for key in keys { state.press(key) }
        let drawn = state.drawn(.console).text.unicodeScalars
        let others = drawn.filter { $0 != "\n" && !Self.isShown($0) }
        #expect(others.isEmpty, "\(size) \(keys): \(String(others))")
      }
    }
  }
}
