/// One thing that came from the keyboard.
package enum Key: Hashable, Sendable {
  /// A printable character; Space is " ".
  case character(Character)
  /// Ctrl with a letter (lower case), a space or one of `\ ] ^ _`.
  case control(Character)
  /// Alt with a printable character; also Esc and that character arriving together.
  case alt(Character)
  case altBackspace, altEnter
  case up, down, left, right
  case pageUp, pageDown, home, end
  case insert, delete, backspace
  case enter, tab, backTab, escape
  case function(Int)
  /// The terminal has another size now.
  case resize
  /// Pasted text as it came: it may hold anything. Of what is longer than `KeyDecoder.pasteLimit` only
  /// the beginning, which still is more than any field takes.
  case paste(String)
  /// Characters that came together, for the field that they are typed into.
  case text(String)
  /// No key, but it comes in their order.
  case mouse(MouseEvent)
}

/// `"a"`, in tables of keys.
extension Key: ExpressibleByExtendedGraphemeClusterLiteral {
  package init(extendedGraphemeClusterLiteral character: Character) { self = .character(character) }
}

extension Key {
  /// Keys that only move the focus: a burst of these is a held key, not a paste.
  package var isMovement: Bool {
    switch self {
    case .up, .down, .left, .right, .pageUp, .pageDown, .home, .end: true
    default: false
    }
  }

  /// Keys that are letters for a field.
  package var isText: Bool {
    switch self {
    case .character, .text, .paste: true
    default: false
    }
  }

  /// Takes the characters that `keys` begins with, as one key. Nil when there are not several.
  package static func takeText(from keys: inout ArraySlice<Key>) -> Key? {
    let characters = keys.prefix { if case .character = $0 { true } else { false } }
    guard characters.count > 1 else { return nil }
    keys.removeFirst(characters.count)
    return .text(
      characters.reduce(into: "") { if case .character(let one) = $1 { $0.append(one) } }
    )
  }

  /// What it is when an ESC comes before it: with Alt it is no Esc, which would throw away what is open.
  /// Nil where the two are two keys.
  var withAlt: Key? {
    switch self {
    case .backspace: .altBackspace
    case .enter: .altEnter
    case .delete: .delete
    default: isMovement ? self : nil
    }
  }

  package var isMouse: Bool { if case .mouse = self { true } else { false } }
}

// MARK: - Names

extension Key {
  /// The name in help and settings: `a`, `Space`, `C-r`, `A-x`, `PgUp`, `S-Tab`, `F1`.
  package var name: String {
    switch self {
    case .character(" "): "Space"
    case .character(let character): String(character)
    case .control(" "): "C-Space"
    case .control(let character): "C-\(character)"
    case .alt(" "): "A-Space"
    case .alt(let character): "A-\(character)"
    case .function(let number): "F\(number)"
    case .resize: "Resize"
    case .paste: "Paste"
    case .text: "Text"
    case .mouse: "Mouse"
    default: Self.names.first { $0.key == self }?.name ?? ""
    }
  }

  /// The key of that name; nil for what is none. Names of several letters may be written in either
  /// case; `Ctrl-r`, `Alt-x` and `M-x` are understood too.
  package init?(name: String) {
    if name.count == 1, let character = name.first {
      self = character == " " || Self.isPrintable(character) ? .character(character) : .tab
      if self == .tab { return nil }
      return
    }
    let lower = name.lowercased()
    if let named = Self.names.first(where: { $0.name.lowercased() == lower })?.key {
      self = named
    } else if let alias = Self.aliases[lower] {
      self = alias
    } else if let number = Self.functionNumber(lower) {
      self = .function(number)
    } else if let modified = Self.modified(name) {
      self = modified
    } else {
      return nil
    }
  }

  private static let names: [(key: Key, name: String)] = [
    (.up, "Up"), (.down, "Down"), (.left, "Left"), (.right, "Right"),
    (.pageUp, "PgUp"), (.pageDown, "PgDn"), (.home, "Home"), (.end, "End"),
    (.insert, "Ins"), (.delete, "Del"), (.backspace, "Backspace"),
    (.altBackspace, "A-Backspace"), (.altEnter, "A-Enter"),
    (.enter, "Enter"), (.tab, "Tab"), (.backTab, "S-Tab"), (.escape, "Esc"),
    (.character(" "), "Space"),
  ]

  private static let aliases: [String: Key] = [
    "pageup": .pageUp, "pagedown": .pageDown, "insert": .insert, "delete": .delete,
    "return": .enter, "escape": .escape, "backtab": .backTab, "shift-tab": .backTab,
    "alt-backspace": .altBackspace, "m-backspace": .altBackspace,
    "alt-enter": .altEnter, "m-enter": .altEnter,
  ]

  private static func functionNumber(_ name: String) -> Int? {
    guard name.first == "f", let number = Int(name.dropFirst()) else { return nil }
    return (1...63).contains(number) ? number : nil
  }

  private static func modified(_ name: String) -> Key? {
    guard let dash = name.firstIndex(of: "-") else { return nil }
    let rest = name[name.index(after: dash)...]
    let character: Character? = rest.lowercased() == "space" ? " " : rest.first
    guard let character, rest.count == 1 || character == " " else { return nil }
    switch name[..<dash].lowercased() {
    case "c", "ctrl": return controlKey(character)
    case "a", "m", "alt", "meta": return isPrintable(character) ? .alt(character) : nil
    default: return nil
    }
  }

  /// Only what a terminal can send as Ctrl and a character: Ctrl-i is Tab, Ctrl-m Enter, Ctrl-[ Esc,
  /// Ctrl-h Backspace, Ctrl-j Enter.
  private static func controlKey(_ character: Character) -> Key? {
    guard let value = Character(character.lowercased()).asciiValue else { return nil }
    switch value {
    case 0x20: return .control(" ")
    case 0x5C...0x5F, 0x61...0x7A: return Key(controlByte: value & 0x1F)
    default: return nil
    }
  }

  private static func isPrintable(_ character: Character) -> Bool {
    character.asciiValue.map { $0 >= 0x20 && $0 < 0x7F } ?? true
  }

  /// The key that sends a byte below 0x20 or 0x7F.
  package init(controlByte byte: UInt8) {
    switch byte {
    case 0x00: self = .control(" ")
    case 0x08, 0x7F: self = .backspace
    case 0x09: self = .tab
    case 0x0A, 0x0D: self = .enter
    case 0x1B: self = .escape
    case 0x1C...0x1F: self = .control(Character(Unicode.Scalar(byte | 0x40)))
    default: self = .control(Character(Unicode.Scalar(byte | 0x60)))
    }
  }
}
