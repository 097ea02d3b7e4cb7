import TerminalKit

/// Any action by name: what is typed, and which of the commands that it describes is chosen.
struct PaletteScreen: Hashable, Sendable {
  private(set) var field = TextField()
  private(set) var selection = 0

  /// What is typed, taken apart: `5 next-slot`, `as-of yesterday 09:10`.
  private struct Typed {
    var count = ""
    /// What names the command.
    var words: [Substring] = []
    /// What follows the name of a command that wants more.
    var argument = ""
    var command: PaletteCommand?

    init(_ text: String, _ commands: [PaletteCommand]) {
      var words = text.lowercased().split(separator: " ")
      if let first = words.first, first.allSatisfy({ $0.isASCII && $0.isNumber }) {
        count = String(first)
        words.removeFirst()
      }
      self.words = words
      command = commands.first { $0.argument != nil && words.first == $0.name[...] }
      guard command != nil, let end = text.lastIndex(where: { $0 != " " }) else { return }
      let typed = text[...end].drop { $0 == " " }
      argument = String((typed.firstIndex(of: " ").map { typed[$0...] } ?? "").drop { $0 == " " })
    }
  }

  /// The commands that what is typed describes, best first.
  func matches(_ commands: [PaletteCommand]) -> [PaletteCommand] {
    let typed = Typed(field.text, commands)
    if let command = typed.command, typed.words.count > 1 || field.characters.last == " " {
      return [command]
    }
    // A word says no more when it is said again.
    let words = Set(typed.words)
    let found = commands.compactMap { command in
      command.distance(to: words).map { (command: command, distance: $0) }
    }
    // Equals keep the order of the table.
    return found.enumerated().sorted {
      ($0.element.distance, $0.offset) < ($1.element.distance, $1.offset)
    }.map(\.element.command)
  }

  func selected(_ commands: [PaletteCommand]) -> PaletteCommand? {
    let matches = matches(commands)
    return matches.indices.contains(selection) ? matches[selection] : nil
  }

  /// What follows the name; for an action the number that goes before it.
  func argument(_ commands: [PaletteCommand]) -> String {
    let typed = Typed(field.text, commands)
    return typed.command == nil ? typed.count : typed.argument
  }

  /// The chosen command's name in place of what describes it.
  mutating func complete(_ command: PaletteCommand, _ commands: [PaletteCommand]) {
    let typed = Typed(field.text, commands)
    let count = command.argument == nil && !typed.count.isEmpty ? "\(typed.count) " : ""
    let rest = command.argument == nil ? "" : " \(typed.argument)"
    field = TextField(count + command.name + rest)
    selection = 0
  }

  /// Of the matches.
  mutating func select(_ index: Int) { selection = index }

  /// Takes a key that neither runs nor leaves.
  mutating func handle(_ key: Key, _ commands: [PaletteCommand]) {
    let last = max(0, matches(commands).count - 1)
    switch key {
    case .up, .control("p"), .backTab: selection = max(0, selection - 1)
    case .down, .control("n"): selection = min(last, selection + 1)
    case .pageUp: selection = max(0, selection - 10)
    case .pageDown: selection = min(last, selection + 10)
    default: if field.handle(key) { selection = 0 }
    }
  }
}
