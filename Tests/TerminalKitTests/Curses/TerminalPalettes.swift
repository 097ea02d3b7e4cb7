@testable import TerminalKit

/// The colours that a terminal shows when nobody has changed them.
struct TerminalPalette: CustomStringConvertible, Sendable {
  let description: String
  let text: RGB
  let ground: RGB
  /// 0 to 15, as its theme has them.
  let theme: [RGB]

  init(_ name: String, _ text: Int, on ground: Int, _ theme: [Int]) {
    description = name
    self.text = RGB(hex: text)
    self.ground = RGB(hex: ground)
    self.theme = theme.map(RGB.init(hex:))
  }

  /// Of its text on its ground: nothing that stays in these colours can be read better.
  var own: Double { text.contrast(to: ground) }

  /// How well a look can be read here. Where bold is shown as bright, of the eight colours of old.
  func contrast(of look: Appearance) -> Double {
    func color(_ number: Int16, _ own: RGB) -> RGB {
      number < 0 ? own : number < 16 ? theme[Int(number)] : RGB(fixed: Int(number))
    }
    let ground = color(look.background, ground)
    let contrast = color(look.foreground, text).contrast(to: ground)
    guard look.attributes.contains(.bold), (0..<8).contains(look.foreground) else {
      return contrast
    }
    return min(contrast, theme[Int(look.foreground) + 8].contrast(to: ground))
  }

  static let all: [TerminalPalette] = [
    TerminalPalette("xterm", 0x000000, on: 0xFFFFFF, xterm),
    TerminalPalette("xterm -rv", 0xFFFFFF, on: 0x000000, xterm),
    TerminalPalette("PuTTY", 0xBBBBBB, on: 0x000000, putty),
    TerminalPalette("Linux console", 0xAAAAAA, on: 0x000000, console),
    TerminalPalette("Windows Terminal", 0xCCCCCC, on: 0x0C0C0C, campbell),
    TerminalPalette("GNOME dark", 0xD0CFCC, on: 0x171421, gnome),
    TerminalPalette("GNOME light", 0x171421, on: 0xFFFFFF, gnome),
    TerminalPalette("Tango dark", 0xD3D7CF, on: 0x2E3436, tango),
    TerminalPalette("Tango light", 0x2E3436, on: 0xEEEEEC, tango),
    TerminalPalette("Solarized dark", 0x839496, on: 0x002B36, solarized),
    TerminalPalette("Solarized light", 0x657B83, on: 0xFDF6E3, solarized),
    TerminalPalette("macOS Basic", 0x000000, on: 0xFFFFFF, mac),
    TerminalPalette("macOS Pro", 0xF2F2F2, on: 0x000000, mac),
  ]

  private static let xterm = [
    0x000000, 0xCD0000, 0x00CD00, 0xCDCD00, 0x0000EE, 0xCD00CD, 0x00CDCD, 0xE5E5E5,
    0x7F7F7F, 0xFF0000, 0x00FF00, 0xFFFF00, 0x5C5CFF, 0xFF00FF, 0x00FFFF, 0xFFFFFF,
  ]
  private static let putty = [
    0x000000, 0xBB0000, 0x00BB00, 0xBBBB00, 0x0000BB, 0xBB00BB, 0x00BBBB, 0xBBBBBB,
    0x555555, 0xFF5555, 0x55FF55, 0xFFFF55, 0x5555FF, 0xFF55FF, 0x55FFFF, 0xFFFFFF,
  ]
  private static let console = [
    0x000000, 0xAA0000, 0x00AA00, 0xAA5500, 0x0000AA, 0xAA00AA, 0x00AAAA, 0xAAAAAA,
    0x555555, 0xFF5555, 0x55FF55, 0xFFFF55, 0x5555FF, 0xFF55FF, 0x55FFFF, 0xFFFFFF,
  ]
  private static let campbell = [
    0x0C0C0C, 0xC50F1F, 0x13A10E, 0xC19C00, 0x0037DA, 0x881798, 0x3A96DD, 0xCCCCCC,
    0x767676, 0xE74856, 0x16C60C, 0xF9F1A5, 0x3B78FF, 0xB4009E, 0x61D6D6, 0xF2F2F2,
  ]
  private static let gnome = [
    0x171421, 0xC01C28, 0x26A269, 0xA2734C, 0x12488B, 0xA347BA, 0x2AA1B3, 0xD0CFCC,
    0x5E5C64, 0xF66151, 0x33D17A, 0xE9AD0C, 0x2A7BDE, 0xC061CB, 0x33C7DE, 0xFFFFFF,
  ]
  private static let tango = [
    0x2E3436, 0xCC0000, 0x4E9A06, 0xC4A000, 0x3465A4, 0x75507B, 0x06989A, 0xD3D7CF,
    0x555753, 0xEF2929, 0x8AE234, 0xFCE94F, 0x729FCF, 0xAD7FA8, 0x34E2E2, 0xEEEEEC,
  ]
  private static let solarized = [
    0x073642, 0xDC322F, 0x859900, 0xB58900, 0x268BD2, 0xD33682, 0x2AA198, 0xEEE8D5,
    0x002B36, 0xCB4B16, 0x586E75, 0x657B83, 0x839496, 0x6C71C4, 0x93A1A1, 0xFDF6E3,
  ]
  private static let mac = [
    0x000000, 0x990000, 0x00A600, 0x999900, 0x0000B2, 0xB200B2, 0x00A6B2, 0xBFBFBF,
    0x666666, 0xE50000, 0x00D900, 0xE5E500, 0x0000FF, 0xE500E5, 0x00E5E5, 0xE5E5E5,
  ]
}

extension RGB {
  init(hex: Int) { self.init(hex >> 16 & 0xFF, hex >> 8 & 0xFF, hex & 0xFF) }
}
