import SlotDomain
import TerminalKit

/// One thing that can be configured, with how it is read, written and explained. All that is said of
/// a setting, in the file that `slottui config` prints too, is said here.
struct Setting {
  let table: String
  let name: String
  /// What it does and which values there are.
  let help: String
  /// Takes a value; false when it is none for this setting.
  let read: (ConfigurationValue, inout Configuration) -> Bool
  /// The value as TOML.
  let write: (Configuration) -> String
  /// What a value has to be, for a sentence.
  let expected: String
}

// MARK: - Kinds

extension Setting {
  /// One of a few words.
  init<Value: Equatable>(
    _ table: String,
    _ name: String,
    _ help: String,
    _ property: WritableKeyPath<Configuration, Value>,
    oneOf choices: [(name: String, value: Value)]
  ) {
    self.init(
      table: table,
      name: name,
      help: help,
      read: { value, configuration in
        guard case .text(let text) = value,
          let choice = choices.first(where: { $0.name == text.lowercased() })
        else { return false }
        configuration[keyPath: property] = choice.value
        return true
      },
      write: { configuration in
        let choice = choices.first { $0.value == configuration[keyPath: property] }
        return TOMLText.quoted(choice?.name ?? "")
      },
      expected: Self.words(choices.map(\.name))
    )
  }

  /// `true` or `false`.
  init(
    _ table: String,
    _ name: String,
    _ help: String,
    _ property: WritableKeyPath<Configuration, Bool>
  ) {
    self.init(
      table: table,
      name: name,
      help: help,
      read: { value, configuration in
        guard case .truth(let truth) = value else { return false }
        configuration[keyPath: property] = truth
        return true
      },
      write: { "\($0[keyPath: property])" },
      expected: "true or false"
    )
  }

  /// A whole number.
  init(
    _ table: String,
    _ name: String,
    _ help: String,
    _ property: WritableKeyPath<Configuration, Int>,
    in range: ClosedRange<Int>
  ) {
    self.init(
      table: table,
      name: name,
      help: help,
      read: { value, configuration in
        guard case .number(let number) = value, range.contains(number) else { return false }
        configuration[keyPath: property] = number
        return true
      },
      write: { "\($0[keyPath: property])" },
      expected: "a whole number from \(range.lowerBound) to \(range.upperBound)"
    )
  }

  /// `"day", "week" or "agenda"`; of many the first and the last.
  static func words(_ names: [String]) -> String {
    var names = names.map(TOMLText.quoted)
    if names.count > 6 { names = [names[0], "…", names[names.count - 1]] }
    return names.dropLast().joined(separator: ", ") + " or " + (names.last ?? "")
  }
}

/// How values are written in TOML.
enum TOMLText {
  static func quoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      if scalar.isHidden || PlainText.isASCII && !scalar.isASCII {
        let digits = String(scalar.value, radix: 16)
        quoted += "\\U" + String(repeating: "0", count: 8 - digits.utf8.count) + digits
        continue
      }
      if scalar == "\"" || scalar == "\\" { quoted += "\\" }
      quoted.unicodeScalars.append(scalar)
    }
    return quoted + "\""
  }
}
