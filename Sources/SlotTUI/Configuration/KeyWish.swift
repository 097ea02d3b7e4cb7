import TerminalKit

/// The keys that a user wants for an action: an entry of `[keys]`.
struct KeyWish: Hashable, Sendable {
  let action: ScreenAction
  let keys: [Key]
  /// Those of several keys, as `v d`.
  let sequences: [[Key]]
  /// Of the file.
  let line: Int?

  /// - `value`: A key's name, or a list of them; none takes the action's keys away.
  init(
    _ action: ScreenAction,
    _ value: ConfigurationValue,
    line: Int?
  ) throws(ConfigurationProblem) {
    func problem(_ text: String) -> ConfigurationProblem {
      ConfigurationProblem(line: line, text: text)
    }
    let values: [ConfigurationValue] = if case .list(let list) = value { list } else { [value] }
    var written: [[Key]] = []
    for value in values {
      guard case .text(let text) = value else {
        throw problem("\(action.name) has to be a key such as \"x\", or a list of keys.")
      }
      let keys = try Self.keys(text, problem)
      if !written.contains(keys) { written.append(keys) }
    }
    if action == .quit, written.isEmpty {
      throw problem("quit needs a key: without one there is no way out.")
    }
    if action != .clearMarks, written.contains([.escape]) {
      throw problem("Esc is the way back out of everything: \(action.name) needs another key.")
    }
    self.action = action
    self.line = line
    keys = written.filter { $0.count == 1 }.compactMap(\.first)
    sequences = written.filter { $0.count > 1 }
  }

  /// `x`, `Ctrl-R`, or `v d` for two keys one after another.
  private static func keys(
    _ text: String,
    _ problem: (String) -> ConfigurationProblem
  ) throws(ConfigurationProblem) -> [Key] {
    let names = text == " " ? ["Space"] : text.split(separator: " ").map(String.init)
    var keys: [Key] = []
    for name in names.isEmpty ? [text] : names {
      // What cannot be seen in a list of keys can hardly be typed either.
      guard SafeText.line(name) == name, let key = Key(name: name) else {
        throw problem(
          "\(ConfigurationProblem.quoted(name)) does not name a key. Write x, Space, Ctrl-R, Alt-x, F5, PgUp."
        )
      }
      keys.append(key)
    }
    if case .character("1"..."9") = keys[0] {
      throw problem("\(keys[0].name) begins a number, as in 3j: no action can have it.")
    }
    if keys.count > 1, keys.contains(.escape) {
      throw problem("Esc ends a sequence of keys, so it cannot be part of one.")
    }
    return keys
  }

  /// What to press, each as it is typed.
  var typed: [[Key]] { keys.map { [$0] } + sequences }
}

// MARK: - Conflicts

extension KeyMap {
  /// The map with these keys. A wish that stands in the way of another action's keys is not granted:
  /// its action keeps the keys that it had.
  func fulfilling(_ wishes: [KeyWish]) -> (KeyMap, [ConfigurationProblem]) {
    var granted = wishes
    var problems: [ConfigurationProblem] = []
    // To refuse one gives its keys back to their action, which can be in the way of another wish.
    while let (index, problem) = conflict(granted) {
      granted.remove(at: index)
      problems.append(problem)
    }
    return (with(granted), problems)
  }

  private func with(_ wishes: [KeyWish]) -> KeyMap {
    KeyMap(
      bindings.map { binding in
        guard let wish = wishes.first(where: { $0.action == binding.action }) else {
          return binding
        }
        var wished = binding
        (wished.keys, wished.sequences) = (wish.keys, wish.sequences)
        return wished
      }
    )
  }

  /// Of all wishes that stand in the way, the last in the file.
  private func conflict(_ wishes: [KeyWish]) -> (Int, ConfigurationProblem)? {
    let all = with(wishes).bindings.map { binding in
      (binding.action, binding.keys.map { [$0] } + binding.sequences)
    }
    let order = wishes.indices.sorted {
      (wishes[$0].line ?? .max, $0) > (wishes[$1].line ?? .max, $1)
    }
    for index in order {
      let wish = wishes[index]
      for keys in wish.typed {
        for (action, others) in all {
          guard let other = others.first(where: { clash($0, keys, isSame: action == wish.action) })
          else { continue }
          return (index, problem(wish, keys, action, other, wishes))
        }
      }
    }
    return nil
  }

  /// Whether typing one of them would already be, or begin, the other.
  private func clash(_ one: [Key], _ other: [Key], isSame: Bool) -> Bool {
    if isSame, one == other { return false }
    return one.starts(with: other) || other.starts(with: one)
  }

  private func problem(
    _ wish: KeyWish,
    _ keys: [Key],
    _ action: ScreenAction,
    _ other: [Key],
    _ wishes: [KeyWish]
  ) -> ConfigurationProblem {
    let name = keys.map(\.name).joined(separator: " ")
    let otherName = other.map(\.name).joined(separator: " ")
    let line = wishes.first { $0.action == action && action != wish.action }?.line
    let place = line.map { " (line \($0))" } ?? ""
    let reason =
      keys == other
      ? "\(name) is \(action.name)'s key\(place)"
      : keys.count < other.count
        ? "\(name) begins \(otherName) of \(action.name)\(place)"
        : "\(name) begins with \(otherName), \(action.name)'s key\(place)"
    let kept = binding(for: wish.action)?.names.joined(separator: " ") ?? ""
    return ConfigurationProblem(
      line: wish.line,
      text: "\(reason), so \(wish.action.name) keeps \(kept)."
    )
  }
}
