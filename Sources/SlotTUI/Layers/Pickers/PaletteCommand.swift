import SlotDomain

/// Something that `:` can do: a name, what it does, and perhaps something to be typed behind it.
struct PaletteCommand: Sendable {
  let name: String
  let help: String
  /// What is to follow the name, as in `as-of TIME`; nil when nothing is.
  var argument: String?
  /// Does what was typed behind the name. Nil when that was not understood, which is said.
  private(set) var run: (@Sendable (inout Desk, String) -> [Effect]?)?
  /// The row of the table of keys that it stands for.
  private(set) var binding: KeyBinding?

  private init(
    _ name: String,
    _ argument: String,
    _ help: String,
    run: @escaping @Sendable (inout Desk, String) -> [Effect]?
  ) {
    self.name = name
    self.help = help
    self.argument = argument
    self.run = run
  }

  private init(_ binding: KeyBinding) {
    name = binding.action.name
    help = binding.help
    self.binding = binding
  }

  /// All that there is: what needs more than a key, and every row of the table of keys.
  static func all(_ keyMap: KeyMap) -> [PaletteCommand] {
    withArgument + keyMap.bindings.filter { $0.action != .palette }.map { PaletteCommand($0) }
  }

  private static let withArgument = [
    PaletteCommand("goto", "DATE", "go to a date") { $0.go(toWritten: $1) },
    PaletteCommand("as-of", "TIME", "everything as it was then; now comes back") {
      $0.showPast(atWritten: $1)
    },
  ]
}

extension PaletteCommand {
  /// What hands that know vi type.
  private var aliases: [Substring] { binding?.action == .quit ? ["q", "q!", "wq"] : [] }

  /// How well typed words describe it, 0 for best; nil when one of them is no part of it.
  func distance(to words: Set<Substring>) -> Int? {
    if words.count == 1, words.contains(name[...]) || !words.isDisjoint(with: aliases) { return -1 }
    let name = Array(name.utf8)
    let text = Array("\(help) \(binding?.hint ?? "")".lowercased().utf8)
    var sum = 0
    for word in words {
      guard let distance = Self.distance(to: Array(word.utf8), name, text) else { return nil }
      sum += distance
    }
    return sum
  }

  /// A whole word counts for more than the beginning of one, that for more than its middle, and the
  /// name for more than its help.
  private static func distance(to word: [UInt8], _ name: [UInt8], _ text: [UInt8]) -> Int? {
    let (dash, space) = (UInt8(ascii: "-"), UInt8(ascii: " "))
    if name.starts(with: word) { return 0 }
    if (name + [dash]).contains(bytes: [dash] + word + [dash]) { return 1 }
    if name.contains(bytes: [dash] + word) { return 2 }
    if text.starts(with: word) || text.contains(bytes: [space] + word) { return 3 }
    if name.contains(bytes: word) { return 4 }
    return text.contains(bytes: word) ? 5 : nil
  }
}
