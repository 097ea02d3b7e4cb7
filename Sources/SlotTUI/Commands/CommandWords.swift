import ArgumentParser
import SlotDomain

/// What can be typed after the name of a command: its verbs, or its options.
struct CommandWords {
  struct Option {
    /// `--block`, `-o`.
    let names: [String]
    let takesValue: Bool
    /// Whether it may be given several times, which adds up.
    let repeats: Bool
  }

  let name: String
  let verbs: [CommandWords]
  let options: [Option]

  /// As the parser describes them. Only asked for when something went wrong: that takes some milliseconds.
  init?(of command: any ParsableCommand.Type) {
    do {
      _ = try command.parseAsRoot(["--experimental-dump-help"])
      return nil
    } catch {
      let text = command.fullMessage(for: error, columns: nil)
      guard let described = try? JSONValue(parsing: text).members?["command"]?.members else {
        return nil
      }
      self.init(described)
    }
  }

  private init(_ described: JSONMembers) {
    func list(_ value: JSONValue?) -> [JSONMembers] { value?.elements?.compactMap(\.members) ?? [] }
    name = described["commandName"]?.string ?? ""
    verbs = list(described["subcommands"]).map(CommandWords.init).filter { $0.name != "help" }
    options = list(described["arguments"]).compactMap { argument in
      guard let kind = argument["kind"]?.string, kind != "positional" else { return nil }
      let names = list(argument["names"]).compactMap { name in
        name["name"]?.string.map { (name["kind"]?.string == "long" ? "--" : "-") + $0 }
      }
      let repeats = argument["isRepeating"] == .bool(true)
      return Option(names: names, takesValue: kind == "option", repeats: repeats)
    }
  }

  func verb(_ name: String) -> CommandWords? { verbs.first { $0.name == name } }

  func option(_ name: String) -> Option? { options.first { $0.names.contains(name) } }

  /// The options of which only the last value counts, though there are several: scripts put one behind
  /// another to have it otherwise, and people mean both. The store is none of them, which an alias can name.
  func givenTwice(in arguments: [String]) -> [String] {
    var (node, rest) = (self, arguments[...])
    while let word = rest.first, let verb = node.verb(word) {
      (node, rest) = (verb, rest.dropFirst())
    }
    var (seen, twice): (Set<String>, [String]) = ([], [])
    while let word = rest.popFirst(), word != "--" {
      let name = String(word.prefix { $0 != "=" })
      guard let option = node.option(name), option.takesValue, let first = option.names.first else {
        continue
      }
      if name == word { _ = rest.popFirst() }
      let isNew = seen.insert(first).inserted
      if !isNew, !option.repeats, first != "--db", !twice.contains(name) { twice.append(name) }
    }
    return twice
  }
}
