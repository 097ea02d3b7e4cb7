import CNcurses
import SlotDomain

/// Reads what the keyboard sent, bytes and ncurses' key codes, into keys.
struct CursesKeys {
  /// Characters and codes a read takes at most, so that a flood cannot keep the loop away.
  private static let readLimit = 16_384
  /// A paste whose end has not come for that long is taken as it is: generous, since what comes after
  /// that counts as keys, and a line that stalls in the middle of a paste must not make keys of it.
  /// Milliseconds.
  private static let pastePatience: Int64 = 5_000

  private var decoder = KeyDecoder()
  private var lastByte: Int64 = 0
  /// How many characters and codes the last read took.
  private(set) var characterCount = 0

  /// Reads from `window`, which must be in nodelay mode, until there is no more.
  mutating func read(from window: Window) -> [Key] {
    let now = Uptime.milliseconds
    characterCount = 0
    var code = wgetch(window)
    decoder.advance(to: now, hasWaited: code != ERR)
    while code != ERR {
      characterCount += 1
      if code < 0x100 {
        decoder.take(UInt8(code))
      } else if let key = Self.key(code) {
        decoder.take(key)
      }
      guard characterCount < Self.readLimit else { break }
      code = wgetch(window)
    }
    if characterCount > 0 {
      lastByte = now
    } else if decoder.isPasting, now - lastByte > Self.pastePatience {
      // Only if nothing waits: a busy machine can be what was late.
      decoder.endPaste()
    }
    // ncurses has waited a little for what could follow an ESC.
    decoder.advance(to: Uptime.milliseconds)
    decoder.endRead()
    return decoder.takeKeys()
  }

  /// The terminal was asked for the colour of its background.
  mutating func expectGround() { decoder.expectGround(at: Uptime.milliseconds) }

  /// Whether its answer is still to come.
  var awaitsGround: Bool { decoder.awaitsGround }

  /// Hands out the answer, once when it has come.
  mutating func takeGround() -> RGB? { decoder.takeGround() }

  /// Milliseconds until another read is due even if nothing comes; nil when it is not.
  var due: Int? { decoder.due.map { max(0, Int($0 - Uptime.milliseconds)) } }

  /// nil for keys that mean nothing here, such as those with Shift.
  private static func key(_ code: Int32) -> Key? {
    switch code {
    case KEY_UP: .up
    case KEY_DOWN: .down
    case KEY_LEFT: .left
    case KEY_RIGHT: .right
    case KEY_PPAGE: .pageUp
    case KEY_NPAGE: .pageDown
    case KEY_HOME, KEY_A1, KEY_FIND: .home
    case KEY_END, KEY_LL, KEY_C1, KEY_SELECT: .end
    case KEY_A3: .pageUp
    case KEY_C3: .pageDown
    case KEY_IC: .insert
    case KEY_DC: .delete
    case KEY_BACKSPACE: .backspace
    case KEY_ENTER: .enter
    case KEY_BTAB: .backTab
    case KEY_RESIZE: .resize
    case (KEY_F0 + 1)...(KEY_F0 + 63): .function(Int(code - KEY_F0))
    default: nil
    }
  }
}
