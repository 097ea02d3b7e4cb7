import TerminalKit

/// Any action by name: what is typed, and which of the commands that it describes is chosen.
struct PaletteWindow: ListLayer {
  static let width = 96
  static let isTyped = true
  /// The longest name has room.
  private static let nameWidth = 20
  private static let groupWidth = 13
  /// A key turns slots; these words ask for one of its two sides alone.
  private static let freeing: Set<Substring> = ["enable", "reopen", "unlock"]

  var picker = Picker()

  init() {}

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
    let typed = Typed(picker.field.text, commands)
    if let command = typed.command, typed.words.count > 1 || picker.field.characters.last == " " {
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

  private func commands(_ desk: Desk) -> [PaletteCommand] {
    PaletteCommand.all(desk.keyMap, isRestricted: desk.settings.isRestricted)
  }

  func count(_ desk: Desk) -> Int { matches(commands(desk)).count }

  func selected(_ desk: Desk) -> PaletteCommand? { selected(in: matches(commands(desk)), desk) }

  // MARK: Keys

  func hints(_ desk: Desk) -> [Hint] {
    [("Enter", "do it"), ("Tab", "complete"), ("↑↓", "choose"), ("Esc", "back")]
  }

  mutating func obey(_ key: Key, _ desk: inout Desk) -> Step {
    switch key {
    case .escape, .control("c"): return Step(.close)
    case .backspace where picker.field.isEmpty: return Step(.close)
    case .enter: return run(&desk)
    case .tab: if let command = selected(desk) { complete(command, commands(desk)) }
    default:
      if let step = moved(by: key, desk) { return step }
      if picker.field.edit(key) { picker.choose(nil, of: 0) }
    }
    return Step()
  }

  private mutating func run(_ desk: inout Desk) -> Step {
    let commands = commands(desk)
    guard let command = selected(in: matches(commands), desk) else {
      let typed = SafeText.line(String(picker.field.characters.prefix(40)))
      desk.say("Nothing is called \"\(typed)\". Type a part of a name, or Esc.", .error)
      return Step()
    }
    let typed = Typed(picker.field.text, commands)
    if command.argument == nil, !typed.count.isEmpty, command.binding?.takesCount != true {
      desk.say("\(command.name) takes no number.", .error)
      return Step()
    }
    switch command.deed {
    case .key(let binding):
      let count = typed.count.isEmpty ? nil : Int(typed.count) ?? .max
      if let count, !(1...KeySequence.largestCount).contains(count) {
        desk.say("Give a number from 1 to \(KeySequence.largestCount).", .error)
        return Step()
      }
      let onlyFrees =
        [.slots(.toggleStatus), .slots(.toggleLock)].contains(binding.action)
        && typed.words.count == 1
        && Self.freeing.contains(typed.words[0])
      return Step(
        .close,
        act: .init(action: binding.action, count: count, onlyFrees: onlyFrees)
      )
    case .typed(let run):
      let argument = typed.command == nil ? typed.count : typed.argument
      if let wanted = command.argument, argument.isEmpty {
        complete(command, commands)
        let what =
          wanted == PaletteCommand.file
          ? "path of a calendar, such as holidays.ics," : wanted.lowercased()
        desk.say("Type the \(what) behind it.")
        return Step()
      }
      return run(&desk, argument).map { Step(.close, $0) } ?? Step()
    case .commandLine(let line, let isOfStore):
      if let obstacle = command.obstacle(desk) {
        desk.say(obstacle, .error)
      } else {
        let whole = isOfStore ? desk.settings.withStore(line) : line
        desk.say("That is done on the command line: \(whole)")
      }
      return Step(.close)
    }
  }

  /// The chosen command's name in place of what describes it.
  private mutating func complete(_ command: PaletteCommand, _ commands: [PaletteCommand]) {
    let typed = Typed(picker.field.text, commands)
    let count = command.argument == nil && !typed.count.isEmpty ? "\(typed.count) " : ""
    let rest = command.argument == nil ? "" : " \(typed.argument)"
    picker = Picker()
    picker.field = TextField(count + command.name + rest)
  }

  // MARK: What it shows

  func title(_ desk: Desk) -> String { "Any action by its name" }
  func label(_ desk: Desk) -> String { ":" }
  func nothing(_ desk: Desk) -> String { "Nothing is called that." }
  // As high for few matches as for many, so that typing moves nothing.
  func height(_ desk: Desk) -> Int? { commands(desk).count + 3 }

  func lines(room: Int, _ desk: Desk) -> (Int) -> Line {
    let matches = matches(commands(desk))
    return { Self.line(of: matches[$0], room, desk) }
  }

  /// Name, what it does or why not now, group, keys: those that have room. In words
  /// `toggle-lock: lock (a number before: minutes), or unlock, L`.
  private static func line(of command: PaletteCommand, _ room: Int, _ desk: Desk) -> Line {
    let obstacle = command.obstacle(desk)
    let style: Style = obstacle == nil ? .plain : .dim
    let name = command.argument.map { "\(command.name) \($0)" } ?? command.name
    let keys = command.binding?.names.joined(separator: " ") ?? ""
    let help = obstacle ?? command.text
    let keysWidth = min(room, room >= 60 ? 10 : 8)
    let rest = room - keysWidth
    var parts = [Line.Part.text(keys, x: rest, width: keysWidth, .key)]
    if rest < 2 * nameWidth {
      let text = obstacle == nil ? name : "\(name) (not now)"
      parts.append(.text(text, x: 0, width: rest - 1, style))
    } else {
      let hasGroup = rest >= nameWidth + 46 + groupWidth
      let helpWidth = rest - nameWidth - (hasGroup ? groupWidth : 0)
      let group = hasGroup ? command.group : ""
      parts += [
        .text(name, x: 0, width: nameWidth - 1, style),
        .text(help, x: nameWidth, width: helpWidth - 1, style),
        .text(group, x: nameWidth + helpWidth, width: groupWidth, .dim),
      ]
    }
    return Line("\(name): \(help)" + (keys.isEmpty ? "" : ", \(keys)"), parts: parts)
  }
}
