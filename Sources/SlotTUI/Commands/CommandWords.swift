import ArgumentParser
import SlotDomain

/// What can be typed after the name of a command: its verbs, or its options.
struct CommandWords {
  struct Option {
    /// `--block`, `-o`.
    let names: [String]
    let takesValue: Bool
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
      guard let root = try? JSONValue(parsing: text), case .object(let members) = root,
        let described = members["command"]
      else { return nil }
      self.init(described)
    }
  }

  private init(_ described: JSONValue) {
    name = described["commandName"]?.string ?? ""
    verbs = (described["subcommands"]?.elements ?? []).map(CommandWords.init)
      .filter { $0.name != "help" }
    options = (described["arguments"]?.elements ?? []).compactMap { argument in
      guard let kind = argument["kind"]?.string, kind != "positional" else { return nil }
      let names = (argument["names"]?.elements ?? []).compactMap { name in
        name["name"]?.string.map { (name["kind"]?.string == "long" ? "--" : "-") + $0 }
      }
      return Option(names: names, takesValue: kind == "option")
    }
  }

  func verb(_ name: String) -> CommandWords? { verbs.first { $0.name == name } }

  func option(_ name: String) -> Option? { options.first { $0.names.contains(name) } }
}

extension JSONValue {
  fileprivate subscript(name: String) -> JSONValue? {
    if case .object(let members) = self { members[name] } else { nil }
  }

  fileprivate var elements: [JSONValue]? {
    if case .array(let values) = self { values } else { nil }
  }
}
