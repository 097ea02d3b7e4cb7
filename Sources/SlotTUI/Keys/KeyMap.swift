import TerminalKit

/// One row of the table of keys: what they do and how help says it. Help, hints and the documentation
/// are all printed from these.
struct KeyBinding: Hashable, Sendable {
  let action: ScreenAction
  /// Each does it alone.
  var keys: [Key]
  /// Each does it when all its keys come one after another, as in `v d`. None begins with a key that
  /// does something alone.
  var sequences: [[Key]]
  /// What it does, for the help page.
  let help: String
  /// What it does in a word or two, for the bottom line.
  let hint: String
  /// Whether a number before it repeats it, or says how much.
  let takesCount: Bool
  /// Of which part of the table it is.
  var group = ""
  private var otherNames = ""

  init(
    _ action: ScreenAction,
    _ keys: [Key],
    _ help: String,
    hint: String,
    takesCount: Bool = false,
    sequences: [[Key]] = []
  ) {
    self.action = action
    self.keys = keys
    self.sequences = sequences
    self.help = help
    self.hint = hint
    self.takesCount = takesCount
  }

  /// Adds what people also call it, and type where they look for it: whole words, in small letters.
  func called(_ names: String) -> KeyBinding {
    var binding = self
    binding.otherNames = names
    return binding
  }

  var words: [Substring] { otherNames.split(separator: " ") }

  /// What to press, as help and hints say it: `v d` is one name.
  var names: [String] {
    keys.map(\.name) + sequences.map { $0.map(\.name).joined(separator: " ") }
  }

  /// The same; without a key the name by which `:` does it.
  var ways: [String] { names.isEmpty ? [":\(action.name)"] : names }
}

/// The one table from keys to actions. It is short: looking through it costs less than a dictionary
/// would at the start.
struct KeyMap: Hashable, Sendable {
  let bindings: [KeyBinding]

  init(_ bindings: [KeyBinding]) { self.bindings = bindings }

  func action(for key: Key) -> ScreenAction? {
    row { bindings[$0].keys.contains(key) }.map { bindings[$0].action }
  }

  func action(for keys: [Key]) -> ScreenAction? {
    row { bindings[$0].sequences.contains(keys) }.map { bindings[$0].action }
  }

  /// Whether more keys can follow these.
  func isPrefix(_ keys: [Key]) -> Bool {
    bindings.contains { binding in
      binding.sequences.contains { $0.count > keys.count && $0.starts(with: keys) }
    }
  }

  /// What can be pressed after these keys, with its meaning: `w week`.
  func continuations(of keys: [Key]) -> [String] {
    bindings.flatMap { binding in
      binding.sequences.filter { $0.count > keys.count && $0.starts(with: keys) }.map {
        $0.dropFirst(keys.count).map(\.name).joined(separator: " ") + " \(binding.hint)"
      }
    }
  }

  func binding(for action: ScreenAction) -> KeyBinding? {
    row(of: action).map { bindings[$0] }
  }

  private func row(of action: ScreenAction) -> Int? { row { bindings[$0].action == action } }

  /// Its index, since a row would be copied, and hints look up a dozen rows with every key.
  private func row(where isWanted: (Int) -> Bool) -> Int? {
    bindings.indices.first(where: isWanted)
  }

  /// The name of the first key that does something, for hints. What the user took all keys from can
  /// be done by its name.
  func keyName(_ action: ScreenAction) -> String {
    guard let row = row(of: action) else { return "" }
    return bindings[row].keys.first?.name ?? bindings[row].ways.first ?? ""
  }
}

extension Substring {
  /// Whether it looks like another form of a word that is known, as `cancelled` of `cancel`.
  func isForm(of word: Substring) -> Bool {
    word.count >= 4 && hasPrefix(word) && allSatisfy(\.isLetter) && count <= word.count + 4
  }
}
