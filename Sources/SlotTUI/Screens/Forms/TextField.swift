/// One line of text being typed. Positions count characters, as a reader does.
struct TextField: Hashable, Sendable {
  private(set) var characters: [Character]
  private(set) var cursor: Int

  init(_ text: String = "") {
    characters = Array(text)
    cursor = characters.count
  }

  var text: String { String(characters) }
  var isEmpty: Bool { characters.isEmpty }

  /// Takes a key; false when it is none of a text field's.
  mutating func handle(_ key: Key) -> Bool {
    switch key {
    case .character(let character): insert(String(character))
    case .paste(let text): insert(text)
    case .left: cursor = max(0, cursor - 1)
    case .right: cursor = min(characters.count, cursor + 1)
    case .home, .control("a"): cursor = 0
    case .end, .control("e"): cursor = characters.count
    case .backspace: erase(from: cursor - 1, to: cursor)
    case .delete, .control("d"): erase(from: cursor, to: cursor + 1)
    case .control("u"): erase(from: 0, to: cursor)
    case .control("k"): erase(from: cursor, to: characters.count)
    case .control("w"): erase(from: startOfWord, to: cursor)
    default: return false
    }
    return true
  }

  /// Pasted text is text: its line breaks become blanks.
  private mutating func insert(_ text: String) {
    let line = text.map { $0.isNewline ? " " : $0 }
    characters.insert(contentsOf: line, at: cursor)
    cursor += line.count
  }

  private mutating func erase(from start: Int, to end: Int) {
    let start = max(0, start)
    let end = min(characters.count, end)
    guard start < end else { return }
    characters.removeSubrange(start..<end)
    cursor = start
  }

  private var startOfWord: Int {
    let before = characters[..<cursor]
    let word = before.lastIndex { $0 != " " }.map { before[...$0] } ?? []
    return (word.lastIndex(of: " ") ?? -1) + 1
  }
}
