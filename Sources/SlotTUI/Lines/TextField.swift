import SlotDomain
import TerminalKit

/// One line of text being typed. Positions count characters, as a reader does.
struct TextField: Hashable, Sendable {
  /// How long a text can be typed or pasted, in Unicode scalars: more is a file that was pasted by
  /// mistake, and whatever is worked out with each key is worked out at once.
  static let limit = 10_000

  private(set) var characters: [Character]
  private(set) var cursor: Int
  /// In Unicode scalars.
  private var length: Int
  /// It is only proposed: the first letter takes the place of all of it.
  private(set) var isSelected: Bool
  /// Why the last key was not, or not wholly, taken.
  private(set) var excess: Excess?

  enum Excess: Hashable, Sendable {
    /// Nothing of a pasted text was taken.
    case pasted
    /// No more was taken of what was typed. Nor is what follows, up to a key that is no text, so that
    /// nothing is lost from its middle.
    case typed

    var sentence: String {
      let limit = WorkProgress.grouped(TextField.limit)
      switch self {
      case .pasted: return "A field holds \(limit) characters. Nothing of that text was pasted."
      case .typed: return "A field holds \(limit) characters. Nothing behind them was taken."
      }
    }
  }

  init(_ text: String = "", isSelected: Bool = false) {
    characters = Array(text)
    self.isSelected = isSelected && !text.isEmpty
    cursor = characters.count
    length = text.unicodeScalars.count
  }

  var text: String { String(characters) }
  var isEmpty: Bool { characters.isEmpty }

  /// Does what a key does to a text; false when that is nothing.
  mutating func edit(_ key: Key) -> Bool {
    let wasFull = excess == .typed
    excess = nil
    if isSelected, key.isText { self = TextField() }
    switch key {
    case .character(let character): type(String(character), wasFull: wasFull)
    case .text(let text): type(text, wasFull: wasFull)
    case .paste(let text): paste(text, wasFull: wasFull)
    case .left: cursor = max(0, cursor - 1)
    case .right: cursor = min(characters.count, cursor + 1)
    case .home, .control("a"): cursor = 0
    case .end, .control("e"): cursor = characters.count
    case .backspace: erase(from: cursor - 1, to: cursor)
    case .delete, .control("d"): erase(from: cursor, to: cursor + 1)
    case .control("u"): erase(from: 0, to: cursor)
    case .control("k"): erase(from: cursor, to: characters.count)
    case .control("w"), .altBackspace: erase(from: startOfWord, to: cursor)
    default: return false
    }
    isSelected = false
    return true
  }

  private mutating func type(_ text: String, wasFull: Bool) {
    let room = wasFull ? 0 : max(0, Self.limit - length)
    let scalars = text.unicodeScalars.prefix(room + 1)
    if scalars.count <= room { return insert(text) }
    insert(String(Substring(scalars.prefix(room))))
    excess = .typed
  }

  private mutating func paste(_ text: String, wasFull: Bool) {
    guard !wasFull, text.unicodeScalars.count <= Self.limit - length else {
      excess = wasFull ? .typed : .pasted
      return
    }
    insert(text)
  }

  /// Pasted text is text: its line breaks become blanks.
  private mutating func insert(_ text: String) {
    let line = text.map { $0.isNewline ? " " : $0 }
    characters.insert(contentsOf: line, at: cursor)
    cursor += line.count
    length += Self.scalars(in: line)
  }

  private mutating func erase(from start: Int, to end: Int) {
    let start = max(0, start)
    let end = min(characters.count, end)
    guard start < end else { return }
    length -= Self.scalars(in: characters[start..<end])
    characters.removeSubrange(start..<end)
    cursor = start
  }

  private static func scalars(in characters: some Sequence<Character>) -> Int {
    characters.reduce(0) { $0 + $1.unicodeScalars.count }
  }

  private var startOfWord: Int {
    let before = characters[..<cursor]
    let word = before.lastIndex { $0 != " " }.map { before[...$0] } ?? []
    return (word.lastIndex(of: " ") ?? -1) + 1
  }
}

extension TextField {
  /// Scrolled so that its cursor is in view.
  func draw(in line: Rect, isFocused: Bool, style: Style = .field, into canvas: inout Canvas) {
    let look: Style = isFocused && style == .field ? .fieldFocused : style
    canvas.fill(line, style: look)
    // From the cursor backwards, and no more than fits: pasted text can be long. Where nothing is typed its
    // beginning says what it is.
    var start = isFocused ? cursor : 0
    var used = 0
    while start > 0 {
      let columns = DisplayWidth.columns(of: shown(characters[start - 1...start - 1], canvas))
      guard used + columns < line.width else { break }
      start -= 1
      used += columns
    }
    canvas.put(
      String(characters[start...].prefix(line.width + 1)),
      in: line,
      style: look,
      flags: isFocused && isSelected ? .reversed : Cell.Flags()
    )
    guard isFocused else { return }
    let before = DisplayWidth.columns(of: shown(characters[start..<cursor], canvas))
    canvas.cursor = Canvas.Position(x: line.x + min(before, max(0, line.width - 1)), y: line.y)
  }

  private func shown(_ characters: ArraySlice<Character>, _ canvas: Canvas) -> String {
    SafeText.line(String(characters), canvas.glyphs)
  }
}
