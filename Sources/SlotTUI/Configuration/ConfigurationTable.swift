import SlotDomain
import TOMLKit
import TerminalKit

/// A value as TOML has them.
enum ConfigurationValue: Hashable, Sendable {
  case text(String)
  case number(Int)
  case truth(Bool)
  case list([ConfigurationValue])
  case table([String: ConfigurationValue])
  /// What no setting takes, as its type's name.
  case other(String)

  /// As a sentence names it.
  var description: String {
    switch self {
    case .text(let text): ConfigurationProblem.quoted(text)
    case .number(let number): "\(number)"
    case .truth(let truth): "\(truth)"
    case .list: "a list"
    case .table: "a table"
    case .other(let type): withArticle(type)
    }
  }
}

extension ConfigurationValue {
  /// Reads a whole file. TOMLKit is used in this file alone.
  static func parsing(_ text: String) throws(ConfigurationProblem) -> [String: Self] {
    do {
      return members(of: try TOMLTable(string: text))
    } catch {
      guard let error = error as? TOMLParseError else {
        throw ConfigurationProblem(
          line: nil,
          text: "The file cannot be read as TOML. Nothing of it is used."
        )
      }
      let reason = SafeText.line(error.description)
      let isOfValue = ["floating-point", "boolean", "value"].contains {
        reason.contains("parsing \($0)")
      }
      throw ConfigurationProblem(
        line: error.source.begin.line,
        text: "The file cannot be read as TOML, so nothing of it is used: \(reason)."
          + (isOfValue ? " Write true or false, or a text in quotes." : "")
      )
    }
  }

  private static func members(of table: TOMLTable) -> [String: Self] {
    var members: [String: Self] = [:]
    for key in table.keys { members[key] = table[key].map { Self($0.tomlValue) } }
    return members
  }

  private init(_ value: TOMLValue) {
    switch value.type {
    case .string: self = .text(value.string ?? "")
    case .int: self = .number(value.int ?? 0)
    case .bool: self = .truth(value.bool ?? false)
    case .array: self = .list(value.array.map { $0.map { Self($0.tomlValue) } } ?? [])
    case .table: self = .table(value.table.map(Self.members) ?? [:])
    case .double, .date, .time, .dateTime: self = .other(value.type.description)
    }
  }
}
